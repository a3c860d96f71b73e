"""How far a path has come by a day, and when it will be finished at the present pace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from habit_tui.domain.dates import DateForm, day_name_with_year, short_day_with_year
from habit_tui.domain.path import Path, PathStatus, Resource, Status, is_closed, status_after, time_left
from habit_tui.domain.words import duration, plural

PACE_DAYS = 28
"""The pace is that of the last four weeks, or since the path began."""

LEAST_DAYS = 7
"""A path younger than this has no pace yet."""

_FARTHEST = 36_500


class Basis(StrEnum):
    """What a forecast counts: the hours still planned, or the resources still open."""

    HOURS = "hours"
    RESOURCES = "resources"


@dataclass(frozen=True, slots=True)
class Progress:
    """A path as it stood on the study day `as_of`.

    `done`, `dropped` and `left` count its resources; `minutes` were logged on it until then, `recent_minutes`
    in the last PACE_DAYS. `minutes_left` are those still planned, None when a resource left has no plan.
    `planned_last` is the last day that its stages and resources plan.
    """

    path: Path
    as_of: date
    status: PathStatus
    done: int
    dropped: int
    left: int
    minutes: int
    recent_minutes: int
    minutes_left: int | None
    planned_last: date | None

    @property
    def resources(self) -> int:
        """How many resources it has, without those dropped."""
        return self.done + self.left

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do on it."""
        return self.status is not PathStatus.ACTIVE or (self.done > 0 and not self.left)

    @property
    def weeks_left(self) -> int | None:
        """Weeks until the planned end, a begun one counted whole; below 0 once it has passed."""
        if self.planned_last is None or self.is_over:
            return None
        away = (self.planned_last - self.as_of).days
        return -(-away // 7) if away >= 0 else away // 7

    @property
    def pace_days(self) -> int:
        """How many days the recent minutes are spread over."""
        begun = self.path.started_on
        return PACE_DAYS if begun is None else max(1, min(PACE_DAYS, (self.as_of - begun).days + 1))

    @property
    def weekly_minutes(self) -> int:
        """The present pace: minutes a week."""
        return self.recent_minutes * 7 // self.pace_days


@dataclass(frozen=True, slots=True)
class Forecast:
    """The day a path will be finished, and what that was reckoned from."""

    finish: date
    basis: Basis


def status_on(resource: Resource, day: date) -> Status:
    """The status a resource had at the end of a study day."""
    return status_after([change for change in resource.changes if change.on_day <= day])


def progress(path: Path, as_of: date, minutes: Mapping[int, int], recent: Mapping[int, int]) -> Progress:
    """How far a path had come; `minutes` and `recent` are those logged on each resource by its id."""
    ended = path.ended_on is not None and path.ended_on <= as_of
    now = [(each, status_on(each, as_of)) for each in path.resources]
    left = [each for each, status in now if not is_closed(status)]
    planned = [stage.planned_last for stage in path.stages]
    planned += [each.planned_last for each, status in now if status is not Status.DROPPED]
    return Progress(
        path=path,
        as_of=as_of,
        status=path.status if ended else PathStatus.ACTIVE,
        done=sum(status is Status.COMPLETED for _, status in now),
        dropped=sum(status is Status.DROPPED for _, status in now),
        left=len(left),
        minutes=sum(minutes.get(each.id, 0) for each in path.resources),
        recent_minutes=sum(recent.get(each.id, 0) for each in path.resources),
        minutes_left=_minutes_left(left, minutes),
        planned_last=max((day for day in planned if day is not None), default=None),
    )


def forecast(found: Progress) -> Forecast | None:
    """When the path will be finished at the present pace; None where that cannot be told.

    By hours when every resource left has some planned, at the minutes of the last four weeks; otherwise by
    resources, at those completed since the path began.
    """
    path = found.path
    if found.is_over or not found.left:
        return None
    age = None if path.started_on is None else (found.as_of - path.started_on).days + 1
    if age is not None and age < LEAST_DAYS:
        return None
    if found.minutes_left:
        pace, per, basis = found.recent_minutes, found.pace_days, Basis.HOURS
        needed = found.minutes_left
    else:
        pace, per, basis = found.done, age or 0, Basis.RESOURCES
        needed = found.left
    if not pace or not per or needed * per > _FARTHEST * pace:
        return None
    try:
        return Forecast(found.as_of + timedelta(days=-(-needed * per // pace)), basis)
    except OverflowError:
        return None


def in_words(found: Progress, form: DateForm) -> str:
    """The forecast as a sentence's half: "6 h a week: done by 14 Mar 2027"."""
    said = forecast(found)
    if said is None:
        return _why_not(found, form)
    by = f"done by {short_day_with_year(said.finish, form)}"
    if said.basis is Basis.HOURS:
        return f"{duration(found.weekly_minutes)} a week: {by}"
    return f"{plural(found.done, 'resource', 'resources')} so far: {by}"


def plan_in_words(found: Progress, form: DateForm) -> str:
    """How long the plan still runs: "6 weeks left, to 3 Jan 2027"; "" where there is none."""
    weeks, last = found.weeks_left, found.planned_last
    if weeks is None or last is None:
        return ""
    end = short_day_with_year(last, form)
    if weeks < 0:
        return f"{plural(-weeks, 'week', 'weeks')} over its plan, which ended {end}"
    if last == found.as_of:
        return f"the plan ends on this day, {end}"
    return f"{time_left(last, found.as_of)}, to {end}"


def _why_not(found: Progress, form: DateForm) -> str:
    if found.status is not PathStatus.ACTIVE and found.path.ended_on is not None:
        return f"{found.status} on {day_name_with_year(found.path.ended_on, form)}"
    if found.is_over:
        return "everything on it is done"
    if not found.left:
        return "nothing on it yet"
    begun = found.path.started_on
    if begun is not None and (found.as_of - begun).days + 1 < LEAST_DAYS:
        return "too young to tell when it will be done"
    if found.minutes_left and not found.recent_minutes:
        return "nothing logged on it in four weeks: no telling when it will be done"
    return "no telling yet when it will be done"


def _minutes_left(left: list[Resource], minutes: Mapping[int, int]) -> int | None:
    open_minutes = 0
    for each in left:
        if each.planned_minutes is None:
            return None
        open_minutes += max(0, each.planned_minutes - minutes.get(each.id, 0))
    return open_minutes
