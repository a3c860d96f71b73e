"""The rules of a review: punctuality, balance, and when to pace oneself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from habit_tui.domain.clock import wall_on
from habit_tui.domain.dates import DateForm, day_name, span_in_words
from habit_tui.domain.kind import Kind
from habit_tui.domain.leave import Leave
from habit_tui.domain.period import Period
from habit_tui.domain.routine import Routine, Window, in_force
from habit_tui.domain.words import clock, days, duration, percent, plural

LONG_DAY = 600
"""Minutes; more in one day is an overload."""

EARLY = time(7)
"""A window that opens before this is an early one."""

RESTLESS_DAYS = 14
"""So many days with study in a row are one too many."""

PRACTICE_SHARE = 5
"""Practice below one part in so many is little."""

PRACTICE_FROM = 180
"""Minutes in a period from which on its balance says something: a first morning or two are no habit yet."""

DAYS_NAMED = 4
_DAY = timedelta(days=1)
_NOON = time(12)
_EIGHTHS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Worked:
    """What a review asks of a finished session; `start` is the naive wall time where it was."""

    study_day: date
    start: datetime
    minutes: int
    kind: Kind

    @property
    def end(self) -> datetime:
        """The naive wall time it ended."""
        return self.start + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How the sessions lie against the windows of their days.

    `inside` of all the `sessions` began inside one; `median_start` is the median of each day's first start;
    `window_minutes` were spent inside. `windows` are those in force, each with its first day in the period.
    """

    sessions: int
    inside: int
    median_start: time | None
    window_minutes: int
    windows: tuple[tuple[date, Window], ...]


class Concern(StrEnum):
    """What a caution is about."""

    LONG_DAY = "long_day"
    LATE_NIGHT = "late_night"
    NO_REST = "no_rest"
    LITTLE_PRACTICE = "little_practice"


@dataclass(frozen=True, slots=True)
class Caution:
    """A plain warning, with the study days it speaks of."""

    concern: Concern
    text: str
    days: tuple[date, ...] = ()


def punctuality(
    sessions: Sequence[Worked], routines: Sequence[Routine], period: Period, day_starts_at: time
) -> Punctuality:
    """How many sessions began inside their day's window, when the days began, and the time spent inside."""
    first_starts: dict[date, datetime] = {}
    inside = within = 0
    for each in sessions:
        window = in_force(routines, each.study_day).window
        inside += window.covers(each.start.time())
        within += _minutes_inside(each, window, day_starts_at)
        known = first_starts.get(each.study_day)
        first_starts[each.study_day] = each.start if known is None else min(known, each.start)
    return Punctuality(len(sessions), inside, _median_start(first_starts), within, _windows(routines, period))


def balance(sessions: Iterable[Worked]) -> dict[Kind, int]:
    """The minutes of each kind, all four."""
    found = dict.fromkeys(Kind, 0)
    for each in sessions:
        found[each.kind] += each.minutes
    return found


def cautions(
    period: Period,
    sessions: Sequence[Worked],
    minutes: Mapping[date, int],
    routines: Sequence[Routine],
    leaves: Sequence[Leave],
    day_starts_at: time,
    form: DateForm,
) -> tuple[Caution, ...]:
    """What to be careful about; `minutes` are those of every study day, also before the period."""
    found = (
        _long_days(period, minutes, form),
        _late_nights(sessions, routines, leaves, day_starts_at, form),
        _no_rest(period, minutes, form),
        _little_practice(balance(sessions)),
    )
    return tuple(caution for caution in found if caution is not None)


def is_before_work(found: Punctuality) -> bool:
    """Whether the latest window is one of the morning: what is done inside it is gained before work."""
    window = found.windows[-1][1]
    return window.start < window.end <= _NOON


