"""Leave: days off announced ahead, or entered afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from habit_tui.domain.clock import FIRST_DAY
from habit_tui.domain.dates import DateForm, day_name_with_year
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.leave import Leave
from habit_tui.domain.streak import Fold
from habit_tui.domain.words import clean, one_line
from habit_tui.services import streak, verdict
from habit_tui.services.desk import Desk
from habit_tui.services.streak import Standing
from habit_tui.services.verdict import VerdictChange
from habit_tui.store import leave as store
from habit_tui.store.store import Unit

REASON_LIMIT = 500
_DAY = timedelta(days=1)
LONGEST = timedelta(days=3653)
"""Ten years: a longer leave is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A leave that was added or deleted, every verdict this changed, and the standing after it."""

    leave: Leave
    verdicts: tuple[VerdictChange, ...]
    standing: Standing


def listing(desk: Desk) -> tuple[Leave, ...]:
    """Every leave, by first day."""
    with desk.store.reading() as unit:
        return store.all_leaves(unit)


def add(desk: Desk, now: datetime, first: date, last: date, reason: str) -> Changed:
    """Take the study days first..last off, past or future ones; those studied count as usual.

    Two leaves never share a day, so that each day off has one reason: an overlap is refused and names the
    other leave. Raises CannotBeDone for that, for a last day before the first, for more than ten years and
    for days before 1970.
    """
    leave = Leave(first, last, clean(reason, REASON_LIMIT, "reason"))
    _check(leave, desk.dates)
    with desk.store.writing(now, desk.door, "leave", f"added leave {in_words(leave, desk.dates)}") as unit:
        for other in store.all_leaves(unit):
            if leave.first <= other.last and other.first <= leave.last:
                raise CannotBeDone(
                    f"leave {other.id} covers some of these days already: {in_words(other, desk.dates)}; "
                    "take days outside it, or delete it first"
                )
        before = streak.whole_fold(unit, desk, desk.study_day(now))
        added = replace(leave, id=store.insert(unit, leave))
        return _changed(unit, desk, now, added, before)


def fill(unit: Unit, days: Sequence[date], reason: str) -> None:
    """Take off these days, oldest first, which no leave covers yet: a leave for each run of them."""
    run: list[date] = []
    for day in days:
        if run and (day - run[-1] > _DAY or day - run[0] >= LONGEST):
            store.insert(unit, Leave(run[0], run[-1], reason))
            run = []
        run.append(day)
    if run:
        store.insert(unit, Leave(run[0], run[-1], reason))


def delete(desk: Desk, now: datetime, leave_id: int) -> Changed:
    """Delete a leave (undo brings it back); raises CannotBeDone for an unknown id."""
    with desk.store.writing(now, desk.door, "leave") as unit:
        leave = next((each for each in store.all_leaves(unit) if each.id == leave_id), None)
        if leave is None:
            raise CannotBeDone(
                f"there is no leave {leave_id}; `habit-tui leave list` lists them with their ids"
            )
        before = streak.whole_fold(unit, desk, desk.study_day(now))
        store.delete(unit, leave_id)
        unit.describe(f"deleted leave {in_words(leave, desk.dates)}")
        return _changed(unit, desk, now, leave, before)


def in_words(leave: Leave, form: DateForm) -> str:
    """A leave in one line: its days and its reason."""
    days = day_name_with_year(leave.first, form)
    if leave.last > leave.first:
        days += f" to {day_name_with_year(leave.last, form)}"
    return f"{days} ({one_line(leave.reason)})" if leave.reason else days


def _check(leave: Leave, form: DateForm) -> None:
    if leave.last < leave.first:
        raise CannotBeDone(
            f"the last day off, {day_name_with_year(leave.last, form)}, is before the first, "
            f"{day_name_with_year(leave.first, form)}"
        )
    if leave.first < FIRST_DAY:
        raise CannotBeDone(f"a leave cannot begin before {FIRST_DAY}")
    if leave.last - leave.first >= LONGEST:
        raise CannotBeDone(f"{in_words(leave, form)} is more than ten years of leave")


def _changed(unit: Unit, desk: Desk, now: datetime, leave: Leave, before: Fold) -> Changed:
    today = desk.study_day(now)
    after = streak.whole_fold(unit, desk, today)
    streak.remember(unit, desk, today, after)
    return Changed(leave, verdict.changes(before, after), streak.standing(after))
