"""A disk that fills up during logs, an import, a backup, a merge, an upgrade: nothing acknowledged is lost.

Root gets a small tmpfs; anybody else a limit on the size of files, which SQLite meets the same way.
"""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from habit_tui.services import session
from habit_tui.services.desk import Desk
from tests.factories import desk_at

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parents[1] / "data"
NOW = "2026-11-22T21:00:00Z"
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Full:
    """What came of a trial: sessions acknowledged, what each refused command said, what was wrong."""

    acknowledged: int
    said: Mapping[str, str]
    faults: tuple[str, ...]


@contextmanager
def small_disk(folder: Path, size: int = MEGABYTE) -> Iterator[bool]:
    """Make the folder a disk of its own of this many bytes, where that is allowed; whether it is one."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path, disk: Path, limit: int = MEGABYTE, step: int = 1) -> Full:
    """Log, import, back up and merge at a store on a disk with less and less room, then upgrade an old one.

    `limit` is the most bytes a file may have where the disk is no small one; each log writes a long note of
    `step` times its usual length, so that the disk is full soon.
    """
    desk = _desk(folder, disk)
    room = None if os.path.ismount(disk) else limit
    acknowledged: set[str] = set()
    said: dict[str, str] = {}
    faults: list[str] = []

    def attempt(name: str, *words: str) -> bool:
        done = _run(desk, words, room)
        if done.returncode == 0:
            return True
        said[name] = done.stderr.strip()
        faults.extend(f"{name}: {each}" for each in _unclear(done))
        return False

    def refused(name: str, *words: str) -> None:
        before = _sessions(desk)
        if not attempt(name, *words) and _sessions(desk) != before:
            faults.append(f"{name}: it was refused and changed something")

    big = folder / "big.csv"
    _write_sessions(big)
    other = str(_other(folder))
    # There is room for the backup before these, and none for all their rows.
    refused("import midway", "import", "csv", str(big))
    refused("merge midway", "merge", other)
    shutil.rmtree(desk.store.backups)
    number = 0
    while attempt("log", *_words(number, step)):
        acknowledged.add(f"n{number}")
        number += 1
    refused("import", "import", "csv", str(big))
    refused("merge", "merge", other)
    refused("backup", "backup")
    refused("start", "start", "x" * 400)
    there = {each.split(" ")[0] for each in _sessions(desk)}
    faults += [f"session {each} is lost" for each in sorted(acknowledged - there)]
    faults += _damage(desk)
    faults += _upgrade(desk, room, said)
    return Full(len(acknowledged), said, tuple(faults))


def _desk(folder: Path, disk: Path) -> Desk:
    """A desk whose data lie on the disk."""
    (folder / "data").symlink_to(disk, target_is_directory=True)
    return desk_at(folder, "Etc/UTC")


def _words(number: int, step: int) -> list[str]:
    at = f"{number % 200 // 12:02}:{number % 12 * 5:02}"
    day = date(2026, 11, 21).toordinal() - number // 200
    note = ["--note", "x" * 2000 * (step - 1)] if step > 1 else []
    on = date.fromordinal(day).isoformat()
    return ["log", "5m", f"n{number}", "--on", on, "--at", at, "--overlap", *note]


def _run(desk: Desk, words: Sequence[str], room: int | None) -> "subprocess.CompletedProcess[str]":
    limit: Callable[[], None] | None = None
    if room is not None:
        most = room

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return subprocess.run(
        [sys.executable, "-m", "habit_tui", *words],
        env={**desk.env, "HABIT_TUI_NOW": NOW, "PYTHONPATH": str(ROOT), "TZ": "Etc/UTC", "PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
        timeout=120,
    )


def _unclear(done: "subprocess.CompletedProcess[str]") -> list[str]:
    """Why an answer is not one clear line."""
    found = []
    if done.returncode != 1:
        found.append(f"it ended with {done.returncode}")
    if done.stderr.count("\n") != 1 or not done.stderr.startswith("habit-tui: "):
        found.append(f"it said {done.stderr!r}")
    if "a fault in habit-tui itself" in done.stderr:
        found.append(done.stderr)
    return found


def _sessions(desk: Desk) -> list[str]:
    found = session.between(desk, date.min, date.max)
    return sorted(f"{each.what} {each.start} {each.end} {each.note}" for each in found)


def _write_sessions(file: Path) -> None:
    rows = ["start,end,zone,what,kind,note,uid"]
    for number in range(2000):
        at = f"2020-{number // 400 + 1:02}-{number // 16 % 25 + 1:02}T{number % 16 + 4:02}"
        rows.append(f"{at}:00:00+00:00,{at}:30:00+00:00,Etc/UTC,imported {number},,,")
    file.write_text("\n".join(rows) + "\n")


def _other(folder: Path) -> Path:
    """Another copy with many sessions, on a disk with room."""
    other = desk_at(folder / "other", "Etc/UTC")
    done = _run(other, ["import", "csv", str(folder / "big.csv")], None)
    assert done.returncode == 0, done
    return Path(other.store.file)


def _damage(desk: Desk) -> list[str]:
    with closing(sqlite3.connect(desk.store.file)) as connection:
        return [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]


def _upgrade(desk: Desk, room: int | None, said: dict[str, str]) -> list[str]:
    """Open a file of version 1 on a disk without room for its upgrade: it stays as it is."""
    here = Path(desk.store.file).parent
    for each in here.iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    shutil.copy(DATA / "version-1.db", desk.store.file)
    filler = here / "filler"
    if room is None:
        free = shutil.disk_usage(here).free
        filler.write_bytes(b"x" * max(0, free - 100_000))
    before = Path(desk.store.file).read_bytes()
    done = _run(desk, ["leave", "list"], None if room is None else len(before) + 8192)
    said["upgrade"] = done.stderr.strip()
    if done.returncode == 0:
        return ["upgrade: there was room for it"]
    faults = [f"upgrade: {each}" for each in _unclear(done)]
    filler.unlink(missing_ok=True)
    with closing(sqlite3.connect(desk.store.file)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != 1 or Path(desk.store.file).read_bytes() != before:
        faults.append("upgrade: the file is not as it was")
    if _run(desk, ["leave", "list"], None).returncode != 0:
        faults.append("upgrade: it cannot be made once there is room")
    return faults
