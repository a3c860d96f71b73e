"""Today's plan: what is meant, how far it is."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from habit_tui.domain import glyph
from habit_tui.domain.plan import PlanItem, PlanStatus
from habit_tui.domain.words import cells, clock, duration
from habit_tui.services.today import TodayView
from habit_tui.tui.text import fit, wrapped
from habit_tui.tui.widgets.panel import bar, right_aligned
from habit_tui.tui.widgets.rows import RowPanel

SPACIOUS = 5
"""A plan of more items than this is drawn on one line each."""

LEAD = 9
"""Cells before the title: the sign, the time and the blanks between them."""

TITLE_LINES = 2
SHORT_BAR = 12
ROOM_FOR_BAR = 64


class PlanPanel(RowPanel[PlanItem]):
    """The items of the plan with their sign, time, progress and minutes."""

    def __init__(self, view: TodayView) -> None:
        super().__init__(view.plan, id="plan")
        self._view = view
        self.set_reactive(RowPanel.cursor, _first_open(view.plan))

    @property
    def title(self) -> str:
        """The heading."""
        return "Plan"

    @property
    def figure(self) -> str:
        """The day so far and what it amounts to."""
        day = self._view.day
        whole = f" of {duration(day.target)}" if day.target else " on a free day"
        return f"{glyph.VERDICTS[day.verdict]} {duration(day.minutes)}{whole}"

    def update(self, view: TodayView) -> None:
        """Show the plan as it is now."""
        self._view = view
        self.show(view.plan)

    def identity(self, item: PlanItem) -> object:
        """The slot it comes from."""
        return item.id

    def row(self, item: PlanItem, width: int) -> Sequence[Content]:
        """Title above, progress below; or both on one line when there is much to do."""
        style, mark, plain = _STYLES[item.status]
        lead = Content.assemble((glyph.PLAN[item.status], mark), " ", (clock(item.start), plain), "  ")
        figures = self._figures(item)
        room = width - LEAD
        if len(self.items) <= SPACIOUS:
            progress = bar(item.done_minutes, item.minutes, room - len(figures) - 2, mark)
            first, *more = wrapped(item.what, room, TITLE_LINES) or [""]
            return [
                Content.assemble(lead, (first, style)),
                *(Content.assemble(" " * LEAD, (line, style)) for line in more),
                Content.assemble(" " * LEAD, progress, (f"  {figures}", plain)),
            ]
        room -= len(figures) + 2
        progress = Content("")
        if width >= ROOM_FOR_BAR:
            progress = Content.assemble("  ", bar(item.done_minutes, item.minutes, SHORT_BAR, mark))
            room -= progress.cell_length
        return [Content.assemble(lead, (fit(item.what, room), style), progress, (f"  {figures}", plain))]

    def nothing(self, width: int) -> Sequence[Content]:
        """What to do about an empty plan."""
        key = self.app.key_of("starter")
        hint = f"{key} chooses a starter: a routine and a path to follow."
        return [
            Content("Nothing is planned today."),
            *(Content.styled(line, "$text-muted") for line in wrapped(hint, width, 3)),
        ]

    def _figures(self, item: PlanItem) -> str:
        done = max(cells(duration(each.done_minutes)) for each in self.items)
        whole = max(cells(duration(each.minutes)) for each in self.items)
        said = right_aligned(duration(item.done_minutes), done)
        return f"{said} / {duration(item.minutes):<{whole}}"


# How the title, the sign and bar, and the figures of an item look.
_STYLES = {
    PlanStatus.RUNNING: ("bold", "$text-accent", ""),
    PlanStatus.OPEN: ("", "$text-muted", "$text-muted"),
    PlanStatus.DONE: ("$text-muted", "$text-muted", "$text-muted"),
}


def _first_open(plan: Sequence[PlanItem]) -> int:
    """Where to begin: the running item, else the first that is not done."""
    for status in (PlanStatus.RUNNING, PlanStatus.OPEN):
        for at, item in enumerate(plan):
            if item.status is status:
                return at
    return 0
