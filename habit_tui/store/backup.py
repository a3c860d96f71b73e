"""Backups of the file, in `backups/` beside it: taken by SQLite's backup API, checked, recorded, pruned."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from itertools import count

from habit_tui.domain.backup import Backup, Contents, Why, kept, name_of, read_name
from habit_tui.domain.errors import StoreFault
from habit_tui.domain.progress import Progress
from habit_tui.store.contents import examine, read_record, record_of, row_counts, write_record
from habit_tui.store.faults import explained
from habit_tui.store.store import Store, address, known_version

PAGES = 1024
"""Pages copied at a time; between two lots a copy can be cancelled."""

PARTIAL = ".partial"
RESTORING = ".restoring"
LEFT_OVER_SECONDS = 24 * 3600
"""A partial copy older than this belongs to nobody any more."""


def take(store: Store, at: datetime, why: Why, progress: Progress | None = None) -> Backup:
    """Copy the file into `backups/`, check the copy and note what it holds.

    The copy is of one moment: writers wait meanwhile. Raises StoreFault, with nothing left behind, when the
    file is damaged or the copy cannot be made.
    """
    with explained(store.file), closing(store.connect()) as source:
        _hold(source, store.file)
        return keep(store, source, at, why, progress)


def keep(
    store: Store, source: sqlite3.Connection, at: datetime, why: Why, progress: Progress | None = None
) -> Backup:
    """`take` over a connection that keeps others from writing; a damaged file is kept only by a restore."""
    with _own_folder(store):
        partial = os.path.join(store.backups, f".{store.stem}-{os.getpid()}-{why}{PARTIAL}")
        with _unless_whole(partial):
            copy(source, partial, progress)
            contents = checked(source, partial)
            if contents.problems and why is not Why.RESTORE:
                raise StoreFault(
                    f"{store.file} is damaged ({contents.problems[0]}), so no backup of it was kept: "
                    "`habit-tui doctor` tells more, `habit-tui restore` lists the backups there are"
                )
            kept_as = Why.DAMAGED if contents.problems else why
            name = free_name(store, at, kept_as)
            path = os.path.join(store.backups, name)
            write_record(path, contents, at)
            os.rename(partial, path)
        sync(store.backups)
    return Backup(name, at, kept_as, contents)


def write(store: Store, target: str, progress: Progress | None = None) -> Contents:
    """A checked copy of the file at a new path. Raises StoreFault when there is something already."""
    if os.path.lexists(target):
        raise StoreFault(f"{target} exists already; it was left as it is")
    partial = f"{target}.{os.getpid()}{PARTIAL}"
    try:
        with explained(store.file), closing(store.connect()) as source, _unless_whole(partial):
            _hold(source, store.file)
            copy(source, partial, progress)
            contents = checked(source, partial)
            if contents.problems:
                raise StoreFault(f"{store.file} is damaged ({contents.problems[0]}); nothing was written")
            os.rename(partial, target)
            sync(os.path.dirname(target))
    except OSError as error:
        raise StoreFault(f"{target} cannot be written: {error.strerror}") from error
    return contents


def copy(source: sqlite3.Connection, target: str, progress: Progress | None = None) -> None:
    """Copy a connection's file to a new path, its owner's alone; on the disk when this returns."""
    handle = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    os.fchmod(handle, 0o600)
    os.close(handle)
    with closing(sqlite3.connect(target, isolation_level=None)) as made:
        # The copy counts once it is whole and synced, so it needs no journal of its own.
        made.execute("PRAGMA journal_mode = OFF")
        made.execute("PRAGMA synchronous = OFF")
        try:
            source.backup(made, pages=PAGES, progress=told(progress))
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_FULL":
                raise
            folder = os.path.dirname(target)
            raise StoreFault(
                f"the disk is full: no copy could be written to {folder}; nothing was changed"
            ) from error
    handle = os.open(target, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def checked(source: sqlite3.Connection, path: str) -> Contents:
    """What a copy holds; that it holds other counts than its source is a problem too."""
    contents = examine(path)
    if contents.problems or row_counts(source) == contents.rows:
        return contents
    return Contents(contents.version, contents.size, {}, problems=("rows were lost on the way",))


def names(store: Store) -> list[str]:
    """The file names of the backups there are, the oldest first."""
    return [name for name in _listed(store.backups) if read_name(name, store.stem) is not None]


def present(store: Store) -> list[Backup]:
    """The backups there are, the newest first; one without a record is looked at."""
    found = []
    for name in _listed(store.backups):
        known = read_name(name, store.stem)
        if known is None:
            continue
        path = os.path.join(store.backups, name)
        contents = read_record(path)
        if contents is None or contents.size != _size(path):
            contents = _looked_at(path)
        found.append(Backup(name, known[0], known[1], contents))
    return sorted(found, key=lambda each: (each.at, each.name), reverse=True)


def prune(store: Store, new: Backup) -> list[str]:
    """Delete the backups that are not to be kept, and what killed programs left; the names of the former.

    `new` is the one just taken, which stays even beside an equal one.
    """
    backups = present(store)
    keep_these = kept(backups) | {new.name}
    gone = [each.name for each in backups if each.name not in keep_these]
    _drop(store, gone)
    clear(store)
    return gone


def drop_equal(store: Store, new: Backup) -> None:
    """Delete the copies taken before the same kind of risk that hold what the one just taken holds.

    The change log has every change: the same newest one and equal counts in every table mean the same record.
    Counts alone do not, for a restore takes the record back and another change may follow.
    """
    rows = None if new.contents is None else new.contents.rows
    newest = _newest_change(store, new)
    _drop(
        store,
        [
            each.name
            for each in present(store)
            if each.why is new.why and each.name != new.name and each.is_sound
            if each.contents is not None and each.contents.rows == rows
            if _newest_change(store, each) == newest
        ],
    )


def _newest_change(store: Store, backup: Backup) -> tuple[object, ...] | None:
    """The newest entry of a copy's change log: None of an empty one, () where it cannot be read."""
    file = os.path.join(store.backups, backup.name)
    try:
        with closing(sqlite3.connect(address(file, "ro"), uri=True)) as connection:
            entry: tuple[object, ...] | None = connection.execute(
                "SELECT * FROM change ORDER BY id DESC LIMIT 1"
            ).fetchone()
            return entry
    except sqlite3.Error:
        return ()


