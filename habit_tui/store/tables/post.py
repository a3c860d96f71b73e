"""Prompts that were settled, and posts."""

from sqlalchemy import CheckConstraint, Column, Named, Table, Text

from habit_tui.domain.post import Dialect
from habit_tui.store.tables.columns import Entity, is_day, metadata, one_of


class PromptColumns(Entity):
    prompt_id: Named[str] = Column(Text, unique=True)
    state: Named[str] = Column(Text)
    on_day: Named[str] = Column(Text)


class PostColumns(Entity):
    title: Named[str] = Column(Text)
    dialect: Named[str] = Column(Text)
    file: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    created_on: Named[str] = Column(Text)
    published_on: Named[str | None] = Column(Text)
    url: Named[str] = Column(Text)
    prompt_id: Named[str | None] = Column(Text)


prompt = Table(
    "prompt",
    metadata,
    PromptColumns,
    is_day("on_day"),
    CheckConstraint("state IN ('used', 'skipped')", name="state_is_known"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)


post = Table(
    "post",
    metadata,
    PostColumns,
    one_of("dialect", Dialect),
    is_day("created_on"),
    is_day("published_on"),
    CheckConstraint("status IN ('draft', 'published')", name="status_is_known"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
