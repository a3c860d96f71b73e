"""Backups from the shell, and the one behind a day's first answer."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from habit_tui.cli import entry
from tests.cli.shell import ROOT, Answer, Shell
from tests.store.test_backup import damage

SOON = 300.0


@pytest.fixture
def shell(shell: Shell) -> Shell:
    """A shell at a store with one session."""
    shell.done("log", "5:10-6:40", "titanic")
    return shell


def backups(shell: Shell) -> list[str]:
    """The names of the backups there are."""
    return sorted(each.name for each in shell.file.with_name("backups").glob("habit-*.db"))


def test_backups_are_listed_with_counts_and_dates(shell: Shell) -> None:
    assert "no backups" in shell("restore").err
    shell.done("backup")
    said = shell.done("restore")
    assert "Sun 22 Nov 2026 07:30" in said
    assert "1 session, Sun 22 Nov 2026 to Sun 22 Nov 2026" in said
    (listed,) = shell.json("restore")
    assert (listed["sessions"], listed["sound"], listed["why"]) == (1, True, "asked")
    assert listed["rows"]["session"] == 1
    assert listed["at"] == "2026-11-22T07:30:00+01:00"


@pytest.mark.parametrize("day", ["today", "Sun 22 Nov 2026"])
def test_a_backup_is_named_by_its_day_as_it_is_listed_or_spoken_of(shell: Shell, day: str) -> None:
    shell.done("backup")
    assert shell.done("restore", day).startswith("Restored 1 session")
    assert "there is no backup" in shell.refused("restore", "yesterday").err


def test_a_restore_names_the_drafts_that_it_does_not_know(shell: Shell) -> None:
    name = Path(shell.json("backup")["path"]).name
    draft = shell.json("post", "new", "--title", "Week one")["path"]
    restored = shell.done("restore", name)
    assert restored.endswith(f"\n1 post on the disk it does not know:\n  {draft}\n")
    kept = Path(restored.splitlines()[1].removeprefix("What was there before is kept as ")).name
    assert shell.json("restore", name)["drafts"] == [draft]
    assert shell.json("restore", kept)["drafts"] == []


def test_a_day_brings_back_its_newest_backup_and_says_which_it_was(shell: Shell) -> None:
    shell.done("log", "5:00-5:10")
    shell.at("2026-11-22T07:40:00+01:00").done("backup")
    shell.done("delete", "1")
    shell.done("delete", "2")
    later = shell.at("2026-11-22T07:50:00+01:00")
    later.done("backup")
    restored, chosen, fuller, _, mend, kept = later.done("restore", "today").splitlines()
    assert restored.startswith("Restored 0 sessions")
    assert chosen == "from the backup of Sun 22 Nov 2026 07:50, the newest of 2 of that day"
    assert fuller == "A fuller one is of 07:40:"
    assert "kept" in kept
    latest = shell.at("2026-11-22T08:00:00+01:00")
    assert latest.done(*mend.split()[1:]).startswith("Restored 2 sessions")
    told = shell.at("2026-11-24T07:30:00+01:00").json("restore", "yesterday")
    assert told["backup"] == "habit-20261122T065000Z-asked.db"
    assert told["of"] == 2
    assert told["fuller"] == "habit-20261122T064000Z-asked.db"


@pytest.mark.parametrize("form", ["day first", "month first", "iso"])
def test_a_backup_is_named_by_its_moment_as_it_is_listed(shell: Shell, form: str) -> None:
    shell.done("config", "dates", form)
    shell.done("backup")
    shell.done("log", "10m", "--at", "3:00")
    shell = shell.at("2026-11-23T07:45:00+01:00")
    shell.done("backup")
    *_, listed, _ = shell.done("restore").splitlines()
    moment = listed.split("  ")[0]
    assert moment.endswith("07:30")
    assert shell.done("restore", moment).startswith("Restored 1 session,")
    assert "there is no backup" in shell.refused("restore", f"{moment[:-5]}04:00").err


def test_a_backup_is_brought_back_and_what_was_there_is_kept(shell: Shell) -> None:
    name = Path(shell.json("backup")["path"]).name
    shell.done("log", "6:45-7:00", "lost")
    answer = shell("restore", name)
    assert answer.out.startswith("Restored 1 session")
    assert "What was there before is kept as" in answer.out
    assert [each["what"] for each in shell.json("sessions")] == ["titanic"]
    kept = answer.out.rpartition(" ")[2].strip()
    assert shell.json("restore", kept)["sessions"] == 2
    assert len(shell.json("sessions")) == 2


def test_a_copy_elsewhere_is_written_and_restored(shell: Shell) -> None:
    mine = str(shell.folder / "mine.db")
    assert shell.json("backup", mine)["path"] == mine
    assert Path(mine).stat().st_mode & 0o777 == 0o600
    assert "exists already" in shell.refused("backup", mine).err
    shell.done("delete", "1")
    assert shell.json("restore", mine)["sessions"] == 1
    assert len(shell.json("sessions")) == 1


@pytest.mark.parametrize("given", ["nothing.db", "2020-01-01", "letter", "damaged.db"])
def test_a_restore_that_cannot_be_done_is_one_line_and_no_change(shell: Shell, given: str) -> None:
    shell.done("backup", str(shell.folder / "damaged.db"))
    damage(shell.folder / "damaged.db")
    (shell.folder / "letter").write_text("Dear Ada")
    path = shell.folder / given
    shell.refused("restore", str(path) if path.exists() else given)


def test_a_damaged_store_names_the_ways_out_and_restore_is_one(shell: Shell) -> None:
    name = Path(shell.json("backup")["path"]).name
    shell.file.write_bytes(shell.file.read_bytes()[:40960])
    said = shell.refused("sessions").err
    assert "habit-tui doctor" in said
    assert "habit-tui restore" in said
    shell.refused("backup")
    shell.done("restore", name)
    assert len(shell.json("sessions")) == 1


@pytest.mark.parametrize("words", [("log", "5m"), ("today",), ("sessions",)])
def test_a_file_that_is_gone_is_not_begun_anew_over_its_backups(shell: Shell, words: tuple[str, ...]) -> None:
    name = Path(shell.json("backup")["path"]).name
    for lose in (shell.file.unlink, lambda: shell.file.write_bytes(b"")):
        lose()
        answer = shell(*words)
        assert (answer.code, answer.out) == (1, "")
        assert "is gone, though there are backups of it" in answer.err
        shell.done("restore", name)
        assert len(shell.json("sessions")) == 1
    shell.file.with_name("backups").rename(shell.folder / "away")
    shell.file.unlink()
    shell.done(*words)


def test_the_first_command_of_a_day_is_followed_by_a_backup(shell: Shell) -> None:
    assert shell.process("log", "5m", "--at", "5:00").code == 0
    assert backups(shell) == ["habit-20261122T063000Z-daily.db"]
    assert shell.process("status").code == 0
    shell.at("2026-11-23T05:00:00+01:00").process("status")
    # Equal ones of one week: each day has its own.
    assert backups(shell) == ["habit-20261122T063000Z-daily.db", "habit-20261123T040000Z-daily.db"]


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("stop",), ("nonsense",)])
def test_what_does_nothing_is_followed_by_no_backup(shell: Shell, words: tuple[str, ...]) -> None:
    shell.process(*words)
    assert not shell.file.with_name("backups").exists()


def test_all_of_it_is_its_owners_alone_whatever_the_umask(shell: Shell) -> None:
    for words in (
        ("log", "5m"),
        ("backup",),
        ("restore", "2026-11-22"),
        ("backup", str(shell.folder / "mine")),
    ):
        assert shell.process(*words, umask=0).code == 0
    shell.file.write_bytes(b"ruined")
    assert shell.process("restore", str(shell.folder / "mine"), umask=0).code == 0
    (shell.file.with_name("backups") / "habit-20261121T060000Z-failed.txt").touch(0o600)
    made = [shell.folder / "mine", *shell.file.parent.rglob("*")]
    assert len(made) > 8
    assert {(each.is_dir(), each.stat().st_mode & 0o777) for each in made} == {(False, 0o600), (True, 0o700)}


def test_a_timers_run_has_its_backup_before_it_ends(shell: Shell) -> None:
    assert shell.process("remind", "--cron").code == 0
    assert len(backups(shell)) == 1


def test_at_a_terminal_a_process_of_its_own_takes_it(shell: Shell) -> None:
    ours, theirs = os.openpty()
    try:
        subprocess.run(
            [sys.executable, "-m", "habit_tui", "status"],
            env={**shell.env, "PYTHONPATH": str(ROOT)},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            check=True,
            timeout=300,
        )
    finally:
        os.close(theirs)
        os.close(ours)
    until, pause = monotonic() + SOON, Event()
    while not backups(shell) and monotonic() < until:
        pause.wait(0.01)
    assert len(backups(shell)) == 1


def test_a_backup_that_fails_spoils_no_answer_and_is_told_the_next_day(shell: Shell) -> None:
    shell.file.with_name("backups").write_text("in the way")
    answer = shell.process("status", "--json")
    assert answer.code == 0
    assert answer.json == {"running": None}
    assert "today's backup failed" in answer.err


def test_a_failure_noted_in_the_dark_is_told_the_next_day(shell: Shell) -> None:
    folder = shell.file.with_name("backups")
    folder.mkdir(0o700)
    (folder / "habit-20261121T060000Z-failed.txt").write_text("the disk is full")
    answer = shell.process("status")
    assert "the backup of 2026-11-21 failed: the disk is full" in answer.err
    assert shell.process("status").err == ""


def test_no_day_is_lost_to_a_kill_in_the_middle_of_its_backup(shell: Shell) -> None:
    script = f"""
