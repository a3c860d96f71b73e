from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain import glyph
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import (
    NEXT,
    SESSION_KIND,
    Path,
    Place,
    Resource,
    ResourceKind,
    Stage,
    Status,
    StatusChange,
    began_on,
    changed,
    closed_on,
    in_order,
    is_closed,
    last_change_day,
    placed,
    planned_end,
    spans_of_work,
    starts_by_session,
    status_after,
    stepped,
    time_left,
)

START = date(2017, 3, 1)


def resource(*changes: tuple[Status, int]) -> Resource:
    dated = tuple(StatusChange(status, START + timedelta(days=day)) for status, day in changes)
    return Resource(
        id=1,
        uid="r1",
        path_id=1,
        stage_id=None,
        title="Deep Learning part 2",
        kind=ResourceKind.COURSE,
        position=1,
        status=status_after(dated),
        changes=dated,
    )


def test_a_resource_is_planned_until_something_changes() -> None:
    assert status_after(()) is Status.PLANNED
    assert last_change_day(resource()) is None


def test_started_paused_and_started_again_can_be_told() -> None:
    course = resource()
    for status, day in [(Status.STARTED, 60), (Status.PAUSED, 75), (Status.STARTED, 92)]:
        course = changed(course, status, START + timedelta(days=day), f"day {day}")
    assert course.status is Status.STARTED
    assert [(change.status, change.reason) for change in course.changes] == [
        (Status.STARTED, "day 60"),
        (Status.PAUSED, "day 75"),
        (Status.STARTED, "day 92"),
    ]
    assert last_change_day(course) == START + timedelta(days=92)


@pytest.mark.parametrize("status", Status)
def test_what_is_closed_can_be_opened_again_and_nothing_ends_up_stuck(status: Status) -> None:
    assert is_closed(status) == (status in {Status.COMPLETED, Status.DROPPED})
    assert NEXT[status]
    assert status not in NEXT[status]
    assert status is Status.STARTED or Status.STARTED in NEXT[status]


