"""Sessions."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Named, Table, Text, text

from habit_tui.domain.kind import Kind
from habit_tui.store.tables.columns import Entity, is_day, is_instant, metadata, one_of


class SessionColumns(Entity):
    start_at: Named[str] = Column(Text)
    end_at: Named[str | None] = Column(Text)
    zone: Named[str] = Column(Text)
    utc_offset: Named[int] = Column(Integer)
    study_day: Named[str] = Column(Text)
    minutes: Named[int] = Column(Integer)
    what: Named[str] = Column(Text)
    kind: Named[str] = Column(Text)
    note: Named[str] = Column(Text)
    source: Named[str] = Column(Text)
    resource_id: Named[int | None] = Column(ForeignKey("resource.id", ondelete="SET NULL"))


session = Table(
    "session",
    metadata,
    SessionColumns,
    is_instant("start_at"),
    is_instant("end_at"),
    is_instant("updated_at"),
    is_day("study_day"),
    one_of("kind", Kind),
    CheckConstraint("end_at > start_at", name="ends_after_it_starts"),
    CheckConstraint("minutes BETWEEN 0 AND 1440", name="fits_a_day"),
    CheckConstraint("end_at IS NOT NULL OR minutes = 0", name="running_has_no_minutes"),
    Index("ix_session_start_at", "start_at", "utc_offset", "study_day"),
    Index("ix_session_study_day", "study_day", "minutes"),
    Index("ix_session_resource_id", "resource_id", "study_day", "minutes"),
    Index("ix_session_running", text("(end_at IS NULL)"), unique=True, sqlite_where=text("end_at IS NULL")),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
