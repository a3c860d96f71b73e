"""Text for a screen reader and for the ear: one fact a line, words instead of signs, columns and colours."""

from __future__ import annotations

from collections.abc import Iterator

from habit_tui.domain import glyph
from habit_tui.domain.dates import LONG_MONTHS, DateForm, spoken_day
from habit_tui.domain.plan import PlanItem, PlanStatus
from habit_tui.domain.session import Session
from habit_tui.domain.streak import Verdict, what_happened
from habit_tui.domain.words import clock, days, one_line, percent, plural, spoken_duration
from habit_tui.services import calendar
from habit_tui.services.calendar import CalendarView
from habit_tui.services.streak import Standing, StreakView
from habit_tui.services.today import TodayView, WindowState
from habit_tui.system import tzdata


def today(view: TodayView, form: DateForm) -> Iterator[str]:
    """Today's plan and progress."""
    yield f"It is {spoken_day(view.study_day, form)}, {clock(view.now)}, in {view.zone}."
    yield _window(view)
    day = view.day
    done, runs = spoken_duration(view.minutes), view.minutes - day.minutes
    running = f", {spoken_duration(runs)} of it in the running session" if runs else ""
    if view.free:
        yield f"Studied {done}{running}. This day {'is off' if day.target else 'has no target'}."
    else:
        yield f"Studied {done} of {spoken_duration(day.target)}{running}."
    yield f"Verdict: {glyph.MEANINGS[day.verdict]}."
    yield from _standing(view.standing)
    if view.running.session is not None:
        name = view.running.session.name
        yield f"Running: {name}, {spoken_duration(view.running.minutes)} so far."
    if view.plan:
        yield f"The plan has {plural(len(view.plan), 'item', 'items')}."
    yield from (_item(number, item) for number, item in enumerate(view.plan, 1))
    finished = [session for session in view.sessions if session.end is not None]
    if finished:
        yield f"{plural(len(finished), 'session', 'sessions')} today."
    yield from (_session(session) for session in finished)
    if view.is_new:
        yield "Nothing is recorded yet. The command init chooses a starter, the command log logs a session."


def streak(view: StreakView, shown: int, form: DateForm) -> Iterator[str]:
    """The standing, the last `shown` streaks and reasons, newest first."""
    yield from _standing(view.standing)
    yield f"Best streak: {days(view.standing.best)}."
    for each in reversed(view.streaks[-shown:]):
        first, last = spoken_day(each.first, form), spoken_day(each.last, form)
        yield f"A streak of {days(each.length)}, from {first} to {last}."
    for event in reversed(view.why[-shown:]):
        yield f"{spoken_day(event.study_day, form)}: {what_happened(event, form)}."


def year(view: CalendarView, form: DateForm) -> Iterator[str]:
    """A year, a line a month that has begun, then its leaves and the standing."""
    yield f"The year {view.year}: {spoken_duration(view.minutes)} on {days(view.days_studied)}."
    for month, name in enumerate(LONG_MONTHS, 1):
        days_of = [day for day in view.days if day.study_day.month == month]
        counts = calendar.counted(days_of)
        counts.pop(Verdict.BEFORE, None)
        if counts:
            minutes = sum(day.minutes for day in days_of)
            verdicts = ", ".join(f"{count} {glyph.MEANINGS[verdict]}" for verdict, count in counts.items())
            yield f"{name}: {spoken_duration(minutes)}. Days: {verdicts}."
    for leave in view.leaves:
        if leave.first.year <= view.year <= leave.last.year:
            reason = f", {one_line(leave.reason)}" if leave.reason else ""
            yield f"Leave from {spoken_day(leave.first, form)} to {spoken_day(leave.last, form)}{reason}."
    yield from _standing(view.standing)
    yield f"Best streak: {days(view.standing.best)}."


def _standing(standing: Standing) -> Iterator[str]:
    yield f"Current streak: {days(standing.current)}."
    yield f"Strength: {percent(standing.strength).replace(' %', ' percent')}."
    yield f"Freezes held: {standing.freezes}."


def _window(view: TodayView) -> str:
    window = view.window
    said = f"The window is from {clock(window.start)} to {clock(window.end)}"
    match window.state(view.now):
        case WindowState.BEFORE:
            wait = -(-int((window.start - view.now).total_seconds()) // 60)
            return f"{said} and opens in {spoken_duration(wait)}."
        case WindowState.INSIDE:
            return f"{said}, with {spoken_duration(window.minutes_left(view.now))} left."
        case WindowState.AFTER:
            return f"{said} and is over for today."


def _item(number: int, item: PlanItem) -> str:
    said = f"Item {number}: {clock(item.start)}, {one_line(item.what)}, {item.kind.value}"
    match item.status:
        case PlanStatus.DONE:
            return f"{said}, done."
        case PlanStatus.RUNNING:
            return f"{said}, running, {item.done_minutes} of {plural(item.minutes, 'minute', 'minutes')}."
        case PlanStatus.OPEN:
            return f"{said}, open, {item.done_minutes} of {plural(item.minutes, 'minute', 'minutes')}."


def _session(session: Session) -> str:
    zone = tzdata.zone(session.zone)
    start = clock(session.start.astimezone(zone))
    length = spoken_duration(session.minutes)
    return f"Session {session.id}: {session.name}, from {start}, {length}."
