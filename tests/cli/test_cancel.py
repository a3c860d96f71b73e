"""Ctrl+C in the middle of long work: one line, exit code 130, and everything as it was before."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.shell import ROOT, Shell

SESSIONS = 3000
LINE = "habit-tui: cancelled; nothing was left half done"

SHORT_IS_LONG = """
import sys
from habit_tui.cli import backup, entry, merge, transfer
backup.LONG = merge.LONG = transfer.LONG = 0
entry.main()
"""
"""The program, but that any file is long enough to show how far it has come."""


def cancelled(shell: Shell, words: Sequence[str], awaited: str) -> tuple[int, str]:
    """Run a command at a terminal, press Ctrl+C once it shows a text; its exit code and its words."""
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", SHORT_IS_LONG, *words],
        env={**shell.env, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"},
        stdin=theirs,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    written, is_sent = "", False
    while True:
        try:
            written += os.read(ours, 4096).decode(errors="replace")
        except OSError:
            break
        if not is_sent and awaited in written:
            process.send_signal(signal.SIGINT)
            is_sent = True
    os.close(ours)
    return process.wait(300), written


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A CSV file of many sessions, the latest two hours before each other."""
    last = datetime(2026, 11, 21, 5, tzinfo=UTC)
    rows = [
        f"{(last - timedelta(hours=2 * at)).isoformat()},"
        f"{(last - timedelta(hours=2 * at) + timedelta(minutes=50)).isoformat()},titanic"
        for at in range(SESSIONS)
    ]
    file = tmp_path / "log.csv"
    file.write_text("\n".join(["start,end,what", *rows, ""]))
    return file


def test_import_merge_and_restore_are_cancelled_with_everything_as_it_was(
    shell: Shell, log: Path, tmp_path: Path
) -> None:
    shell.done("log", "10m", "mine")
    before = shell.done("export", "json")

    def is_cancelled(*words: str, awaited: str) -> None:
        code, written = cancelled(shell, words, awaited)
        assert (code, written.splitlines()[-1].strip()) == (130, LINE), written
        assert shell.done("export", "json") == before

    is_cancelled("import", "csv", str(log), awaited="Importing")
    other, copy = shell.at(HABIT_TUI_DATA=str(tmp_path / "other")), tmp_path / "copy.db"
    answer = other.process("import", "csv", str(log))
    # To a pipe nothing is told on the way.
    assert (answer.code, answer.err) == (0, "")
    other.done("backup", str(copy))
    target = tmp_path / "out.ics"
    code, written = cancelled(other, ("export", "ics", "--output", str(target)), "%")
    assert (code, written.splitlines()[-1].strip()) == (130, LINE), written
    assert not target.exists()
    is_cancelled("merge", str(copy), awaited="Merging")
    is_cancelled("restore", str(copy), awaited="Restoring")
    assert list(Path(shell.env["HABIT_TUI_DATA"], "backups").glob(".*")) == []


FORGOTTEN = """
import os, signal, sys
from habit_tui.cli import entry

class Tidied:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)

from habit_tui.cli import replay
live = replay.live
replay.live = lambda *given: (live(*given), Tidied())
entry.main()
"""
"""The program, but that a Ctrl+C comes where Python forgets it: in a finalizer, when the demo is built."""


def test_a_ctrl_c_that_python_forgets_still_cancels_a_demo(shell: Shell) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORGOTTEN, "demo"],
        env={**shell.env, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.splitlines()[-1]) == (130, LINE)


def test_a_ctrl_c_in_the_making_of_a_class_is_no_fault(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_given: object, **_named: object) -> None:
        # As Python 3.11 tells of one inside `__set_name__`, while a module is imported.
        raise RuntimeError("Error calling __set_name__") from KeyboardInterrupt()

    monkeypatch.setattr("habit_tui.cli.streak.streak", interrupted)
    answer = shell("streak")
    assert (answer.code, answer.err) == (130, f"{LINE}\n")


def test_a_demo_is_cancelled_while_it_is_built_and_leaves_no_folder(shell: Shell, tmp_path: Path) -> None:
    passing = tmp_path / "passing"
    passing.mkdir()
    code, written = cancelled(shell.at(TMPDIR=str(passing)), ("demo",), "Living")
    assert (code, written.splitlines()[-1].strip()) == (130, LINE)
    assert list(passing.iterdir()) == []


def test_an_export_that_fails_on_the_way_leaves_no_file(shell: Shell, tmp_path: Path) -> None:
    shell.done("log", "10m", "mine")
    Path(shell.env["HABIT_TUI_DATA"], "habit.db").write_bytes(b"x" * 4096)
    assert shell("export", "csv", "--output", str(tmp_path / "out.csv")).code == 1
    assert not (tmp_path / "out.csv").exists()
