"""What comes to a learner who goes on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.coming import Coming, coming, days_on_target
from habit_tui.domain.routine import DEFAULT_ROUTINE
from habit_tui.domain.streak import FreezeRules, History, fold

FIRST = date(2026, 11, 22)


def after(days: int, rules: FreezeRules | None = None) -> Coming:
    """What comes after some days on target."""
    rules = rules or FreezeRules()
    minutes = {FIRST + timedelta(days=n): 60 for n in range(days)}
    today = FIRST + timedelta(days=max(0, days - 1))
    return coming(fold(History(minutes, (DEFAULT_ROUTINE,)), today, rules), rules)


def test_the_first_freeze_comes_after_seven_days_and_then_the_next() -> None:
    assert [after(days).freeze_in for days in (0, 1, 6, 7, 13)] == [7, 6, 1, 7, 1]
    assert after(6).is_first_freeze
    assert not after(7).is_first_freeze


def test_no_freeze_comes_while_enough_are_held_or_where_there_are_none() -> None:
    assert after(14).freeze_in is None
    assert after(3, FreezeRules(earn_every=0)).freeze_in is None


@pytest.mark.parametrize(
    ("strength", "wanted", "days"), [(0.0, 0.5, 13), (0.5, 0.75, 13), (0.0, 0.25, 6), (0.25, 0.25, 0)]
)
def test_thirteen_days_on_target_halve_what_is_missing(strength: float, wanted: float, days: int) -> None:
    assert days_on_target(strength, wanted) == days


@given(days=st.integers(0, 60))
def test_the_next_strength_is_reached_on_the_day_it_was_said_for(days: int) -> None:
    said = after(days)
    if said.step is None:
        return
    minutes = {FIRST + timedelta(days=n): 60 for n in range(days + said.step_in)}
    last = FIRST + timedelta(days=days + said.step_in - 1)
    folded = fold(History(minutes, (DEFAULT_ROUTINE,)), last)
    assert folded.strength >= said.step - 1e-9
    assert folded.days[-2].strength < said.step if len(folded.days) > 1 else True
