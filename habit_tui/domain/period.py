"""Periods: the weeks, months and spans of study days that a review looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from habit_tui.domain.clock import FIRST_DAY
from habit_tui.domain.dates import DateForm, month_name, span_in_words
from habit_tui.domain.errors import CannotBeDone

_DAY = timedelta(days=1)


class PeriodKind(StrEnum):
    """How a period was cut; `span` is any run of days."""

    WEEK = "week"
    MONTH = "month"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class Period:
    """The study days `first` to `last`, both included; a week begins on Monday."""

    kind: PeriodKind
    first: date
    last: date

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def covers(self, day: date) -> bool:
        """Whether it holds the day."""
        return self.first <= day <= self.last


def in_words(period: Period, form: DateForm) -> str:
    """A period by its name: "November 2026", "Week 47, Mon 16 to Sun 22 Nov 2026", a span by its days."""
    if period.kind is PeriodKind.MONTH:
        return month_name(period.first, form)
    days = span_in_words(period.first, period.last, form)
    return f"Week {period.first.isocalendar().week}, {days}" if period.kind is PeriodKind.WEEK else days


def period_of(kind: PeriodKind, day: date) -> Period:
    """The week or month that holds a day, or the day alone; raises CannotBeDone at the calendar's ends."""
    if not FIRST_DAY <= day < date(date.max.year, 1, 1):
        raise CannotBeDone(f"{day} lies outside the days that can be reviewed")
    if kind is PeriodKind.SPAN:
        return Period(kind, day, day)
    if kind is PeriodKind.WEEK:
        monday = day - day.weekday() * _DAY
        return Period(kind, monday, monday + 6 * _DAY)
    first = day.replace(day=1)
    return Period(kind, first, (first + 31 * _DAY).replace(day=1) - _DAY)


def span(first: date, last: date) -> Period:
    """A run of days; raises CannotBeDone when it ends before it begins or leaves the calendar."""
    if last < first:
        raise CannotBeDone(f"the last day, {last}, is before the first, {first}")
    for day in (first, last):
        period_of(PeriodKind.SPAN, day)
    return Period(PeriodKind.SPAN, first, last)


def shifted(period: Period, by: int) -> Period:
    """The period so many of its kind later, or earlier; raises CannotBeDone at the calendar's ends."""
    try:
        if period.kind is PeriodKind.MONTH:
            month = period.first.year * 12 + period.first.month - 1 + by
            return period_of(period.kind, date(month // 12, month % 12 + 1, 1))
        step = by * period.length * _DAY
        if period.kind is PeriodKind.WEEK:
            return period_of(period.kind, period.last + step)
        return span(period.first + step, period.last + step)
    except (ValueError, OverflowError):
        raise CannotBeDone("the calendar ends there") from None


def weeks_of(period: Period) -> tuple[Period, ...]:
    """The weeks of a period, the first and the last cut where it begins and ends."""
    found: list[Period] = []
    first = period.first
    while first <= period.last:
        sunday = first + (6 - first.weekday()) * _DAY
        found.append(Period(PeriodKind.WEEK, first, min(sunday, period.last)))
        first = sunday + _DAY
    return tuple(found)
