"""Sessions and the routine as a calendar in iCalendar's format (RFC 5545), through the icalendar library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from typing import TYPE_CHECKING, TextIO

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.extra import missing
from habit_tui.domain.words import one_line, printable
from habit_tui.exchange.record import Record

if TYPE_CHECKING:
    from icalendar import Event

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PRODUCT = "-//habit_tui//habit-tui//EN"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A block of the routine: its first wall time, in a zone, how long, the weekdays, up to when.

    `uid` names it in every export; `until` is an instant, None for no end.
    """

    uid: str
    summary: str
    first: datetime
    minutes: int
    weekdays: frozenset[int]
    until: datetime | None


def write(out: TextIO, records: Iterable[Record], repeats: Sequence[Repeat], now: datetime) -> int:
    """Write sessions as events in UTC and repeats, with an alarm at their start, in their zones.

    Gives the number of sessions. Raises CannotBeDone where the library is not installed.
    """
    if find_spec("icalendar") is None:
        raise CannotBeDone(missing("a calendar file", "calendar"))
    head, tail = _frame(repeats, now)
    out.write(head)
    count = 0
    for record in records:
        out.write(_lines(_event(record)))
        count += 1
    out.write(tail)
    return count


def _frame(repeats: Sequence[Repeat], now: datetime) -> tuple[str, str]:
    """The calendar around the sessions, its repeats and their time zones before them."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for repeat in repeats:
        calendar.add_component(_repeated(repeat, now))
    calendar.add_missing_timezones()
    end = "END:VCALENDAR\r\n"
    return _lines(calendar).removesuffix(end), end


def _event(record: Record) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{record.uid}@habit-tui")
    # A stamp of this moment would make each export of the same sessions another file.
    event.add("dtstamp", record.end.astimezone(UTC))
    event.add("dtstart", record.start.astimezone(UTC))
    event.add("dtend", record.end.astimezone(UTC))
    event.add("summary", one_line(record.what or record.kind))
    if record.note:
        event.add("description", printable(record.note))
    event.add("categories", [record.kind])
    event.add("transp", "TRANSPARENT")
    return event


def _repeated(repeat: Repeat, now: datetime) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", f"{repeat.uid}@habit-tui")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", repeat.first)
    event.add("duration", timedelta(minutes=repeat.minutes))
    event.add("summary", one_line(repeat.summary))
    rule: dict[str, object] = {"freq": "weekly", "byday": [WEEKDAYS[day] for day in sorted(repeat.weekdays)]}
    if repeat.until is not None:
        rule["until"] = repeat.until.astimezone(UTC)
    event.add("rrule", rule)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one_line(repeat.summary))
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    return event


def _lines(component: object) -> str:
    from icalendar import Component

    return component.to_ical().decode() if isinstance(component, Component) else ""
