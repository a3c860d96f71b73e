"""Today's plan: what is meant, how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size

from habit_tui.domain import glyph
from habit_tui.domain.dates import day_name
from habit_tui.domain.plan import PlanItem, PlanStatus
from habit_tui.domain.streak import COUNTED
from habit_tui.domain.words import cells, clock, duration
from habit_tui.services.plan import Plan
from habit_tui.services.today import TodayView
from habit_tui.tui import keys
from habit_tui.tui.text import fit, keyed, wrapped
from habit_tui.tui.widgets.panel import bar, right_aligned
from habit_tui.tui.widgets.rows import RowPanel
from habit_tui.tui.widgets.sessions import SessionPanel
from habit_tui.tui.widgets.spots import Spot, SpotLine

LEAD = 9
"""Cells before the title: the sign, the time and the blanks between them."""

TITLE_LINES = 3
SHORT_BAR = 12
ROOM_FOR_BAR = 64
ROOM_FOR_WORDS = 48


class PlanPanel(RowPanel[PlanItem]):
    """The items of the plan with their sign, time, progress and minutes."""

    SPACIOUS: ClassVar = 5
    """A plan of more items than this is drawn on one line each."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.PLAN)

    def __init__(self, view: TodayView) -> None:
        super().__init__(view.plan, id="plan")
        self._title, self._figure, self._free = "Plan", so_far(view), view.free
        self._day = view.study_day
        self.set_reactive(RowPanel.cursor, _first_open(view.plan))

    @property
    def title(self) -> str:
        """The heading."""
        return self._title

    @property
    def figure(self) -> str:
        """What the day amounts to."""
        return self._figure

    def update(self, view: TodayView) -> None:
        """Show today's plan as it is now; what is done stays chosen only where it was done when chosen."""
        self._title, self._figure, self._free = "Plan", so_far(view), view.free
        before, another = self.chosen, view.study_day != self._day
        self._day = view.study_day
        self.show(view.plan)
        chosen, following = self.chosen, view.next_item
        if chosen is None or following is None:
            return
        was_done = before is not None and before.id == chosen.id and before.status is PlanStatus.DONE
        if another or (chosen.status is PlanStatus.DONE and not was_done):
            self.cursor = view.plan.index(following)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """What it needs, of what the sessions leave it in their column, or of three fifths at least."""
        wanted = super().get_content_height(container, viewport, width)
        if not self.screen.query(SessionPanel):
            return wanted
        bar, sessions = self.screen.query_one(PlanBar), self.screen.query_one(SessionPanel)
        below = 1 + bar.styles.margin.height + sessions.get_content_height(container, viewport, width)
        return min(wanted, max(container.height * 3 // 5, container.height - below))

    def look_ahead(self, plan: Plan) -> None:
        """Show the plan of a day to come."""
        self._title = f"Plan of {day_name(plan.study_day, self.app.desk.dates)}"
        self._figure = duration(sum(item.minutes for item in plan.items))
        self._free = plan.free
        self.show(plan.items)

    def identity(self, item: PlanItem) -> object:
        """The slot it comes from."""
        return item.id

    def row(self, item: PlanItem, width: int) -> Sequence[Content]:
        """Title above, progress below; or both on one line when there is much to do."""
        style, mark, plain = _STYLES[item.status]
        lead = Content.assemble((glyph.PLAN[item.status], mark), " ", (clock(item.start), plain), "  ")
        figures = self._figures(item)
        room = width - LEAD
        if len(self.items) <= self.SPACIOUS:
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
        """Why the plan is empty, and what to do about it."""
        said = "Nothing is planned today." if self._title == "Plan" else "Nothing is planned."
        key = self.app.key_of("starter")
        hint = f"{key} chooses a starter: a routine and a path to follow."
        if self._free:
            key = self.app.key_of("add_item")
            said, hint = f"{said[:-1]}: {self._free}.", f"{key} plans something all the same."
        return [*map(Content, wrapped(said, width, 3)), *keyed(wrapped(hint, width, 3), key)]

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


def so_far(view: TodayView) -> str:
    """The day so far and what it amounts to; a day that only the running session counts for has its sign."""
    whole = " on a free day" if view.free else f" of {duration(view.day.target)}"
    runs = view.minutes > view.day.minutes and view.day.verdict not in COUNTED
    sign = glyph.PLAN[PlanStatus.RUNNING] if runs else glyph.VERDICTS[view.day.verdict]
    return f"{sign} {duration(view.minutes)}{whole}"


def _first_open(plan: Sequence[PlanItem]) -> int:
    """Where to begin: the running item, else the first that is not done."""
    for status in (PlanStatus.RUNNING, PlanStatus.OPEN):
        for at, item in enumerate(plan):
            if item.status is status:
                return at
    return 0


class PlanBar(SpotLine):
    """The line below the plan: to tomorrow and back, and what yesterday left."""

    def __init__(self) -> None:
        super().__init__(id="plan-bar")
        self._ahead = False
        self._left: Sequence[PlanItem] = ()

    def look_ahead(self, *, ahead: bool) -> None:
        """Say that tomorrow's plan is shown, or today's."""
        self._ahead = ahead
        self.refresh()

    def update(self, left: Sequence[PlanItem]) -> None:
        """Offer what yesterday left."""
        self._left = left
        self.refresh()

    def left(self) -> Sequence[Spot]:
        """What can be clicked."""
        if self._ahead:
            return [self._spot("back_to_today", "back to today", "screen.look_back")]
        spots = [self._spot("tomorrow", "tomorrow", "screen.look_ahead")]
        if self._left:
            left = duration(sum(item.minutes for item in self._left))
            said = f"carry over {left}{' of yesterday' if self.size.width >= ROOM_FOR_WORDS else ''}"
            spots.append(self._spot("carry", said, "screen.carry"))
        return spots

    def _spot(self, key: str, does: str, action: str) -> Spot:
        parts = ((self.app.key_of(key), "bold"), (f" {does}   ", "$text-muted"))
        return Spot(parts, rank=key != "carry", action=action)
