"""The first morning: three things to do once, in the run of the app that showed the starters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.signal import Signal

if TYPE_CHECKING:
    from habit_tui.tui.app import HabitApp

GREETING = "That is all there is to it. Good morning!"


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: the id of the key that does it, in words and in one word, and whether it is done."""

    key: str
    says: str
    short: str
    is_done: bool


class Morning:
    """Which steps are left; nothing of it is stored, so the next run of the app knows of none.

    `turned` tells that a step was done or taken back, or that the morning `is_over`.
    """

    def __init__(self, app: HabitApp) -> None:
        self._app = app
        self._has_seen_calendar = False
        self.is_over = False
        self.turned: Signal[None] = Signal(app, "morning-turned")
        app.today_read.subscribe(app, lambda _view: self._look())
        app.mode_change_signal.subscribe(app, self._go)

    def steps(self) -> Iterator[Step]:
        """The three, by whatever way they were done: a key, a click, or another door."""
        app = self._app
        has_logged = any(session.end is not None for session in app.today.sessions)
        yield Step("log", "log what you did", "log", has_logged)
        yield Step("calendar", "see the calendar", "calendar", self._has_seen_calendar)
        has_reminders = app.desk.settings.remind_backend is not None
        yield Step("remind", "set a reminder", "reminder", has_reminders)

    def skip(self) -> None:
        """Have no more of it."""
        self.is_over = True
        self.turned.publish(None)

    def _go(self, mode: str) -> None:
        if mode == "calendar":
            self._has_seen_calendar = True
            self._look()

    def _look(self) -> None:
        if self.is_over:
            return
        if all(step.is_done for step in self.steps()):
            self.is_over = True
            self._app.say(GREETING)
        self.turned.publish(None)
