"""The streak calendar: a year of judged days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from habit_tui.domain import glyph
from habit_tui.domain.calendar import FIRST_WEEKS, Grid, first_weeks
from habit_tui.domain.coming import Coming, coming
from habit_tui.domain.dates import DateForm, day_name_with_year
from habit_tui.domain.leave import Leave
from habit_tui.domain.routine import in_force
from habit_tui.domain.streak import Day, Fold, Verdict, Why
from habit_tui.domain.words import days, duration, percent, plural
from habit_tui.services import streak
from habit_tui.services.desk import Desk
from habit_tui.services.streak import Standing
from habit_tui.store import leave as leave_store
from habit_tui.store import routine as routine_store
from habit_tui.store.store import Unit

_DAY = timedelta(days=1)
_FREE = frozenset({Verdict.LEAVE, Verdict.VOID, Verdict.BEFORE})


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A date of the calendar: minutes done and meant, the verdict (None in the future), strength 0 to 1."""

    study_day: date
    minutes: int
    target: int
    verdict: Verdict | None
    strength: float


@dataclass(frozen=True, slots=True)
class CalendarView:
    """A year, all its days in order; `why` are the year's events, `leaves` all there are.

    `first_weeks` are those the record begins with while they last, `first_days` all their days in order, also
    of a neighbouring year, and `coming` what comes next; without them it has lasted longer.
    """

    year: int
    today: date
    days: tuple[CalendarDay, ...]
    standing: Standing
    leaves: tuple[Leave, ...]
    why: tuple[Why, ...]
    first_weeks: Grid | None = None
    first_days: tuple[CalendarDay, ...] = ()
    coming: Coming | None = None

    @property
    def minutes(self) -> int:
        """The minutes of the whole year."""
        return sum(day.minutes for day in self.days)

    @property
    def days_studied(self) -> int:
        """The year's days with any minutes."""
        return sum(day.minutes > 0 for day in self.days)

    @property
    def known(self) -> tuple[CalendarDay, ...]:
        """Every day it holds, once: the year's, and the first weeks' beyond it."""
        return (*self.days, *(day for day in self.first_days if day.study_day.year != self.year))

    def holds(self, day: date) -> bool:
        """Whether a day is known: one of the year, or of the first weeks."""
        return day.year == self.year or (self.first_weeks is not None and self.first_weeks.holds(day))

    def on(self, day: date) -> CalendarDay:
        """A day it holds."""
        known = self.days if day.year == self.year else self.first_days
        return known[(day - known[0].study_day).days]

    def leave_on(self, day: date) -> Leave | None:
        """The leave a day belongs to, also a day to come."""
        return next((leave for leave in self.leaves if leave.covers(day)), None)

    def count(self) -> dict[Verdict, int]:
        """How many days of each verdict the year has, in the order of the legend; none that it has not."""
        return counted(self.days)


def counted(of: Sequence[CalendarDay]) -> dict[Verdict, int]:
    """How many days of each verdict there are, in the order of the legend; none that are not there."""
    seen = Counter(day.verdict for day in of)
    return {verdict: seen[verdict] for verdict in glyph.VERDICTS if seen[verdict]}


def asked(of: Sequence[CalendarDay], leaves: Sequence[Leave]) -> int:
    """The minutes that days ask for, also days to come; a leave and what is before the start ask for none."""

    def asks(day: CalendarDay) -> bool:
        if day.verdict is None:
            return not any(each.covers(day.study_day) for each in leaves)
        return day.verdict not in _FREE

    return sum(day.target for day in of if asks(day))


