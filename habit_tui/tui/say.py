"""Sentences about what was done, for toasts and dialogs."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from habit_tui.domain.dates import DateForm, day_name, short_day, short_day_with_year
from habit_tui.domain.session import Session
from habit_tui.domain.words import clock, duration, one_line, plural
from habit_tui.system import tzdata

if TYPE_CHECKING:
    from habit_tui.domain.match import Match
    from habit_tui.services.line import Understood
    from habit_tui.services.match import Meant
    from habit_tui.services.session import Logged


def wall(session: Session) -> tuple[datetime, datetime | None]:
    """Start and end as aware times of the session's own zone; no end while it runs."""
    zone = tzdata.zone(session.zone)
    return session.start.astimezone(zone), None if session.end is None else session.end.astimezone(zone)


def times(session: Session) -> str:
    """From when to when in the session's own wall time: "05:00-06:00", and "06:00-" while it runs."""
    start, end = wall(session)
    return f"{clock(start)}-{'' if end is None else clock(end)}"


def logged(verb: str, done: Logged) -> str:
    """What was recorded: "Logged 45 min of titanic", with what else is to be known about it."""
    if done.session is None:
        return ". ".join(done.remarks)
    length = "" if done.session.end is None else f"{duration(done.session.minutes)} of "
    title = one_line(done.started)
    first = "" if not title else ", its first session" if title == done.session.name else f", begins {title}"
    return ". ".join([f"{verb} {length}{done.session.name}{first}", *done.remarks])


def deleted(gone: Session) -> str:
    """What is gone: "Deleted titanic, 05:00-05:45"."""
    return f"Deleted {gone.name}, {times(gone)}"


def understood(line: Understood, today: date, zone: str, form: DateForm) -> str:
    """What a quick-log line would record: "45 min · Titanic competition · practice · 05:00-05:45 today"."""
    there = tzdata.zone(line.line.zone or zone)
    start, end = line.placed.start.astimezone(there), line.placed.end.astimezone(there)
    day = "today" if line.placed.study_day == today else day_name(line.placed.study_day, form)
    foreign = f" {one_line(there.key)}" if there.key != zone else ""
    pieces = [
        duration(line.placed.minutes),
        meant(line.meant.match, line.line.entry.what),
        line.meant.kind.value,
        f"{clock(start)}-{clock(end)}{foreign} {day}",
        *line.placed.remarks,
    ]
    return " · ".join(piece for piece in pieces if piece)


def meant(match: Match, what: str) -> str:
    """What WHAT stands for, or that it stays the words it is."""
    if match.title is not None:
        return one_line(match.title)
    if match.rivals:
        return f"{one_line(what)} (could be {plural(len(match.rivals), 'resource', 'resources')}: free text)"
    return f"{one_line(what)} (free text)" if what.strip() else ""


def to_start(found: Meant, what: str) -> str:
    """What would be started."""
    return " · ".join(piece for piece in (meant(found.match, what), found.kind.value) if piece)


def days_between(first: date | None, last: date | None, form: DateForm, *, with_year: bool = False) -> str:
    """From when to when: "22 Nov - 12 Dec", "" for no days."""
    ends = [day for day in (first, last) if day is not None]
    write = short_day_with_year if with_year else short_day
    return " - ".join(write(day, form) for day in dict.fromkeys(ends))
