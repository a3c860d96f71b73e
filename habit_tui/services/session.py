"""Sessions: logging, the running one, the record, corrections."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from habit_tui.domain.clock import has_gone_back, local, study_day, to_minutes, wall_on
from habit_tui.domain.clock import resolve as resolve_wall
from habit_tui.domain.dates import DateForm, day_name, day_name_with_year
from habit_tui.domain.entry import (
    Entry,
    Placed,
    day_remark,
    earlier,
    next_wall,
    offset_of,
    place,
    place_before,
    placed_between,
    refuse_future,
)
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.grammar import Span
from habit_tui.domain.kind import Kind
from habit_tui.domain.match import Match
from habit_tui.domain.path import Status, starts_by_session
from habit_tui.domain.plan import Candidate
from habit_tui.domain.routine import in_force
from habit_tui.domain.session import Running, Session, ticking
from habit_tui.domain.streak import Day
from habit_tui.domain.words import clean, clock, duration
from habit_tui.services import streak
from habit_tui.services.desk import Desk
from habit_tui.services.match import NO_MATCH, WHAT_LIMIT, match_resource, meant
from habit_tui.services.streak import Standing
from habit_tui.store import compiled
from habit_tui.store import path as path_store
from habit_tui.store import routine as routine_store
from habit_tui.store import session as store
from habit_tui.store.store import Unit
from habit_tui.store.values import instant
from habit_tui.system import tzdata

NOTE_LIMIT = 20_000
STALE = timedelta(hours=4)
"""A timer older than this was probably forgotten: stopping it asks for the time."""


@dataclass(frozen=True, slots=True)
class Logged:
    """A session as it now stands, the day it belongs to and the standing after it.

    `session` is None when a timer was stopped within a minute and nothing was recorded. `match` says how WHAT
    was understood, `started` names a resource the session started, `remarks` are sentences for the user.
    """

    session: Session | None
    day: Day
    standing: Standing
    match: Match = NO_MATCH
    started: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What to change in a session, None leaving a thing as it is.

    `zone` alone keeps the instants and the study day.
    """

    amount: int | Span | None = None
    what: str | None = None
    on: date | None = None
    at: time | None = None
    zone: str | None = None
    kind: Kind | None = None
    note: str | None = None
    overlap: bool = False

    @property
    def moves(self) -> bool:
        """Whether it changes when the session was."""
        return self.amount is not None or self.on is not None or self.at is not None


def log(desk: Desk, entry: Entry, now: datetime) -> Logged:
    """Record a session; the entry's wall times are read in the desk's zone.

    Raises CannotBeDone, with nothing changed, for an end in the future, more than 24 hours or an overlap.
    """
    what, note = clean(entry.what, WHAT_LIMIT, "WHAT"), clean(entry.note, NOTE_LIMIT, "note")
    with desk.store.writing(now, desk.door, "log") as unit:
        today = desk.study_day(now)
        window = in_force(routine_store.all_versions(unit), entry.on or today).window
        placed = place(entry, now, desk.zone, desk.settings.day_starts_at, window.start, desk.dates)
        if not entry.overlap:
            refuse_overlap(unit, desk, placed, now, window.start)
        resources = path_store.candidates(unit)
        found = meant(what, resources, entry.kind)
        session = Session(
            id=0,
            uid="",
            start=placed.start,
            end=placed.end,
            minutes=placed.minutes,
            zone=desk.zone_name,
            utc_offset=placed.utc_offset,
            study_day=placed.study_day,
            what=what,
            kind=found.kind,
            note=note,
            source=desk.door,
            resource_id=found.match.id,
        )
        session_id = store.insert(unit, session)
        started = _start_resource(unit, found.match.id, resources, placed.study_day)
        unit.describe(f"logged {_in_words(session, desk.dates)}")
        return _logged(unit, desk, now, session_id, placed, found.match, started)


