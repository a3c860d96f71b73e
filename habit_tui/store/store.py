"""The store: one SQLite file, opened anew for every unit of work.

Rollback journal, `synchronous=FULL`, a busy timeout of 30 seconds; every writing unit starts with
BEGIN IMMEDIATE, every reading one ends at once. Both lanes, plain SQL and SQLAlchemy, share the unit's one
connection and so its one transaction.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache

from habit_tui.domain.errors import NewerFile, StoreFault
from habit_tui.store import compiled
from habit_tui.store.faults import explained
from habit_tui.store.values import instant_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import sqlalchemy
    from sqlalchemy.engine.interfaces import DBAPIConnection

APPLICATION_ID = 0x48616254
"""Marks the file as ours: "HabT" in SQLite's header."""

SCHEMA_VERSION = 7
"""`PRAGMA user_version` of a file that needs no migration."""

BUSY_SECONDS = 30.0

Value = str | int | float | None


class _Connection(sqlite3.Connection):
    """A connection whose transaction belongs to the unit: SQLAlchemy's commit and rollback do nothing."""

    def commit(self) -> None:
        """The unit commits."""

    def rollback(self) -> None:
        """The unit rolls back."""


class Unit:
    """One unit of work: a transaction on a connection of its own.

    `now` is the instant text the unit writes into `updated_at`; `change_id` the entry of the change log that
    its rows belong to (0 while reading).
    """

    def __init__(self, connection: sqlite3.Connection, now: str = "", change_id: int = 0) -> None:
        self.connection = connection
        self.now = now
        self.change_id = change_id
        self._sqlalchemy: sqlalchemy.Connection | None = None

    def rows(self, sql: str, **values: Value) -> list[tuple[Any, ...]]:
        """All rows of a compiled statement."""
        return self.connection.execute(sql, values).fetchall()

    def row(self, sql: str, **values: Value) -> tuple[Any, ...] | None:
        """The first row of a compiled statement, or None."""
        found: tuple[Any, ...] | None = self.connection.execute(sql, values).fetchone()
        return found

    def run(self, sql: str, **values: Value) -> int:
        """Run a compiled statement; the id of the row it inserted, if it inserted one."""
        return self.connection.execute(sql, values).lastrowid or 0

    def describe(self, text: str) -> None:
        """Say what this change was, once it is known."""
        self.run(compiled.CHANGE_DESCRIBE, row_id=self.change_id, new_text=text)

    @property
    def sql(self) -> sqlalchemy.Connection:
        """SQLAlchemy on the same connection and transaction; the first use imports it."""
        if self._sqlalchemy is None:
            from typing import cast

            import sqlalchemy
            from sqlalchemy.pool import StaticPool

            engine, ours = _engine(), cast("DBAPIConnection", self.connection)
            pool = StaticPool(lambda: ours, dialect=engine.dialect)
            self._sqlalchemy = sqlalchemy.Connection(engine, pool.connect())
        return self._sqlalchemy

    def insert(self, table: sqlalchemy.Table[Any], **values: Value) -> int:
        """Insert a row through SQLAlchemy and give its id."""
        key = self.sql.execute(table.insert().values(**values)).inserted_primary_key
        if key is None:
            raise TypeError(f"{table.name} gives its rows no id")
        return int(key[0])

    def close(self) -> None:
        """Let go of the file and its locks."""
        if self._sqlalchemy is not None:
            self._sqlalchemy.close()
        self.connection.close()


@cache
def _engine() -> sqlalchemy.Engine:
    """SQLAlchemy's engine, which opens no file: all units share it, so that a statement is compiled once."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    engine = create_engine("sqlite://", poolclass=NullPool)
    # The first connection tells it what this SQLite can do.
    engine.connect().close()
    return engine


def address(file: str, mode: str) -> str:
    """The file as SQLite's URI, opened as `mode` says: `ro`, or `rw` for one that exists."""
    escaped = file.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{escaped}?mode={mode}"


def known_version(connection: sqlite3.Connection, file: str) -> int:
    """The file's schema version; raises StoreFault for a foreign file and one from a newer program."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        raise StoreFault(f"{file} is not a habit_tui file; it was left untouched")
    if version > SCHEMA_VERSION:
        raise NewerFile(
            f"{file} was written by a newer habit-tui (file version {version}, "
            f"this program knows {SCHEMA_VERSION}); it was left untouched, please upgrade habit-tui"
        )
    return version


def utc_now() -> datetime:
    """The machine's clock, for a store that is given no other."""
    return datetime.now(UTC)


