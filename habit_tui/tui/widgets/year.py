"""The year at a glance, for terminals that have room to spare: every day, the strength, how one stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from habit_tui.domain.calendar import Grid, year_grid
from habit_tui.domain.dates import WEEKDAYS
from habit_tui.domain.words import days, duration
from habit_tui.services.calendar import CalendarView
from habit_tui.tui.widgets.calendar_figures import StandingPanel
from habit_tui.tui.widgets.calendar_grid import GUTTER, judged
from habit_tui.tui.widgets.calendar_strength import StrengthPlot
from habit_tui.tui.widgets.panel import EDGE, Panel

STEP = 2
"""Cells of a week."""

TODAY = "bold $background on $text-muted"

STYLES = {
    "ahead": "on $surface 55%",
    "day": "on $surface",
    "quiet": "$text-muted on $surface",
    "missed": "$text-error on $surface",
    "frozen": "$secondary on $surface",
    "shade-1": "on $accent 14%",
    "shade-2": "on $accent 28%",
    "shade-3": "on $accent 42%",
    "shade-4": "$background on $accent 86%",
}
"""How the calendar draws its days, as styles of a text."""


class YearPanel(Panel):
    """The present year's days with their signs; `go_to` is told the one clicked."""

    ALLOW_SELECT = False

    def __init__(self, go_to: Callable[[date], None]) -> None:
        super().__init__()
        self._go_to = go_to
        self._view: CalendarView | None = None

    def show(self, view: CalendarView) -> None:
        """Show a year."""
        self._view = view
        self.refresh()

    @property
    def title(self) -> str:
        """The year."""
        return "" if self._view is None else str(self._view.year)

    @property
    def figure(self) -> str:
        """What was done in it."""
        view = self._view
        return (
            ""
            if view is None or not view.minutes
            else f"{duration(view.minutes)} on {days(view.days_studied)}"
        )

    def lines(self, width: int) -> Sequence[Content]:  # noqa: ARG002  # a year is as wide as it is
        """The months, and a line for each weekday."""
        if self._view is None:
            return [Content("")] * (1 + len(WEEKDAYS))
        grid = year_grid(self._view.year)
        months = ""
        for week, name in grid.months():
            months = months.ljust(week * STEP) + name
        rows = [self._weekday(grid, row, self._view) for row in range(len(WEEKDAYS))]
        return [Content.styled(" " * GUTTER + months, "$text-muted"), *rows]

    def _weekday(self, grid: Grid, row: int, view: CalendarView) -> Content:
        pieces: list[tuple[str, str]] = [(f"{WEEKDAYS[row]:<{GUTTER}}", "$text-muted")]
        for week in range(grid.weeks):
            day = grid.day_at(week, row)
            sign, name = (" ", "") if day is None else judged(view, day)
            style = TODAY if day == view.today else STYLES.get(name, "")
            pieces.append((f"{sign:<{STEP}}", "" if self.app.native_ansi_color else style))
        return Content.assemble(*pieces)

    def on_click(self, event: events.Click) -> None:
        """Open the day clicked."""
        row, week = event.y - self.heading_height - 1, (event.x - EDGE - GUTTER) // STEP
        if self._view is None:
            return
        grid = year_grid(self._view.year)
        day = grid.day_at(week, row) if 0 <= row < len(WEEKDAYS) and 0 <= week < grid.weeks else None
        if day is not None:
            self._go_to(day)


class YearRow(Horizontal):
    """The year over its strength, and beside them how one stands."""

    def __init__(self, go_to: Callable[[date], None]) -> None:
        super().__init__()
        self._go_to = go_to

    def compose(self) -> ComposeResult:
        """The panels."""
        with Vertical(id="year-days"):
            yield YearPanel(self._go_to)
            yield StrengthPlot(3, id="year-strength")
        yield StandingPanel()

    def show(self, view: CalendarView) -> None:
        """Show a year."""
        self.query_one(YearPanel).show(view)
        self.query_one(StrengthPlot).show(view)
        self.query_one(StandingPanel).show(view)
