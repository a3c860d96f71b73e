"""Wall clocks: study days, gaps and folds, elapsed minutes. Every time comes in as a parameter."""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from habit_tui.domain.errors import CannotBeDone

FIRST_DAY = date(1970, 1, 1)
"""The first study day there can be."""

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_SLACK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A wall time found on the line of instants.

    `instant` is aware, in UTC. `wall` is naive: the time the clocks of the zone show at that instant.
    `note` is empty, or a sentence for the user about a time the clocks skip or show twice.
    """

    instant: datetime
    wall: datetime
    note: str


def study_day(wall: datetime, day_starts_at: time) -> date:
    """The study day of a wall time, naive or aware (its own wall fields are taken), by the fields alone."""
    day = wall.date()
    return day - _DAY if wall.time() < day_starts_at else day


def has_gone_back(newest: datetime | None, now: datetime) -> bool:
    """Whether the clock stands before something that has happened already; aware instants."""
    return newest is not None and newest > now + _SLACK


def wall_on(day: date, at: time, day_starts_at: time) -> datetime:
    """The naive wall time of a clock time within a study day; before `day_starts_at` is the next date.

    Raises CannotBeDone for the calendar's very last day.
    """
    if day == date.max:
        raise CannotBeDone(f"{day} is at the end of the calendar")
    return datetime.combine(day + _DAY if at < day_starts_at else day, at)


def resolve(wall: datetime, zone: ZoneInfo) -> Resolved:
    """The instant of a naive wall time in a zone.

    In a gap the time moves forward by the gap; in a fold the first reading is taken; the note says either.
    Raises CannotBeDone for an aware time and in the calendar's first and last year.
    """
    if wall.tzinfo is not None:
        raise CannotBeDone(f"{wall.isoformat()} carries a zone already, a time on a wall clock does not")
    # A year from either end leaves room for every offset, and for a session's length.
    if not MINYEAR < wall.year < MAXYEAR:
        raise CannotBeDone(f"{wall.date()} is at the end of the calendar")
    asked = wall.replace(tzinfo=zone, fold=0)
    instant = asked.astimezone(UTC)
    shown = instant.astimezone(zone).replace(tzinfo=None)
    # PEP 495: a time in a gap is read with the offset before it, so it comes back later by the gap.
    if shown != asked.replace(tzinfo=None):
        date_too = "" if shown.date() == wall.date() else f" on {shown:%Y-%m-%d}"
        note = f"{wall:%H:%M} does not exist on {wall:%Y-%m-%d} in {zone}; taken as {shown:%H:%M}{date_too}"
    elif asked.utcoffset() != asked.replace(fold=1).utcoffset():
        note = f"{wall:%H:%M} comes twice on {wall:%Y-%m-%d} in {zone}; the first is taken"
    else:
        note = ""
    return Resolved(instant, shown.replace(fold=0), note)


def since_midnight(at: time) -> int:
    """The minutes from midnight to a clock time."""
    return at.hour * 60 + at.minute


def local(instant: datetime, zone: ZoneInfo) -> datetime:
    """The instant as an aware time in a zone; raises CannotBeDone when it is naive."""
    return _aware(instant).astimezone(zone)


def exists(day: date, zone: ZoneInfo) -> bool:
    """Whether the calendar of a zone has the date; Pacific/Apia had no 2011-12-30."""
    return resolve(datetime.combine(day, time.min), zone).wall.date() == day


def to_minutes(start: datetime, end: datetime) -> int:
    """The whole minutes elapsed between two aware instants, half a minute rounded up.

    Raises CannotBeDone when one is naive.
    """
    # Subtracting two times of one zone compares their wall clocks, so both become UTC first.
    elapsed = _aware(end).astimezone(UTC) - _aware(start).astimezone(UTC)
    return (elapsed + _MINUTE / 2) // _MINUTE


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise CannotBeDone(f"{instant.isoformat()} has no zone, so it names no instant")
    return instant
