"""What the learner changed in the plans of their days, in the file."""

from __future__ import annotations

from datetime import date, time

from habit_tui.domain.kind import Kind
from habit_tui.domain.plan import EditState, PlanEdit
from habit_tui.store import compiled
from habit_tui.store.store import Unit, Value
from habit_tui.store.values import clock_text, new_uid


def edits_on(unit: Unit, day: date) -> tuple[PlanEdit, ...]:
    """The edits of a study day's plan, in the order they were made."""
    return tuple(
        PlanEdit(
            id=row[0],
            study_day=date.fromisoformat(row[1]),
            slot_id=row[2],
            start=None if row[3] is None else time.fromisoformat(row[3]),
            minutes=row[4],
            what=row[5],
            kind=Kind(row[6]),
            resource_id=row[7],
            state=EditState(row[8]),
            carried_from=row[9],
        )
        for row in unit.rows(compiled.PLAN_ITEMS, day=day.isoformat())
    )


def save(unit: Unit, edit: PlanEdit) -> int:
    """Write an edit, a new one when its id is 0; the id it has."""
    from habit_tui.store.tables import plan_item as table

    values: dict[str, Value] = {
        "updated_at": unit.now,
        "study_day": edit.study_day.isoformat(),
        "slot_id": edit.slot_id,
        "start": None if edit.start is None else clock_text(edit.start),
        "minutes": edit.minutes,
        "what": edit.what,
        "kind": edit.kind.value,
        "resource_id": edit.resource_id,
        "state": edit.state.value,
        "carried_from": edit.carried_from,
    }
    if not edit.id:
        return unit.insert(table, uid=new_uid(), **values)
    unit.sql.execute(table.update().where(table.c.id == edit.id).values(**values))
    return edit.id
