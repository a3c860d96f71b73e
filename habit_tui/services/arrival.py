"""Rows of another program's file on their way into the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from zoneinfo import ZoneInfo

from habit_tui.domain.clock import resolve, wall_on
from habit_tui.domain.dates import day_name_with_year
from habit_tui.domain.entry import Placed, offset_of, placed_between
from habit_tui.domain.errors import CannotBeDone, HabitError, NotUnderstood
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import Status, starts_by_session
from habit_tui.domain.plan import Candidate
from habit_tui.domain.routine import in_force
from habit_tui.domain.session import Session
from habit_tui.domain.streak import Verdict
from habit_tui.domain.words import clean, clock, quoted
from habit_tui.exchange.record import Broken, Daily, Found, Ignored, Record
from habit_tui.services import leave, streak, verdict
from habit_tui.services.desk import Desk
from habit_tui.services.match import WHAT_LIMIT, kind_of, match_resource, meant
from habit_tui.services.session import NOTE_LIMIT, named
from habit_tui.store import path as path_store
from habit_tui.store import routine as routine_store
from habit_tui.store import session as session_store
from habit_tui.store import transfer as store
from habit_tui.store.store import Unit
from habit_tui.system import tzdata


class OnlyTried(Exception):
    """Leaves a unit of work so that nothing of it stays."""


PROBLEMS_TOLD = 10_000
"""Problems an import remembers; the rest are only counted, so that memory stays bounded."""

GROUPS_TOLD = 1_000
"""Groups an import tells apart; what belongs to further ones is counted under no name."""

UID_LIMIT = 64

_PLACES_TRIED = 50


@dataclass(slots=True)
class Group:
    """What was kept under one project, tag, habit or WHAT, and the resource it belongs to, if any."""

    name: str
    resource: str
    sessions: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: rows kept, rows skipped, and the line and reason of each problem.

    Rows that were there already are skipped without being a problem. The problems are at most
    `PROBLEMS_TOLD`. `days`, `minutes` and the study days `first` to `last` are of the rows kept; `groups`
    tell them apart, the longest first. `verdicts` counts the days that are judged differently now, `gaps`
    those without a session, from the first one kept until the record began, that would be missed or
    frozen without a leave, and `frozen` those of them that a freeze would cover.
    """

    kept: int
    skipped: int
    problems: tuple[tuple[int, str], ...]
    already_there: int
    days: int = 0
    minutes: int = 0
    groups: tuple[Group, ...] = field(default=())
    first: date | None = None
    last: date | None = None
    verdicts: int = 0
    gaps: int = 0
    frozen: int = 0


GAP_REASON = "not yet with habit_tui"


