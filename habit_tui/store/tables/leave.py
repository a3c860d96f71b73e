"""Leaves."""

from sqlalchemy import CheckConstraint, Column, Named, Table, Text

from habit_tui.store.tables.columns import Entity, is_day, metadata


class LeaveColumns(Entity):
    first_day: Named[str] = Column(Text)
    last_day: Named[str] = Column(Text)
    reason: Named[str] = Column(Text)


leave = Table(
    "leave",
    metadata,
    LeaveColumns,
    is_day("first_day"),
    is_day("last_day"),
    CheckConstraint("last_day >= first_day", name="ends_after_it_starts"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
