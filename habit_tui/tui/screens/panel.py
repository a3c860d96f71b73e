"""The panel of `today --inline`: the day in a few lines."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.timer import Timer

from habit_tui.domain import glyph
from habit_tui.domain.dates import day_name
from habit_tui.domain.plan import PlanStatus
from habit_tui.domain.words import clock
from habit_tui.services.today import TodayView
from habit_tui.tui.screens.room import QuietScreen
from habit_tui.tui.widgets.focus import elapsed
from habit_tui.tui.widgets.plan import PlanPanel
from habit_tui.tui.widgets.spots import Spot, SpotLine
from habit_tui.tui.widgets.topbar import zone_in_words


class PanelScreen(QuietScreen):
    """When and how one stands, the plan a line an item, what runs."""

    ROOM = "panel"

    def compose(self) -> ComposeResult:
        """Three parts, no bars."""
        yield Standing()
        yield ShortPlan(self.app.today)
        yield Now()

    def draw(self, view: TodayView) -> None:
        """Show today as it was read."""
        self.query_one(Standing).refresh()
        self.query_one(ShortPlan).update(view)
        self.query_one(Now).refresh()


class Standing(SpotLine):
    """When it is, where, and how one stands."""

    JOINT = " · "

    def left(self) -> Sequence[Spot]:
        """The day and its time."""
        view = self.app.today
        return [Spot(((f"{day_name(view.study_day, self.app.desk.dates)} {clock(view.now)}", "bold"),))]

    def right(self) -> Sequence[Spot]:
        """The zone and the streak, dropped when it is narrow."""
        view = self.app.today
        said = [(2, zone_in_words(view))]
        if view.standing.current:
            said.append((1, f"{view.standing.current}-day streak"))
        return [Spot(((text, "$text-muted"),), rank) for rank, text in said]


class ShortPlan(PlanPanel, can_focus=False):
    """The plan with a line for every item."""

    SPACIOUS = 0


class Now(SpotLine):
    """What runs, with its clock, and the keys."""

    def __init__(self) -> None:
        super().__init__()
        self._second: Timer | None = None

    def on_mount(self) -> None:
        """Let the clock turn."""
        self._second = self.set_interval(1, self.refresh)

    def left(self) -> Sequence[Spot]:
        """The running session."""
        session = self.app.today.running.session
        if session is None:
            return [Spot((("Nothing is running.", "$text-muted"),))]
        shown = f"{glyph.PLAN[PlanStatus.RUNNING]} {elapsed(session.start, self.app.now())}"
        return [
            Spot(((shown, "$text-accent"),)),
            Spot(((f"  {session.resource or session.name}", "bold"),), 3),
        ]

    def right(self) -> Sequence[Spot]:
        """The keys."""
        does = "starts" if self.app.today.running.session is None else "stops"
        return [
            Spot(
                ((self.app.key_of("start"), "bold"), (f" {does}", "$text-muted")),
                1,
                action="app.start_or_stop",
            ),
            Spot(((self.app.key_of("quit"), "bold"), (" leaves", "$text-muted")), 2, action="app.quit"),
        ]
