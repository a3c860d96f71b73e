"""The routine changes from a day on, and the past keeps its verdicts."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.kind import Kind
from habit_tui.domain.routine import DEFAULT_ROUTINE, Routine, Slot, Window
from habit_tui.services import change, routine, starter
from habit_tui.services.desk import Desk
from habit_tui.services.routine import Changed
from habit_tui.store import routine as store
from tests.factories import at, logged
from tests.services.judging import verdicts

ZONE = "Europe/Berlin"
NOW = at("2026-11-22 07:30", ZONE)
TODAY = date(2026, 11, 22)
TOMORROW = date(2026, 11, 23)
FIRST_OF_NOVEMBER = date(2026, 11, 1)
EVERY_DAY = range(7)


def set_target(desk: Desk, minutes: int, start: date | None = None) -> Changed:
    return routine.set(desk, NOW, start=start, targets=dict.fromkeys(EVERY_DAY, minutes))


def days_and_targets(desk: Desk) -> list[tuple[date, int]]:
    return [(each.effective_from, each.targets[0]) for each in routine.show(desk, NOW).versions]


def changed_verdicts(changed: Changed) -> list[tuple[date, str, str]]:
    return [(each.study_day, each.before.value, each.after.value) for each in changed.verdicts]


class TestShow:
    def test_an_empty_store_follows_the_default(self, desk: Desk) -> None:
        view = routine.show(desk, NOW)
        assert (view.versions, view.present, view.following) == ((), DEFAULT_ROUTINE, None)

    def test_the_version_in_force_and_the_next_one(self, desk: Desk) -> None:
        for start, minutes in ((FIRST_OF_NOVEMBER, 30), (TODAY, 45), (date(2027, 1, 1), 90)):
            set_target(desk, minutes, start)
        view = routine.show(desk, NOW)
        assert view.following is not None
        assert (view.present.targets[0], view.following.targets[0]) == (45, 90)

    def test_a_first_version_still_to_come_is_shown_once(self, desk: Desk) -> None:
        set_target(desk, 90, date(2027, 1, 1))
        view = routine.show(desk, NOW)
        assert view.present.effective_from == date(2027, 1, 1)
        assert view.following is None

    def test_paths_go_by_their_names(self, desk: Desk) -> None:
        starter.apply(desk, "five-to-eight", NOW)
        view = routine.show(desk, NOW)
        assert {view.paths[slot.path_id or 0] for slot in view.present.slots} == {
            "From frontend to machine learning"
        }


class TestTheDay:
    def test_it_begins_today_while_today_does_not_count(self, desk: Desk) -> None:
        logged(desk, "2026-11-22", "05:00", 9)
        assert set_target(desk, 90).version.effective_from == TODAY

    @pytest.mark.parametrize("minutes", [10, 60])
    def test_it_begins_tomorrow_once_today_counts(self, desk: Desk, minutes: int) -> None:
        logged(desk, "2026-11-22", "05:00", minutes)
        changed = set_target(desk, 90)
        assert changed.version.effective_from == TOMORROW
        assert changed.verdicts == ()

    def test_a_bonus_day_counts_too(self, desk: Desk) -> None:
        routine.set(desk, NOW, start=FIRST_OF_NOVEMBER, targets={6: 0})
        logged(desk, "2026-11-22", "05:00", 5)
        assert set_target(desk, 90).version.effective_from == TOMORROW

    def test_whoever_flew_west_has_tomorrow_behind_them_too(self, make_desk: Any) -> None:
        logged(make_desk(zone="Pacific/Auckland"), "2026-11-10", "05:00", 60)
        los_angeles = make_desk(zone="America/Los_Angeles")
        evening = at("2026-11-09 18:00", "America/Los_Angeles")
        logged(los_angeles, "2026-11-09", "12:00", 60)
        changed = routine.set(los_angeles, evening, minimum=20)
        assert changed.version.effective_from == date(2026, 11, 11)

    def test_a_past_day_is_taken_when_named(self, desk: Desk) -> None:
        logged(desk, "2026-11-02", "05:00", 45)
        changed = set_target(desk, 45, FIRST_OF_NOVEMBER)
        assert changed.version.effective_from == FIRST_OF_NOVEMBER
        assert (date(2026, 11, 2), "kept", "met") in changed_verdicts(changed)

    def test_days_before_1970_are_refused(self, desk: Desk) -> None:
        with pytest.raises(CannotBeDone, match="before 1970-01-01"):
            set_target(desk, 90, date(1969, 12, 31))


class TestThePast:
    """Sessions of 30 minutes are kept under the default routine and met under a target of 30."""

    def test_the_first_version_leaves_the_default_to_the_days_before_it(self, desk: Desk) -> None:
        logged(desk, "2026-11-20", "05:00", 30)
        before = verdicts(desk, NOW)
        changed = set_target(desk, 30)
        assert days_and_targets(desk) == [(date(2026, 11, 20), 60), (TODAY, 30)]
        assert verdicts(desk, NOW) == before
        assert changed.verdicts == ()

    def test_a_first_version_from_the_first_sessions_day_on_needs_no_other(self, desk: Desk) -> None:
        logged(desk, "2026-11-20", "05:00", 30)
        changed = set_target(desk, 30, date(2026, 11, 20))
        assert days_and_targets(desk) == [(date(2026, 11, 20), 30)]
        assert changed_verdicts(changed) == [(date(2026, 11, 20), "kept", "met")]

    def test_the_first_version_replaced_still_judges_the_sessions_before_it(self, desk: Desk) -> None:
        set_target(desk, 45, TODAY)
        logged(desk, "2026-11-20", "05:00", 30)
        changed = set_target(desk, 30, TODAY)
        assert days_and_targets(desk) == [(date(2026, 11, 20), 45), (TODAY, 30)]
        assert changed.verdicts == ()

    def test_a_version_before_the_first_one_holds_until_it(self, desk: Desk) -> None:
        set_target(desk, 45, TODAY)
        logged(desk, "2026-11-18", "05:00", 30)
        logged(desk, "2026-11-20", "05:00", 30)
        changed = set_target(desk, 30, date(2026, 11, 19))
        assert days_and_targets(desk) == [(date(2026, 11, 18), 45), (date(2026, 11, 19), 30), (TODAY, 45)]
        assert changed_verdicts(changed) == [(date(2026, 11, 20), "kept", "met")]
        assert changed.remarks == ("it holds until Sun 22 Nov 2026, when another version takes effect",)

    def test_a_version_before_everything_begins_the_days_there_are_to_judge(self, desk: Desk) -> None:
        logged(desk, "2026-11-20", "05:00", 60)
        changed = set_target(desk, 60 + 1, date(2026, 11, 18))
        assert days_and_targets(desk) == [(date(2026, 11, 18), 61)]
        assert changed_verdicts(changed) == [
            (date(2026, 11, 18), "before", "missed"),
            (date(2026, 11, 19), "before", "missed"),
            (date(2026, 11, 20), "met", "kept"),
        ]

    def test_undo_takes_back_both_versions_at_once(self, desk: Desk) -> None:
        logged(desk, "2026-11-20", "05:00", 30)
        set_target(desk, 30)
        assert change.undo(desk, NOW).text == (
            "set the routine from Sun 22 Nov 2026 on: window 05:00-08:00, every day 30 min, minimum 10 min"
        )
        assert routine.show(desk, NOW).versions == ()

    def test_the_answer_tells_how_one_stands_now(self, desk: Desk) -> None:
        for day in range(16, 22):
            logged(desk, f"2026-11-{day}", "05:00", 30)
        changed = routine.set(desk, NOW, start=date(2026, 11, 21), minimum=31)
        assert changed_verdicts(changed) == [(date(2026, 11, 21), "kept", "missed")]
        assert (changed.standing.current, changed.standing.best) == (0, 5)


class TestWhatChanges:
    def test_only_what_is_named(self, desk: Desk) -> None:
        routine.set(desk, NOW, window=Window(time(6), time(9)), targets={5: 0, 6: 0}, minimum=20)
        changed = routine.set(desk, NOW, targets={5: 15})
        assert replace(changed.version, id=0) == Routine(
            TODAY, Window(time(6), time(9)), (60, 60, 60, 60, 60, 15, 0), 20
        )

    def test_it_starts_from_the_version_of_the_day_not_of_today(self, desk: Desk) -> None:
        routine.set(desk, NOW, start=date(2027, 1, 1), minimum=30)
        changed = routine.set(desk, NOW, start=date(2027, 2, 1), window=Window(time(6), time(9)))
        assert changed.version.minimum == 30

    def test_the_same_again_is_refused(self, desk: Desk) -> None:
        with pytest.raises(CannotBeDone, match="Sun 22 Nov 2026 is that already: window 05:00-08:00"):
            set_target(desk, 60)
        set_target(desk, 90, FIRST_OF_NOVEMBER)
        with pytest.raises(CannotBeDone, match="every day 1 h 30"):
            set_target(desk, 90)
        assert len(routine.show(desk, NOW).versions) == 1

    def test_what_no_day_can_follow_is_refused(self, desk: Desk) -> None:
        with pytest.raises(CannotBeDone, match="Monday's would be 1441"):
            set_target(desk, 1441)
        assert routine.show(desk, NOW).versions == ()


class TestSlots:
    @pytest.fixture
    def desk_with_slots(self, desk: Desk) -> Desk:
        weekend = frozenset({5, 6})
        slots = (
            Slot(0, frozenset(EVERY_DAY), time(5), 60, Kind.STUDY),
            Slot(0, frozenset(EVERY_DAY), time(7, 30), 30, Kind.WRITING),
            Slot(0, weekend, time(20), 45, Kind.REVIEW),
        )
        with desk.store.writing(NOW, "test", "routine") as unit:
            store.save(unit, replace(DEFAULT_ROUTINE, effective_from=FIRST_OF_NOVEMBER, slots=slots))
        return desk

    @pytest.mark.parametrize(
        ("window", "starts", "remarks"),
        [
            (Window(time(4, 30), time(8)), ["05:00", "07:30", "20:00"], ()),
            (Window(time(5), time(9)), ["05:00", "07:30", "20:00"], ()),
            (
                Window(time(6), time(9)),
                ["06:00", "08:30", "20:00"],
                ("the slots move with the window: 05:00 to 06:00, 07:30 to 08:30",),
            ),
            (
                Window(time(5), time(7)),
                ["05:00", "07:30", "20:00"],
                ("the slot at 07:30 (every day) begins outside the window now",),
            ),
            (
                Window(time(23), time(1)),
                ["01:30", "20:00", "23:00"],
                (
                    "the slots move with the window: 07:30 to 01:30, 05:00 to 23:00",
                    "the slot at 01:30 (every day) begins outside the window now",
                ),
            ),
        ],
    )
    def test_slots_stay_inside_the_window_or_move_with_it(
        self, desk_with_slots: Desk, window: Window, starts: list[str], remarks: tuple[str, ...]
    ) -> None:
        changed = routine.set(desk_with_slots, NOW, window=window)
        assert [f"{slot.start:%H:%M}" for slot in changed.version.slots] == starts
        assert changed.remarks == remarks

    def test_the_version_before_keeps_its_slots(self, desk_with_slots: Desk) -> None:
        routine.set(desk_with_slots, NOW, window=Window(time(6), time(9)))
        old, new = routine.show(desk_with_slots, NOW).versions
        assert [slot.start for slot in old.slots] == [time(5), time(7, 30), time(20)]
        assert [slot.minutes for slot in new.slots] == [60, 30, 45]

    def test_replacing_a_version_and_undoing_it_brings_its_slots_back(self, desk_with_slots: Desk) -> None:
        before = routine.show(desk_with_slots, NOW).versions
        routine.set(desk_with_slots, NOW, start=FIRST_OF_NOVEMBER, window=Window(time(6), time(9)))
        change.undo(desk_with_slots, NOW + timedelta(minutes=1))
        assert routine.show(desk_with_slots, NOW).versions == before
