"""Ways in and out: sessions from other programs' files, everything to files of ours and theirs."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import TextIO

from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.words import plural, quoted
from habit_tui.exchange import clockify, csv, harsh, json, loop, timewarrior, toggl, watson
from habit_tui.exchange.record import Reading, Record, Rows, Source
from habit_tui.exchange.wall import DateOrder
from habit_tui.services import rows
from habit_tui.services.arrival import Arrivals, Imported, OnlyTried
from habit_tui.services.desk import Desk
from habit_tui.store import loop as loop_store
from habit_tui.store import transfer as store
from habit_tui.store.store import Unit

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
    """

    form: str
    file: str
    zone: str | None = None
    minutes: int | None = None
    dates: DateOrder | None = None
    resources: Mapping[str, str] = field(default_factory=dict)
    overlap: bool = False
    dry_run: bool = False


Progress = Callable[[int, int], None]


def import_file(desk: Desk, wanted: Import, now: datetime, progress: Progress | None = None) -> Imported:
    """Read a file: our own export in JSON with every table, other formats with their sessions.

    See `rows.restore` and `import_sessions`.
    """
    if wanted.form != "json":
        return import_sessions(desk, wanted, now, progress)
    for name, given in {
        "--map": wanted.resources,
        "--zone": wanted.zone,
        "--overlap": wanted.overlap,
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
            arrivals.finish()
            sessions = plural(arrivals.kept, "session", "sessions")
            unit.describe(f"imported {sessions} from {quoted(os.path.basename(wanted.file))}")
            if wanted.dry_run:
                raise OnlyTried
    except OnlyTried:
        pass
    return arrivals.result()


def export_csv(desk: Desk, out: TextIO) -> int:
    """Write every finished session as CSV, by start; how many they were."""
    return _export(desk, out, lambda unit, spool: csv.write(spool, _records(unit)))


def export_timewarrior(desk: Desk, out: TextIO) -> int:
    """Write every finished session as Timewarrior's export, by start; how many they were."""
    return _export(desk, out, lambda unit, spool: timewarrior.write(spool, _records(unit)))


def export_json(desk: Desk, out: TextIO) -> int:
    """Write every table as JSON; how many rows there were."""
    return _export(desk, out, lambda unit, spool: json.write(spool, store.tables(unit)))


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


def _export(desk: Desk, out: TextIO, write: Callable[[Unit, TextIO], int]) -> int:
    # A reader such as `less` may take its time; the file must not stay locked meanwhile.
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as spool:
        with desk.store.reading() as unit:
            count = write(unit, spool)
        spool.seek(0)
        shutil.copyfileobj(spool, out)
    return count


def _records(unit: Unit) -> Iterator[Record]:
    for start, end, seconds, zone, what, kind, note, uid in store.finished_sessions(unit):
        offset = timedelta(seconds=seconds)
        yield Record(
            start=datetime.fromisoformat(start).astimezone(timezone(offset)),
            end=datetime.fromisoformat(end).astimezone(timezone(offset)),
            offset=offset,
            zone=zone,
            what=what,
            kind=kind,
            note=note,
            uid=uid,
        )
