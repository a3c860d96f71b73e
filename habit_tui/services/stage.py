"""Stages: the months or seasons of a path."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.path import Path, Stage, in_order
from habit_tui.domain.words import quoted
from habit_tui.services import path as paths
from habit_tui.services.amendment import keep_if_shaped
from habit_tui.services.desk import Desk
from habit_tui.store import path as store
from habit_tui.store.store import Unit


def edit(
    desk: Desk,
    now: datetime,
    path_id: int,
    name: str,
    *,
    rename: str | None = None,
    first: date | None = None,
    last: date | None = None,
    number: int | None = None,
) -> Path:
    """Give a stage another name, other planned days or another place, from 1 on; None leaves a thing.

    When there is none of this name it is added, last by default. Raises CannotBeDone for a name that is
    taken and days in the wrong order.
    """
    with desk.store.writing(now, desk.door, "path") as unit:
        path, stage_id = found_or_added(unit, paths.by_id(unit, path_id), name)
        stage = next(each for each in path.stages if each.id == stage_id)
        wanted = replace(
            stage,
            name=stage.name if rename is None else paths.line(rename, "stage"),
            planned_first=first or stage.planned_first,
            planned_last=last or stage.planned_last,
        )
        other = _named(path, wanted.name)
        if other is not None and other.id != stage.id:
            raise CannotBeDone(f"{quoted(path.name)} has a stage {quoted(other.name)} already")
        paths.check_days(wanted.planned_first, wanted.planned_last)
        _write(unit, path, wanted, path.stages.index(stage) if number is None else max(number, 1) - 1)
        changed = paths.by_id(unit, path_id)
        keep_if_shaped(unit, changed, desk.study_day(now))
        unit.describe(f"edited the stage {quoted(wanted.name)} of {quoted(path.name)}")
        return changed


def found_or_added(unit: Unit, path: Path, name: str) -> tuple[Path, int]:
    """A path and the id of its stage of this name, case aside, which is added last when it is new."""
    found = _named(path, name)
    if found is None:
        position = max((stage.position for stage in path.stages), default=0) + 1
        new = Stage(0, paths.line(name, "stage"), position)
        found = replace(new, id=store.add_stage(unit, path.id, new))
        path = replace(path, stages=(*path.stages, found))
    return path, found.id


def _named(path: Path, name: str) -> Stage | None:
    return next((each for each in path.stages if each.name.casefold() == name.strip().casefold()), None)


def _write(unit: Unit, path: Path, wanted: Stage, at: int) -> None:
    """Write a stage at its index, the others around it, and number the resources stage by stage."""
    before = {each.id: each for each in path.stages}
    others = [each for each in path.stages if each.id != wanted.id]
    for position, each in enumerate((*others[:at], wanted, *others[at:]), 1):
        placed = replace(each, position=position)
        if placed != before[each.id]:
            store.update_stage(unit, placed)
    present = paths.by_id(unit, path.id)
    order = [replace(each, position=position) for position, each in enumerate(in_order(present), 1)]
    paths.renumber(unit, present, order)
