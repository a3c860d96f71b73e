"""What a file holds and whether it is sound, and the record of it beside a backup."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from datetime import date, datetime

from habit_tui.domain.backup import Contents
from habit_tui.store.faults import explained
from habit_tui.store.store import address, known_version
from habit_tui.store.values import instant_text

PROBLEMS_TOLD = 5
RECORD_LIMIT = 1 << 20


def examine(file: str) -> Contents:
    """Look through a whole file, without changing it.

    Raises StoreFault for a file that is none of ours, comes from a newer program or cannot be opened.
    """
    # SQLite passes over CHECK constraints where it may not write; a journal would be played back, though.
    mode = "ro" if os.path.exists(f"{file}-journal") else "rw"
    with (
        explained(file),
        closing(sqlite3.connect(address(file, mode), uri=True, isolation_level=None)) as connection,
    ):
        connection.execute("PRAGMA query_only = ON")
        version = known_version(connection, file)
        return contents_of(connection, version, os.stat(file).st_size)


def contents_of(connection: sqlite3.Connection, version: int, size: int) -> Contents:
    """What lies behind an open connection; what keeps it from being read is among its problems."""
    try:
        said = [row[0] for row in connection.execute(f"PRAGMA integrity_check({PROBLEMS_TOLD})")]
        problems = [] if said == ["ok"] else said
        rows = row_counts(connection)
        first, last = _first_and_last(connection) if "session" in rows else (None, None)
    except (sqlite3.DatabaseError, ValueError) as error:
        return Contents(version, size, {}, problems=(str(error),))
    if "session" not in rows:
        problems.append("its sessions are missing")
    return Contents(version, size, rows, first, last, tuple(problems))


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """The rows of every table."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
    ).fetchall()
    quoted = ((name, name.replace('"', '""')) for (name,) in found)
    return {
        name: connection.execute(f'SELECT count(*) FROM "{safe}"').fetchone()[0]  # noqa: S608  # quoted above
        for name, safe in quoted
    }


def write_record(backup: str, contents: Contents, now: datetime) -> None:
    """Note beside a backup what the check of it found."""
    text = json.dumps(
        {
            "checked_at": instant_text(now),
            "version": contents.version,
            "size": contents.size,
            "first": None if contents.first is None else contents.first.isoformat(),
            "last": None if contents.last is None else contents.last.isoformat(),
            "problems": list(contents.problems),
            "rows": dict(contents.rows),
        },
        indent=1,
    )
    folder, name = os.path.split(record_of(backup))
    draft = os.path.join(folder, f".{name}.partial")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with open(handle, "w", encoding="utf-8") as file:
        os.fchmod(handle, 0o600)
        file.write(text)
    os.replace(draft, record_of(backup))


def read_record(backup: str) -> Contents | None:
    """What the last check of a backup found; None without a record that can be read."""
    try:
        with open(record_of(backup), encoding="utf-8") as file:
            found = json.loads(file.read(RECORD_LIMIT))
        return Contents(
            version=int(found["version"]),
            size=int(found["size"]),
            rows={str(table): int(count) for table, count in found["rows"].items()},
            first=_day(found["first"]),
            last=_day(found["last"]),
            problems=tuple(map(str, found["problems"])),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # A record is a convenience: without it the file is looked at again.
        return None


def record_of(backup: str) -> str:
    """The path of a backup's record."""
    return f"{backup.removesuffix('.db')}.json"


def _first_and_last(connection: sqlite3.Connection) -> tuple[date | None, date | None]:
    first, last = connection.execute("SELECT min(study_day), max(study_day) FROM session").fetchone()
    return _day(first), _day(last)


def _day(text: str | None) -> date | None:
    """A day for the list of backups; one that no calendar has is for the doctor to tell."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        return None