def _drop(store: Store, names: Iterable[str]) -> None:
    for name in names:
        path = os.path.join(store.backups, name)
        with suppress(FileNotFoundError):
            os.unlink(path)
        with suppress(FileNotFoundError):
            os.unlink(record_of(path))


def left_over(store: Store) -> list[str]:
    """Paths of copies and restores that were never finished, and of records whose backup is gone."""
    folder, name = os.path.split(store.file)
    mine = [
        (store.backups, f".{store.stem}-", PARTIAL),
        (folder, f".{name}.", RESTORING),
        (folder, f".{name}.", f"{RESTORING}-journal"),
    ]
    found = [
        os.path.join(place, each)
        for place, start, end in mine
        for each in _listed(place)
        if each.startswith(start) and each.endswith(end)
    ]
    found += [
        os.path.join(store.backups, each)
        for each in _listed(store.backups)
        if each.endswith(".json") and read_name(f"{each[:-5]}.db", store.stem) is not None
        if not os.path.exists(os.path.join(store.backups, f"{each[:-5]}.db"))
    ]
    now = time.time()
    return [path for path in found if now - _written(path) > LEFT_OVER_SECONDS]


def clear(store: Store) -> list[str]:
    """Delete what is left over; its paths."""
    found = left_over(store)
    for path in found:
        with suppress(FileNotFoundError):
            os.unlink(path)
    return found


def _listed(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StoreFault(f"{folder} cannot be read: {error.strerror}") from error


def make_folder(store: Store) -> None:
    """Make `backups/` where it is missing, its owner's alone whatever the umask."""
    if not os.path.isdir(store.backups):
        os.mkdir(store.backups, 0o700)
        os.chmod(store.backups, 0o700)


@contextmanager
def alone(store: Store) -> Iterator[bool]:
    """Hold the lock of the day's backup; False when another program holds it."""
    with _own_folder(store):
        handle = os.open(
            os.path.join(store.backups, f".{store.stem}.lock"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600
        )
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


def _hold(source: sqlite3.Connection, file: str) -> None:
    """Keep writers out until the connection is closed; the first read is what takes the lock."""
    source.execute("BEGIN")
    known_version(source, file)


@contextmanager
def _own_folder(store: Store) -> Iterator[None]:
    """Make `backups/` where it is missing; what the file system refuses is said of that folder."""
    try:
        make_folder(store)
        yield
    except OSError as error:
        raise StoreFault(f"no backup can be kept in {store.backups}: {error.strerror or error}") from error


@contextmanager
def _unless_whole(partial: str) -> Iterator[None]:
    """Take a partial copy away again, however its making ends."""
    try:
        yield
    finally:
        with suppress(OSError):
            os.unlink(partial)


def free_name(store: Store, at: datetime, why: Why) -> str:
    """The name of a backup that is not there yet."""
    given = (name_of(store.stem, at, why, number) for number in count(1))
    return next(name for name in given if not os.path.lexists(os.path.join(store.backups, name)))


def half(progress: Progress | None, which: int) -> Progress | None:
    """The first (0) or second (1) half of a work of two copies, as parts of one progress."""
    if progress is None:
        return None
    return lambda done, total: progress(which * total + done, 2 * total)


def told(progress: Progress | None) -> Callable[[int, int, int], object]:
    """Progress as SQLite's backup tells it: a status, pages left, pages in all.

    Also where nobody wants to know: between two calls of Python a Ctrl+C would not be heard.
    """
    return lambda _status, left, total: None if progress is None else progress(total - left, total)


def _looked_at(path: str) -> Contents | None:
    try:
        return examine(path)
    except StoreFault:
        return None


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return -1


def _written(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except OSError:
        return time.time()


def sync(folder: str) -> None:
    """Have the folder's names on the disk."""
    handle = os.open(folder or ".", os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
