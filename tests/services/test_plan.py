"""The plan of a day, changed for that day alone."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.grammar import Span
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import Status
from habit_tui.domain.plan import PlanStatus
from habit_tui.services import leave, plan, resource, starter
from habit_tui.services.change import redo, undo
from habit_tui.services.desk import Desk
from habit_tui.services.today import show as today
from tests.factories import at, logged
from tests.services.journeys import on

MONDAY = on("2026-03-02")
TUESDAY = on("2026-03-03")
EARLY = at("2026-03-03 04:50", "Europe/Berlin")


@pytest.fixture
def walking(desk: Desk) -> Desk:
    """A desk on the five-to-eight path since Monday 2 March: 05:00 study, 06:00 practice, 07:30 writing."""
    starter.apply(desk, "five-to-eight", MONDAY)
    return desk


def rows(view: plan.Plan) -> list[tuple[str, int, str]]:
    return [(f"{item.start:%H:%M}", item.minutes, item.kind.value) for item in view.items]


AS_PLANNED = [("05:00", 60, "study"), ("06:00", 90, "practice"), ("07:30", 30, "writing")]


def test_tomorrows_plan_can_be_looked_at_tonight(walking: Desk) -> None:
    tomorrow = plan.show(walking, MONDAY, date(2026, 3, 3))
    assert rows(tomorrow) == AS_PLANNED
    assert [item.what for item in tomorrow.items][:2] == [
        "Beginner's handbook of machine learning",
        "Titanic competition on Kaggle",
    ]
    assert tomorrow.items[2].what == "Write"


def test_items_are_moved_resized_ticked_dropped_and_added_for_one_day_alone(walking: Desk) -> None:
    plan.edit(walking, MONDAY, "1", at=time(8))
    plan.edit(walking, MONDAY, "2", minutes=20)
    view = plan.drop(walking, MONDAY, "1")
    assert rows(view) == [("07:30", 20, "writing"), ("08:00", 60, "study")]
    view = plan.add(walking, MONDAY, Span(time(9), time(9, 45)), "titanic")
    assert view.items[-1].kind is Kind.PRACTICE
    assert view.items[-1].resource_id is not None
    view = plan.add(walking, MONDAY, 15, "french")
    assert rows(view)[2:] == [("09:00", 45, "practice"), ("09:45", 15, "study")]
    assert today(walking, MONDAY).plan == view.items
    assert rows(plan.show(walking, TUESDAY)) == AS_PLANNED


def test_the_work_of_the_day_is_credited_to_the_edited_plan(walking: Desk) -> None:
    plan.add(walking, MONDAY, 30, "titanic", at=time(4))
    plan.edit(walking, MONDAY, "2", minutes=20)
    logged(walking, "2026-03-02", "04:00", 40, "titanic")
    view = plan.show(walking, MONDAY)
    assert (view.items[0].done_minutes, view.items[0].minutes) == (30, 30)
    assert [item.done_minutes for item in view.items if item.kind is Kind.PRACTICE] == [30, 10]


def test_a_ticked_item_is_done_whatever_its_minutes_until_it_is_opened(walking: Desk) -> None:
    ticked = plan.tick(walking, MONDAY, "1").items[0]
    assert (ticked.status, ticked.done_minutes) == (PlanStatus.DONE, 0)
    with pytest.raises(CannotBeDone, match="is ticked already"):
        plan.tick(walking, MONDAY, ticked.id)
    assert plan.tick(walking, MONDAY, "1", done=False).items[0].status is PlanStatus.OPEN


@pytest.fixture
def left(walking: Desk) -> Desk:
    """A desk on Tuesday: French and a talk were planned on Monday, and Tuesday's last hour is free."""
    plan.add(walking, MONDAY, 30, "french")
    plan.add(walking, MONDAY, 20, "a talk", kind=Kind.PRACTICE)
    plan.edit(walking, EARLY, "2", minutes=60)
    plan.tick(walking, MONDAY, "3")
    plan.drop(walking, EARLY, "3")
    return walking


ON_TUESDAY = [("05:00", 60, "study"), ("06:00", 60, "practice")]


