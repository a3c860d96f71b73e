"""Paths: what to study, in order; every change is dated, and within a commitment it needs a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from habit_tui.domain import match as matching
from habit_tui.domain.amendment import Amendment, Event
from habit_tui.domain.clock import FIRST_DAY
from habit_tui.domain.commitment import assessment_is_due, binds, month_after
from habit_tui.domain.dates import day_name_with_year
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.expense import Expense
from habit_tui.domain.money import totals
from habit_tui.domain.path import (
    Path,
    PathStatus,
    Resource,
    in_order,
)
from habit_tui.domain.reflection import Reflection, assessed_on
from habit_tui.domain.words import clean, one_line, quoted
from habit_tui.services.amendment import REASON_LIMIT, amend, reason_for
from habit_tui.services.desk import Desk
from habit_tui.store import expense as expense_store
from habit_tui.store import path as store
from habit_tui.store import reflection as reflection_store
from habit_tui.store.store import Unit

TITLE_LIMIT = 200

_PATH_EVENT: Mapping[PathStatus, Event] = {
    PathStatus.ACTIVE: Event.RESUMED,
    PathStatus.FINISHED: Event.FINISHED,
    PathStatus.DROPPED: Event.DROPPED,
}


@dataclass(frozen=True, slots=True)
class PathView:
    """A path with its resources in order, the minutes logged on each by its id, and what it costs.

    `costs` are minor units with their currency: the prices of its resources, dropped ones included since
    the money is gone, and its expenses.
    """

    path: Path
    resources: tuple[Resource, ...]
    minutes: Mapping[int, int]
    costs: tuple[tuple[int, str], ...]
    assessment_due: bool

    @property
    def total_minutes(self) -> int:
        """The minutes logged on the whole path."""
        return sum(self.minutes[each.id] for each in self.resources)

    def stage_of(self, resource: Resource) -> str:
        """The name of a resource's stage, empty without one."""
        return next((stage.name for stage in self.path.stages if stage.id == resource.stage_id), "")


def listing(desk: Desk, now: datetime) -> tuple[PathView, ...]:
    """Every path in order, the active ones first."""
    with desk.store.reading() as unit:
        minutes = store.minutes_by_resource(unit)
        reflections = reflection_store.all_reflections(unit)
        spent = expense_store.all_expenses(unit)
        today = desk.study_day(now)
        views = [_view(each, minutes, reflections, spent, today) for each in store.all_paths(unit)]
    return tuple(sorted(views, key=lambda view: view.path.status is not PathStatus.ACTIVE))


def show(desk: Desk, now: datetime, path_id: int) -> PathView:
    """One path; raises CannotBeDone for an unknown id."""
    with desk.store.reading() as unit:
        path = by_id(unit, path_id)
        reflections = reflection_store.all_reflections(unit)
        spent = expense_store.all_expenses(unit)
        return _view(path, store.minutes_by_resource(unit), reflections, spent, desk.study_day(now))


def find(desk: Desk, words: str) -> Path:
    """The path of this id, or the one a clear part of the name means; raises CannotBeDone without one."""
    with desk.store.reading() as unit:
        paths = {each.id: each for each in store.all_paths(unit)}
    candidates = [
        matching.Candidate(each.id, each.name, each.status is not PathStatus.ACTIVE)
        for each in paths.values()
    ]
    return paths[named(words, candidates, "path", "path list")]


def add(
    desk: Desk,
    now: datetime,
    name: str,
    started_on: date | None = None,
    committed_until: date | None = None,
) -> Path:
    """Begin a path without resources, today or on another study day.

    Without an end the commitment lasts a month from the start. Raises CannotBeDone when an active path of
    this name is there, and for days before 1970.
    """
    begins = started_on or desk.study_day(now)
    path = Path(
        id=0,
        uid="",
        name=line(name, "name"),
        position=0,
        started_on=begins,
        committed_until=committed_until or month_after(begins),
    )
    with desk.store.writing(now, desk.door, "path", f"added the path {quoted(path.name)}") as unit:
        _check_path(unit, path)
        return by_id(unit, store.add(unit, path))


def edit(desk: Desk, now: datetime, wanted: Path, reason: str = "") -> Path:
    """Give a path another name, start or commitment; the rest of `wanted` is not looked at.

    Shortening a commitment that binds asks for a reason. Raises CannotBeDone like `add`, and NeedsReason.
    """
    with desk.store.writing(now, desk.door, "path") as unit:
        path = by_id(unit, wanted.id)
        edited = replace(
            path,
            name=line(wanted.name, "name"),
            started_on=wanted.started_on,
            committed_until=wanted.committed_until,
        )
        if edited == path:
            raise CannotBeDone(f"nothing about {quoted(path.name)} would change")
        _check_path(unit, edited)
        today = desk.study_day(now)
        if binds(path, today) and not _stays_committed(path, edited):
            reason_for(unit, desk, path, today, reason)
        store.update(unit, edited)
        unit.describe(f"edited the path {quoted(edited.name)}")
        return edited


