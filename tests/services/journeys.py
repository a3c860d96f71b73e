"""Makers for tests of paths: a path with stages and resources, begun on a day in the past."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from habit_tui.domain.path import Path, Resource, ResourceKind, Status
from habit_tui.services import path as paths
from habit_tui.services import resource as resources
from habit_tui.services.desk import Desk

BEGAN = date(2026, 3, 2)
KINDS = {"Titanic": ResourceKind.COMPETITION, "Capstone": ResourceKind.PROJECT}


def on(day: str) -> datetime:
    """Seven in the morning of a day, UTC."""
    return datetime.combine(date.fromisoformat(day), time(7), UTC)


def draft(path: Path, title: str) -> Resource:
    """A resource that is not written yet."""
    kind = KINDS.get(title, ResourceKind.COURSE)
    return Resource(0, "", path.id, None, title, kind, 0)


def begun(desk: Desk, *titles: str, name: str = "ML", stage: str | None = None) -> Path:
    """A path begun on 2 March 2026 with resources in this order, all of its original plan."""
    path = paths.add(desk, on("2026-03-02"), name)
    for title in titles:
        resources.add(desk, on("2026-03-02"), draft(path, title), stage=stage)
    return fresh(desk, path)


def planned(desk: Desk, title: str, first: str, last: str, now: str = "2026-03-02") -> Resource:
    """A resource of these planned days."""
    found = resources.find(desk, title)
    wanted = replace(found, planned_first=date.fromisoformat(first), planned_last=date.fromisoformat(last))
    return resources.edit(desk, on(now), wanted)


def become(desk: Desk, title: str, status: Status, day: str, reason: str = "") -> Resource:
    """A resource whose status changed on a day."""
    return resources.set_status(desk, on(day), resources.find(desk, title).id, status, reason=reason)


def fresh(desk: Desk, path: Path) -> Path:
    """The path as it stands now."""
    return paths.show(desk, on("2027-01-01"), path.id).path


def titles(desk: Desk, path: Path) -> list[str]:
    """The titles in order."""
    return [each.title for each in paths.show(desk, on("2027-01-01"), path.id).resources]
