"""`demo`: the full screen on somebody's lived-in year, in a folder that goes when it ends."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from tempfile import TemporaryDirectory
from types import FrameType

from habit_tui.cli import replay as lives
from habit_tui.cli.door import Door
from habit_tui.cli.express import has_screen
from habit_tui.domain.words import pad
from habit_tui.exchange import replay as exchange
from habit_tui.exchange.replay import Replay
from habit_tui.services.desk import open_desk
from habit_tui.system import clock, paths

DEFAULT = "five-to-eight"
LINE = 60
"""The cells that a line of progress is written over."""

PROMISE = "A demo: nothing here touches your own record, and all of it goes when you leave."
FAREWELL = "The demo is gone, your own record is as it was; `habit-tui init --list` shows what to begin with."


def demo(env: Mapping[str, str], *, starter: str | None = None, listing: bool = False) -> int:
    """Open the full screen on a replay, or print its today where there is no screen; the exit code.

    Raises NotUnderstood for an unknown name.
    """
    if listing:
        for name in exchange.names():
            print(f"{pad(name, 22)}{exchange.load(name).title}")
        return 0
    replay = exchange.load(starter or DEFAULT)
    with _passing_folder() as folder:
        there = environment(replay, env, folder)
        with _heard(), _progress(replay) as tell:
            lives.live(replay, there, lives.opening(replay), tell)
        if has_screen(env):
            from habit_tui.cli import screen

            code = screen.run(there, None, PROMISE)
            print(FAREWELL, file=sys.stderr)
            return code
        from habit_tui.cli.today import today

        print(PROMISE, file=sys.stderr)
        today(Door(open_desk(there, "cli"), clock.clock(there)()))
        return 0


def environment(replay: Replay, env: Mapping[str, str], folder: str) -> dict[str, str]:
    """The environment of a demo: folders of its own, its zone, and its clock running from its moment on."""
    return {
        **env,
        paths.DEMO: "1",
        "HABIT_TUI_DATA": os.path.join(folder, "data"),
        "HABIT_TUI_CONFIG": os.path.join(folder, "config"),
        clock.VARIABLE: f"{lives.opening(replay).isoformat()}+",
        "TZ": replay.zone,
    }


@contextmanager
def _passing_folder() -> Iterator[str]:
    """A temporary folder that is gone when the demo ends, by itself or by a signal."""
    with TemporaryDirectory(prefix="habit-tui-demo-", ignore_cleanup_errors=True) as folder:

        def leave(number: int, _frame: FrameType | None) -> None:
            shutil.rmtree(folder, ignore_errors=True)
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

        before = {each: signal.signal(each, leave) for each in (signal.SIGTERM, signal.SIGHUP)}
        try:
            yield folder
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


@contextmanager
def _heard() -> Iterator[None]:
    """Have a Ctrl+C count at the end at the latest: Python forgets one that comes while it tidies up."""
    asked = False

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt


@contextmanager
def _progress(replay: Replay) -> Iterator[Callable[[date], None]]:
    """Say month by month how far the replay has come, on one line of the terminal; nothing elsewhere."""
    terminal = sys.stderr
    if not terminal.isatty():
        yield lambda _day: None
        return
    said = ""

    def tell(day: date) -> None:
        nonlocal said
        if (month := f"{day:%B %Y}") != said:
            said = month
            terminal.write(f"\r{pad(f'Living {replay.name}: {month}', LINE)}\r")
            terminal.flush()

    try:
        yield tell
    finally:
        terminal.write(f"\r{' ' * LINE}\r")
