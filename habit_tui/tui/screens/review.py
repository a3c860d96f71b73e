"""Review: what became of a week or a month, and the questions at its end."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll

from habit_tui.domain.assessment import Question
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.period import Period, PeriodKind, period_of, shifted
from habit_tui.services import review
from habit_tui.services.desk import Desk
from habit_tui.services.review import ReviewView
from habit_tui.tui import keys
from habit_tui.tui.screens.room import RoomScreen
from habit_tui.tui.widgets.review_bar import PeriodBar
from habit_tui.tui.widgets.review_figures import BalancePanel, HoursPanel, PunctualityPanel, ReviewPanel
from habit_tui.tui.widgets.review_story import (
    AssessmentPanel,
    CautionPanel,
    MoneyPanel,
    PathsPanel,
    WayPanel,
)


class Sheet(VerticalScroll, inherit_bindings=False):
    """What a review says; it scrolls where it does not fit."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.REVIEW_SHEET)


class ReviewScreen(RoomScreen):
    """The numbers on the left, the story on the right; narrow, one below the other."""

    ROOM = "review"
    CSS_PATH = "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.REVIEW)
    AUTO_FOCUS = "Sheet"

    bar = getters.query_one(PeriodBar)

    def __init__(self) -> None:
        super().__init__()
        # None is as the routine says, until a week or a month is chosen or shown.
        self._kind: PeriodKind | None = None
        # None stays with the present one, also over midnight.
        self._period: Period | None = None
        self._view: ReviewView | None = None
        # Who looks something up between two answers finds the first one where it was.
        self._typed: dict[Question, str] = {}

    def furniture(self) -> ComposeResult:
        """The period, then what is to be said of it."""
        with Container(id="review"):
            yield PeriodBar(self._wanted)
            with Sheet(), Container(id="columns"):
                with Vertical(classes="column"):
                    yield HoursPanel()
                    yield PunctualityPanel()
                    yield BalancePanel()
                    yield MoneyPanel()
                with Vertical(classes="column"):
                    yield CautionPanel()
                    yield PathsPanel()
                    yield WayPanel()
                    yield AssessmentPanel()

    @property
    def _wanted(self) -> Period:
        return self._period or period_of(self._kind or PeriodKind.MONTH, self.app.today.study_day)

    def reload(self) -> None:
        """Read the period again."""
        period, kind = self._period, self._kind

        def look(desk: Desk, now: datetime) -> ReviewView:
            chosen = period_of(kind, desk.study_day(now)) if kind else None
            return review.show(desk, now, period or chosen)

        self.app.read(self, "review", look, self._show)

    def _show(self, view: ReviewView) -> None:
        turned = self._view is not None and self._view.period != view.period
        self._view = view
        self._kind = self._kind or view.period.kind
        self.bar.show(view.period, is_last=view.period.last >= view.today)
        for panel in self.query(ReviewPanel):
            panel.show(view)
        if turned:
            self.query_one(Sheet).scroll_home(animate=False)
        self.refresh_bindings()

    # Going places

    def action_turn(self, by: int) -> None:
        """Go to the period before, or the one after."""
        try:
            period = shifted(self._wanted, by)
        except CannotBeDone:
            return
        if period.first <= self.app.today.study_day:
            self._go_to(period)

    def action_present(self) -> None:
        """Go to the present period."""
        self._go_to(None)

    def action_cut(self, kind: str) -> None:
        """Review a week or a month at a time; the present period stays the present one."""
        last = min(self._wanted.last, self.app.today.study_day)
        self._kind = PeriodKind(kind)
        self._go_to(None if self._period is None else period_of(self._kind, last))

    def _go_to(self, period: Period | None) -> None:
        today = self.app.today.study_day
        self._period = None if period is None or period.covers(today) else period
        wanted = self._wanted
        self.bar.show(wanted, is_last=wanted.last >= today)
        self.reload()
        self.refresh_bindings()

    def action_answer(self) -> None:
        """Answer the questions."""
        from habit_tui.tui.screens.assessment import AssessmentDialog

        if self._view is not None:
            self.app.push_screen(AssessmentDialog(self._view.asked, self._typed))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """After the present period there is none to turn to."""
        if action == "turn" and parameters == (1,) and self.is_mounted:
            return None if self._wanted.last >= self.app.today.study_day else True
        return super().check_action(action, parameters)
