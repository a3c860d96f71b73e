"""Ways in and out: sessions from CSV, sessions to CSV, everything to JSON."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from hashlib import sha256
from typing import TextIO
from zoneinfo import ZoneInfo

from habit_tui.domain.entry import offset_of, placed_between
from habit_tui.domain.errors import CannotBeDone, HabitError, NotUnderstood
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import Status, starts_by_session
from habit_tui.domain.session import Session
from habit_tui.domain.words import clean, clock, day_name_with_year, plural, quoted
from habit_tui.exchange import csv, json
from habit_tui.exchange.csv import Broken, Ignored, Record
from habit_tui.services import streak
from habit_tui.services.desk import Desk
from habit_tui.services.session import NOTE_LIMIT, WHAT_LIMIT, kind_of, match_resource, named
from habit_tui.store import path as path_store
from habit_tui.store import session as session_store
from habit_tui.store import transfer as store
from habit_tui.store.store import Unit
from habit_tui.system import tzdata

SOURCE = "csv"
"""Where an imported session says it came from."""

PROBLEMS_TOLD = 10_000
"""Problems an import remembers; the rest are only counted, so that memory stays bounded."""

UID_LIMIT = 64


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: rows kept, rows skipped, and the line and reason of each problem.

    Rows that were there already are skipped without being a problem. The problems are at most
    `PROBLEMS_TOLD`.
    """

    kept: int
    skipped: int
    problems: tuple[tuple[int, str], ...]
    already_there: int


class _OnlyTried(Exception):
    """Leaves a unit of work so that nothing of it stays."""


def import_csv(
    desk: Desk, file: str, now: datetime, *, overlap: bool = False, dry_run: bool = False
) -> Imported:
    """Read sessions from a CSV file, in one transaction and one change.

    A row is skipped, with its line and the reason, when it is no session, ends in the future or overlaps
    another session (unless `overlap`); a session that is there already is skipped quietly, so that importing
    twice changes nothing. Rows with a `uid` come from an export: they are judged by the sessions from before
    this import only, because their overlaps were accepted when they were written. With `dry_run` nothing
    stays. Raises CannotBeDone, with nothing changed, for a file that is no such table.
    """
    try:
        with desk.store.writing(now, desk.door, "import") as unit:
            arrivals = _Arrivals(unit, desk, now, overlap)
            for line, found in csv.read(file):
                arrivals.take(line, found)
            arrivals.finish()
            sessions = plural(arrivals.kept, "session", "sessions")
            unit.describe(f"imported {sessions} from {quoted(os.path.basename(file))}")
            if dry_run:
                raise _OnlyTried
    except _OnlyTried:
        pass
    return arrivals.result()


def export_csv(desk: Desk, out: TextIO) -> int:
    """Write every finished session as CSV, by start; how many they were."""

    def write(unit: Unit, spool: TextIO) -> int:
        return csv.write(spool, _records(unit))

    return _export(desk, out, write)


def export_json(desk: Desk, out: TextIO) -> int:
    """Write every table as JSON; how many rows there were."""

    def write(unit: Unit, spool: TextIO) -> int:
        return json.write(spool, store.tables(unit))

    return _export(desk, out, write)


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


