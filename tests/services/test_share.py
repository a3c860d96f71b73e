"""A check-list per post: where it was shared, where feedback was asked for, what came back."""

from datetime import date

import pytest

from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.post import Share
from habit_tui.services import change, post, share
from habit_tui.services.desk import Desk
from tests.factories import at

NOW = at("2026-11-22 08:00", "Europe/Berlin")
LATER = at("2026-11-25 08:00", "Europe/Berlin")
TODAY, THEN = date(2026, 11, 22), date(2026, 11, 25)


@pytest.fixture
def post_id(desk: Desk) -> int:
    """A post to share."""
    return post.new(desk, NOW, title="My week").id


def shares(desk: Desk, post_id: int) -> list[Share]:
    return [Share(*_facts(each)) for each in post.show(desk, post_id).shares]


def _facts(each: Share) -> tuple[str, date | None, date | None, date | None, str]:
    return each.place, each.shared_on, each.asked_on, each.received_on, each.feedback


def test_a_place_goes_from_planned_to_shared_to_heard(desk: Desk, post_id: int) -> None:
    share.put(desk, post_id, "Hacker News", NOW, planned=True)
    assert shares(desk, post_id) == [Share("Hacker News")]
    share.put(desk, post_id, "hacker news", NOW, asked=True)
    assert shares(desk, post_id) == [Share("Hacker News", TODAY, TODAY)]
    share.put(desk, post_id, "Hacker News", LATER, received="nice")
    share.put(desk, post_id, "Hacker News", LATER, received="but long")
    assert shares(desk, post_id) == [Share("Hacker News", TODAY, TODAY, THEN, "nice\nbut long")]


def test_each_post_has_its_own_list_in_the_order_it_was_written(desk: Desk, post_id: int) -> None:
    other = post.new(desk, NOW, title="Another").id
    for place in ("b", "a"):
        share.put(desk, post_id, place, NOW)
    assert [each.place for each in shares(desk, post_id)] == ["b", "a"]
    assert shares(desk, other) == []


def test_what_was_shared_on_another_day_is_dated_so(desk: Desk, post_id: int) -> None:
    share.put(desk, post_id, "Mum", LATER, on=TODAY)
    assert shares(desk, post_id) == [Share("Mum", TODAY)]
    share.put(desk, post_id, "Mum", LATER)
    assert shares(desk, post_id) == [Share("Mum", TODAY)]
    with pytest.raises(CannotBeDone, match="lies in the future"):
        share.put(desk, post_id, "Dad", NOW, on=THEN)


def test_a_place_can_be_taken_off_and_undo_brings_it_back(desk: Desk, post_id: int) -> None:
    share.put(desk, post_id, "Mum", NOW)
    share.drop(desk, post_id, "MUM", NOW)
    assert shares(desk, post_id) == []
    change.undo(desk, NOW)
    assert shares(desk, post_id) == [Share("Mum", TODAY)]


def test_what_cannot_be_ticked_is_refused(desk: Desk, post_id: int) -> None:
    with pytest.raises(NotUnderstood, match="say where it was shared"):
        share.put(desk, post_id, " ", NOW)
    with pytest.raises(CannotBeDone, match="there is no post 77"):
        share.put(desk, 77, "Mum", NOW)
    with pytest.raises(CannotBeDone, match='"Mum" is not on the check-list of "My week"'):
        share.drop(desk, post_id, "Mum", NOW)