def year(desk: Desk, now: datetime, wanted: int | None = None) -> CalendarView:
    """The calendar of a year, by default the present one."""
    today = desk.study_day(now)
    wanted = today.year if wanted is None else wanted
    first, last = date(wanted, 1, 1), date(wanted, 12, 31)
    with desk.store.reading() as unit:
        folded = streak.recent_fold(unit, desk, today, min(first, today - FIRST_WEEKS * 7 * _DAY))
        began = next((day.study_day for day in folded.days if day.verdict is not Verdict.BEFORE), None)
        weeks = None if began is None else first_weeks(began, today)
        return CalendarView(
            year=wanted,
            today=today,
            days=days_between(unit, folded, first, last),
            standing=streak.standing(folded),
            leaves=leave_store.all_leaves(unit),
            why=tuple(event for event in folded.why if event.study_day.year == wanted),
            first_weeks=weeks,
            first_days=() if weeks is None else days_between(unit, folded, weeks.first_day, weeks.last_day),
            coming=None if weeks is None else coming(folded, desk.rules),
        )


def days_between(unit: Unit, folded: Fold, first: date, last: date) -> tuple[CalendarDay, ...]:
    """The dates first..last as the calendar shows them; those outside the fold get their routine's target."""
    routines = routine_store.all_versions(unit)
    start = folded.days[0].study_day
    found: list[CalendarDay] = []
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        at = date.fromordinal(ordinal)
        index = (at - start).days
        if 0 <= index < len(folded.days):
            found.append(_shown(folded.days[index]))
        else:
            verdict = Verdict.BEFORE if index < 0 else None
            found.append(CalendarDay(at, 0, in_force(routines, at).target_on(at), verdict, 0.0))
    return tuple(found)


def coming_in_words(view: CalendarView) -> tuple[str, ...]:
    """What comes to a beginner who goes on: "3 days to the first freeze"."""
    if view.coming is None:
        return ()
    said = []
    if view.coming.freeze_in is not None:
        which = "first" if view.coming.is_first_freeze else "next"
        said.append(f"{days(view.coming.freeze_in)} to the {which} freeze")
    if view.coming.step is not None:
        on_target = plural(view.coming.step_in, "day", "days")
        said.append(f"{on_target} on target to strength {percent(view.coming.step)}")
    return tuple(said)


def picture(view: CalendarView, form: DateForm) -> str:
    """The year as an SVG document for a blog; it holds no text of the learner's, so no reason of a leave."""
    from habit_tui.exchange import svg

    figures = [f"{duration(view.minutes)} on {days(view.days_studied)}"]
    if view.year == view.today.year:
        standing = view.standing
        figures.append(f"current streak {days(standing.current)}, best {days(standing.best)}")
        figures.append(f"strength {percent(standing.strength)}")
    cells = [svg.Cell(day.study_day, day.verdict, day.minutes, in_words(day, form)) for day in view.days]
    return svg.draw(view.year, cells, f"Study days of {view.year}", figures)


def in_words(day: CalendarDay, form: DateForm) -> str:
    """A date in a sentence's half: "Thu 12 Nov 2026: 45 min of 2 h, minimum kept"."""
    said = ", ".join(part for part in (amount(day), meaning(day)) if part)
    return f"{day_name_with_year(day.study_day, form)}: {said}"


def amount(day: CalendarDay) -> str:
    """What was done of the target: "45 min of 2 h", and nothing where there is neither."""
    if day.verdict is None:
        return f"target {duration(day.target)}" if day.target else "no target"
    if day.target and day.verdict not in (Verdict.BEFORE, Verdict.LEAVE):
        return f"{duration(day.minutes)} of {duration(day.target)}"
    return duration(day.minutes) if day.minutes else ""


def meaning(day: CalendarDay) -> str:
    """What the day amounts to, in words."""
    return "to come" if day.verdict is None else glyph.MEANINGS[day.verdict]


def week_of(unit: Unit, folded: Fold, at: date) -> tuple[CalendarDay, ...]:
    """Monday to Sunday around a date."""
    monday = at - at.weekday() * _DAY
    return days_between(unit, folded, monday, monday + 6 * _DAY)


def _shown(judged: Day) -> CalendarDay:
    return CalendarDay(judged.study_day, judged.minutes, judged.target, judged.verdict, judged.strength)
