"""Posts: drafts that begin with the learner's own facts, and what became of them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from habit_tui.domain.cause import Scope
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.path import Resource, Status, is_closed
from habit_tui.domain.post import (
    Dialect,
    DraftFacts,
    DraftResource,
    Post,
    PostStatus,
    outline,
    relative_file,
)
from habit_tui.domain.prompt import Prompt
from habit_tui.domain.words import clean, day_name_with_year, quoted
from habit_tui.exchange.post import front_matter, read_body, write_new
from habit_tui.services import prompt as prompts
from habit_tui.services.desk import Desk
from habit_tui.store import path as path_store
from habit_tui.store import post as store
from habit_tui.store import prompt as prompt_store
from habit_tui.store.store import Unit
from habit_tui.system import paths

TITLE_LIMIT = 200
URL_LIMIT = 2000
FORTNIGHT = timedelta(days=13)
"""A draft without a prompt draws on the last 14 study days."""


@dataclass(frozen=True, slots=True)
class NewPost:
    """A draft that was just begun; `path` is its Markdown file."""

    id: int
    path: str
    title: str
    dialect: Dialect


def new(
    desk: Desk,
    now: datetime,
    prompt_id: str | None = None,
    title: str | None = None,
    dialect: str | None = None,
    folder: str | None = None,
) -> NewPost:
    """Begin a draft in a Markdown file of its own, from a due prompt or under a title.

    Dialect and folder are the settings' unless they are named. The file and the store's row come together or
    not at all, and no file is ever overwritten. Raises NotUnderstood for an unknown dialect or neither prompt
    nor title, CannotBeDone for a prompt that is not due and a file that cannot be written.
    """
    chosen = _dialect(dialect or desk.settings.blog_dialect)
    below = paths.absolute(folder, desk.env) if folder else blog_folder(desk)
    day = desk.study_day(now)
    path = ""
    try:
        with desk.store.writing(now, desk.door, "post") as unit:
            prompt = prompts.due_by_id(unit, desk, day, prompt_id) if prompt_id else None
            named = _title(title, prompt)
            scope = prompt.scope if prompt else Scope(day - FORTNIGHT, day)
            tags = prompt.tags if prompt else ()
            text = front_matter(chosen, named, tags, "", desk.local(now))
            text += outline(prompt, _facts(unit, scope, day))
            path = write_new(below, relative_file(chosen, named, day), text)
            answers = prompt.id if prompt else None
            post = Post(0, "", named, chosen, path, PostStatus.DRAFT, day, prompt_id=answers)
            post_id = store.add(unit, post)
            if prompt is not None:
                prompt_store.settle(unit, prompt.id, "used", day)
            unit.describe(f"began the draft {quoted(named)}")
    except BaseException:
        # The row is not there, so the file written for it must not stay either.
        if path:
            with suppress(FileNotFoundError):
                os.unlink(path)
        raise
    return NewPost(post_id, path, named, chosen)


def listing(desk: Desk) -> tuple[Post, ...]:
    """Every draft and post, the newest first."""
    with desk.store.reading() as unit:
        return store.all_posts(unit)


def outline_of(desk: Desk, prompt: Prompt, now: datetime) -> str:
    """The Markdown a draft from this prompt would begin with, front matter aside."""
    with desk.store.reading() as unit:
        return outline(prompt, _facts(unit, prompt.scope, desk.study_day(now)))


def blog_folder(desk: Desk) -> str:
    """The full path of the folder drafts are written to, which need not exist."""
    return paths.blog_dir(desk.env, desk.settings.blog_folder)


def body(post: Post) -> str | None:
    """The Markdown of a post's file below its front matter, None when the file is gone.

    Raises CannotBeDone when it cannot be read.
    """
    return read_body(post.file)


def missing(posts: Iterable[Post]) -> frozenset[int]:
    """The ids of the posts whose file is gone."""
    return frozenset(post.id for post in posts if not os.path.isfile(post.file))


def by_id(desk: Desk, post_id: int) -> Post:
    """The post of this id; raises CannotBeDone when there is none."""
    with desk.store.reading() as unit:
        return _found(unit, post_id)


def mark_published(desk: Desk, post_id: int, now: datetime, url: str = "") -> Post:
    """Date a post's publication and keep its address, if it has one.

    Raises CannotBeDone for an unknown id and a post that is out already, NotUnderstood for an address that is
    no web address.
    """
    address = web_address(url)
    with desk.store.writing(now, desk.door, "publish") as unit:
        post = _found(unit, post_id)
        if post.published_on is not None:
            raise CannotBeDone(
                f"{quoted(post.title)} was published on {day_name_with_year(post.published_on)} already"
            )
        store.publish(unit, post_id, desk.study_day(now), address)
        unit.describe(f"published {quoted(post.title)}")
        return _found(unit, post_id)


def web_address(url: str) -> str:
    """The address of a post as it is stored, "" for none; raises NotUnderstood for what is no web address."""
    address = clean(url, URL_LIMIT, "address")
    if address and not (address.startswith(("https://", "http://")) and address.isprintable()):
        raise NotUnderstood(f"{quoted(address)} is no web address: it must begin with https:// or http://")
    return address


def _facts(unit: Unit, scope: Scope, day: date) -> DraftFacts:
    """The sessions within the scope and the resources they, or the scope itself, belong to."""
    found = store.sessions_of(unit, scope)
    wanted = {resource_id for resource_id, _ in found} | {scope.resource_id}
    resources = [each for path in path_store.all_paths(unit) for each in path.resources if each.id in wanted]
    return DraftFacts(
        sessions=tuple(session for _, session in found),
        resources=tuple(_draft_resource(unit, each, day) for each in resources),
    )


def _draft_resource(unit: Unit, resource: Resource, day: date) -> DraftResource:
    effort = prompt_store.resource_effort(unit, resource.id, day)
    started = (change.on_day for change in resource.changes if change.status is Status.STARTED)
    return DraftResource(
        title=resource.title,
        kind=resource.kind,
        status=resource.status,
        minutes=effort.minutes if effort else 0,
        url=resource.url,
        outcome=resource.outcome,
        started_on=next(started, None),
        closed_on=resource.changes[-1].on_day if is_closed(resource.status) else None,
    )


def _title(title: str | None, prompt: Prompt | None) -> str:
    named = clean(title or "", TITLE_LIMIT, "title") or (prompt.question if prompt else "")
    if not named:
        raise NotUnderstood("a draft needs a prompt or a title: `habit-tui post new --title TITLE`")
    return named


def _dialect(word: str) -> Dialect:
    if word not in list(Dialect):
        raise NotUnderstood(f"{quoted(word)} is no dialect; choose one of {', '.join(Dialect)}")
    return Dialect(word)


def _found(unit: Unit, post_id: int) -> Post:
    post = store.by_id(unit, post_id)
    if post is None:
        raise CannotBeDone(f"there is no post {post_id}; `habit-tui post list` lists them with their ids")
    return post
