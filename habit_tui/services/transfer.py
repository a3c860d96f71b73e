"""Ways in: sessions from other programs' files, everything from our own export."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from habit_tui.domain.backup import Why
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.progress import Progress
from habit_tui.domain.words import plural, quoted
from habit_tui.exchange import clockify, csv, harsh, loop, timewarrior, toggl, watson
from habit_tui.exchange.record import Reading, Rows, Source
from habit_tui.exchange.wall import DateOrder
from habit_tui.services import backup, rows
from habit_tui.services.arrival import Arrivals, Imported, OnlyTried
from habit_tui.services.desk import Desk
from habit_tui.store import loop as loop_store

READERS: Mapping[str, Callable[[Source, Reading], Rows]] = {
    "csv": csv.read,
    "watson": watson.read,
    "timewarrior": timewarrior.read,
    "loop": loop.read,
    "toggl": toggl.read,
    "clockify": clockify.read,
    "harsh": harsh.read,
}
"""The formats of sessions that can be read, by name."""

ONLY_FOR = {"minutes": ("loop", "harsh"), "dates": ("toggl", "clockify")}
"""Options that mean something in some formats only."""


@dataclass(frozen=True, slots=True)
class Import:
    """What is to be read: a format, a file, and what its rows do not say themselves.

    `zone` is where the rows' clocks stood (by default the desk's zone), `minutes` what a mere "done" counts,
    `dates` how dates are written, `resources` the title of a resource by the label that belongs to it.
    `gaps_as_leave` takes off the days without a session from what is read to where the record began.
    """

    form: str
    file: str
    zone: str | None = None
    minutes: int | None = None
    dates: DateOrder | None = None
    resources: Mapping[str, str] = field(default_factory=dict)
    overlap: bool = False
    gaps_as_leave: bool = False
    dry_run: bool = False


def import_file(desk: Desk, wanted: Import, now: datetime, progress: Progress | None = None) -> Imported:
    """Read a file: our own export in JSON with every table, other formats with their sessions.

    See `rows.restore` and `import_sessions`.
    """
    if _is_same(wanted.file, desk.store.file):
        # Reading it here and closing it would drop the locks that SQLite holds on it.
        raise CannotBeDone(f"{quoted(wanted.file)} is the store itself")
    if not wanted.dry_run:
        backup.before(desk, now, Why.IMPORT)
    if wanted.form != "json":
        return import_sessions(desk, wanted, now, progress)
    for name, given in {
        "--map": wanted.resources,
        "--zone": wanted.zone,
        "--overlap": wanted.overlap,
        "--gaps-as-leave": wanted.gaps_as_leave,
        "--minutes": wanted.minutes,
        "--date-format": wanted.dates,
    }.items():
        if given:
            raise NotUnderstood(f"{name} means nothing in json, whose rows say all of it")
    return rows.restore(desk, Source(wanted.file, progress), now, dry_run=wanted.dry_run)


def import_sessions(desk: Desk, wanted: Import, now: datetime, progress: Progress | None = None) -> Imported:
    """Read sessions from a file, in one transaction and one change.

    A row is skipped, with its line and the reason, when it is no session, ends in the future or overlaps
    another session (unless `overlap`); a session that is there already is skipped quietly, so that importing
    twice changes nothing. Rows with a `uid` come from an export: they are judged by the sessions from before
    this import only, because their overlaps were accepted when they were written. With `dry_run` nothing
    stays. `progress` is told the bytes read and the bytes in all. Raises CannotBeDone, with nothing changed,
    for a file of another format, and NotUnderstood for options that do not fit.
    """
    there = desk.in_zone(wanted.zone)
    found_rows = _rows(there, wanted, progress)
    try:
        with desk.store.writing(now, desk.door, "import") as unit:
            arrivals = Arrivals(
                unit, there, now, wanted.form, overlap=wanted.overlap, resources=_by_label(wanted.resources)
            )
            for line, found in found_rows:
                arrivals.take(line, found)
            arrivals.finish(gaps_as_leave=wanted.gaps_as_leave)
            sessions = plural(arrivals.kept, "session", "sessions")
            unit.describe(f"imported {sessions} from {quoted(os.path.basename(wanted.file))}")
            if wanted.dry_run:
                raise OnlyTried
    except OnlyTried:
        pass
    return arrivals.result()


def _is_same(file: str, other: str) -> bool:
    try:
        return os.path.samefile(file, other)
    except (OSError, ValueError):
        return False


def _rows(desk: Desk, wanted: Import, progress: Progress | None) -> Rows:
    for option, forms in ONLY_FOR.items():
        if getattr(wanted, option) is not None and wanted.form not in forms:
            name = {"minutes": "--minutes", "dates": "--date-format"}[option]
            raise NotUnderstood(f"{name} means nothing in {wanted.form}; it is for {' and '.join(forms)}")
    reading = Reading(desk.zone, wanted.minutes, wanted.dates)
    if wanted.form == "loop" and loop_store.is_backup(wanted.file):
        return loop.of_backup(loop_store.repetitions(wanted.file), reading)
    return READERS[wanted.form](Source(wanted.file, progress), reading)


def _by_label(resources: Mapping[str, str]) -> dict[str, str]:
    return {label.strip().casefold(): title for label, title in resources.items()}