def start(desk: Desk, what: str, now: datetime, kind: Kind | None = None) -> Logged:
    """Start the running session; it lives in the store, so any door can stop it.

    Raises CannotBeDone when one is running already.
    """
    what = clean(what, WHAT_LIMIT, "WHAT")
    with desk.store.writing(now, desk.door, "start") as unit:
        running = store.running(unit)
        if running is not None:
            since = _since(running, desk.dates)
            raise CannotBeDone(f"{running.name} is running since {since}; stop or cancel it first")
        refused = store.overlapping(unit, now, now + timedelta(minutes=1))
        if refused is not None:
            raise CannotBeDone(f"{named(refused, desk.dates)} covers this moment already")
        resources = path_store.candidates(unit)
        found = meant(what, resources, kind)
        wall = desk.local(now)
        session = Session(
            id=0,
            uid="",
            start=now,
            end=None,
            minutes=0,
            zone=desk.zone_name,
            utc_offset=offset_of(now, desk.zone),
            study_day=study_day(wall, desk.settings.day_starts_at),
            what=what,
            kind=found.kind,
            note="",
            source=desk.door,
            resource_id=found.match.id,
        )
        session_id = store.insert(unit, session)
        started = _start_resource(unit, found.match.id, resources, session.study_day)
        unit.describe(f"started {session.name} at {clock(wall)}")
        return _logged(unit, desk, now, session_id, None, found.match, started)


def stop(desk: Desk, now: datetime, at: time | None = None) -> Logged:
    """Stop the running session, now or at a clock time of its own zone after its start.

    Within a minute of the start nothing is recorded and the timer goes. Raises CannotBeDone when none runs,
    when `at` lies in the future, for one older than four hours without `at`, and when the clock went back to
    before its start.
    """
    with desk.store.writing(now, desk.door, "stop") as unit:
        session = _running_or_refuse(unit)
        zone = tzdata.zone(session.zone)
        told = None if at is None else next_wall(session.start, at, zone)
        end = now if told is None else told.instant
        if at is None and now - session.start > STALE:
            raise CannotBeDone(
                f"{session.name} runs since {_since(session, desk.dates)}, longer than four hours; "
                "say when it ended with --at TIME, or cancel it"
            )
        refuse_future(end, now, zone, "give an earlier time", desk.dates)
        if end <= session.start - timedelta(minutes=1):
            raise CannotBeDone(
                f"{session.name} runs since {_since(session, desk.dates)}, later than the clock says it is "
                "now; set the clock, or cancel it"
            )
        if end - session.start < timedelta(minutes=1):
            store.delete(unit, session.id)
            unit.describe(f"stopped {session.name} within a minute")
            remark = "stopped within a minute of its start: nothing was recorded"
            return _logged(unit, desk, now, None, None, remarks=(remark,))
        remarks = (told.note,) if told is not None and told.note else ()
        placed = placed_between(session.start, end, zone, desk.settings.day_starts_at, remarks)
        done = replace(session, end=placed.end, minutes=placed.minutes)
        store.update(unit, done)
        unit.describe(f"stopped {_in_words(done, desk.dates)}")
        return _logged(unit, desk, now, session.id, placed)


def cancel(desk: Desk, now: datetime) -> Session:
    """Forget the running session; raises CannotBeDone when none runs."""
    with desk.store.writing(now, desk.door, "cancel") as unit:
        session = _running_or_refuse(unit)
        store.delete(unit, session.id)
        unit.describe(f"cancelled {session.name}, running since {_since(session, desk.dates)}")
        return session


def status(desk: Desk, now: datetime) -> Running:
    """The running session and its minutes so far."""
    with desk.store.reading() as unit:
        return ticking(store.running(unit), now)


def between(desk: Desk, first: date, last: date) -> tuple[Session, ...]:
    """The sessions of the study days first..last, by start."""
    with desk.store.reading() as unit:
        return store.between(unit, first, last)


