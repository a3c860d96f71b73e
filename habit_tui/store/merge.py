"""Another copy of the store beside this one: what both tell of the same rows, found by uid."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    MetaData,
    Select,
    Table,
    Text,
    and_,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
)

from habit_tui.domain.errors import CannotBeDone, StoreFault
from habit_tui.domain.merge import Row, State, Value, state
from habit_tui.domain.words import quoted
from habit_tui.store import backup
from habit_tui.store.contents import contents_of
from habit_tui.store.faults import explained
from habit_tui.store.loop import is_backup as is_sqlite
from habit_tui.store.store import Store, Unit, address, known_version
from habit_tui.store.tables import LOGGED, change, change_row, metadata
from habit_tui.store.tables.change import ELSEWHERE, LEARNED, MERGE

TABLES = tuple(table for table in metadata.sorted_tables if table in LOGGED)
"""What is merged, parents before their children."""

_LOT = 500
_ASKED = Table("asked", MetaData(), Column("uid", Text, primary_key=True), prefixes=["TEMPORARY"])


class Copy(StrEnum):
    """The two copies, by the name SQLite knows them under."""

    MINE = "main"
    THEIRS = "other"


@dataclass(frozen=True, slots=True)
class Link:
    """A column that names a row of another table, and whether its row is deleted with that one."""

    column: str
    parent: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Past:
    """What a copy's change log knows of a row: every state it had, and when it was last undone or redone."""

    known: frozenset[State]
    undone_at: str


def links(table: str) -> tuple[Link, ...]:
    """The links of a table's rows."""
    keys = ((column, key) for column in metadata.tables[table].columns for key in column.foreign_keys)
    return tuple(Link(column.name, key.column.table.name, key.ondelete == "CASCADE") for column, key in keys)


@contextmanager
def opened(file: str, store: str) -> Iterator[str]:
    """A sound copy of another store at the present version, in a folder of its own; the file is only read.

    Raises CannotBeDone when it is the store itself or is not there, StoreFault when it is none of ours, comes
    from a newer program or is damaged.
    """
    if not os.path.isfile(file):
        raise CannotBeDone(f"there is no file {quoted(file)}")
    if not os.access(file, os.R_OK):
        raise CannotBeDone(f"{quoted(file)} may not be read")
    if os.path.exists(store) and os.path.samefile(file, store):
        # Reading it here and closing it would drop the locks that SQLite holds on it.
        raise CannotBeDone(f"{quoted(file)} is the store itself")
    if not is_sqlite(file):
        raise StoreFault(f"{file} is not a habit_tui file; it was left untouched")
    with tempfile.TemporaryDirectory(prefix="habit-tui-") as folder:
        copied = os.path.join(folder, "other.db")
        version = _copy(file, copied)
        with explained(file), closing(sqlite3.connect(copied)) as connection:
            problems = contents_of(connection, version, 0).problems
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            kinds = connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()
        if problems or broken or kinds:
            raise StoreFault(f"{file} is damaged; nothing was merged, restore a backup of it first")
        with Store(copied).reading():
            pass
        yield copied


def _copy(file: str, copied: str) -> int:
    """Copy a file without writing to it or beside it; its version."""
    try:
        with explained(file), closing(sqlite3.connect(address(file, "ro"), uri=True)) as source:
            source.execute("PRAGMA trusted_schema = OFF")
            version = known_version(source, file)
            backup.copy(source, copied)
            return version
    except StoreFault:
        if not os.path.exists(f"{file}-journal"):
            raise
    # What a killed program left half done is taken back in the copy, where that may be written.
    for suffix in ("", "-journal"):
        shutil.copyfile(file + suffix, copied + suffix)
    with explained(file), closing(sqlite3.connect(copied)) as source:
        return known_version(source, file)


