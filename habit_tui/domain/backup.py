"""Backups: what one is called, what it holds, and which are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

KEPT_DAYS, KEPT_WEEKS, KEPT_MONTHS = 7, 4, 12
KEPT_RESTORES = 3
"""So many files that a restore replaced are kept besides: the last restores can be taken back."""

TYPED = (
    "session",
    "path",
    "resource",
    "certificate",
    "expense",
    "reflection",
    "post",
    "post_update",
    "leave",
    "routine",
)
"""The tables whose rows a learner typed: a file with fewer of any of them is a poorer one."""

SUFFIX = ".db"
_STAMP = "%Y%m%dT%H%M%SZ"
_STAMP_LENGTH = len("20261122T053000Z")


class Why(StrEnum):
    """What a backup was taken for; `damaged` is a file that a restore replaced and that cannot be trusted."""

    DAILY = "daily"
    ASKED = "asked"
    IMPORT = "import"
    MERGE = "merge"
    UPGRADE = "upgrade"
    RESTORE = "restore"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a look through a whole file found: its schema version, its bytes, the rows of each table.

    `first` and `last` are the study days of its sessions. `problems` are empty in a sound file.
    """

    version: int
    size: int
    rows: Mapping[str, int]
    first: date | None = None
    last: date | None = None
    problems: tuple[str, ...] = field(default=())

    @property
    def sessions(self) -> int:
        """How many sessions it holds."""
        return self.rows.get("session", 0)


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup; `contents` is None when it was never checked or cannot be read."""

    name: str
    at: datetime
    why: Why
    contents: Contents | None

    @property
    def is_sound(self) -> bool:
        """Whether it was checked and nothing was wrong with it."""
        return self.contents is not None and not self.contents.problems

    @property
    def sessions(self) -> int:
        """How many sessions it holds, as far as is known."""
        return 0 if self.contents is None else self.contents.sessions

    @property
    def fullness(self) -> tuple[int, ...]:
        """The rows of each table in `TYPED`, as far as is known."""
        return tuple(0 if self.contents is None else self.contents.rows.get(table, 0) for table in TYPED)


@dataclass(frozen=True, slots=True)
class OfDay:
    """The backup that the word for a day means, of how many of that day, and a fuller one of them, if any."""

    taken: Backup
    count: int
    fuller: Backup | None


def of_day(backups: Iterable[Backup], day: date, day_of: Callable[[datetime], date]) -> OfDay | None:
    """Choose the newest sound backup of a day, or of the last day before it that has one.

    What a restore replaced is chosen only when it is fuller than the newest other one, or there is no other:
    it is mostly the damage, and the same word said twice would bring it back.
    """
    found = [each for each in backups if each.is_sound and day_of(each.at) <= day]
    if not found:
        return None
    found.sort(key=lambda each: (each.at, each.fullness))
    ordinary = [each for each in found if each.why is not Why.RESTORE]
    least = ordinary[-1].fullness if ordinary else ()
    meant = [each for each in found if each.why is not Why.RESTORE or each.fullness > least]
    taken = meant[-1]
    same = [each for each in meant if day_of(each.at) == day_of(taken.at)]
    fullest = max(same, key=lambda each: (each.fullness, each.at))
    return OfDay(taken, len(same), fullest if fullest.fullness > taken.fullness else None)


def name_of(stem: str, at: datetime, why: Why, number: int = 1) -> str:
    """The file name of a backup of the store `stem`.db; `number` tells apart those of one second."""
    again = "" if number == 1 else f"-{number}"
    return f"{stem}-{at.astimezone(UTC).strftime(_STAMP)}-{why}{again}{SUFFIX}"


def read_name(name: str, stem: str) -> tuple[datetime, Why] | None:
    """When and what for the backup of that name was taken, or None for any other name."""
    start = f"{stem}-"
    if not (name.startswith(start) and name.endswith(SUFFIX)):
        return None
    rest = name[len(start) : -len(SUFFIX)]
    stamp, words = rest[:_STAMP_LENGTH], rest[_STAMP_LENGTH:].split("-")
    try:
        at, why = datetime.fromisoformat(stamp), Why(words[1])
    except (ValueError, IndexError):
        return None
    return (at, why) if at.tzinfo is UTC else None


def kept(backups: Iterable[Backup]) -> frozenset[str]:
    """The names of the backups to keep: of the last 7 days, 4 weeks and 12 months that have one, one each.

    Of several in a day, week or month the one with most sessions counts, and the newest among those. Beyond
    that, whatever holds more of anything typed than every later one is kept, so that a poorer file never
    pushes out a fuller one; and what is not known to be sound neither counts nor is judged. What the last
    restores replaced stays too.
    """
    by_age = sorted(backups, key=lambda each: (each.at, each.name))
    sound = [each for each in by_age if each.is_sound]
    names = {each.name for each in by_age if not each.is_sound}
    for count, period in _PERIODS:
        fullest: dict[tuple[int, ...], Backup] = {}
        for each in sound:
            rival = fullest.get(period(each.at))
            if rival is None or each.fullness >= rival.fullness:
                fullest[period(each.at)] = each
        names.update(fullest[key].name for key in sorted(fullest)[-count:])
    names.update([each.name for each in sound if each.why is Why.RESTORE][-KEPT_RESTORES:])
    most = (-1,) * len(TYPED)
    for each in reversed(sound):
        if any(here > later for here, later in zip(each.fullness, most, strict=True)):
            names.add(each.name)
            most = tuple(map(max, each.fullness, most))
    return frozenset(names)


def _day(at: datetime) -> tuple[int, ...]:
    return at.year, at.month, at.day


def _week(at: datetime) -> tuple[int, ...]:
    return at.isocalendar()[:2]


def _month(at: datetime) -> tuple[int, ...]:
    return at.year, at.month


_PERIODS: tuple[tuple[int, Callable[[datetime], tuple[int, ...]]], ...] = (
    (KEPT_DAYS, _day),
    (KEPT_WEEKS, _week),
    (KEPT_MONTHS, _month),
)
