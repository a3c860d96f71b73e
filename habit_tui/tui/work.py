"""Work on the store, off the event loop: reads that may overtake each other, writes in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from textual.message_pump import MessagePump
from textual.worker import get_current_worker

from habit_tui.domain.errors import HabitError
from habit_tui.domain.words import one_line
from habit_tui.services.desk import Desk
from habit_tui.system import log

if TYPE_CHECKING:
    from habit_tui.tui.app import HabitApp

T = TypeVar("T")


class Work:
    """The app's hands: every job gets the desk and the present instant, and runs in a thread.

    A result is handed to `then` on the event loop, as long as the node that asked is still there. A failure
    goes to `failed` as a sentence, or into a toast: a HabitError in its own words, anything else by its name,
    with the traceback in the log file beside the store.
    """

    def __init__(self, app: HabitApp) -> None:
        self._app = app
        self._waiting: deque[Callable[[], None]] = deque()
        self._lock = Lock()
        self._writing = False

    def read(
        self,
        node: MessagePump,
        group: str,
        job: Callable[[Desk, datetime], T],
        then: Callable[[T], object],
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """Run a reading job; a newer one of the same group makes this one's answer void."""
        desk, now = self._app.desk, self._app.now()

        def run() -> None:
            worker = get_current_worker()
            try:
                found = job(desk, now)
            except Exception as error:
                if not worker.is_cancelled:
                    self._tell(node, error, failed)
                return
            if not worker.is_cancelled:
                node.call_later(then, found)

        self._app.run_worker(run, group=group, exclusive=True, thread=True, exit_on_error=False)

    def write(
        self,
        node: MessagePump,
        job: Callable[[Desk, datetime], T],
        then: Callable[[T], object],
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """Run a writing job after all earlier ones; it is never cancelled, not even by leaving the app.

        The instant is the one of the key press, not of the job's turn.
        """
        desk, now = self._app.desk, self._app.now()

        def run() -> None:
            try:
                done = job(desk, now)
            except Exception as error:
                self._tell(node, error, failed)
            else:
                self._app.call_later(self._app.changed)
                node.call_later(then, done)

        with self._lock:
            self._waiting.append(run)
            if self._writing:
                return
            self._writing = True
        self._app.run_worker(self._write_all, group="writes", thread=True, exit_on_error=False)

    def _write_all(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._writing = False
                    return
                job = self._waiting.popleft()
            job()

    def _tell(self, node: MessagePump, error: Exception, failed: Callable[[str], object] | None) -> None:
        if isinstance(error, HabitError):
            sentence = one_line(str(error))
        else:
            try:
                where = f"see {log.write(self._app.desk.store.file, self._app.now(), error)}"
            except OSError as no_log:
                where = f"the log cannot be written: {no_log.strerror}"
            sentence = one_line(f"{type(error).__name__}: {error} ({where})")
        # A dialog that was closed meanwhile cannot show it any more.
        if failed is None or not node.call_later(failed, sentence):
            self._app.call_later(self._app.complain, sentence)
