"""The change log: what was done, and putting it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    MetaData,
    Row,
    Select,
    Table,
    Text,
    Update,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.schema import CreateTable, DropTable

from habit_tui.domain.errors import CannotBeDone
from habit_tui.store.store import Unit
from habit_tui.store.tables import change, change_row, metadata
from habit_tui.store.tables.change import ELSEWHERE, LEARNED
from habit_tui.store.values import instant

_net = Table(
    "net_row",
    MetaData(),
    Column("table_name", Text, primary_key=True),
    Column("row_id", Integer, primary_key=True),
    Column("first", Integer),
    Column("last", Integer),
    prefixes=["TEMPORARY"],
)
_was, _is = change_row.alias("was"), change_row.alias("is_now")


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the change log; `undoes` names the entry an undo or a redo reversed."""

    id: int
    at: datetime
    door: str
    action: str
    text: str
    undoes: int | None
    reversed_by: int | None


def newest_to_undo(unit: Unit) -> Change | None:
    """The newest change that is neither an undo nor undone."""
    return _first(unit, *_is_undoable())


def newest_to_redo(unit: Unit) -> Change | None:
    """The newest undo that was not redone, unless something else was changed after it."""
    newest = newest_to_undo(unit)
    undone = _first(unit, change.c.action == "undo", change.c.reversed_by.is_(None))
    return None if undone is None or (newest is not None and newest.id > undone.id) else undone


def undoable(unit: Unit, limit: int) -> tuple[Change, ...]:
    """The changes `undo` would reverse, newest first."""
    rows = unit.sql.execute(select(change).where(*_is_undoable()).order_by(change.c.id.desc()).limit(limit))
    return tuple(_from_row(row) for row in rows)


def reverse(unit: Unit, target: Change) -> None:
    """Put every row of a change back as it was before, within the unit's own change.

    Raises CannotBeDone, before anything is written, when a row is no longer as the change left it.
    """
    unit.sql.execute(text("PRAGMA defer_foreign_keys = ON"))
    tables = _gather(unit, target)
    for table in tables:
        if _has_moved_on(unit, table):
            raise CannotBeDone(f"“{target.text}” cannot be undone: the {table.name} was changed since")
    # What stays lets go of what leaves first, so that no cascade reaches it; what leaves frees its unique
    # values before they are put back.
    for table in tables:
        links = [column for column in table.columns if column.foreign_keys]
        if links:
            moved = or_(*(column.is_distinct_from(_value(_was.c.before, column)) for column in links))
            unit.sql.execute(_put_back(table, links).where(moved))
    for table in reversed(tables):
        unit.sql.execute(
            delete(table).where(table.c.id.in_(_rows(table, [_net.c.row_id], _was.c.before.is_(None))))
        )
    for table in tables:
        unit.sql.execute(_put_back(table, list(table.columns)))
    for table in tables:
        values = [_value(_was.c.before, column) for column in table.columns]
        gone = _rows(table, values, _was.c.before.is_not(None), _is.c.after.is_(None))
        unit.sql.execute(insert(table).from_select(list(table.columns), gone))
    unit.sql.execute(DropTable(_net))
    unit.sql.execute(update(change).where(change.c.id == unit.change_id).values(undoes=target.id))
    unit.sql.execute(update(change).where(change.c.id == target.id).values(reversed_by=unit.change_id))


def mark_redone(unit: Unit, original_id: int) -> None:
    """Let a redone change be undone again."""
    unit.sql.execute(update(change).where(change.c.id == original_id).values(reversed_by=None))


def pass_over(unit: Unit) -> None:
    """Let undo pass over the unit's own change: it only learned what another copy knew."""
    unit.sql.execute(update(change).where(change.c.id == unit.change_id).values(action=LEARNED))


def _gather(unit: Unit, target: Change) -> list[Table]:
    """Note where each row of a change is logged first and last; the tables concerned, parents first.

    A row may be logged several times: what it was stands in the first entry, what it became in the last.
    """
    row = change_row.c
    unit.sql.execute(CreateTable(_net))
    unit.sql.execute(
        insert(_net).from_select(
            list(_net.columns),
            select(row.table_name, row.row_id, func.min(row.id), func.max(row.id))
            .where(row.change_id == target.id, row.row_id != ELSEWHERE)
            .group_by(row.table_name, row.row_id),
        )
    )
    names = set(unit.sql.execute(select(_net.c.table_name).distinct()).scalars())
    return [table for table in metadata.sorted_tables if table.name in names]


def _has_moved_on(unit: Unit, table: Table) -> bool:
    """Whether a row of the table is no longer as the change left it."""
    after = _is.c.after
    differs = or_(*(column.is_distinct_from(_value(after, column)) for column in table.columns))
    rows = (
        select(_net.c.row_id)
        .join_from(_net, _is, _is.c.id == _net.c.last)
        .outerjoin(table, table.c.id == _net.c.row_id)
        .where(_net.c.table_name == table.name)
        .where(or_(after.is_(None) & table.c.id.is_not(None), after.is_not(None) & differs))
    )
    return unit.sql.execute(rows.limit(1)).first() is not None


def _put_back(table: Table, columns: Sequence[Column[Any]]) -> Update:
    """The statement that gives columns their old values in the rows that are there before and after."""
    return (
        update(table)
        .values({column.name: _value(_was.c.before, column) for column in columns})
        .where(_net.c.table_name == table.name, _net.c.row_id == table.c.id)
        .where(_was.c.id == _net.c.first, _was.c.before.is_not(None))
        .where(_is.c.id == _net.c.last, _is.c.after.is_not(None))
    )


def _rows(
    table: Table, values: Sequence[ColumnElement[object]], *conditions: ColumnElement[bool]
) -> Select[*tuple[object, ...]]:
    """Values of each of the change's rows of a table that meets the conditions on what it was and is now."""
    return (
        select(*values)
        .join_from(_net, _was, _was.c.id == _net.c.first)
        .join(_is, _is.c.id == _net.c.last)
        .where(_net.c.table_name == table.name, *conditions)
    )


def _value(row: ColumnElement[str | None], column: Column[Any]) -> ColumnElement[Any]:
    return func.json_extract(row, f"$.{column.name}", type_=column.type)


def _is_undoable() -> tuple[ColumnElement[bool], ...]:
    return change.c.undoes.is_(None), change.c.reversed_by.is_(None), change.c.action != LEARNED


def _first(unit: Unit, *conditions: ColumnElement[bool]) -> Change | None:
    if unit.change_id:
        conditions = (*conditions, change.c.id < unit.change_id)
    row = unit.sql.execute(
        select(change).where(*conditions).order_by(change.c.id.desc()).limit(1)
    ).one_or_none()
    return None if row is None else _from_row(row)


def _from_row(row: Row[*tuple[object, ...]]) -> Change:
    return Change(row.id, instant(row.at), row.door, row.action, row.text, row.undoes, row.reversed_by)
