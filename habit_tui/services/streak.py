"""Streaks, strength and freezes, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from habit_tui.domain.streak import COUNTED, Day, Fold, Streak, Verdict, Why, fold, settle
from habit_tui.services.desk import Desk
from habit_tui.store import streak as store
from habit_tui.store.store import Unit

FRESH_DAYS = 60
"""A fold over more days than this is worth remembering."""

SETTLED_DAYS = 14
"""Remembered states end this long before today, out of reach of the usual corrections."""

_COULD_BE_VOID = frozenset({Verdict.MISSED, Verdict.FROZEN, Verdict.VOID})


@dataclass(frozen=True, slots=True)
class Standing:
    """How the learner stands: days of the current and the best streak, freezes held, strength 0 to 1."""

    current: int
    best: int
    freezes: int
    strength: float


@dataclass(frozen=True, slots=True)
class StreakView:
    """The standing with every streak and every event that changed the outcome, oldest first."""

    today: date
    standing: Standing
    streaks: tuple[Streak, ...]
    why: tuple[Why, ...]


def show(desk: Desk, now: datetime) -> StreakView:
    """All streaks and why, from the first day on."""
    today = desk.study_day(now)
    with desk.store.reading() as unit:
        folded = whole_fold(unit, desk, today)
    return StreakView(today, standing(folded), folded.streaks, folded.why)


def standing(folded: Fold) -> Standing:
    """The four numbers of a fold."""
    return Standing(folded.current, folded.best, folded.freezes, folded.strength)


def day_of(folded: Fold, study_day: date) -> Day:
    """The judged day; it must lie within the fold."""
    return folded.days[(study_day - folded.days[0].study_day).days]


def whole_fold(unit: Unit, desk: Desk, today: date) -> Fold:
    """The fold over every day."""
    return fold(store.history(unit), today, desk.rules)


def recent_fold(unit: Unit, desk: Desk, today: date, since: date) -> Fold:
    """A fold that covers the days from `since`, or the very first day, on; resumed from a remembered state.

    Its streaks and reasons reach back no further than its first day; its numbers are exact.
    """
    state = store.state_before(unit, min(since, today), desk.rules)
    history = store.history(unit, None if state is None else state.day)
    return fold(history, today, desk.rules, state)


def remember(unit: Unit, desk: Desk, today: date, folded: Fold) -> None:
    """Keep a state for later folds when this one was long; to be called at the end of a writing unit.

    It ends with a counted day. Across the date line a session of two study days before that one can follow it
    in time, and then whatever session comes next, written at any time, says whether the day between is void.
    So no such day may be between.
    """
    if len(folded.days) <= FRESH_DAYS:
        return
    limit = today - timedelta(days=SETTLED_DAYS)
    settled = [
        day.study_day
        for before, day in pairwise(folded.days)
        if day.study_day <= limit and day.verdict in COUNTED and before.verdict not in _COULD_BE_VOID
    ]
    if not settled:
        return
    last = settled[-1]
    resume = store.state_before(unit, folded.days[0].study_day, desk.rules)
    history = store.history(unit, None if resume is None else resume.day)
    minutes = {day: minutes for day, minutes in history.minutes.items() if day <= last}
    state = settle(replace(history, minutes=minutes), last, desk.rules, resume)
    store.remember(unit, state, desk.rules)
