"""Leaves in the file."""

from __future__ import annotations

from datetime import date

from habit_tui.domain.leave import Leave
from habit_tui.store import compiled
from habit_tui.store.store import Unit
from habit_tui.store.values import new_uid


def all_leaves(unit: Unit) -> tuple[Leave, ...]:
    """Every leave, by first day."""
    return tuple(
        Leave(date.fromisoformat(first), date.fromisoformat(last), reason, leave_id)
        for leave_id, first, last, reason in unit.rows(compiled.LEAVES)
    )


def insert(unit: Unit, leave: Leave) -> int:
    """Write a new leave; its id is given by the file."""
    from habit_tui.store.tables import leave as table

    return unit.insert(
        table,
        uid=new_uid(),
        updated_at=unit.now,
        first_day=leave.first.isoformat(),
        last_day=leave.last.isoformat(),
        reason=leave.reason,
    )


def delete(unit: Unit, leave_id: int) -> None:
    """Remove a leave; the change log keeps it."""
    from habit_tui.store.tables import leave as table

    unit.sql.execute(table.delete().where(table.c.id == leave_id))