import os, signal, sys; sys.path.insert(0, {str(ROOT)!r})
from habit_tui.store import backup
backup.checked = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from habit_tui.cli.entry import main
sys.argv = ["habit-tui", "status"]
main()
"""
    done = subprocess.run([sys.executable, "-c", script], env=shell.env, check=False, timeout=300)
    assert done.returncode == -signal.SIGKILL
    assert backups(shell) == []
    shell.process("status")
    assert len(backups(shell)) == 1


def test_commands_in_one_process_take_none(shell: Shell) -> None:
    assert entry.run(("status",), shell.env) == 0
    assert not shell.file.with_name("backups").exists()


def with_room_for(size: int, shell: Shell, *words: str) -> Answer:
    """The answer of a process that can write no file longer than `size`, as when a disk fills up."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return shell.at(PYTHONDONTWRITEBYTECODE="1").process(*words, preexec_fn=limit)


@pytest.mark.parametrize("command", ["backup", "backup FILE", "import", "restore", "upgrade"])
def test_a_disk_that_fills_up_leaves_the_file_whole_and_no_half_copy(shell: Shell, command: str) -> None:
    rows, mine = shell.folder / "rows.csv", shell.folder / "mine.db"
    rows.write_text("start,end,what\n2026-11-21T05:00:00Z,2026-11-21T06:00:00Z,french\n")
    name = Path(shell.json("backup")["path"]).name
    if command == "upgrade":
        shell.file.write_bytes((ROOT / "tests" / "data" / "version-1.db").read_bytes())
    words = {
        "backup": ("backup",),
        "backup FILE": ("backup", str(mine)),
        "import": ("import", "csv", str(rows)),
        "restore": ("restore", name),
        "upgrade": ("status",),
    }[command]
    before = shell.file.read_bytes()
    answer = with_room_for(len(before) // 2, shell, *words)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("\n") == 1
    assert "full" in answer.err
    assert shell.file.read_bytes() == before
    assert backups(shell) == [name]
    assert not mine.exists()
    assert not [each for each in shell.folder.rglob("*") if each.name.endswith((".partial", ".restoring"))]
    assert with_room_for(len(before) * 9, shell, *words).code == 0


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_folder_that_may_not_be_written_is_one_line(shell: Shell, command: str) -> None:
    """The folder's place is taken, which holds also for root."""
    name = Path(shell.json("backup", str(shell.folder / "mine.db"))["path"])
    shell.file.with_name("backups").write_text("in the way")
    words = ("backup",) if command == "backup" else ("restore", str(name))
    assert "no backup can be kept in" in shell.refused(*words).err


def test_a_long_copy_is_cancelled_by_ctrl_c(shell: Shell) -> None:
    script = f"""
import os, signal, sys; sys.path.insert(0, {str(ROOT)!r})
from habit_tui.store import backup
known, backup.told = backup.told, lambda _: lambda *given: os.kill(os.getpid(), signal.SIGINT)
from habit_tui.cli.entry import main
sys.argv = ["habit-tui", "backup"]
main()
"""
    done = subprocess.run([sys.executable, "-c", script], env=shell.env, check=False, timeout=300)
    assert done.returncode == entry.INTERRUPTED
    assert list(shell.file.with_name("backups").iterdir()) == []
