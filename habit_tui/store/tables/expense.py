"""Expenses."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Named, Table, Text

from habit_tui.store.tables.columns import Entity, is_day, metadata


class ExpenseColumns(Entity):
    on_day: Named[str] = Column(Text)
    what: Named[str] = Column(Text)
    amount: Named[int] = Column(Integer)
    currency: Named[str] = Column(Text)
    path_id: Named[int | None] = Column(ForeignKey("path.id", ondelete="SET NULL"))


expense = Table(
    "expense",
    metadata,
    ExpenseColumns,
    is_day("on_day"),
    Index("ix_expense_on_day", "on_day"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
