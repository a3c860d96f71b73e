"""This week, Monday to Sunday, a line a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from habit_tui.domain import glyph
from habit_tui.domain.dates import WEEKDAYS
from habit_tui.domain.streak import Verdict
from habit_tui.domain.words import duration
from habit_tui.services.calendar import CalendarDay
from habit_tui.services.today import TodayView
from habit_tui.tui.widgets.panel import Panel, bar, right_aligned

WORDS = {
    Verdict.REST: "rest",
    Verdict.LEAVE: "leave",
    Verdict.MISSED: "missed",
    Verdict.FROZEN: "frozen",
    Verdict.VOID: "void",
}
FIGURE = 7


class WeekPanel(Panel):
    """Each day with its verdict's sign, a bar against its target, and its minutes."""

    def __init__(self, view: TodayView) -> None:
        super().__init__(id="week")
        self._view = view

    def update(self, view: TodayView) -> None:
        """Show the week as it is now."""
        self._view = view
        self.redraw()

    @property
    def title(self) -> str:
        """The heading."""
        return "This week"

    @property
    def figure(self) -> str:
        """What was done of what the week asks for."""
        done = sum(day.minutes for day in self._view.week_so_far)
        return f"{duration(done)} of {duration(self._view.week_target)}"

    def lines(self, width: int) -> Sequence[Content]:
        """The seven days."""
        return [_line(day, self._view.study_day, width) for day in self._view.week_so_far]


def _line(day: CalendarDay, today: date, width: int) -> Content:
    is_past = day.study_day < today and day.verdict is not Verdict.BEFORE
    style = "bold" if day.study_day == today else "" if is_past else "$text-muted"
    sign = " " if day.verdict is None else glyph.VERDICTS[day.verdict]
    weekday = WEEKDAYS[day.study_day.weekday()]
    room = width - len(weekday) - 4 - FIGURE - 2
    drawn = bar(day.minutes, max(1, day.target), room, "" if day.study_day == today else "$text-muted")
    counts = day.verdict is not Verdict.BEFORE and (day.target or day.minutes)
    return Content.assemble(
        (f"{weekday}  {sign} ", style),
        drawn if counts else " " * room,
        (f"  {right_aligned(_figure(day), FIGURE)}", style if day.minutes else "$text-muted"),
    )


def _figure(day: CalendarDay) -> str:
    if day.minutes or day.verdict in (Verdict.OPEN, Verdict.BEFORE):
        return duration(day.minutes) if day.minutes or day.verdict is Verdict.OPEN else ""
    return "" if day.verdict is None else WORDS.get(day.verdict, "")
