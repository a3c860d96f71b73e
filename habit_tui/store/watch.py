"""Noticing that somebody else changed the file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from threading import Event, Thread

from habit_tui.store.store import Store

EVERY_SECONDS = 1.0


class Watch:
    """Calls back, from a thread of its own, once it is watching and after every change by another connection.

    It asks `PRAGMA data_version` on one connection it holds, which keeps no lock between two questions. A
    file that comes, goes or is replaced by another counts as a change.
    """

    def __init__(self, store: Store, changed: Callable[[], object], every: float = EVERY_SECONDS) -> None:
        self._store = store
        self._changed = changed
        self._every = every
        self._over = Event()
        self._thread: Thread | None = None
        self._connection: sqlite3.Connection | None = None
        self._seen: tuple[int, ...] = ()

    def start(self) -> None:
        """Begin to watch; what was read before the first call back may be out of date."""
        self._thread = Thread(target=self._watch, name="watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop watching and let go of the file."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        self._seen = self._look()
        self._changed()
        while not self._over.wait(self._every):
            seen = self._look()
            if seen != self._seen:
                self._seen = seen
                self._changed()
        self._let_go()

    def _look(self) -> tuple[int, ...]:
        """What tells one state of the file from the next: which file it is, and SQLite's count of changes."""
        try:
            status = os.stat(self._store.file)
        except OSError:
            self._let_go()
            return ()
        file = (status.st_dev, status.st_ino)
        if self._seen[:2] != file:
            self._let_go()
        try:
            if self._connection is None:
                self._connection = self._store.connect(timeout=0)
            version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        except sqlite3.OperationalError:
            # Somebody is writing this very moment: the next question will be answered.
            return self._seen if self._seen[:2] == file else (*file, -1)
        except sqlite3.DatabaseError:
            # A damaged or foreign file is for the next read to explain.
            self._let_go()
            return (*file, -1)
        return (*file, version)

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
