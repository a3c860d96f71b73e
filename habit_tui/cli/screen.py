"""Opening the full screen: the one module of this floor that knows it."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Mapping
from functools import partial

from habit_tui.domain.errors import NotUnderstood
from habit_tui.services import today
from habit_tui.services.desk import open_desk
from habit_tui.system.clock import clock
from habit_tui.system.settings import Settings

DOOR = "tui"
DRAWING = "textual-output"
"""How Textual calls the thread that writes to the terminal."""


def run(env: Mapping[str, str], db: str | None, greeting: str = "") -> int:
    """Show the full screen until the learner leaves it, with a toast that greets them; the exit code.

    Today is read before anything is drawn, so a file that cannot be used is said on the shell. Raises
    HabitError for that. What costs more, the prompt of a writing slot, is read once the screen is there.
    """
    desk_factory, now = partial(open_desk, env, DOOR, db), clock(env)
    desk = desk_factory()
    first = today.show(desk, now(), with_prompt=False)
    from habit_tui.tui.app import HabitApp

    app = HabitApp(desk_factory, now, desk, first, greeting, plain=HabitApp.has_few_colors())
    # Garbage is collected from the app's first idle moment on, and what was made so far stays until the end.
    gc.freeze()
    # A terminal that closes ends its full screen, also where a parent such as nohup has this ignored.
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    threading.excepthook = _end_with_the_terminal
    app.run()
    signal.alarm(0)
    return app.return_code or 0


def _end_with_the_terminal(failure: threading.ExceptHookArgs) -> None:
    """End soon after the thread that draws has failed: its terminal is gone.

    Textual would wait for that thread for ever once thirty drawings are queued, and no signal would be heard.
    What is being written has a few seconds, and SQLite takes back what they did not suffice for.
    """
    if failure.thread is None or failure.thread.name != DRAWING or not issubclass(failure.exc_type, OSError):
        threading.__excepthook__(failure)
        return
    from habit_tui.tui.app import ENDING_SECONDS

    timer = threading.Timer(ENDING_SECONDS, os._exit, (1,))
    timer.daemon = True
    timer.start()


def run_inline(env: Mapping[str, str], db: str) -> None:
    """Show today in a few lines below the prompt, where they stay when the learner leaves."""
    desk_factory, now = partial(open_desk, env, DOOR, db), clock(env)
    desk = desk_factory()
    first = today.show(desk, now())
    from habit_tui.tui.inline import InlineApp

    InlineApp(desk_factory, now, desk, first).run(inline=True, inline_no_clear=True)


def check(present: Settings, after: Settings) -> None:
    """Raise NotUnderstood for a change of the settings that the full screen could not use."""
    from habit_tui.tui.look import unusable

    before = unusable(present)
    for problem in unusable(after):
        if problem not in before:
            raise NotUnderstood(problem.removeprefix("keymap: "))
