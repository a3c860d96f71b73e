"""The story is told from the rows of its days and of its path, and from nothing else."""

from datetime import UTC, date, datetime

import pytest

from habit_tui.domain import story as rules
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.path import PathStatus, Status
from habit_tui.domain.reflection import ReflectionKind
from habit_tui.services import path as paths
from habit_tui.services import post, reflection, story
from habit_tui.services.desk import Desk
from tests.factories import logged
from tests.services.journeys import become, begun, on

NOW = on("2026-06-10")


@pytest.fixture
def lived(desk: Desk) -> Desk:
    """Three months on a path from 2 March 2026, with French beside it."""
    path = begun(desk, "fast.ai", "Titanic")
    logged(desk, "2026-02-20", "05:00", 30, "reading")
    logged(desk, "2026-03-03", "05:00", 90, "fast.ai", note="tabs | and *stars*")
    logged(desk, "2026-03-04", "05:00", 60, "Titanic")
    logged(desk, "2026-04-10", "05:00", 120, "fast.ai")
    become(desk, "fast.ai", Status.COMPLETED, "2026-04-10")
    become(desk, "Titanic", Status.DROPPED, "2026-04-20", "finishing was the point")
    french = paths.add(desk, on("2026-03-02"), "French")
    blocker = reflection.add(desk, on("2026-03-05"), ReflectionKind.BLOCKER, "maths", path_id=path.id)
    reflection.add(desk, on("2026-03-06"), ReflectionKind.WIN, "bon", path_id=french.id)
    reflection.solve(desk, on("2026-05-05"), blocker.reflection.id, "paper")
    out = post.new(desk, on("2026-04-11"), title="Month 1")
    post.mark_published(desk, out.id, on("2026-04-12"), "https://example.org/1")
    post.update(desk, out.id, "and on", on("2026-06-01"))
    post.new(desk, on("2026-04-12"), title="a draft is not out")
    return desk


def test_everything_is_told_from_the_first_thing_that_happened(lived: Desk) -> None:
    record = story.tell(lived, NOW)
    assert (record.first, record.last, record.name) == (date(2026, 2, 20), date(2026, 6, 10), "")
    assert rules.effort(record.sessions).minutes == 300
    assert [each.resource.title for each in rules.timeline(record)] == ["fast.ai", "Titanic"]
    assert [(each.post.title, len(each.updates)) for each in record.posts] == [("Month 1", 1)]
    assert (record.planned, record.longest_streak) == (2, 2)


def test_a_path_is_told_with_its_own_rows_alone(lived: Desk) -> None:
    record = story.tell(lived, NOW, path="ml")
    assert (record.first, record.last, record.name) == (date(2026, 3, 2), date(2026, 6, 10), "ML")
    assert [each.what for each in record.sessions] == ["fast.ai", "Titanic", "fast.ai"]
    assert [each.opened.text for each in record.reflections] == ["maths", "paper"]
    assert story.tell(lived, NOW, path="french").sessions == ()


def test_a_path_that_ended_ends_its_story(lived: Desk) -> None:
    paths.close(lived, on("2026-05-20"), paths.find(lived, "ML").id, PathStatus.FINISHED)
    assert story.tell(lived, NOW, path="ML").last == date(2026, 5, 20)


def test_days_can_be_named_and_hide_what_came_later(lived: Desk) -> None:
    record = story.tell(lived, NOW, date(2026, 3, 1), date(2026, 4, 15))
    assert rules.effort(record.sessions) == rules.Effort(270, 3, 3)
    statuses = {each.resource.title: each.status for each in rules.timeline(record)}
    assert statuses == {"fast.ai": Status.COMPLETED, "Titanic": Status.STARTED}
    [obstacle] = rules.obstacles(record)
    assert obstacle.solved is None
    assert record.posts[0].updates == ()


def test_days_of_which_nothing_can_be_told_are_left_out(lived: Desk) -> None:
    record = story.tell(lived, NOW, date(1900, 1, 1), date.max)
    assert (record.first, record.last) == (date(2026, 2, 20), date(2026, 6, 10))
    assert len(rules.months(record)) == 4
    with pytest.raises(NotUnderstood, match="cannot end on 2026-06-10"):
        story.tell(lived, NOW, date.max, date.max)


def test_who_flew_over_the_date_line_is_told_of_the_day_ahead(desk: Desk) -> None:
    logged(desk.in_zone("Pacific/Kiritimati"), "2026-03-09", "05:00", 30)
    now = datetime(2026, 3, 8, 16, 30, tzinfo=UTC)
    assert story.tell(desk.in_zone("Pacific/Honolulu"), now).last == date(2026, 3, 9)


def test_a_story_needs_a_beginning_and_an_end(desk: Desk) -> None:
    with pytest.raises(CannotBeDone, match="nothing to tell yet"):
        story.tell(desk, NOW)
    with pytest.raises(NotUnderstood, match="cannot end on 2026-03-01, before its first day 2026-04-01"):
        story.tell(desk, NOW, date(2026, 4, 1), date(2026, 3, 1))
    with pytest.raises(CannotBeDone, match="there is no path"):
        story.tell(desk, NOW, path="nowhere")
