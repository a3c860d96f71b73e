"""Paths: ordered resources, grouped into stages, each with dated changes of status."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.kind import Kind
from habit_tui.domain.words import days, plural, quoted

_MONTH = 31
"""Days up to which the time left is told in days."""


class Status(StrEnum):
    """Where a resource stands."""

    PLANNED = "planned"
    STARTED = "started"
    PAUSED = "paused"
    COMPLETED = "completed"
    DROPPED = "dropped"


NEXT: Mapping[Status, tuple[Status, ...]] = {
    Status.PLANNED: (Status.STARTED, Status.COMPLETED, Status.DROPPED),
    Status.STARTED: (Status.COMPLETED, Status.PAUSED, Status.DROPPED, Status.PLANNED),
    Status.PAUSED: (Status.STARTED, Status.COMPLETED, Status.DROPPED),
    Status.COMPLETED: (Status.STARTED,),
    Status.DROPPED: (Status.STARTED, Status.PLANNED),
}
"""The changes a status allows, the likeliest first: a menu can show them as they stand."""


class PathStatus(StrEnum):
    """Where a path stands; only an active one fills the plan."""

    ACTIVE = "active"
    FINISHED = "finished"
    DROPPED = "dropped"


class ResourceKind(StrEnum):
    """What a resource is."""

    BOOK = "book"
    COURSE = "course"
    COMPETITION = "competition"
    PROJECT = "project"
    TALK = "talk"
    ARTICLE = "article"
    CERTIFICATE = "certificate"
    POST = "post"


SESSION_KIND: Mapping[ResourceKind, Kind] = {
    ResourceKind.BOOK: Kind.STUDY,
    ResourceKind.COURSE: Kind.STUDY,
    ResourceKind.COMPETITION: Kind.PRACTICE,
    ResourceKind.PROJECT: Kind.PRACTICE,
    ResourceKind.TALK: Kind.STUDY,
    ResourceKind.ARTICLE: Kind.STUDY,
    ResourceKind.CERTIFICATE: Kind.STUDY,
    ResourceKind.POST: Kind.WRITING,
}
"""The kind of a session linked to a resource when the user names none."""


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A change of status, on a study day, with the reason when one was given."""

    status: Status
    on_day: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a completed resource was rewarded with; it lies at `url` or in `file`, if anywhere."""

    title: str
    issuer: str
    on_day: date
    url: str = ""
    file: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Resource:
    """A thing to study or to make, at its place in a path.

    `cost` is in minor units of `currency` (an ISO 4217 code): cents, not dollars. `changes` are oldest first
    and the last of them is `status`; without any the resource is planned. `outcome` and `score` are the
    learner's words: "scholarship won", "92 %".
    """

    id: int
    uid: str
    path_id: int
    stage_id: int | None
    title: str
    kind: ResourceKind
    position: int
    planned_first: date | None = None
    planned_last: date | None = None
    planned_minutes: int | None = None
    cost: int | None = None
    currency: str = ""
    url: str = ""
    outcome: str = ""
    note: str = ""
    status: Status = Status.PLANNED
    changes: tuple[StatusChange, ...] = ()
    score: str = ""
    certificates: tuple[Certificate, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of a path, such as a month or a season, with its planned days."""

    id: int
    name: str
    position: int
    planned_first: date | None = None
    planned_last: date | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """An ordered list of resources, grouped into stages; `starter` names the starter it came from, if any.

    Until `committed_until` the learner means to stay on it. `ended_on` is the day it was finished or dropped.
    """

    id: int
    uid: str
    name: str
    position: int
    started_on: date | None = None
    stages: tuple[Stage, ...] = ()
    resources: tuple[Resource, ...] = ()
    starter: str = ""
    status: PathStatus = PathStatus.ACTIVE
    ended_on: date | None = None
    committed_until: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a path a resource goes: before or after another, at a number from 1 on, or last in a stage.

    The first of these that is given counts; without any the resource goes to the end, outside all stages.
    """

    before: int | None = None
    after: int | None = None
    number: int | None = None
    stage_id: int | None = None


def status_after(changes: Sequence[StatusChange]) -> Status:
    """Give the status that changes, oldest first, lead to."""
    return changes[-1].status if changes else Status.PLANNED


def is_closed(status: Status) -> bool:
    """Tell whether nothing more is to do: completed or dropped."""
    return status in (Status.COMPLETED, Status.DROPPED)


def may_become(status: Status, wanted: Status) -> bool:
    """Tell whether a resource of this status may change to the wanted one."""
    return wanted in NEXT[status]


def changed(resource: Resource, status: Status, on_day: date, reason: str = "") -> Resource:
    """Give the resource with one more change of status.

    Raises CannotBeDone when the status does not allow the change or the day lies before the latest change.
    """
    if resource.status is status:
        raise CannotBeDone(f"{quoted(resource.title)} is {status} already")
    if not may_become(resource.status, status):
        allowed = ", ".join(NEXT[resource.status])
        raise CannotBeDone(
            f"{quoted(resource.title)} is {resource.status}: it can become {allowed}, not {status}"
        )
    latest = last_change_day(resource)
    if latest is not None and on_day < latest:
        raise CannotBeDone(
            f"{quoted(resource.title)} became {resource.status} on {latest}; no change can come before that"
        )
    return replace(resource, status=status, changes=(*resource.changes, StatusChange(status, on_day, reason)))


def certified(resource: Resource, certificate: Certificate) -> Resource:
    """Give the resource with a certificate, which takes the place of one of its title."""
    same = [each for each in resource.certificates if each.title.casefold() == certificate.title.casefold()]
    others = (each for each in resource.certificates if each not in same)
    kept = replace(certificate, id=same[0].id if same else 0)
    return replace(resource, certificates=(*others, kept))


def last_change_day(resource: Resource) -> date | None:
    """Give the day of the latest change of status, None when there was none."""
    return resource.changes[-1].on_day if resource.changes else None


def began_on(resource: Resource) -> date | None:
    """Give the day the work began: that of the first change to started or completed."""
    begun = (Status.STARTED, Status.COMPLETED)
    return next((change.on_day for change in resource.changes if change.status in begun), None)


def closed_on(resource: Resource) -> date | None:
    """Give the day the resource was completed or dropped, None while it is neither."""
    return last_change_day(resource) if is_closed(resource.status) else None


def spans_of_work(resource: Resource, day: date) -> tuple[tuple[date, date], ...]:
    """Give the days from each start to the pause or the end that followed, or to `day` while it is started.

    A resource completed without having been started has the day of its completion.
    """
    spans: list[tuple[date, date]] = []
    begun: date | None = None
    for change in resource.changes:
        if change.status is Status.STARTED:
            begun = begun or change.on_day
        elif begun is not None:
            spans.append((begun, change.on_day))
            begun = None
        elif change.status is Status.COMPLETED:
            spans.append((change.on_day, change.on_day))
    if begun is not None:
        spans.append((begun, max(begun, day)))
    return tuple(spans)


def in_order(path: Path) -> tuple[Resource, ...]:
    """Give the resources stage by stage, those outside every stage last."""
    ranks = _ranks(path)
    return tuple(sorted(path.resources, key=lambda each: (ranks[each.stage_id], each.position, each.id)))


def placed(path: Path, resource: Resource, place: Place) -> tuple[Resource, ...]:
    """Give the path's resources as they stand once one, new or already there, has its place.

    They are numbered from 1 on. Beside another resource, or at its number, it joins that one's stage.
    """
    others = [each for each in in_order(path) if each.id != resource.id]
    ids = [each.id for each in others]
    stage_id = place.stage_id
    if place.before is not None:
        at = ids.index(place.before)
    elif place.after is not None:
        at = ids.index(place.after) + 1
    elif place.number is not None:
        at = min(max(place.number, 1) - 1, len(others))
    else:
        ranks = _ranks(path)
        at = sum(ranks[each.stage_id] <= ranks[stage_id] for each in others)
    if place.after is not None and place.before is None:
        stage_id = others[at - 1].stage_id
    elif others and (place.before is not None or place.number is not None):
        stage_id = others[min(at, len(others) - 1)].stage_id
    others.insert(at, replace(resource, stage_id=stage_id))
    return tuple(replace(each, position=position) for position, each in enumerate(others, 1))


def stepped(path: Path, resource: Resource, by: int) -> Place | None:
    """Give the place one step up (-1) or down (1), over the edge of a stage too; None at the path's end."""
    order = in_order(path)
    beside = [each.id for each in order if each.stage_id == resource.stage_id]
    at = beside.index(resource.id) + by
    if 0 <= at < len(beside):
        return Place(before=beside[at]) if by < 0 else Place(after=beside[at])
    ranks = _ranks(path)
    stage_ids = sorted(ranks, key=lambda stage_id: ranks[stage_id])
    rank = ranks[resource.stage_id] + by
    if not 0 <= rank < len(stage_ids):
        return None
    wanted = stage_ids[rank]
    inside = [each.id for each in order if each.stage_id == wanted]
    if wanted is None and not inside:
        return None
    return Place(before=inside[0]) if by > 0 and inside else Place(stage_id=wanted)


def planned_end(path: Path) -> date | None:
    """Give the last day anything of the path is planned for, None when nothing is."""
    days = [each.planned_last for each in path.stages] + [each.planned_last for each in path.resources]
    return max((day for day in days if day is not None), default=None)


def time_left(end: date, day: date) -> str:
    """Say how far an end is from a day not after it: up to a month in days, then in begun weeks."""
    away = (end - day).days
    if not away:
        return "its last day"
    return f"{days(away) if away <= _MONTH else plural(-(-away // 7), 'week', 'weeks')} left"


def _ranks(path: Path) -> Mapping[int | None, int]:
    """The rank of each stage by its id; None, the rank of what is outside all of them, comes last."""
    stages = sorted(path.stages, key=lambda stage: (stage.position, stage.id))
    return {stage.id: rank for rank, stage in enumerate(stages)} | {None: len(stages)}


def starts_by_session(status: Status, last_change_day: date | None, study_day: date) -> bool:
    """Tell whether a session on this study day starts its resource.

    It does when the resource is planned or paused, unless the session lies before the latest change: an old
    session entered late says nothing about a resource that was paused since.
    """
    waiting = status in (Status.PLANNED, Status.PAUSED)
    return waiting and (last_change_day is None or study_day >= last_change_day)
