"""The chart of a review: a row a day, a week or a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from habit_tui.domain import glyph
from habit_tui.domain.dates import WEEKDAYS, DateForm, short_month, short_span
from habit_tui.domain.period import Period, PeriodKind, period_of, weeks_of
from habit_tui.domain.words import duration
from habit_tui.services import calendar
from habit_tui.services.calendar import CalendarDay
from habit_tui.services.review import ReviewView

DAYS_IN_ROWS, WEEKS_IN_ROWS = 14, 70
"""Days up to which a period is shown day by day, and week by week."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its label, the signs of its days where there is room for them, minutes done and asked for.

    In a row of a week each sign stands below its weekday.
    """

    label: str
    signs: str
    done: int
    asked: int
    is_ahead: bool

    @property
    def figure(self) -> str:
        """What was done of what was asked for, or is still to come."""
        if self.is_ahead:
            return f"{duration(self.asked)} to come" if self.asked else ""
        if self.asked:
            return f"{duration(self.done)} of {duration(self.asked)}"
        return duration(self.done) if self.done else ""


def rows(view: ReviewView, form: DateForm) -> tuple[Row, ...]:
    """The rows of a period in order; weeks and months before the first day are left out."""
    if view.period.length <= DAYS_IN_ROWS:
        return tuple(_row(view, _day_label(day.study_day), [day], _sign(day)) for day in view.days)
    parts = [part for part in _parts(view.period) if view.first_day is None or view.first_day <= part.last]
    return tuple(_row_of(view, part, form) for part in parts)


def _row_of(view: ReviewView, part: Period, form: DateForm) -> Row:
    days = [day for day in view.days if part.covers(day.study_day)]
    if view.period.length > WEEKS_IN_ROWS:
        return _row(view, short_month(part.first, form), days, "")
    signs = " " * days[0].study_day.weekday() + "".join(map(_sign, days))
    return _row(view, _week_label(part, form), days, f"{signs:<7}")


def _row(view: ReviewView, label: str, days: Sequence[CalendarDay], signs: str) -> Row:
    done = sum(day.minutes for day in days)
    asked = calendar.asked(days, view.leaves)
    return Row(label, signs, done, asked, all(day.verdict is None for day in days))


def _parts(period: Period) -> tuple[Period, ...]:
    if period.length <= WEEKS_IN_ROWS:
        return weeks_of(period)
    found = [period_of(PeriodKind.MONTH, period.first)]
    while found[-1].last < period.last:
        found.append(period_of(PeriodKind.MONTH, found[-1].last + _DAY))
    return tuple(found)


def _week_label(part: Period, form: DateForm) -> str:
    label = short_span(part.first, part.last, form, " - ")
    # Days that come first stand below each other.
    return f" {label}" if form is DateForm.DAY_FIRST and part.first.day < 10 else label


def _day_label(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day:>2}"


def _sign(day: CalendarDay) -> str:
    return " " if day.verdict is None else glyph.VERDICTS[day.verdict]