def close(
    desk: Desk, now: datetime, path_id: int, status: PathStatus, on: date | None = None, reason: str = ""
) -> Path:
    """Finish or drop a path, or take it up again; its resources keep their own status.

    Raises CannotBeDone when it is so already, and NeedsReason for dropping it within its commitment.
    """
    with desk.store.writing(now, desk.door, "path") as unit:
        path = by_id(unit, path_id)
        day = day_of(desk, now, on)
        if path.status is status:
            raise CannotBeDone(f"{quoted(path.name)} is {status} already")
        # One that lies ahead can be given up before it begins.
        if path.started_on is not None and day < path.started_on <= desk.study_day(now):
            raise CannotBeDone(f"{quoted(path.name)} starts on {path.started_on}; it cannot end before that")
        if status is PathStatus.DROPPED:
            reason = reason_for(unit, desk, path, day, reason)
        else:
            reason = clean(reason, REASON_LIMIT, "reason")
        ended = replace(path, status=status, ended_on=None if status is PathStatus.ACTIVE else day)
        _check_path(unit, ended)
        store.update(unit, ended)
        amend(unit, path, Amendment(_PATH_EVENT[status], day, reason=reason))
        unit.describe(f"{_PATH_EVENT[status]} the path {quoted(path.name)}")
        return ended


def _view(
    path: Path,
    minutes: Mapping[int, int],
    reflections: Sequence[Reflection],
    spent: Sequence[Expense],
    today: date,
) -> PathView:
    resources = in_order(path)
    prices = [(each.cost, each.currency) for each in resources if each.cost is not None]
    prices += [(each.amount, each.currency) for each in spent if each.path_id == path.id]
    return PathView(
        path,
        resources,
        {each.id: minutes.get(each.id, 0) for each in resources},
        totals(prices),
        assessment_is_due(path, assessed_on(reflections, path.id), today),
    )


def named(words: str, candidates: Sequence[matching.Candidate], noun: str, listed: str) -> int:
    """The id that words name among the candidates: as its digits, or by a clear part of its title.

    Raises CannotBeDone otherwise; `listed` is the command that lists them.
    """
    said = words.strip()
    # Twenty digits are beyond every id, and int() refuses thousands of them.
    number = int(said[:20]) if said.isascii() and said.isdigit() else None
    if any(each.id == number for each in candidates):
        return number or 0
    found = matching.match(said, candidates)
    if found.id is not None:
        return found.id
    if found.rivals:
        fits = ", ".join(quoted(title) for title in found.rivals)
        raise CannotBeDone(f"{quoted(words)} fits {fits}: say more of the title, or its id")
    raise CannotBeDone(f"there is no {noun} {quoted(words)}; `habit-tui {listed}` lists them with their ids")


def by_id(unit: Unit, path_id: int) -> Path:
    """The path of this id; raises CannotBeDone when there is none."""
    for path in store.all_paths(unit):
        if path.id == path_id:
            return path
    raise CannotBeDone(f"there is no path {path_id}; `habit-tui path list` lists them with their ids")


def day_of(desk: Desk, now: datetime, on: date | None) -> date:
    """The study day of a change, today by default; raises CannotBeDone for the future and before 1970."""
    today = desk.study_day(now)
    day = on or today
    if day > today:
        raise CannotBeDone(f"{day_name_with_year(day, desk.dates)} lies in the future")
    if day < FIRST_DAY:
        raise CannotBeDone(f"a change cannot lie before {FIRST_DAY}")
    return day


def line(text: str, what: str, *, needed: bool = True) -> str:
    """A short text on one line, blank edges off; raises NotUnderstood when it is needed and empty."""
    said = one_line(clean(text, TITLE_LIMIT, what))
    if needed and not said:
        raise NotUnderstood(f"the {what} is empty")
    return said


def _check_path(unit: Unit, path: Path) -> None:
    for other in store.all_paths(unit):
        same = other.id != path.id and other.name.casefold() == path.name.casefold()
        if same and other.status is PathStatus.ACTIVE:
            raise CannotBeDone(f"there is a path {quoted(other.name)} already")
    if path.started_on is not None and path.started_on < FIRST_DAY:
        raise CannotBeDone(f"a path cannot start before {FIRST_DAY}")
    if path.started_on and path.committed_until and path.committed_until < path.started_on:
        raise CannotBeDone("a commitment cannot end before the path starts")


def _stays_committed(path: Path, edited: Path) -> bool:
    if path.committed_until is None or edited.committed_until is None:
        return path.committed_until is None
    return edited.committed_until >= path.committed_until and edited.started_on == path.started_on


def check_days(first: date | None, last: date | None) -> None:
    """Refuse planned days in the wrong order or before 1970; raises CannotBeDone."""
    if first is not None and last is not None and last < first:
        raise CannotBeDone(f"the last day, {last}, is before the first, {first}")
    if any(day is not None and day < FIRST_DAY for day in (first, last)):
        raise CannotBeDone(f"nothing can be planned before {FIRST_DAY}")


def renumber(unit: Unit, path: Path, order: Sequence[Resource]) -> None:
    """Write the resources of a path whose place or stage is another in this order."""
    before = {each.id: each for each in path.resources}
    for each in order:
        if each.id and each != before[each.id]:
            store.update_resource(unit, each)
