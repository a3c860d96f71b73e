"""A fault of the program itself: said in a line, its traceback kept for whoever has to find it."""

import pytest

from habit_tui.services import today
from tests.cli.shell import Shell


def _breaks(*_: object) -> None:
    raise ZeroDivisionError("division of a \x1b[31mday")


@pytest.fixture
def broken(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell at a program that has a fault in `today`."""
    monkeypatch.setattr(today, "show", _breaks)
    return shell


def test_a_fault_is_one_line_and_its_traceback_is_in_the_log(broken: Shell) -> None:
    answer = broken("today")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("\n") == 1
    assert "a fault in habit-tui itself: ZeroDivisionError" in answer.err
    assert "\x1b" not in answer.err
    log = broken.file.with_name("habit-tui.log")
    assert str(log) in answer.err
    assert "Traceback" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600


def test_the_log_lies_beside_the_file_that_was_named(broken: Shell) -> None:
    answer = broken("--db", str(broken.folder / "own" / "own.db"), "today")
    assert str(broken.folder / "own" / "habit-tui.log") in answer.err


def test_a_fault_that_cannot_be_logged_is_not_swallowed(broken: Shell) -> None:
    (broken.file.with_name("habit-tui.log")).mkdir()
    with pytest.raises(ZeroDivisionError):
        broken("today")


def test_a_clock_that_went_back_is_told_once_with_what_was_recorded(shell: Shell) -> None:
    shell.done("log", "45m", "titanic")
    earlier = shell.at("2026-11-20T05:12:00+01:00")
    assert earlier("log", "10m", "titanic").err == (
        "the clock went back: the last change was on Sun 22 Nov 2026\n"
    )
    assert earlier("log", "10m", "titanic", "--at", "4:00").err == ""
