"""Starters: beginning with a routine, paths and prompts that somebody has walked before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from habit_tui.domain.commitment import month_after
from habit_tui.domain.dates import DateForm, day_name_with_year
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.path import Path, PathStatus, Resource, Stage, Status, began_on, closed_on, in_order
from habit_tui.domain.routine import Routine, Slot, in_force
from habit_tui.domain.words import duration, one_line, pad, plural, quoted
from habit_tui.exchange import starter as exchange
from habit_tui.exchange.starter import (
    Starter,
    StarterPath,
    StarterResource,
    StarterRoutine,
    StarterSlot,
    StarterStage,
)
from habit_tui.services import routine as routines
from habit_tui.services.desk import Desk
from habit_tui.services.prompt import kept_starters
from habit_tui.store import path as path_store
from habit_tui.store import routine as routine_store
from habit_tui.store.store import Unit


@dataclass(frozen=True, slots=True)
class Preview:
    """A starter as it would begin on a day: its routine, its paths with their planned days.

    Nothing of it is stored: all ids are 0, but a stage's and a resource's `stage_id` agree.
    """

    name: str
    title: str
    one_line: str
    start_day: date
    routine: Routine
    paths: tuple[Path, ...]
    prompts: int


@dataclass(frozen=True, slots=True)
class Applied:
    """What choosing a starter did and what it left as it was, each a sentence for the user."""

    name: str
    title: str
    start_day: date
    did: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replaced:
    """Two routines in words: the one in force, and the starter's that would replace it from today on."""

    present: str
    wanted: str


def listing() -> tuple[tuple[str, str, str], ...]:
    """The starters that ship with the program: name, title and one line about each."""
    loaded = [exchange.load(name) for name in exchange.names()]
    return tuple((starter.name, starter.title, starter.one_line) for starter in loaded)


def preview(name: str, start_day: date) -> Preview:
    """A starter as it would begin on a study day.

    `name` is a starter's, or the path of a file of one's own. Raises NotUnderstood for an unknown name and a
    file that breaks the schema.
    """
    starter = exchange.load(name)
    return Preview(
        name=starter.name,
        title=starter.title,
        one_line=starter.one_line,
        start_day=start_day,
        routine=_routine(starter, start_day, {}),
        paths=tuple(_path(starter.name, path, start_day) for path in starter.paths),
        prompts=len(starter.prompts),
    )


def would_replace(desk: Desk, name: str, now: datetime) -> Replaced | None:
    """What to ask before a starter's routine is put in the place of one's own; None when nothing is to ask.

    Raises NotUnderstood like `preview`.
    """
    starter = exchange.load(name)
    start_day = desk.study_day(now)
    with desk.store.reading() as unit:
        versions = routine_store.all_versions(unit)
        there = [path for path in path_store.all_paths(unit) if path.starter == starter.name]
    wanted = _routine(starter, start_day, _ids_of(starter, there))
    present = in_force(versions, start_day)
    if not versions or _same(present, wanted):
        return None
    return Replaced(in_words(present), in_words(wanted))


def apply(desk: Desk, name: str, now: datetime, *, replace_routine: bool = False) -> Applied:
    """Begin a starter today; again it changes nothing, and says so.

    A routine that is there stays unless it is to be replaced from today on. Raises NotUnderstood like
    `preview`, CannotBeDone for an active path of another origin with a name of the starter's, and when a file
    of one's own cannot be kept for its prompts.
    """
    starter = exchange.load(name)
    start_day = desk.study_day(now)
    did: list[str] = []
    left: list[str] = []
    with desk.store.writing(now, desk.door, "init", f"began the starter {quoted(starter.title)}") as unit:
        path_ids = _add_paths(unit, desk, starter, start_day, did, left)
        wanted = _routine(starter, start_day, path_ids)
        versions = routine_store.all_versions(unit)
        present = in_force(versions, start_day)
        if versions and _same(present, wanted):
            left.append(f"Your routine is the starter's already: {in_words(present)}.")
        elif versions and not replace_routine:
            left.append(
                f"Your routine stays: {in_words(present)}. The starter's would be {in_words(wanted)}."
            )
        else:
            routines.write(unit, wanted)
            did.append(
                f"Your routine from {day_name_with_year(start_day, desk.dates)} on: {in_words(wanted)}."
            )
        exchange.keep(name, kept_starters(desk))
    return Applied(starter.name, starter.title, start_day, tuple(did), tuple(left))


