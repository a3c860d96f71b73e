"""Routines: versions in force, targets, and what is refused."""

from dataclasses import replace
from datetime import date, time

import pytest

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.kind import Kind
from habit_tui.domain.leave import Leave
from habit_tui.domain.routine import DEFAULT_ROUTINE, Routine, Slot, Window, check, in_force
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
