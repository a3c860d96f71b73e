"""Looking after the file itself: what SQLite and our own rules say about it, and mending what can be."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, timezone

from sqlalchemy import CheckConstraint, Table

from habit_tui.domain.backup import Contents
from habit_tui.domain.clock import study_day as rule
from habit_tui.domain.health import is_possible
from habit_tui.domain.words import quoted
from habit_tui.store.contents import contents_of
from habit_tui.store.faults import explained
from habit_tui.store.schema import renew_triggers
from habit_tui.store.store import SCHEMA_VERSION, Store, Unit, known_version
from habit_tui.store.tables import LOGGED, metadata
from habit_tui.store.triggers import PREFIXES, triggers
from habit_tui.store.values import instant, optional_instant

BREAKING_TOLD = 3
_NEWEST = (
    "SELECT max(at) FROM (SELECT max(at) AS at FROM change UNION ALL SELECT max(end_at) FROM session"
    " UNION ALL SELECT max(at) FROM reminder_run)"
)
_BROKEN_LOG = (
    "SELECT count(*) FROM change_row WHERE (before IS NULL AND after IS NULL)"
    " OR (before IS NOT NULL AND NOT json_valid(before)) OR (after IS NOT NULL AND NOT json_valid(after))"
    " OR table_name NOT IN (SELECT value FROM json_each(:tables))"
)
_BROKEN_CHAIN = (
    "SELECT count(*) FROM change AS c LEFT JOIN change AS target ON target.id = c.undoes"
    " WHERE c.undoes >= c.id OR c.reversed_by <= c.id OR (c.undoes IS NOT NULL AND target.id IS NULL)"
)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at the file found; all but `contents` only in a sound file of the present version.

    `impossible` are the sessions whose study day cannot be theirs, `orphans` and `unlogged` count rows
    without their parent and entries of the change log that cannot be read. `newest` is the last instant the
    file knows of, `zones` the names its sessions were written in.
    """

    contents: Contents
    journal: str = "delete"
    orphans: int = 0
    has_triggers: bool = True
    unlogged: int = 0
    impossible: tuple[int, ...] = ()
    running_since: datetime | None = None
    newest: datetime | None = None
    first_change: datetime | None = None
    last_change: datetime | None = None
    zones: Mapping[str, int] = field(default_factory=dict)


def look(store: Store, step: Callable[[], object]) -> Looked:
    """Look through the whole file, telling of each of two long steps that is over.

    Raises StoreFault when it cannot be opened or is none of ours.
    """
    with explained(store.file), closing(store.connect()) as connection:
        connection.execute("BEGIN")
        version = known_version(connection, store.file)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        contents = contents_of(connection, version, pages * size)
        step()
        if contents.problems:
            return Looked(replace(contents, problems=(*_breaking(connection), *contents.problems)))
        if version != SCHEMA_VERSION:
            return Looked(contents)
        looked = _rules_kept(connection, contents)
        step()
        return looked


def mend_triggers(store: Store, now: datetime) -> None:
    """Make the triggers behind undo and checkpoints anew."""
    with store.recording(now) as unit:
        renew_triggers(unit.connection)


def mend_journal(store: Store) -> None:
    """Go back to a rollback journal, so that the file is one file again."""
    with explained(store.file), closing(store.connect()) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()


def mend_study_days(store: Store, now: datetime, door: str, day_starts_at: time) -> None:
    """Give sessions whose study day cannot be theirs the one of their own clock; it can be undone."""
    with store.writing(now, door, "doctor", "put impossible study days right") as unit:
        for session_id in _impossible(unit.connection):
            start, offset = unit.rows(
                "SELECT start_at, utc_offset FROM session WHERE id = :id", id=session_id
            )[0]
            # The clock of back then, whatever the tz data says of its zone by now.
            wall = instant(start).astimezone(timezone(timedelta(seconds=offset)))
            unit.run(
                "UPDATE session SET study_day = :day, updated_at = :now WHERE id = :id",
                day=rule(wall, day_starts_at).isoformat(),
                now=unit.now,
                id=session_id,
            )


def forget_states(unit: Unit) -> None:
    """Drop every remembered state of the fold."""
    unit.run("DELETE FROM checkpoint")


def _rules_kept(connection: sqlite3.Connection, contents: Contents) -> Looked:
    def one(sql: str, **values: str) -> object:
        return connection.execute(sql, values).fetchone()[0]

    names = [table.name for table in LOGGED]
    tables = "[" + ", ".join(f'"{name}"' for name in names) + "]"
    running = connection.execute("SELECT start_at FROM session WHERE end_at IS NULL").fetchone()
    return Looked(
        contents,
        journal=str(one("PRAGMA journal_mode")),
        orphans=len(connection.execute("PRAGMA foreign_key_check").fetchall()),
        has_triggers=_has_triggers(connection),
        unlogged=int(str(one(_BROKEN_LOG, tables=tables))) + int(str(one(_BROKEN_CHAIN))),
        impossible=tuple(_impossible(connection)),
        running_since=None if running is None else instant(running[0]),
        newest=_instant(one(_NEWEST)),
        first_change=_instant(one("SELECT min(at) FROM change")),
        last_change=_instant(one("SELECT max(at) FROM change")),
        zones=dict(connection.execute("SELECT zone, count(*) FROM session GROUP BY zone").fetchall()),
    )


def _breaking(connection: sqlite3.Connection) -> list[str]:
    """The first rows that hold what their tables do not allow, in words; none where they cannot be read."""
    found: list[str] = []
    # Where a damaged page is in the way, SQLite has told of it already.
    with suppress(sqlite3.DatabaseError):
        for table in metadata.sorted_tables:
            for rule in table.constraints:
                if isinstance(rule, CheckConstraint):
                    found += _breaking_rule(connection, table, str(rule.sqltext))
    return found[:BREAKING_TOLD]


def _breaking_rule(connection: sqlite3.Connection, table: Table, rule: str) -> Iterator[str]:
    columns = [column.name for column in table.columns if column.name in rule.replace("(", " ").split()]
    for row_id, *values in connection.execute(
        f"SELECT rowid, {', '.join(columns) or 'NULL'} FROM {table.name}"  # noqa: S608  # names of our own
        f" WHERE NOT ({rule}) LIMIT {BREAKING_TOLD}"
    ):
        held = " and ".join(
            f"{column} {quoted(str(value))}" for column, value in zip(columns, values, strict=False)
        )
        yield f"{table.name} {row_id} holds {held}, which none can"


def _has_triggers(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    return sorted(sql for name, sql in found if name.startswith(PREFIXES)) == sorted(triggers())


def _impossible(connection: sqlite3.Connection) -> list[int]:
    rows = connection.execute("SELECT id, start_at, study_day FROM session")
    return [row_id for row_id, start, day in rows if not _is_possible(start, day)]


def _is_possible(start: str, day: str) -> bool:
    try:
        return is_possible(date.fromisoformat(day), instant(start))
    except ValueError:
        return False


def _instant(text: object) -> datetime | None:
    try:
        return optional_instant(None if text is None else str(text))
    except ValueError:
        return None
