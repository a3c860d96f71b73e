"""The command line as a process: its streams, its terminal, its environment."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from habit_tui import __version__
from tests.cli.shell import ROOT, Shell, process
from tests.terminal import abandoned, shown


def test_without_a_terminal_and_a_command_today_is_printed(shell: Shell) -> None:
    answer = shell.process()
    assert (answer.code, answer.err) == (0, "")
    assert answer == shell.process("today")
    assert "Sun 22 Nov 2026" in answer.out


@pytest.mark.parametrize(
    ("env", "words", "said"),
    [
        ({"TERM": "dumb"}, (), "Sun 22 Nov 2026"),
        ({"TERM": "dumb"}, ("log", "--help"), "Record a session"),
        ({"TERM": "xterm-256color"}, ("today",), "Sun 22 Nov 2026"),
        ({"TERM": "xterm-256color"}, ("--help",), "Daily study"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, ("lodg",), "No such command"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, ("streak",), "no streak yet"),
    ],
)
def test_text_is_plain_on_any_terminal(
    shell: Shell, env: dict[str, str], words: tuple[str, ...], said: str
) -> None:
    written = _on_a_terminal({**shell.env, **env}, *words)
    assert said in written
    assert "\x1b" not in written


def _on_a_terminal(env: Mapping[str, str], *words: str) -> str:
    """What a command writes to a terminal, every byte of it."""
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "habit_tui", *words]
    subprocess.run(
        command,
        env={**env, "PYTHONPATH": str(ROOT)},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        check=False,
        timeout=300,
    )
    os.close(theirs)
    try:
        return os.read(ours, 1 << 16).decode()
    finally:
        os.close(ours)


@pytest.mark.parametrize("form", ["csv", "timewarrior", "markdown"])
def test_an_export_is_safe_on_a_terminal_and_whole_in_a_pipe(shell: Shell, form: str) -> None:
    shell.done("log", "5:10-5:40", "a\x1b[2Jb")
    assert "\x1b" not in _on_a_terminal(shell.env, "export", form)
    assert ("\x1b" in shell.done("export", form)) == (form == "csv")


def test_the_version_is_the_packages(shell: Shell) -> None:
    assert shell.process("--version").out == f"habit-tui, version {__version__}\n"


def test_help_names_every_command(shell: Shell) -> None:
    said = shell.process("--help").out
    for name in ("init", "log", "start", "stop", "status", "sessions", "edit", "delete", "undo", "today"):
        assert re.search(rf"^  {name} ", said, re.MULTILINE), name
    assert shell.process("-h").out == said


def test_help_is_never_cut_short(shell: Shell) -> None:
    said = shell.process("--help").out
    for group in ("leave", "path", "plan", "post", "reflect", "remind", "routine"):
        said += shell.process(group, "--help").out
    assert [line for line in said.splitlines() if re.fullmatch(r"  \S.*\.\.\.", line)] == []


def test_a_choice_left_out_is_told_in_one_line(shell: Shell) -> None:
    answer = shell.refused("export")
    assert answer.code == 2
    assert "csv, json, ics, timewarrior, markdown" in answer.err


@pytest.mark.parametrize("words", [("today",), ("log", "10m", "--overlap"), ("--help",), ("export", "csv")])
def test_a_reader_that_has_gone_is_no_failure(shell: Shell, words: tuple[str, ...]) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        answer = shell.process(*words, capture_output=False, stdout=write, stderr=subprocess.PIPE)
    finally:
        os.close(write)
    assert (answer.code, answer.err) == (0, "")


def test_a_session_logged_to_a_reader_that_has_gone_is_recorded(shell: Shell) -> None:
    command = f"{sys.executable} -m habit_tui log 10m | head -0"
    subprocess.run(["sh", "-c", command], env={**shell.env, "PYTHONPATH": str(ROOT)}, check=True)
    assert len(shell.json("sessions")) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("words", [("today",), ("--help",), ("export", "csv")])
def test_a_full_device_is_said(shell: Shell, words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        answer = shell.process(*words, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert (answer.code, answer.err) == (
        1,
        "habit-tui: the answer cannot be written: No space left on device\n",
    )


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_failure(shell: Shell, closed: str) -> None:
    command = f"exec {sys.executable} -m habit_tui log 10m --overlap {closed}"
    done = subprocess.run(
        ["sh", "-c", command], env={**shell.env, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(shell.json("sessions")) == 1


def test_without_any_variable_the_account_and_its_zone_are_used(shell: Shell) -> None:
    answer = process({"HABIT_TUI_DATA": shell.env["HABIT_TUI_DATA"]}, "status")
    assert (answer.code, answer.out) == (0, "No session is running\n")


def test_a_process_that_is_ended_in_the_middle_leaves_nothing(shell: Shell) -> None:
    waiting = sqlite3.connect(shell.file, isolation_level=None)
    waiting.execute("BEGIN IMMEDIATE")
    started = _started(shell, "log", "10m")
    with pytest.raises(subprocess.TimeoutExpired):
        started.wait(timeout=0.5)
    started.terminate()
    started.wait(timeout=300)
    waiting.execute("ROLLBACK")
    waiting.close()
    assert shell.json("sessions") == []


def test_a_process_waits_for_another_one_that_writes(shell: Shell) -> None:
    waiting = sqlite3.connect(shell.file, isolation_level=None)
    waiting.execute("BEGIN IMMEDIATE")
    started = _started(shell, "log", "10m")
    with pytest.raises(subprocess.TimeoutExpired):
        started.wait(timeout=0.5)
    waiting.execute("ROLLBACK")
    waiting.close()
    assert started.wait(timeout=300) == 0
    assert len(shell.json("sessions")) == 1


def _started(shell: Shell, *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "habit_tui", *words],
        env={**shell.env, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_every_shell_gets_its_completion(shell: Shell, name: str) -> None:
    answer = shell.at(_HABIT_TUI_COMPLETE=f"{name}_source").process()
    assert answer.code == 0
    assert "habit-tui" in answer.out


def test_commands_are_completed(shell: Shell) -> None:
    words = shell.at(_HABIT_TUI_COMPLETE="bash_complete", COMP_WORDS="habit-tui st", COMP_CWORD="1")
    answer = words.process()
    assert answer.out.split() == ["plain,start", "plain,status", "plain,stop", "plain,story", "plain,streak"]


def test_a_terminal_without_a_command_opens_the_full_screen(shell: Shell) -> None:
    env = {**shell.env, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
    screen = shown([sys.executable, "-m", "habit_tui"], env, ["Today"])
    assert screen.code == 0


@pytest.mark.parametrize("words", [(), ("today", "--inline")])
@pytest.mark.parametrize("running", [False, True])
def test_a_screen_whose_terminal_is_gone_ends(shell: Shell, running: bool, words: tuple[str, ...]) -> None:
    shell.done("log", "10m", "lesson")
    if running:
        # Its clock draws every second, and fills Textual's queue long before the minute.
        shell.done("start", "titanic")
    moment = "2026-11-22T07:31:03+01:00+"
    env = {**shell.env, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), "HABIT_TUI_NOW": moment}
    awaited = "titanic" if running else "10 min"
    assert abandoned([sys.executable, "-m", "habit_tui", *words], env, awaited) != 0
