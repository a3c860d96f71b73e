"""What the file, its folder and the disk can do to a command: a line, exit code 1, nothing changed."""

import os
import resource
import signal
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.shell import Answer, Shell

NOBODY = 65534
EVERY_LANE = [("log", "10m"), ("today",), ("undo",)]
"""Writing and reading on the express lane, and a command that goes through SQLAlchemy."""


@pytest.fixture
def shell(shell: Shell) -> Shell:
    """A shell at a store with one session."""
    shell.done("log", "5:10-6:40", "titanic")
    return shell


def refused(shell: Shell, *words: str) -> str:
    """The one line a command is refused with."""
    answer = shell(*words)
    assert (answer.code, answer.out) == (1, ""), answer
    assert answer.err.startswith("habit-tui: ")
    assert answer.err.count("\n") == 1
    return answer.err


@pytest.mark.parametrize("words", EVERY_LANE)
def test_a_file_where_the_data_folder_should_be(shell: Shell, words: tuple[str, ...]) -> None:
    (shell.folder / "file").write_text("mine")
    lost = shell.at(HABIT_TUI_DATA=str(shell.folder / "file" / "data"))
    assert f"{shell.folder}/file/data cannot be made" in refused(lost, *words)
    assert (shell.folder / "file").read_text() == "mine"


@pytest.mark.parametrize("words", EVERY_LANE)
@pytest.mark.parametrize("content", [b"a letter to my mother", b"SQLite format 3\0", b"\0" * 4096])
def test_a_file_that_is_something_else_is_left_untouched(
    shell: Shell, words: tuple[str, ...], content: bytes
) -> None:
    other = shell.folder / "letter.txt"
    other.write_bytes(content)
    assert "letter.txt is not a habit_tui file; it was left untouched" in refused(
        shell, "--db", str(other), *words
    )
    assert other.read_bytes() == content
    assert not list(shell.folder.glob("letter.txt-*"))


@pytest.mark.parametrize("words", EVERY_LANE)
def test_another_programs_database_is_left_untouched(shell: Shell, words: tuple[str, ...]) -> None:
    other = shell.folder / "places.sqlite"
    connection = sqlite3.connect(other)
    connection.executescript("PRAGMA user_version = 1; CREATE TABLE session (id INTEGER PRIMARY KEY);")
    connection.close()
    before = other.read_bytes()
    assert "places.sqlite is not a habit_tui file; it was left untouched" in refused(
        shell, "--db", str(other), *words
    )
    assert other.read_bytes() == before


@pytest.mark.parametrize("words", EVERY_LANE)
def test_a_file_of_a_newer_version_is_left_untouched(shell: Shell, words: tuple[str, ...]) -> None:
    connection = sqlite3.connect(shell.file)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = shell.file.read_bytes()
    said = refused(shell, *words)
    assert "file version 99" in said
    assert "upgrade habit-tui" in said
    assert shell.file.read_bytes() == before


@pytest.mark.parametrize("words", EVERY_LANE)
def test_a_damaged_file_is_said_to_be_damaged(shell: Shell, words: tuple[str, ...]) -> None:
    content = bytearray(shell.file.read_bytes())
    content[4096 : 20 * 4096] = bytes(19 * 4096)
    shell.file.write_bytes(content)
    assert "habit.db is damaged" in refused(shell, *words)
    assert shell.file.read_bytes() == content


@pytest.mark.parametrize("words", EVERY_LANE)
def test_a_place_that_can_hold_no_store(shell: Shell, words: tuple[str, ...]) -> None:
    os.mkfifo(shell.folder / "pipe")
    for place in ("pipe", "."):
        assert "is no file" in refused(shell, "--db", str(shell.folder / place), *words)
    assert not list(shell.folder.glob("pipe-*"))


def test_an_empty_file_name_does_not_mean_the_usual_file(shell: Shell) -> None:
    assert "--db names no file" in shell.refused("--db", "", "log", "10m").err
    assert "--db names no file" in shell.refused("--db=", "log", "10m").err
    assert "--db names no file" in shell.refused("--db", "", "sessions").err


