"""The rules of a review: punctuality, balance, and when to pace oneself."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.dates import DateForm
from habit_tui.domain.kind import Kind
from habit_tui.domain.leave import Leave
from habit_tui.domain.period import Period, PeriodKind, period_of
from habit_tui.domain.review import (
    Caution,
    Concern,
    Worked,
    balance,
    cautions,
    is_before_work,
    punctuality,
    share,
    sparkline,
)
from habit_tui.domain.routine import DEFAULT_ROUTINE, Routine, Window

THREE = time(3)
NOVEMBER = period_of(PeriodKind.MONTH, date(2026, 11, 22))
FIVE_TO_EIGHT = Routine(date(2026, 1, 1), Window(time(5), time(8)), (120,) * 5 + (0, 0), 10)


def worked(start: str, minutes: int = 60, kind: Kind = Kind.STUDY, day: int | None = None) -> Worked:
    """A session in November 2026: "22 05:10", of that study day unless `day` is another."""
    number, _, at = start.partition(" ")
    begun = datetime.combine(date(2026, 11, int(number)), time.fromisoformat(at))
    return Worked(date(2026, 11, day or int(number)), begun, minutes, kind)


def cared(
    sessions: Sequence[Worked] = (),
    minutes: Mapping[date, int] | None = None,
    routines: Sequence[Routine] = (FIVE_TO_EIGHT,),
    leaves: Sequence[Leave] = (),
    period: Period = NOVEMBER,
) -> dict[Concern, Caution]:
    if minutes is None:
        minutes = {each.study_day: each.minutes for each in sessions}
    return {
        each.concern: each
        for each in cautions(period, sessions, minutes, routines, leaves, THREE, DateForm.DAY_FIRST)
    }


def test_sessions_are_counted_that_began_inside_their_own_days_window() -> None:
    later = Routine(date(2026, 11, 10), Window(time(6), time(9)), (60,) * 7, 10)
    found = punctuality(
        [worked("2 05:00", 90), worked("2 20:00"), worked("9 08:00"), worked("10 05:30"), worked("11 06:10")],
        [FIVE_TO_EIGHT, later],
        NOVEMBER,
        THREE,
    )
    assert (found.sessions, found.inside) == (5, 2)
    assert found.median_start == time(5, 50)
    assert found.window_minutes == 90 + 30 + 60
    assert found.windows == ((date(2026, 11, 1), FIVE_TO_EIGHT.window), (date(2026, 11, 10), later.window))


def test_the_median_is_of_each_days_first_start_and_a_night_is_late() -> None:
    starts = [worked("2 05:00"), worked("2 21:00"), worked("3 07:00"), worked("5 00:30", day=4)]
    assert punctuality(starts, (), NOVEMBER, THREE).median_start == time(7)
    assert punctuality(starts[-1:], (), NOVEMBER, THREE).median_start == time(0, 30)
    assert punctuality([], (), NOVEMBER, THREE).median_start is None


def test_a_window_over_midnight_takes_the_minutes_of_both_dates() -> None:
    night = Routine(date.min, Window(time(22), time(2)), (60,) * 7, 10)
    found = punctuality([worked("2 23:30", 60), worked("4 01:30", 60, day=3)], [night], NOVEMBER, THREE)
    assert (found.inside, found.window_minutes) == (2, 90)
    assert not is_before_work(found)
    assert is_before_work(punctuality([], [FIVE_TO_EIGHT], NOVEMBER, THREE))


def test_the_balance_counts_the_minutes_of_every_kind() -> None:
    found = balance([worked("2 05:00", 50), worked("3 05:00", 20, Kind.PRACTICE), worked("4 05:00", 30)])
    assert found == {Kind.STUDY: 80, Kind.PRACTICE: 20, Kind.WRITING: 0, Kind.REVIEW: 0}


@pytest.mark.parametrize(
    ("study", "practice", "warned"),
    [(160, 40, ""), (161, 40, "practice is 19 % of the time"), (180, 0, "0 %"), (179, 0, ""), (0, 180, "")],
)
def test_practice_under_a_fifth_of_three_hours_or_more_is_warned_about_plainly(
    study: int, practice: int, warned: str
) -> None:
    sessions = [worked("2 05:00", study), worked("3 05:00", practice, Kind.PRACTICE)]
    found = cared([each for each in sessions if each.minutes]).get(Concern.LITTLE_PRACTICE)
    assert warned in (found.text if found else "")
    assert (found is None) == (not warned)


def test_more_than_ten_hours_a_day_is_an_overload() -> None:
    days = {date(2026, 11, 2): 600, date(2026, 11, 3): 601, date(2026, 10, 31): 900}
    found = cared(minutes=days)[Concern.LONG_DAY]
    assert found.days == (date(2026, 11, 3),)
    assert found.text == "10 h 01 on Tue 3 Nov, more than 10 h in a day: pace yourself"
    many = {date(2026, 11, day): 600 + day for day in range(2, 9)}
    assert "7 days, up to 10 h 08 (Mon 2 Nov, Tue 3 Nov" in cared(minutes=many)[Concern.LONG_DAY].text
    assert Concern.LONG_DAY not in cared(minutes={date(2026, 11, 2): 600})


def test_past_midnight_before_an_early_window_is_an_overload() -> None:
    found = cared([worked("11 22:30", 150), worked("12 00:30", 70, day=11)])[Concern.LATE_NIGHT]
    assert found.days == (date(2026, 11, 11),)
    assert found.text == (
        "studied until 01:40 in the night of Wed 11 Nov, before a window at 05:00: pace yourself"
    )
    twice = cared([worked("10 23:30", 60), worked("11 23:30", 45)])[Concern.LATE_NIGHT]
    assert "on 2 nights, until 00:30 (Tue 10 Nov, Wed 11 Nov)" in twice.text


@pytest.mark.parametrize(
    ("session", "routine", "leaves"),
    [
        (worked("11 22:00", 120), FIVE_TO_EIGHT, ()),
        (worked("13 23:30", 60), FIVE_TO_EIGHT, ()),
        (worked("11 23:30", 60), Routine(date.min, Window(time(9), time(12)), (60,) * 7, 10), ()),
        (worked("11 23:30", 60), FIVE_TO_EIGHT, (Leave(date(2026, 11, 12), date(2026, 11, 14), ""),)),
    ],
    ids=["till midnight", "before a free day", "before a late window", "before a leave"],
)
def test_a_night_that_costs_no_early_morning_is_none(
    session: Worked, routine: Routine, leaves: tuple[Leave, ...]
) -> None:
    assert Concern.LATE_NIGHT not in cared([session], routines=(routine,), leaves=leaves)


def run(first: date, length: int) -> dict[date, int]:
    return {first + timedelta(days=at): 30 for at in range(length)}


def test_fourteen_days_without_a_rest_day_are_one_too_many() -> None:
    assert Concern.NO_REST not in cared(minutes=run(date(2026, 11, 2), 13))
    found = cared(minutes=run(date(2026, 10, 30), 14))[Concern.NO_REST]
    assert found.text == "14 days without a rest day, Fri 30 Oct to Thu 12 Nov 2026: pace yourself"
    assert Concern.NO_REST not in cared(minutes=run(date(2026, 10, 1), 31))


@given(st.sets(st.integers(0, 90)))
def test_a_caution_for_rest_needs_a_run_that_ends_in_the_period(studied: set[int]) -> None:
    origin = date(2026, 9, 15)
    days = {origin + timedelta(days=at): 10 for at in studied}
    warned = Concern.NO_REST in cared(minutes=days)
    ends = [
        day
        for day in (origin + timedelta(days=at) for at in range(91))
        if NOVEMBER.covers(day) and all(day - timedelta(days=back) in days for back in range(14))
    ]
    assert warned == bool(ends)


def test_an_empty_period_has_nothing_to_be_careful_about() -> None:
    assert cared() == {}
    assert cared(routines=(DEFAULT_ROUTINE,)) == {}


def test_a_sparkline_has_a_bar_for_all_but_nothing() -> None:
    assert sparkline([0, 1, 50, 100]) == "·▁▄█"
    assert sparkline([]) == ""
    assert share(1, 3) == "33 %"
    assert share(0, 0) == "0 %"
