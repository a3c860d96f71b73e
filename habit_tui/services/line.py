"""What a quick-log line would do, told while it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from habit_tui.domain import line as rules
from habit_tui.domain.entry import Placed, place
from habit_tui.domain.line import Line
from habit_tui.domain.path import Status, is_closed
from habit_tui.domain.routine import in_force
from habit_tui.domain.words import one_line
from habit_tui.services import match
from habit_tui.services.desk import Desk
from habit_tui.services.match import Meant
from habit_tui.services.session import refuse_overlap
from habit_tui.store import path as path_store
from habit_tui.store import routine as routine_store


@dataclass(frozen=True, slots=True)
class Understood:
    """A line as it was read, and where its session would lie."""

    line: Line
    placed: Placed
    meant: Meant


def understand(desk: Desk, text: str, now: datetime, on: date | None = None) -> Understood:
    """Read a quick-log line without recording anything; without `--on` it is about the day `on`.

    Raises NotUnderstood and CannotBeDone like `log`.
    """
    line = rules.read(rules.split(text), desk.study_day(now), on)
    there = desk.in_zone(line.zone)
    today = there.study_day(now)
    with there.store.reading() as unit:
        window = in_force(routine_store.all_versions(unit), line.entry.on or today).window
        placed = place(line.entry, now, there.zone, there.settings.day_starts_at, window.start, there.dates)
        if not line.entry.overlap:
            refuse_overlap(unit, there, placed, now, window.start)
        found = match.meant(line.entry.what, path_store.candidates(unit), line.entry.kind)
    return Understood(line, placed, found)


def titles(desk: Desk) -> tuple[str, ...]:
    """What a WHAT can be completed to: the open resources of the active paths, those begun first."""
    with desk.store.reading() as unit:
        found = [each for each in path_store.candidates(unit) if not is_closed(each.status)]
    begun = sorted(found, key=lambda each: each.status is not Status.STARTED)
    return tuple(dict.fromkeys(one_line(each.title) for each in begun))


def meant(desk: Desk, what: str) -> Meant:
    """The resource a WHAT matches among those of the paths."""
    with desk.store.reading() as unit:
        return match.meant(what, path_store.candidates(unit))
