"""The change log: what was done, and putting it back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, delete, insert, select, text, update

from habit_tui.domain.errors import CannotBeDone
from habit_tui.store.store import Unit
from habit_tui.store.tables import LOGGED, change, change_row
from habit_tui.store.values import instant

_TABLES = {table.name: table for table in LOGGED}


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
    return _first(unit, change.c.undoes.is_(None), change.c.reversed_by.is_(None))


def newest_to_redo(unit: Unit) -> Change | None:
    """The newest undo that was not redone, unless something else was changed after it."""
    newest = newest_to_undo(unit)
    undone = _first(unit, change.c.action == "undo", change.c.reversed_by.is_(None))
    return None if undone is None or (newest is not None and newest.id > undone.id) else undone


def undoable(unit: Unit, limit: int) -> tuple[Change, ...]:
    """The changes `undo` would reverse, newest first."""
    rows = unit.sql.execute(
        select(change)
        .where(change.c.undoes.is_(None), change.c.reversed_by.is_(None))
        .order_by(change.c.id.desc())
        .limit(limit)
    )
    return tuple(_from_row(row) for row in rows)


def reverse(unit: Unit, target: Change) -> None:
    """Put every row of a change back as it was before, within the unit's own change.

    Raises CannotBeDone, before anything is written, when a row is no longer as the change left it.
    """
    unit.sql.execute(text("PRAGMA defer_foreign_keys = ON"))
    rows = unit.sql.execute(
        select(change_row).where(change_row.c.change_id == target.id).order_by(change_row.c.id.desc())
    ).all()
    for row in rows:
        _reverse_row(unit, target, row)
    unit.sql.execute(update(change).where(change.c.id == unit.change_id).values(undoes=target.id))
    unit.sql.execute(update(change).where(change.c.id == target.id).values(reversed_by=unit.change_id))


def mark_redone(unit: Unit, original_id: int) -> None:
    """Let a redone change be undone again."""
    unit.sql.execute(update(change).where(change.c.id == original_id).values(reversed_by=None))


def _reverse_row(unit: Unit, target: Change, row: Row[*tuple[object, ...]]) -> None:
    table = _TABLES[str(row.table_name)]
    before = None if row.before is None else json.loads(row.before)
    after = None if row.after is None else json.loads(row.after)
    at_row = table.c.id == row.row_id
    present = unit.sql.execute(select(table).where(at_row)).mappings().one_or_none()
    if (None if present is None else dict(present)) != after:
        raise CannotBeDone(f"“{target.text}” cannot be undone: the {table.name} was changed since")
    if before is None:
        unit.sql.execute(delete(table).where(at_row))
    elif after is None:
        unit.sql.execute(insert(table).values(**before))
    else:
        unit.sql.execute(update(table).where(at_row).values(**before))


def _first(unit: Unit, *conditions: ColumnElement[bool]) -> Change | None:
    if unit.change_id:
        conditions = (*conditions, change.c.id < unit.change_id)
    row = unit.sql.execute(
        select(change).where(*conditions).order_by(change.c.id.desc()).limit(1)
    ).one_or_none()
    return None if row is None else _from_row(row)


def _from_row(row: Row[*tuple[object, ...]]) -> Change:
    return Change(row.id, instant(row.at), row.door, row.action, row.text, row.undoes, row.reversed_by)
