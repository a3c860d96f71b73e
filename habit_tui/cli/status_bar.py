"""A line for a shell prompt or a status bar: tmux, starship, waybar."""

from __future__ import annotations

from habit_tui.cli.door import Door
from habit_tui.domain import glyph
from habit_tui.domain.template import fill
from habit_tui.domain.words import clock, duration, percent
from habit_tui.services import today
from habit_tui.services.today import Glance
from habit_tui.system import tzdata

RUNNING = ("what", "kind", "minutes", "elapsed", "since")


def line(door: Door, template: str, idle: str | None) -> str:
    """The template filled in, or the idle one while nothing is running.

    Raises NotUnderstood for a field there is not.
    """
    view = today.glance(door.desk, door.now)
    chosen = template if idle is None or view.running.session is not None else idle
    return fill(chosen, fields(view))


def fields(view: Glance) -> dict[str, str]:
    """Every field by its name; those of the running session are empty while there is none."""
    day, standing, minutes = view.day, view.standing, view.minutes
    return {
        **_running(view),
        "done": duration(minutes),
        "target": duration(day.target),
        "left": duration(max(0, day.target - minutes)),
        "verdict": day.verdict.value,
        "glyph": glyph.VERDICTS[day.verdict],
        "streak": str(standing.current),
        "freezes": str(standing.freezes),
        "strength": percent(standing.strength),
    }


def _running(view: Glance) -> dict[str, str]:
    session = view.running.session
    if session is None:
        return dict.fromkeys(RUNNING, "")
    return {
        "what": session.name,
        "kind": session.kind.value,
        "minutes": str(view.running.minutes),
        "elapsed": duration(view.running.minutes),
        "since": clock(session.start.astimezone(tzdata.zone(session.zone))),
    }