@pytest.mark.parametrize(
    ("before", "wanted", "message"),
    [
        ([(Status.STARTED, 0)], Status.STARTED, '"Deep Learning part 2" is started already'),
        ([], Status.PAUSED, "is planned: it can become started, completed, dropped, not paused"),
        ([(Status.COMPLETED, 0)], Status.DROPPED, "is completed: it can become started, not dropped"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_in_words(
    before: list[tuple[Status, int]], wanted: Status, message: str
) -> None:
    with pytest.raises(CannotBeDone, match=message):
        changed(resource(*before), wanted, START + timedelta(days=9))


def test_two_changes_can_fall_on_one_day() -> None:
    assert (
        changed(resource((Status.STARTED, 5)), Status.COMPLETED, START + timedelta(days=5)).status
        == "completed"
    )


def test_a_change_before_the_latest_one_is_refused() -> None:
    with pytest.raises(CannotBeDone, match="became started on 2017-03-06"):
        changed(resource((Status.STARTED, 5)), Status.COMPLETED, START + timedelta(days=4))


@pytest.mark.parametrize(
    ("status", "changed_on", "session_on", "starts"),
    [
        (Status.PLANNED, None, 0, True),
        (Status.PLANNED, 3, 2, False),
        (Status.PAUSED, 3, 3, True),
        (Status.PAUSED, 3, 2, False),
        (Status.STARTED, 1, 2, False),
        (Status.COMPLETED, 1, 2, False),
        (Status.DROPPED, 1, 2, False),
    ],
)
def test_a_session_starts_what_was_waiting_unless_the_session_is_older_than_the_wait(
    status: Status, changed_on: int | None, session_on: int, starts: bool
) -> None:
    latest = None if changed_on is None else START + timedelta(days=changed_on)
    assert starts_by_session(status, latest, START + timedelta(days=session_on)) is starts


def test_every_status_has_a_glyph_of_its_own_and_every_kind_of_resource_a_kind_of_session() -> None:
    assert set(glyph.STATUSES) == set(Status)
    assert len(set(glyph.STATUSES.values())) == len(Status)
    assert set(SESSION_KIND) == set(ResourceKind)
    assert SESSION_KIND[ResourceKind.COMPETITION] is SESSION_KIND[ResourceKind.PROJECT] is Kind.PRACTICE


@given(st.lists(st.sampled_from(Status), max_size=12))
def test_any_walk_of_allowed_changes_keeps_status_and_history_in_step(wanted: list[Status]) -> None:
    walked = resource()
    for day, status in enumerate(wanted):
        if status in NEXT[walked.status]:
            walked = changed(walked, status, START + timedelta(days=day))
    assert status_after(walked.changes) is walked.status
    assert list(walked.changes) == sorted(walked.changes, key=lambda change: change.on_day)


def test_the_actual_days_are_the_first_of_work_and_the_last_change_of_a_closed_one() -> None:
    paused = resource((Status.STARTED, 3), (Status.PAUSED, 9))
    assert (began_on(paused), closed_on(paused)) == (START + timedelta(days=3), None)
    done = resource((Status.STARTED, 3), (Status.COMPLETED, 30), (Status.STARTED, 40), (Status.DROPPED, 50))
    assert (began_on(done), closed_on(done)) == (START + timedelta(days=3), START + timedelta(days=50))
    assert began_on(resource((Status.DROPPED, 5))) is None


def test_work_lies_between_a_start_and_the_pause_or_end_that_followed() -> None:
    def days(*changes: tuple[Status, int]) -> list[tuple[int, int]]:
        spans = spans_of_work(resource(*changes), START + timedelta(days=40))
        return [((first - START).days, (last - START).days) for first, last in spans]

    paused = ((Status.STARTED, 1), (Status.PAUSED, 5))
    assert days() == []
    assert days(*paused) == [(1, 5)]
    assert days(*paused, (Status.STARTED, 20)) == [(1, 5), (20, 40)]
    assert days(*paused, (Status.STARTED, 20), (Status.COMPLETED, 30)) == [(1, 5), (20, 30)]
    assert days(*paused, (Status.DROPPED, 9)) == [(1, 5)]
    assert days((Status.COMPLETED, 3)) == [(3, 3)]


@st.composite
def staged(draw: st.DrawFn) -> Path:
    """A path whose resources lie in some of its stages, or in none, at any positions."""
    stages = [Stage(number, f"Month {number}", number) for number in range(1, draw(st.integers(0, 3)) + 1)]
    ids = st.sampled_from([None, *(stage.id for stage in stages)])
    resources = [
        replace(resource(), id=number, stage_id=draw(ids), position=draw(st.integers(1, 4)))
        for number in range(1, draw(st.integers(1, 6)) + 1)
    ]
    return Path(1, "", "ML", 1, stages=tuple(stages), resources=tuple(resources))


@given(path=staged(), data=st.data())
def test_wherever_a_resource_goes_nothing_is_lost_and_stages_stay_whole(
    path: Path, data: st.DataObject
) -> None:
    new = data.draw(st.sampled_from([*path.resources, replace(resource(), id=99)]))
    others = [each.id for each in path.resources if each.id != new.id]
    ways = [Place(number=data.draw(st.integers(-1, 9))), Place()]
    ways += [Place(stage_id=stage.id) for stage in path.stages]
    ways += [Place(before=each) for each in others] + [Place(after=each) for each in others]
    place = data.draw(st.sampled_from(ways))
    order = placed(path, new, place)
    assert {each.id for each in order} == {*others, new.id}
    assert [each.position for each in order] == list(range(1, len(order) + 1))
    assert in_order(replace(path, resources=order)) == order
    assert [each.id for each in order if each.id != new.id] == [
        each.id for each in in_order(path) if each.id != new.id
    ]
    at = [each.id for each in order].index(new.id)
    if place.before is not None:
        assert order[at + 1].id == place.before
    if place.after is not None:
        assert order[at - 1].id == place.after
    if place.stage_id is not None:
        assert order[at].stage_id == place.stage_id


@given(path=staged(), by=st.sampled_from([-1, 1]))
def test_a_step_moves_past_one_neighbour_or_one_edge_and_back_again(path: Path, by: int) -> None:
    for moved in path.resources:
        place = stepped(path, moved, by)
        before = [each.id for each in in_order(path)]
        if place is None:
            assert moved.id == (before[0] if by < 0 else before[-1]) or moved.stage_id is not None
            continue
        order = placed(path, moved, place)
        after = [each.id for each in order]
        joined = next(each for each in order if each.id == moved.id).stage_id
        if joined == moved.stage_id:
            assert after.index(moved.id) == before.index(moved.id) + by
        else:
            assert after == before


def test_a_path_ends_with_what_is_planned_last() -> None:
    path = Path(1, "", "ML", 1, stages=(Stage(1, "Month 1", 1, START, START + timedelta(days=30)),))
    assert planned_end(path) == START + timedelta(days=30)
    assert planned_end(replace(path, stages=())) is None


def test_a_month_is_told_in_days_and_of_more_weeks_a_begun_one_counts_whole() -> None:
    said = [time_left(START + timedelta(days=n), START) for n in (0, 1, 31, 32, 36)]
    assert said == ["its last day", "1 day left", "31 days left", "5 weeks left", "6 weeks left"]