class Arrivals:
    """The rows of one import on their way into the store.

    `resources` holds the title of a resource by the label, in lower case, whose sessions belong to it.
    """

    def __init__(
        self,
        unit: Unit,
        desk: Desk,
        now: datetime,
        source: str,
        *,
        overlap: bool = False,
        resources: Mapping[str, str] | None = None,
    ) -> None:
        self.kept = self.skipped = self.already_there = self.minutes = 0
        self.problems: list[tuple[int, str]] = []
        self._unit = unit
        self._desk = desk
        self._now = now
        self._source = source
        self._overlap = overlap
        self._before_id = store.newest_id(unit) + 1
        self._resources = path_store.candidates(unit)
        self._resource_of = {each.id: each for each in self._resources}
        self._chosen = {label: _chosen(title, self._resources) for label, title in (resources or {}).items()}
        self._seen: set[str] = set()
        self._match = lru_cache(maxsize=10_000)(self._matched)
        self._routines = routine_store.all_versions(unit)
        self._today = desk.study_day(now)
        self._before = streak.whole_fold(unit, desk, self._today)
        self._verdicts = self._gaps = self._frozen = 0
        self._starts: dict[int, date] = {}
        self._days: set[date] = set()
        self._groups: dict[tuple[str, int], Group] = {}

    def take(self, line: int, found: Found) -> None:
        """Keep a row, or tell why not."""
        match found:
            case Record() | Daily():
                self._take(line, found)
            case Broken(reason):
                self._skip(line, reason)
            case Ignored(column):
                self._tell(line, f"the column {quoted(column)} is not known and was left out")

    def finish(self, *, gaps_as_leave: bool = False) -> None:
        """Date the starts of the resources that were studied, judge the days anew, remember the streak.

        `gaps_as_leave` takes off the days that the routine asks for only because older sessions came.
        """
        for label in self._chosen.keys() - self._seen:
            self._tell(0, f"no row is filed under {quoted(label)}, which --map names")
        for resource_id, day in sorted(self._starts.items()):
            path_store.change_status(self._unit, resource_id, Status.STARTED, day)
        if self._days:
            folded = streak.whole_fold(self._unit, self._desk, self._today)
            gaps = verdict.gaps(self._before, folded)
            self._gaps = len(gaps)
            self._frozen = sum(day.verdict is Verdict.FROZEN for day in gaps)
            if gaps and gaps_as_leave:
                leave.fill(self._unit, [day.study_day for day in gaps], GAP_REASON)
                folded = streak.whole_fold(self._unit, self._desk, self._today)
            self._verdicts = len(verdict.changes(self._before, folded))
            streak.remember(self._unit, self._desk, self._today, folded)

    def result(self) -> Imported:
        """The tallies."""
        groups = sorted(self._groups.values(), key=lambda group: (-group.minutes, group.name))
        return Imported(
            self.kept,
            self.skipped,
            tuple(self.problems),
            self.already_there,
            len(self._days),
            self.minutes,
            tuple(groups),
            min(self._days, default=None),
            max(self._days, default=None),
            self._verdicts,
            self._gaps,
            self._frozen,
        )

    def _take(self, line: int, found: Record | Daily) -> None:
        try:
            session = self._session(found) if isinstance(found, Record) else self._session_of_day(found)
            has_uid = isinstance(found, Record) and bool(found.uid)
            if session is None or self._is_there(session, found):
                self.skipped += 1
                self.already_there += 1
                return
            self._refuse_overlap(session, has_uid=has_uid)
        except HabitError as error:
            self._skip(line, str(error))
            return
        session_store.insert(self._unit, session)
        self._count(session, _labels(found))

    def _count(self, session: Session, labels: tuple[str, ...]) -> None:
        self.kept += 1
        self.minutes += session.minutes
        day = session.study_day
        self._days.add(day)
        resource = self._resource_of.get(session.resource_id or 0)
        if resource is not None and starts_by_session(resource.status, resource.since, day):
            self._starts[resource.id] = min(day, self._starts.get(resource.id, day))
        key = labels[0], session.resource_id or 0
        if key not in self._groups and len(self._groups) >= GROUPS_TOLD:
            key = "", 0
        group = self._groups.setdefault(key, Group(key[0], "" if resource is None else resource.title))
        group.sessions += 1
        group.minutes += session.minutes

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
        self._refuse_future(placed.end, zone)
        uid = own_uid(record.uid) if record.uid else self._uid(record.key or _told_by(record))
        return self._made(uid, placed, zone, record.what, record.kind, record.note, record, self._source)

    def _session_of_day(self, daily: Daily) -> Session | None:
        """The session of a day that does not say when; None when it is there already."""
        uid = self._uid(daily.key)
        known = store.by_uid(self._unit, uid)
        if known is not None:
            if (known.study_day, known.minutes) != (daily.day, daily.minutes):
                raise CannotBeDone(
                    f"{named(known, self._desk.dates)} differs from it here and stays as it is"
                )
            return None
        zone = self._desk.zone
        placed = self._free_place(daily, zone)
        source = f"{self._source}, day only"
        return self._made(uid, placed, zone, daily.what, "", daily.note, daily, source)

    def _made(
        self,
        uid: str,
        placed: Placed,
        zone: ZoneInfo,
        what: str,
        kind: str,
        note: str,
        found: Record | Daily,
        source: str,
    ) -> Session:
        what = clean(what, WHAT_LIMIT, "WHAT")
        resource_id, kind_by_resource = self._resource(what, _labels(found))
        return Session(
            id=0,
            uid=uid,
            start=placed.start,
            end=placed.end,
            minutes=placed.minutes,
            zone=zone.key,
            utc_offset=placed.utc_offset,
            study_day=placed.study_day,
            what=what,
            kind=_kind(kind.casefold()) if kind else kind_by_resource,
            note=clean(note, NOTE_LIMIT, "note"),
            source=source,
            resource_id=resource_id,
        )

    def _free_place(self, daily: Daily, zone: ZoneInfo) -> Placed:
        """The day's window, or after what fills its beginning already."""
        starts_at = self._desk.settings.day_starts_at
        window = in_force(self._routines, daily.day).window
        start = resolve(wall_on(daily.day, window.start, starts_at), zone).instant
        for _ in range(_PLACES_TRIED):
            placed = placed_between(start, start + timedelta(minutes=daily.minutes), zone, starts_at)
            if placed.study_day != daily.day:
                break
            self._refuse_future(placed.end, zone)
            other = store.overlapping(self._unit, placed.start, placed.end, store.ANY_ID)
            if other is None:
                return placed
            if other.end is None:
                break
            start = other.end
        raise CannotBeDone(
            f"{daily.day} has no room left for {daily.minutes} minutes of {quoted(daily.what)}"
        )

    def _refuse_future(self, end: datetime, zone: ZoneInfo) -> None:
        if end > self._now:
            wall = end.astimezone(zone)
            raise CannotBeDone(
                f"it ends in the future ({day_name_with_year(wall.date(), self._desk.dates)} {clock(wall)})"
            )

    def _resource(self, what: str, labels: tuple[str, ...]) -> tuple[int | None, Kind]:
        """The resource a label is mapped to, else the one WHAT names, else the one a label names."""
        if self._chosen:
            for label in labels:
                if label.casefold() in self._chosen:
                    self._seen.add(label.casefold())
                    chosen = self._chosen[label.casefold()]
                    return chosen, kind_of(chosen, self._resources)
        for words in (what, *labels):
            found = self._match(words)
            if found[0] is not None:
                return found
        return None, Kind.STUDY

    def _matched(self, what: str) -> tuple[int | None, Kind]:
        found = meant(what, self._resources)
        return found.match.id, found.kind

    def _uid(self, key: str) -> str:
        """A uid that the same row always gets, and rows of other programs do not."""
        told = key if self._source == "csv" else f"{self._source}\0{key}"
        return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def _is_there(self, session: Session, found: Record | Daily) -> bool:
        own = isinstance(found, Record) and bool(found.uid)
        known = store.by_uid(self._unit, session.uid)
        if known is None:
            return store.has_same(self._unit, session, self._before_id if own else store.ANY_ID)
        if own and _told(known) != _told(session):
            raise CannotBeDone(f"{named(known, self._desk.dates)} has the same uid and stays as it is")
        if isinstance(found, Record) and found.key and _told(known)[:4] != _told(session)[:4]:
            raise CannotBeDone(f"{named(known, self._desk.dates)} differs from it here and stays as it is")
        return True

    def _refuse_overlap(self, session: Session, *, has_uid: bool) -> None:
        if self._overlap or session.end is None:
            return
        before_id = self._before_id if has_uid else store.ANY_ID
        other = store.overlapping(self._unit, session.start, session.end, before_id)
        if other is not None:
            raise CannotBeDone(f"it overlaps {named(other, self._desk.dates)}; --overlap keeps it")


