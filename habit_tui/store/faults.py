"""One clear sentence for every way the file can refuse."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from habit_tui.domain.errors import CannotBeDone, StoreFault

_LOOK = ": `habit-tui doctor` tells more, `habit-tui restore` lists the backups"

_NO_DAY = (
    "SELECT id FROM session WHERE date(study_day) IS NOT study_day OR datetime(start_at) IS NULL"
    " OR (end_at IS NOT NULL AND datetime(end_at) IS NULL) LIMIT 1"
)
"""The columns' own checks know the shape of a day, not the calendar."""

_SENTENCES = (
    ("SQLITE_BUSY", "another program kept {file} locked for too long; nothing was changed, try again"),
    ("SQLITE_LOCKED", "another program kept {file} locked for too long; nothing was changed, try again"),
    ("SQLITE_FULL", "the disk is full; nothing was changed in {file}"),
    ("SQLITE_READONLY", "{file} or its folder is read-only; nothing was changed"),
    ("SQLITE_CANTOPEN", "{file} cannot be opened; check that the folder exists and is yours"),
    ("SQLITE_PERM", "{file} cannot be opened; check that the file is yours"),
    ("SQLITE_NOTADB", "{file} is not a habit_tui file; it was left untouched" + _LOOK),
    ("SQLITE_CORRUPT", "{file} is damaged; it was left as it is" + _LOOK),
    ("SQLITE_IOERR", "reading or writing {file} failed (is the disk full or gone?); nothing was changed"),
    ("SQLITE_TOOBIG", "that text is too long to be stored; nothing was changed"),
    ("SQLITE_CONSTRAINT", "{file} refused the values ({reason}); nothing was changed"),
)


def sentence(error: sqlite3.Error, file: str) -> StoreFault:
    """The user's sentence for an error of SQLite, told apart by its error name."""
    name = getattr(error, "sqlite_errorname", None) or ""
    for prefix, text in _SENTENCES:
        if name.startswith(prefix):
            return StoreFault(text.format(file=file, reason=error))
    return StoreFault(f"{file} cannot be used: {error}; nothing was changed")


@contextmanager
def explained(file: str) -> Iterator[None]:
    """Turn what sqlite3 and SQLAlchemy raise into a `StoreFault`; everything else passes through."""
    try:
        yield
    except sqlite3.Error as error:
        raise sentence(error, file) from error
    except UnicodeDecodeError as error:
        raise StoreFault(f"{file} is damaged, it holds text that is none{_LOOK}") from error
    except (OverflowError, UnicodeEncodeError) as error:
        raise CannotBeDone(f"that value cannot be stored: {error}") from error
    except Exception as error:
        # SQLAlchemy wraps the driver's error; naming its classes here would import it on the express lane.
        driver_error = getattr(error, "orig", None)
        if isinstance(driver_error, sqlite3.Error):
            raise sentence(driver_error, file) from error
        if isinstance(error, ValueError) and (broken := _broken(file)):
            raise StoreFault(f"{file} is damaged: {broken}{_LOOK}") from error
        raise


def _broken(file: str) -> str:
    """What in the file is not as it can be, "" for nothing: a value may be none by no fault of ours."""
    from habit_tui.store.store import address

    try:
        # A read-only connection would not look at the checks of the columns.
        with closing(sqlite3.connect(address(file, "rw"), uri=True, timeout=1)) as connection:
            (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if said != "ok":
                return str(said)
            found = connection.execute(_NO_DAY).fetchone()
            return "" if found is None else f"session {found[0]} is on no day of the calendar"
    except sqlite3.Error:
        return ""
