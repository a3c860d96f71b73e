"""The quick-log box for a day of the calendar."""

from __future__ import annotations

from datetime import date, datetime

from habit_tui.domain.words import day_name_with_year
from habit_tui.services.desk import Desk
from habit_tui.tui.screens.log import LogDialog


class LogDayDialog(LogDialog):
    """Adds a session to one day; minutes alone begin at the day's window, on today they end now."""

    PLACEHOLDER = "5:10-6:40 titanic"
    HINT = "5:10-6:40 or 45m, then what it was. Minutes alone begin with the window; --at 5:10 says when."

    def __init__(self, day: date) -> None:
        super().__init__()
        self._day = day

    def heading(self) -> str:
        """Which day it is."""
        return f"Add to {day_name_with_year(self._day)}"

    def understood(self, desk: Desk, text: str, now: datetime) -> str:
        """What would be recorded."""
        return super().understood(desk, self._on_its_day(text), now)

    def do(self, text: str) -> None:
        """Record it."""
        super().do(self._on_its_day(text))

    def _on_its_day(self, text: str) -> str:
        # The first of two --on gives way, so a day that is typed is the day that is meant.
        return f"--on {self._day.isoformat()} {text}"
