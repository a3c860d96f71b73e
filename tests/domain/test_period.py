"""Periods: weeks from Monday, months, spans, and their neighbours."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.dates import DateForm
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.period import Period, PeriodKind, in_words, period_of, shifted, span, weeks_of

DAYS = st.dates(date(1971, 2, 1), date(2200, 1, 1))
CUT = st.sampled_from([PeriodKind.WEEK, PeriodKind.MONTH])


@pytest.mark.parametrize(
    ("kind", "day", "name"),
    [
        (PeriodKind.WEEK, date(2026, 11, 22), "Week 47, Mon 16 to Sun 22 Nov 2026"),
        (PeriodKind.WEEK, date(2026, 12, 1), "Week 49, Mon 30 Nov to Sun 6 Dec 2026"),
        (PeriodKind.WEEK, date(2027, 1, 1), "Week 53, Mon 28 Dec 2026 to Sun 3 Jan 2027"),
        (PeriodKind.MONTH, date(2028, 2, 29), "February 2028"),
        (PeriodKind.SPAN, date(2026, 11, 22), "Sun 22 Nov 2026"),
    ],
)
def test_a_period_says_what_it_is(kind: PeriodKind, day: date, name: str) -> None:
    assert in_words(period_of(kind, day), DateForm.DAY_FIRST) == name


@given(CUT, DAYS)
def test_a_week_or_month_holds_its_day_and_borders_on_its_neighbours(kind: PeriodKind, day: date) -> None:
    period = period_of(kind, day)
    assert period.covers(day)
    assert period.first.weekday() == 0 if kind is PeriodKind.WEEK else period.first.day == 1
    after = shifted(period, 1)
    assert after.first == period.last + timedelta(days=1)
    assert shifted(after, -1) == period
    assert period_of(kind, period.last) == period


@given(DAYS, st.integers(0, 200), st.integers(-20, 20))
def test_a_span_keeps_its_length_when_it_is_shifted(day: date, length: int, by: int) -> None:
    period = span(day, day + timedelta(days=length))
    try:
        moved = shifted(period, by)
    except CannotBeDone:
        assert day + timedelta(days=by * (length + 1)) < date(1970, 1, 1)
    else:
        assert moved.length == period.length
        assert moved.first == day + timedelta(days=by * (length + 1))


@given(CUT, DAYS)
def test_the_weeks_of_a_period_cover_it_once_and_begin_on_monday(kind: PeriodKind, day: date) -> None:
    period = period_of(kind, day)
    parts = weeks_of(period)
    assert sum(part.length for part in parts) == period.length
    assert (parts[0].first, parts[-1].last) == (period.first, period.last)
    assert all(part.first.weekday() == 0 for part in parts[1:])


def test_a_period_stays_inside_the_calendar() -> None:
    with pytest.raises(CannotBeDone):
        shifted(period_of(PeriodKind.MONTH, date(1970, 1, 5)), -1)
    with pytest.raises(CannotBeDone):
        shifted(period_of(PeriodKind.WEEK, date(9998, 12, 30)), 2)
    with pytest.raises(CannotBeDone):
        period_of(PeriodKind.WEEK, date.max)
    with pytest.raises(CannotBeDone, match="before the first"):
        span(date(2026, 11, 2), date(2026, 11, 1))
    assert Period(PeriodKind.SPAN, date(2026, 11, 1), date(2026, 11, 1)).length == 1