class Store:
    """A habit_tui file; making one touches nothing, the first unit of work creates or migrates the file.

    `clock` dates the copy that a migration takes; every unit of work is told its moment.
    """

    def __init__(
        self, file: str, busy_seconds: float = BUSY_SECONDS, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self.file = file
        self.busy_seconds = busy_seconds
        self.clock = clock

    @contextmanager
    def reading(self) -> Iterator[Unit]:
        """A unit that only reads; it ends at once and holds no lock while a screen is shown."""
        with explained(self.file):
            unit = Unit(self._open())
            try:
                unit.connection.execute("BEGIN")
                yield unit
            finally:
                unit.close()

    @contextmanager
    def writing(self, now: datetime, door: str, action: str, text: str = "") -> Iterator[Unit]:
        """A unit that writes: all of it or nothing, one entry in the change log.

        `door` is where the change came from, `action` one word for it, `text` says it to the user. A unit
        that changed no row leaves no entry.
        """
        with self.recording(now) as unit:
            unit.change_id = unit.run(
                compiled.CHANGE_INSERT, at=unit.now, door=door, action=action, text=text
            )
            yield unit
            unit.run(compiled.CHANGE_DROP_IF_EMPTY, row_id=unit.change_id)

    @contextmanager
    def recording(self, now: datetime) -> Iterator[Unit]:
        """A unit that writes what is no change of the learner's, all of it or nothing, past the log."""
        with explained(self.file):
            unit = Unit(self._open(), instant_text(now))
            try:
                unit.connection.execute("BEGIN IMMEDIATE")
                yield unit
                unit.connection.execute("COMMIT")
            finally:
                # Closing an open transaction rolls it back, also when COMMIT itself failed on a full disk.
                unit.close()

    @property
    def backups(self) -> str:
        """The folder of the file's backups, beside it."""
        return os.path.join(os.path.dirname(self.file), "backups")

    @property
    def stem(self) -> str:
        """What the names of the file's backups begin with."""
        return os.path.basename(self.file).removesuffix(".db")

    @property
    def has_content(self) -> bool:
        """Whether there is a file with something in it."""
        try:
            return os.stat(self.file).st_size > 0
        except OSError:
            return False

    def is_backed_up(self, now: datetime) -> bool:
        """Whether this day, in UTC, has a backup or a note that one failed, or there is nothing to back up.

        It is one look into a folder, so that the quickest command can afford it. The day is told by its name
        alone: a backup from a clock that once stood in the future keeps nobody from the next one.
        """
        of_today = f"{self.stem}-{now:%Y%m%d}T"
        try:
            if any(name.startswith(of_today) for name in os.listdir(self.backups)):
                return True
        except OSError:
            # No folder yet, or one that the attempt will explain.
            pass
        return not (self.has_content and os.access(os.path.dirname(self.file), os.W_OK))

    def connect(self, timeout: float | None = None) -> sqlite3.Connection:
        """A plain connection to the existing file, foreign keys on, transactions left to the caller."""
        connection = sqlite3.connect(
            address(self.file, "rw"),
            uri=True,
            timeout=self.busy_seconds if timeout is None else timeout,
            isolation_level=None,
            factory=_Connection,
        )
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
        except BaseException:
            # The second one reads the file, which may be none of ours.
            connection.close()
            raise
        return connection

    def _open(self) -> sqlite3.Connection:
        """A connection to a file of the present version; creates or migrates it first where needed."""
        try:
            status = os.stat(self.file)
            size = status.st_size
            if not stat.S_ISREG(status.st_mode):
                raise StoreFault(f"{self.file} is no file that can hold a store")
        except FileNotFoundError:
            size = 0
        except OSError as error:
            raise StoreFault(f"{self.file} cannot be opened: {error.strerror}") from error
        if size:
            connection = self.connect()
            try:
                version = known_version(connection, self.file)
            except BaseException:
                connection.close()
                raise
            if version == SCHEMA_VERSION:
                return connection
            connection.close()
        from habit_tui.store.schema import upgrade

        upgrade(self)
        return self.connect()
