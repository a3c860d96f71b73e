"""When reminders fire: clock times from the routine, the weekdays they fall on, the occasions they make."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from habit_tui.domain.clock import local, resolve, since_midnight, wall_on
from habit_tui.domain.routine import DAY_MINUTES, Routine, Window
from habit_tui.domain.words import clock

EARLY_MINUTES = 15
"""How long before the window the first reminder comes."""

WEEK = 7


@dataclass(frozen=True, slots=True)
class Firing:
    """A clock time on some weekdays (0 is Monday) of the calendar, on the clocks of one zone."""

    at: time
    weekdays: frozenset[int]


@dataclass(frozen=True, slots=True)
class Command:
    """A program with its arguments and the variables it needs beside those it is started with."""

    argv: tuple[str, ...]
    variables: tuple[tuple[str, str], ...] = ()


def default_times(window: Window, day_starts_at: time) -> tuple[time, ...]:
    """A while before the window, half way through it and at its end, all within the same study day."""
    begin, opens = since_midnight(day_starts_at), since_midnight(window.start)
    opens += DAY_MINUTES if opens < begin else 0
    length = (since_midnight(window.end) - since_midnight(window.start)) % DAY_MINUTES or DAY_MINUTES
    wanted = (opens - EARLY_MINUTES, opens + length // 2, opens + length)
    last = begin + DAY_MINUTES - 1
    return tuple(dict.fromkeys(_time(min(max(minute, begin), last)) for minute in wanted))


def firings(
    routine: Routine, times: Sequence[time], evening: time | None, day_starts_at: time
) -> tuple[Firing, ...]:
    """What a schedule fires in a week: `times` on the study days with a target, `evening` on their eves."""
    todays = frozenset(weekday for weekday, target in enumerate(routine.targets) if target > 0)
    eves = frozenset((weekday - 1) % WEEK for weekday in todays)
    wanted = [(at, todays) for at in times]
    if evening is not None:
        wanted.append((evening, eves))
    return _merged(
        [Firing(at, _later(weekdays, 1 if at < day_starts_at else 0)) for at, weekdays in wanted if weekdays]
    )


def shifted(found: Sequence[Firing], minutes: int) -> tuple[Firing, ...]:
    """The same firings on clocks that show so many minutes more."""
    moved = []
    for each in found:
        days, minute = divmod(since_midnight(each.at) + minutes, DAY_MINUTES)
        moved.append(Firing(_time(minute), _later(each.weekdays, days)))
    return _merged(moved)


def occasion(
    now: datetime,
    day: date,
    times: Collection[time],
    snoozed_until: datetime | None,
    zone: ZoneInfo,
    day_starts_at: time,
) -> str:
    """The firing that `now`, an instant of the study day, belongs to: the last that has come, as "06:30".

    A firing that comes late, or twice in a night of changing clocks, belongs to the same one. The end of a
    snooze counts as a firing. Empty before the first of the day.
    """
    instants = [resolve(wall_on(day, at, day_starts_at), zone).instant for at in times]
    if snoozed_until is not None:
        instants.append(snoozed_until)
    come = [instant.astimezone(UTC) for instant in instants if instant <= now]
    return clock(local(max(come), zone)) if come else ""


def after_snooze(now: datetime, minutes: int) -> datetime:
    """When a snooze of so many minutes ends, in UTC: a whole minute, since a timer knows no others."""
    until = now.astimezone(UTC) + timedelta(minutes=minutes)
    whole = until.replace(second=0, microsecond=0)
    return whole if whole == until else whole + timedelta(minutes=1)


def _merged(found: Sequence[Firing]) -> tuple[Firing, ...]:
    """One firing a clock time, in order."""
    by_time: dict[time, frozenset[int]] = {}
    for each in found:
        by_time[each.at] = by_time.get(each.at, frozenset()) | each.weekdays
    return tuple(Firing(at, by_time[at]) for at in sorted(by_time))


def _later(weekdays: Collection[int], days: int) -> frozenset[int]:
    return frozenset((weekday + days) % WEEK for weekday in weekdays)


def _time(minute: int) -> time:
    return time(*divmod(minute % DAY_MINUTES, 60))
