"""Posts in the file, and the rows a draft is made from."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Row, and_, case, delete, func, select, true, update

from habit_tui.domain.draft import DraftSession
from habit_tui.domain.fact import Scope
from habit_tui.domain.post import Dialect, Post, PostStatus, PostUpdate, Share
from habit_tui.store.store import Unit, Value
from habit_tui.store.tables import post, post_share, post_update, resource, session
from habit_tui.store.values import new_uid, optional_day, optional_day_text


def add(unit: Unit, new: Post) -> int:
    """Write a new post; its id is given by the file."""
    return unit.insert(
        post,
        uid=new.uid or new_uid(),
        updated_at=unit.now,
        title=new.title,
        dialect=new.dialect.value,
        file=new.file,
        status=new.status.value,
        created_on=new.created_on.isoformat(),
        published_on=optional_day_text(new.published_on),
        url=new.url,
        prompt_id=new.prompt_id,
        folder=new.folder,
    )


def move(unit: Unit, post_id: int, file: str) -> None:
    """Keep where a post's file lies now."""
    unit.sql.execute(update(post).where(post.c.id == post_id).values(updated_at=unit.now, file=file))


def publish(unit: Unit, post_id: int, on_day: date, url: str) -> None:
    """Date a post's publication and keep where it is."""
    unit.sql.execute(
        update(post)
        .where(post.c.id == post_id)
        .values(
            updated_at=unit.now,
            status=PostStatus.PUBLISHED.value,
            published_on=on_day.isoformat(),
            url=url,
        )
    )


def by_id(unit: Unit, post_id: int) -> Post | None:
    """The post of this id, or None."""
    row = unit.sql.execute(select(post).where(post.c.id == post_id)).one_or_none()
    return None if row is None else _from_row(row)


def all_posts(unit: Unit) -> tuple[Post, ...]:
    """Every post, the newest first."""
    rows = unit.sql.execute(select(post).order_by(post.c.created_on.desc(), post.c.id.desc()))
    return tuple(_from_row(row) for row in rows)


def add_update(unit: Unit, post_id: int, new: PostUpdate) -> None:
    """Write a dated note of a post."""
    unit.insert(
        post_update,
        uid=new_uid(),
        updated_at=unit.now,
        post_id=post_id,
        on_day=new.on_day.isoformat(),
        text=new.text,
    )


def updates(unit: Unit) -> dict[int, list[PostUpdate]]:
    """The dated notes of each post by its id, oldest first."""
    c, found = post_update.c, dict[int, list[PostUpdate]]()
    for post_id, day, text in unit.sql.execute(select(c.post_id, c.on_day, c.text).order_by(c.on_day, c.id)):
        found.setdefault(post_id, []).append(PostUpdate(date.fromisoformat(day), text))
    return found


def put_share(unit: Unit, post_id: int, share: Share) -> int:
    """Write a place of a post's check-list, a new one or, by its id, one that is there; its id."""
    values: dict[str, Value] = {
        "updated_at": unit.now,
        "place": share.place,
        "shared_on": optional_day_text(share.shared_on),
        "asked_on": optional_day_text(share.asked_on),
        "received_on": optional_day_text(share.received_on),
        "feedback": share.feedback,
    }
    if not share.id:
        return unit.insert(post_share, uid=new_uid(), post_id=post_id, **values)
    unit.sql.execute(update(post_share).where(post_share.c.id == share.id).values(**values))
    return share.id


def drop_share(unit: Unit, share_id: int) -> None:
    """Take a place off a check-list; the change log keeps it."""
    unit.sql.execute(delete(post_share).where(post_share.c.id == share_id))


def shares(unit: Unit) -> dict[int, list[Share]]:
    """The check-list of each post by its id, in the order it was written."""
    found: dict[int, list[Share]] = {}
    for row in unit.sql.execute(select(post_share).order_by(post_share.c.id)):
        share = Share(
            row.place,
            optional_day(row.shared_on),
            optional_day(row.asked_on),
            optional_day(row.received_on),
            row.feedback,
            row.id,
        )
        found.setdefault(row.post_id, []).append(share)
    return found


def sessions_of(unit: Unit, scope: Scope) -> tuple[tuple[int | None, DraftSession], ...]:
    """The finished sessions a draft draws on, oldest first, each with the id of its resource.

    A session goes by its own words, else by its resource's title, else by its kind. Those of a day without a
    note count as one, for of ten years of them only the sums are told.
    """
    c = session.c
    kind_or_title = func.coalesce(resource.c.title, c.kind)
    words = case((c.what == "", kind_or_title), else_=c.what)
    rows = unit.sql.execute(
        select(
            c.resource_id,
            c.study_day,
            func.min(words),
            func.sum(c.minutes),
            c.note,
            func.count().label("count"),
        )
        .select_from(session.outerjoin(resource, resource.c.id == c.resource_id))
        .where(c.study_day.between(scope.first_day.isoformat(), scope.last_day.isoformat()))
        .where(c.end_at.is_not(None), _about(scope))
        .group_by(c.study_day, c.resource_id, case((c.note == "", 0), else_=c.id))
        .order_by(func.min(c.start_at), func.min(c.id))
    )
    return tuple(
        (resource_id, DraftSession(date.fromisoformat(day), what, minutes, note, count))
        for resource_id, day, what, minutes, note, count in rows
    )


def _about(scope: Scope) -> ColumnElement[bool]:
    """Whether a session is about the scope's resource, path or topic; all may be left open."""
    c = session.c
    if scope.resource_id is not None:
        return c.resource_id == scope.resource_id
    if scope.path_id is not None:
        return resource.c.path_id == scope.path_id
    if scope.what:
        topic = case((c.what == "", c.kind), else_=c.what)
        return and_(c.resource_id.is_(None), topic.collate("NOCASE") == scope.what)
    return true()


def _from_row(row: Row[*tuple[object, ...]]) -> Post:
    return Post(
        id=row.id,
        uid=row.uid,
        title=row.title,
        dialect=Dialect(row.dialect),
        file=row.file,
        status=PostStatus(row.status),
        created_on=date.fromisoformat(row.created_on),
        published_on=optional_day(row.published_on),
        url=row.url,
        prompt_id=row.prompt_id,
        folder=row.folder,
    )
