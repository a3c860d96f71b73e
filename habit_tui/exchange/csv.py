"""Sessions as CSV: one row a session, in text that no spreadsheet takes for a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TextIO
from zoneinfo import ZoneInfo

import pendulum

from habit_tui.domain.clock import resolve
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.words import quoted
from habit_tui.exchange import table
from habit_tui.exchange.record import Broken, Ignored, Reading, Record, Rows, Source

COLUMNS = ("start", "end", "zone", "what", "kind", "note", "uid")
KNOWN = frozenset({*COLUMNS, "minutes"})

_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?(?P<offset>Z|[+-]\d\d(:?\d\d)?)?"
    r"|\d{8}T\d{4}(\d\d([.,]\d{1,9})?)?(?P<basic>Z|[+-]\d\d(:?\d\d)?)?",
    re.ASCII,
)
_EARLIEST, _LATEST = 1970, 2199


def read(source: Source, reading: Reading) -> Rows:
    """Read the sessions of a table, one a row.

    The first row names the columns, in any order: `start` and `end` or `minutes` must be there, `zone`,
    `what`, `kind`, `note` and `uid` may; others are ignored and come first. Commas, semicolons or tabs part
    the cells. Times without a UTC offset are read in the row's zone, or else in the one of the reading.
    Raises CannotBeDone for a file that is no such table.
    """
    columns: list[str] = []
    for line, cells in table.rows(source):
        if not columns:
            columns = _columns(cells, source.name)
            yield from ((line, Ignored(column)) for column in columns if column not in KNOWN)
        elif len(cells) != len(columns):
            yield line, table.uneven(len(cells), len(columns))
        else:
            yield line, _record(dict(zip(columns, cells, strict=True)), reading.zone)
    if not columns:
        raise CannotBeDone(f"{source.name} is empty")


def write(out: TextIO, records: Iterable[Record]) -> int:
    """Write the sessions under a row of column names; how many they were."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    for record in records:
        texts = (record.zone, record.what, record.kind, record.note, record.uid)
        writer.writerow((_instant_text(record.start), _instant_text(record.end), *map(_guarded, texts)))
        count += 1
    return count


def _columns(cells: Sequence[str], name: str) -> list[str]:
    columns = [cell.strip().casefold() for cell in cells]
    if "start" not in columns or not {"end", "minutes"} & set(columns):
        raise CannotBeDone(
            f"the first line of {name} must name the columns start and end (or minutes), "
            "and may name zone, what, kind, note and uid"
        )
    twice = next((column for column in columns if column in KNOWN and columns.count(column) > 1), None)
    if twice is not None:
        raise CannotBeDone(f"{name} has the column {twice} twice")
    return columns


def _record(cells: dict[str, str], here: ZoneInfo) -> Record | Broken:
    """The session of a row, or the reason it is none."""

    def text(column: str) -> str:
        return _unguarded(cells.get(column, "").strip())

    try:
        zone = _zone(text("zone"), here)
        start, offset = _instant(text("start"), "start", zone)
        return Record(
            start=start,
            end=_end(start, text("end"), text("minutes"), zone),
            offset=offset,
            zone=text("zone"),
            what=text("what"),
            kind=text("kind"),
            note=text("note"),
            uid=text("uid"),
        )
    except NotUnderstood as error:
        return Broken(str(error))


def _end(start: datetime, end: str, minutes: str, zone: ZoneInfo) -> datetime:
    if not minutes:
        return _instant(end, "end", zone)[0]
    if not (minutes.isascii() and minutes.isdigit() and len(minutes) <= 5):
        raise NotUnderstood(f"minutes must be a whole number, not {quoted(minutes)}")
    after = start + timedelta(minutes=int(minutes))
    if end and abs(_instant(end, "end", zone)[0] - after) >= timedelta(minutes=1):
        raise NotUnderstood(f"{minutes} minutes do not lead from the start to the end")
    return _instant(end, "end", zone)[0] if end else after


def _zone(name: str, here: ZoneInfo) -> ZoneInfo:
    """The zone a row's wall times are of; whether there is one of that name is judged with the record."""
    try:
        return ZoneInfo(name) if name else here
    except (ValueError, KeyError, OSError):
        return here


def _instant(text: str, column: str, zone: ZoneInfo) -> tuple[datetime, timedelta | None]:
    """The instant, and the offset it was written with unless that is "Z" or a wall time of the zone."""
    shape = _INSTANT.fullmatch(text)
    if not text:
        raise NotUnderstood(f"the {column} is missing")
    if shape is None:
        raise NotUnderstood(f"the {column} {quoted(text)} is no instant such as 2026-11-22T05:10:00+01:00")
    offset = shape["offset"] or shape["basic"]
    try:
        read = pendulum.parse(text)
    except (ValueError, TypeError, OverflowError) as error:
        raise NotUnderstood(f"the {column} {quoted(text)} is not in the calendar") from error
    if not isinstance(read, pendulum.DateTime) or not _EARLIEST <= read.year <= _LATEST:
        raise NotUnderstood(f"the {column} {quoted(text)} is not between the years {_EARLIEST} and {_LATEST}")
    if not offset:
        wall = datetime(read.year, read.month, read.day, read.hour, read.minute, read.second)  # noqa: DTZ001
        return resolve(wall, zone).instant, None
    instant = datetime.fromtimestamp(read.int_timestamp, UTC)
    return instant, None if offset == "Z" else read.utcoffset()


def _instant_text(instant: datetime) -> str:
    """ISO text with the instant's own offset, or in UTC where ISO cannot write that offset."""
    offset = instant.utcoffset()
    whole = offset is not None and not offset % timedelta(minutes=1)
    return (instant if whole else instant.astimezone(UTC)).isoformat(timespec="seconds")


def _guarded(text: str) -> str:
    """Text behind an apostrophe where a spreadsheet would calculate it, or the text has one there itself."""
    return f"'{text}" if text.lstrip("'").startswith(("=", "+", "-", "@")) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _guarded(text) != text else text
