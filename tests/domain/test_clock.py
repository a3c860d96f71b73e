"""Wall clocks by example."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.clock import Resolved, local, resolve, study_day, to_minutes, wall_on
from habit_tui.domain.errors import CannotBeDone
from tests.domain.zones import zone

BERLIN = zone("Europe/Berlin")
APIA = zone("Pacific/Apia")

wall = datetime.fromisoformat
"""A naive wall time from its text."""


class TestStudyDay:
    @pytest.mark.parametrize(
        ("at", "starts", "day"),
        [
            ("05:30", time(3), 22),
            ("03:00", time(3), 22),
            ("02:59", time(3), 21),
            ("00:00", time(3), 21),
            ("00:00", time(0), 22),
            ("23:59", time(3), 22),
            ("11:58", time(11, 59), 21),
        ],
    )
    def test_it_begins_when_the_settings_say(self, at: str, starts: time, day: int) -> None:
        assert study_day(wall(f"2026-11-22 {at}"), starts) == date(2026, 11, day)

    def test_an_aware_time_is_taken_by_what_its_clock_shows(self) -> None:
        assert study_day(datetime(2026, 11, 22, 2, tzinfo=BERLIN), time(3)) == date(2026, 11, 21)

    def test_the_night_of_a_clock_change_has_no_hours_added_or_taken(self) -> None:
        after_spring_gap = local(datetime(2026, 3, 29, 1, 0, tzinfo=UTC), BERLIN)
        assert after_spring_gap.time() == time(3)
        assert study_day(after_spring_gap, time(3)) == date(2026, 3, 29)

    @given(
        day=st.dates(date(1970, 1, 1), date(2100, 1, 1)),
        at=st.times(),
        starts=st.times(max_value=time(11, 59)),
    )
    def test_a_clock_time_within_a_study_day_belongs_to_it(self, day: date, at: time, starts: time) -> None:
        found = wall_on(day, at, starts)
        assert study_day(found, starts) == day
        assert found.time() == at


class TestResolve:
    def test_a_time_that_comes_once(self) -> None:
        assert resolve(wall("2026-11-22 05:30"), BERLIN) == Resolved(
            datetime(2026, 11, 22, 4, 30, tzinfo=UTC), wall("2026-11-22 05:30"), ""
        )

    def test_a_time_the_clocks_skip_moves_forward_by_the_gap(self) -> None:
        assert resolve(wall("2026-03-29 02:30"), BERLIN) == Resolved(
            datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
            wall("2026-03-29 03:30"),
            "02:30 does not exist on 2026-03-29 in Europe/Berlin; taken as 03:30",
        )

    def test_of_a_time_that_comes_twice_the_first_is_taken(self) -> None:
        found = resolve(wall("2026-10-25 02:30").replace(fold=1), BERLIN)
        assert found.instant == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
        assert found.note == "02:30 comes twice on 2026-10-25 in Europe/Berlin; the first is taken"

    def test_a_time_on_a_date_that_never_was_names_the_date_it_is_taken_on(self) -> None:
        found = resolve(wall("2011-12-30 05:30"), APIA)
        assert found.wall == wall("2011-12-31 05:30")
        assert found.note == (
            "05:30 does not exist on 2011-12-30 in Pacific/Apia; taken as 05:30 on 2011-12-31"
        )

    def test_a_time_with_a_zone_of_its_own_is_refused(self) -> None:
        with pytest.raises(CannotBeDone, match="carries a zone already"):
            resolve(datetime(2026, 11, 22, 5, tzinfo=UTC), BERLIN)

    @pytest.mark.parametrize(
        ("end", "name"), [("0001-01-01 00:00", "Asia/Tokyo"), ("9999-12-31 23:59", "America/Bogota")]
    )
    def test_the_ends_of_the_calendar_are_refused(self, end: str, name: str) -> None:
        with pytest.raises(CannotBeDone, match="end of the calendar"):
            resolve(wall(end), zone(name))


class TestMinutes:
    @pytest.mark.parametrize(("seconds", "minutes"), [(0, 0), (29, 0), (30, 1), (89, 1), (90, 2), (2700, 45)])
    def test_half_a_minute_is_rounded_up(self, seconds: int, minutes: int) -> None:
        start = datetime(2026, 11, 22, 5, tzinfo=UTC)
        assert to_minutes(start, start + timedelta(seconds=seconds)) == minutes

    def test_the_hour_of_a_clock_change_counts_as_it_passed(self) -> None:
        start, end = (datetime(2026, 10, 25, 0, 30, tzinfo=UTC) + timedelta(hours=n) for n in (0, 2))
        assert to_minutes(local(start, BERLIN), local(end, BERLIN)) == 120


def test_a_time_without_a_zone_names_no_instant() -> None:
    naive = wall("2026-11-22 05:00")
    aware = datetime(2026, 11, 22, 5, tzinfo=UTC)
    for refused in (
        lambda: local(naive, BERLIN),
        lambda: to_minutes(naive, aware),
        lambda: to_minutes(aware, naive),
    ):
        with pytest.raises(CannotBeDone, match="has no zone"):
            refused()
