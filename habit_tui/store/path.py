"""Paths, stages and resources in the file."""

from __future__ import annotations

from datetime import date

from habit_tui.domain.path import Path, Resource, ResourceKind, Stage, Status, StatusChange, status_after
from habit_tui.domain.plan import Candidate
from habit_tui.store import compiled
from habit_tui.store.store import Unit
from habit_tui.store.values import new_uid, optional_day, optional_day_text


def candidates(unit: Unit) -> tuple[Candidate, ...]:
    """Every resource as the plan and the matching of WHAT see it, in path order."""
    return tuple(
        Candidate(
            id=row[0],
            path_id=row[1],
            title=row[2],
            kind=ResourceKind(row[3]),
            status=Status(row[5] or Status.PLANNED),
            since=optional_day(row[6]),
        )
        for row in unit.rows(compiled.RESOURCES)
    )


def change_status(unit: Unit, resource_id: int, status: Status, on_day: date, reason: str = "") -> None:
    """Date a change of a resource's status."""
    unit.run(
        compiled.STATUS_INSERT,
        uid=new_uid(),
        updated_at=unit.now,
        resource_id=resource_id,
        status=status.value,
        on_day=on_day.isoformat(),
        reason=reason,
    )


def all_paths(unit: Unit) -> tuple[Path, ...]:
    """Every path, whole, in order."""
    from sqlalchemy import select

    from habit_tui.store import tables as t

    stages: dict[int, list[Stage]] = {}
    for row in unit.sql.execute(select(t.stage).order_by(t.stage.c.position, t.stage.c.id)):
        stages.setdefault(row.path_id, []).append(
            Stage(
                row.id,
                row.name,
                row.position,
                optional_day(row.planned_first),
                optional_day(row.planned_last),
            )
        )
    changes: dict[int, list[StatusChange]] = {}
    for row in unit.sql.execute(
        select(t.status_change).order_by(t.status_change.c.on_day, t.status_change.c.id)
    ):
        changes.setdefault(row.resource_id, []).append(
            StatusChange(Status(row.status), date.fromisoformat(row.on_day), row.reason)
        )
    resources: dict[int, list[Resource]] = {}
    for row in unit.sql.execute(select(t.resource).order_by(t.resource.c.position, t.resource.c.id)):
        dated = tuple(changes.get(row.id, ()))
        resources.setdefault(row.path_id, []).append(
            Resource(
                id=row.id,
                uid=row.uid,
                path_id=row.path_id,
                stage_id=row.stage_id,
                title=row.title,
                kind=ResourceKind(row.kind),
                position=row.position,
                planned_first=optional_day(row.planned_first),
                planned_last=optional_day(row.planned_last),
                planned_minutes=row.planned_minutes,
                cost=row.cost,
                currency=row.currency,
                url=row.url,
                outcome=row.outcome,
                note=row.note,
                status=status_after(dated),
                changes=dated,
            )
        )
    return tuple(
        Path(
            id=row.id,
            uid=row.uid,
            name=row.name,
            position=row.position,
            started_on=optional_day(row.started_on),
            stages=tuple(stages.get(row.id, ())),
            resources=tuple(resources.get(row.id, ())),
            starter=row.starter,
        )
        for row in unit.sql.execute(select(t.path).order_by(t.path.c.position, t.path.c.id))
    )


def add(unit: Unit, path: Path) -> int:
    """Write a new path with its stages and resources; a resource's `stage_id` is its stage's id in `path`."""
    from sqlalchemy import func, select

    from habit_tui.store import tables as t

    last = unit.sql.execute(select(func.coalesce(func.max(t.path.c.position), 0))).scalar_one()
    path_id = unit.insert(
        t.path,
        uid=path.uid or new_uid(),
        updated_at=unit.now,
        name=path.name,
        starter=path.starter,
        started_on=optional_day_text(path.started_on),
        position=last + 1,
    )
    stage_ids: dict[int | None, int | None] = {None: None}
    for stage in path.stages:
        stage_ids[stage.id] = unit.insert(
            t.stage,
            uid=new_uid(),
            updated_at=unit.now,
            path_id=path_id,
            name=stage.name,
            position=stage.position,
            planned_first=optional_day_text(stage.planned_first),
            planned_last=optional_day_text(stage.planned_last),
        )
    for resource in path.resources:
        unit.insert(
            t.resource,
            uid=resource.uid or new_uid(),
            updated_at=unit.now,
            path_id=path_id,
            stage_id=stage_ids[resource.stage_id],
            title=resource.title,
            kind=resource.kind.value,
            position=resource.position,
            planned_first=optional_day_text(resource.planned_first),
            planned_last=optional_day_text(resource.planned_last),
            planned_minutes=resource.planned_minutes,
            cost=resource.cost,
            currency=resource.currency,
            url=resource.url,
            outcome=resource.outcome,
            note=resource.note,
        )
    return path_id
