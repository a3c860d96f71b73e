"""Reminders: whether there is something to say now, and what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from habit_tui.domain.words import clock, days, duration, one_line, plural

FAR_MINUTES = 120
"""Minutes before the window from which on its clock time is named instead of the wait."""

NAMED_ITEMS = 2
"""How many items of the plan a reminder names."""

TITLE_LIMIT = 60


class Reason(StrEnum):
    """Why a reminder speaks or keeps silent."""

    BEFORE = "before"
    INSIDE = "inside"
    REST = "rest"
    LEAVE = "leave"
    RUNNING = "running"
    REACHED = "reached"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Reminder:
    """A decision with its reason; `text` is one line, empty when nothing is due."""

    due: bool
    reason: Reason
    text: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a reminder is decided on.

    `now`, `opens` and `closes` are aware; the window is that of the study day `now` belongs to. `target`,
    `minimum` and `done` are minutes of that day, `streak` is the current one's days, and `plan` says what is
    still to do, in order.
    """

    now: datetime
    opens: datetime
    closes: datetime
    target: int
    minimum: int
    done: int
    on_leave: bool = False
    running: bool = False
    plan: Sequence[str] = ()
    streak: int = 0


def decide(moment: Moment) -> Reminder:
    """Decide whether to speak: on a day with a target, until its minimum is reached or its window is over."""
    if moment.target <= 0:
        return Reminder(due=False, reason=Reason.REST)
    if moment.on_leave:
        return Reminder(due=False, reason=Reason.LEAVE)
    if moment.running:
        return Reminder(due=False, reason=Reason.RUNNING)
    # A day without a minute never counts, so even a minimum of 0 asks for one.
    needed = max(1, min(moment.minimum, moment.target)) - moment.done
    if needed <= 0:
        return Reminder(due=False, reason=Reason.REACHED)
    left = _minutes_between(moment.now, moment.closes)
    if left <= 0:
        return Reminder(due=False, reason=Reason.AFTER)
    if _minutes_between(moment.now, moment.opens) > 0:
        return Reminder(due=True, reason=Reason.BEFORE, text=_before(moment))
    return Reminder(due=True, reason=Reason.INSIDE, text=_inside(left, needed, moment.streak))


def _before(moment: Moment) -> str:
    wait = _minutes_between(moment.now, moment.opens)
    when = f"at {clock(moment.opens)}" if wait >= FAR_MINUTES else f"in {_minutes(wait)}"
    items = list(dict.fromkeys(_short(what) for what in moment.plan))[:NAMED_ITEMS]
    return f"Window opens {when}: {', then '.join(items)}" if items else f"Window opens {when}"


def _inside(left: int, needed: int, streak: int) -> str:
    keeps = f"keep{'s' if needed == 1 else ''} the streak of {days(streak)}"
    starts = f"start{'s' if needed == 1 else ''} a streak"
    return f"{_minutes(left)} left, {needed} {keeps if streak else starts}"


def _minutes(minutes: int) -> str:
    return plural(minutes, "minute", "minutes") if minutes < 60 else duration(minutes)


def _minutes_between(earlier: datetime, later: datetime) -> int:
    """Elapsed minutes, not the difference of the clocks on the wall; a begun minute counts."""
    return -int((earlier.astimezone(UTC) - later.astimezone(UTC)).total_seconds() // 60)


def _short(what: str) -> str:
    line = " ".join(one_line(what).split())
    return line if len(line) <= TITLE_LIMIT else line[: TITLE_LIMIT - 1].rstrip() + "…"
