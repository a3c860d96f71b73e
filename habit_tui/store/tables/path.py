"""Paths, stages, resources, their dated statuses and certificates."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Named, Table, Text

from habit_tui.domain.path import PathStatus, ResourceKind, Status
from habit_tui.store.tables.columns import Entity, is_day, metadata, one_of


class PathColumns(Entity):
    name: Named[str] = Column(Text)
    starter: Named[str] = Column(Text)
    started_on: Named[str | None] = Column(Text)
    position: Named[int] = Column(Integer)
    status: Named[str] = Column(Text)
    ended_on: Named[str | None] = Column(Text)
    committed_until: Named[str | None] = Column(Text)


class StageColumns(Entity):
    path_id: Named[int] = Column(ForeignKey("path.id", ondelete="CASCADE"))
    name: Named[str] = Column(Text)
    position: Named[int] = Column(Integer)
    planned_first: Named[str | None] = Column(Text)
    planned_last: Named[str | None] = Column(Text)


class ResourceColumns(Entity):
    path_id: Named[int] = Column(ForeignKey("path.id", ondelete="CASCADE"))
    stage_id: Named[int | None] = Column(ForeignKey("stage.id", ondelete="SET NULL"))
    title: Named[str] = Column(Text)
    kind: Named[str] = Column(Text)
    position: Named[int] = Column(Integer)
    planned_first: Named[str | None] = Column(Text)
    planned_last: Named[str | None] = Column(Text)
    planned_minutes: Named[int | None] = Column(Integer)
    cost: Named[int | None] = Column(Integer)
    currency: Named[str] = Column(Text)
    url: Named[str] = Column(Text)
    outcome: Named[str] = Column(Text)
    note: Named[str] = Column(Text)
    score: Named[str] = Column(Text)


class StatusChangeColumns(Entity):
    resource_id: Named[int] = Column(ForeignKey("resource.id", ondelete="CASCADE"))
    status: Named[str] = Column(Text)
    on_day: Named[str] = Column(Text)
    reason: Named[str] = Column(Text)


class CertificateColumns(Entity):
    resource_id: Named[int] = Column(ForeignKey("resource.id", ondelete="CASCADE"))
    title: Named[str] = Column(Text)
    issuer: Named[str] = Column(Text)
    on_day: Named[str] = Column(Text)
    url: Named[str] = Column(Text)
    file: Named[str] = Column(Text)


path = Table(
    "path",
    metadata,
    PathColumns,
    is_day("started_on"),
    one_of("status", PathStatus),
    is_day("ended_on"),
    is_day("committed_until"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)


stage = Table(
    "stage",
    metadata,
    StageColumns,
    is_day("planned_first"),
    is_day("planned_last"),
    Index("ix_stage_path_id", "path_id"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)


resource = Table(
    "resource",
    metadata,
    ResourceColumns,
    one_of("kind", ResourceKind),
    is_day("planned_first"),
    is_day("planned_last"),
    Index("ix_resource_path_id", "path_id", "position"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)


status_change = Table(
    "status_change",
    metadata,
    StatusChangeColumns,
    one_of("status", Status),
    is_day("on_day"),
    Index("ix_status_change_resource_id", "resource_id", "on_day"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)


certificate = Table(
    "certificate",
    metadata,
    CertificateColumns,
    is_day("on_day"),
    Index("ix_certificate_resource_id", "resource_id"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
