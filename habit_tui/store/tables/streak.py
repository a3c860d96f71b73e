"""Remembered states of the fold."""

from sqlalchemy import REAL, Column, Integer, Named, Table, Text, TypedColumns

from habit_tui.store.tables.columns import is_day, metadata


class CheckpointColumns(TypedColumns):
    """A remembered state of the fold, never the truth: triggers delete it when a day it covers changes."""

    study_day: Named[str] = Column(Text, primary_key=True)
    rules: Named[str] = Column(Text)
    length: Named[int] = Column(Integer)
    first: Named[str | None] = Column(Text)
    last: Named[str | None] = Column(Text)
    best_length: Named[int] = Column(Integer)
    best_first: Named[str | None] = Column(Text)
    best_last: Named[str | None] = Column(Text)
    held: Named[int] = Column(Integer)
    progress: Named[int] = Column(Integer)
    strength: Named[float] = Column(REAL)


checkpoint = Table("checkpoint", metadata, CheckpointColumns, is_day("study_day"), sqlite_strict=True)
