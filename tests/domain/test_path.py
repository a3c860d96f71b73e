from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import (
    GLYPHS,
    NEXT,
    SESSION_KIND,
    Resource,
    ResourceKind,
    Status,
    StatusChange,
    changed,
    is_closed,
    last_change_day,
    starts_by_session,
    status_after,
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
    assert set(GLYPHS) == set(Status)
    assert len(set(GLYPHS.values())) == len(Status)
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