def test_what_yesterday_left_is_carried_into_the_free_time_once_with_the_minutes_left(left: Desk) -> None:
    logged(left, "2026-03-02", "08:00", 10, "french")
    plan.tick(left, MONDAY, "1")
    carried = plan.carry(left, EARLY)
    assert rows(carried) == [*ON_TUESDAY, ("07:00", 20, "study"), ("07:20", 20, "practice")]
    assert [item.what for item in carried.items[2:]] == ["french", "a talk"]
    for item in (None, "4"):
        with pytest.raises(CannotBeDone, match="is left to carry over"):
            plan.carry(left, EARLY, item)


def test_one_item_is_carried_over_by_its_place_in_yesterdays_plan(left: Desk) -> None:
    assert rows(plan.carry(left, EARLY, "5"))[-1] == ("07:00", 20, "practice")
    assert rows(plan.carry(left, EARLY))[-1] == ("07:20", 30, "study")


def test_what_is_offered_is_what_is_carried_over(left: Desk) -> None:
    offered = plan.left_over(left, EARLY)
    assert [(item.start, item.minutes, item.what) for item in offered] == [
        (time(7), 30, "french"),
        (time(7, 30), 20, "a talk"),
    ]
    assert rows(plan.carry(left, EARLY))[2:] == [("07:00", 30, "study"), ("07:30", 20, "practice")]
    assert plan.left_over(left, EARLY) == ()


def test_what_todays_routine_asks_for_too_is_not_asked_twice(walking: Desk) -> None:
    plan.drop(walking, EARLY, "3")
    for item in ("1", "2"):
        with pytest.raises(CannotBeDone, match="that today's plan does not have"):
            plan.carry(walking, EARLY, item)
    assert [item.kind for item in plan.left_over(walking, EARLY)] == [Kind.WRITING]


def test_nothing_is_carried_behind_the_window_unless_that_is_over(left: Desk) -> None:
    assert plan.left_over(left, at("2026-03-03 07:15", "Europe/Berlin"))[0].start == time(7, 15)
    late = at("2026-03-03 07:45", "Europe/Berlin")
    assert plan.left_over(left, late) == ()
    with pytest.raises(CannotBeDone, match="today's window has no room for"):
        plan.carry(left, late, "4")
    assert plan.left_over(left, at("2026-03-03 19:10", "Europe/Berlin"))[0].start == time(19, 10)


def test_a_day_whose_target_was_met_leaves_nothing_but_what_the_learner_added(left: Desk) -> None:
    plan.drop(left, TUESDAY, "2")
    assert plan.left_over(left, EARLY)[0].what == "Titanic competition on Kaggle"
    logged(left, "2026-03-02", "05:00", 120, "something else", kind=Kind.REVIEW)
    assert [item.what for item in plan.left_over(left, EARLY)] == ["french", "a talk"]


def test_a_routine_that_begins_today_left_nothing_over_yesterday_but_what_was_added_then(
    walking: Desk,
) -> None:
    assert plan.left_over(walking, MONDAY) == ()
    plan.add(walking, on("2026-03-01"), 15, "french")
    assert [item.what for item in plan.left_over(walking, MONDAY)] == ["french"]


def test_an_item_is_moved_and_resized_in_one_change_and_never_to_where_it_is(walking: Desk) -> None:
    view = plan.edit(walking, MONDAY, "1", at=time(8), minutes=45)
    assert rows(view)[-1] == ("08:00", 45, "study")
    with pytest.raises(CannotBeDone, match="is at 08:00 for 45 min already"):
        plan.edit(walking, MONDAY, "3", at=time(8))
    undo(walking, MONDAY)
    assert rows(plan.show(walking, MONDAY)) == AS_PLANNED


def test_without_a_plan_the_first_item_begins_with_the_window(desk: Desk) -> None:
    assert rows(plan.add(desk, MONDAY, 45, "")) == [("05:00", 45, "study")]
    assert rows(plan.add(desk, MONDAY, 1400, "all day")) == [("05:00", 45, "study"), ("05:45", 1400, "study")]


