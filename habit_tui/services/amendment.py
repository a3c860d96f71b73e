"""Plan versus actual: what became of the plan a path began with, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from habit_tui.domain.amendment import Amendment, Deviation, Original, deviations
from habit_tui.domain.commitment import NeedsReason, binds, is_being_shaped
from habit_tui.domain.dates import day_name_with_year
from habit_tui.domain.path import Path, Resource
from habit_tui.domain.reflection import Reflection, ReflectionKind
from habit_tui.domain.words import clean, quoted
from habit_tui.services.desk import Desk
from habit_tui.store import amendment as store
from habit_tui.store import path as path_store
from habit_tui.store import reflection as reflection_store
from habit_tui.store.store import Unit

REASON_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Changes:
    """The plan a path began with, in its order then, and every deviation from it, oldest first."""

    path: Path
    original: tuple[tuple[Resource, Original], ...]
    deviations: tuple[Deviation, ...]


def changes(desk: Desk, path: Path) -> Changes:
    """Tell what was added, dropped, paused, moved and dated anew on a path, when and why."""
    with desk.store.reading() as unit:
        resources = {each.id: each for each in path.resources}
        kept = store.originals_of(unit, path.id)
        return Changes(
            path,
            tuple((resources[each.resource_id], each) for each in kept if each.resource_id in resources),
            deviations(path, store.of_path(unit, path.id)),
        )


def reason_for(
    unit: Unit, desk: Desk, path: Path, day: date, given: str, resource_id: int | None = None
) -> str:
    """The reason to keep with a change to a path.

    Within the commitment one is asked for, once a day: a reason given earlier that day serves for the changes
    that follow. A new one becomes a reflection. Raises NeedsReason when none was given.
    """
    reason = clean(given, REASON_LIMIT, "reason")
    if not binds(path, day):
        return reason
    if reason:
        reflection_store.add(
            unit,
            Reflection(0, "", ReflectionKind.TAKEAWAY, reason, day, path.id, resource_id),
        )
        return reason
    reason = store.reason_on(unit, path.id, day)
    if not reason and path.committed_until is not None:
        until = day_name_with_year(path.committed_until, desk.dates)
        raise NeedsReason(
            f"you committed to {quoted(path.name)} until {until}: changing it earlier needs a reason"
        )
    return reason


def amend(unit: Unit, path: Path, amendment: Amendment) -> None:
    """Keep a change that was made to a path's plan: in the plan itself while it is being shaped."""
    present = next(each for each in path_store.all_paths(unit) if each.id == path.id)
    if not keep_if_shaped(unit, present, amendment.on_day):
        store.add(unit, path.id, amendment)


def keep_if_shaped(unit: Unit, path: Path, day: date) -> bool:
    """Keep the plan a path has now as its original one, if on this day it is still being shaped."""
    shaped = is_being_shaped(path, day)
    if shaped:
        store.keep_originals(unit, path)
    return shaped
