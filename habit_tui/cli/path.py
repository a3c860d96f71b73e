"""Paths from the shell."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from habit_tui.cli import views
from habit_tui.cli.ask import with_reason
from habit_tui.cli.door import Door
from habit_tui.domain import glyph, money
from habit_tui.domain.dates import DateForm, day_name_with_year
from habit_tui.domain.details import changed_day
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.path import Path, PathStatus, Resource, Status, began_on, closed_on, is_closed
from habit_tui.domain.words import duration, one_line, pad, plural
from habit_tui.services import amendment
from habit_tui.services import path as service
from habit_tui.services import stage as stage_service
from habit_tui.services import starter as starter_service
from habit_tui.services.amendment import Changes
from habit_tui.services.path import PathView


@dataclass(frozen=True, slots=True)
class When:
    """The day a change belongs to, today by default, and its reason."""

    on: str | None = None
    reason: str | None = None


def listing(door: Door, *, json: bool = False) -> None:
    """List every path, the active ones first. JSON: a list of paths, see `views.path`."""
    found = service.listing(door.desk, door.now)
    if json:
        door.json([views.path(view) for view in found])
        return
    if not found:
        door.tell("No path yet: `habit-tui init` chooses a starter, `habit-tui path add NAME` begins one")
    for view in found:
        door.tell(
            f"{view.path.id:>4}  {one_line(view.path.name)}", f"      {_standing(view, door.desk.dates)}"
        )


def show(door: Door, *, path: str | None = None, json: bool = False) -> None:
    """Show a path with its resources, or every active one. JSON: a path, or a list of them."""
    if path is not None:
        view = service.show(door.desk, door.now, service.find(door.desk, path).id)
        if json:
            door.json(views.path(view))
        else:
            door.tell(*_lines(view, door.desk.dates))
        return
    found = service.listing(door.desk, door.now)
    active = [view for view in found if view.path.status is PathStatus.ACTIVE]
    if json:
        door.json([views.path(view) for view in active])
        return
    if not active:
        _tell_of_none(door, found)
    for number, view in enumerate(active):
        door.tell(*([""] if number else []), *_lines(view, door.desk.dates))


def add(
    door: Door, *, name: str, start: str | None = None, until: str | None = None, json: bool = False
) -> None:
    """Begin a path. JSON: the path."""
    begins, ends = door.day(start), door.day(until)
    path = service.add(door.desk, door.now, name, begins, ends)
    _tell(door, path, "Path", json=json)


def edit_path(
    door: Door,
    *,
    path: str,
    name: str | None = None,
    start: str | None = None,
    until: str | None = None,
    reason: str | None = None,
    json: bool = False,
) -> None:
    """Edit a path's name, start or commitment. JSON: the path."""
    if name is None and start is None and until is None:
        raise NotUnderstood("nothing to change: give --name, --start or --until")
    present, today = service.find(door.desk, path), door.desk.study_day(door.now)
    wanted = replace(
        present,
        name=present.name if name is None else name,
        started_on=changed_day(start, present.started_on, today),
        committed_until=changed_day(until, present.committed_until, today),
    )
    edited = with_reason(reason, lambda reason: service.edit(door.desk, door.now, wanted, reason=reason))
    _tell(door, edited, "Edited", json=json)


def stage(
    door: Door,
    *,
    path: str,
    name: str,
    rename: str | None = None,
    first: str | None = None,
    last: str | None = None,
    number: int | None = None,
    json: bool = False,
) -> None:
    """Add a stage to a path, or change it. JSON: the path."""
    changed = stage_service.edit(
        door.desk,
        door.now,
        service.find(door.desk, path).id,
        name,
        rename=rename,
        first=door.day(first),
        last=door.day(last),
        number=number,
    )
    _tell(door, changed, "Stages of", json=json)


def changes(door: Door, *, path: str | None = None, json: bool = False) -> None:
    """Tell what became of the plan a path began with.

    JSON: `path` {`id`, `name`}, `original` [`id`, `title`, `status`, `stage`, `position`, `first`, `last`]
    and `changes` [`event`, `study_day`, `id`, `title`, `was`, `became`, `reason`]; without a path a list.
    """
    every = service.listing(door.desk, door.now) if path is None else ()
    found = [each.path for each in every if each.path.status is PathStatus.ACTIVE]
    if path is not None:
        found.append(service.find(door.desk, path))
    told = [amendment.changes(door.desk, each) for each in found]
    if json:
        said = [views.changes(each) for each in told]
        door.json(said if path is None else said[0])
        return
    if not told:
        _tell_of_none(door, every)
    for each in told:
        door.tell(*_change_lines(each, door.desk.dates))


