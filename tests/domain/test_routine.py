"""Routines: versions in force, targets, and what is refused."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain import grammar
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.kind import Kind
from habit_tui.domain.leave import Leave
from habit_tui.domain.routine import (
    DEFAULT_ROUTINE,
    Routine,
    Slot,
    Window,
    check,
    in_force,
    slots_within,
    targets_in_words,
    weekdays_in_words,
)
from tests.domain.histories import day, routine

SLOT = Slot(1, frozenset({0, 4}), time(5), 60, Kind.STUDY)


class TestInForce:
    def test_without_any_version_the_default_applies(self) -> None:
        assert in_force((), day(0)) is DEFAULT_ROUTINE
        assert (DEFAULT_ROUTINE.targets, DEFAULT_ROUTINE.minimum) == ((60,) * 7, 10)
        assert str(DEFAULT_ROUTINE.window) == "05:00-08:00"

    def test_a_version_applies_from_its_day_until_the_next(self) -> None:
        first, second = routine(2), routine(5)
        found = [in_force((first, second), day(number)) for number in (2, 4, 5, 99)]
        assert found == [first, first, second, second]

    def test_the_first_also_applies_before_itself(self) -> None:
        assert in_force((routine(2), routine(5)), date.min) == routine(2)


def test_targets_are_by_weekday_and_the_minimum_never_exceeds_them() -> None:
    weekly = routine(targets=(90, 60, 45, 30, 5, 0, 120), minimum=20)
    assert [weekly.target_on(day(number)) for number in range(7)] == [90, 60, 45, 30, 5, 0, 120]
    assert [weekly.minimum_on(day(number)) for number in range(7)] == [20, 20, 20, 20, 5, 0, 20]


def test_a_window_reads_as_its_two_times() -> None:
    assert str(Window(time(22, 30), time(1))) == "22:30-01:00"


@pytest.mark.parametrize(
    ("window", "inside", "outside"),
    [
        (Window(time(5), time(8)), time(5), time(8)),
        (Window(time(5), time(8)), time(7, 59), time(4, 59)),
        (Window(time(22, 30), time(1)), time(0), time(1)),
        (Window(time(22, 30), time(1)), time(22, 30), time(22, 29)),
    ],
)
def test_a_window_covers_its_start_and_not_its_end(window: Window, inside: time, outside: time) -> None:
    assert window.covers(inside)
    assert not window.covers(outside)


times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
windows = st.builds(Window, times, times)


@given(starts=st.lists(times, max_size=5), old=windows, new=windows)
def test_slots_stay_or_move_together(starts: list[time], old: Window, new: Window) -> None:
    slots = [replace(SLOT, id=number, start=start) for number, start in enumerate(starts)]
    found = {slot.id: slot.start for slot in slots_within(slots, old, new)}
    inside = [slot for slot in slots if old.covers(slot.start)]
    moved = {(minutes(found[slot.id]) - minutes(slot.start)) % 1440 for slot in inside}
    as_far_as = (minutes(new.start) - minutes(old.start)) % 1440
    assert moved <= ({0} if all(new.covers(slot.start) for slot in inside) else {as_far_as})
    assert all(found[slot.id] == slot.start for slot in slots if slot not in inside)


def minutes(at: time) -> int:
    return at.hour * 60 + at.minute


class TestWords:
    @pytest.mark.parametrize(
        ("weekdays", "words"),
        [
            (range(7), "every day"),
            ({0, 1, 2, 3, 4}, "Mon-Fri"),
            ({5, 6}, "Sat, Sun"),
            ({0, 2, 4}, "Mon, Wed, Fri"),
            ({0, 1, 2, 6}, "Mon-Wed, Sun"),
            ({3}, "Thu"),
        ],
    )
    def test_weekdays(self, weekdays: Collection[int], words: str) -> None:
        assert weekdays_in_words(weekdays) == words

    @given(st.frozensets(st.integers(0, 6), min_size=1))
    def test_weekdays_can_be_typed_as_they_are_said(self, weekdays: frozenset[int]) -> None:
        assert grammar.weekdays(weekdays_in_words(weekdays)) == weekdays

    @pytest.mark.parametrize(
        ("targets", "words"),
        [
            ((60,) * 7, "every day 1 h"),
            ((0,) * 7, "every day rest"),
            ((90,) * 5 + (0, 0), "Mon-Fri 1 h 30 · Sat, Sun rest"),
            ((60, 30, 60, 30, 60, 30, 0), "Mon, Wed, Fri 1 h · Tue, Thu, Sat 30 min · Sun rest"),
        ],
    )
    def test_targets(self, targets: tuple[int, ...], words: str) -> None:
        assert targets_in_words(targets) == words


class TestCheck:
    @pytest.mark.parametrize(
        "allowed",
        [
            DEFAULT_ROUTINE,
            routine(target=0, minimum=0),
            routine(target=1440, minimum=1440),
            replace(routine(), slots=(SLOT,)),
        ],
    )
    def test_what_a_day_can_follow_is_taken(self, allowed: Routine) -> None:
        check(allowed)

    @pytest.mark.parametrize(
        ("refused", "message"),
        [
            (routine(targets=(60,) * 6), "seven targets, Monday to Sunday, not 6"),
            (routine(targets=(60, 60, 60, 60, 60, 1441, 0)), "0 to 1440 minutes; Saturday's would be 1441"),
            (routine(target=-1), "Monday's would be -1"),
            (routine(minimum=-5), "the minimum is 0 to 1440 minutes, not -5"),
            (routine(minimum=1441), "the minimum is 0 to 1440 minutes, not 1441"),
            (replace(routine(), slots=(replace(SLOT, minutes=0),)), "a slot takes 1 to 1440 minutes, not 0"),
            (
                replace(routine(), slots=(replace(SLOT, weekdays=frozenset()),)),
                "05:00 needs at least one weekday",
            ),
            (
                replace(routine(), slots=(replace(SLOT, weekdays=frozenset({7})),)),
                "05:00 needs at least one weekday",
            ),
        ],
    )
    def test_what_no_day_can_follow_is_refused_in_a_sentence(self, refused: Routine, message: str) -> None:
        with pytest.raises(CannotBeDone, match=message):
            check(refused)


def test_a_leave_covers_its_first_and_its_last_day() -> None:
    leave = Leave(day(2), day(4), "flu")
    assert [number for number in range(7) if leave.covers(day(number))] == [2, 3, 4]
