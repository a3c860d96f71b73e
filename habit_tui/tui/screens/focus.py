"""The focus view: the clock and the present block, and nothing else."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Center

from habit_tui.services.today import TodayView
from habit_tui.tui import keys
from habit_tui.tui.screens.room import QuietScreen
from habit_tui.tui.widgets.focus_clock import FocusClock, FocusKeys


class FocusScreen(QuietScreen):
    """A quiet place over the room one came from; escape goes back there."""

    ROOM = "focus"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.FOCUS)

    def compose(self) -> ComposeResult:
        """No bars: the two keys that matter are below the clock."""
        yield FocusClock(self.app.today)
        yield Center(FocusKeys())

    def draw(self, view: TodayView) -> None:
        """Show today as it was read."""
        self.query_one(FocusClock).update(view)
        self.query_one(FocusKeys).refresh(layout=True)

    def action_back(self) -> None:
        """Back to the room."""
        self.dismiss()
