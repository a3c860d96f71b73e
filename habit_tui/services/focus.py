"""Focus and breaks, by the rhythm of the settings."""

from __future__ import annotations

from datetime import datetime

from habit_tui.domain.plan import PlanStatus
from habit_tui.domain.rhythm import Beat, parse
from habit_tui.domain.rhythm import beat as beat_of
from habit_tui.domain.words import duration, one_line
from habit_tui.services.desk import Desk
from habit_tui.services.today import TodayView
from habit_tui.system import notify


def beat(desk: Desk, view: TodayView, now: datetime) -> Beat | None:
    """Where the moment lies in the rhythm, None without one; see `domain.rhythm.beat`."""
    more = view.day.minutes < view.day.target or view.next_item is not None
    return beat_of(parse(desk.settings.rhythm), view.running.session, view.sessions, more, now)


def over(desk: Desk, view: TodayView, ended: Beat) -> str:
    """What to say when a beat is over: that a break is due, or that it ends."""
    rhythm = parse(desk.settings.rhythm)
    session = view.running.session
    if ended.resting or rhythm is None or session is None:
        item = next((each for each in view.plan if each.status is PlanStatus.OPEN), None)
        return "The break is over" + ("" if item is None else f": {one_line(item.what)} is next")
    what = one_line(session.resource or session.what) or session.kind.value
    return f"{duration(rhythm.work)} on {what}: time for {duration(rhythm.rest)} of rest"


def tell(desk: Desk, text: str) -> str:
    """Say it on the desktop; empty, or why it could not be said there."""
    try:
        notify.to_desktop(text, desk.env)
    except notify.Undelivered as error:
        return str(error)
    return ""
