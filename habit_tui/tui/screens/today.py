"""Today: what to do now."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from habit_tui.tui.screens.room import RoomScreen


class TodayScreen(RoomScreen):
    """The plan, the clock, the window, today's sessions, the week and a prompt."""

    ROOM = "today"

    def furniture(self) -> ComposeResult:
        """The panels."""
        yield Static("", markup=False)