def exported(desk: Desk, path: Path, now: datetime) -> str:
    """A path as a starter's TOML, with the routine in force today.

    Its days are counted from the path's start, or from the first planned day before it; a resource without
    planned days takes those it really had. Dropped resources and slots of other paths are left out.
    """
    with desk.store.reading() as unit:
        routine = in_force(routine_store.all_versions(unit), desk.study_day(now))
    slots = [slot for slot in routine.slots if slot.path_id in (None, path.id)]
    kept = [each for each in in_order(path) if each.status is not Status.DROPPED]
    spans = {each.id: _span(each) for each in kept}
    known = [*spans.values(), *((each.planned_first, each.planned_last) for each in path.stages)]
    begins = min((day for span in known for day in (*span, path.started_on) if day is not None), default=None)
    return exchange.dump(
        Starter(
            name=path.name,
            title=path.name,
            one_line=_about(path, kept),
            routine=StarterRoutine(
                routine.window,
                routine.targets,
                routine.minimum,
                tuple(
                    StarterSlot(
                        each.weekdays,
                        each.start,
                        each.minutes,
                        each.kind,
                        None if each.path_id is None else path.name,
                    )
                    for each in slots
                ),
            ),
            paths=(_as_written(path, kept, spans, begins),),
            prompts=(),
        )
    )


def _as_written(
    path: Path,
    kept: Sequence[Resource],
    spans: Mapping[int, tuple[date | None, date | None]],
    begins: date | None,
) -> StarterPath:
    """The path with its days counted from where it begins."""

    def offset(day: date | None) -> int | None:
        return None if day is None or begins is None else (day - begins).days

    names = {stage.id: stage.name for stage in path.stages}
    return StarterPath(
        path.name,
        tuple(
            StarterStage(each.name, offset(each.planned_first), offset(each.planned_last))
            for each in path.stages
        ),
        tuple(
            StarterResource(
                title=each.title,
                kind=each.kind,
                stage=None if each.stage_id is None else names[each.stage_id],
                first=offset(spans[each.id][0]),
                last=offset(spans[each.id][1]),
                minutes=each.planned_minutes,
                cost=each.cost,
                currency=each.currency,
                url=each.url,
                note=one_line(each.note),
            )
            for each in kept
        ),
    )


def _span(resource: Resource) -> tuple[date | None, date | None]:
    if resource.planned_first is None and resource.planned_last is None:
        return began_on(resource), closed_on(resource)
    return resource.planned_first, resource.planned_last


def _about(path: Path, kept: Sequence[Resource]) -> str:
    """What the starter is, in a line that its schema allows."""
    count = plural(len(kept), "resource", "resources")
    stages = f" in {plural(len(path.stages), 'stage', 'stages')}" if path.stages else ""
    names = ", ".join(each.title for each in kept[:3])
    return pad(f"{count}{stages}" + (f": {names}" if names else ""), 119).rstrip()


def _add_paths(
    unit: Unit, desk: Desk, starter: Starter, start_day: date, did: list[str], left: list[str]
) -> dict[str, int]:
    """Add the starter's paths unless some of them are there already; their ids by the starter's names."""
    present = path_store.all_paths(unit)
    there = [path for path in present if path.starter == starter.name]
    if there:
        left.extend(f"Your path {quoted(path.name)} stays as it is." for path in there)
        return _ids_of(starter, there)
    active = {path.name.casefold() for path in present if path.status is PathStatus.ACTIVE}
    for each in starter.paths:
        if each.name.casefold() in active:
            raise CannotBeDone(
                f"there is a path {quoted(each.name)} already: rename, finish or drop it first"
            )
    added: dict[str, int] = {}
    for each in starter.paths:
        path = _path(starter.name, each, start_day)
        added[path.name] = path_store.add(unit, path)
        count = plural(len(path.resources), "resource", "resources")
        did.append(f"A path: {quoted(path.name)}, {count}{_until(path, desk.dates)}.")
    return added


