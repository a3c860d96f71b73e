"""Views as JSON, by the stable keys of docs/cli.md.

Minutes are numbers, days `YYYY-MM-DD`, instants ISO 8601 with their offset.
"""

from __future__ import annotations

from habit_tui.domain import money
from habit_tui.domain.dates import WEEKDAYS
from habit_tui.domain.path import began_on, closed_on
from habit_tui.domain.streak import in_words
from habit_tui.system import tzdata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from habit_tui.domain.dates import DateForm
    from habit_tui.domain.expense import Expense
    from habit_tui.domain.leave import Leave
    from habit_tui.domain.path import Resource
    from habit_tui.domain.plan import PlanItem
    from habit_tui.domain.reflection import Reflection
    from habit_tui.domain.routine import Routine
    from habit_tui.domain.session import Session
    from habit_tui.domain.streak import Day, Streak, Why
    from habit_tui.services.amendment import Changes
    from habit_tui.services.calendar import CalendarDay
    from habit_tui.services.path import PathView
    from habit_tui.services.reflection import Noted
    from habit_tui.services.streak import Standing
    from habit_tui.services.verdict import VerdictChange


def session(view: Session) -> dict[str, object]:
    """A session, its instants in its own zone."""
    zone = tzdata.zone(view.zone)
    return {
        "id": view.id,
        "uid": view.uid,
        "start": instant(view.start.astimezone(zone)),
        "end": None if view.end is None else instant(view.end.astimezone(zone)),
        "minutes": view.minutes,
        "zone": view.zone,
        "study_day": view.study_day.isoformat(),
        "what": view.what,
        "resource": view.resource,
        "resource_id": view.resource_id,
        "kind": view.kind.value,
        "note": view.note,
        "source": view.source,
    }


def instant(moment: datetime) -> str:
    """An aware instant with its offset, to the second."""
    return moment.isoformat(timespec="seconds")


def day(view: Day) -> dict[str, object]:
    """A judged day."""
    return {
        "study_day": view.study_day.isoformat(),
        "minutes": view.minutes,
        "target": view.target,
        "minimum": view.minimum,
        "verdict": view.verdict.value,
    }


def calendar_day(view: CalendarDay) -> dict[str, object]:
    """A date of the calendar; `verdict` is null in the future."""
    return {
        "study_day": view.study_day.isoformat(),
        "minutes": view.minutes,
        "target": view.target,
        "verdict": None if view.verdict is None else view.verdict.value,
    }


def standing(view: Standing) -> dict[str, object]:
    """The four numbers; strength is from 0 to 1."""
    return {
        "current": view.current,
        "best": view.best,
        "freezes": view.freezes,
        "strength": round(view.strength, 6),
    }


def streak(view: Streak) -> dict[str, object]:
    """A streak by its first and last counted day."""
    return {"first": view.first.isoformat(), "last": view.last.isoformat(), "length": view.length}


def why(view: Why, form: DateForm) -> dict[str, object]:
    """An event that changed the outcome."""
    return {"study_day": view.study_day.isoformat(), "event": view.event, "text": in_words(view, form)}


def plan_item(view: PlanItem) -> dict[str, object]:
    """An item of the plan."""
    return {
        "id": view.id,
        "start": view.start.isoformat(timespec="minutes"),
        "minutes": view.minutes,
        "done_minutes": view.done_minutes,
        "what": view.what,
        "kind": view.kind.value,
        "status": view.status.value,
    }


def routine(view: Routine, paths: Mapping[int, str]) -> dict[str, object]:
    """A version of the routine; `effective_from` is null for the default one, which was always there."""
    return {
        "effective_from": view.effective_from.isoformat() if view.id else None,
        "window": {
            "start": view.window.start.isoformat(timespec="minutes"),
            "end": view.window.end.isoformat(timespec="minutes"),
        },
        "targets": dict(zip(_weekdays(range(7)), view.targets, strict=True)),
        "minimum": view.minimum,
        "slots": [
            {
                "weekdays": _weekdays(slot.weekdays),
                "start": slot.start.isoformat(timespec="minutes"),
                "minutes": slot.minutes,
                "kind": slot.kind.value,
                "path": None if slot.path_id is None else paths.get(slot.path_id),
            }
            for slot in view.slots
        ],
    }


def leave(view: Leave) -> dict[str, object]:
    """A leave; `days` counts its first and its last."""
    return {
        "id": view.id,
        "first": view.first.isoformat(),
        "last": view.last.isoformat(),
        "days": (view.last - view.first).days + 1,
        "reason": view.reason,
    }


