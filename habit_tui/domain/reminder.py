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

JUST_OVER_MINUTES = 60
"""For so long after the window somebody who asks is told how it ended; later only a schedule says so."""


class Reason(StrEnum):
    """Why a reminder speaks, the first four, or keeps silent."""

    BEFORE = "before"
    INSIDE = "inside"
    END = "end"
    EVENING = "evening"
    REST = "rest"
    LEAVE = "leave"
    SKIPPED = "skipped"
    SNOOZED = "snoozed"
    RUNNING = "running"
    REACHED = "reached"
    AFTER = "after"
    SAID = "said"


SPEAKING = frozenset({Reason.BEFORE, Reason.INSIDE, Reason.END, Reason.EVENING})


@dataclass(frozen=True, slots=True)
class Reminder:
    """A decision; `text` is one line, empty when nothing is due. `until` is when a snooze ends."""

    reason: Reason
    text: str = ""
    until: datetime | None = None

    @property
    def due(self) -> bool:
        """Whether there is something to say."""
        return self.reason in SPEAKING


@dataclass(frozen=True, slots=True)
class Moment:
    """What a reminder is decided on.

    `now`, `opens` and `closes` are aware; the window is that of the study day `now` belongs to. `target`,
    `minimum` and `done` are minutes of that day. `snoozed` is when a snooze ends. `evening` is when tomorrow
    is spoken of, `tomorrow` the target of the next day in minutes. `scheduled` says that a timer asks, not a
    person.
    """

    now: datetime
    opens: datetime
    closes: datetime
    target: int
    minimum: int
    done: int
    on_leave: bool = False
    running: bool = False
    skipped: bool = False
    snoozed: datetime | None = None
    evening: datetime | None = None
    tomorrow: int = 0
    tomorrow_on_leave: bool = False
    scheduled: bool = False

    @property
    def needed(self) -> int:
        """Minutes that still keep the streak; a day without a minute never counts, so at least one."""
        return max(1, min(self.minimum, self.target)) - self.done


@dataclass(frozen=True, slots=True)
class Stakes:
    """What the words are made of: what is to do, in order, the streak's days, the freezes held.

    In the evening `plan` is tomorrow's and `tomorrow` is when its window opens.
    """

    plan: Sequence[str] = ()
    streak: int = 0
    freezes: int = 0
    tomorrow: datetime | None = None


def decide(moment: Moment) -> Reason:
    """Decide whether to speak.

    Before and inside the window until the minimum is reached, at its end until the target is, in the evening
    about a day to come; never on a day off, while a session runs, or when silence was asked for.
    """
    phase = _phase(moment)
    target, on_leave = moment.target, moment.on_leave
    if phase is Reason.EVENING:
        target, on_leave = moment.tomorrow, moment.tomorrow_on_leave
    silent = (
        (target <= 0, Reason.REST),
        (on_leave, Reason.LEAVE),
        (moment.skipped, Reason.SKIPPED),
        (moment.snoozed is not None, Reason.SNOOZED),
        (moment.running, Reason.RUNNING),
        (phase is not Reason.EVENING and _is_reached(moment, phase), Reason.REACHED),
    )
    return next((reason for applies, reason in silent if applies), phase)


def words(moment: Moment, reason: Reason, stakes: Stakes) -> str:
    """What to say at a moment for a reason that speaks, in one line; nothing for the others."""
    match reason:
        case Reason.BEFORE:
            return _before(moment, stakes)
        case Reason.INSIDE:
            return _inside(moment, stakes)
        case Reason.END:
            return _end(moment, stakes)
        case Reason.EVENING:
            at = "" if stakes.tomorrow is None else f" {clock(stakes.tomorrow)}"
            return _with_plan(f"Tomorrow{at}", stakes.plan)
        case _:
            return ""


def silence(reminder: Reminder) -> str:
    """Why nothing is said, in one line for a person who asked; empty for what speaks and for a timer."""
    match reminder.reason:
        case Reason.SNOOZED if reminder.until is not None:
            return f"Silent until {clock(reminder.until)}; `habit-tui remind --resume` ends that"
        case Reason.SKIPPED:
            return "No more reminders today; `habit-tui remind --resume` ends that"
        case Reason.REST:
            return "Nothing to say: a day of rest"
        case Reason.LEAVE:
            return "Nothing to say: a day of leave"
        case Reason.RUNNING:
            return "Nothing to say: a session is running"
        case Reason.REACHED:
            return "Nothing to say: enough is done for the streak"
        case Reason.AFTER:
            return "Nothing to say: the window is over"
        case _:
            return ""


def _phase(moment: Moment) -> Reason:
    """Where now lies: one of the four occasions, or AFTER, when nobody needs to hear of the day."""
    left = _minutes_between(moment.now, moment.closes)
    if left > 0:
        return Reason.BEFORE if _minutes_between(moment.now, moment.opens) > 0 else Reason.INSIDE
    if not moment.scheduled:
        return Reason.END if left > -JUST_OVER_MINUTES else Reason.AFTER
    evening = moment.evening
    if evening is None or _minutes_between(moment.closes, evening) <= 0:
        return Reason.END
    return Reason.EVENING if _minutes_between(moment.now, evening) <= 0 else Reason.END


def _is_reached(moment: Moment, phase: Reason) -> bool:
    if phase in (Reason.BEFORE, Reason.INSIDE):
        return moment.needed <= 0
    return moment.done >= moment.target


def _before(moment: Moment, stakes: Stakes) -> str:
    wait = _minutes_between(moment.now, moment.opens)
    when = f"at {clock(moment.opens)}" if wait >= FAR_MINUTES else f"in {_minutes(wait)}"
    return _with_plan(f"Window opens {when}", stakes.plan)


def _inside(moment: Moment, stakes: Stakes) -> str:
    left, needed = _minutes_between(moment.now, moment.closes), moment.needed
    keeps = f"keep{'s' if needed == 1 else ''} the streak of {days(stakes.streak)}"
    starts = f"start{'s' if needed == 1 else ''} a streak"
    return f"{_minutes(left)} left, {needed} {keeps if stakes.streak else starts}"


def _end(moment: Moment, stakes: Stakes) -> str:
    if moment.needed <= 0:
        left = duration(moment.target - moment.done)
        done = f"{duration(moment.done)} of {duration(moment.target)}"
        return f"{done}: the streak is kept, {left} more meet the target"
    some = _minutes(moment.needed)
    if not stakes.streak:
        return f"Missed so far; {some} start{'s' if moment.needed == 1 else ''} a streak"
    if stakes.freezes:
        return f"Missed so far; a freeze would cover today, {some} save{'s' if moment.needed == 1 else ''} it"
    return f"{days(stakes.streak)} stand{'s' if stakes.streak == 1 else ''} on {some}"


def _with_plan(when: str, plan: Sequence[str]) -> str:
    items = list(dict.fromkeys(_short(what) for what in plan))[:NAMED_ITEMS]
    return f"{when}: {', then '.join(items)}" if items else when


def _minutes(minutes: int) -> str:
    return plural(minutes, "minute", "minutes") if minutes < 60 else duration(minutes)


def _minutes_between(earlier: datetime, later: datetime) -> int:
    """Elapsed minutes, not the difference of the clocks on the wall; a begun minute counts."""
    return -int((earlier.astimezone(UTC) - later.astimezone(UTC)).total_seconds() // 60)


def _short(what: str) -> str:
    line = " ".join(one_line(what).split())
    return line if len(line) <= TITLE_LIMIT else line[: TITLE_LIMIT - 1].rstrip() + "…"
