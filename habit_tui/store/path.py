"""Paths, stages and resources in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from habit_tui.domain.commitment import assessment_is_due
from habit_tui.domain.path import (
    Certificate,
    Path,
    PathStatus,
    Resource,
    ResourceKind,
    Stage,
    Status,
    StatusChange,
    status_after,
)
from habit_tui.domain.plan import Candidate
from habit_tui.store import compiled
from habit_tui.store.store import Unit, Value
from habit_tui.store.values import new_uid, optional_day, optional_day_text


def candidates(unit: Unit) -> tuple[Candidate, ...]:
    """Every resource of the active paths as the plan and the matching of WHAT see it, in path order."""
    return tuple(
        Candidate(
            id=row[0],
            path_id=row[1],
            title=row[2],
            kind=ResourceKind(row[3]),
            status=Status(row[5] or Status.PLANNED),
            since=optional_day(row[6]),
            begins=optional_day(row[4]),
        )
        for row in unit.rows(compiled.RESOURCES)
    )


def has_any(unit: Unit) -> bool:
    """Whether there is a path, whatever became of it."""
    return unit.row(compiled.ANY_PATH) is not None


def assessments_due(unit: Unit, day: date) -> tuple[Path, ...]:
    """The active paths, without stages and resources, of which an assessment is due on a study day."""
    found: list[Path] = []
    for path_id, name, committed_until, assessed_on in unit.rows(
        compiled.COMMITMENTS_OVER, day=day.isoformat()
    ):
        path = Path(path_id, "", name, 0, committed_until=optional_day(committed_until))
        latest = optional_day(assessed_on)
        if assessment_is_due(path, () if latest is None else (latest,), day):
            found.append(path)
    return tuple(found)


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

    stages = _stages(unit)
    resources = _resources(unit)
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
            status=PathStatus(row.status),
            ended_on=optional_day(row.ended_on),
            committed_until=optional_day(row.committed_until),
        )
        for row in unit.sql.execute(select(t.path).order_by(t.path.c.position, t.path.c.id))
    )


def minutes_by_resource(unit: Unit) -> Mapping[int, int]:
    """The minutes of the finished sessions on each resource, read from a covering index alone."""
    from sqlalchemy import func, select

    from habit_tui.store.tables import session

    c = session.c
    rows = unit.sql.execute(
        select(c.resource_id, func.sum(c.minutes)).where(c.resource_id.is_not(None)).group_by(c.resource_id)
    )
    return {int(resource_id): int(minutes) for resource_id, minutes in rows if resource_id is not None}


def add(unit: Unit, path: Path) -> int:
    """Write a new path with its stages and resources; a resource's `stage_id` is its stage's id in `path`.

    It comes last of the paths, and the plan it has is kept as its original one.
    """
    from sqlalchemy import func, select

    from habit_tui.store import amendment
    from habit_tui.store import tables as t

    last = unit.sql.execute(select(func.coalesce(func.max(t.path.c.position), 0))).scalar_one()
    path_id = unit.insert(
        t.path,
        uid=path.uid or new_uid(),
        updated_at=unit.now,
        starter=path.starter,
        position=last + 1,
        **_path_values(path),
    )
    stage_ids: dict[int | None, int | None] = {None: None}
    for stage in path.stages:
        stage_ids[stage.id] = add_stage(unit, path_id, stage)
    resources = [replace(each, stage_id=stage_ids[each.stage_id]) for each in path.resources]
    ids = [add_resource(unit, path_id, each) for each in resources]
    written = replace(
        path,
        stages=tuple(replace(each, id=stage_ids[each.id] or 0) for each in path.stages),
        resources=tuple(replace(each, id=i) for i, each in zip(ids, resources, strict=True)),
    )
    amendment.keep_originals(unit, written)
    return path_id


def update(unit: Unit, path: Path) -> None:
    """Write a path's own columns; its stages and resources stay as they are."""
    from habit_tui.store.tables import path as table

    unit.sql.execute(
        table.update().where(table.c.id == path.id).values(updated_at=unit.now, **_path_values(path))
    )


def add_stage(unit: Unit, path_id: int, stage: Stage) -> int:
    """Write a new stage of a path; its id is given by the file."""
    from habit_tui.store.tables import stage as table

    return unit.insert(table, uid=new_uid(), updated_at=unit.now, path_id=path_id, **_stage_values(stage))


def update_stage(unit: Unit, stage: Stage) -> None:
    """Write a stage's columns."""
    from habit_tui.store.tables import stage as table

    unit.sql.execute(
        table.update().where(table.c.id == stage.id).values(updated_at=unit.now, **_stage_values(stage))
    )


def add_resource(unit: Unit, path_id: int, resource: Resource) -> int:
    """Write a new resource of a path; its id is given by the file."""
    from habit_tui.store.tables import resource as table

    return unit.insert(
        table,
        uid=resource.uid or new_uid(),
        updated_at=unit.now,
        path_id=path_id,
        **_resource_values(resource),
    )


