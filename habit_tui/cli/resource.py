"""Resources from the shell."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from habit_tui.cli import path as path_door
from habit_tui.cli import views
from habit_tui.cli.ask import with_reason
from habit_tui.cli.door import Door
from habit_tui.cli.path import When
from habit_tui.domain import glyph
from habit_tui.domain import match as matching
from habit_tui.domain.details import Details, detailed, resource_kind
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.path import (
    Certificate,
    Path,
    PathStatus,
    Place,
    Resource,
    ResourceKind,
    Status,
    certified,
)
from habit_tui.domain.words import one_line, quoted
from habit_tui.services import path as path_service
from habit_tui.services import resource as service

_STATUS: Mapping[str, Status | PathStatus] = {
    **{status.value: status for status in Status},
    "plan": Status.PLANNED,
    "start": Status.STARTED,
    "pause": Status.PAUSED,
    "complete": Status.COMPLETED,
    "drop": Status.DROPPED,
    "finished": PathStatus.FINISHED,
    "finish": PathStatus.FINISHED,
    "active": PathStatus.ACTIVE,
}


@dataclass(frozen=True, slots=True)
class Where:
    """What was typed about a resource's place."""

    stage: str | None = None
    before: str | None = None
    after: str | None = None
    number: int | None = None


def add(
    door: Door,
    *,
    to: str,
    details: Details,
    where: Where,
    when: When,
    json: bool = False,
) -> None:
    """Put a resource on a path. JSON: the resource."""
    if details.kind is None:
        raise NotUnderstood(f"say what it is with --kind: {', '.join(ResourceKind)}")
    path = path_service.find(door.desk, to)
    new = detailed(
        Resource(0, "", path.id, None, "", resource_kind(details.kind), 0),
        details,
        door.desk.study_day(door.now),
    )
    place = _place(door, path, where)
    on = door.day(when.on)
    added = with_reason(
        when.reason,
        lambda reason: service.add(
            door.desk, door.now, new, stage=where.stage, place=place, on=on, reason=reason
        ),
    )
    _tell(door, added, f"Added to {quoted(path.name)}", json=json)


def status(
    door: Door,
    *,
    what: str,
    status: str,
    path: str | None = None,
    when: When,
    outcome: str | None = None,
    score: str | None = None,
    certificate: str | None = None,
    issuer: str | None = None,
    url: str | None = None,
    file: str | None = None,
    json: bool = False,
) -> None:
    """Date a change of status of a resource, or of a path that is finished or active again.

    What came of a completed resource can be told later too. JSON: the resource, or the path.
    """
    wanted = _STATUS.get(status.lower())
    if wanted is None:
        known = ", ".join([*Status, PathStatus.FINISHED, PathStatus.ACTIVE])
        raise NotUnderstood(f"{quoted(status)} is no status; use {known}")
    if isinstance(wanted, PathStatus):
        path_door.close(door, what, wanted, when, json=json)
        return
    resource = _found(door, what, path)
    on = door.day(when.on)
    proof = None
    if certificate is not None:
        awarded = on or door.desk.study_day(door.now)
        proof = Certificate(certificate, issuer or "", awarded, url or "", _file(file))
    elif issuer is not None or url is not None or file is not None:
        raise NotUnderstood("name the certificate with --certificate TITLE")
    told_later = proof is not None or outcome is not None or score is not None
    if wanted is resource.status is Status.COMPLETED and told_later:
        edited = detailed(resource, Details(outcome=outcome, score=score), door.desk.study_day(door.now))
        edited = edited if proof is None else certified(edited, proof)
        _tell(door, service.edit(door.desk, door.now, edited), "Edited", json=json)
        return
    changed = with_reason(
        when.reason,
        lambda reason: service.set_status(
            door.desk,
            door.now,
            resource.id,
            wanted,
            on=on,
            reason=reason,
            outcome=outcome,
            score=score,
            certificate=proof,
        ),
    )
    _tell(door, changed, wanted.value.capitalize(), json=json)


def drop(door: Door, *, what: str, when: When, json: bool = False) -> None:
    """Drop a path, or a resource that the words name better. JSON: what was dropped."""
    if _names_a_path(door, what):
        path_door.close(door, what, PathStatus.DROPPED, when, json=json)
    else:
        status(door, what=what, status=Status.DROPPED, when=when, json=json)


def move(
    door: Door, *, what: str, path: str | None = None, where: Where, when: When, json: bool = False
) -> None:
    """Move a resource within its path. JSON: the resource."""
    resource = _found(door, what, path)
    if where == Where():
        raise NotUnderstood("say where to: --stage, --before, --after or --to")
    place = _place(door, path_service.show(door.desk, door.now, resource.path_id).path, where)
    on = door.day(when.on)
    moved = with_reason(
        when.reason,
        lambda reason: service.move(
            door.desk, door.now, resource.id, stage=where.stage, place=place, on=on, reason=reason
        ),
    )
    _tell(door, moved, "Moved", json=json)


def edit(
    door: Door, *, what: str, path: str | None = None, details: Details, when: When, json: bool = False
) -> None:
    """Edit a resource. JSON: the resource."""
    if details == Details():
        raise NotUnderstood("nothing to change: give --title, --kind, --first, --last, --minutes or another")
    wanted = detailed(_found(door, what, path), details, door.desk.study_day(door.now))
    edited = service.edit(door.desk, door.now, wanted, on=door.day(when.on), reason=when.reason or "")
    _tell(door, edited, "Edited", json=json)


def _names_a_path(door: Door, what: str) -> bool:
    """Whether words name a path: "Deep learning part 1" is a resource beside the path "Deep learning"."""
    paths = [view.path for view in path_service.listing(door.desk, door.now)]
    if what.strip() in (str(each.id) for each in paths):
        return True
    names = {each.name for each in paths}
    titles = {resource.title for each in paths for resource in each.resources}
    found = matching.match(what, [matching.Candidate(0, each, closed=False) for each in names | titles])
    return not names.isdisjoint({found.title, *found.rivals})


def _found(door: Door, words: str, path: str | None) -> Resource:
    return service.find(door.desk, words, None if path is None else path_service.find(door.desk, path))


def _place(door: Door, path: Path, where: Where) -> Place | None:
    """The place among the resources of a path; None when only a stage was named, or nothing."""
    given = [each for each in (where.stage, where.before, where.after, where.number) if each is not None]
    if len(given) > 1:
        raise NotUnderstood("say one place only: --stage, --before, --after or --to")
    if where.before is not None:
        return Place(before=service.find(door.desk, where.before, path).id)
    if where.after is not None:
        return Place(after=service.find(door.desk, where.after, path).id)
    return None if where.number is None else Place(number=where.number)


def _file(file: str | None) -> str:
    if file is None:
        return ""
    full = os.path.abspath(os.path.expanduser(file))
    if not os.path.isfile(full):
        raise CannotBeDone(f"there is no file {quoted(full)}")
    return full


def _tell(door: Door, resource: Resource, done: str, *, json: bool) -> None:
    view = path_service.show(door.desk, door.now, resource.path_id)
    if json:
        door.json(views.resource(resource, view.stage_of(resource), view.minutes[resource.id]))
        return
    stage = view.stage_of(resource)
    place = f"{one_line(view.path.name)}, {one_line(stage)}" if stage else one_line(view.path.name)
    sign = glyph.STATUSES[resource.status]
    door.tell(f"{done}: {sign} {one_line(resource.title)} (resource {resource.id}, {place})")
