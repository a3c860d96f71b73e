"""Open the full screen and note how long each step of its event loop held it; for `tests.benchmarks.felt`."""

import heapq
import json
import os
from asyncio import Task, events
from pathlib import Path
from time import perf_counter

from habit_tui.cli import screen

KEPT = 400


def main() -> None:
    """Run, then write the longest steps into the file named by HELD_FILE, the longest first."""
    longest: list[tuple[float, int, str]] = []
    run, count = events.Handle._run, 0

    def timed(handle: events.Handle) -> None:
        nonlocal count
        count += 1
        began = perf_counter()
        run(handle)
        seconds = perf_counter() - began
        if seconds > 0.005:
            entry = (seconds, count, _named(handle))
            (heapq.heappush if len(longest) < KEPT else heapq.heappushpop)(longest, entry)

    events.Handle._run = timed  # type: ignore[assignment, method-assign]  # to be timed is what this program is for
    screen.run(os.environ, None)
    steps = [(name, seconds) for seconds, _, name in sorted(longest, reverse=True)]
    Path(os.environ["HELD_FILE"]).write_text(json.dumps(steps))


def _named(handle: events.Handle) -> str:
    callback = getattr(handle, "_callback", None)
    task = getattr(callback, "__self__", None)
    return task.get_name() if isinstance(task, Task) else str(getattr(callback, "__qualname__", callback))


if __name__ == "__main__":
    main()
