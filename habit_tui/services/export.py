"""Ways out: the sessions to formats of others, everything to JSON."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from typing import TextIO, TypeVar

from habit_tui.domain.clock import resolve, wall_on
from habit_tui.domain.progress import Progress
from habit_tui.domain.routine import Routine, in_force
from habit_tui.exchange import csv, ics, json, markdown, timewarrior
from habit_tui.exchange.ics import Repeat
from habit_tui.exchange.markdown import Day
from habit_tui.exchange.record import Record
from habit_tui.services.desk import Desk
from habit_tui.store import path as path_store
from habit_tui.store import routine as routine_store
from habit_tui.store import transfer as store
from habit_tui.store.store import Unit
from habit_tui.system import tzdata

T = TypeVar("T")

TOLD_EVERY = 500


def export_csv(desk: Desk, out: TextIO, progress: Progress | None = None) -> int:
    """Write every finished session as CSV, by start; how many they were."""
    return _export(desk, out, lambda unit, spool: csv.write(spool, _records(unit, progress)))


def export_timewarrior(desk: Desk, out: TextIO, progress: Progress | None = None) -> int:
    """Write every finished session as Timewarrior's export, by start; how many they were."""
    return _export(desk, out, lambda unit, spool: timewarrior.write(spool, _records(unit, progress)))


def export_json(desk: Desk, out: TextIO, progress: Progress | None = None) -> int:
    """Write every table as JSON; how many rows there were."""

    def write(unit: Unit, spool: TextIO) -> int:
        tables = store.tables(unit)
        return json.write(
            spool,
            ((name, _told(rows, unit, progress) if name == "session" else rows) for name, rows in tables),
        )

    return _export(desk, out, write)


def export_ics(
    desk: Desk, out: TextIO, now: datetime, *, routine: bool = False, progress: Progress | None = None
) -> int:
    """Write every finished session as a calendar, by start; how many they were.

    With `routine` the calendar also holds the routine from today on, version by version, with alarms.
    """

    def write(unit: Unit, spool: TextIO) -> int:
        repeats = list(_repeats(unit, desk, now)) if routine else []
        return ics.write(spool, _records(unit, progress), repeats, now)

    return _export(desk, out, write)


def export_markdown(desk: Desk, out: TextIO, progress: Progress | None = None) -> int:
    """Write every finished session as a log to read, the newest day first; how many they were."""
    return _export(desk, out, lambda unit, spool: markdown.write(spool, _days(unit, progress), desk.dates))


def _export(desk: Desk, out: TextIO, write: Callable[[Unit, TextIO], int]) -> int:
    # A reader such as `less` may take its time; the file must not stay locked meanwhile.
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as spool:
        with desk.store.reading() as unit:
            count = write(unit, spool)
        spool.seek(0)
        shutil.copyfileobj(spool, out)
    return count


def _told(
    rows: Iterable[T], unit: Unit, progress: Progress | None, sessions: Callable[[T], int] = lambda _row: 1
) -> Iterator[T]:
    """The rows, telling on the way how many sessions have gone by."""
    if progress is None:
        yield from rows
        return
    done, told, whole = 0, 0, store.finished_count(unit)
    for row in rows:
        yield row
        done += sessions(row)
        if done - told >= TOLD_EVERY:
            told = done
            progress(done, whole)


def _records(unit: Unit, progress: Progress | None) -> Iterator[Record]:
    rows = _told(store.finished_sessions(unit), unit, progress)
    for start, end, seconds, zone, what, kind, note, uid in rows:
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


def _days(unit: Unit, progress: Progress | None) -> Iterator[Day]:
    for day, sessions in _told(store.finished_by_day(unit), unit, progress, lambda found: len(found[1])):
        shown = [
            replace(
                each,
                start=each.start.astimezone(tzdata.zone(each.zone)),
                end=None if each.end is None else each.end.astimezone(tzdata.zone(each.zone)),
            )
            for each in sessions
        ]
        yield Day(day, tuple(shown))


def _repeats(unit: Unit, desk: Desk, now: datetime) -> Iterator[Repeat]:
    """The routine from today on: each version's slots, or its window where it has none, until the next."""
    today = desk.study_day(now)
    versions = routine_store.all_versions(unit)
    names = {path.id: path.name for path in path_store.all_paths(unit)}
    present = in_force(versions, today)
    later = (version for version in versions if version.effective_from > today and version != present)
    # The first version also applies before itself.
    coming = [replace(present, effective_from=today), *later]
    for version, after in zip(coming, [*coming[1:], None], strict=True):
        starts_at = desk.settings.day_starts_at
        until = None
        if after is not None:
            until = resolve(wall_on(after.effective_from, starts_at, starts_at), desk.zone).instant
            until -= timedelta(seconds=1)
        for block in _blocks(version, names):
            day = _first_on(block.weekdays, version.effective_from)
            wall = wall_on(day, block.start, starts_at)
            if until is not None and resolve(wall, desk.zone).instant > until:
                continue
            # A block after midnight lies on the next date's weekday.
            shift = (wall.date() - day).days
            yield Repeat(
                uid=f"routine-{version.id}-{block.name}",
                summary=block.summary,
                first=wall.replace(tzinfo=desk.zone),
                minutes=block.minutes,
                weekdays=frozenset((weekday + shift) % 7 for weekday in block.weekdays),
                until=until,
            )


@dataclass(frozen=True, slots=True)
class _Block:
    """What a version asks for on some weekdays."""

    name: str
    summary: str
    start: time
    minutes: int
    weekdays: frozenset[int]


def _blocks(version: Routine, names: Mapping[int, str]) -> Iterator[_Block]:
    for slot in version.slots:
        summary = names.get(slot.path_id or 0) or slot.kind.value
        yield _Block(f"slot-{slot.id}", f"Study: {summary}", slot.start, slot.minutes, slot.weekdays)
    if version.slots:
        return
    days = frozenset(day for day, target in enumerate(version.targets) if target)
    if days:
        window = version.window
        length = datetime.combine(date.min, window.end) - datetime.combine(date.min, window.start)
        minutes = length // timedelta(minutes=1) % 1440 or 1440
        yield _Block("window", "Study", window.start, minutes, days)


def _first_on(weekdays: frozenset[int], day: date) -> date:
    return next(
        later for later in (day + timedelta(days=ahead) for ahead in range(7)) if later.weekday() in weekdays
    )
