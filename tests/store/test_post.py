"""Posts in the file, and the sessions a draft draws on."""

from datetime import date
from pathlib import Path

import pytest

from habit_tui.domain.fact import Scope
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import Path as StudyPath
from habit_tui.domain.path import Resource, ResourceKind
from habit_tui.domain.post import Dialect, Post, PostStatus
from habit_tui.services import session
from habit_tui.services.desk import Desk
from habit_tui.store import path as path_store
from habit_tui.store import post
from tests.factories import at, desk_at, logged

NOW = at("2026-11-22 12:00", "Europe/Berlin")
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_at(tmp_path, "Europe/Berlin")


def draft(title: str, day: int) -> Post:
    return Post(
        0, "", title, Dialect.HUGO, f"/{title}.md", PostStatus.DRAFT, date(2026, 11, day), prompt_id="p@c"
    )


def told(desk: Desk, scope: Scope) -> list[tuple[int | None, str]]:
    with desk.store.reading() as unit:
        return [(resource_id, each.what) for resource_id, each in post.sessions_of(unit, scope)]


def test_posts_come_newest_first_and_by_id(desk: Desk) -> None:
    with desk.store.writing(NOW, "test", "post") as unit:
        ids = [post.add(unit, draft(title, day)) for title, day in (("a", 3), ("b", 5), ("c", 5))]
    with desk.store.reading() as unit:
        assert [each.title for each in post.all_posts(unit)] == ["c", "b", "a"]
        found = post.by_id(unit, ids[0])
        assert post.by_id(unit, 99) is None
    assert found is not None
    assert (found.title, found.dialect, found.file, found.prompt_id) == ("a", Dialect.HUGO, "/a.md", "p@c")
    assert len(found.uid) == 32


def test_publishing_dates_one_post(desk: Desk) -> None:
    with desk.store.writing(NOW, "test", "post") as unit:
        first, second = post.add(unit, draft("a", 3)), post.add(unit, draft("b", 3))
        post.publish(unit, first, date(2026, 11, 22), "https://example.org/a")
        out, still = post.by_id(unit, first), post.by_id(unit, second)
    assert out is not None
    assert still is not None
    assert (out.status, out.published_on, out.url) == (
        PostStatus.PUBLISHED,
        date(2026, 11, 22),
        "https://example.org/a",
    )
    assert (still.status, still.published_on, still.url) == (PostStatus.DRAFT, None, "")


def test_a_draft_draws_on_the_finished_sessions_of_its_days(desk: Desk) -> None:
    logged(desk, "2026-10-31", "05:00", 30, "too early")
    logged(desk, "2026-11-02", "05:00", 30, "second")
    logged(desk, "2026-11-01", "05:00", 30, kind=Kind.REVIEW)
    session.start(desk, "running", NOW)
    assert told(desk, Scope(FIRST, LAST)) == [(None, "review"), (None, "second")]


def test_the_sessions_of_a_day_without_a_note_count_as_one(desk: Desk) -> None:
    for start in ("05:00", "06:00", "07:00"):
        logged(desk, "2026-11-01", start, 30, "French")
    logged(desk, "2026-11-01", "08:00", 20, "German", note="Der, die, das.")
    with desk.store.reading() as unit:
        found = [each for _, each in post.sessions_of(unit, Scope(FIRST, LAST))]
    assert [(each.minutes, each.count, each.note) for each in found] == [
        (90, 3, ""),
        (20, 1, "Der, die, das."),
    ]


def test_a_scope_may_name_a_resource_or_a_topic(desk: Desk) -> None:
    titanic = Resource(0, "", 0, None, "Titanic", ResourceKind.COMPETITION, 1)
    with desk.store.writing(NOW, "test", "path") as unit:
        path_store.add(unit, StudyPath(0, "", "ml", 0, resources=(titanic,)))
    logged(desk, "2026-11-01", "05:00", 30, "titanic part 2")
    logged(desk, "2026-11-02", "05:00", 30, "French")
    logged(desk, "2026-11-03", "05:00", 30, kind=Kind.WRITING)
    assert told(desk, Scope(FIRST, LAST, resource_id=1, what="Titanic")) == [(1, "titanic part 2")]
    assert told(desk, Scope(FIRST, LAST, what="french")) == [(None, "French")]
    assert told(desk, Scope(FIRST, LAST, what="writing")) == [(None, "writing")]
