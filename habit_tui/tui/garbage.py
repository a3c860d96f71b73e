"""When garbage is looked for: all of it takes some tenths of a second, in which no key is heard."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

YOUNG, MIDDLE = 700, 10
HARDLY_EVER = 300
WORTH_IT = 10
QUIET_SECONDS = 5


class Garbage:
    """What an app leaves lying, looked for when nothing has been pressed for a while."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._was_used = self._is_waiting = False

    def begin(self) -> None:
        """Look for what was made lately only; what is there now stays until the end.

        The shell door starts with garbage left lying, so as to be there sooner; elsewhere nothing is changed.
        """
        if not gc.isenabled():
            gc.freeze()
            gc.set_threshold(YOUNG, MIDDLE, HARDLY_EVER)
            gc.enable()

    def put_off(self) -> None:
        """Wait for quiet, as somebody has pressed something."""
        self._was_used = True
        if not self._is_waiting:
            self._wait()

    def _wait(self) -> None:
        self._is_waiting = True
        self._app.set_timer(QUIET_SECONDS, self._look)

    def _look(self) -> None:
        self._is_waiting = False
        if self._was_used:
            self._was_used = False
            self._wait()
        elif gc.get_count()[-1] >= WORTH_IT:
            gc.collect()