class _Arrivals:
    """The rows of one import on their way into the store."""

    def __init__(self, unit: Unit, desk: Desk, now: datetime, overlap: bool) -> None:
        self.kept = self.skipped = self.already_there = 0
        self.problems: list[tuple[int, str]] = []
        self._unit = unit
        self._desk = desk
        self._now = now
        self._overlap = overlap
        self._before_id = store.newest_id(unit) + 1
        self._resources = path_store.candidates(unit)
        self._resource_of = {each.id: each for each in self._resources}
        self._match = lru_cache(maxsize=10_000)(self._matched)
        self._first_day: date | None = None
        self._starts: dict[int, date] = {}

    def take(self, line: int, found: Record | Broken | Ignored) -> None:
        """Keep a row, or tell why not."""
        match found:
            case Record():
                self._take(line, found)
            case Broken(reason):
                self._skip(line, reason)
            case Ignored(column):
                self._tell(line, f"the column {quoted(column)} is not known and was left out")

    def finish(self) -> None:
        """Date the starts of the resources that were studied, and remember the streak so far."""
        for resource_id, day in sorted(self._starts.items()):
            path_store.change_status(self._unit, resource_id, Status.STARTED, day)
        if self._first_day is not None:
            today = self._desk.study_day(self._now)
            folded = streak.recent_fold(self._unit, self._desk, today, min(self._first_day, today))
            streak.remember(self._unit, self._desk, today, folded)

    def result(self) -> Imported:
        """The tallies."""
        return Imported(self.kept, self.skipped, tuple(self.problems), self.already_there)

    def _take(self, line: int, found: Record) -> None:
        try:
            session = self._session(found)
            if self._is_there(session, has_uid=bool(found.uid)):
                self.skipped += 1
                self.already_there += 1
                return
            self._refuse_overlap(session, has_uid=bool(found.uid))
        except HabitError as error:
            self._skip(line, str(error))
            return
        session_store.insert(self._unit, session)
        self.kept += 1
        day = session.study_day
        self._first_day = min(day, self._first_day or day)
        resource = self._resource_of.get(session.resource_id or 0)
        if resource is not None and starts_by_session(resource.status, resource.since, day):
            self._starts[resource.id] = min(day, self._starts.get(resource.id, day))

    def _skip(self, line: int, reason: str) -> None:
        self.skipped += 1
        self._tell(line, reason)

    def _tell(self, line: int, reason: str) -> None:
        if len(self.problems) < PROBLEMS_TOLD:
            self.problems.append((line, reason))

    def _session(self, record: Record) -> Session:
        """The session a row tells of; raises HabitError with the reason when it cannot be one."""
        zone = _zone(record, self._desk.zone)
        placed = placed_between(record.start, record.end, zone, self._desk.settings.day_starts_at)
        if placed.end > self._now:
            wall = placed.end.astimezone(zone)
            raise CannotBeDone(f"it ends in the future ({day_name_with_year(wall.date())} {clock(wall)})")
        what = clean(record.what, WHAT_LIMIT, "WHAT")
        resource_id, kind = self._match(what)
        return Session(
            id=0,
            uid=_uid(record),
            start=placed.start,
            end=placed.end,
            minutes=placed.minutes,
            zone=zone.key,
            utc_offset=placed.utc_offset,
            study_day=placed.study_day,
            what=what,
            kind=_kind(record.kind.casefold()) if record.kind else kind,
            note=clean(record.note, NOTE_LIMIT, "note"),
            source=SOURCE,
            resource_id=resource_id,
        )

    def _matched(self, what: str) -> tuple[int | None, Kind]:
        resource_id = match_resource(what, self._resources).id
        return resource_id, kind_of(resource_id, self._resources)

    def _is_there(self, session: Session, *, has_uid: bool) -> bool:
        known = store.by_uid(self._unit, session.uid)
        if known is None:
            return store.has_same(self._unit, session, self._before_id if has_uid else store.ANY_ID)
        if has_uid and _told(known) != _told(session):
            raise CannotBeDone(f"{named(known)} has the same uid and stays as it is")
        return True

    def _refuse_overlap(self, session: Session, *, has_uid: bool) -> None:
        if self._overlap or session.end is None:
            return
        before_id = self._before_id if has_uid else store.ANY_ID
        other = store.overlapping(self._unit, session.start, session.end, before_id)
        if other is not None:
            raise CannotBeDone(f"it overlaps {named(other)}")


def _told(session: Session) -> tuple[object, ...]:
    """What a row of CSV tells of a session."""
    return session.start, session.end, session.zone, session.what, session.kind, session.note


def _zone(record: Record, here: ZoneInfo) -> ZoneInfo:
    """The zone a row was written in: its own, else this desk's if the clock can have stood so there.

    Otherwise a zone of that fixed offset, which the tz database has for whole hours.
    """
    if record.zone:
        return tzdata.zone(record.zone)
    if record.offset is None or record.offset == timedelta(seconds=offset_of(record.start, here)):
        return here
    hours, rest = divmod(record.offset, timedelta(hours=1))
    # POSIX signs: Etc/GMT-5 is five hours ahead of Greenwich.
    name = f"Etc/GMT{-hours:+}" if hours else "Etc/UTC"
    if rest or not tzdata.is_zone(name):
        raise NotUnderstood("its offset is not this zone's; name the zone in the column zone")
    return tzdata.zone(name)


def _kind(word: str) -> Kind:
    if word not in list(Kind):
        raise NotUnderstood(f"{quoted(word)} is no kind; there are {', '.join(Kind)}")
    return Kind(word)


def _uid(record: Record) -> str:
    """The row's own uid, else one that the same row always gets."""
    if record.uid:
        if len(record.uid) > UID_LIMIT or not (
            record.uid.isascii() and record.uid.replace("-", "").isalnum()
        ):
            raise NotUnderstood(f"{quoted(record.uid)} is no uid: letters, digits and hyphens, at most 64")
        return record.uid
    told = (
        record.start.isoformat(),
        record.end.isoformat(),
        record.what,
        record.kind,
        record.note,
        record.zone,
    )
    return sha256("\0".join(told).encode()).hexdigest()[:32]
