"""Work on the store, off the event loop: reads that may overtake each other, writes in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import TypeVar

from textual.message_pump import MessagePump
from textual.signal import Signal
from textual.worker import get_current_worker

from habit_tui.domain.errors import HabitError
from habit_tui.domain.words import one_line
from habit_tui.services import today
from habit_tui.services.desk import Desk
from habit_tui.services.today import TodayView
from habit_tui.system import log
from habit_tui.tui.voice import Voice

T = TypeVar("T")


class Work(Voice):
    """An app that works on its store: every job gets the desk and the present instant, and runs in a thread.

    A result is handed to `then` on the event loop, as long as the node that asked is still there. A failure
    goes to `failed` as a sentence, or into a toast: a HabitError in its own words, anything else by its name,
    with the traceback in the log file beside the store.
    """

    desk: Desk
    now: Callable[[], datetime]
    today: TodayView
    today_read: Signal[TodayView]
    reload_rooms: Signal[None]

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[Callable[[], None]] = deque()
        self._waiting_lock = Lock()
        self._is_writing = False

    def read(
        self,
        node: MessagePump,
        group: str,
        job: Callable[[Desk, datetime], T],
        then: Callable[[T], object],
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """Run a reading job; a newer one of the same group makes this one's answer void."""
        desk, now = self.desk, self.now()

        def hand_over(found: T) -> None:
            if self._is_there(node):
                then(found)

        def run() -> None:
            worker = get_current_worker()
            try:
                found = job(desk, now)
            except Exception as error:
                if not worker.is_cancelled:
                    self._tell(node, error, failed)
                return
            if not worker.is_cancelled:
                node.call_later(hand_over, found)

        self.run_worker(run, group=group, exclusive=True, thread=True, exit_on_error=False)

    def write(
        self,
        node: MessagePump,
        job: Callable[[Desk, datetime], T],
        said: Callable[[T], str],
        then: Callable[[T], object] | None = None,
        failed: Callable[[str], object] | None = None,
        *,
        undoable: bool = True,
    ) -> None:
        """Run a writing job after all earlier ones; it is never cancelled, not even by leaving the app.

        The instant is the one of the key press, not of the job's turn. Every screen is read again, and a
        toast says what was done: `said` puts the result into words, "" for no toast.
        """
        desk, now = self.desk, self.now()

        def finish(done: T) -> None:
            self._take_back_offer()
            if then is not None and self._is_there(node):
                then(done)
            # Where `then` has led to, for there the way back has its key.
            if sentence := said(done):
                self.say(sentence, way="undo" if undoable else "")

        def run() -> None:
            try:
                done = job(desk, now)
            except Exception as error:
                self._tell(node, error, failed)
            else:
                self.call_later(self._changed)
                # A dialog that was closed meanwhile leaves it to the app to say what was done.
                if not node.call_later(finish, done):
                    self.call_later(finish, done)

        with self._waiting_lock:
            self._waiting.append(run)
            if self._is_writing:
                return
            self._is_writing = True
        self.run_worker(self._write_all, group="writes", thread=True, exit_on_error=False)

    def reload(self) -> None:
        """Read everything shown anew."""
        self.read_today()
        self.reload_rooms.publish(None)

    def read_today(self) -> None:
        """Read today anew, and tell who shows something of it."""
        self.read(self, "today", today.show, self._show_today)

    def _show_today(self, view: TodayView) -> None:
        self.today = view
        self.today_read.publish(view)

    def _changed(self) -> None:
        self._complaint = ""
        self.reload()

    def _is_there(self, node: MessagePump) -> bool:
        """Whether who asked still has what an answer would be shown in: an app that ends clears it first."""
        return node is self or node.is_attached

    def _write_all(self) -> None:
        while True:
            with self._waiting_lock:
                if not self._waiting:
                    self._is_writing = False
                    return
                job = self._waiting.popleft()
            job()

    def _tell(self, node: MessagePump, error: Exception, failed: Callable[[str], object] | None) -> None:
        if isinstance(error, HabitError):
            sentence = one_line(str(error))
        else:
            try:
                where = f"see {log.write(self.desk.store.file, self.now(), error)}"
            except OSError as no_log:
                where = f"the log cannot be written: {no_log.strerror}"
            sentence = one_line(f"{type(error).__name__}: {error} ({where})")

        def say_so() -> None:
            if failed is not None and self._is_there(node):
                failed(sentence)
            else:
                self.complain(sentence)

        # A dialog that was closed meanwhile cannot show it any more.
        if not node.call_later(say_so):
            self.call_later(self.complain, sentence)
