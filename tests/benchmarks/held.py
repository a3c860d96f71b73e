"""Open the full screen and note how long each step of its event loop held it; for `tests.benchmarks.felt`.

A step is told by the processor time of its own thread, which neither a busy machine nor the threads that read
the store lengthen, and by the wall clock. With "plain" a Textual app that draws as much is opened instead.
"""

import gc
import heapq
import json
import os
import runpy
import sys
from asyncio import Task, events
from pathlib import Path
from time import perf_counter, thread_time

KEPT = 400


def main() -> None:
    """Run, then write the longest steps into the file named by HELD_FILE, the longest first."""
    longest: list[tuple[float, int, str, float]] = []
    run, count = events.Handle._run, 0

    def timed(handle: events.Handle) -> None:
        nonlocal count
        count += 1
        began, used = perf_counter(), thread_time()
        run(handle)
        seconds = thread_time() - used
        if seconds > 0.005:
            entry = (seconds, count, _named(handle), perf_counter() - began)
            (heapq.heappush if len(longest) < KEPT else heapq.heappushpop)(longest, entry)

    events.Handle._run = timed  # type: ignore[assignment, method-assign]  # to be timed is what this program is for
    if sys.argv[1:] == ["plain"]:
        # It lies beside this file, which is run as a script of an installed program that has no tests.
        runpy.run_path(str(Path(__file__).with_name("plain_app.py")), run_name="__main__")
    else:
        from habit_tui.cli import screen

        # As the shell door does before it imports anything.
        gc.disable()
        screen.run(os.environ, None)
    steps = [(name, seconds, wall) for seconds, _, name, wall in sorted(longest, reverse=True)]
    Path(os.environ["HELD_FILE"]).write_text(json.dumps(steps))


def _named(handle: events.Handle) -> str:
    callback = getattr(handle, "_callback", None)
    task = getattr(callback, "__self__", None)
    return task.get_name() if isinstance(task, Task) else str(getattr(callback, "__qualname__", callback))


if __name__ == "__main__":
    main()
