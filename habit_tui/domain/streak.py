"""Verdicts, streaks, strength and freezes: one pure fold over the study days, oldest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from habit_tui.domain.dates import DateForm, day_name, day_name_with_year
from habit_tui.domain.leave import Leave
from habit_tui.domain.routine import Routine, in_force

# Loop Habit Tracker's smoothing factor, 0.5 ** (sqrt(f) / 13) with f = 1: a day is the unit.
SMOOTHING = 0.5 ** (1 / 13)
_DAY = timedelta(days=1)


class Verdict(StrEnum):
    """What a study day amounts to."""

    MET = "met"
    KEPT = "kept"
    MISSED = "missed"
    REST = "rest"
    BONUS = "bonus"
    LEAVE = "leave"
    VOID = "void"
    FROZEN = "frozen"
    OPEN = "open"
    BEFORE = "before"


COUNTED = frozenset({Verdict.MET, Verdict.KEPT, Verdict.BONUS})
_SMOOTHED = frozenset({Verdict.MET, Verdict.KEPT, Verdict.MISSED, Verdict.FROZEN})


@dataclass(frozen=True, slots=True)
class FreezeRules:
    """How freezes are earned: one every `earn_every` counted days, `hold` held at most; 0 turns them off.

    The count toward the next freeze stands still while `hold` are held, goes on where it stood once one is
    used, and starts again when a streak ends. So a day more never costs a freeze.
    """

    earn_every: int = 7
    hold: int = 2


DEFAULT_RULES = FreezeRules()


@dataclass(frozen=True, slots=True)
class Gap:
    """Two consecutive sessions, by instant, whose UTC offset grew by 12 hours or more, by their study days.

    `lost` is the date between them that did not exist in the zone both share, if there is one; without it
    the user crossed the date line eastward.
    """

    after: date
    before: date
    lost: date | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Everything the fold looks at.

    `minutes` holds every study day with sessions; `routines` are sorted by `effective_from`. For a resumed
    fold `minutes` may leave out the days up to the resume day, but not those inside a gap that reaches past
    it. `first_session` is the very first session's study day, also when `minutes` leaves it out.
    """

    minutes: Mapping[date, int]
    routines: tuple[Routine, ...]
    leaves: tuple[Leave, ...] = ()
    gaps: tuple[Gap, ...] = ()
    first_session: date | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A study day judged: minutes done, target and minimum in minutes, and the strength (0 to 1) after it."""

    study_day: date
    minutes: int
    target: int
    minimum: int
    verdict: Verdict
    strength: float


@dataclass(frozen=True, slots=True)
class Streak:
    """A run of days without a miss: its first and last counted day and how many counted."""

    first: date
    last: date
    length: int


@dataclass(frozen=True, slots=True)
class Why:
    """Something that changed the outcome.

    `event` is "missed" (a streak ended), "frozen", "earned", "leave" or "void". The text of a leave is the
    user's reason as it was typed, and `until` its last day when that is later.
    """

    study_day: date
    event: str
    text: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class State:
    """All a later fold needs to resume after `day`.

    `length`, `first` and `last` are of the streak running then; `held` counts freezes, `progress` the days
    toward the next; `strength` is 0 to 1.
    """

    day: date
    length: int
    first: date | None
    last: date | None
    best: Streak | None
    held: int
    progress: int
    strength: float


@dataclass(frozen=True, slots=True)
class Fold:
    """What the days amount to; the running streak is the last of `streaks`."""

    days: tuple[Day, ...]
    state: State
    streaks: tuple[Streak, ...]
    why: tuple[Why, ...]

    @property
    def current(self) -> int:
        """The counted days of the running streak."""
        return self.state.length

    @property
    def best(self) -> int:
        """The counted days of the longest streak."""
        return self.state.best.length if self.state.best else 0

    @property
    def freezes(self) -> int:
        """The freezes held."""
        return self.state.held

    @property
    def strength(self) -> float:
        """The strength after the last day, 0 to 1."""
        return self.state.strength


def fold(
    history: History, today: date, rules: FreezeRules = DEFAULT_RULES, resume: State | None = None
) -> Fold:
    """Judge every day from the first session, the first routine version or today, whichever is first.

    Ends with today, or later where sessions are already there: who flew west across the date line has
    tomorrow behind them. `resume` continues after a state kept by `settle`.
    """
    last = max(today, max(history.minutes, default=today))
    return _judge_days(history, _first_day(history, today, resume), last, today, rules, resume)


def settle(
    history: History, day: date, rules: FreezeRules = DEFAULT_RULES, resume: State | None = None
) -> State:
    """The state after `day`, with that day over: what may be kept to resume from.

    Choose a day before today that no later change reaches: not after the latest session's study day, because
    the session that follows can turn a missed day since then into a void one.
    """
    over = day + _DAY
    return _judge_days(history, _first_day(history, over, resume), day, over, rules, resume).state


def what_happened(why: Why, form: DateForm) -> str:
    """The event as a sentence's end: "leave until Sat 10 Jan (flu)"; the user's reason as it was typed."""
    if why.event != Verdict.LEAVE:
        return why.text
    until = ""
    if why.until:
        name = day_name if why.until.year == why.study_day.year else day_name_with_year
        until = f" until {name(why.until, form)}"
    return f"leave{until} ({why.text})" if why.text else f"leave{until}"


def in_words(why: Why, form: DateForm) -> str:
    """The event with its day: "Tue 6 Jan: leave until Sat 10 Jan (flu)"."""
    return f"{day_name(why.study_day, form)}: {what_happened(why, form)}"


def judge(target: int, minimum: int, minutes: int) -> Verdict:
    """What a day amounts to by its minutes alone: met, kept, missed, rest or bonus."""
    if target == 0:
        return Verdict.BONUS if minutes else Verdict.REST
    if minutes >= target:
        return Verdict.MET
    return Verdict.KEPT if minutes and minutes >= minimum else Verdict.MISSED


def _judge_days(
    history: History, first: date, last: date, today: date, rules: FreezeRules, resume: State | None
) -> Fold:
    run = _Run(rules, resume)
    origin = _origin(history) or today
    leaves = _leave_days(history.leaves, first, last)
    void = _void_days(history)
    days: list[Day] = []
    leave_before: Leave | None = None
    for day, target, minimum in _targets(history.routines, first, last):
        minutes = history.minutes.get(day, 0)
        verdict = judge(target, minimum, minutes)
        leave = None
        if day < origin:
            verdict = Verdict.BEFORE
        elif verdict in COUNTED:
            run.count(day)
        elif day in leaves:
            verdict = Verdict.LEAVE
            leave = leaves[day]
            if leave is not leave_before:
                until = leave.last if leave.last > day else None
                run.why.append(Why(day, Verdict.LEAVE.value, leave.reason, until))
        elif verdict is Verdict.MISSED and day >= today:
            verdict = Verdict.OPEN
        elif verdict is Verdict.MISSED and day in void:
            verdict = Verdict.VOID
            run.tell(day, "void", void[day])
        elif verdict is Verdict.MISSED:
            verdict = run.miss(day, minutes, minimum)
        leave_before = leave
        if verdict in _SMOOTHED:
            run.smooth(min(1.0, minutes / target))
        days.append(Day(day, minutes, target, minimum, verdict, run.strength))
    return Fold(tuple(days), run.state(last), run.streaks(), tuple(run.why))


class _Run:
    """The numbers that move while the days go by."""

    __slots__ = (
        "best",
        "ended",
        "first",
        "held",
        "last",
        "length",
        "progress",
        "resumed",
        "rules",
        "strength",
        "why",
    )

    def __init__(self, rules: FreezeRules, resume: State | None) -> None:
        self.rules = rules
        self.resumed = resume
        self.length = resume.length if resume else 0
        self.first = resume.first if resume else None
        self.last = resume.last if resume else None
        self.best = resume.best if resume else None
        self.held = resume.held if resume else 0
        self.progress = resume.progress if resume else 0
        self.strength = resume.strength if resume else 0.0
        self.ended: list[Streak] = []
        self.why: list[Why] = []

    def count(self, day: date) -> None:
        """A counted day: the streak grows and may earn a freeze."""
        if not self.length:
            self.first = day
        self.length += 1
        self.last = day
        if not self.rules.earn_every or self.held >= self.rules.hold:
            return
        self.progress += 1
        if self.progress >= self.rules.earn_every:
            self.held += 1
            self.progress = 0
            self.tell(day, "earned", f"day {self.length} of the streak; a freeze earned, {self.held} held")

    def miss(self, day: date, minutes: int, minimum: int) -> Verdict:
        """A day that would be missed: a freeze covers it, or the streak ends."""
        # Zero minutes never keep a streak, so a minimum of 0 asks for one minute.
        missed = f"missed ({minutes} of {max(minimum, 1)} min)"
        if self.held and self.rules.earn_every:
            self.held -= 1
            self.tell(day, "frozen", f"{missed}; a freeze covered it, {self.held} left")
            return Verdict.FROZEN
        ended = self.running()
        if ended:
            self.tell(day, "missed", f"{missed}; the streak of {_days(ended.length)} ended")
            self.ended.append(ended)
            self.best = _longer(self.best, ended)
            self.length, self.first, self.last = 0, None, None
        self.progress = 0
        return Verdict.MISSED

    def smooth(self, value: float) -> None:
        """Exponential smoothing as in Loop Habit Tracker."""
        self.strength = self.strength * SMOOTHING + value * (1 - SMOOTHING)

    def tell(self, day: date, event: str, text: str) -> None:
        self.why.append(Why(day, event, text))

    def running(self) -> Streak | None:
        if self.first is None or self.last is None:
            return None
        return Streak(self.first, self.last, self.length)

    def streaks(self) -> tuple[Streak, ...]:
        running = self.running()
        return (*self.ended, running) if running else tuple(self.ended)

    def state(self, last: date) -> State:
        """The state after the day `last`, or the one resumed from when that is later."""
        day = max(last, self.resumed.day) if self.resumed else last
        running = self.running()
        best = _longer(self.best, running) if running else self.best
        return State(day, self.length, self.first, self.last, best, self.held, self.progress, self.strength)


def _origin(history: History) -> date | None:
    """The first session's day or the first routine version's, whichever is earlier; None without either."""
    known = [routine.effective_from for routine in history.routines[:1]]
    # A version from date.min on, like the default routine, was always there and begins nothing.
    known = [day for day in known if day > date.min]
    known.extend(day for day in (history.first_session, min(history.minutes, default=None)) if day)
    return min(known, default=None)


def _first_day(history: History, today: date, resume: State | None) -> date:
    if resume:
        return resume.day + _DAY
    return min(today, _origin(history) or today)


def _targets(routines: Sequence[Routine], first: date, last: date) -> Iterator[tuple[date, int, int]]:
    """Each day with its target and minimum."""
    routine = in_force(routines, first)
    following = list(reversed(routines))
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        while following and following[-1].effective_from <= day:
            routine = following.pop()
        target = routine.targets[(ordinal - 1) % 7]
        yield day, target, min(routine.minimum, target)


def _leave_days(leaves: Sequence[Leave], first: date, last: date) -> dict[date, Leave]:
    """The days off between two dates; where leaves overlap, the first given speaks."""
    days: dict[date, Leave] = {}
    for leave in leaves:
        start = max(leave.first, first).toordinal()
        stop = min(leave.last, last).toordinal() + 1
        for ordinal in range(start, stop):
            days.setdefault(date.fromordinal(ordinal), leave)
    return days


def _void_days(history: History) -> dict[date, str]:
    """The dates that never happened, each with why: one a gap at most, and only one that would be missed."""
    days: dict[date, str] = {}
    for gap in history.gaps:
        if gap.lost:
            days[gap.lost] = "void, the zone skipped this date"
            continue
        for ordinal in range(gap.after.toordinal() + 1, gap.before.toordinal()):
            day = date.fromordinal(ordinal)
            if _would_be_missed(history, day):
                days.setdefault(day, "void, lost crossing the date line")
                break
    return days


def _would_be_missed(history: History, day: date) -> bool:
    routine = in_force(history.routines, day)
    verdict = judge(routine.target_on(day), routine.minimum_on(day), history.minutes.get(day, 0))
    return verdict is Verdict.MISSED and not any(leave.covers(day) for leave in history.leaves)


def _longer(best: Streak | None, streak: Streak) -> Streak:
    return streak if best is None or streak.length > best.length else best


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"
