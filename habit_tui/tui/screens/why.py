"""The dialog that says why the streak is what it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from textual import on
from textual.app import ComposeResult

from habit_tui.services import streak
from habit_tui.services.streak import StreakView
from habit_tui.tui.screens.dialog import Dialog
from habit_tui.tui.widgets.buttons import Button, Buttons
from habit_tui.tui.widgets.rows import RowPanel
from habit_tui.tui.widgets.why import EventPanel, StreakPanel


class WhyDialog(Dialog):
    """Every streak and every event that changed the outcome, newest first; a chosen one's day is gone to."""

    AUTO_FOCUS = "EventPanel"

    def __init__(self, go_to: Callable[[date], None]) -> None:
        super().__init__()
        self._go_to = go_to

    def heading(self) -> str:
        """What it answers."""
        return "Why the streak is what it is"

    def body(self) -> ComposeResult:
        """The two lists."""
        yield EventPanel()
        yield StreakPanel()
        yield Buttons(
            Button("enter", "go to the day", "screen.go"),
            Button("tab", "other list", "screen.focus_next"),
            Button("esc", "close", "screen.close"),
        )

    def on_mount(self) -> None:
        """Read."""
        self.app.read(self, "why", streak.show, self._show)

    def _show(self, view: StreakView) -> None:
        self.query_one(EventPanel).show(view.why[::-1])
        self.query_one(StreakPanel).show(view.streaks[::-1])

    @on(RowPanel.Chosen)
    def action_go(self) -> None:
        """Go to the chosen day in the calendar."""
        events, streaks = self.query_one(EventPanel), self.query_one(StreakPanel)
        if streaks.has_focus:
            day = None if streaks.chosen is None else streaks.chosen.last
        else:
            day = None if events.chosen is None else events.chosen.study_day
        if day is not None:
            self.dismiss()
            self._go_to(day)