def _ids_of(starter: Starter, there: Sequence[Path]) -> dict[str, int]:
    """The ids of the paths begun from a starter, by the starter's names."""
    # The learner may have renamed them; their order is the starter's unless some are gone.
    if len(there) == len(starter.paths):
        return {each.name: path.id for each, path in zip(starter.paths, there, strict=True)}
    return {path.name: path.id for path in there}


def _path(starter: str, path: StarterPath, start_day: date) -> Path:
    """The starter's path with the days it would be planned for."""

    def planned(offset: int | None) -> date | None:
        return None if offset is None else start_day + timedelta(days=offset)

    stage_ids = {stage.name: number for number, stage in enumerate(path.stages, 1)}
    return Path(
        id=0,
        uid="",
        name=path.name,
        position=0,
        started_on=start_day,
        stages=tuple(
            Stage(
                stage_ids[stage.name],
                stage.name,
                stage_ids[stage.name],
                planned(stage.first),
                planned(stage.last),
            )
            for stage in path.stages
        ),
        resources=tuple(
            Resource(
                id=0,
                uid="",
                path_id=0,
                stage_id=None if each.stage is None else stage_ids[each.stage],
                title=each.title,
                kind=each.kind,
                position=position,
                planned_first=planned(each.first),
                planned_last=planned(each.last),
                planned_minutes=each.minutes,
                cost=each.cost,
                currency=each.currency,
                url=each.url,
                note=each.note,
            )
            for position, each in enumerate(path.resources, 1)
        ),
        starter=starter,
        committed_until=month_after(start_day),
    )


def _routine(starter: Starter, start_day: date, path_ids: dict[str, int]) -> Routine:
    """The starter's routine from its start day on; a slot without a path takes the starter's only one."""
    only = starter.paths[0].name if len(starter.paths) == 1 else ""
    return Routine(
        effective_from=start_day,
        window=starter.routine.window,
        targets=starter.routine.targets,
        minimum=starter.routine.minimum,
        slots=tuple(
            Slot(0, slot.weekdays, slot.start, slot.minutes, slot.kind, path_ids.get(slot.path or only))
            for slot in starter.routine.slots
        ),
    )


def _same(routine: Routine, wanted: Routine) -> bool:
    """Whether two routines ask for the same, whatever their ids and the day they take effect."""
    return _bare(routine) == _bare(wanted)


def _bare(routine: Routine) -> Routine:
    slots = sorted(
        (replace(slot, id=0) for slot in routine.slots),
        key=lambda slot: (slot.start, slot.kind, sorted(slot.weekdays), slot.minutes, slot.path_id or 0),
    )
    return replace(routine, id=0, effective_from=date.min, slots=tuple(slots))


def in_words(routine: Routine) -> str:
    """A routine in a line: "05:00-08:00, 2 h a day"."""
    targets = sorted(set(routine.targets) - {0})
    rest = routine.targets.count(0)
    if not targets:
        asked = "no target"
    else:
        span = duration(targets[0])
        if len(targets) > 1:
            span += f" to {duration(targets[-1])}"
        asked = f"{span} a day" + (f", {plural(rest, 'day', 'days')} off a week" if rest else "")
    return f"{routine.window}, {asked}"


def _until(path: Path, form: DateForm) -> str:
    planned = [*(each.planned_last for each in path.stages), *(each.planned_last for each in path.resources)]
    days = [day for day in planned if day is not None]
    return f", planned until {day_name_with_year(max(days), form)}" if days else ""
