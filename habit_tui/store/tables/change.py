"""The change log."""

from sqlalchemy import Column, ForeignKey, Integer, Named, Table, Text, TypedColumns

from habit_tui.store.tables.columns import is_instant, metadata

MERGE, LEARNED = "merge", "learned"
"""The actions of a merge, and of one that changed no row here but learned of the other copy's past."""

ELSEWHERE = 0
"""The row id of what a merge learned: a state a row had in another copy, its links by uid, or its deletion
there (`before` its uid and, as updated_at, when)."""


class ChangeColumns(TypedColumns):
    """One entry per change through any door; `undoes` and `reversed_by` chain undo and redo."""

    id: Named[int] = Column(Integer, primary_key=True)
    at: Named[str] = Column(Text)
    door: Named[str] = Column(Text)
    action: Named[str] = Column(Text)
    text: Named[str] = Column(Text)
    undoes: Named[int | None] = Column(ForeignKey("change.id"))
    reversed_by: Named[int | None] = Column(ForeignKey("change.id"))


class ChangeRowColumns(TypedColumns):
    """A row before and after, as JSON of all its columns; written by triggers, so no door can forget it."""

    id: Named[int] = Column(Integer, primary_key=True)
    change_id: Named[int] = Column(ForeignKey("change.id", ondelete="CASCADE"), index=True)
    table_name: Named[str] = Column(Text)
    row_id: Named[int] = Column(Integer)
    before: Named[str | None] = Column(Text)
    after: Named[str | None] = Column(Text)


change = Table(
    "change", metadata, ChangeColumns, is_instant("at"), sqlite_strict=True, sqlite_autoincrement=True
)


change_row = Table("change_row", metadata, ChangeRowColumns, sqlite_strict=True)