def sparkline(values: Sequence[int]) -> str:
    """Values as a line of bars from the lowest eighth to the highest; a dot is nothing."""
    highest = max(values, default=0)
    return "".join(
        _EIGHTHS[max(1, -(-value * len(_EIGHTHS) // highest)) - 1] if value > 0 else "·" for value in values
    )


def share(part: int, whole: int) -> str:
    """A part of a whole: "13 %"; "0 %" of nothing."""
    return percent(part / whole) if whole else percent(0)


def _minutes_inside(session: Worked, window: Window, day_starts_at: time) -> int:
    opens = wall_on(session.study_day, window.start, day_starts_at)
    closes = datetime.combine(opens.date(), window.end)
    if window.end <= window.start:
        closes += _DAY
    shared = min(session.end, closes) - max(session.start, opens)
    return max(0, shared // timedelta(minutes=1))


def _median_start(first_starts: Mapping[date, datetime]) -> time | None:
    """The median, counted in minutes of the study day, so that half past midnight is late and not early."""
    starts = sorted(
        (start - datetime.combine(day, time.min)) // timedelta(minutes=1)
        for day, start in first_starts.items()
    )
    if not starts:
        return None
    middle = (starts[(len(starts) - 1) // 2] + starts[len(starts) // 2]) // 2
    return time(middle // 60 % 24, middle % 60)


def _windows(routines: Sequence[Routine], period: Period) -> tuple[tuple[date, Window], ...]:
    found = [(period.first, in_force(routines, period.first).window)]
    for routine in routines:
        if period.first < routine.effective_from <= period.last and routine.window != found[-1][1]:
            found.append((routine.effective_from, routine.window))
    return tuple(found)


def _long_days(period: Period, minutes: Mapping[date, int], form: DateForm) -> Caution | None:
    long = sorted(day for day, done in minutes.items() if done > LONG_DAY and period.covers(day))
    if not long:
        return None
    most = duration(max(minutes[day] for day in long))
    limit = duration(LONG_DAY)
    if len(long) == 1:
        said = f"{most} on {day_name(long[0], form)}, more than {limit} in a day: pace yourself"
    else:
        said = f"more than {limit} on {days(len(long))}, up to {most} ({_named(long, form)}): pace yourself"
    return Caution(Concern.LONG_DAY, said, tuple(long))


def _late_nights(
    sessions: Sequence[Worked],
    routines: Sequence[Routine],
    leaves: Sequence[Leave],
    day_starts_at: time,
    form: DateForm,
) -> Caution | None:
    """Study days that ended past midnight although the next one's window opens early."""
    ends: dict[date, datetime] = {}
    for each in sessions:
        if each.end > datetime.combine(each.study_day + _DAY, time.min):
            ends[each.study_day] = max(each.end, ends.get(each.study_day, each.end))
    late = sorted(day for day in ends if _begins_early(day + _DAY, routines, leaves, day_starts_at))
    if not late:
        return None
    worst = max(late, key=lambda day: ends[day] - datetime.combine(day, time.min))
    until, window = clock(ends[worst]), in_force(routines, worst + _DAY).window
    if len(late) == 1:
        night = f"in the night of {day_name(worst, form)}"
        said = f"studied until {until} {night}, before a window at {clock(window.start)}"
    else:
        nights = plural(len(late), "night", "nights")
        said = (
            f"studied past midnight before an early window on {nights}, until {until} ({_named(late, form)})"
        )
    return Caution(Concern.LATE_NIGHT, f"{said}: pace yourself", tuple(late))


def _begins_early(
    day: date, routines: Sequence[Routine], leaves: Sequence[Leave], day_starts_at: time
) -> bool:
    routine = in_force(routines, day)
    early = day_starts_at <= routine.window.start < EARLY
    return early and routine.target_on(day) > 0 and not any(leave.covers(day) for leave in leaves)


def _no_rest(period: Period, minutes: Mapping[date, int], form: DateForm) -> Caution | None:
    """The longest run of days with study whose fourteenth day, or a later one, lies in the period."""
    longest: tuple[date, date] | None = None
    first: date | None = None
    studied = sorted(day for day, done in minutes.items() if done and day <= period.last)
    for at, day in enumerate(studied):
        first = day if first is None else first
        if at + 1 < len(studied) and studied[at + 1] == day + _DAY:
            continue
        if day >= period.first and _length(first, day) >= RESTLESS_DAYS:
            longest = max(longest or (first, day), (first, day), key=lambda run: _length(*run))
        first = None
    if longest is None:
        return None
    run = f"{days(_length(*longest))} without a rest day, {span_in_words(*longest, form)}"
    return Caution(Concern.NO_REST, f"{run}: pace yourself", longest)


def _little_practice(minutes: Mapping[Kind, int]) -> Caution | None:
    whole, practice = sum(minutes.values()), minutes[Kind.PRACTICE]
    if whole < PRACTICE_FROM or practice * PRACTICE_SHARE >= whole:
        return None
    # Rounded up it could read "20 %, under a fifth".
    said = f"practice is {practice * 100 // whole} % of the time, under a fifth: do some hands-on work"
    return Caution(Concern.LITTLE_PRACTICE, said)


def _length(first: date, last: date) -> int:
    return (last - first).days + 1


def _named(found: Sequence[date], form: DateForm) -> str:
    """The first few days by name."""
    said = ", ".join(day_name(day, form) for day in found[:DAYS_NAMED])
    return f"{said} and {len(found) - DAYS_NAMED} more" if len(found) > DAYS_NAMED else said
