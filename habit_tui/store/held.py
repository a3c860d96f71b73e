"""A store held open: for a file that nobody else opens, and hundreds of units of work in a row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from habit_tui.store.faults import explained
from habit_tui.store.store import Store, Unit
from habit_tui.store.values import instant_text


class HeldStore(Store):
    """A store whose units of work are savepoints of one transaction on one connection.

    The file holds all of it once `held` ends without an error, and nothing otherwise.
    """

    _unit: Unit

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the file open for the units of work inside."""
        with explained(self.file):
            self._unit = Unit(self._open())
            try:
                self._unit.connection.execute("BEGIN IMMEDIATE")
                yield
                self._unit.connection.execute("COMMIT")
            finally:
                self._unit.close()

    @contextmanager
    def reading(self) -> Iterator[Unit]:
        """A unit that only reads."""
        yield self._unit

    @contextmanager
    def recording(self, now: datetime) -> Iterator[Unit]:
        """A unit that writes: all of it or nothing."""
        unit = self._unit
        unit.now, unit.change_id = instant_text(now), 0
        unit.connection.execute("SAVEPOINT unit")
        try:
            yield unit
        except BaseException:
            unit.connection.execute("ROLLBACK TO unit")
            raise
        finally:
            unit.connection.execute("RELEASE unit")
