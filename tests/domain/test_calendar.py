"""The year as a grid, and the shades of its minutes."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.calendar import FIRST_WEEKS, FIRST_YEAR, LAST_YEAR, first_weeks, shade, year_grid

years = st.integers(FIRST_YEAR, LAST_YEAR)


@given(year=years)
def test_every_day_of_a_year_has_one_place_and_no_other_year_has_any(year: int) -> None:
    grid = year_grid(year)
    placed = [grid.day_at(week, row) for week in range(grid.weeks) for row in range(7)]
    days = [day for day in placed if day is not None]
    first, last = date(year, 1, 1), date(year, 12, 31)
    assert days == [first + timedelta(days=n) for n in range((last - first).days + 1)]


@given(year=years, day_of_year=st.integers(0, 364))
def test_a_place_is_the_day_it_was_given_for(year: int, day_of_year: int) -> None:
    day = date(year, 1, 1) + timedelta(days=day_of_year)
    assert year_grid(year).day_at(year_grid(year).week_of(day), day.weekday()) == day


@pytest.mark.parametrize(("year", "weeks"), [(2026, 53), (2024, 53), (2012, 54), (2040, 54)])
def test_a_leap_year_that_begins_on_a_sunday_has_54_weeks(year: int, weeks: int) -> None:
    assert year_grid(year).weeks == weeks


@given(year=years)
def test_the_names_of_the_months_never_touch(year: int) -> None:
    weeks = [week for week, _ in year_grid(year).months()]
    assert all(after - before > len("Jan") for before, after in pairwise(weeks))


@pytest.mark.parametrize(
    ("minutes", "step"), [(0, 0), (1, 1), (29, 1), (30, 2), (59, 2), (60, 3), (119, 3), (120, 4), (1440, 4)]
)
def test_minutes_have_four_shades(minutes: int, step: int) -> None:
    assert shade(minutes) == step


@given(began=st.dates(date(1950, 1, 1), date(2150, 1, 1)), days=st.integers(0, 100))
def test_a_record_begins_with_eight_whole_weeks(began: date, days: int) -> None:
    today = began + timedelta(days=days)
    grid = first_weeks(began, today)
    is_young = began.weekday() + days < 7 * FIRST_WEEKS
    assert (grid is not None) == is_young
    if grid is not None:
        assert grid.weeks == FIRST_WEEKS
        assert grid.holds(began)
        assert grid.holds(today)
        assert grid.day_at(0, 0) == began - timedelta(days=began.weekday())
        assert None not in [grid.day_at(week, row) for week in range(grid.weeks) for row in range(7)]


def test_the_months_of_the_first_weeks_stand_above_their_first_days() -> None:
    grid = first_weeks(date(2026, 11, 22), date(2026, 11, 22))
    assert grid is not None
    assert grid.months() == ((0, "Nov"), (2, "Dec"), (6, "Jan"))
