"""Loop Habit Tracker's backup file, read and never written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from urllib.parse import quote

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.words import quoted

LONGEST_VALUE = 1_000_000
_HEADER = b"SQLite format 3\0"
_ROWS = (
    "SELECT Habits.name, Habits.type = 1, Habits.unit, "
    "Repetitions.timestamp, Repetitions.value, Repetitions.notes "
    "FROM Repetitions JOIN Habits ON Habits.id = Repetitions.habit "
    "ORDER BY Repetitions.timestamp, Habits.position, Habits.id"
)
# What older versions of the program did not have yet.
_LATER = {
    ("Habits", "type"): ("Habits.type = 1", "0"),
    ("Habits", "unit"): ("Habits.unit", "''"),
    ("Habits", "position"): ("Habits.position", "0"),
    ("Repetitions", "notes"): ("Repetitions.notes", "''"),
}


def is_backup(file: str) -> bool:
    """Whether a file is one of SQLite's."""
    try:
        with open(file, "rb") as opened:
            return opened.read(len(_HEADER)) == _HEADER
    except (OSError, ValueError):
        return False


def repetitions(file: str) -> Iterator[tuple[str, bool, str, int, int, str]]:
    """Each day of each habit, by day: name, whether it is counted, unit, UTC midnight in ms, value, notes.

    The file is opened read-only and immutable. Raises CannotBeDone when it is no such backup.
    """
    connection = sqlite3.connect(f"file:{quote(os.path.abspath(file))}?mode=ro&immutable=1", uri=True)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        connection.execute("PRAGMA trusted_schema = OFF")
        for row in connection.execute(_statement(connection, file)):
            name, is_numeric, unit, stamp, value, notes = row
            if isinstance(stamp, int) and isinstance(value, int):
                yield _text(name), bool(is_numeric), _text(unit), stamp, value, _text(notes)
            else:
                yield _text(name), bool(is_numeric), _text(unit), 0, -1, ""
    except sqlite3.Error as error:
        raise CannotBeDone(f"{quoted(os.path.basename(file))} cannot be read: {error}") from error
    finally:
        connection.close()


def _statement(connection: sqlite3.Connection, file: str) -> str:
    """The statement that fits the file's tables; views are refused, for they may never end."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    columns = {
        (table, column)
        for table in ("Habits", "Repetitions")
        for (column,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    }
    needed = {("Habits", "name"), ("Repetitions", "habit"), ("Repetitions", "value")}
    if not {"Habits", "Repetitions"} <= tables or not needed <= columns:
        raise CannotBeDone(f"{quoted(os.path.basename(file))} is no backup of Loop Habit Tracker")
    statement = _ROWS
    for column, (said, instead) in _LATER.items():
        if column not in columns:
            statement = statement.replace(said, instead)
    return statement


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
