"""What holds for every history, and the fold against the oracle."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.leave import Leave
from habit_tui.domain.streak import COUNTED, Day, Fold, FreezeRules, History, Verdict, fold, settle
from tests.domain.histories import NO_FREEZES, SPAN, day, histories, mornings, rules, todays, versions
from tests.oracle import Oracle


@given(lived=histories(), today=todays, rules=rules)
def test_the_fold_agrees_with_the_oracle(lived: History, today: date, rules: FreezeRules) -> None:
    result = fold(lived, today, rules)
    oracle = Oracle(lived, today, rules)
    assert [judged.study_day for judged in result.days] == oracle.days()
    assert [judged.verdict.value for judged in result.days] == [oracle.verdict(at) for at in oracle.days()]
    assert [(judged.minutes, judged.target, judged.minimum) for judged in result.days] == [
        (oracle.done(at), oracle.target(at), oracle.minimum(at)) for at in oracle.days()
    ]
    assert [(run.first, run.last, run.length) for run in result.streaks] == oracle.streaks()
    assert (result.current, result.best) == (oracle.current(), oracle.best())
    assert result.freezes == oracle.held_before(oracle.days()[-1] + timedelta(days=1))
    assert result.strength == pytest.approx(oracle.strength_after(oracle.days()[-1]), abs=1e-12)
    assert [(why.study_day, why.event) for why in result.why] == oracle.events()


@given(lived=histories(), today=todays, rules=rules, number=st.integers(-3, SPAN))
def test_a_resumed_fold_equals_the_whole_one(
    lived: History, today: date, rules: FreezeRules, number: int
) -> None:
    at = min(day(number), today - timedelta(days=1))
    state = settle(lived, at, rules)
    reaching = [gap for gap in lived.gaps if gap.after <= at < gap.before]
    needed = {
        done: minutes
        for done, minutes in lived.minutes.items()
        if done > at or any(gap.after < done for gap in reaching)
    }
    whole = fold(lived, today, rules)
    resumed = fold(replace(lived, minutes=needed), today, rules, state)
    later = tuple(judged for judged in whole.days if judged.study_day > at)
    assert resumed.days[-len(later) :] == later
    assert resumed.state == whole.state
    assert resumed.streaks == tuple(run for run in whole.streaks if run.last > at or run.first == state.first)
    assert [why for why in resumed.why if why.event != "leave"] == [
        why for why in whole.why if why.study_day > at and why.event != "leave"
    ]


@given(lived=histories(), today=todays, rules=rules, number=st.integers(-3, SPAN))
def test_settling_in_steps_equals_settling_at_once(
    lived: History, today: date, rules: FreezeRules, number: int
) -> None:
    halfway = settle(lived, day(number), rules)
    assert settle(lived, day(SPAN), rules, halfway) == settle(lived, day(SPAN), rules)


@given(
    lived=histories(at_least_versions=1),
    later=st.integers(1, SPAN),
    today=todays,
    rules=rules,
    data=st.data(),
)
def test_a_routine_changed_from_a_day_on_changes_no_verdict_before_it(
    lived: History, later: int, today: date, rules: FreezeRules, data: st.DataObject
) -> None:
    since = lived.routines[0].effective_from + timedelta(days=later)
    (version,) = data.draw(versions(1, 1))
    others = [other for other in lived.routines if other.effective_from != since]
    routines = sorted([*others, replace(version, effective_from=since)], key=lambda one: one.effective_from)
    changed = replace(lived, routines=tuple(routines))
    assert before(since, fold(changed, today, rules)) == before(since, fold(lived, today, rules))


def before(since: date, result: Fold) -> list[Day]:
    return [judged for judged in result.days if judged.study_day < since]


@given(lived=histories() | mornings(), today=todays, rules=rules, extra=st.integers(1, 90))
def test_adding_minutes_never_shortens_the_streak(
    lived: History, today: date, rules: FreezeRules, extra: int
) -> None:
    """On whatever day: neither the one running at any day's end nor the best one; and no freeze goes."""
    less = fold(lived, today, rules)
    for number in range(-3, SPAN):
        more = fold(adding(lived, day(number), extra), today, rules)
        grown = lengths(more)
        assert all(grown[at] >= length for at, length in lengths(less).items())
        assert more.current >= less.current
        assert more.best >= less.best
        assert more.freezes >= less.freezes


def lengths(result: Fold) -> dict[date, int]:
    """The length of the streak running at each day's end."""
    found, length = {}, 0
    for judged in result.days:
        length = 0 if judged.verdict is Verdict.MISSED else length + (judged.verdict in COUNTED)
        found[judged.study_day] = length
    return found


@given(
    lived=histories() | mornings(),
    today=todays,
    rules=rules,
    older=st.lists(st.integers(-40, -1), max_size=6),
)
def test_older_sessions_never_shorten_the_streak_nor_does_leave_over_their_gaps(
    lived: History, today: date, rules: FreezeRules, older: list[int]
) -> None:
    less = fold(lived, today, rules)
    more = lived
    for number in older:
        more = adding(more, day(number), 60)
    off = Leave(day(-40), less.days[0].study_day - timedelta(days=1), "")
    for history in (more, replace(more, leaves=(*lived.leaves, off))):
        grown = fold(history, today, rules)
        assert grown.current >= less.current
        assert grown.best >= less.best
        assert grown.freezes >= less.freezes


def adding(lived: History, at: date, minutes: int) -> History:
    done = {**lived.minutes, at: lived.minutes.get(at, 0) + minutes}
    return replace(lived, minutes=done, first_session=min(done))


@given(lived=histories(), today=todays, rules=rules)
def test_the_numbers_fit_together(lived: History, today: date, rules: FreezeRules) -> None:
    result = fold(lived, today, rules)
    counted = [judged for judged in result.days if judged.verdict in COUNTED]
    assert sum(run.length for run in result.streaks) == len(counted)
    assert result.best == max((run.length for run in result.streaks), default=0)
    assert 0 <= result.freezes <= rules.hold
    assert all(0.0 <= judged.strength <= 1.0 for judged in result.days)
    assert result.current in (0, *[run.length for run in result.streaks[-1:]])


@given(lived=histories(), today=todays)
def test_without_freezes_no_day_is_frozen_and_none_is_held(lived: History, today: date) -> None:
    result = fold(lived, today, NO_FREEZES)
    assert result.freezes == 0
    assert {why.event for why in result.why} <= {"missed", "leave", "void"}
