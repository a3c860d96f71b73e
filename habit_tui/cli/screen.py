"""Opening the full screen: the one module of this floor that knows it."""

from __future__ import annotations

import gc
import os
import select
import signal
import sys
import threading
from collections.abc import Mapping
from functools import partial

from habit_tui.domain.errors import NotUnderstood
from habit_tui.services import today
from habit_tui.services.desk import open_desk
from habit_tui.system.clock import clock
from habit_tui.system.settings import Settings

DOOR = "tui"

SWITCH_SECONDS = 0.001
"""A thread that reads lets the screen go on after so long; Python's 5 ms were waited for at every event."""


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
    _hear_the_terminal_go()
    sys.setswitchinterval(SWITCH_SECONDS)
    app.run()
    signal.alarm(0)
    return app.return_code or 0


def _hear_the_terminal_go() -> None:
    """Have a terminal that is gone end its program by SIGHUP, also where the kernel sends none.

    It sends none to a session of its own, and under nohup it is ignored. Textual would then wait for ever to
    draw, or read the end of its input again and again.
    """
    if not sys.stdin.isatty():
        return
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    terminal = select.poll()
    # Asked about nothing, it answers once the terminal is gone.
    terminal.register(sys.stdin, 0)

    def wait() -> None:
        if any(event & select.POLLHUP for _, event in terminal.poll()):
            os.kill(os.getpid(), signal.SIGHUP)

    threading.Thread(target=wait, name="terminal", daemon=True).start()


def run_inline(env: Mapping[str, str], db: str) -> None:
    """Show today in a few lines below the prompt, where they stay when the learner leaves."""
    desk_factory, now = partial(open_desk, env, DOOR, db), clock(env)
    desk = desk_factory()
    first = today.show(desk, now())
    from habit_tui.tui.inline import InlineApp

    app = InlineApp(desk_factory, now, desk, first)
    _hear_the_terminal_go()
    app.run(inline=True, inline_no_clear=True)
    signal.alarm(0)


def unusable(chosen: Settings) -> tuple[str, ...]:
    """A sentence for everything in the settings that the full screen cannot use.

    It is asked only where something of its own was chosen, for it loads slowly.
    """
    usual = Settings()
    if (chosen.theme, chosen.keymap) == (usual.theme, usual.keymap):
        return ()
    from habit_tui.tui import look

    return look.unusable(chosen)


def check(present: Settings, after: Settings) -> None:
    """Raise NotUnderstood for a change of the settings that the full screen could not use."""
    before = unusable(present)
    for problem in unusable(after):
        if problem not in before:
            raise NotUnderstood(problem.removeprefix("keymap: "))
