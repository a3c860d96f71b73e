"""Routine versions and their slots in the file."""

from __future__ import annotations

from datetime import date, time

from habit_tui.domain.kind import Kind
from habit_tui.domain.routine import Routine, Slot, Window
from habit_tui.store import compiled
from habit_tui.store.store import Unit
from habit_tui.store.values import clock_text, new_uid

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def all_versions(unit: Unit) -> tuple[Routine, ...]:
    """Every version of the routine with its slots, by the day it takes effect."""
    slots: dict[int, list[Slot]] = {}
    for slot_id, routine_id, weekdays, start, minutes, kind, path_id in unit.rows(compiled.SLOTS):
        slots.setdefault(routine_id, []).append(
            Slot(slot_id, _weekdays(weekdays), time.fromisoformat(start), minutes, Kind(kind), path_id)
        )
    return tuple(
        Routine(
            effective_from=date.fromisoformat(row[1]),
            window=Window(time.fromisoformat(row[2]), time.fromisoformat(row[3])),
            targets=tuple(row[5:12]),
            minimum=row[4],
            slots=tuple(slots.get(row[0], ())),
            id=row[0],
        )
        for row in unit.rows(compiled.ROUTINES)
    )


def save(unit: Unit, routine: Routine) -> int:
    """Write a version; one that takes effect on the same day is replaced, with its slots."""
    from sqlalchemy import delete

    from habit_tui.store.tables import routine as table
    from habit_tui.store.tables import slot as slot_table

    unit.sql.execute(delete(table).where(table.c.effective_from == routine.effective_from.isoformat()))
    targets = {f"target_{name}": minutes for name, minutes in zip(WEEKDAYS, routine.targets, strict=True)}
    routine_id = unit.insert(
        table,
        uid=new_uid(),
        updated_at=unit.now,
        effective_from=routine.effective_from.isoformat(),
        window_start=clock_text(routine.window.start),
        window_end=clock_text(routine.window.end),
        minimum=routine.minimum,
        **targets,
    )
    for slot in routine.slots:
        unit.insert(
            slot_table,
            uid=new_uid(),
            updated_at=unit.now,
            routine_id=routine_id,
            weekdays=sum(1 << weekday for weekday in slot.weekdays),
            start=clock_text(slot.start),
            minutes=slot.minutes,
            kind=slot.kind.value,
            path_id=slot.path_id,
        )
    return routine_id


def _weekdays(bits: int) -> frozenset[int]:
    return frozenset(weekday for weekday in range(7) if bits >> weekday & 1)
