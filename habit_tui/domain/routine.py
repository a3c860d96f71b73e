"""Routines: when to study, versioned by the day each version takes effect."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from habit_tui.domain.clock import since_midnight
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.kind import Kind
from habit_tui.domain.words import duration

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY_MINUTES = 1440


@dataclass(frozen=True, slots=True)
class Window:
    """The hours of the day meant for study; with `end` <= `start` it ends on the next calendar date."""

    start: time
    end: time

    def covers(self, at: time) -> bool:
        """Whether a clock time lies inside, the start included."""
        length = (since_midnight(self.end) - since_midnight(self.start)) % DAY_MINUTES or DAY_MINUTES
        return (since_midnight(at) - since_midnight(self.start)) % DAY_MINUTES < length

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


@dataclass(frozen=True, slots=True)
class Slot:
    """A block of a routine on some weekdays (0 is Monday), `minutes` long; it may draw from a path."""

    id: int
    weekdays: frozenset[int]
    start: time
    minutes: int
    kind: Kind
    path_id: int | None = None


@dataclass(frozen=True, slots=True)
class Routine:
    """One version of the routine, in force from `effective_from` until the next version's day.

    `targets` are minutes for each weekday, Monday first; a target of 0 makes a day of rest.
    `minimum` is the minutes that keep a streak on a day with a target.
    """

    effective_from: date
    window: Window
    targets: tuple[int, ...]
    minimum: int
    slots: tuple[Slot, ...] = ()
    id: int = 0

    def target_on(self, day: date) -> int:
        """The minutes that complete the day."""
        return self.targets[day.weekday()]

    def minimum_on(self, day: date) -> int:
        """The minutes that keep the streak on the day, never more than its target."""
        return min(self.minimum, self.target_on(day))


DEFAULT_ROUTINE = Routine(
    effective_from=date.min, window=Window(time(5), time(8)), targets=(60,) * 7, minimum=10
)


def in_force(routines: Sequence[Routine], day: date) -> Routine:
    """The version that applies on a day.

    `routines` are sorted by `effective_from`; the first also applies before itself, and without any the
    default routine applies.
    """
    if not routines:
        return DEFAULT_ROUTINE
    following = bisect_right(routines, day, key=lambda routine: routine.effective_from)
    return routines[max(following - 1, 0)]


def slots_within(slots: Sequence[Slot], old: Window, new: Window) -> tuple[Slot, ...]:
    """The slots of a window that becomes another one.

    They keep their times while each still begins inside; otherwise all of them move as far as the window's
    start does, and so keep their order and distance. A slot outside the old window keeps its own time.
    """
    inside = [slot for slot in slots if old.covers(slot.start)]
    if all(new.covers(slot.start) for slot in inside):
        return tuple(slots)
    shift = since_midnight(new.start) - since_midnight(old.start)
    moved = (replace(slot, start=_later(slot.start, shift)) if slot in inside else slot for slot in slots)
    return tuple(sorted(moved, key=lambda slot: slot.start))


def weekdays_in_words(weekdays: Collection[int]) -> str:
    """Weekdays, 0 is Monday, as `grammar.weekdays` reads them: "Mon-Fri", "Mon, Wed", "every day"."""
    if len(weekdays) == len(WEEKDAYS):
        return "every day"
    runs: list[list[int]] = []
    for weekday in sorted(weekdays):
        if runs and runs[-1][-1] == weekday - 1:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    names = [[WEEKDAYS[weekday][:3] for weekday in run] for run in runs]
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(run) for run in names)


def targets_in_words(targets: Sequence[int]) -> str:
    """Seven targets, Monday first, those of the same minutes together: "Mon-Fri 2 h · Sat, Sun rest"."""
    by_minutes: dict[int, list[int]] = {}
    for weekday, minutes in enumerate(targets):
        by_minutes.setdefault(minutes, []).append(weekday)
    return " · ".join(
        f"{weekdays_in_words(weekdays)} {duration(minutes) if minutes else 'rest'}"
        for minutes, weekdays in by_minutes.items()
    )


def check(routine: Routine) -> None:
    """Refuse a routine no day can follow; raises CannotBeDone."""
    if len(routine.targets) != len(WEEKDAYS):
        raise CannotBeDone(f"a routine needs seven targets, Monday to Sunday, not {len(routine.targets)}")
    for weekday, target in zip(WEEKDAYS, routine.targets, strict=True):
        if not 0 <= target <= DAY_MINUTES:
            raise CannotBeDone(f"a target is 0 to {DAY_MINUTES} minutes; {weekday}'s would be {target}")
    if not 0 <= routine.minimum <= DAY_MINUTES:
        raise CannotBeDone(f"the minimum is 0 to {DAY_MINUTES} minutes, not {routine.minimum}")
    for slot in routine.slots:
        if not slot.weekdays or not slot.weekdays <= frozenset(range(len(WEEKDAYS))):
            raise CannotBeDone(f"the slot at {slot.start:%H:%M} needs at least one weekday, Monday to Sunday")
        if not 1 <= slot.minutes <= DAY_MINUTES:
            raise CannotBeDone(f"a slot takes 1 to {DAY_MINUTES} minutes, not {slot.minutes}")


def _later(at: time, minutes: int) -> time:
    hour, minute = divmod((since_midnight(at) + minutes) % DAY_MINUTES, 60)
    return time(hour, minute)
