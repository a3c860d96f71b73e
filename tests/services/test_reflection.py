"""Reflections: what stood in the way, what was tried, what solved it."""

from datetime import date
from typing import Any

import pytest

from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.reflection import ReflectionKind
from habit_tui.services import reflection
from habit_tui.services.desk import Desk
from tests.services.journeys import begun, on

BLOCKER, TAKEAWAY, WIN = ReflectionKind.BLOCKER, ReflectionKind.TAKEAWAY, ReflectionKind.WIN


def test_the_two_blockers_of_the_six_am_story_can_be_told(desk: Desk) -> None:
    time = reflection.add(desk, on("2026-03-02"), BLOCKER, "no time").reflection
    maths = reflection.add(desk, on("2026-03-02"), BLOCKER, "weak maths").reflection
    reflection.add(desk, on("2026-03-09"), TAKEAWAY, "evenings: too tired", about=time.id)
    reflection.add(desk, on("2026-03-12"), ReflectionKind.SETBACK, "slept in", about=time.id)
    solved = reflection.solve(desk, on("2026-04-01"), time.id, "up at six: three more hours a day")
    assert [each.text for each in solved.story.tried] == ["evenings: too tired", "slept in"]
    assert solved.story.solved is not None
    assert solved.story.solved.text == "up at six: three more hours a day"
    assert solved.story.solved.on_day == date(2026, 4, 1)
    assert [each.reflection.text for each in reflection.listing(desk, only_open=True)] == [
        "weak maths",
        "slept in",
    ]
    win = reflection.add(desk, on("2026-05-01"), WIN, "intuition first", about=maths.id, solves=True)
    assert win.reflection.solves
    assert not reflection.show(desk, maths.id).story.is_open


def test_a_reflection_knows_its_path_and_resource_and_hands_them_on(desk: Desk) -> None:
    path = begun(desk, "fast.ai")
    noted = reflection.add(desk, on("2026-03-03"), BLOCKER, "no GPU", resource_id=1)
    assert (noted.path, noted.resource) == ("ML", "fast.ai")
    reflection.solve(desk, on("2026-03-04"), noted.reflection.id, "rented one")
    assert [each.path for each in reflection.listing(desk, path_id=path.id)] == ["ML", "ML"]
    assert reflection.listing(desk, kind=WIN) == ()


@pytest.mark.parametrize(
    ("kind", "text", "given", "message"),
    [
        (WIN, " ", {}, "the text is empty"),
        (WIN, "x", {"about": 77}, "no reflection 77"),
        (WIN, "x", {"path_id": 77}, "no path 77"),
        (WIN, "x", {"resource_id": 77}, "no resource 77"),
        (WIN, "x", {"about": 2}, "only a setback or a blocker is solved"),
        (WIN, "x", {"about": 1, "on": date(2026, 3, 1)}, "was noted on Mon 2 Mar 2026"),
        (BLOCKER, "x", {"about": 1, "solves": True}, "a blocker solves nothing"),
        (WIN, "x", {"about": 1, "solves": True}, 'solved on Wed 4 Mar 2026 already: "got up"'),
        (WIN, "x", {"on": date(2026, 3, 9)}, "lies in the future"),
    ],
)
def test_what_cannot_be_noted_is_refused(
    desk: Desk, kind: ReflectionKind, text: str, given: dict[str, Any], message: str
) -> None:
    reflection.add(desk, on("2026-03-02"), BLOCKER, "no time")
    reflection.add(desk, on("2026-03-02"), WIN, "a good day")
    reflection.solve(desk, on("2026-03-04"), 1, "got up")
    with pytest.raises((CannotBeDone, NotUnderstood), match=message):
        reflection.add(desk, on("2026-03-05"), kind, text, **given)
    assert len(reflection.listing(desk)) == 3


def test_a_text_is_corrected_and_a_solution_deleted_opens_the_blocker_again(desk: Desk) -> None:
    reflection.add(desk, on("2026-03-02"), BLOCKER, "no tiem")
    assert reflection.edit(desk, on("2026-03-02"), 1, "no time").reflection.text == "no time"
    reflection.solve(desk, on("2026-03-04"), 1, "got up")
    assert reflection.delete(desk, on("2026-03-04"), 2).reflection.text == "got up"
    assert reflection.show(desk, 1).story.is_open
    reflection.solve(desk, on("2026-03-05"), 1, "got up, really")
    reflection.delete(desk, on("2026-03-05"), 1)
    (left,) = reflection.listing(desk)
    assert (left.reflection.text, left.reflection.about_id) == ("got up, really", None)
