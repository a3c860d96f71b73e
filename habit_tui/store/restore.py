"""Putting another file's content in the place of the store's, while other programs have it open.

The content is written into the file that is there, through SQLite's backup API and under its exclusive lock:
a file put in its place by a rename would leave a program that is just writing with the old one, and what it
had been told was kept would be gone. Only a file that SQLite cannot open at all, so that nobody can be
writing to it, is replaced.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime

from habit_tui.domain.backup import Backup, Contents, Why
from habit_tui.domain.errors import CannotBeDone, StoreFault
from habit_tui.domain.progress import Progress
from habit_tui.store.backup import (
    PAGES,
    RESTORING,
    copy,
    free_name,
    half,
    keep,
    make_folder,
    sync,
    told,
)
from habit_tui.store.contents import examine
from habit_tui.store.faults import explained
from habit_tui.store.schema import create_empty, upgrade
from habit_tui.store.store import Store, address, known_version
from habit_tui.store.tables import metadata

_UNUSABLE = ("SQLITE_NOTADB", "SQLITE_CORRUPT")


@contextmanager
def prepared(store: Store, file: str, progress: Progress | None = None) -> Iterator[tuple[str, Contents]]:
    """A sound copy of a file, brought to the present version, beside the store; and what it holds.

    Raises CannotBeDone or StoreFault, with nothing changed, for a file that is broken, foreign or newer.
    """
    folder, name = os.path.split(store.file)
    draft = os.path.join(folder, f".{name}.{os.getpid()}{RESTORING}")
    try:
        with suppress(FileNotFoundError):
            os.unlink(draft)
        try:
            contents = _prepare(store, file, draft, progress)
        except OSError as error:
            raise StoreFault(f"{draft} cannot be written: {error.strerror}; nothing was changed") from error
        yield draft, contents
    finally:
        for end in ("", "-journal"):
            with suppress(FileNotFoundError):
                os.unlink(draft + end)


def put_in_place(store: Store, draft: str, at: datetime, progress: Progress | None = None) -> Backup | None:
    """Give the store a prepared draft's content; the backup of what it held, None if there was nothing.

    All of it or nothing: a program killed, a disk filled up or a key pressed in the middle leaves the file as
    it was. Others wait until it is done and then see the new content. Raises StoreFault.
    """
    create_empty(store.file)
    with explained(store.file):
        try:
            kept = _overwrite(store, draft, at, progress)
        except sqlite3.DatabaseError as error:
            if not (getattr(error, "sqlite_errorname", None) or "").startswith(_UNUSABLE):
                raise
            kept = _replace(store, draft, at)
    os.chmod(store.file, 0o600)
    return kept


def _overwrite(store: Store, draft: str, at: datetime, progress: Progress | None) -> Backup | None:
    with closing(store.connect()) as connection:
        # One lock over both copies: nothing can be written between the one and the other. It is kept only
        # once it is the exclusive one: a lesser lock kept while waiting would make a writer wait for us.
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("COMMIT")
        kept = None
        # The lock alone has given an empty file its first page; any table would need another.
        if connection.execute("PRAGMA page_count").fetchone() != (1,):
            known_version(connection, store.file)
            kept = keep(store, connection, at, Why.RESTORE, half(progress, 0))
        with closing(sqlite3.connect(address(draft, "ro"), uri=True)) as source:
            source.backup(connection, pages=PAGES, progress=told(half(progress, 1)))
    return kept


def _prepare(store: Store, file: str, draft: str, progress: Progress | None) -> Contents:
    with explained(file):
        with closing(sqlite3.connect(address(file, "ro"), uri=True, isolation_level=None)) as source:
            source.execute("BEGIN")
            known_version(source, file)
            copy(source, draft, progress)
        with closing(sqlite3.connect(draft, isolation_level=None)) as made:
            # A file that somebody switched to WAL would need a second file beside it.
            made.execute("PRAGMA journal_mode = DELETE")
        contents = examine(draft)
    if contents.problems:
        raise CannotBeDone(f"{file} is damaged ({contents.problems[0]}); nothing was changed")
    upgrade(Store(draft, store.busy_seconds), keep_backup=False)
    missing = metadata.tables.keys() - examine(draft).rows.keys()
    if missing:
        raise CannotBeDone(f"{file} is broken: its table {min(missing)} is missing; nothing was changed")
    return contents


def _replace(store: Store, draft: str, at: datetime) -> Backup:
    """Put the draft where there is no database; what is there is moved into `backups/`."""
    real = os.path.realpath(store.file)
    name = free_name(store, at, Why.DAMAGED)
    aside = os.path.join(store.backups, name)
    try:
        make_folder(store)
        for end in ("-journal", ""):
            # A journal belongs to the file it was written for: it would be played back into the new one.
            if os.path.exists(real + end):
                # The folder may be a link to another disk.
                shutil.move(real + end, aside + end)
                os.chmod(aside + end, 0o600)
        os.replace(draft, real)
        sync(os.path.dirname(real))
    except OSError as error:
        raise StoreFault(f"{store.file} cannot be replaced: {error.strerror}") from error
    return Backup(name, at, Why.DAMAGED, None)
