"""The trials of faults in full, some minutes long: `python -m tests.trials [kills] [doors] [disk] [lock]`."""

import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter

from tests.trials.disk import fill, small_disk
from tests.trials.doors import crowd
from tests.trials.kills import kill
from tests.trials.lock import wait


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


TRIALS: Mapping[str, Callable[[Path], tuple[str, tuple[str, ...]]]] = {
    each.__name__: each for each in (kills, doors, disk, lock)
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