def edit(desk: Desk, session_id: int, correction: Correction, now: datetime) -> Logged:
    """Correct a session; raises CannotBeDone for an unknown id, an overlap, and times that cannot be."""
    with desk.store.writing(now, desk.door, "edit") as unit:
        session = _found(unit, session_id)
        corrected, placed = _corrected(unit, desk, session, correction, now)
        if placed is not None and not correction.overlap:
            there = desk.in_zone(corrected.zone)
            refuse_overlap(unit, there, placed, now, except_id=session.id)
        store.update(unit, corrected)
        unit.describe(f"edited session {session.id}, {_in_words(corrected, desk.dates)}")
        return _logged(unit, desk, now, session.id, placed)


def delete(desk: Desk, session_id: int, now: datetime) -> Session:
    """Delete a session (undo brings it back); raises CannotBeDone for an unknown id."""
    with desk.store.writing(now, desk.door, "delete") as unit:
        session = _found(unit, session_id)
        store.delete(unit, session.id)
        unit.describe(f"deleted {_in_words(session, desk.dates)}")
        return session


def _corrected(
    unit: Unit, desk: Desk, session: Session, correction: Correction, now: datetime
) -> tuple[Session, Placed | None]:
    zone = tzdata.zone(correction.zone or session.zone)
    changed = replace(session, zone=zone.key, utc_offset=offset_of(session.start, zone))
    placed = None
    if correction.moves:
        placed = _moved(desk, changed, correction, now)
        changed = replace(
            changed,
            start=placed.start,
            end=None if session.end is None else placed.end,
            minutes=0 if session.end is None else placed.minutes,
            utc_offset=placed.utc_offset,
            # A new length alone does not move the session: its day stays as it was stored.
            study_day=session.study_day if placed.start == session.start else placed.study_day,
        )
    if correction.what is not None:
        what = clean(correction.what, WHAT_LIMIT, "WHAT")
        changed = replace(
            changed, what=what, resource_id=match_resource(what, path_store.candidates(unit)).id
        )
    if correction.note is not None:
        changed = replace(changed, note=clean(correction.note, NOTE_LIMIT, "the note"))
    return replace(changed, kind=correction.kind or changed.kind), placed


def _moved(desk: Desk, session: Session, correction: Correction, now: datetime) -> Placed:
    """The corrected session's place, its wall times read in its zone; a running one keeps running."""
    zone = tzdata.zone(session.zone)
    starts_at = desk.settings.day_starts_at
    wall = local(session.start, zone)
    day = correction.on or session.study_day
    if isinstance(correction.amount, Span):
        entry = Entry(correction.amount, on=day, at=correction.at)
        placed = place(entry, now, zone, starts_at, wall.time(), desk.dates)
    else:
        begin, remarks = session.start, []
        if correction.at is not None or correction.on is not None:
            resolved = resolve_wall(wall_on(day, correction.at or wall.time(), starts_at), zone)
            begin = resolved.instant
            named = correction.on is not None
            remarks = [resolved.note, day_remark(resolved.wall, day, starts_at, desk.dates, named=named)]
        length = (session.end or now) - session.start
        if correction.amount is not None:
            length = timedelta(minutes=correction.amount)
        end = begin + length if session.end is not None else now
        placed = placed_between(begin, end, zone, starts_at, tuple(filter(None, remarks)))
    if session.end is None and correction.amount is not None:
        raise CannotBeDone(f"{session.name} is still running: stop it before changing its length")
    says_when = correction.at is not None or isinstance(correction.amount, Span)
    advice = earlier(day=correction.on is not None, time=says_when)
    refuse_future(placed.end, now, zone, advice, desk.dates)
    return placed


