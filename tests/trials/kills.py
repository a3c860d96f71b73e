"""SIGKILL at random moments of writing: what was acknowledged is there, the file whole, verdicts right."""

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import sleep

from habit_tui.domain.streak import Verdict
from habit_tui.services import calendar, session
from habit_tui.services.desk import Desk
from tests.factories import desk_at
from tests.trials.writer import BEGAN

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Killed:
    """What came of a trial: kills, sessions acknowledged, and everything that was not as it should be."""

    kills: int
    acknowledged: int
    faults: tuple[str, ...]


def kill(folder: Path, kills: int, seed: int = 0, flags: Sequence[str] = ()) -> Killed:
    """Start a writer again and again at one store and kill it within some hundredths of a second."""
    chance = random.Random(seed)
    desk = desk_at(folder, "Etc/UTC")
    said: set[str] = set()
    faults: list[str] = []
    for number in range(kills):
        said |= _killed(folder, _next(desk), chance.uniform(0.0, 0.06), flags)
        there = [each.what for each in session.between(desk, date.min, date.max)]
        faults += [f"kill {number}: session {each} is lost" for each in sorted(said - set(there))]
        faults += [f"kill {number}: {each}" for each in _wrong(desk, there)]
        said &= set(there)
    return Killed(kills, len(said), tuple(faults))


def _next(desk: Desk) -> int:
    return max((int(each.what) for each in session.between(desk, date.min, date.max)), default=-1) + 1


def _killed(folder: Path, first: int, delay: float, flags: Sequence[str]) -> set[str]:
    """Kill a writer some time after its first session; the sessions it acknowledged."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.trials.writer", str(folder), str(first), *flags],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    )
    assert writer.stdout is not None
    with writer, writer.stdout as out:
        line = out.readline()
        sleep(delay)  # The moment of the kill is what the trial draws.
        writer.kill()
        return {each.strip() for each in (line, *out) if each.endswith("\n")}


def _wrong(desk: Desk, there: Sequence[str]) -> list[str]:
    """What is wrong with a store after a kill."""
    with closing(desk.store.connect()) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"{row} has no parent" for row in connection.execute("PRAGMA foreign_key_check")]
    if len(set(there)) != len(there):
        found.append("a session is there twice")
    numbers = sorted(map(int, there))
    if numbers != list(range(len(numbers))):
        found.append("there is a gap")
    minutes = Counter(BEGAN.date() + timedelta(number // 12) for number in numbers for _ in range(10))
    for day in calendar.year(desk, BEGAN + timedelta(days=340), BEGAN.year).days:
        done = minutes[day.study_day]
        verdict = Verdict.MET if done >= 60 else Verdict.KEPT
        if day.minutes != done or (done and day.verdict is not verdict):
            found.append(f"{day.study_day} is {day.verdict} with {day.minutes} of {done} min")
    return found
