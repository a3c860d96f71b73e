"""`init`: a starter in a store that has data, and one from a file."""

import sys

import pytest

from tests.cli.shell import ROOT, Shell
from tests.terminal import shown


@pytest.fixture
def settled(shell: Shell) -> Shell:
    """A shell whose learner has a routine of their own."""
    shell.done("routine", "set", "--window", "20:00-22:00", "--target", "30")
    return shell


def window(shell: Shell) -> str:
    """The window in force on Monday, when a routine set today holds for sure."""
    return str(shell.at("2026-11-23T07:30:00+01:00").json("today")["window"]["start"])[11:16]


def test_a_script_keeps_its_routine_unless_it_says_otherwise(settled: Shell) -> None:
    answer = settled("init", "--starter", "six-am")
    assert answer.code == 0
    assert 'A path: "Deep learning before work"' in answer.out
    assert "--replace-routine" in answer.err
    assert window(settled) == "20:00"
    assert "--replace-routine" not in settled("init", "--starter", "six-am", "--keep-routine").err
    assert window(settled) == "20:00"
    settled.done("init", "--starter", "six-am", "--replace-routine")
    assert window(settled) == "06:00"
    assert len(settled.json("path", "list")) == 1


@pytest.mark.parametrize(("answer", "start"), [(b"y\n", "06:00"), (b"\n", "20:00")])
def test_at_a_terminal_it_asks_before_it_replaces_a_routine(
    settled: Shell, answer: bytes, start: str
) -> None:
    env = {**settled.env, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "habit_tui", "init", "--starter", "six-am"]
    seen = shown(command, env, ["Your routine: 20:00-22:00", "Replace it from today on? [y/N]"], answer)
    assert seen.code == 0
    assert window(settled) == start


def test_nothing_is_asked_in_an_empty_store_or_for_the_same_routine(shell: Shell) -> None:
    for _ in range(2):
        assert "replace" not in shell("init", "--starter", "six-am").err
    assert window(shell) == "06:00"


def test_a_routine_that_is_replaced_today_leaves_the_days_before_as_they_were(settled: Shell) -> None:
    settled.done("log", "30m", "reading", "--on", "yesterday")
    before = settled.json("calendar")["days"]
    settled.done("init", "--starter", "six-am", "--replace-routine")
    today = "2026-11-22"
    assert [day for day in settled.json("calendar")["days"] if day["study_day"] < today] == [
        day for day in before if day["study_day"] < today
    ]


def test_a_starter_file_that_breaks_the_schema_changes_nothing(shell: Shell) -> None:
    file = shell.folder / "mine.toml"
    file.write_text('title = "Mine"\ncolour = "red"\n')
    assert '"mine.toml"' in shell.refused("init", "--starter", str(file)).err


def test_a_starter_can_be_named_without_its_option(shell: Shell) -> None:
    assert "From frontend to machine learning" in shell.done("init", "five-to-eight")
    assert shell.refused("init", "six-am", "--starter", "five-to-eight").code == 2
