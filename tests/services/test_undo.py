"""Every kind of change through the services is undone and done again, a hundred steps and more."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habit_tui.services import change, export, merge, starter, transfer
from habit_tui.services.desk import Desk
from habit_tui.services.transfer import Import
from tests.factories import at, desk_at, logged
from tests.services import copies
from tests.services.copies import Step, contents, copy_of, steps

ZONE = "Europe/Berlin"
BEGAN = at("2026-11-22 06:00", ZONE)
CSV = "start,end,zone,what,kind,note,uid\n" + "".join(
    f"2025-03-{day:02}T05:00:00+01:00,2025-03-{day:02}T06:00:00+01:00,,imported,,,\n" for day in range(1, 21)
)


@pytest.fixture
def begun(tmp_path: Path) -> Desk:
    """A desk with a starter and four sessions."""
    desk = desk_at(tmp_path / "begun", ZONE)
    starter.apply(desk, "five-to-eight", at("2026-10-01 08:00", ZONE))
    for day in range(10, 14):
        logged(desk, f"2026-11-{day}", "05:10", 45, "titanic")
    return desk


def live(desk: Desk, rounds: int) -> int:
    """Do all that a learner may do, over and over; how many changes came of it."""
    before = len(change.undoable(desk, 1000))
    minutes = 0
    for number in range(rounds):
        for act in copies.ACTS:
            if act not in (copies.undo, copies.redo):
                minutes += 1
                Step(act, number, number + 3).do(desk, BEGAN + timedelta(minutes=minutes))
    return len(change.undoable(desk, 1000)) - before


def test_more_than_a_hundred_changes_of_every_kind_are_undone_and_done_again(begun: Desk) -> None:
    first = contents(begun)
    done = live(begun, 5)
    assert done > 100
    kinds = {each.action for each in change.undoable(begun, done)}
    assert kinds >= {"log", "edit", "delete", "start", "stop", "routine", "leave", "path"}
    assert kinds >= {"reflect", "plan", "post", "share", "skip"}
    for _ in range(done - 20):
        change.undo(begun, BEGAN + timedelta(days=1))
    earlier = contents(begun)
    for _ in range(20):
        change.undo(begun, BEGAN + timedelta(days=1))
    assert contents(begun) == first
    for _ in range(20):
        change.redo(begun, BEGAN + timedelta(days=1))
    assert contents(begun) == earlier


def test_an_import_and_a_merge_are_one_step_each(begun: Desk, tmp_path: Path) -> None:
    other = copy_of(begun, tmp_path / "other")
    live(other, 1)
    file = tmp_path / "in.csv"
    file.write_text(CSV)
    states = [contents(begun)]
    transfer.import_file(begun, Import("csv", str(file)), BEGAN)
    states.append(contents(begun))
    merge.merge(begun, other.store.file, BEGAN)
    states.append(contents(begun))
    assert [each.action for each in change.undoable(begun, 2)] == ["merge", "import"]
    for state in reversed(states[:-1]):
        change.undo(begun, BEGAN)
        assert contents(begun) == state
    for state in states[1:]:
        change.redo(begun, BEGAN)
        assert contents(begun) == state


def exported(desk: Desk) -> str:
    out = io.StringIO()
    export.export_json(desk, out)
    return out.getvalue()


@given(st.lists(steps, max_size=25))
@settings(max_examples=6 if settings().max_examples < 1000 else 500)
def test_whatever_was_done_export_restore_export_gives_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, done: list[Step]
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    here, there = desk_at(folder / "here", ZONE), desk_at(folder / "there", "Asia/Tokyo")
    starter.apply(here, "six-am", at("2026-10-01 08:00", ZONE))
    for number, step in enumerate(done):
        step.do(here, BEGAN + timedelta(minutes=number))
    text = exported(here)
    file = folder / "export.json"
    file.write_text(text, encoding="utf-8", newline="")
    assert transfer.import_file(there, Import("json", str(file)), BEGAN).problems == ()
    assert exported(there) == text
