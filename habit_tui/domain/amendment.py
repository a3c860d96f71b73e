"""Plan versus actual: the plan a path began with, and every change to it with its day and reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habit_tui.domain.path import Path, Resource, Status, StatusChange


class Event(StrEnum):
    """What happened to the plan of a path."""

    ADDED = "added"
    DROPPED = "dropped"
    PAUSED = "paused"
    RESUMED = "resumed"
    MOVED = "moved"
    RE_DATED = "re-dated"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Original:
    """A resource's place, stage and days in the plan its path began with."""

    resource_id: int
    position: int
    stage: str = ""
    planned_first: date | None = None
    planned_last: date | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change to the plan; without a resource it is the path itself that was dropped, finished or resumed.

    `was` and `became` say a move or new days in the words of that day.
    """

    event: Event
    on_day: date
    resource_id: int | None = None
    reason: str = ""
    was: str = ""
    became: str = ""


@dataclass(frozen=True, slots=True)
class Deviation:
    """An amendment or a change of status as the report tells it; `title` is empty for the path itself."""

    event: Event
    on_day: date
    title: str
    reason: str
    was: str = ""
    became: str = ""
    resource_id: int | None = None


def originals(path: Path) -> tuple[Original, ...]:
    """The plan of a path as it stands, to be kept."""
    stages = {stage.id: stage.name for stage in path.stages}
    return tuple(
        Original(
            each.id,
            each.position,
            "" if each.stage_id is None else stages[each.stage_id],
            each.planned_first,
            each.planned_last,
        )
        for each in path.resources
    )


def deviations(path: Path, amendments: Sequence[Amendment]) -> tuple[Deviation, ...]:
    """Everything that was added, dropped, paused, resumed, moved or dated anew, oldest first."""
    titles: Mapping[int | None, str] = {each.id: each.title for each in path.resources}
    told = [
        Deviation(
            each.event,
            each.on_day,
            titles.get(each.resource_id, ""),
            each.reason,
            each.was,
            each.became,
            each.resource_id,
        )
        for each in amendments
    ]
    told += (deviation for each in path.resources for deviation in _by_status(each))
    return tuple(sorted(told, key=lambda each: each.on_day))


def _by_status(resource: Resource) -> Iterable[Deviation]:
    before = Status.PLANNED
    for change in resource.changes:
        event = _event(before, change)
        before = change.status
        if event is not None:
            yield Deviation(event, change.on_day, resource.title, change.reason, resource_id=resource.id)


def _event(before: Status, change: StatusChange) -> Event | None:
    if change.status is Status.PAUSED:
        return Event.PAUSED
    if change.status is Status.DROPPED:
        return Event.DROPPED
    if before in (Status.PAUSED, Status.DROPPED) and change.status is not Status.COMPLETED:
        return Event.RESUMED
    return None
