"""The dialog that takes days off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from habit_tui.domain.dates import DateForm, days_named
from habit_tui.domain.leave import Leave
from habit_tui.domain.words import days, one_line
from habit_tui.services import leave
from habit_tui.services.desk import Desk
from habit_tui.tui.screens.line import LineDialog


class LeaveDialog(LineDialog):
    """Asks why a range of days is taken off; `taken` is called once it is."""

    PLACEHOLDER = "holiday, illness, a rest"
    HINT = "The reason may stay empty. Days with study on them count as usual."
    VERB = "take leave"

    def __init__(self, first: date, last: date, taken: Callable[[], None]) -> None:
        super().__init__()
        self._leave = Leave(first, last, "")
        self._taken = taken

    def heading(self) -> str:
        """Which days they are."""
        return f"Leave {span(self._leave, self.app.desk.dates)}"

    def understood(self, desk: Desk, text: str, _now: datetime) -> str:
        """The leave as it will be listed."""
        return f"{span(self._leave, desk.dates)}: {one_line(text).strip()}"

    def do(self, text: str) -> None:
        """Take the days off."""
        first, last = self._leave.first, self._leave.last
        self.app.write(
            self,
            lambda desk, now: leave.add(desk, now, first, last, text),
            lambda changed: f"Leave {span(changed.leave, self.app.desk.dates)}",
            self.done,
            self.refuse,
        )

    def done(self, result: object) -> None:
        """The days are off."""
        super().done(result)
        self._taken()


def span(leave: Leave, form: DateForm) -> str:
    """A leave's days with their number: "Mon 3 Aug to Fri 14 Aug 2026, 12 days"."""
    said = days_named(leave.first, leave.last, form)
    length = (leave.last - leave.first).days + 1
    return said if length == 1 else f"{said}, {days(length)}"