def expense(view: Expense) -> dict[str, object]:
    """An expense; `amount` is in units of `currency`, such as euros, `path` the id of its path."""
    return {
        "id": view.id,
        "study_day": view.on_day.isoformat(),
        "what": view.what,
        "amount": money.amount(view.amount),
        "currency": view.currency,
        "path": view.path_id,
    }


def verdict_change(view: VerdictChange) -> dict[str, object]:
    """A study day whose verdict became another."""
    return {
        "study_day": view.study_day.isoformat(),
        "before": view.before.value,
        "after": view.after.value,
    }


def path(view: PathView) -> dict[str, object]:
    """A path; `minutes` are those logged on all of it, `resources` stand in order."""
    return {
        "id": view.path.id,
        "uid": view.path.uid,
        "name": view.path.name,
        "status": view.path.status.value,
        "starter": view.path.starter,
        "started_on": _iso(view.path.started_on),
        "ended_on": _iso(view.path.ended_on),
        "committed_until": _iso(view.path.committed_until),
        "assessment_due": view.assessment_due,
        "minutes": view.total_minutes,
        "costs": [{"amount": money.amount(minor), "currency": currency} for minor, currency in view.costs],
        "stages": [
            {
                "id": each.id,
                "name": each.name,
                "first": _iso(each.planned_first),
                "last": _iso(each.planned_last),
            }
            for each in view.path.stages
        ],
        "resources": [resource(each, view.stage_of(each), view.minutes[each.id]) for each in view.resources],
    }


def resource(view: Resource, stage: str = "", minutes: int = 0) -> dict[str, object]:
    """A resource; `minutes` are those logged on it, `cost` is in units of `currency`, such as euros."""
    return {
        "id": view.id,
        "uid": view.uid,
        "title": view.title,
        "kind": view.kind.value,
        "status": view.status.value,
        "stage": stage or None,
        "minutes": minutes,
        "planned_minutes": view.planned_minutes,
        "cost": None if view.cost is None else money.amount(view.cost),
        "currency": view.currency or None,
        "url": view.url,
        "planned_first": _iso(view.planned_first),
        "planned_last": _iso(view.planned_last),
        "began_on": _iso(began_on(view)),
        "closed_on": _iso(closed_on(view)),
        "outcome": view.outcome,
        "score": view.score,
        "note": view.note,
        "certificates": [
            {
                "title": each.title,
                "issuer": each.issuer,
                "study_day": each.on_day.isoformat(),
                "url": each.url,
                "file": each.file,
            }
            for each in view.certificates
        ],
        "changes": [
            {"status": each.status.value, "study_day": each.on_day.isoformat(), "reason": each.reason}
            for each in view.changes
        ],
    }


def changes(view: Changes) -> dict[str, object]:
    """What became of a path's plan."""
    return {
        "path": {"id": view.path.id, "name": view.path.name},
        "original": [
            {
                "id": each.id,
                "title": each.title,
                "status": each.status.value,
                "stage": original.stage or None,
                "position": original.position,
                "first": _iso(original.planned_first),
                "last": _iso(original.planned_last),
            }
            for each, original in view.original
        ],
        "changes": [
            {
                "event": each.event.value,
                "study_day": each.on_day.isoformat(),
                "id": each.resource_id,
                "title": each.title or None,
                "was": each.was or None,
                "became": each.became or None,
                "reason": each.reason,
            }
            for each in view.deviations
        ],
    }


def reflection(view: Noted) -> dict[str, object]:
    """A reflection; `tried` and `solved` are the reflections about it, alike."""
    story = view.story
    return {
        **_note(view.reflection),
        "path": view.path or None,
        "resource": view.resource or None,
        "open": story.is_open,
        "tried": [_note(each) for each in story.tried],
        "solved": None if story.solved is None else _note(story.solved),
    }


def _note(view: Reflection) -> dict[str, object]:
    return {
        "id": view.id,
        "uid": view.uid,
        "kind": view.kind.value,
        "text": view.text,
        "study_day": view.on_day.isoformat(),
        "about": view.about_id,
        "solves": view.solves,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _weekdays(weekdays: Iterable[int]) -> list[str]:
    """Weekdays by three letters, "mon" first."""
    return [WEEKDAYS[weekday].lower() for weekday in sorted(weekdays)]
