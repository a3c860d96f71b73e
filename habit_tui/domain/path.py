"""Paths: ordered resources, grouped into stages, each with dated changes of status."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.kind import Kind
from habit_tui.domain.words import quoted


class Status(StrEnum):
    """Where a resource stands."""

    PLANNED = "planned"
    STARTED = "started"
    PAUSED = "paused"
    COMPLETED = "completed"
    DROPPED = "dropped"


GLYPHS: Mapping[Status, str] = {
    Status.PLANNED: "·",
    Status.STARTED: "▶",
    Status.PAUSED: "‖",
    Status.COMPLETED: "✓",
    Status.DROPPED: "✗",
}

NEXT: Mapping[Status, tuple[Status, ...]] = {
    Status.PLANNED: (Status.STARTED, Status.COMPLETED, Status.DROPPED),
    Status.STARTED: (Status.COMPLETED, Status.PAUSED, Status.DROPPED, Status.PLANNED),
    Status.PAUSED: (Status.STARTED, Status.COMPLETED, Status.DROPPED),
    Status.COMPLETED: (Status.STARTED,),
    Status.DROPPED: (Status.STARTED, Status.PLANNED),
}
"""The changes a status allows, the likeliest first: a menu can show them as they stand."""


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
class Resource:
    """A thing to study or to make, at its place in a path.

    `cost` is in minor units of `currency` (an ISO 4217 code): cents, not dollars. `changes` are oldest first
    and the last of them is `status`; without any the resource is planned.
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
    """An ordered list of resources, grouped into stages; `starter` names the starter it came from, if any."""

    id: int
    uid: str
    name: str
    position: int
    started_on: date | None = None
    stages: tuple[Stage, ...] = ()
    resources: tuple[Resource, ...] = ()
    starter: str = ""


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


def last_change_day(resource: Resource) -> date | None:
    """Give the day of the latest change of status, None when there was none."""
    return resource.changes[-1].on_day if resource.changes else None


def starts_by_session(status: Status, last_change_day: date | None, study_day: date) -> bool:
    """Tell whether a session on this study day starts its resource.

    It does when the resource is planned or paused, unless the session lies before the latest change: an old
    session entered late says nothing about a resource that was paused since.
    """
    waiting = status in (Status.PLANNED, Status.PAUSED)
    return waiting and (last_change_day is None or study_day >= last_change_day)
