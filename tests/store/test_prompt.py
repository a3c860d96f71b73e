"""The rows prompts are made from: counted right, and never by walking the whole record."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from habit_tui.domain.kind import Kind
from habit_tui.domain.path import Path as StudyPath
from habit_tui.domain.path import Resource, ResourceKind, Status
from habit_tui.domain.post import Dialect, Post, PostStatus
from habit_tui.domain.prompt import Answer, AnswerState
from habit_tui.services import session
from habit_tui.services.desk import Desk
from habit_tui.store import compiled, prompt
from habit_tui.store import path as path_store
from habit_tui.store import post as post_store
from tests.factories import at, desk_at, logged

TODAY = date(2026, 11, 22)
NOW = at("2026-11-22 12:00", "Europe/Berlin")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_at(tmp_path, "Europe/Berlin")


def add_path(desk: Desk, name: str, *titles: str, starter: str = "", started_on: date | None = None) -> None:
    resources = tuple(
        Resource(0, "", 0, None, title, ResourceKind.BOOK, position) for position, title in enumerate(titles)
    )
    with desk.store.writing(NOW, "test", "path") as unit:
        path_store.add(
            unit, StudyPath(0, "", name, 0, started_on=started_on, resources=resources, starter=starter)
        )


def test_a_path_is_started_within_the_days_asked_for(desk: Desk) -> None:
    add_path(desk, "early", started_on=TODAY - timedelta(days=40))
    add_path(desk, "late", started_on=TODAY)
    add_path(desk, "not yet")
    with desk.store.reading() as unit:
        assert [path.name for path in prompt.paths_started(unit, TODAY - timedelta(days=31), TODAY)] == [
            "late"
        ]


def test_starters_in_use_come_once_each_in_path_order(desk: Desk) -> None:
    for name, starter in (("a", "six-am"), ("b", ""), ("c", "five-to-eight"), ("d", "six-am")):
        add_path(desk, name, starter=starter)
    with desk.store.reading() as unit:
        assert prompt.starters_in_use(unit) == ("six-am", "five-to-eight")


def test_changes_of_status_come_oldest_first_with_their_reason(desk: Desk) -> None:
    add_path(desk, "ml", "Titanic")
    with desk.store.writing(NOW, "test", "status") as unit:
        path_store.change_status(unit, 1, Status.COMPLETED, TODAY, "third submission")
        path_store.change_status(unit, 1, Status.STARTED, TODAY - timedelta(days=2))
        path_store.change_status(unit, 1, Status.PAUSED, TODAY - timedelta(days=60))
    with desk.store.reading() as unit:
        found = prompt.status_changes(unit, TODAY - timedelta(days=31), TODAY)
    assert [(each.title, each.status, each.reason) for each in found] == [
        ("Titanic", Status.STARTED, ""),
        ("Titanic", Status.COMPLETED, "third submission"),
    ]


def test_efforts_go_by_resource_or_by_topic_whatever_its_case(desk: Desk) -> None:
    add_path(desk, "ml", "Titanic")
    logged(desk, "2026-11-20", "05:00", 30, "titanic")
    logged(desk, "2026-11-21", "05:00", 40, "titanic, third try")
    logged(desk, "2026-11-21", "06:00", 10, "Linear algebra")
    logged(desk, "2026-11-22", "06:00", 20, "linear Algebra")
    logged(desk, "2026-11-22", "07:00", 5, kind=Kind.WRITING)
    with desk.store.reading() as unit:
        found = prompt.efforts(unit, TODAY - timedelta(days=13), TODAY)
    assert sorted(
        (each.resource_id or 0, each.what.lower(), each.minutes, each.sessions) for each in found
    ) == [
        (0, "linear algebra", 30, 2),
        (0, "writing", 5, 1),
        (1, "", 70, 2),
    ]


def test_a_running_session_is_no_session_yet(desk: Desk) -> None:
    logged(desk, "2026-11-22", "05:00", 30, "French")
    session.start(desk, "French", NOW)
    with desk.store.reading() as unit:
        (effort,) = prompt.efforts(unit, TODAY, TODAY)
    assert (effort.minutes, effort.sessions) == (30, 1)


def test_a_resource_is_counted_from_its_first_session_on(desk: Desk) -> None:
    add_path(desk, "ml", "Titanic")
    logged(desk, "2024-01-05", "05:00", 60, "titanic")
    logged(desk, "2026-11-22", "05:00", 30, "titanic")
    with desk.store.reading() as unit:
        whole = prompt.resource_effort(unit, 1, TODAY)
        assert prompt.resource_effort(unit, 2, TODAY) is None
    assert whole is not None
    assert (whole.what, whole.first_day, whole.minutes) == ("Titanic", date(2024, 1, 5), 90)


def test_a_topic_in_free_text_is_counted_for_a_year(desk: Desk) -> None:
    for day in ("2024-01-05", "2025-12-01", "2026-11-22"):
        logged(desk, day, "05:00", 30, "French")
    with desk.store.reading() as unit:
        effort = prompt.topic_effort(unit, "FRENCH", TODAY)
        assert prompt.topic_effort(unit, "Latin", TODAY) is None
    assert effort is not None
    assert (effort.first_day, effort.minutes, effort.sessions) == (date(2025, 12, 1), 60, 2)


def test_the_ten_latest_study_days_come_oldest_first(desk: Desk) -> None:
    for day in range(1, 13):
        logged(desk, f"2026-11-{day:02}", "05:00", 10)
        logged(desk, f"2026-11-{day:02}", "06:00", 10)
    with desk.store.reading() as unit:
        assert prompt.latest_study_days(unit, date(2026, 11, 11)) == tuple(
            date(2026, 11, day) for day in range(2, 12)
        )


def test_the_latest_post_is_the_one_begun_or_published_last(desk: Desk) -> None:
    with desk.store.reading() as unit:
        assert prompt.latest_post_day(unit) is None
    with desk.store.writing(NOW, "test", "post") as unit:
        begun = Post(0, "", "t", Dialect.PLAIN, "/f", PostStatus.DRAFT, TODAY - timedelta(days=30))
        post_id = post_store.add(unit, begun)
        assert prompt.latest_post_day(unit) == TODAY - timedelta(days=30)
        post_store.publish(unit, post_id, TODAY, "")
        assert prompt.latest_post_day(unit) == TODAY


def test_an_answered_prompt_is_kept(desk: Desk) -> None:
    with desk.store.writing(NOW, "test", "skip") as unit:
        skipped = Answer("day-one@first-session", AnswerState.SKIPPED, TODAY)
        prompt.answer(unit, skipped)
        assert prompt.answers(unit) == (skipped,)


@pytest.mark.parametrize(
    "name",
    [
        "EFFORTS_BETWEEN",
        "PATH_EFFORT",
        "RESOURCE_EFFORT",
        "TOPIC_EFFORT",
        "LATEST_STUDY_DAYS",
        "FIRST_SESSION",
        "SESSIONS_BETWEEN",
    ],
)
def test_no_query_walks_the_whole_record(desk: Desk, name: str) -> None:
    values = dict.fromkeys(("first", "last", "topic"), "2026-11-22") | {"wanted_id": 1}
    with desk.store.reading() as unit:
        plan = [row[3] for row in unit.rows(f"EXPLAIN QUERY PLAN {getattr(compiled, name)}", **values)]
    assert any(step.startswith("SEARCH session") for step in plan), plan
    assert not any(step.startswith("SCAN session") for step in plan), plan