def test_a_file_of_ones_own_is_made_with_its_folder(shell: Shell) -> None:
    own = shell.folder / "a folder" / "100% ?#.db"
    shell.done("--db", str(own), "log", "10m")
    assert own.is_file()
    assert shell.json(f"--db={own}", "sessions")[0]["minutes"] == 10
    assert len(shell.json("sessions")) == 1


@pytest.mark.parametrize("words", [("log", "10m"), ("undo",)])
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o755), (0o644, 0o555)])
def test_what_may_only_be_read_can_still_be_read(
    shell: Shell, words: tuple[str, ...], file_mode: int, folder_mode: int
) -> None:
    with of_nobody(shell) as theirs:
        theirs.file.chmod(file_mode)
        theirs.file.parent.chmod(folder_mode)
        assert "read-only" in refused(theirs, *words)
        assert "titanic" in theirs.done("today")


def test_a_file_that_may_not_be_read(shell: Shell) -> None:
    with of_nobody(shell) as theirs:
        theirs.file.chmod(0)
        assert "cannot be opened" in refused(theirs, "today")
        theirs.file.parent.chmod(0)
        assert "cannot be opened" in refused(theirs, "today")


@contextmanager
def of_nobody(shell: Shell) -> Iterator[Shell]:
    """The shell, with a copy of its store, of a user for whom permissions count: nobody, in root's place."""
    # What is imported late is imported now: nobody may not be allowed to read where it lies.
    shell.done("undo")
    shell.done("redo")
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        data = home / "data"
        data.mkdir()
        (data / "habit.db").write_bytes(shell.file.read_bytes())
        theirs = shell.at(HOME=place, HABIT_TUI_DATA=str(data), HABIT_TUI_CONFIG=str(home / "config"))
        is_root = os.geteuid() == 0
        if is_root:
            for each in (home, data, data / "habit.db"):
                os.chown(each, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        try:
            yield theirs
        finally:
            data.chmod(0o755)
            if is_root:
                os.seteuid(0)


@pytest.mark.parametrize("command", ["log", "edit"])
def test_a_full_disk_changes_nothing(shell: Shell, command: str) -> None:
    before = shell.json("sessions")
    words = ("log", "10m") if command == "log" else ("edit", "1")
    answer = on_a_full_disk(shell, *words, "--note", "n" * 19_000)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("\n") == 1
    assert "disk full" in answer.err or "disk is full" in answer.err
    assert shell.json("sessions") == before
    assert shell.json("undo")["action"] == "log"


def test_a_disk_too_full_for_a_new_file_says_so(shell: Shell) -> None:
    shell.file.unlink()
    answer = on_a_full_disk(shell, "log", "10m", free=8192)
    assert (answer.code, answer.out) == (1, "")
    assert "full" in answer.err
    shell.done("log", "10m")


def on_a_full_disk(shell: Shell, *words: str, free: int = 4096) -> Answer:
    """The answer of a process that may write no file longer than the store is now, or `free` bytes."""
    size = shell.file.stat().st_size if shell.file.exists() else free

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    # Python would leave half a compiled module behind where it finds none.
    return shell.at(PYTHONDONTWRITEBYTECODE="1").process(*words, preexec_fn=limit)


def test_the_data_is_its_owners_alone_whatever_the_umask(shell: Shell) -> None:
    fresh = shell.at(HABIT_TUI_DATA=str(shell.folder / "fresh" / "data"))
    answer = fresh.process("init", "--starter", "five-to-eight", umask=0)
    assert answer.code == 0, answer
    assert fresh.file.stat().st_mode & 0o777 == 0o600
    assert fresh.file.parent.stat().st_mode & 0o777 == 0o700
    draft = Path(fresh.process("post", "new", "--title", "x", "--json", umask=0).json["path"])
    assert draft.stat().st_mode & 0o077 == 0
    assert draft.parent.stat().st_mode & 0o077 == 0
