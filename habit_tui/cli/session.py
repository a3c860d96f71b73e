"""Sessions from the shell: what `log`, `start`, `stop`, `status`, `sessions`, `edit` and their kin do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from habit_tui.cli import views
from habit_tui.cli.door import Door
from habit_tui.domain import grammar
from habit_tui.domain.amount import spoken
from habit_tui.domain.dates import DateForm, day_name, day_name_with_year
from habit_tui.domain.entry import Entry, offset_of
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.kind import Kind
from habit_tui.domain.session import Running, Session
from habit_tui.domain.words import clock, days, duration, offset, one_line, pad, percent, quoted
from habit_tui.services import session as service
from habit_tui.services.session import Correction, Logged
from habit_tui.services.streak import Standing
from habit_tui.system import tzdata


def log(
    door: Door,
    *,
    amount: str,
    what: Sequence[str] = (),
    on: str | None = None,
    at: str | None = None,
    tz: str | None = None,
    kind: str | None = None,
    note: str | None = None,
    overlap: bool = False,
    json: bool = False,
) -> None:
    """Record a session."""
    desk = door.desk.in_zone(tz)
    length, rest = spoken([amount, *what])
    entry = Entry(
        amount=length,
        what=" ".join(rest),
        on=None if on is None else grammar.day(on, desk.study_day(door.now)),
        at=None if at is None else grammar.clock_time(at),
        kind=_kind(kind),
        note=note or "",
        overlap=overlap,
    )
    _answer(door, "Logged", service.log(desk, entry, door.now), json=json)


def start(door: Door, *, what: Sequence[str] = (), kind: str | None = None, json: bool = False) -> None:
    """Start the running session; without words it is what comes next in the plan."""
    chosen = _kind(kind)
    said, planned = (" ".join(what), None) if what else _planned(door)
    started = service.start(door.desk, said, door.now, chosen or planned)
    _answer(door, "Started", started, json=json)


def stop(door: Door, *, at: str | None = None, json: bool = False) -> None:
    """Stop the running session."""
    stopped = service.stop(door.desk, door.now, None if at is None else grammar.clock_time(at))
    _answer(door, "Stopped", stopped, json=json)


def cancel(door: Door, *, json: bool = False) -> None:
    """Forget the running session."""
    session = service.cancel(door.desk, door.now)
    if json:
        door.json({"session": views.session(session)})
    else:
        door.tell(f"Cancelled {session.name}: nothing was recorded")


def status(
    door: Door,
    *,
    format: str | None = None,  # noqa: A002  # as on the shell
    idle: str | None = None,
    json: bool = False,
) -> None:
    """Tell what is running; with a format, in a line for a status bar, and `idle` while nothing is."""
    if format is not None or idle is not None:
        if format is None or json:
            raise NotUnderstood("--idle goes with --format, and --json without it")
        from habit_tui.cli import status_bar

        door.tell(status_bar.line(door, format, idle))
        return
    running = service.status(door.desk, door.now)
    if json:
        door.json({"running": None if running.session is None else running_json(running)})
    elif running.session is None:
        door.tell("No session is running")
    else:
        door.tell(
            f"{running.session.name} · {duration(running.minutes)}, since {_since(door, running.session)}"
        )


def sessions(door: Door, *, first: str | None = None, last: str | None = None, json: bool = False) -> None:
    """List the record: by default the last seven study days."""
    until = door.day(last) or door.desk.study_day(door.now)
    since = door.day(first) or _days_before(until, 6)
    if until < since:
        first, last = (day_name_with_year(each, door.desk.dates) for each in (since, until))
        raise NotUnderstood(f"the last day, {last}, is before the first, {first}")
    found = service.between(door.desk, since, until)
    if json:
        door.json([views.session(session) for session in found])
    elif found:
        door.tell(*table(found, door.desk.zone_name, door.desk.dates))
    else:
        first, last = (day_name_with_year(each, door.desk.dates) for each in (since, until))
        door.tell(f"No sessions from {first} to {last}")


def edit(
    door: Door,
    *,
    session_id: int,
    amount: str | None = None,
    what: str | None = None,
    on: str | None = None,
    at: str | None = None,
    tz: str | None = None,
    kind: str | None = None,
    note: str | None = None,
    overlap: bool = False,
    json: bool = False,
) -> None:
    """Correct a session."""
    correction = Correction(
        amount=None if amount is None else _length_alone(amount),
        what=what,
        on=door.day(on),
        at=None if at is None else grammar.clock_time(at),
        zone=tz,
        kind=_kind(kind),
        note=note,
        overlap=overlap,
    )
    if correction == Correction(overlap=overlap):
        raise NotUnderstood("nothing to change: give an AMOUNT, --what, --on, --at, --tz, --kind or --note")
    _answer(door, "Edited", service.edit(door.desk, session_id, correction, door.now), json=json)


def delete(door: Door, *, session_id: int, json: bool = False) -> None:
    """Delete a session."""
    session = service.delete(door.desk, session_id, door.now)
    if json:
        door.json({"session": views.session(session)})
    else:
        door.tell(f"Deleted {line(session, door.desk.dates)} · `habit-tui undo` brings it back")


def running_json(running: Running) -> dict[str, object] | None:
    """The running session as JSON, its minutes so far included."""
    if running.session is None:
        return None
    return {**views.session(running.session), "minutes": running.minutes}


def span(session: Session) -> str:
    """A session's wall-clock span in its own zone."""
    zone = tzdata.zone(session.zone)
    end = "" if session.end is None else clock(session.end.astimezone(zone))
    return f"{clock(session.start.astimezone(zone))}-{end}"