def test_a_plan_that_is_over_and_an_item_that_is_not_there_are_refused(walking: Desk) -> None:
    asked: list[Callable[..., Any]] = [
        lambda item, day: plan.edit(walking, TUESDAY, item, at=time(8), day=day),
        lambda item, day: plan.edit(walking, TUESDAY, item, minutes=5, day=day),
        lambda item, day: plan.tick(walking, TUESDAY, item, day),
        lambda item, day: plan.drop(walking, TUESDAY, item, day),
    ]
    for change in asked:
        with pytest.raises(CannotBeDone, match="Mon 2 Mar 2026 is over"):
            change("1", date(2026, 3, 2))
        with pytest.raises(CannotBeDone, match='Tue 3 Mar 2026 has no item "9"'):
            change("9", None)
    with pytest.raises(CannotBeDone, match="1 to 1440 minutes"):
        plan.edit(walking, TUESDAY, "1", minutes=0)


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: plan.add(desk, TUESDAY, 45, "french"),
        lambda desk: plan.edit(desk, TUESDAY, "1", at=time(9)),
        lambda desk: plan.edit(desk, TUESDAY, "1", minutes=5),
        lambda desk: plan.tick(desk, TUESDAY, "2"),
        lambda desk: plan.drop(desk, TUESDAY, "2"),
    ],
)
def test_every_change_is_undone_and_redone(walking: Desk, change: Callable[[Desk], plan.Plan]) -> None:
    before = plan.show(walking, TUESDAY)
    after = change(walking)
    assert after != before
    undo(walking, TUESDAY)
    assert plan.show(walking, TUESDAY) == before
    redo(walking, TUESDAY)
    assert plan.show(walking, TUESDAY) == after


def test_carrying_over_is_undone_in_one_step(left: Desk) -> None:
    before = plan.show(left, EARLY)
    assert plan.carry(left, EARLY) != before
    undo(left, EARLY)
    assert plan.show(left, EARLY) == before


def test_a_routine_that_is_undone_takes_the_edits_of_its_slots_along(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", MONDAY)
    plan.edit(desk, MONDAY, "1", at=time(8))
    undo(desk, MONDAY)
    undo(desk, MONDAY)
    assert plan.show(desk, MONDAY).items == ()
    redo(desk, MONDAY)
    assert rows(plan.show(desk, MONDAY)) == AS_PLANNED


def test_what_is_added_after_midnight_follows_what_is_there(walking: Desk) -> None:
    plan.add(walking, MONDAY, 60, "evening", at=time(23, 30))
    plan.add(walking, MONDAY, 60, "night")
    view = plan.add(walking, MONDAY, 600, "later night")
    assert rows(view)[3:] == [("23:30", 60, "study"), ("00:30", 60, "study"), ("01:30", 600, "study")]
    assert rows(plan.add(walking, MONDAY, 5, "beyond"))[-1] == ("02:59", 5, "study")


def test_yesterdays_plan_stays_what_it_was_when_its_book_is_finished_today(walking: Desk) -> None:
    logged(walking, "2026-03-02", "05:00", 20, "handbook")
    handbook = resource.find(walking, "handbook")
    resource.set_status(walking, TUESDAY, handbook.id, Status.COMPLETED)
    assert plan.show(walking, TUESDAY, date(2026, 3, 2)).items[0].what == handbook.title
    plan.drop(walking, TUESDAY, "1")
    carried = next(item for item in plan.carry(walking, EARLY, "1").items if item.id.startswith("item"))
    assert (carried.what, carried.minutes) == (handbook.title, 40)


def test_a_book_finished_in_the_morning_leaves_the_morning_as_it_was(walking: Desk) -> None:
    logged(walking, "2026-03-02", "05:00", 60, "handbook")
    handbook = resource.find(walking, "handbook")
    resource.set_status(walking, MONDAY, handbook.id, Status.COMPLETED)
    first = plan.show(walking, MONDAY).items[0]
    assert (first.what, first.status) == (handbook.title, PlanStatus.DONE)


def test_a_leave_asks_for_nothing_but_what_was_planned_for_it_and_leaves_nothing_over(walking: Desk) -> None:
    leave.add(walking, MONDAY, date(2026, 3, 3), date(2026, 3, 3), "flu")
    tuesday = plan.show(walking, MONDAY, date(2026, 3, 3))
    assert (tuesday.items, tuesday.free) == ((), "leave: flu")
    plan.add(walking, MONDAY, 15, "french", day=date(2026, 3, 3))
    assert [item.what for item in today(walking, TUESDAY).plan] == ["french"]
    assert [item.what for item in plan.left_over(walking, on("2026-03-04"))] == ["french"]
