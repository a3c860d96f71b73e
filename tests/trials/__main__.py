"""The trials of faults in full, for some of an hour: `python -m tests.trials [NAME]...`, of TRIALS below."""

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter

from tests.trials import presses
from tests.trials import walk as walking
from tests.trials.disk import fill, small_disk
from tests.trials.doors import crowd
from tests.trials.kills import kill
from tests.trials.lock import wait
from tests.tui import harm
from tests.tui.places import EMPTY, LIVED


def kills(folder: Path) -> tuple[str, tuple[str, ...]]:
    """200 kills of a writer."""
    done = kill(folder, 200)
    return f"{done.kills} kills, {done.acknowledged} sessions acknowledged", done.faults


def doors(folder: Path) -> tuple[str, tuple[str, ...]]:
    """20 shells log 50 sessions each, beside an open full screen and reminders."""
    done = crowd(folder, 20, 50)
    return f"{done.logged} sessions logged beside {done.reminders} reminders", done.faults


def disk(folder: Path) -> tuple[str, tuple[str, ...]]:
    """A disk of 1 MB is filled."""
    with small_disk(folder / "disk") as mounted:
        done = fill(folder, folder / "disk")
    said = "".join(f"\n  {name}: {line}" for name, line in done.said.items())
    kind = "a tmpfs of 1 MB" if mounted else "files of 1 MB at most"
    return f"{kind}, {done.acknowledged} sessions acknowledged until it was full{said}", done.faults


def lock(folder: Path) -> tuple[str, tuple[str, ...]]:
    """Another program holds the file for longer than anybody waits."""
    done = wait(folder)
    return f"after {done.seconds:.0f} s: {done.said}", done.faults


def walk(folder: Path) -> tuple[str, tuple[str, ...]]:
    """Every key at every place, in a hurry and in storms, twice; signals that end it or put it aside."""
    faults: list[str] = []
    presses = 0
    for name, lived in (("lived", True), ("empty", False)):
        places = LIVED if lived else EMPTY
        done = walking.walk(folder / name, lived=lived, places=places, times=2)
        faults, presses = [*faults, *done.faults], presses + done.presses
        env = walking.record(folder / f"{name} in a hurry", lived=lived)
        here = [place for place in places if not place.later]
        for seed in range(5):
            faults += walking.hurry(env, here, seed, 2000)
        env = walking.record(folder / f"{name} disturbed", lived=lived)
        faults += walking.storm(env, here, 8, 8)
        faults += walking.stopped(env, here)
        for place in here:
            for number in (signal.SIGTERM, signal.SIGHUP):
                faults += walking.told_to_end(env, number, place)
    return f"{presses} keys at {len(LIVED)} places lived-in and {len(EMPTY)} empty, twice", tuple(faults)


def hostile(folder: Path) -> tuple[str, tuple[str, ...]]:
    """Every text that means harm is typed into every field and sent, at two sizes."""
    os.environ["PATH"] = os.devnull
    env = walking.record(folder, lived=True)
    texts = (*harm.HARM, harm.ALL, harm.LONG)
    done = []
    for size in ((80, 24), (60, 20)):
        done += asyncio.run(harm.type_everywhere(env, LIVED, texts, size, again=True))
        for text in texts:
            done += asyncio.run(harm.type_into_settings(env, LIVED, text, size))
    kept = sum(each.is_kept for each in done)
    figures = f"{len(done)} texts typed, {kept} kept, {sum(bool(each.refusal) for each in done)} refused"
    return figures, tuple(f"{each.place}, {each.field}: {fault}" for each in done for fault in each.faults)


def fuzz(folder: Path) -> tuple[str, tuple[str, ...]]:
    """20,000 random keys and clicks, half of them on a lived-in year, half on an empty store."""
    # What a key opens outside of the terminal is not opened here.
    os.environ["PATH"] = os.devnull
    done = [presses.press(folder / str(seed), seed, 2000) for seed in range(10)]
    return f"{sum(each.presses for each in done)} presses", tuple(
        fault for each in done for fault in each.faults
    )


TRIALS: Mapping[str, Callable[[Path], tuple[str, tuple[str, ...]]]] = {
    each.__name__: each for each in (kills, doors, disk, lock, walk, hostile, fuzz)
}


def main(names: list[str]) -> int:
    """Run the trials of these names, or all; the number of faults found."""
    found = 0
    for name in names or TRIALS:
        began = perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            figures, faults = TRIALS[name](Path(folder))
        print(f"{name}: {figures}; {len(faults)} faults; {perf_counter() - began:.0f} s", flush=True)
        for fault in faults[:20]:
            print(f"  {fault}")
        found += len(faults)
    return found


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:])))
