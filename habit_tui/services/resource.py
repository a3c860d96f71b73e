"""Resources: books, courses and projects on their way from planned to completed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from habit_tui.domain import match as matching
from habit_tui.domain import money
from habit_tui.domain.address import URL_LIMIT, web_address
from habit_tui.domain.amendment import Amendment, Event
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.grammar import MOST_MINUTES
from habit_tui.domain.path import (
    Certificate,
    Path,
    PathStatus,
    Place,
    Resource,
    Status,
    changed,
    in_order,
    is_closed,
    placed,
)
from habit_tui.domain.words import clean, quoted
from habit_tui.services import path as paths
from habit_tui.services import stage as stages
from habit_tui.services.amendment import REASON_LIMIT, amend, reason_for
from habit_tui.services.desk import Desk
from habit_tui.store import path as store
from habit_tui.store.store import Unit

TEXT_LIMIT = 1000


def find(desk: Desk, words: str, path: Path | None = None) -> Resource:
    """The resource of this id, or the one a clear part of the title means, on one path or on all.

    Of several the one still open on an active path is taken. Raises CannotBeDone without a clear one.
    """
    with desk.store.reading() as unit:
        among = [each for each in store.all_paths(unit) if path is None or each.id == path.id]
    resources = {each.id: each for one in among for each in one.resources}
    closed = {one.id for one in among if one.status is not PathStatus.ACTIVE}
    candidates = [
        matching.Candidate(each.id, each.title, is_closed(each.status) or each.path_id in closed)
        for each in resources.values()
    ]
    return resources[paths.named(words, candidates, "resource", "path show")]


def add(
    desk: Desk,
    now: datetime,
    new: Resource,
    *,
    stage: str | None = None,
    place: Place | None = None,
    on: date | None = None,
    reason: str = "",
) -> Resource:
    """Put a resource on the path `new.path_id`: last in a stage, at a place, or at the path's end.

    A stage that is not there yet is added. Raises CannotBeDone for a title the path has already, and
    NeedsReason within the commitment.
    """
    with desk.store.writing(now, desk.door, "path") as unit:
        path = paths.by_id(unit, new.path_id)
        day = paths.day_of(desk, now, on)
        resource = _checked(path, replace(new, id=0, changes=(), status=Status.PLANNED))
        if place is None and stage is not None:
            path, stage_id = stages.found_or_added(unit, path, stage)
            place = Place(stage_id=stage_id)
        order = placed(path, resource, place or Place())
        added = store.add_resource(unit, path.id, next(each for each in order if not each.id))
        paths.renumber(unit, path, order)
        reason = reason_for(unit, desk, path, day, reason, added)
        amend(unit, path, Amendment(Event.ADDED, day, added, reason))
        unit.describe(f"added {quoted(resource.title)} to {quoted(path.name)}")
        return by_id(unit, added)


def move(
    desk: Desk,
    now: datetime,
    resource_id: int,
    *,
    stage: str | None = None,
    place: Place | None = None,
    on: date | None = None,
    reason: str = "",
) -> Resource:
    """Move a resource within its path: last in a stage, or to a place, whose stage it joins.

    Raises CannotBeDone when it is there already, and NeedsReason within the commitment.
    """
    with desk.store.writing(now, desk.door, "path") as unit:
        resource = by_id(unit, resource_id)
        path = paths.by_id(unit, resource.path_id)
        day = paths.day_of(desk, now, on)
        _check_neighbour(path, resource, place)
        if place is None and stage is not None:
            path, stage_id = stages.found_or_added(unit, path, stage)
            place = Place(stage_id=stage_id)
        order = placed(path, resource, place or Place())
        moved = next(each for each in order if each.id == resource_id)
        before = in_order(path)
        if moved.stage_id == resource.stage_id and [e.id for e in order] == [e.id for e in before]:
            raise CannotBeDone(f"{quoted(resource.title)} is there already")
        reason = reason_for(unit, desk, path, day, reason, resource_id)
        paths.renumber(unit, path, order)
        was = _place_in_words(path, before, resource_id)
        became = _place_in_words(path, order, resource_id)
        amend(unit, path, Amendment(Event.MOVED, day, resource_id, reason, was, became))
        unit.describe(f"moved {quoted(resource.title)} from {was} to {became}")
        return by_id(unit, resource_id)


def edit(
    desk: Desk, now: datetime, wanted: Resource, *, on: date | None = None, reason: str = ""
) -> Resource:
    """Write what a resource is: title, kind, planned days and minutes, cost, URL, note, and what came of it.

    Its path, place and status are not looked at. New planned days are kept as a change to the plan. Raises
    CannotBeDone for a title the path has already, values that cannot be, and for a certificate of what is not
    completed.
    """
    with desk.store.writing(now, desk.door, "path") as unit:
        resource = by_id(unit, wanted.id)
        path = paths.by_id(unit, resource.path_id)
        day = paths.day_of(desk, now, on)
        edited = replace(
            _checked(path, wanted),
            path_id=resource.path_id,
            stage_id=resource.stage_id,
            position=resource.position,
            changes=resource.changes,
            status=resource.status,
            certificates=tuple(_checked_certificate(each) for each in wanted.certificates),
        )
        if edited == resource:
            raise CannotBeDone(f"nothing about {quoted(resource.title)} would change")
        store.update_resource(unit, edited)
        if edited.certificates != resource.certificates:
            if edited.certificates and edited.status is not Status.COMPLETED:
                raise CannotBeDone(f"{quoted(edited.title)} is {edited.status}: complete it to certify it")
            store.write_certificates(unit, resource, edited.certificates)
        was, became = _days_in_words(resource), _days_in_words(edited)
        if was != became:
            reason = clean(reason, REASON_LIMIT, "reason")
            amend(unit, path, Amendment(Event.RE_DATED, day, edited.id, reason, was, became))
        unit.describe(f"edited {quoted(edited.title)}")
        return by_id(unit, edited.id)


def set_status(
    desk: Desk,
    now: datetime,
    resource_id: int,
    status: Status,
    *,
    on: date | None = None,
    reason: str = "",
    outcome: str | None = None,
    score: str | None = None,
    certificate: Certificate | None = None,
) -> Resource:
    """Date a change of status; a completed resource can carry an outcome, a score and a certificate.

    Raises CannotBeDone as `domain.path.changed` does and for a day in the future, NeedsReason for pausing or
    dropping within the commitment.
    """
    with desk.store.writing(now, desk.door, "path") as unit:
        resource = by_id(unit, resource_id)
        path = paths.by_id(unit, resource.path_id)
        day = paths.day_of(desk, now, on)
        after = changed(resource, status, day)
        if status in (Status.PAUSED, Status.DROPPED):
            reason = reason_for(unit, desk, path, day, reason, resource_id)
        else:
            reason = clean(reason, REASON_LIMIT, "reason")
        store.change_status(unit, resource_id, status, day, reason)
        after = replace(
            after,
            outcome=after.outcome if outcome is None else clean(outcome, TEXT_LIMIT, "outcome"),
            score=after.score if score is None else paths.line(score, "score", needed=False),
        )
        if (after.outcome, after.score) != (resource.outcome, resource.score):
            store.update_resource(unit, after)
        if certificate is not None:
            store.add_certificate(unit, resource_id, _checked_certificate(certificate))
        unit.describe(f"{quoted(resource.title)} is {status}")
        return by_id(unit, resource_id)


def by_id(unit: Unit, resource_id: int) -> Resource:
    """The resource of this id; raises CannotBeDone when there is none."""
    for path in store.all_paths(unit):
        for resource in path.resources:
            if resource.id == resource_id:
                return resource
    raise CannotBeDone(f"there is no resource {resource_id}; `habit-tui path show` lists them with their ids")


def _checked(path: Path, resource: Resource) -> Resource:
    """The resource with its texts cleaned; raises CannotBeDone and NotUnderstood for what cannot be."""
    title = paths.line(resource.title, "title")
    for other in path.resources:
        if other.id != resource.id and other.title.casefold() == title.casefold():
            raise CannotBeDone(f"{quoted(path.name)} has {quoted(other.title)} already")
    paths.check_days(resource.planned_first, resource.planned_last)
    if resource.cost is not None and not money.is_price(resource.cost, resource.currency):
        raise CannotBeDone(f"{resource.cost} {quoted(resource.currency)} is no price")
    if resource.planned_minutes is not None and not 1 <= resource.planned_minutes <= MOST_MINUTES:
        raise CannotBeDone(f"a resource can take 1 to {MOST_MINUTES} minutes, not {resource.planned_minutes}")
    return replace(
        resource,
        title=title,
        url=web_address(resource.url),
        note=clean(resource.note, TEXT_LIMIT, "note"),
        outcome=clean(resource.outcome, TEXT_LIMIT, "outcome"),
        score=paths.line(resource.score, "score", needed=False),
    )


def _checked_certificate(certificate: Certificate) -> Certificate:
    return replace(
        certificate,
        title=paths.line(certificate.title, "certificate's title"),
        issuer=paths.line(certificate.issuer, "issuer", needed=False),
        url=web_address(certificate.url),
        file=clean(certificate.file, URL_LIMIT, "file"),
    )


def _check_neighbour(path: Path, resource: Resource, place: Place | None) -> None:
    for neighbour in () if place is None else (place.before, place.after):
        if neighbour is None:
            continue
        if neighbour == resource.id:
            raise CannotBeDone(f"{quoted(resource.title)} cannot move beside itself")
        if all(each.id != neighbour for each in path.resources):
            raise CannotBeDone(f"{quoted(path.name)} has no resource {neighbour}")


def _place_in_words(path: Path, order: Sequence[Resource], resource_id: int) -> str:
    place = next(number for number, each in enumerate(order, 1) if each.id == resource_id)
    stage_id = order[place - 1].stage_id
    stage = next((stage.name for stage in path.stages if stage.id == stage_id), "")
    return f"{stage}, place {place}" if stage else f"place {place}"


def _days_in_words(resource: Resource) -> str:
    first, last = resource.planned_first, resource.planned_last
    if first is None and last is None:
        return "no days"
    return f"{first or '?'} to {last or '?'}"
