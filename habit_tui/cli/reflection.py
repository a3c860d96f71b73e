"""Reflections from the shell."""

from __future__ import annotations

from collections.abc import Sequence

from habit_tui.cli import views
from habit_tui.cli.door import Door
from habit_tui.domain.dates import day_name_with_year
from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.reflection import SOLVABLE, ReflectionKind
from habit_tui.domain.words import one_line, quoted
from habit_tui.services import path as path_service
from habit_tui.services import reflection as service
from habit_tui.services import resource as resource_service
from habit_tui.services.reflection import Noted


def add(
    door: Door,
    *,
    kind: str,
    text: Sequence[str],
    path: str | None = None,
    resource: str | None = None,
    about: int | None = None,
    solves: int | None = None,
    on: str | None = None,
    json: bool = False,
) -> None:
    """Note a reflection. JSON: the reflection, see `views.reflection`."""
    if about is not None and solves is not None:
        raise NotUnderstood("a reflection is either --about another or --solves it")
    on_path = None if path is None else path_service.find(door.desk, path)
    found = None if resource is None else resource_service.find(door.desk, resource, on_path)
    noted = service.add(
        door.desk,
        door.now,
        ReflectionKind(kind),
        " ".join(text),
        path_id=None if on_path is None else on_path.id,
        resource_id=None if found is None else found.id,
        about=about if solves is None else solves,
        solves=solves is not None,
        on=door.day(on),
    )
    _tell(door, noted, "Noted", json=json)


def listing(
    door: Door,
    *,
    kind: str | None = None,
    path: str | None = None,
    only_open: bool = False,
    json: bool = False,
) -> None:
    """List reflections, oldest first. JSON: a list of reflections."""
    if kind is not None and kind not in list(ReflectionKind):
        raise NotUnderstood(f"{quoted(kind)} is no kind of reflection; use {', '.join(ReflectionKind)}")
    found = service.listing(
        door.desk,
        kind=None if kind is None else ReflectionKind(kind),
        path_id=None if path is None else path_service.find(door.desk, path).id,
        only_open=only_open,
    )
    if json:
        door.json([views.reflection(each) for each in found])
        return
    if not found:
        door.tell("No setback or blocker is open" if only_open else "No reflection yet")
    width = max((len(str(each.reflection.id)) for each in found), default=0)
    states = max((len(_state(each)) for each in found), default=0)
    for each in found:
        note = each.reflection
        head = f"  {note.id:>{width}}  {note.on_day}  {note.kind.value:<10}  {_state(each):<{states}}"
        door.tell(f"{head}  {one_line(note.text)}".rstrip())


def show(door: Door, *, reflection_id: int, json: bool = False) -> None:
    """Show a reflection with what was tried and what solved it. JSON: the reflection."""
    _story(door, service.show(door.desk, reflection_id), json=json)


def solve(
    door: Door, *, reflection_id: int, how: Sequence[str], on: str | None = None, json: bool = False
) -> None:
    """Say how a setback or a blocker was solved. JSON: the reflection."""
    _story(door, service.solve(door.desk, door.now, reflection_id, " ".join(how), door.day(on)), json=json)


def edit(door: Door, *, reflection_id: int, text: Sequence[str], json: bool = False) -> None:
    """Give a reflection another text. JSON: the reflection."""
    _tell(door, service.edit(door.desk, door.now, reflection_id, " ".join(text)), "Edited", json=json)


def delete(door: Door, *, reflection_id: int, json: bool = False) -> None:
    """Delete a reflection. JSON: the reflection."""
    _tell(door, service.delete(door.desk, door.now, reflection_id), "Deleted", json=json)


def _tell(door: Door, noted: Noted, done: str, *, json: bool) -> None:
    if json:
        door.json(views.reflection(noted))
        return
    note = noted.reflection
    about = " · ".join(one_line(each) for each in (noted.path, noted.resource) if each)
    door.tell(f"{done} {note.kind} {note.id}" + (f" ({about})" if about else ""))
    if note.kind in SOLVABLE and done == "Noted":
        door.remark(f"`habit-tui reflect solve {note.id} HOW` once it is solved")


def _story(door: Door, noted: Noted, *, json: bool) -> None:
    if json:
        door.json(views.reflection(noted))
        return
    note, story, form = noted.reflection, noted.story, door.desk.dates
    names = [note.kind.value.capitalize() + f" {note.id}", day_name_with_year(note.on_day, form)]
    door.tell(" · ".join([*names, *(one_line(each) for each in (noted.path, noted.resource) if each)]))
    door.tell(f"  {note.text}")
    for tried in story.tried:
        door.tell(f"  tried   {day_name_with_year(tried.on_day, form)}: {one_line(tried.text)}")
    if story.solved is not None:
        door.tell(f"  solved  {day_name_with_year(story.solved.on_day, form)}: {one_line(story.solved.text)}")
    elif story.is_open:
        door.tell("  still open")


def _state(noted: Noted) -> str:
    """Whether it is solved, and since when; of what follows from another, which one that is."""
    note, story = noted.reflection, noted.story
    if story.solved is not None:
        return f"solved {story.solved.on_day}"
    if story.is_open:
        return f"open, {len(story.tried)} tried" if story.tried else "open"
    if note.about_id is not None:
        return f"solves {note.about_id}" if note.solves else f"about {note.about_id}"
    return ""
