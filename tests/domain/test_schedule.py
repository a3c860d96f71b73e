from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.clock import study_day
from habit_tui.domain.routine import Routine, Window
from habit_tui.domain.schedule import Firing, after_snooze, default_times, firings, occasion, shifted

BERLIN = ZoneInfo("Europe/Berlin")
THREE = time(3)
WEEKDAYS = frozenset(range(5))
EVERY_DAY = frozenset(range(7))
clocks = st.integers(0, 1439).map(lambda minute: time(*divmod(minute, 60)))


def routine(targets: Sequence[int]) -> Routine:
    return Routine(date(2026, 1, 1), Window(time(5), time(8)), tuple(targets), 10)


@pytest.mark.parametrize(
    ("window", "day_starts_at", "times"),
    [
        ("05:00-08:00", "03:00", "04:45 06:30 08:00"),
        ("22:00-01:00", "03:00", "21:45 23:30 01:00"),
        ("03:00-05:00", "03:00", "03:00 04:00 05:00"),
        ("23:00-03:00", "03:00", "22:45 01:00 02:59"),
        ("00:10-02:00", "00:00", "00:00 01:05 02:00"),
        ("05:00-05:00", "05:00", "05:00 17:00 04:59"),
        ("05:00-05:01", "03:00", "04:45 05:00 05:01"),
    ],
)
def test_the_routine_gives_three_times_of_the_same_study_day(
    window: str, day_starts_at: str, times: str
) -> None:
    start, end = (time.fromisoformat(each) for each in window.split("-"))
    found = default_times(Window(start, end), time.fromisoformat(day_starts_at))
    assert " ".join(f"{each:%H:%M}" for each in found) == times


def test_firings_come_on_the_days_with_a_target_and_the_evening_on_their_eves() -> None:
    weekdays_only = routine((60,) * 5 + (0, 0))
    assert firings(weekdays_only, [time(4, 45), time(8)], time(21), THREE) == (
        Firing(time(4, 45), WEEKDAYS),
        Firing(time(8), WEEKDAYS),
        Firing(time(21), frozenset({6, 0, 1, 2, 3})),
    )


def test_a_time_before_the_day_starts_belongs_to_the_study_day_before() -> None:
    mondays = routine((60, 0, 0, 0, 0, 0, 0))
    assert firings(mondays, [time(2, 59), THREE], None, THREE) == (
        Firing(time(2, 59), frozenset({1})),
        Firing(THREE, frozenset({0})),
    )


def test_one_clock_time_fires_once() -> None:
    found = firings(routine((60,) * 5 + (0, 0)), [time(21)], time(21), THREE)
    assert found == (Firing(time(21), WEEKDAYS | {6}),)


def test_without_a_target_nothing_fires() -> None:
    assert firings(routine((0,) * 7), [time(5)], time(21), THREE) == ()


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (60, Firing(time(5, 45), WEEKDAYS)),
        (-285, Firing(time(0, 0), WEEKDAYS)),
        (-286, Firing(time(23, 59), frozenset({6, 0, 1, 2, 3}))),
        (345, Firing(time(10, 30), WEEKDAYS)),
        (20 * 60, Firing(time(0, 45), frozenset({1, 2, 3, 4, 5}))),
    ],
)
def test_other_clocks_may_show_another_weekday(minutes: int, expected: Firing) -> None:
    assert shifted([Firing(time(4, 45), WEEKDAYS)], minutes) == (expected,)


@given(st.lists(clocks, unique=True), st.integers(-1560, 1560))
def test_there_and_back_is_where_it_was(times: list[time], minutes: int) -> None:
    found = tuple(Firing(at, WEEKDAYS) for at in sorted(times))
    assert shifted(shifted(found, minutes), -minutes) == found


TIMES = (time(4, 45), time(6, 30), time(8), time(1))


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        ("03:10", ""),
        ("04:44", ""),
        ("04:45", "04:45"),
        ("06:29", "04:45"),
        ("06:30", "06:30"),
        ("23:59", "08:00"),
        ("00:59", "08:00"),
        ("01:00", "01:00"),
        ("02:59", "01:00"),
    ],
)
def test_an_occasion_is_the_firing_that_came_last(wall: str, expected: str) -> None:
    day, at = date(2026, 11, 22), time.fromisoformat(wall)
    calendar = day + timedelta(days=1) if at < THREE else day
    now = datetime.combine(calendar, at, tzinfo=BERLIN).astimezone(UTC)
    assert occasion(now, day, TIMES, None, BERLIN, THREE) == expected


def test_the_end_of_a_snooze_is_a_firing_too() -> None:
    day = date(2026, 11, 22)
    until = datetime(2026, 11, 22, 5, 51, tzinfo=UTC)
    assert occasion(until - timedelta(minutes=1), day, TIMES, until, BERLIN, THREE) == "06:30"
    assert occasion(until, day, TIMES, until, BERLIN, THREE) == "06:51"
    assert occasion(until + timedelta(hours=2), day, TIMES, until, BERLIN, THREE) == "08:00"


def test_a_clock_time_that_comes_twice_is_one_occasion() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN).astimezone(UTC)
    for now in (first, first + timedelta(hours=1)):
        assert occasion(now, date(2026, 10, 24), [time(2, 30)], None, BERLIN, THREE) == "02:30"


def test_a_clock_time_that_never_comes_fires_once_the_clocks_have_passed_it() -> None:
    before = datetime(2026, 3, 29, 1, 59, tzinfo=BERLIN).astimezone(UTC)
    day = date(2026, 3, 28)
    assert occasion(before, day, [time(2, 30)], None, BERLIN, THREE) == ""
    after = before + timedelta(minutes=31)
    # It is half past three by now, a new study day; with a later start of the day it is still the same one.
    assert occasion(after, day, [time(2, 30)], None, BERLIN, time(5)) == "03:30"


@given(
    times=st.lists(clocks, min_size=1, max_size=5),
    first=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),  # noqa: DTZ001 - made aware below
    later=st.integers(0, 3 * 3600),
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"]),
)
def test_within_a_study_day_the_occasion_only_ever_moves_on(
    times: list[time], first: datetime, later: int, zone: str
) -> None:
    here = ZoneInfo(zone)
    now = first.replace(tzinfo=UTC)
    then = now + timedelta(seconds=later)
    day = study_day(now.astimezone(here), THREE)
    if study_day(then.astimezone(here), THREE) != day:
        return
    seen = [occasion(each, day, times, None, here, THREE) for each in (now, then)]
    assert set(seen) <= {"", *(f"{at:%H:%M}" for at in times)} | {_moved(at) for at in times}
    if seen[0]:
        assert seen[1]


def _moved(at: time) -> str:
    """A time in a gap, an hour (in Lord Howe half of one) later."""
    minute = at.hour * 60 + at.minute + 60
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


@pytest.mark.parametrize(
    ("seconds", "until"), [(0, "05:50:00"), (1, "05:51:00"), (59, "05:51:00"), (60, "05:51:00")]
)
def test_a_snooze_ends_at_a_whole_minute_never_early(seconds: int, until: str) -> None:
    now = datetime(2026, 11, 22, 6, 30, tzinfo=BERLIN) + timedelta(seconds=seconds)
    assert f"{after_snooze(now, 20):%H:%M:%S}" == until