def export(door: Door, *, path: str, output: str | None = None) -> None:
    """Write a path as a starter to a new file, or to stdout."""
    text = starter_service.exported(door.desk, service.find(door.desk, path), door.now)
    if output is None:
        door.tell(text.rstrip("\n"))
        return
    try:
        with open(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        raise CannotBeDone(f"{output} exists already; it was left as it is") from None
    door.tell(output)


def close(door: Door, path: str, status: PathStatus, when: When, *, json: bool = False) -> None:
    """Finish or drop a path, or take it up again. JSON: the path."""
    found, on = service.find(door.desk, path), door.day(when.on)
    closed = with_reason(
        when.reason, lambda reason: service.close(door.desk, door.now, found.id, status, on, reason)
    )
    _tell(door, closed, status.value.capitalize(), json=json)


def _tell_of_none(door: Door, found: Sequence[PathView]) -> None:
    """Say that no path is active, and what there is instead."""
    door.tell("No active path")
    if found:
        door.remark("`habit-tui path list` has those that are over; name one to see it")
    else:
        door.remark("`habit-tui init` chooses a starter, `habit-tui path add NAME` begins a path")


def _tell(door: Door, path: Path, done: str, *, json: bool) -> None:
    view = service.show(door.desk, door.now, path.id)
    if json:
        door.json(views.path(view))
    else:
        door.tell(f"{done} {one_line(path.name)} (path {path.id})", f"  {_standing(view, door.desk.dates)}")


def _standing(view: PathView, form: DateForm) -> str:
    """How a path stands, in a line."""
    path = view.path
    done = sum(each.status is Status.COMPLETED for each in view.resources)
    said = [
        path.status.value
        if path.ended_on is None
        else f"{path.status} on {day_name_with_year(path.ended_on, form)}",
        f"{done} of {plural(len(view.resources), 'resource', 'resources')} done",
        duration(view.total_minutes),
        *(money.in_words(minor, currency) for minor, currency in view.costs),
    ]
    if view.assessment_due:
        said.append("an assessment is due: `habit-tui reflect assessment TEXT`")
    elif path.status is PathStatus.ACTIVE and path.committed_until is not None:
        said.append(f"committed until {day_name_with_year(path.committed_until, form)}")
    return " · ".join(said)


def _lines(view: PathView, form: DateForm) -> Iterator[str]:
    path = view.path
    since = "" if path.started_on is None else f" · since {day_name_with_year(path.started_on, form)}"
    yield f"{one_line(path.name)} (path {path.id}){since}"
    yield _standing(view, form)
    stage_id: int | None = -1
    for resource in view.resources:
        if resource.stage_id != stage_id:
            stage_id = resource.stage_id
            yield from (
                ("", one_line(view.stage_of(resource)) or "Outside the stages") if path.stages else ("",)
            )
        yield _line(resource, view.minutes[resource.id])
        yield from _came_of(resource)


def _line(resource: Resource, minutes: int) -> str:
    of_planned = "" if resource.planned_minutes is None else f" of {duration(resource.planned_minutes)}"
    price = "" if resource.cost is None else money.in_words(resource.cost, resource.currency)
    planned = _span(resource.planned_first, resource.planned_last)
    actual = _span(began_on(resource), closed_on(resource))
    named = f"{glyph.STATUSES[resource.status]} {resource.id:>4}  {pad(resource.title, 36)}"
    return (
        f"  {named}  {resource.kind.value:<11}  "
        f"{duration(minutes):>8}{of_planned:<12}  {planned:<22}  {actual:<22}  {price}"
    ).rstrip()


def _came_of(resource: Resource) -> Iterator[str]:
    """What is noted about a resource and what came of it, below its line."""
    said = [each for each in (resource.note, resource.outcome, resource.score) if each]
    if is_closed(resource.status) and resource.changes[-1].reason:
        said.append(resource.changes[-1].reason)
    for each in resource.certificates:
        issuer = f", {each.issuer}" if each.issuer else ""
        place = each.url or each.file
        gone = ", which is gone" if place and place == each.file and not os.path.exists(place) else ""
        where = f" {place}{gone}" if place else ""
        said.append(f"certificate: {each.title}{issuer}, {each.on_day}{where}")
    for text in said:
        yield f"          {one_line(text)}"


def _span(first: date | None, last: date | None) -> str:
    """Two days as the shell's columns have them: "2026-03-02 2026-04-30"."""
    if first is None and last is None:
        return ""
    return f"{first or '?'!s:<10} {last or ''}".rstrip()


def _change_lines(told: Changes, form: DateForm) -> Iterator[str]:
    path = told.path
    began = "" if path.started_on is None else f" of {day_name_with_year(path.started_on, form)}"
    yield f"{one_line(path.name)} · the plan{began}: {plural(len(told.original), 'resource', 'resources')}"
    for resource, original in told.original:
        span = _span(original.planned_first, original.planned_last)
        named = f"{glyph.STATUSES[resource.status]} {pad(resource.title, 36)}  {pad(original.stage, 12)}"
        yield f"  {named}  {span}".rstrip()
    yield ""
    yield "Changes" if told.deviations else "No changes"
    for each in told.deviations:
        what = each.title or "the path itself"
        became = f" ({each.was} → {each.became})" if each.became else ""
        yield f"  {each.on_day}  {each.event.value:<8}  {one_line(what + became)}"
        if each.reason:
            yield f"                        {one_line(each.reason)}"
