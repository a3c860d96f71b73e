"""A lock that another program holds for longer than ours wait."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

from habit_tui.services import session
from tests.factories import desk_at

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Waited:
    """What came of a trial: how long a log waited, what it said, what was not as it should be."""

    seconds: float
    said: str
    faults: tuple[str, ...]


def wait(folder: Path) -> Waited:
    """Hold the file while a shell logs; it must give up by itself, in one line."""
    desk = desk_at(folder, "Etc/UTC")
    with closing(sqlite3.connect(desk.store.file, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        began = perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "habit_tui", "log", "45m"],
            env={**desk.env, "PYTHONPATH": str(ROOT), "TZ": "Etc/UTC", "PATH": os.defpath},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        seconds = perf_counter() - began
        holder.execute("ROLLBACK")
    faults = []
    if done.returncode != 1 or done.stderr.count("\n") != 1 or "locked for too long" not in done.stderr:
        faults.append(f"it ended with {done.returncode} and said {done.stderr!r}")
    if session.between(desk, date.min, date.max):
        faults.append("a session was recorded after all")
    return Waited(seconds, done.stderr.strip(), tuple(faults))
