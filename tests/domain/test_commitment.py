"""Commitment: one trajectory for at least a month."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.commitment import assessment_is_due, binds, is_being_shaped, month_after
from habit_tui.domain.path import Path, PathStatus


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2026, 11, 22), date(2026, 12, 22)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2026, 10, 31), date(2026, 11, 30)),
        (date(9999, 11, 30), date.max),
    ],
)
def test_a_month_ends_on_the_same_day_or_on_the_months_last(day: date, after: date) -> None:
    assert month_after(day) == after


@given(st.dates(max_value=date(9998, 12, 31)))
def test_a_month_has_28_to_31_days(day: date) -> None:
    after = month_after(day)
    assert 28 <= (after - day).days <= 31
    assert after.month == day.month % 12 + 1


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60), st.integers(-60, 90))
def test_a_path_is_being_shaped_or_bound_or_due_for_an_assessment(start: date, length: int, at: int) -> None:
    end, day = start + timedelta(days=length), start + timedelta(days=at)
    path = Path(1, "", "ML", 1, started_on=start, committed_until=end)
    states = [is_being_shaped(path, day), binds(path, day), assessment_is_due(path, [], day)]
    # On the first day the plan is being shaped, and of a commitment of no length an assessment is due.
    assert sum(states) == (2 if day == start == end else 1)
    assert not assessment_is_due(path, [end], day)
    assert assessment_is_due(path, [end - timedelta(days=1)], day) == (day >= end)


def test_a_path_that_ended_or_has_no_commitment_asks_for_nothing() -> None:
    start, later = date(2026, 3, 2), date(2026, 3, 10)
    for path in (
        Path(1, "", "ML", 1, start, committed_until=date(2026, 4, 2), status=PathStatus.DROPPED),
        Path(1, "", "ML", 1, start),
        Path(1, "", "ML", 1, None, committed_until=date(2026, 4, 2)),
    ):
        assert not binds(path, later)
    assert not assessment_is_due(Path(1, "", "ML", 1, start), [], later)