def _logged(
    unit: Unit,
    desk: Desk,
    now: datetime,
    session_id: int | None,
    placed: Placed | None,
    found: Match = NO_MATCH,
    started: str = "",
    remarks: tuple[str, ...] = (),
) -> Logged:
    today = desk.study_day(now)
    session = None if session_id is None else store.by_id(unit, session_id)
    day = today if session is None else session.study_day
    folded = streak.recent_fold(unit, desk, today, min(day, today))
    streak.remember(unit, desk, today, folded)
    if placed is not None:
        remarks = (*placed.remarks, *remarks)
    before = unit.row(compiled.CHANGE_BEFORE, row_id=unit.change_id)
    if before is not None and has_gone_back(newest := instant(before[0]), now):
        wall = desk.local(newest)
        remarks = (
            *remarks,
            f"the clock went back: the last change was on {day_name_with_year(wall.date(), desk.dates)}",
        )
    return Logged(
        session=session,
        day=streak.day_of(folded, day),
        standing=streak.standing(folded),
        match=found,
        started=started,
        remarks=remarks,
    )


def _start_resource(unit: Unit, resource_id: int | None, resources: tuple[Candidate, ...], day: date) -> str:
    """Date the start of the resource a session was the first for; its title, or nothing."""
    for each in resources:
        if each.id == resource_id and starts_by_session(each.status, each.since, day):
            path_store.change_status(unit, each.id, Status.STARTED, day)
            return each.title
    return ""


def refuse_overlap(
    unit: Unit,
    desk: Desk,
    placed: Placed,
    now: datetime,
    window_start: time | None = None,
    except_id: int = 0,
) -> None:
    """Raise CannotBeDone when a place in the desk's zone shares time with a session.

    It names that session and, for something new on a day whose window opens at `window_start`, what is free:
    the end of the place, else as much right before that session.
    """
    other = store.overlapping(unit, placed.start, placed.end, except_id)
    # A running session covers the time from its start until now.
    if other is None or (other.end is None and placed.start >= now):
        return
    offer = "" if window_start is None else _free(unit, desk, placed, other, window_start)
    raise CannotBeDone(
        f"{_span(desk, placed.start, placed.end)} overlaps {named(other, desk.dates)}; "
        f"{offer or 'change the time'}, or add --overlap"
    )


def _free(unit: Unit, desk: Desk, placed: Placed, first: Session, window_start: time) -> str:
    other: Session | None = first
    free = placed.start
    while other is not None and other.end is not None:
        free = other.end.replace(second=0, microsecond=0)
        other = store.overlapping(unit, free, placed.end) if free < placed.end else None
    if other is None and free < placed.end:
        return f"{duration(to_minutes(free, placed.end))} fit: say {_span(desk, free, placed.end)}"
    moved = place_before(placed, first.start, desk.zone, desk.settings.day_starts_at, window_start)
    if moved is None or store.overlapping(unit, moved.start, moved.end) is not None:
        return ""
    return f"{duration(moved.minutes)} fit before it: say {_span(desk, moved.start, moved.end)}"


def _span(desk: Desk, start: datetime, end: datetime) -> str:
    return f"{clock(desk.local(start))}-{clock(desk.local(end))}"


def _running_or_refuse(unit: Unit) -> Session:
    session = store.running(unit)
    if session is None:
        raise CannotBeDone("no session is running; `habit-tui start WHAT` begins one")
    return session


def _found(unit: Unit, session_id: int) -> Session:
    session = store.by_id(unit, session_id)
    if session is None:
        raise CannotBeDone(
            f"there is no session {session_id}; `habit-tui sessions` lists them with their ids"
        )
    return session


def _since(session: Session, form: DateForm) -> str:
    wall = local(session.start, tzdata.zone(session.zone))
    return f"{day_name(wall.date(), form)} {clock(wall)}"


def named(session: Session, form: DateForm) -> str:
    """A session as another one's refusal names it."""
    wall = local(session.start, tzdata.zone(session.zone))
    until = "" if session.end is None else clock(local(session.end, tzdata.zone(session.zone)))
    day = day_name(session.study_day, form)
    return f"session {session.id} ({day} {clock(wall)}-{until} {session.name})"


def _in_words(session: Session, form: DateForm) -> str:
    length = "the running session" if session.end is None else duration(session.minutes)
    return f"{length} of {session.name}, {_since(session, form)}"
