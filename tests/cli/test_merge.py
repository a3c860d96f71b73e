"""`merge` from the shell: what came, what to look at, and the way back."""

import shutil
from pathlib import Path

import pytest

from tests.cli.shell import Shell


@pytest.fixture
def other(shell: Shell) -> Path:
    """A second laptop's copy, with a session of its own that overlaps one of ours."""
    shell.done("log", "45m", "shared", "--on", "yesterday")
    copy = shell.folder / "laptop.db"
    shutil.copy(shell.file, copy)
    shell.done("log", "5:00-6:00", "mine")
    shell.done("--db", str(copy), "log", "5:30-6:30", "theirs")
    return copy


def test_what_came_and_what_overlaps_is_told(shell: Shell, other: Path) -> None:
    said = shell.done("merge", str(other))
    assert said.splitlines() == [
        "                          added  changed  deleted",
        "session                       1        0        0",
        'The session of 2026-11-22 "theirs" overlaps the session of 2026-11-22 "mine"; both are kept',
        "1 row merged, 1 conflict",
    ]
    assert [each["what"] for each in shell.json("sessions")] == ["shared", "mine", "theirs"]
    assert shell.done("merge", str(other)) == "Nothing to merge: all that the other copy holds is here\n"
    assert shell.done("undo") == 'Undid: merged 1 row from "laptop.db"\n'
    assert [each["what"] for each in shell.json("sessions")] == ["shared", "mine"]


def test_a_dry_run_and_json_say_the_same_and_change_nothing(shell: Shell, other: Path) -> None:
    assert shell.done("merge", str(other), "--dry-run").endswith("1 row would be merged, 1 conflict\n")
    tried = shell.json("merge", str(other), "--dry-run")
    assert tried["dry_run"]
    assert tried["rows"] == 1
    assert tried["tables"] == [{"table": "session", "added": 1, "changed": 0, "deleted": 0}]
    (conflict,) = tried["conflicts"]
    assert conflict.keys() == {"kind", "table", "uid", "text"}
    assert shell.json("merge", str(other)) == {**tried, "dry_run": False}


@pytest.mark.parametrize(
    ("name", "why"), [("none.db", "there is no file"), ("data/habit.db", "is the store itself")]
)
def test_what_cannot_be_merged_is_said_in_one_line(shell: Shell, name: str, why: str) -> None:
    assert why in shell.refused("merge", str(shell.folder / name)).err


def test_control_characters_of_the_other_copy_do_not_reach_the_terminal(shell: Shell, other: Path) -> None:
    shell.done("--db", str(other), "log", "5:40-5:50", "\x1b[2Jboo", "--overlap")
    assert "\x1b" not in shell.done("merge", str(other))


def test_a_conflicted_copy_is_offered_on_stderr_until_it_is_gone(shell: Shell, other: Path) -> None:
    copy = shell.file.with_name("habit (conflicted copy 2026-11-22 051000).db")
    other.rename(copy)
    answer = shell("leave", "list")
    assert answer.err.startswith(
        "habit-tui: habit (conflicted copy 2026-11-22 051000).db is a conflicted copy"
    )
    assert answer.err.count("\n") == 1
    assert shell.json("undo", "--list")
    assert shell("merge", str(copy)).err == ""
    copy.unlink()
    assert "conflicted" not in shell("leave", "list").err