def update_resource(unit: Unit, resource: Resource) -> None:
    """Write a resource's own columns; its changes of status and certificates stay as they are."""
    from habit_tui.store.tables import resource as table

    unit.sql.execute(
        table.update()
        .where(table.c.id == resource.id)
        .values(updated_at=unit.now, **_resource_values(resource))
    )


def add_certificate(unit: Unit, resource_id: int, certificate: Certificate) -> int:
    """Write a resource's new certificate; its id is given by the file."""
    from habit_tui.store.tables import certificate as table

    return unit.insert(
        table,
        uid=new_uid(),
        updated_at=unit.now,
        resource_id=resource_id,
        title=certificate.title,
        issuer=certificate.issuer,
        on_day=certificate.on_day.isoformat(),
        url=certificate.url,
        file=certificate.file,
    )


def write_certificates(unit: Unit, before: Resource, after: Sequence[Certificate]) -> None:
    """Let a resource have these certificates; those of id 0 are new, those that are missing go."""
    from habit_tui.store.tables import certificate as table

    present = {each.id: each for each in before.certificates}
    for gone in present.keys() - {each.id for each in after}:
        unit.sql.execute(table.delete().where(table.c.id == gone))
    for each in after:
        if each.id not in present:
            add_certificate(unit, before.id, each)
        elif each != present[each.id]:
            unit.sql.execute(
                table.update()
                .where(table.c.id == each.id)
                .values(
                    updated_at=unit.now,
                    title=each.title,
                    issuer=each.issuer,
                    on_day=each.on_day.isoformat(),
                    url=each.url,
                    file=each.file,
                )
            )


def _path_values(path: Path) -> dict[str, Value]:
    return {
        "name": path.name,
        "started_on": optional_day_text(path.started_on),
        "status": path.status.value,
        "ended_on": optional_day_text(path.ended_on),
        "committed_until": optional_day_text(path.committed_until),
    }


def _stage_values(stage: Stage) -> dict[str, Value]:
    return {
        "name": stage.name,
        "position": stage.position,
        "planned_first": optional_day_text(stage.planned_first),
        "planned_last": optional_day_text(stage.planned_last),
    }


def _resource_values(resource: Resource) -> dict[str, Value]:
    return {
        "stage_id": resource.stage_id,
        "title": resource.title,
        "kind": resource.kind.value,
        "position": resource.position,
        "planned_first": optional_day_text(resource.planned_first),
        "planned_last": optional_day_text(resource.planned_last),
        "planned_minutes": resource.planned_minutes,
        "cost": resource.cost,
        "currency": resource.currency,
        "url": resource.url,
        "outcome": resource.outcome,
        "note": resource.note,
        "score": resource.score,
    }


def _stages(unit: Unit) -> Mapping[int, Sequence[Stage]]:
    """The stages of each path by its id, in order."""
    from sqlalchemy import select

    from habit_tui.store.tables import stage as table

    stages: dict[int, list[Stage]] = {}
    for row in unit.sql.execute(select(table).order_by(table.c.position, table.c.id)):
        first, last = optional_day(row.planned_first), optional_day(row.planned_last)
        stages.setdefault(row.path_id, []).append(Stage(row.id, row.name, row.position, first, last))
    return stages


def _resources(unit: Unit) -> Mapping[int, Sequence[Resource]]:
    """The resources of each path by its id, in order."""
    from sqlalchemy import select

    from habit_tui.store.tables import resource as table

    changes, certificates = _changes(unit), _certificates(unit)
    resources: dict[int, list[Resource]] = {}
    for row in unit.sql.execute(select(table).order_by(table.c.position, table.c.id)):
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
                score=row.score,
                certificates=tuple(certificates.get(row.id, ())),
            )
        )
    return resources


def _changes(unit: Unit) -> Mapping[int, Sequence[StatusChange]]:
    """The changes of status of each resource by its id, oldest first."""
    from sqlalchemy import select

    from habit_tui.store.tables import status_change as table

    changes: dict[int, list[StatusChange]] = {}
    for row in unit.sql.execute(select(table).order_by(table.c.on_day, table.c.id)):
        changes.setdefault(row.resource_id, []).append(
            StatusChange(Status(row.status), date.fromisoformat(row.on_day), row.reason)
        )
    return changes


def _certificates(unit: Unit) -> Mapping[int, Sequence[Certificate]]:
    """The certificates of each resource by its id, oldest first."""
    from sqlalchemy import select

    from habit_tui.store.tables import certificate as table

    certificates: dict[int, list[Certificate]] = {}
    for row in unit.sql.execute(select(table).order_by(table.c.on_day, table.c.id)):
        certificates.setdefault(row.resource_id, []).append(
            Certificate(row.title, row.issuer, date.fromisoformat(row.on_day), row.url, row.file, row.id)
        )
    return certificates
