"""The strength's course over the year as a small plot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from textual.content import Content
from textual.geometry import Size

from habit_tui.domain.calendar import FIRST_WEEKS, Grid, year_grid
from habit_tui.domain.words import percent
from habit_tui.services.calendar import CalendarView
from habit_tui.tui.widgets.calendar_grid import GUTTER, step_of
from habit_tui.tui.widgets.panel import Panel

EIGHTHS = " ▁▂▃▄▅▆▇█"

FORTNIGHT = timedelta(days=13)
"""A plot of the first weeks alone begins with as many days after the first."""


class StrengthPlot(Panel):
    """Strength from 0 to 100 % as an area; below the year's grid its columns are those of the weeks above."""

    def __init__(self, rows: int, *, id: str) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._rows = rows
        self._view: CalendarView | None = None
        self._grid: Grid | None = None

    def grow(self, rows: int) -> None:
        """Take another height."""
        if rows != self._rows:
            self._rows = rows
            self.refresh(layout=True)

    def show(self, view: CalendarView, grid: Grid | None = None) -> None:
        """Plot another year, or the weeks of a grid, at the same height."""
        shown = grid or year_grid(view.year)
        if view is not self._view or shown != self._grid:
            self._view, self._grid = view, shown
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's
        """The heading and the plot; no year makes it higher."""
        return self.heading_height + self._rows

    @property
    def title(self) -> str:
        """The heading."""
        return "Strength"

    @property
    def figure(self) -> str:
        """Where it stands, or stood at the year's end."""
        shown = [] if self._view is None else [day for day in self._view.days if day.verdict is not None]
        return percent(shown[-1].strength) if shown else ""

    def lines(self, width: int) -> Sequence[Content]:
        """The plot, from the top."""
        if self._view is None or self._grid is None:
            return [Content("")] * self._rows
        days, gutter = _columns(self._grid, self._view.today, width)
        known = {day.study_day: day.strength for day in self._view.known if day.verdict is not None}
        drawn = draw([known.get(day) for day in days], self._rows)
        edges = ["100 ", *["    "] * (self._rows - 2), "  0 "] if gutter else [""] * self._rows
        return [
            Content.assemble((edge, "$text-muted"), (line, "$accent 40%"))
            for edge, line in zip(edges, drawn, strict=True)
        ]


def draw(values: Sequence[float | None], rows: int) -> list[str]:
    """Values from 0 to 1 as columns standing side by side, the top row first; None leaves a gap."""
    heights = [0 if value is None else max(1, round(min(value, 1.0) * rows * 8)) for value in values]
    return [
        "".join(EIGHTHS[min(max(height - 8 * row, 0), 8)] for height in heights)
        for row in reversed(range(rows))
    ]


def _columns(grid: Grid, today: date, width: int) -> tuple[list[date], int]:
    """The day each column stands for, and the cells left of the first."""
    step = step_of(grid, width)
    if step > 1 and width >= GUTTER + step * grid.weeks:
        # The columns of a week share its days: of two, its Monday and its Thursday.
        return [grid.first + timedelta(days=at * 7 // step) for at in range(step * grid.weeks)], GUTTER
    first, last = grid.first_day, grid.last_day
    if grid.weeks <= FIRST_WEEKS:
        last = max(today, first + FORTNIGHT)
    span = (last - first).days
    return [first + timedelta(days=at * span // max(1, width - 1)) for at in range(width)], 0
