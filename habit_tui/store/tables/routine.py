"""Versions of the routine and their slots."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Named, Table, Text

from habit_tui.domain.kind import Kind
from habit_tui.store.tables.columns import Entity, is_clock, is_day, metadata, one_of


class RoutineColumns(Entity):
    effective_from: Named[str] = Column(Text, unique=True)
    window_start: Named[str] = Column(Text)
    window_end: Named[str] = Column(Text)
    minimum: Named[int] = Column(Integer)
    target_mon: Named[int] = Column(Integer)
    target_tue: Named[int] = Column(Integer)
    target_wed: Named[int] = Column(Integer)
    target_thu: Named[int] = Column(Integer)
    target_fri: Named[int] = Column(Integer)
    target_sat: Named[int] = Column(Integer)
    target_sun: Named[int] = Column(Integer)


class SlotColumns(Entity):
    routine_id: Named[int] = Column(ForeignKey("routine.id", ondelete="CASCADE"))
    weekdays: Named[int] = Column(Integer)
    start: Named[str] = Column(Text)
    minutes: Named[int] = Column(Integer)
    kind: Named[str] = Column(Text)
    path_id: Named[int | None] = Column(ForeignKey("path.id", ondelete="SET NULL"))


routine = Table(
    "routine",
    metadata,
    RoutineColumns,
    is_day("effective_from"),
    is_clock("window_start"),
    is_clock("window_end"),
    CheckConstraint("minimum BETWEEN 0 AND 1440", name="minimum_fits_a_day"),
    *(
        CheckConstraint(f"target_{day} BETWEEN 0 AND 1440", name=f"target_{day}_fits_a_day")
        for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    ),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)


slot = Table(
    "slot",
    metadata,
    SlotColumns,
    is_clock("start"),
    one_of("kind", Kind),
    CheckConstraint("weekdays BETWEEN 1 AND 127", name="weekdays_is_a_set"),
    CheckConstraint("minutes BETWEEN 1 AND 1440", name="fits_a_day"),
    Index("ix_slot_routine_id", "routine_id"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
