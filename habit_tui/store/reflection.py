"""Reflections in the file."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, select, update

from habit_tui.domain.reflection import Reflection, ReflectionKind
from habit_tui.store.store import Unit
from habit_tui.store.tables import reflection
from habit_tui.store.values import new_uid


def add(unit: Unit, new: Reflection) -> int:
    """Write a new reflection; its id is given by the file."""
    return unit.insert(
        reflection,
        uid=new.uid or new_uid(),
        updated_at=unit.now,
        kind=new.kind.value,
        text=new.text,
        on_day=new.on_day.isoformat(),
        path_id=new.path_id,
        resource_id=new.resource_id,
        about_id=new.about_id,
        solves=int(new.solves),
    )


def rewrite(unit: Unit, reflection_id: int, text: str) -> None:
    """Give a reflection another text."""
    unit.sql.execute(
        update(reflection).where(reflection.c.id == reflection_id).values(updated_at=unit.now, text=text)
    )


def remove(unit: Unit, reflection_id: int) -> None:
    """Delete a reflection; the change log keeps it."""
    unit.sql.execute(delete(reflection).where(reflection.c.id == reflection_id))


def all_reflections(unit: Unit) -> tuple[Reflection, ...]:
    """Every reflection, oldest first."""
    rows = unit.sql.execute(select(reflection).order_by(reflection.c.on_day, reflection.c.id))
    return tuple(
        Reflection(
            id=row.id,
            uid=row.uid,
            kind=ReflectionKind(row.kind),
            text=row.text,
            on_day=date.fromisoformat(row.on_day),
            path_id=row.path_id,
            resource_id=row.resource_id,
            about_id=row.about_id,
            solves=bool(row.solves),
        )
        for row in rows
    )
