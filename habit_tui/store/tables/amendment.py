"""The plan a path began with, and what was changed in it."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Named, Table, Text

from habit_tui.domain.amendment import Event
from habit_tui.store.tables.columns import Entity, is_day, metadata, one_of


class OriginalColumns(Entity):
    """The plan a path began with: each resource's place, the name of its stage, its days."""

    resource_id: Named[int] = Column(ForeignKey("resource.id", ondelete="CASCADE"), unique=True)
    position: Named[int] = Column(Integer)
    stage: Named[str] = Column(Text)
    planned_first: Named[str | None] = Column(Text)
    planned_last: Named[str | None] = Column(Text)


class AmendmentColumns(Entity):
    """A change to a path's plan other than a resource's change of status."""

    path_id: Named[int] = Column(ForeignKey("path.id", ondelete="CASCADE"))
    resource_id: Named[int | None] = Column(ForeignKey("resource.id", ondelete="CASCADE"))
    event: Named[str] = Column(Text)
    on_day: Named[str] = Column(Text)
    reason: Named[str] = Column(Text)
    was: Named[str] = Column(Text)
    became: Named[str] = Column(Text)


original = Table(
    "original",
    metadata,
    OriginalColumns,
    is_day("planned_first"),
    is_day("planned_last"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)


amendment = Table(
    "amendment",
    metadata,
    AmendmentColumns,
    one_of("event", Event),
    is_day("on_day"),
    Index("ix_amendment_path_id", "path_id", "on_day"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
