"""The routine: its versions, and changing it from a day on without rewriting the past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from habit_tui.domain.clock import FIRST_DAY
from habit_tui.domain.dates import DateForm, day_name_with_year
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.routine import (
    Routine,
    Slot,
    Window,
    check,
    in_force,
    slots_within,
    targets_in_words,
    weekdays_in_words,
)
from habit_tui.domain.streak import COUNTED, Fold
from habit_tui.domain.words import clock, duration
from habit_tui.services import streak, verdict
from habit_tui.services.desk import Desk
from habit_tui.services.streak import Standing
from habit_tui.services.verdict import VerdictChange
from habit_tui.store import path as path_store
from habit_tui.store import routine as store
from habit_tui.store import streak as streak_store
from habit_tui.store.store import Unit


@dataclass(frozen=True, slots=True)
class RoutineView:
    """Every version by the day it takes effect, as seen on a study day; `paths` are their names by id."""

    today: date
    versions: tuple[Routine, ...]
    paths: Mapping[int, str]

    @property
    def present(self) -> Routine:
        """The version in force today, or the default routine."""
        return in_force(self.versions, self.today)

    @property
    def following(self) -> Routine | None:
        """The version that takes effect next."""
        later = (each for each in self.versions if each.effective_from > self.today)
        # Before the first version's day the first is the present one already.
        return next((each for each in later if each is not self.present), None)


@dataclass(frozen=True, slots=True)
class Changed:
    """The new version, every verdict it changed, and the standing after it; remarks are for the user."""

    version: Routine
    verdicts: tuple[VerdictChange, ...]
    standing: Standing
    remarks: tuple[str, ...] = ()


def show(desk: Desk, now: datetime) -> RoutineView:
    """The routine with its history."""
    with desk.store.reading() as unit:
        names = {path.id: path.name for path in path_store.all_paths(unit)}
        return RoutineView(desk.study_day(now), store.all_versions(unit), names)


def set(  # noqa: A001 - the word of the command, always read as routine.set
    desk: Desk,
    now: datetime,
    *,
    start: date | None = None,
    window: Window | None = None,
    targets: Mapping[int, int] | None = None,
    minimum: int | None = None,
    slots: Sequence[Slot] | None = None,
) -> Changed:
    """Change the routine from the study day `start` on; what is None stays as it is on that day.

    Without `start` from the first day, today or later, that does not count already. `targets` are minutes by
    weekday, 0 is Monday; `slots` take the place of those there are. No verdict before `start` changes.
    Raises CannotBeDone when the routine is so already, for days before 1970 and for amounts no day can hold.
    """
    with desk.store.writing(now, desk.door, "routine") as unit:
        today = desk.study_day(now)
        before = streak.whole_fold(unit, desk, today)
        start = start or _first_free_day(before, today)
        if start < FIRST_DAY:
            raise CannotBeDone(f"a routine cannot take effect before {FIRST_DAY}")
        versions = store.all_versions(unit)
        present = in_force(versions, start)
        version = _changed(present, start, window, targets, minimum)
        if slots is not None:
            version = replace(version, slots=tuple(sorted(slots, key=lambda slot: slot.start)))
        check(version)
        if replace(version, effective_from=present.effective_from) == present:
            raise CannotBeDone(
                f"the routine of {day_name_with_year(start, desk.dates)} is that already: {in_words(present)}"
            )
        write(unit, version)
        unit.describe(f"set the routine from {day_name_with_year(start, desk.dates)} on: {in_words(version)}")
        after = streak.whole_fold(unit, desk, today)
        streak.remember(unit, desk, today, after)
        return Changed(
            version=in_force(store.all_versions(unit), start),
            verdicts=verdict.changes(before, after),
            standing=streak.standing(after),
            remarks=(
                *(() if slots is not None else _slots_in_words(present, version)),
                *_end_in_words(versions, start, desk.dates),
            ),
        )


def write(unit: Unit, version: Routine) -> None:
    """Write a version; every day before it keeps the version it was judged by.

    The first version also judges the days before itself. So when this one comes first, the one in force until
    now (or the default routine) is written too, from the first session's day on.
    """
    versions = store.all_versions(unit)
    first = streak_store.first_session(unit)
    comes_first = not versions or version.effective_from <= versions[0].effective_from
    if comes_first and first is not None and first < version.effective_from:
        store.save(unit, replace(in_force(versions, first), effective_from=first))
    store.save(unit, version)


def in_words(routine: Routine) -> str:
    """What a routine asks for, in one line without its slots."""
    targets = targets_in_words(routine.targets)
    return f"window {routine.window}, {targets}, minimum {duration(routine.minimum)}"


def _first_free_day(folded: Fold, today: date) -> date:
    counted = {day.study_day for day in folded.days if day.verdict in COUNTED}
    day = today
    while day in counted:
        day += timedelta(days=1)
    return day


def _changed(
    present: Routine,
    start: date,
    window: Window | None,
    targets: Mapping[int, int] | None,
    minimum: int | None,
) -> Routine:
    asked = targets or {}
    return replace(
        present,
        effective_from=start,
        window=window or present.window,
        targets=tuple(asked.get(weekday, target) for weekday, target in enumerate(present.targets)),
        minimum=present.minimum if minimum is None else minimum,
        slots=slots_within(present.slots, present.window, window or present.window),
    )


def _slots_in_words(old: Routine, new: Routine) -> list[str]:
    """What became of the slots: which moved with the window, which begin outside it now."""
    before = {slot.id: slot for slot in old.slots}
    moved = [
        f"{clock(before[slot.id].start)} to {clock(slot.start)}"
        for slot in new.slots
        if slot.start != before[slot.id].start
    ]
    left = [slot for slot in new.slots if _left_behind(before[slot.id], old.window, slot, new.window)]
    said = []
    if moved:
        said.append(f"the slots move with the window: {', '.join(dict.fromkeys(moved))}")
    said.extend(
        f"the slot at {clock(slot.start)} ({weekdays_in_words(slot.weekdays)}) begins outside the window now"
        for slot in left
    )
    return said


def _left_behind(before: Slot, old: Window, after: Slot, new: Window) -> bool:
    return old.covers(before.start) and not new.covers(after.start)


def _end_in_words(versions: tuple[Routine, ...], start: date, form: DateForm) -> list[str]:
    following = next((each for each in versions if each.effective_from > start), None)
    if following is None:
        return []
    until = day_name_with_year(following.effective_from, form)
    return [f"it holds until {until}, when another version takes effect"]
