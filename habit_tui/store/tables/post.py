"""Prompts that were answered, posts, their updates and where they were shared."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Named, Table, Text

from habit_tui.domain.post import Dialect
from habit_tui.store.tables.columns import Entity, is_day, metadata, one_of


class PromptColumns(Entity):
    """The answer a prompt was given on a day; a snoozed one is silent before the day `until`."""

    prompt_id: Named[str] = Column(Text, unique=True)
    state: Named[str] = Column(Text)
    on_day: Named[str] = Column(Text)
    until: Named[str | None] = Column(Text)


class PostColumns(Entity):
    """A post; `folder` is the blog folder it was begun in, unknown for posts from before version 5."""

    title: Named[str] = Column(Text)
    dialect: Named[str] = Column(Text)
    file: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    created_on: Named[str] = Column(Text)
    published_on: Named[str | None] = Column(Text)
    url: Named[str] = Column(Text)
    prompt_id: Named[str | None] = Column(Text)
    folder: Named[str | None] = Column(Text)


class PostUpdateColumns(Entity):
    """A dated note that was added to a post."""

    post_id: Named[int] = Column(ForeignKey("post.id", ondelete="CASCADE"))
    on_day: Named[str] = Column(Text)
    text: Named[str] = Column(Text)


class PostShareColumns(Entity):
    """A place on a post's check-list: since when it is shared there, and feedback asked for and received."""

    post_id: Named[int] = Column(ForeignKey("post.id", ondelete="CASCADE"))
    place: Named[str] = Column(Text)
    shared_on: Named[str | None] = Column(Text)
    asked_on: Named[str | None] = Column(Text)
    received_on: Named[str | None] = Column(Text)
    feedback: Named[str] = Column(Text)


prompt = Table(
    "prompt",
    metadata,
    PromptColumns,
    is_day("on_day"),
    is_day("until"),
    CheckConstraint("state IN ('used', 'skipped', 'snoozed')", name="state_is_known"),
    CheckConstraint("(state = 'snoozed') = (until IS NOT NULL)", name="snooze_has_an_end"),
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


post_update = Table(
    "post_update",
    metadata,
    PostUpdateColumns,
    is_day("on_day"),
    Index("ix_post_update_post_id", "post_id", "on_day"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)


post_share = Table(
    "post_share",
    metadata,
    PostShareColumns,
    is_day("shared_on"),
    is_day("asked_on"),
    is_day("received_on"),
    Index("ix_post_share_post_id", "post_id"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
