"""The original plans of the paths, and the amendments to them, in the file."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Row, insert, select, union_all, update

from habit_tui.domain.amendment import Amendment, Event, Original, originals
from habit_tui.domain.path import Path
from habit_tui.store.store import Unit, Value
from habit_tui.store.tables import amendment, original, resource, status_change
from habit_tui.store.values import new_uid, optional_day, optional_day_text


def keep_originals(unit: Unit, path: Path) -> None:
    """Keep the plan a path has now as its original one; resources that stand there unchanged stay."""
    there = {each.resource_id: each for each in originals_of(unit, path.id)}
    for each in originals(path):
        values: dict[str, Value] = {
            "updated_at": unit.now,
            "position": each.position,
            "stage": each.stage,
            "planned_first": optional_day_text(each.planned_first),
            "planned_last": optional_day_text(each.planned_last),
        }
        if each.resource_id not in there:
            unit.sql.execute(insert(original).values(uid=new_uid(), resource_id=each.resource_id, **values))
        elif there[each.resource_id] != each:
            unit.sql.execute(
                update(original).where(original.c.resource_id == each.resource_id).values(**values)
            )


def originals_of(unit: Unit, path_id: int) -> tuple[Original, ...]:
    """The plan a path began with, in its order then."""
    rows = unit.sql.execute(
        select(original)
        .join(resource, resource.c.id == original.c.resource_id)
        .where(resource.c.path_id == path_id)
        .order_by(original.c.position, original.c.id)
    )
    return tuple(
        Original(
            row.resource_id,
            row.position,
            row.stage,
            optional_day(row.planned_first),
            optional_day(row.planned_last),
        )
        for row in rows
    )


def add(unit: Unit, path_id: int, new: Amendment) -> None:
    """Write down an amendment to a path's plan."""
    unit.insert(
        amendment,
        uid=new_uid(),
        updated_at=unit.now,
        path_id=path_id,
        resource_id=new.resource_id,
        event=new.event.value,
        on_day=new.on_day.isoformat(),
        reason=new.reason,
        was=new.was,
        became=new.became,
    )


def of_path(unit: Unit, path_id: int) -> tuple[Amendment, ...]:
    """A path's amendments, oldest first."""
    rows = unit.sql.execute(
        select(amendment).where(amendment.c.path_id == path_id).order_by(amendment.c.on_day, amendment.c.id)
    )
    return tuple(_from_row(row) for row in rows)


def added_after(unit: Unit, day: date) -> frozenset[int]:
    """The resources that were added to a path's plan later than a day."""
    later = select(amendment.c.resource_id).where(
        amendment.c.event == Event.ADDED.value, amendment.c.on_day > day.isoformat()
    )
    return frozenset(each for each in unit.sql.execute(later).scalars() if each is not None)


def reason_on(unit: Unit, path_id: int, day: date) -> str:
    """A reason that was given on a day for a change to a path, empty when there was none."""
    amended = select(amendment.c.reason).where(
        amendment.c.path_id == path_id, amendment.c.on_day == day.isoformat(), amendment.c.reason != ""
    )
    changed = (
        select(status_change.c.reason)
        .join(resource, resource.c.id == status_change.c.resource_id)
        .where(
            resource.c.path_id == path_id,
            status_change.c.on_day == day.isoformat(),
            status_change.c.reason != "",
        )
    )
    return unit.sql.execute(union_all(amended, changed).limit(1)).scalar() or ""


def _from_row(row: Row[*tuple[object, ...]]) -> Amendment:
    return Amendment(
        Event(row.event), date.fromisoformat(row.on_day), row.resource_id, row.reason, row.was, row.became
    )
