"""What prompts are made from, and the answers they were given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from habit_tui.domain.cause import Effort, PathStart, ResourceChange
from habit_tui.domain.path import ResourceKind, Status
from habit_tui.store import compiled
from habit_tui.store.store import Unit
from habit_tui.store.values import new_uid, optional_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

TOPIC_DAYS = 366
"""A topic in free text is counted this far back, because no index finds its sessions."""


def paths_started(unit: Unit, first: date, last: date) -> tuple[PathStart, ...]:
    """The paths that began on the study days first..last, in order."""
    rows = unit.rows(compiled.PATHS_STARTED, first=first.isoformat(), last=last.isoformat())
    return tuple(PathStart(path_id, name, date.fromisoformat(on_day)) for path_id, name, on_day in rows)


def starters_in_use(unit: Unit) -> tuple[str, ...]:
    """The names of the starters the paths came from, in path order."""
    return tuple(name for (name,) in unit.rows(compiled.STARTERS_IN_USE))


def status_changes(unit: Unit, first: date, last: date) -> tuple[ResourceChange, ...]:
    """The changes of status on the study days first..last, oldest first."""
    rows = unit.rows(compiled.STATUS_CHANGES_BETWEEN, first=first.isoformat(), last=last.isoformat())
    return tuple(
        ResourceChange(
            row[0], row[1], ResourceKind(row[2]), Status(row[3]), date.fromisoformat(row[4]), row[5]
        )
        for row in rows
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
    return None if row is None else _effort(row[0], resource_id, row[1:])


def topic_effort(unit: Unit, topic: str, last: date) -> Effort | None:
    """What was done on a topic in free text in the year up to a study day, None when nothing was."""
    first = last - timedelta(days=TOPIC_DAYS)
    row = unit.row(compiled.TOPIC_EFFORT, topic=topic, first=first.isoformat(), last=last.isoformat())
    return None if row is None or row[0] is None else _effort(topic, None, row)


def latest_study_days(unit: Unit, last: date) -> tuple[date, ...]:
    """The ten latest study days with a session up to a day, oldest first."""
    rows = unit.rows(compiled.LATEST_STUDY_DAYS, last=last.isoformat())
    return tuple(date.fromisoformat(day) for (day,) in reversed(rows))


def first_session_day(unit: Unit) -> date | None:
    """The study day of the very first session."""
    row = unit.row(compiled.FIRST_SESSION)
    return None if row is None else optional_day(row[0])


def latest_post_day(unit: Unit) -> date | None:
    """The day the latest post was begun or published."""
    row = unit.row(compiled.LATEST_POST_DAY)
    return None if row is None else optional_day(row[0])


def settled(unit: Unit) -> frozenset[str]:
    """The ids of the prompts that were used or skipped."""
    return frozenset(prompt_id for (prompt_id,) in unit.rows(compiled.PROMPTS_SETTLED))


def settle(unit: Unit, prompt_id: str, state: str, on_day: date) -> None:
    """Keep that a prompt was "used" or "skipped", so that its cause does not ask again."""
    from habit_tui.store.tables import prompt

    unit.insert(
        prompt,
        uid=new_uid(),
        updated_at=unit.now,
        prompt_id=prompt_id,
        state=state,
        on_day=on_day.isoformat(),
    )


def _effort(what: str, resource_id: int | None, totals: Sequence[Any]) -> Effort:
    first, last, minutes, sessions = totals
    return Effort(what, resource_id, date.fromisoformat(first), date.fromisoformat(last), minutes, sessions)
