"""Facts: what the record holds that may be a cause to write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from habit_tui.domain.amendment import Event
from habit_tui.domain.dates import DateForm
from habit_tui.domain.path import ResourceKind, Status
from habit_tui.domain.reflection import ReflectionKind
from habit_tui.domain.words import days, duration, plural


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows a draft draws on: those of these study days, of one resource, path or topic when named.

    `reflection_id` names the setback, blocker or win the draft is about.
    """

    first_day: date
    last_day: date
    resource_id: int | None = None
    what: str = ""
    path_id: int | None = None
    reflection_id: int | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """Something worth a post; its `key` never changes, so that it is asked about once.

    A key names rows by their uids, so that two copies of the store mean the same cause by it.
    `wider` names the trigger whose questions fit as well: a competition that ended is a finished resource.
    """

    trigger: str
    key: str
    on_day: date
    scope: Scope
    facts: Mapping[str, str] = field(default_factory=dict)
    kind: ResourceKind | None = None
    wider: str = ""


@dataclass(frozen=True, slots=True)
class PathStart:
    """A path and the day it was started."""

    id: int
    uid: str
    name: str
    on_day: date


@dataclass(frozen=True, slots=True)
class PathMonth:
    """A month of a path that is over: its number from 1 on, its days, and what was done on the path in it."""

    path: PathStart
    number: int
    first_day: date
    last_day: date
    minutes: int = 0
    sessions: int = 0
    study_days: int = 0


@dataclass(frozen=True, slots=True)
class ResourceChange:
    """A resource's change of status; `outcome` and `url` are the resource's as they stand now."""

    resource_id: int
    resource_uid: str
    title: str
    kind: ResourceKind
    status: Status
    on_day: date
    reason: str = ""
    path_id: int | None = None
    path_uid: str = ""
    path: str = ""
    outcome: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A change to the plan of a path other than a resource's status; without a title of the path itself."""

    path_id: int
    path_uid: str
    path: str
    event: Event
    on_day: date
    title: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Earned:
    """A certificate, with the resource it was given for."""

    uid: str
    title: str
    on_day: date
    resource_id: int
    resource: str


@dataclass(frozen=True, slots=True)
class Reflected:
    """A reflection, with the setback or blocker it solved if it solved one."""

    id: int
    uid: str
    kind: ReflectionKind
    text: str
    on_day: date
    path_id: int | None = None
    resource_id: int | None = None
    solved: Reflected | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A published post, and the day it was last updated if it was."""

    id: int
    uid: str
    title: str
    on_day: date
    updated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Effort:
    """What the sessions on one resource, or on one topic in free text, amount to.

    `fortnight_minutes` are those of the last 14 study days, today among them.
    """

    what: str
    resource_id: int | None
    first_day: date
    last_day: date
    minutes: int
    sessions: int
    fortnight_minutes: int = 0
    resource_uid: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """The current streak: its length, its first day, and its latest counted days, oldest first."""

    length: int
    first_day: date
    counted: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A session that has a note."""

    session_uid: str
    study_day: date
    what: str
    minutes: int
    text: str
    resource_id: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that prompts can be due for, as the record has it.

    `study_days` are the latest study days with a session, at least ten where there are that many, oldest
    first. `run` is None without a current streak. `notes` need not be older than yesterday's, `counted` of
    `run` no longer than three days, `changes` and the facts below `last_post_day` no
    older than a month, `published` only those of a year and more ago. `dates` is how a prompt writes days.
    """

    today: date
    dates: DateForm
    paths: tuple[PathStart, ...] = ()
    changes: tuple[ResourceChange, ...] = ()
    efforts: tuple[Effort, ...] = ()
    first_session_day: date | None = None
    study_days: tuple[date, ...] = ()
    run: Run | None = None
    notes: tuple[Note, ...] = ()
    last_post_day: date | None = None
    months: tuple[PathMonth, ...] = ()
    plan_changes: tuple[PlanChange, ...] = ()
    earned: tuple[Earned, ...] = ()
    reflections: tuple[Reflected, ...] = ()
    published: tuple[Published, ...] = ()


def noted(reason: str) -> str:
    """A reason in the learner's words as a sentence, empty without one."""
    return f'You noted: "{in_sentence(reason)}".' if reason else ""


def in_sentence(text: str) -> str:
    """The learner's words to be quoted inside a sentence, which has a full stop of its own."""
    return text.removesuffix(".")


def said_effort(effort: Effort) -> str:
    """Hours over time: "41 h in 6 weeks"."""
    count = (effort.last_day - effort.first_day).days + 1
    if count < 14:
        span = days(count)
    elif count < 180:
        span = plural(round(count / 7), "week", "weeks")
    else:
        span = plural(round(count / 30.44), "month", "months")
    return f"{duration(effort.minutes)} in {span}"
