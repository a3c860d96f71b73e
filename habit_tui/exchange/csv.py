"""Sessions as CSV: one row a session, in text that no spreadsheet takes for a formula."""

import csv
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO

import pendulum

from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.words import plural, quoted

COLUMNS = ("start", "end", "zone", "what", "kind", "note", "uid")
KNOWN = frozenset({*COLUMNS, "minutes"})
LONGEST_LINE = 200_000
"""Characters of a line; the longest note fits several times over."""

_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?(?P<offset>Z|[+-]\d\d(:?\d\d)?)?"
    r"|\d{8}T\d{4}(\d\d([.,]\d{1,9})?)?(?P<basic>Z|[+-]\d\d(:?\d\d)?)?",
    re.ASCII,
)
_EARLIEST, _LATEST = 1970, 2199


@dataclass(frozen=True, slots=True)
class Record:
    """A session as its row tells it: aware instants to the second, texts without blank edges.

    `zone`, `kind` and `uid` are empty when the row does not say. `offset` is the UTC offset its start was
    written with, None for "Z", which names an instant without saying where the clock stood.
    """

    start: datetime
    end: datetime
    offset: timedelta | None
    zone: str = ""
    what: str = ""
    kind: str = ""
    note: str = ""
    uid: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that is no session, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """A column that means nothing here."""

    column: str


def read(file: str) -> Iterator[tuple[int, Record | Broken | Ignored]]:
    """Read the sessions of a file row by row: the line each begins on, and the session or why it is none.

    The first row names the columns, in any order: `start` and `end` or `minutes` must be there, `zone`,
    `what`, `kind`, `note` and `uid` may; others are ignored and come first. Commas, semicolons or tabs part
    the cells. Raises CannotBeDone for a file that is no such table.
    """
    path = Path(file)
    name = quoted(path.name)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise CannotBeDone(f"{quoted(file)} is not a file")
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from _records(stream, name)
    except OSError as error:
        raise CannotBeDone(f"{quoted(file)} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CannotBeDone(f"{name} is not text in UTF-8") from error


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


def _records(stream: TextIO, name: str) -> Iterator[tuple[int, Record | Broken | Ignored]]:
    lines = _lines(stream, name)
    header = next(lines, "")
    rows = csv.reader(_chain(header, lines), delimiter=_delimiter(header), strict=True)
    columns: list[str] = []
    begins = 1
    try:
        for cells in rows:
            if not columns:
                columns = _columns(cells, name)
                yield from ((begins, Ignored(column)) for column in columns if column not in KNOWN)
            elif any(cell.strip() for cell in cells):
                yield begins, _record(dict(zip(columns, cells, strict=False)), len(columns), len(cells))
            begins = rows.line_num + 1
    except csv.Error as error:
        raise CannotBeDone(f"{name} is not CSV: {error} (line {begins})") from error
    if not columns:
        raise CannotBeDone(f"{name} is empty")


def _lines(stream: TextIO, name: str) -> Iterator[str]:
    """The lines, none of them longer than memory should hold."""
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            raise CannotBeDone(f"line {number} of {name} is longer than {LONGEST_LINE} characters")
        if "\0" in line:
            raise CannotBeDone(f"{name} is not text: line {number} holds a NUL character")
        yield line


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
    yield from rest


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


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


def _record(cells: dict[str, str], wanted: int, found: int) -> Record | Broken:
    """The session of a row, or the reason it is none."""
    if wanted != found:
        return Broken(f"it has {plural(found, 'cell', 'cells')}, but the first line names {wanted} columns")

    def text(column: str) -> str:
        return _unguarded(cells.get(column, "").strip())

    try:
        start, offset = _instant(text("start"), "start")
        return Record(
            start=start,
            end=_end(start, text("end"), text("minutes")),
            offset=offset,
            zone=text("zone"),
            what=text("what"),
            kind=text("kind"),
            note=text("note"),
            uid=text("uid"),
        )
    except NotUnderstood as error:
        return Broken(str(error))


def _end(start: datetime, end: str, minutes: str) -> datetime:
    if not minutes:
        return _instant(end, "end")[0]
    if not (minutes.isascii() and minutes.isdigit() and len(minutes) <= 5):
        raise NotUnderstood(f"minutes must be a whole number, not {quoted(minutes)}")
    after = start + timedelta(minutes=int(minutes))
    if end and abs(_instant(end, "end")[0] - after) >= timedelta(minutes=1):
        raise NotUnderstood(f"{minutes} minutes do not lead from the start to the end")
    return _instant(end, "end")[0] if end else after


def _instant(text: str, column: str) -> tuple[datetime, timedelta | None]:
    """The instant, and the offset it was written with unless that is "Z"."""
    shape = _INSTANT.fullmatch(text)
    if not text:
        raise NotUnderstood(f"the {column} is missing")
    if shape is None:
        raise NotUnderstood(f"the {column} {quoted(text)} is no instant such as 2026-11-22T05:10:00+01:00")
    offset = shape["offset"] or shape["basic"]
    if not offset:
        raise NotUnderstood(f"the {column} {quoted(text)} has no UTC offset, so it names no instant")
    try:
        read = pendulum.parse(text)
    except (ValueError, TypeError, OverflowError) as error:
        raise NotUnderstood(f"the {column} {quoted(text)} is not in the calendar") from error
    if not isinstance(read, pendulum.DateTime) or not _EARLIEST <= read.year <= _LATEST:
        raise NotUnderstood(f"the {column} {quoted(text)} is not between the years {_EARLIEST} and {_LATEST}")
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
