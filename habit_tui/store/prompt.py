"""What prompts are made from, and the answers they were given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from habit_tui.domain.amendment import Event
from habit_tui.domain.fact import (
    Earned,
    Effort,
    PathMonth,
    PathStart,
    PlanChange,
    Published,
    Reflected,
    ResourceChange,
)
from habit_tui.domain.path import ResourceKind, Status
from habit_tui.domain.prompt import Answer, AnswerState
from habit_tui.domain.reflection import ReflectionKind
from habit_tui.store import compiled
from habit_tui.store.store import Unit
from habit_tui.store.values import new_uid, optional_day, optional_day_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

TOPIC_DAYS = 366
"""A topic in free text is counted this far back, because no index finds its sessions."""


def paths_started(unit: Unit, first: date, last: date) -> tuple[PathStart, ...]:
    """The paths that began on the study days first..last, in order."""
    rows = unit.rows(compiled.PATHS_STARTED, first=first.isoformat(), last=last.isoformat())
    return tuple(
        PathStart(path_id, uid, name, date.fromisoformat(on_day)) for path_id, uid, name, on_day in rows
    )


def starters_in_use(unit: Unit) -> tuple[str, ...]:
    """The names of the starters the paths came from, in path order."""
    return tuple(name for (name,) in unit.rows(compiled.STARTERS_IN_USE))


def status_changes(unit: Unit, first: date, last: date) -> tuple[ResourceChange, ...]:
    """The changes of status on the study days first..last, oldest first."""
    rows = unit.rows(compiled.STATUS_CHANGES_BETWEEN, first=first.isoformat(), last=last.isoformat())
    return tuple(
        ResourceChange(
            row[0], row[1], row[2], ResourceKind(row[3]), Status(row[4]), date.fromisoformat(row[5]), *row[6:]
        )
        for row in rows
    )


def path_starts(unit: Unit, last: date) -> tuple[tuple[PathStart, date | None], ...]:
    """The paths not dropped that began up to a study day, in order, each with the day it ended if it did."""
    return tuple(
        (PathStart(path_id, uid, name, date.fromisoformat(started)), optional_day(ended))
        for path_id, uid, name, started, ended in unit.rows(compiled.PATHS_WALKED, last=last.isoformat())
    )


def path_month(unit: Unit, month: PathMonth) -> PathMonth:
    """A month of a path with what was done on it."""
    row = unit.row(
        compiled.PATH_EFFORT,
        wanted_id=month.path.id,
        first=month.first_day.isoformat(),
        last=month.last_day.isoformat(),
    )
    minutes, sessions, study_days = row or (0, 0, 0)
    return replace(month, minutes=minutes, sessions=sessions, study_days=study_days)


def plan_changes(unit: Unit, first: date, last: date) -> tuple[PlanChange, ...]:
    """The amendments to paths on the study days first..last, oldest first."""
    rows = unit.rows(compiled.AMENDMENTS_BETWEEN, first=first.isoformat(), last=last.isoformat())
    return tuple(
        PlanChange(path_id, uid, path, Event(event), date.fromisoformat(day), title, reason)
        for path_id, uid, path, event, day, title, reason in rows
    )


def certificates(unit: Unit, first: date, last: date) -> tuple[Earned, ...]:
    """The certificates of the study days first..last."""
    rows = unit.rows(compiled.CERTIFICATES_BETWEEN, first=first.isoformat(), last=last.isoformat())
    return tuple(Earned(row[0], row[1], date.fromisoformat(row[2]), row[3], row[4]) for row in rows)


def reflections(unit: Unit, first: date, last: date) -> tuple[Reflected, ...]:
    """The reflections of the study days first..last with what they solved, oldest first."""
    rows = unit.rows(compiled.REFLECTIONS_BETWEEN, first=first.isoformat(), last=last.isoformat())
    return tuple(
        replace(_reflected(row[:7]), solved=None if row[7] is None else _reflected(row[7:])) for row in rows
    )


def published(unit: Unit, last: date) -> tuple[Published, ...]:
    """The posts that were published up to a day, each with its latest update."""
    rows = unit.rows(compiled.POSTS_PUBLISHED, last=last.isoformat())
    return tuple(
        Published(post_id, uid, title, date.fromisoformat(day), optional_day(updated))
        for post_id, uid, title, day, updated in rows
    )


def efforts(unit: Unit, first: date, last: date) -> tuple[Effort, ...]:
    """What was done on the study days first..last, by resource or by topic in free text.

    All their numbers are of these days alone; a resource's `what` is empty.
    """
    rows = unit.rows(compiled.EFFORTS_BETWEEN, first=first.isoformat(), last=last.isoformat())
    return tuple(
        _effort(topic if resource_id is None else "", resource_id, totals)
        for resource_id, topic, *totals in rows
    )


def resource_effort(unit: Unit, resource_id: int, last: date) -> Effort | None:
    """Everything done on a resource up to a study day, None when nothing was."""
    row = unit.row(compiled.RESOURCE_EFFORT, wanted_id=resource_id, last=last.isoformat())
    return None if row is None else _effort(row[0], resource_id, row[2:], row[1])


def topic_effort(unit: Unit, topic: str, last: date) -> Effort | None:
    """What was done on a topic in free text in the year up to a study day, None when nothing was."""
    first = last - timedelta(days=TOPIC_DAYS)
    row = unit.row(compiled.TOPIC_EFFORT, topic=topic, first=first.isoformat(), last=last.isoformat())
    return None if row is None or row[0] is None else _effort(topic, None, row)


def latest_study_days(unit: Unit, last: date) -> tuple[date, ...]:
    """The ten latest study days with a session up to a day, oldest first."""
    rows = unit.rows(compiled.LATEST_STUDY_DAYS, last=last.isoformat())
    return tuple(date.fromisoformat(day) for (day,) in reversed(rows))


def latest_post_day(unit: Unit) -> date | None:
    """The day the latest post was begun or published."""
    row = unit.row(compiled.LATEST_POST_DAY)
    return None if row is None else optional_day(row[0])


def answers(unit: Unit) -> tuple[Answer, ...]:
    """What became of every prompt that was answered."""
    return tuple(
        Answer(prompt_id, AnswerState(state), date.fromisoformat(day), optional_day(until))
        for prompt_id, state, day, until in unit.rows(compiled.PROMPT_ANSWERS)
    )


def answer(unit: Unit, new: Answer) -> None:
    """Keep what became of a prompt; a snooze before is overwritten, its first day stays."""
    from sqlalchemy import update

    from habit_tui.store.tables import prompt

    until = optional_day_text(new.until)
    known = next((each for each in answers(unit) if each.prompt_id == new.prompt_id), None)
    if known is None:
        unit.insert(
            prompt,
            uid=new_uid(),
            updated_at=unit.now,
            prompt_id=new.prompt_id,
            state=new.state.value,
            on_day=new.on_day.isoformat(),
            until=until,
        )
        return
    day = known.on_day if new.state is AnswerState.SNOOZED else new.on_day
    unit.sql.execute(
        update(prompt)
        .where(prompt.c.prompt_id == new.prompt_id)
        .values(updated_at=unit.now, state=new.state.value, on_day=day.isoformat(), until=until)
    )


def _reflected(row: Sequence[Any]) -> Reflected:
    row_id, uid, kind, text, day, path_id, resource_id = row
    return Reflected(row_id, uid, ReflectionKind(kind), text, date.fromisoformat(day), path_id, resource_id)


def _effort(what: str, resource_id: int | None, totals: Sequence[Any], resource_uid: str = "") -> Effort:
    first, last, minutes, sessions = totals
    days = date.fromisoformat(first), date.fromisoformat(last)
    return Effort(what, resource_id, *days, minutes, sessions, resource_uid=resource_uid)