def _labels(found: Record | Daily) -> tuple[str, ...]:
    """What --map can name a row by, what it is told apart by first."""
    labels = found.labels if isinstance(found, Record) else ()
    return labels or (found.what,)


def _chosen(title: str, resources: tuple[Candidate, ...]) -> int:
    """The resource that --map names; NotUnderstood unless it is one."""
    found = match_resource(title, resources)
    if found.id is None:
        rivals = f": it could be {', '.join(map(quoted, found.rivals[:3]))}" if found.rivals else ""
        raise NotUnderstood(f"--map: {quoted(title)} names no resource of your paths{rivals}")
    return found.id


def _told(session: Session) -> tuple[object, ...]:
    """What a row tells of a session; only our own rows always tell zone and kind."""
    return session.start, session.end, session.what, session.note, session.zone, session.kind


def _told_by(record: Record) -> str:
    texts = (record.what, record.kind, record.note, record.zone)
    return "\0".join((record.start.isoformat(), record.end.isoformat(), *texts))


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
        raise NotUnderstood("its offset is not this zone's; name the zone in the column zone, or --zone")
    return tzdata.zone(name)


def _kind(word: str) -> Kind:
    if word not in list(Kind):
        raise NotUnderstood(f"{quoted(word)} is no kind; there are {', '.join(Kind)}")
    return Kind(word)


def own_uid(uid: str) -> str:
    """The uid a row of ours brings; NotUnderstood when it does not look like one."""
    if len(uid) > UID_LIMIT or not (uid.isascii() and uid.replace("-", "").isalnum()):
        raise NotUnderstood(f"{quoted(uid)} is no uid: letters, digits and hyphens, at most 64")
    return uid
