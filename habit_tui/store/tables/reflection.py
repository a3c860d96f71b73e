"""Reflections."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Named, Table, Text

from habit_tui.domain.reflection import ReflectionKind
from habit_tui.store.tables.columns import Entity, is_day, metadata, one_of


class ReflectionColumns(Entity):
    kind: Named[str] = Column(Text)
    text: Named[str] = Column(Text)
    on_day: Named[str] = Column(Text)
    path_id: Named[int | None] = Column(ForeignKey("path.id", ondelete="SET NULL"))
    resource_id: Named[int | None] = Column(ForeignKey("resource.id", ondelete="SET NULL"))
    about_id: Named[int | None] = Column(ForeignKey("reflection.id", ondelete="SET NULL"))
    solves: Named[int] = Column(Integer)


reflection = Table(
    "reflection",
    metadata,
    ReflectionColumns,
    one_of("kind", ReflectionKind),
    is_day("on_day"),
    CheckConstraint("solves IN (0, 1)", name="solves_is_a_flag"),
    CheckConstraint("solves = 0 OR kind NOT IN ('setback', 'blocker')", name="solves_by_something_else"),
    Index("ix_reflection_about_id", "about_id"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
