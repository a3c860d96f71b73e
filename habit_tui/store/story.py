"""The sessions a story is told from."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, case, func, select, true

from habit_tui.domain.kind import Kind
from habit_tui.domain.story import StorySession
from habit_tui.store.store import Unit
from habit_tui.store.tables import resource, session
from habit_tui.store.values import optional_day


def sessions(unit: Unit, first: date, last: date, path_id: int | None) -> tuple[StorySession, ...]:
    """The finished sessions of the study days first..last, oldest first, of a path when named.

    A session goes by its own words, else by its resource's title, else by its kind.
    """
    c = session.c
    words = case((c.what == "", func.coalesce(resource.c.title, c.kind)), else_=c.what)
    rows = unit.sql.execute(
        select(c.study_day, c.minutes, c.kind, words, c.note, c.resource_id)
        .select_from(session.outerjoin(resource, resource.c.id == c.resource_id))
        .where(c.study_day.between(first.isoformat(), last.isoformat()))
        .where(c.end_at.is_not(None), _on(path_id))
        .order_by(c.study_day, c.start_at, c.id)
    )
    return tuple(
        StorySession(date.fromisoformat(day), minutes, Kind(kind), what, note, resource_id)
        for day, minutes, kind, what, note, resource_id in rows
    )


def first_session_day(unit: Unit, path_id: int | None) -> date | None:
    """The study day of the first finished session, of a path when named."""
    c = session.c
    day = unit.sql.execute(
        select(func.min(c.study_day))
        .select_from(session.outerjoin(resource, resource.c.id == c.resource_id))
        .where(c.end_at.is_not(None), _on(path_id))
    ).scalar()
    return optional_day(day)


def _on(path_id: int | None) -> ColumnElement[bool]:
    return true() if path_id is None else resource.c.path_id == path_id
