"""Every zone of the tzdata wheel with its offset transitions, without touching the process's tz path."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
_LAST = datetime(2038, 1, 1, tzinfo=UTC)
# An offset that comes and goes between two looks is overlooked; the shortest lasted 6 days and 23 hours.
_STRIDE = timedelta(days=5)

_TZDATA = resources.files("tzdata")


def _told_apart(names: Sequence[str]) -> tuple[str, ...]:
    """The first name of every file that differs: the others are links to it and tell nothing more."""
    files = {(_TZDATA / "zoneinfo" / name).read_bytes(): name for name in reversed(names)}
    return tuple(sorted(files.values()))


NAMES = _told_apart((_TZDATA / "zones").read_text(encoding="utf-8").split())


@dataclass(frozen=True)
class Transition:
    """The first instant of a new offset, with the offsets before it and from it on."""

    instant: datetime
    before: timedelta
    after: timedelta

    @property
    def jump(self) -> timedelta:
        """How far the clocks went: positive makes a gap, negative a fold."""
        return self.after - self.before


@cache
def zone(name: str) -> ZoneInfo:
    """The zone as the wheel has it, whatever the system's copy says."""
    with (_TZDATA / "zoneinfo" / name).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def offset(instant: datetime, name: str) -> timedelta:
    """The zone's offset from UTC at an instant."""
    found = instant.astimezone(zone(name)).utcoffset()
    assert found is not None
    return found


@cache
def transitions(name: str) -> tuple[Transition, ...]:
    """Every change of the zone's offset from 1990 to 2037, found by bisection."""
    found = []
    earlier = _FIRST
    while earlier < _LAST:
        later = earlier + _STRIDE
        before, after = offset(earlier, name), offset(later, name)
        if before != after:
            found.append(Transition(_first_second(name, earlier, later), before, after))
        earlier = later
    return tuple(found)


def _first_second(name: str, earlier: datetime, later: datetime) -> datetime:
    before = offset(earlier, name)
    low, high = 0, int((later - earlier).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if offset(earlier + timedelta(seconds=middle), name) == before:
            low = middle
        else:
            high = middle
    return earlier + timedelta(seconds=high)
