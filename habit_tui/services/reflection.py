"""Reflections: what stood in the way, what worked, what was learnt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from habit_tui.domain.dates import day_name_with_year
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.reflection import SOLVABLE, Reflection, ReflectionKind, Story, stories
from habit_tui.domain.words import clean, one_line, pad, quoted
from habit_tui.services import path as paths
from habit_tui.services.desk import Desk
from habit_tui.store import path as path_store
from habit_tui.store import reflection as store
from habit_tui.store.store import Unit

TEXT_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Noted:
    """A reflection with what followed from it; `path` and `resource` are the names behind its ids."""

    story: Story
    path: str = ""
    resource: str = ""

    @property
    def reflection(self) -> Reflection:
        """The reflection itself."""
        return self.story.opened


def add(
    desk: Desk,
    now: datetime,
    kind: ReflectionKind,
    text: str,
    *,
    path_id: int | None = None,
    resource_id: int | None = None,
    about: int | None = None,
    solves: bool = False,
    on: date | None = None,
) -> Noted:
    """Note a reflection today or on an earlier study day.

    `about` names an earlier setback or blocker that this one is about, or solves. Without a path it is on its
    resource's path, or on that of what it is about. Raises NotUnderstood for an empty text, CannotBeDone for
    ids that are not there, a day before what it is about, and what is solved already.
    """
    with desk.store.writing(now, desk.door, "reflect") as unit:
        day = paths.day_of(desk, now, on)
        opened = None if about is None else _to_be_solved(unit, desk, about, kind, day, solves=solves)
        if path_id is None and resource_id is None and opened is not None:
            path_id, resource_id = opened.path_id, opened.resource_id
        path_id = _path_of(unit, path_id, resource_id)
        noted = Reflection(0, "", kind, _text(text), day, path_id, resource_id, about, solves)
        unit.describe(f"noted a {kind}: {_in_short(noted)}")
        return _found(unit, store.add(unit, noted))


def solve(desk: Desk, now: datetime, reflection_id: int, how: str, on: date | None = None) -> Noted:
    """Say how a setback or a blocker was solved: a takeaway that solves it; the answer is its story.

    Raises like `add`.
    """
    add(desk, now, ReflectionKind.TAKEAWAY, how, about=reflection_id, solves=True, on=on)
    return show(desk, reflection_id)


def listing(
    desk: Desk,
    *,
    kind: ReflectionKind | None = None,
    path_id: int | None = None,
    only_open: bool = False,
) -> tuple[Noted, ...]:
    """The reflections, oldest first: all, of a kind, of a path, or the setbacks and blockers still open."""
    with desk.store.reading() as unit:
        return tuple(
            each
            for each in _all(unit)
            if kind in (None, each.reflection.kind)
            and path_id in (None, each.reflection.path_id)
            and (each.story.is_open or not only_open)
        )


def show(desk: Desk, reflection_id: int) -> Noted:
    """One reflection with its story; raises CannotBeDone for an unknown id."""
    with desk.store.reading() as unit:
        return _found(unit, reflection_id)


def edit(desk: Desk, now: datetime, reflection_id: int, text: str) -> Noted:
    """Give a reflection another text; raises CannotBeDone for an unknown id, NotUnderstood for no text."""
    with desk.store.writing(now, desk.door, "reflect") as unit:
        noted = _found(unit, reflection_id)
        store.rewrite(unit, reflection_id, _text(text))
        unit.describe(f"edited the {noted.reflection.kind} {_in_short(noted.reflection)}")
        return _found(unit, reflection_id)


def delete(desk: Desk, now: datetime, reflection_id: int) -> Noted:
    """Delete a reflection (undo brings it back); raises CannotBeDone for an unknown id."""
    with desk.store.writing(now, desk.door, "reflect") as unit:
        noted = _found(unit, reflection_id)
        store.remove(unit, reflection_id)
        unit.describe(f"deleted the {noted.reflection.kind} {_in_short(noted.reflection)}")
        return noted


def _all(unit: Unit) -> Sequence[Noted]:
    known = path_store.all_paths(unit)
    names = {path.id: path.name for path in known}
    titles = {resource.id: resource.title for path in known for resource in path.resources}
    return [
        Noted(each, names.get(each.opened.path_id or 0, ""), titles.get(each.opened.resource_id or 0, ""))
        for each in stories(store.all_reflections(unit))
    ]


def _found(unit: Unit, reflection_id: int) -> Noted:
    for noted in _all(unit):
        if noted.reflection.id == reflection_id:
            return noted
    raise CannotBeDone(
        f"there is no reflection {reflection_id}; `habit-tui reflect list` lists them with their ids"
    )


def _to_be_solved(
    unit: Unit, desk: Desk, reflection_id: int, kind: ReflectionKind, day: date, *, solves: bool
) -> Reflection:
    """The setback or blocker that a new reflection of a kind is about."""
    story = _found(unit, reflection_id).story
    opened = story.opened
    if opened.kind not in SOLVABLE:
        raise CannotBeDone(
            f"reflection {opened.id} is a {opened.kind}; only a setback or a blocker is solved"
        )
    if day < opened.on_day:
        raise CannotBeDone(
            f"{_in_short(opened)} was noted on {day_name_with_year(opened.on_day, desk.dates)}, "
            f"after {day_name_with_year(day, desk.dates)}"
        )
    if solves and kind in SOLVABLE:
        raise CannotBeDone(f"a {kind} solves nothing; note a takeaway or a win")
    if solves and story.solved is not None:
        solved = day_name_with_year(story.solved.on_day, desk.dates)
        raise CannotBeDone(f"{_in_short(opened)} was solved on {solved} already: {_in_short(story.solved)}")
    return opened


def _path_of(unit: Unit, path_id: int | None, resource_id: int | None) -> int | None:
    """The path of a resource, or the one that is named; raises CannotBeDone when either is not there."""
    if resource_id is None:
        return None if path_id is None else paths.by_id(unit, path_id).id
    for path in path_store.all_paths(unit):
        if path_id in (None, path.id) and any(each.id == resource_id for each in path.resources):
            return path.id
    raise CannotBeDone(f"there is no resource {resource_id}")


def _text(text: str) -> str:
    said = clean(text, TEXT_LIMIT, "text")
    if not said:
        raise NotUnderstood("the text is empty")
    return said


def _in_short(reflection: Reflection) -> str:
    return quoted(pad(one_line(reflection.text), 50).rstrip())
