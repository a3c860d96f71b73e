"""Today from the shell."""

from __future__ import annotations

from collections.abc import Iterator

from habit_tui.cli import session as session_door
from habit_tui.cli import views
from habit_tui.cli.door import Door
from habit_tui.domain import glyph
from habit_tui.domain.dates import DateForm, day_name_with_year
from habit_tui.domain.words import clock, duration, offset, one_line, pad, progress
from habit_tui.services import today as service
from habit_tui.services.today import TodayView, WindowState

TITLE_CELLS = 44


def today(door: Door, *, inline: bool = False, plain: bool = False, json: bool = False) -> None:
    """Show today's plan and progress; inline as a live panel, where there is a terminal for it."""
    if inline and not (plain or json):
        from habit_tui.cli.express import has_screen

        if has_screen(door.desk.env):
            from habit_tui.cli import screen

            screen.run_inline(door.desk.env, door.desk.store.file)
            return
    view = service.show(door.desk, door.now)
    if json:
        door.json(as_json(view))
    elif plain:
        from habit_tui.cli import plain as spoken

        door.tell(*spoken.today(view, door.desk.dates))
    else:
        door.tell(*lines(view, door.desk.dates))


def as_json(view: TodayView) -> dict[str, object]:
    """Today by the stable keys."""
    return {
        "now": views.instant(view.now),
        "study_day": view.study_day.isoformat(),
        "zone": view.zone,
        "window": {"start": views.instant(view.window.start), "end": views.instant(view.window.end)},
        "day": views.day(view.day),
        "streak": views.standing(view.standing),
        "plan": [views.plan_item(item) for item in view.plan],
        "sessions": [views.session(session) for session in view.sessions if session.end is not None],
        "running": session_door.running_json(view.running),
        "week": [views.calendar_day(day) for day in view.week],
        "week_target": view.week_target,
        "assessment_due": list(view.assessments_due),
    }


def lines(view: TodayView, form: DateForm) -> Iterator[str]:
    """Today as text."""
    shift = view.now.utcoffset()
    seconds = 0 if shift is None else int(shift.total_seconds())
    yield f"{day_name_with_year(view.study_day, form)} · {clock(view.now)} {view.zone} {offset(seconds)}"
    yield f"Window {clock(view.window.start)}-{clock(view.window.end)} · {window_words(view)}"
    day = view.day
    of_target = f" of {duration(day.target)}"
    if view.free:
        of_target = ", a day off" if day.target else ", a day without a target"
    runs = view.minutes - day.minutes
    running = f" ({duration(runs)} of it running)" if runs else ""
    yield (
        f"Done {duration(view.minutes)}{running}{of_target} · {day.verdict.value} · "
        f"{session_door.standing_words(view.standing)}"
    )
    if view.running.session is not None:
        name = view.running.session.name
        yield f"Running {name} · {duration(view.running.minutes)} so far"
    if view.plan:
        yield ""
        yield "Plan"
        for item in view.plan:
            yield (
                f"  {glyph.PLAN[item.status]} {clock(item.start)}  {pad(item.what, TITLE_CELLS)}  "
                f"{progress(item.done_minutes, item.minutes)}"
            )
    finished = [session for session in view.sessions if session.end is not None]
    if finished:
        yield ""
        yield from session_door.table(finished, view.zone, form)
    if view.assessments_due:
        yield ""
        due = ", ".join(one_line(name) for name in view.assessments_due)
        yield f"The month of {due} is over: `habit-tui review month --answer` says what became of it."
    if view.is_new:
        yield ""
        yield "Nothing here yet: `habit-tui init` chooses a starter, `habit-tui log 45m WHAT` logs a session."


def window_words(view: TodayView) -> str:
    """Where now lies against the window."""
    match view.window.state(view.now):
        case WindowState.BEFORE:
            wait = view.window.start - view.now
            return f"opens in {duration(-(-int(wait.total_seconds()) // 60))}"
        case WindowState.INSIDE:
            return f"{duration(view.window.minutes_left(view.now))} left"
        case WindowState.AFTER:
            return "over for today"
