"""Days from Loop Habit Tracker: its CSV export, zipped or unpacked, and the rows of its backup file."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import TextIOWrapper
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import TextIO

from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.words import quoted
from habit_tui.exchange import table
from habit_tui.exchange.days import SKIPPED, checked, done
from habit_tui.exchange.record import LONGEST_LINE, Broken, Daily, Found, Reading, Rows, Source, lines
from habit_tui.exchange.wall import DateOrder, read_date

MOST_FILES = 5_000
MOST_CHARACTERS = 20_000_000
"""Of all that is read from an archive, a line counting 20 at least: a small one must not take an hour."""

_NUMERIC = "NUMERICAL"
_WORDS = {"UNKNOWN": -1, "NO": 0, "YES_AUTO": 1, "YES_MANUAL": 2, "SKIP": 3}
_NUMBERED = re.compile(r"(\d{1,4})(?: .*)?", re.ASCII)
_DAMAGED = (zipfile.BadZipFile, zlib.error, LZMAError, struct.error, EOFError, RuntimeError, ValueError)
"""What zipfile raises for archives that are damaged, encrypted or packed in a way it does not know."""


@dataclass(frozen=True, slots=True)
class Habit:
    """A habit: its name, whether it is counted, and in what unit."""

    name: str
    is_numeric: bool
    unit: str


Files = Iterable[tuple[str, Iterator[str]]]
"""The files of an export: their paths within it and their lines."""


def read(source: Source, reading: Reading) -> Rows:
    """Read the export's habits day by day; CannotBeDone for anything that is no such export."""
    if source.is_folder:
        yield from _read(_of_folder(source), source.name, reading)
        return
    try:
        with zipfile.ZipFile(source.file) as archive:
            yield from _read(_of_archive(archive, source.name), source.name, reading)
    except OSError as error:
        raise CannotBeDone(f"{quoted(source.file)} cannot be read: {error.strerror or error}") from error
    except _DAMAGED as error:
        raise CannotBeDone(
            f"{source.name} is no export of Loop Habit Tracker that can be read: a zip, its folder or its .db"
        ) from error


def of_backup(rows: Iterable[tuple[str, bool, str, int, int, str]], reading: Reading) -> Rows:
    """Read the rows of the backup file: habit, whether it is counted, unit, day in ms, value, notes."""
    for number, (name, is_numeric, unit, stamp, value, notes) in enumerate(rows, 1):
        habit = Habit(name.strip(), is_numeric, unit)
        try:
            day = datetime.fromtimestamp(0, UTC).date() + timedelta(milliseconds=stamp)
        except OverflowError:
            yield number, Broken(f"{quoted(habit.name)}: {stamp} is no day")
            continue
        yield number, _found(habit, day, value, notes, reading)


def _read(files: Files, name: str, reading: Reading) -> Rows:
    habits: dict[int, Habit] = {}
    for path, content in files:
        if path == "Habits.csv":
            habits = _habits(content, name)
            continue
        shape = _NUMBERED.fullmatch(PurePosixPath(path).parent.name)
        habit = habits.get(int(shape[1])) if shape else None
        if habit is None:
            yield 1, Broken(f"{quoted(path)} belongs to no habit of Habits.csv")
        else:
            yield from _checkmarks(habit, content, name, reading)
    if not habits:
        raise CannotBeDone(
            f"{name} is no export of Loop Habit Tracker: it has no Habits.csv with habits in it"
        )


def _habits(content: Iterator[str], name: str) -> dict[int, Habit]:
    habits: dict[int, Habit] = {}
    for _, cells in table.named(table.split(content, name), ("Position", "Name"), name, "Loop Habit Tracker"):
        if isinstance(cells, Broken) or not (cells["position"].isdecimal() and cells["position"].isascii()):
            continue
        # Exports from before there were counted habits have no column for the type.
        is_numeric = cells.get("type", "").upper() == _NUMERIC
        habits[int(cells["position"][:9])] = Habit(cells["name"], is_numeric, cells.get("unit", ""))
    return habits


def _checkmarks(habit: Habit, content: Iterator[str], name: str, reading: Reading) -> Rows:
    for line, cells in table.split(content, name):
        if line == 1 and cells[0].strip().casefold() == "date":
            continue
        try:
            if len(cells) < 2:
                raise NotUnderstood("it has no value")
            day = read_date(cells[0].strip(), DateOrder.YMD)
            value = _value(cells[1].strip())
        except NotUnderstood as error:
            yield line, Broken(f"{quoted(habit.name)}: {error}")
            continue
        yield line, _found(habit, day, value, cells[2].strip() if len(cells) > 2 else "", reading)


def _value(text: str) -> int:
    if text.upper() in _WORDS:
        return _WORDS[text.upper()]
    if not re.fullmatch(r"-?\d{1,12}", text, re.ASCII):
        raise NotUnderstood(f"{quoted(text)} is no value of Loop Habit Tracker")
    return int(text)


def _found(habit: Habit, day: date, value: int, note: str, reading: Reading) -> Found:
    try:
        minutes = _counted(habit, value, reading) if habit.is_numeric else _done(value, reading)
    except NotUnderstood as error:
        return Broken(f"{quoted(habit.name)}: {error}")
    return Daily(day, minutes, habit.name, note, f"{habit.name}\0{day}")


def _done(value: int, reading: Reading) -> int:
    match value:
        case 2:
            return done(reading)
        case 3:
            raise NotUnderstood(SKIPPED)
        case 1:
            raise NotUnderstood("filled in by the app, not done that day")
        case _:
            raise NotUnderstood("not done that day")


def _counted(habit: Habit, value: int, reading: Reading) -> int:
    """The minutes of a counted habit, whose values are thousandths."""
    if value == 3:
        raise NotUnderstood(SKIPPED)
    if value <= 0:
        raise NotUnderstood("not done that day")
    unit = habit.unit.strip().casefold()
    if not unit or unit == "m" or unit.startswith("min"):
        return checked(value / 1000)
    if unit in {"h", "hr", "hrs"} or unit.startswith("hour"):
        return checked(value / 1000 * 60)
    if reading.minutes is None:
        raise NotUnderstood(f"counted in {quoted(habit.unit)}, not in minutes; say --minutes N for each day")
    return reading.minutes


def _wanted(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return path == "Habits.csv" or (len(parts) == 2 and parts[1] == "Checkmarks.csv")


def _of_folder(source: Source) -> Files:
    folder = Path(source.file)
    for path in [folder / "Habits.csv", *sorted(folder.glob("*/Checkmarks.csv"))]:
        if path.exists():
            yield path.relative_to(folder).as_posix(), Source(str(path)).lines()


def _of_archive(archive: zipfile.ZipFile, name: str) -> Files:
    if len(archive.infolist()) > MOST_FILES:
        raise CannotBeDone(f"{name} holds more than {MOST_FILES} files")
    left = [MOST_CHARACTERS]
    # Habits.csv sorts behind the numbered folders.
    wanted = sorted(filter(_wanted, set(archive.namelist())), key=lambda path: ("/" in path, path))
    for path in wanted:
        with archive.open(path) as member, TextIOWrapper(member, "utf-8-sig", newline="") as stream:
            yield path, lines(_bounded(stream, left, name), name)


def _bounded(stream: TextIO, left: list[int], name: str) -> Iterator[str]:
    while line := stream.readline(LONGEST_LINE):
        left[0] -= max(20, len(line))
        if left[0] < 0:
            raise CannotBeDone(f"{name} unpacks to more than {MOST_CHARACTERS} characters")
        yield line
