"""The morning window and what is left of it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from habit_tui.domain.clock import to_minutes
from habit_tui.domain.words import clock, duration
from habit_tui.services.today import TodayView, WindowState
from habit_tui.tui.widgets.panel import Panel, bar


class WindowPanel(Panel):
    """From when to when, how much is left, and a bar of what has passed."""

    def __init__(self, view: TodayView) -> None:
        super().__init__(id="window")
        self._view = view

    def update(self, view: TodayView) -> None:
        """Show the window at another moment."""
        self._view = view
        self.redraw()

    @property
    def heading_height(self) -> int:
        """The bar belongs to the heading."""
        return 1

    @property
    def title(self) -> str:
        """The heading."""
        window = self._view.window
        return f"Window {clock(window.start)}-{clock(window.end)}"

    @property
    def figure(self) -> str:
        """Where now lies against it."""
        window, now = self._view.window, self._view.now
        match window.state(now):
            case WindowState.BEFORE:
                return f"opens in {duration(max(1, to_minutes(now, window.start)))}"
            case WindowState.INSIDE:
                return f"{duration(window.minutes_left(now))} left"
            case WindowState.AFTER:
                return "over for today"

    def lines(self, width: int) -> Sequence[Content]:
        """The bar."""
        window = self._view.window
        whole = to_minutes(window.start, window.end)
        gone = max(0, whole - window.minutes_left(self._view.now))
        return [bar(gone, whole, width, "$text-muted")]