class Both:
    """This store and a copy of another one, attached to the connection of a unit of work."""

    def __init__(self, unit: Unit, file: str) -> None:
        self.unit = unit
        self._tables = {copy: _tables(copy) for copy in Copy}
        self._names: dict[tuple[Copy, str], dict[int, str]] = {}
        self._deleting: dict[Copy, frozenset[str]] = {}
        unit.connection.execute("PRAGMA defer_foreign_keys = ON")
        unit.connection.execute("ATTACH DATABASE ? AS other", (address(file, "ro"),))
        _ASKED.create(unit.sql, checkfirst=True)

    def differing(self, name: str) -> Iterator[tuple[Row, Row]]:
        """The rows that are in both copies and not the same, mine first."""
        mine, theirs = (self._by_uid(copy, name).subquery() for copy in Copy)
        columns = [column.name for column in mine.columns]
        differs = or_(*(mine.c[column].is_distinct_from(theirs.c[column]) for column in columns))
        rows = self.unit.sql.execute(
            select(mine, *(theirs.c[column].label(f"their_{column}") for column in columns)).where(
                mine.c.uid == theirs.c.uid, differs
            )
        )
        for row in rows:
            yield (
                dict(zip(columns, row[: len(columns)], strict=True)),
                dict(zip(columns, row[len(columns) :], strict=True)),
            )

    def only(self, copy: Copy, name: str) -> Iterator[Row]:
        """The rows that are in one copy and not in the other."""
        table, other = self._tables[copy][name], self._tables[_other(copy)][name]
        absent = ~exists().where(other.c.uid == table.c.uid)
        return self._rows(self._by_uid(copy, name).where(absent).order_by(table.c.id))

    def count_only(self, copy: Copy, name: str) -> int:
        """How many rows are in one copy and not in the other."""
        table, other = self._tables[copy][name], self._tables[_other(copy)][name]
        absent = ~exists().where(other.c.uid == table.c.uid)
        counted = self.unit.sql.execute(select(func.count()).select_from(table).where(absent)).scalar()
        return int(counted or 0)

    def every(self, copy: Copy, name: str) -> Iterator[Row]:
        """All rows of a copy's table."""
        return self._rows(self._by_uid(copy, name).order_by(self._tables[copy][name].c.id))

    def has(self, copy: Copy, name: str, uid: str) -> bool:
        """Whether a copy has a row of this uid."""
        table = self._tables[copy][name]
        return self.unit.sql.execute(select(table.c.id).where(table.c.uid == uid)).first() is not None

    def by_uid(self, copy: Copy, name: str, uids: Iterable[str]) -> Iterator[Row]:
        """The rows of these uids that a copy has."""
        yield from self._among(copy, name, self._tables[copy][name].c.uid, uids)

    def children(self, copy: Copy, name: str, link: Link, parents: Iterable[str]) -> Iterator[Row]:
        """The rows of a table that name one of these parents."""
        table, parent = self._tables[copy][name], self._tables[copy][link.parent]
        named = select(parent.c.uid).where(parent.c.id == table.c[link.column]).scalar_subquery()
        yield from self._among(copy, name, named, parents)

    def running(self, copy: Copy) -> Iterator[Row]:
        """The session that runs in a copy, if one does."""
        return self._rows(
            self._by_uid(copy, "session").where(self._tables[copy]["session"].c.end_at.is_(None))
        )

    def same_sessions(self) -> list[tuple[Row, Row]]:
        """Finished sessions that both copies have under different uids and that are the same otherwise."""
        mine, theirs = (self._by_uid(copy, "session").subquery() for copy in Copy)
        told = [column.name for column in mine.columns if column.name not in ("uid", "updated_at", "source")]
        equal = and_(*(mine.c[column].is_not_distinct_from(theirs.c[column]) for column in told))
        absent = [
            ~exists().where(self._tables[_other(copy)]["session"].c.uid == one.c.uid)
            for copy, one in zip(Copy, (mine, theirs), strict=True)
        ]
        found = self.unit.sql.execute(
            select(mine.c.uid, theirs.c.uid)
            .where(mine.c.start_at == theirs.c.start_at, mine.c.end_at.is_not(None), equal, *absent)
            .order_by(mine.c.uid, theirs.c.uid)
        ).all()
        rows = [
            {str(row["uid"]): row for row in self.by_uid(copy, "session", {pair[number] for pair in found})}
            for number, copy in enumerate(Copy)
        ]
        return [(rows[0][first], rows[1][second]) for first, second in found]

    def deletions(self, copy: Copy, name: str) -> dict[str, str]:
        """When a copy deleted the rows that only the other has: instant texts by uid.

        A merge notes in the rows it deletes when they were deleted elsewhere.
        """
        if name not in self._deleted_from(copy):
            return {}
        log, changes, merged = self._log(copy)
        table, other = self._tables[copy][name], self._tables[_other(copy)][name]
        uid = func.json_extract(log.c.before, "$.uid")
        gone = and_(
            ~exists().where(table.c.uid == uid),
            exists().where(other.c.uid == uid),
            log.c.after.is_(None),
            log.c.table_name == name,
        )
        rows = self.unit.sql.execute(
            select(uid, changes.c.at, changes.c.action, func.json_extract(log.c.before, "$.updated_at"))
            .join_from(log, changes, changes.c.id == log.c.change_id)
            .where(gone, changes.c.id.not_in(select(merged.c.id)))
        )
        found: dict[str, str] = {}
        for one, at, action, updated_at in rows:
            found[one] = max(found.get(one, ""), updated_at if action in (MERGE, LEARNED) else at)
        return found

    def pasts(self, copy: Copy, name: str, uids: Iterable[str]) -> dict[str, Past]:
        """What a copy's change log knows of these rows."""
        wanted = list(uids)
        if not wanted:
            return {}
        self.unit.sql.execute(_ASKED.delete())
        self.unit.sql.execute(insert(_ASKED), [{"uid": uid} for uid in wanted])
        log, changes, merged = self._log(copy)
        uid = func.json_extract(func.coalesce(log.c.after, log.c.before), "$.uid")
        rows = self.unit.sql.execute(
            select(
                log.c.row_id, uid, log.c.before, log.c.after, changes.c.at, changes.c.action, changes.c.undoes
            )
            .join_from(log, changes, changes.c.id == log.c.change_id)
            .where(log.c.table_name == name, uid.in_(select(_ASKED.c.uid)))
            .where(changes.c.id.not_in(select(merged.c.id)))
        )
        known: dict[str, set[State]] = {}
        undone: dict[str, str] = {}
        for row_id, one, before, after, at, action, undoes in rows:
            states = known.setdefault(one, set())
            if after is None and row_id == ELSEWHERE:
                states.add(str(json.loads(before)["updated_at"]))
                continue
            states.update(self._state(copy, name, each) for each in (before, after) if each is not None)
            if after is None and action != MERGE:
                states.add(at)
            if undoes is not None:
                undone[one] = max(undone.get(one, ""), at)
        return {one: Past(frozenset(states), undone.get(one, "")) for one, states in known.items()}

    def lived_apart(self, name: str) -> set[str]:
        """The uids of the rows that were more than once changed in the other copy, and there alone."""
        theirs, mine = (self._log(copy)[0] for copy in (Copy.THEIRS, Copy.MINE))
        same = [theirs.c[column].is_not_distinct_from(mine.c[column]) for column in _columns("change_row")]
        several = select(theirs.c.row_id).where(theirs.c.table_name == name).group_by(theirs.c.row_id)
        rows = self.unit.sql.execute(
            select(func.json_extract(func.coalesce(theirs.c.after, theirs.c.before), "$.uid"))
            .where(theirs.c.table_name == name, ~exists().where(*same))
            .where(theirs.c.row_id.in_(several.having(func.count() > 1)) | (theirs.c.row_id == ELSEWHERE))
            .distinct()
        )
        return set(rows.scalars())

    def forget_names(self) -> None:
        """Ask anew which row has which id, for rows were written."""
        self._names.clear()

    def _deleted_from(self, copy: Copy) -> frozenset[str]:
        """The tables that a copy ever deleted rows from."""
        if copy not in self._deleting:
            log, _, _ = self._log(copy)
            names = self.unit.sql.execute(select(log.c.table_name).where(log.c.after.is_(None)).distinct())
            self._deleting[copy] = frozenset(names.scalars())
        return self._deleting[copy]

    def _state(self, copy: Copy, name: str, logged: str) -> State:
        """A row of the change log as a state: without its id, its links by uid."""
        row: dict[str, Value] = {**dict.fromkeys(_columns(name)), **json.loads(logged)}
        row.pop("id", None)
        for link in links(name):
            named = row[link.column]
            row[link.column] = self._name(copy, link.parent).get(named) if isinstance(named, int) else named
        return state(row)

    def _name(self, copy: Copy, name: str) -> dict[int, str]:
        """The uid of every row a copy's table ever had, by its id."""
        if (copy, name) not in self._names:
            log, _, _ = self._log(copy)
            table = self._tables[copy][name]
            uid = func.json_extract(func.coalesce(log.c.after, log.c.before), "$.uid")
            logged = select(log.c.row_id, uid).where(log.c.table_name == name, log.c.row_id != ELSEWHERE)
            past = self.unit.sql.execute(logged.distinct())
            present = self.unit.sql.execute(select(table.c.id, table.c.uid))
            self._names[copy, name] = {row_id: one for rows in (past, present) for row_id, one in rows}
        return self._names[copy, name]

    def _log(self, copy: Copy) -> tuple[FromClause, FromClause, FromClause]:
        """A copy's change log: rows, entries, and the ids of undone merges and of what reversed any merge.

        A merge that was undone is as if it had never been: it can be done again.
        """
        log, changes = _beside(copy, change_row), _beside(copy, change)
        merges = select(changes.c.id, changes.c.reversed_by.is_not(None).label("is_void"))
        merged = merges.where(changes.c.action == MERGE).cte("merged", recursive=True)
        merged = merged.union(select(changes.c.id, literal(1)).where(changes.c.undoes == merged.c.id))
        return log, changes, select(merged.c.id).where(merged.c.is_void).subquery()

    def _among(
        self, copy: Copy, name: str, value: ColumnElement[Any], wanted: Iterable[str]
    ) -> Iterator[Row]:
        left = iter(sorted(wanted))
        while lot := list(islice(left, _LOT)):
            yield from list(self._rows(self._by_uid(copy, name).where(value.in_(lot))))

    def _rows(self, statement: Select[Any]) -> Iterator[Row]:
        rows = self.unit.sql.execution_options(yield_per=1000).execute(statement)
        return (dict(row) for row in rows.mappings())

    def _by_uid(self, copy: Copy, name: str) -> Select[Any]:
        """A table's rows without their ids, the rows they name by uid."""
        table = self._tables[copy][name]
        parents = {link.column: link.parent for link in links(name)}
        columns: list[ColumnElement[Any]] = []
        for column in _columns(name):
            if column in parents:
                parent = self._tables[copy][parents[column]].alias()
                named = select(parent.c.uid).where(parent.c.id == table.c[column])
                columns.append(named.scalar_subquery().label(column))
            elif column != "id":
                columns.append(table.c[column])
        return select(*columns).select_from(table)


@cache
def _tables(copy: Copy) -> Mapping[str, Table]:
    return {table.name: _beside(copy, table) for table in TABLES}


@cache
def _beside(copy: Copy, table: Table) -> Table:
    """The table as one of the copies has it; the same one every time, so that SQLAlchemy knows it again."""
    columns = [Column(column.name, column.type) for column in table.columns]
    return Table(table.name, MetaData(schema=copy.value), *columns)


def _columns(name: str) -> list[str]:
    return [column.name for column in metadata.tables[name].columns]


def _other(copy: Copy) -> Copy:
    return Copy.THEIRS if copy is Copy.MINE else Copy.MINE
