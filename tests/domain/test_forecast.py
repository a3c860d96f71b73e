"""Forecasts: how far a path has come, and when it will be finished at the present pace."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.dates import DateForm
from habit_tui.domain.forecast import Basis, Forecast, forecast, in_words, plan_in_words, progress, status_on
from habit_tui.domain.path import Path, PathStatus, Resource, ResourceKind, Stage, Status, StatusChange

FORM = DateForm.DAY_FIRST

START, DAY = date(2026, 9, 1), date(2026, 11, 22)


def resource(
    number: int, *changes: tuple[Status, date], planned: int | None = None, planned_last: date | None = None
) -> Resource:
    dated = tuple(StatusChange(status, day) for status, day in changes)
    status = dated[-1].status if dated else Status.PLANNED
    kind = ResourceKind.BOOK
    return Resource(
        number,
        "",
        1,
        None,
        f"book {number}",
        kind,
        number,
        planned_minutes=planned,
        changes=dated,
        status=status,
        planned_last=planned_last,
    )


def path(*resources: Resource, started_on: date | None = START, **more: object) -> Path:
    return Path(1, "", "ML", 1, started_on=started_on, resources=resources, **more)  # type: ignore[arg-type]  # a factory


DONE = (Status.COMPLETED, date(2026, 10, 1))
OPEN = (Status.STARTED, date(2026, 10, 2))


def test_the_hours_still_planned_are_spread_at_the_pace_of_the_last_four_weeks() -> None:
    one = path(resource(1, DONE, planned=600), resource(2, OPEN, planned=1200), resource(3, planned=600))
    found = progress(one, DAY, {1: 900, 2: 600}, {2: 560})
    assert (found.done, found.left, found.minutes, found.minutes_left) == (1, 2, 1500, 1200)
    assert found.weekly_minutes == 140
    assert forecast(found) == Forecast(DAY + timedelta(days=60), Basis.HOURS)
    assert in_words(found, FORM) == "2 h 20 a week: done by 21 Jan 2027"


def test_without_planned_hours_the_resources_completed_so_far_give_the_pace() -> None:
    one = path(resource(1, DONE), resource(2, OPEN), resource(3))
    found = progress(one, START + timedelta(days=99), {1: 900}, {})
    assert forecast(found) == Forecast(START + timedelta(days=99 + 200), Basis.RESOURCES)
    assert in_words(found, FORM).startswith("1 resource so far: done by")


def test_a_path_stands_as_it_stood_on_the_day_asked_about() -> None:
    done = resource(1, OPEN, (Status.PAUSED, date(2026, 10, 20)), (Status.COMPLETED, date(2026, 11, 2)))
    assert [status_on(done, date(2026, 10, day)) for day in (1, 2, 20)] == ["planned", "started", "paused"]
    ended = path(done, status=PathStatus.FINISHED, ended_on=date(2026, 11, 3))
    before, after = (progress(ended, day, {}, {}) for day in (date(2026, 10, 31), DAY))
    assert (before.status, before.done, before.left) == (PathStatus.ACTIVE, 0, 1)
    assert (after.status, after.done, after.left) == (PathStatus.FINISHED, 1, 0)
    assert forecast(after) is None
    assert in_words(after, FORM) == "finished on Tue 3 Nov 2026"


def test_a_finish_that_cannot_be_told_says_why() -> None:
    planned = resource(1, OPEN, planned=600)
    young = path(planned, started_on=DAY - timedelta(days=2))
    assert in_words(progress(young, DAY, {1: 60}, {1: 60}), FORM) == "too young to tell when it will be done"
    idle = progress(path(planned), DAY, {1: 60}, {})
    assert forecast(idle) is None
    assert in_words(idle, FORM) == "nothing logged on it in four weeks: no telling when it will be done"
    assert in_words(progress(path(resource(1, OPEN)), DAY, {}, {1: 60}), FORM) == (
        "no telling yet when it will be done"
    )
    assert in_words(progress(path(), DAY, {}, {}), FORM) == "nothing on it yet"
    assert in_words(progress(path(resource(1, DONE)), DAY, {}, {}), FORM) == "everything on it is done"


def test_a_finish_beyond_a_century_is_not_told() -> None:
    assert forecast(progress(path(resource(1, OPEN, planned=10**6)), DAY, {1: 1}, {1: 1})) is None


def test_the_weeks_left_of_the_plan_count_a_begun_one_whole() -> None:
    stage = Stage(1, "Month 2", 1, planned_last=DAY + timedelta(days=15))
    dropped = (Status.DROPPED, DAY)
    one = path(resource(1, dropped, planned_last=date(2030, 1, 1)), resource(2), stages=(stage,))
    assert progress(one, DAY, {}, {}).weeks_left == 3
    assert plan_in_words(progress(one, DAY, {}, {}), FORM) == "15 days left, to 7 Dec 2026"
    last = progress(one, DAY + timedelta(days=15), {}, {})
    assert (last.weeks_left, plan_in_words(last, FORM)) == (0, "the plan ends on this day, 7 Dec 2026")
    late = progress(one, DAY + timedelta(days=17), {}, {})
    assert late.weeks_left == -1
    assert plan_in_words(late, FORM) == "1 week over its plan, which ended 7 Dec 2026"
    assert plan_in_words(progress(path(resource(1)), DAY, {}, {}), FORM) == ""


@given(st.integers(1, 10**5), st.integers(1, 10**5), st.integers(7, 400))
def test_a_finish_is_never_before_the_next_day_and_sooner_with_more_minutes(
    planned: int, recent: int, age: int
) -> None:
    one = path(resource(1, planned=planned + recent), started_on=DAY - timedelta(days=age - 1))
    slow, fast = (forecast(progress(one, DAY, {1: recent}, {1: pace})) for pace in (recent, 2 * recent))
    if slow is not None:
        assert fast is not None
        assert DAY < fast.finish <= slow.finish
