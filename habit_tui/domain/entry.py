"""Entries: a session as it was typed, and where it lies in time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from habit_tui.domain.clock import FIRST_DAY, Resolved, resolve, study_day, to_minutes, wall_on
from habit_tui.domain.dates import DateForm, day_name
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.grammar import Span
from habit_tui.domain.kind import Kind
from habit_tui.domain.words import clock, duration

_DAY = timedelta(days=1)
_LONGEST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed for a session: minutes or a span, and what the options said.

    Without `on` it is today's, without `at` (and with minutes) today's ends now and another day's starts at
    the routine's window. `kind` None follows the resource. `overlap` lets it share time with another session.
    """

    amount: int | Span
    what: str = ""
    on: date | None = None
    at: time | None = None
    kind: Kind | None = None
    note: str = ""
    overlap: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry found in time: two UTC instants, the study day, the zone's offset in seconds, remarks."""

    start: datetime
    end: datetime
    minutes: int
    study_day: date
    utc_offset: int
    remarks: tuple[str, ...] = ()


def place(
    entry: Entry, now: datetime, zone: ZoneInfo, day_starts_at: time, window_start: time, form: DateForm
) -> Placed:
    """Find the entry's instants in a zone, seen from an aware `now`.

    Raises CannotBeDone for an end in the future, for more than 24 hours and for days before 1970.
    """
    today = study_day(now.astimezone(zone), day_starts_at)
    day = entry.on or today
    remarks: list[str] = []

    def instant(wall: datetime) -> datetime:
        resolved = resolve(wall, zone)
        if resolved.note:
            remarks.append(resolved.note)
        return resolved.instant

    if isinstance(entry.amount, Span):
        if entry.at is not None:
            raise CannotBeDone("the span says when it started already; leave out --at")
        first = wall_on(day, entry.amount.start, day_starts_at)
        last = datetime.combine(first.date(), entry.amount.end)
        start = instant(first)
        end = instant(last if entry.amount.end > entry.amount.start else last + _DAY)
    elif entry.at is None and day == today:
        end = now.astimezone(UTC).replace(second=0, microsecond=0)
        start = end - timedelta(minutes=entry.amount)
    else:
        start = instant(wall_on(day, window_start if entry.at is None else entry.at, day_starts_at))
        end = start + timedelta(minutes=entry.amount)
    if elsewhere := day_remark(start.astimezone(zone), day, day_starts_at, form, named=entry.on is not None):
        remarks.append(elsewhere)
    if entry.on is None and "yesterday" in entry.what.lower().split()[-1:]:
        remarks.append('"yesterday" is taken as text; `--on yesterday` says the day')
    placed = placed_between(start, end, zone, day_starts_at, tuple(remarks))
    says_when = entry.at is not None or isinstance(entry.amount, Span)
    refuse_future(end, now, zone, earlier(day=entry.on is not None, time=says_when), form)
    return placed


def day_remark(wall: datetime, meant: date, day_starts_at: time, form: DateForm, *, named: bool) -> str:
    """A sentence when a start lies on another study day than was meant, or that day's night on the next date.

    The latter is said only when the learner `named` the day. Otherwise it is empty.
    """
    day = study_day(wall, day_starts_at)
    if day == meant and (not named or wall.date() == day):
        return ""
    side = "before" if wall.time() < day_starts_at else "not before"
    belongs = (
        f"it counts for {day_name(day, form)}"
        if day != meant
        else f"it is that of {day_name(wall.date(), form)}"
    )
    return f"{clock(wall)} is {side} {clock(day_starts_at)}, when a study day starts: {belongs}"


def placed_between(
    start: datetime, end: datetime, zone: ZoneInfo, day_starts_at: time, remarks: tuple[str, ...] = ()
) -> Placed:
    """Two instants as a session's place.

    Raises CannotBeDone for an end before its start, for more than 24 hours and for days before 1970.
    """
    if end <= start:
        raise CannotBeDone("the end is not after the start")
    if end - start > _LONGEST:
        raise CannotBeDone(f"{duration(to_minutes(start, end))} is more than 24 hours; log it in parts")
    wall = start.astimezone(zone)
    day = study_day(wall, day_starts_at)
    if day < FIRST_DAY:
        raise CannotBeDone(f"{day} is before {FIRST_DAY}, the first day a session can have")
    return Placed(
        start=start.astimezone(UTC),
        end=end.astimezone(UTC),
        minutes=to_minutes(start, end),
        study_day=day,
        utc_offset=offset_of(start, zone),
        remarks=remarks,
    )


def place_before(
    placed: Placed, begin: datetime, zone: ZoneInfo, day_starts_at: time, window_start: time
) -> Placed | None:
    """A place moved back to end in the minute of an instant; None when its day's window was not open yet."""
    end = begin.replace(second=0, microsecond=0)
    moved = placed_between(end - (placed.end - placed.start), end, zone, day_starts_at)
    opens = resolve(wall_on(placed.study_day, window_start, day_starts_at), zone).instant
    return moved if moved.start >= opens else None


def earlier(*, day: bool, time: bool) -> str:
    """What to do about an end in the future, by whether a day and a time were given."""
    if day:
        return "give an earlier day or time"
    if time:
        return "give an earlier time, or name the day with --on"
    return "name the day with --on, or the time with --at"


def refuse_future(end: datetime, now: datetime, zone: ZoneInfo, advice: str, form: DateForm) -> None:
    """Raise CannotBeDone, with the advice, when an end lies after now."""
    if end.astimezone(UTC) > now.astimezone(UTC):
        wall = end.astimezone(zone)
        raise CannotBeDone(
            f"that would end {day_name(wall.date(), form)} at {clock(wall)}, in the future "
            f"(it is {clock(now.astimezone(zone))}); {advice}"
        )


def next_wall(start: datetime, at: time, zone: ZoneInfo) -> Resolved:
    """The first instant after `start` at which the zone's clock shows `at`."""
    wall = start.astimezone(zone).replace(tzinfo=None)
    same_date = resolve(datetime.combine(wall.date(), at), zone)
    if same_date.instant > start:
        return same_date
    return resolve(datetime.combine(wall.date() + _DAY, at), zone)


def offset_of(instant: datetime, zone: ZoneInfo) -> int:
    """The zone's UTC offset in seconds at an instant."""
    offset = instant.astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0
