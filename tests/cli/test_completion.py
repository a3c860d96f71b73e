"""What tab offers at the shell."""

import pytest

from tests.cli.shell import Shell


@pytest.fixture
def led(shell: Shell) -> Shell:
    """A shell at a store with a path, two sessions and a leave."""
    shell.done("init", "five-to-eight")
    shell.done("log", "30m", "titanic")
    shell.done("log", "20m", "french", "--on", "2026-10-01")
    shell.done("leave", "add", "2026-12-24", "--reason", "feast")
    return shell


def offered(shell: Shell, line: str, kind: str = "bash") -> list[str]:
    """What is offered for the last word of a line, as the shell's script gets it."""
    words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
    if kind == "fish":
        words["COMP_CWORD"] = line.rpartition(" ")[2]
    answer = shell.at(_HABIT_TUI_COMPLETE=f"{kind}_complete", **words).process()
    assert (answer.code, answer.err) == (0, "")
    return answer.out.split("\n")[:-1] if answer.out.strip() else []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("habit-tui config keymap_preset ", ["default", "vim", "arrows"]),
        ("habit-tui config theme", ["theme"]),
        ("habit-tui config zone Europe/Ber", ["Europe/Berlin"]),
        ("habit-tui init fi", ["five-to-eight"]),
        ("habit-tui delete ", ["1"]),
        ("habit-tui leave delete ", ["1"]),
        ("habit-tui path status x comp", ["completed"]),
        ("habit-tui log 45m --kind r", ["review"]),
        ("habit-tui path add x --kind b", ["book"]),
        ("habit-tui log 45m --on yes", ["yesterday"]),
        ("habit-tui plan tick ", ["1", "2", "3"]),
        ("habit-tui post edit ", []),
    ],
)
def test_what_is_known_is_offered(led: Shell, line: str, found: list[str]) -> None:
    assert [each.removeprefix("plain,") for each in offered(led, line)] == found


def test_a_title_is_offered_as_one_word_of_each_shell(led: Shell) -> None:
    line = "habit-tui path status tit"
    assert offered(led, line) == [r"plain,Titanic\\ competition\\ on\\ Kaggle"]
    assert offered(led, line, "zsh") == ["plain", "Titanic competition on Kaggle", "_"]
    assert "Titanic competition on Kaggle" in offered(led, line, "fish")[0]


def test_a_file_is_left_to_the_shell(led: Shell) -> None:
    assert offered(led, "habit-tui import csv he") == ["file,he"]
    assert offered(led, "habit-tui merge he") == ["file,he"]


def test_nothing_is_offered_and_nothing_said_where_the_store_cannot_be_read(shell: Shell) -> None:
    assert offered(shell, "habit-tui log 45m ti") == []
    shell.done("log", "30m")
    shell.file.write_bytes(b"nonsense" * 1000)
    assert offered(shell, "habit-tui log 45m ti") == []