def line(session: Session, form: DateForm) -> str:
    """A session in one line, without its id."""
    return f"{_length(session)} · {session.name} · {day_name(session.study_day, form)} {span(session)}"


def table(found: Sequence[Session], zone: str, form: DateForm) -> list[str]:
    """Sessions as aligned rows, a heading a day; a zone other than the present one is named."""
    rows: list[str] = []
    heading = None
    widths = max(len(str(session.id)) for session in found)
    for session in found:
        if session.study_day != heading:
            heading = session.study_day
            total = sum(each.minutes for each in found if each.study_day == heading)
            rows.append(f"{day_name_with_year(heading, form)}  {duration(total)}")
        row = f"  {session.id:>{widths}}  {pad(span(session), 11)}  {_length(session):>8}"
        linked = session.resource
        parts = [pad(session.kind.value, 8), session.name]
        if linked and linked != session.name:
            parts.append(f"→ {linked}")
        if session.zone != zone:
            parts.append(f"({session.zone} {offset(session.utc_offset)})")
        if session.note:
            parts.append(f"“{one_line(session.note)}”")
        rows.append(f"{row}  {'  '.join(parts)}")
    return rows


def standing_words(standing: Standing) -> str:
    """The standing in half a line."""
    none = "no streak now" if standing.best else "no streak yet"
    streak = f"{days(standing.current)} in a row" if standing.current else none
    held = (
        f" · {standing.freezes} freeze{'s' if standing.freezes != 1 else ''} held" if standing.freezes else ""
    )
    return f"{streak} · strength {percent(standing.strength)}{held}"


def _answer(door: Door, done: str, logged: Logged, *, json: bool) -> None:
    session = logged.session
    for remark in logged.remarks:
        door.remark(remark)
    if json:
        door.json(
            {
                "session": None if session is None else views.session(session),
                "day": views.day(logged.day),
                "streak": views.standing(logged.standing),
            }
        )
        return
    if session is None:
        return
    if logged.match.rivals:
        fits = ", ".join(quoted(title) for title in logged.match.rivals)
        door.remark(f"{quoted(session.what)} fits {fits}: kept as free text")
    if session.end is None:
        door.tell(f"{done} {session.name} at {clock(_wall(session.start, session))} (session {session.id})")
    else:
        door.tell(f"{done} {line(session, door.desk.dates)} (session {session.id})")
    if session.resource and session.resource != session.name:
        door.tell(f"  for {session.resource}{', now started' if logged.started else ''}")
    elif logged.match.is_unknown:
        door.tell("  free text: nothing on your paths is called so")
    day = logged.day
    of_target = f" of {duration(day.target)}" if day.target else ""
    said = f"{duration(day.minutes)}{of_target} · {day.verdict.value} · {standing_words(logged.standing)}"
    door.tell(f"{day_name(day.study_day, door.desk.dates)}: {said}")


def _length_alone(said: str) -> int | grammar.Span:
    length, rest = spoken([said])
    if rest:
        what = " ".join(rest)
        raise NotUnderstood(f"say what it was with --what, as in --what {quoted(what)}")
    return length


def _planned(door: Door) -> tuple[str, Kind]:
    from habit_tui.services import today

    item = today.show(door.desk, door.now).next_item
    if item is None:
        raise CannotBeDone("nothing more is planned today; say what to start: `habit-tui start WHAT`")
    return item.what, item.kind


def _days_before(day: date, count: int) -> date:
    return date.fromordinal(max(1, day.toordinal() - count))


def _length(session: Session) -> str:
    return "running" if session.end is None else duration(session.minutes)


def _since(door: Door, session: Session) -> str:
    wall = _wall(session.start, session)
    today = door.desk.study_day(door.now)
    at = (
        clock(wall)
        if session.study_day == today
        else f"{day_name(wall.date(), door.desk.dates)} {clock(wall)}"
    )
    elsewhere = offset_of(session.start, door.desk.zone) != session.utc_offset
    return f"{at} ({session.zone})" if elsewhere else at


def _wall(instant: datetime, session: Session) -> datetime:
    return instant.astimezone(tzdata.zone(session.zone))


def _kind(word: str | None) -> Kind | None:
    return None if word is None else grammar.kind(word)
