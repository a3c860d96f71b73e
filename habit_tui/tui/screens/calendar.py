"""The calendar: a year of study days, and the day the cursor is on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical

from habit_tui.domain.calendar import FIRST_YEAR, LAST_YEAR
from habit_tui.domain.leave import Leave
from habit_tui.domain.session import Session
from habit_tui.services import calendar, leave, session
from habit_tui.services.calendar import CalendarView
from habit_tui.services.desk import Desk
from habit_tui.tui import keys, say
from habit_tui.tui.screens.leave import LeaveDialog, span
from habit_tui.tui.screens.room import RoomScreen
from habit_tui.tui.widgets.calendar_day import DayPanel
from habit_tui.tui.widgets.calendar_figures import (
    ComingLine,
    LeavePanel,
    Legend,
    StandingLine,
    StandingPanel,
    YearBar,
)
from habit_tui.tui.widgets.calendar_grid import CalendarGrid
from habit_tui.tui.widgets.calendar_strength import StrengthPlot
from habit_tui.tui.widgets.panel import is_vast
from habit_tui.tui.widgets.rows import RowPanel
from habit_tui.tui.widgets.why import EventPanel


@dataclass(frozen=True, slots=True)
class ReadDay:
    """The sessions of a study day, read at an instant by somebody in a zone."""

    day: date
    sessions: tuple[Session, ...]
    now: datetime
    zone: str


def look_at(day: date, desk: Desk, now: datetime) -> ReadDay:
    """Read the sessions of a study day."""
    return ReadDay(day, session.between(desk, day, day), now, desk.zone_name)


class CalendarScreen(RoomScreen):
    """The year above or beside its figures, and below it the chosen day with its sessions."""

    ROOM = "calendar"
    CSS_PATH = "calendar.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings((*keys.CALENDAR, *keys.SESSIONS))
    AUTO_FOCUS = "CalendarGrid"
    # A week of two cells needs 112 and the edges; a week of one leaves room for figures beside it from 80 on.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (78, "-normal"), (118, "-wide")]  # noqa: RUF012  # as Textual declares it

    grid = getters.query_one(CalendarGrid)
    day = getters.query_one(DayPanel)
    leaves = getters.query_one(LeavePanel)
    outcomes = getters.query_one(EventPanel)

    def furniture(self) -> ComposeResult:
        """The year, the figures and the day."""
        today = self.app.today
        with Container(id="calendar"):
            with Vertical(id="year"):
                yield YearBar(today.study_day.year)
                yield CalendarGrid(today.study_day)
                yield Legend()
                yield ComingLine()
                yield StandingLine()
                yield StrengthPlot(4, id="course")
            with Vertical(id="figures"):
                yield StandingPanel()
                yield StrengthPlot(2, id="course-small")
                yield LeavePanel()
                yield EventPanel()
            yield DayPanel(today.study_day, today.now, today.zone)

    def on_mount(self) -> None:
        """Count the minutes of a running session on."""
        self.app.today_read.subscribe(self, lambda _today: self._read_day())

    def on_resize(self, event: events.Resize) -> None:
        """Beside the year the figures come before the day; below it they stand to the day's right."""
        figures, place = self.query_one("#figures"), self.query_one("#calendar")
        vast = is_vast(event.size)
        self.set_class(vast, "-vast")
        self._grow_plots()
        if event.size.width >= self.HORIZONTAL_BREAKPOINTS[-1][0] and not vast:
            place.move_child(figures, after=self.day)
        else:
            place.move_child(figures, before=self.day)

    # Reading

    def reload(self) -> None:
        """Read the year shown, and the chosen day."""
        wanted = self.grid.cursor.year
        self.app.read(self, "calendar", lambda desk, now: calendar.year(desk, now, wanted), self._show_year)
        self._read_day()

    def _show_year(self, view: CalendarView) -> None:
        before = self.grid.view
        if view.year == self.grid.cursor.year:
            self.grid.show(view)
            for panel in (self.query_one(Legend), *self.query(StandingPanel)):
                panel.show(view)
            self._plot(view)
            self.leaves.update(view)
            self.outcomes.show(view.why[::-1])
        if before is not None and self.grid.cursor == before.today != view.today:
            # Who stayed on today over midnight stays on today.
            self.grid.choose(view.today)
        self._show_chosen()

    def _grow_plots(self) -> None:
        """The lines of a plot are what the calendar leaves of the room."""
        is_large = self.grid.is_large
        self.query_one("#course", StrengthPlot).grow(8 if self.has_class("-vast") else 3 if is_large else 4)
        self.query_one("#course-small", StrengthPlot).grow(5 if is_large else 2)

    def _plot(self, view: CalendarView) -> None:
        self._grow_plots()
        for plot in self.query(StrengthPlot):
            plot.show(view, self.grid.grid)

    def _read_day(self) -> None:
        first, last = self.grid.chosen
        if first == last:
            self.app.read(self, "calendar-day", partial(look_at, first), self._show_day)

    def _show_day(self, read: ReadDay) -> None:
        if (read.day, read.day) == self.grid.chosen:
            self.day.update(read.sessions, read.now, read.zone)
            self.refresh_bindings()

    def _show_chosen(self) -> None:
        self.query_one(YearBar).show(self.grid.cursor.year, self.grid.view, is_young=self.grid.is_large)
        self.day.choose(self.grid.view, *self.grid.chosen)
        self.refresh_bindings()

    @on(CalendarGrid.Moved)
    def _moved(self) -> None:
        self._show_chosen()
        view = self.grid.view
        if view is not None:
            self._plot(view)
        if view is not None and view.year != self.grid.cursor.year:
            self.reload()
        else:
            self._read_day()

    # Going places

    def action_year(self, by: int) -> None:
        """Go to the same day of another year; 29 February gives way to the 28th."""
        at = self.grid.cursor
        year = min(max(at.year + by, FIRST_YEAR), LAST_YEAR)
        is_leap_day = (at.month, at.day) == (2, 29)
        self.grid.choose(at.replace(year=year, day=28) if is_leap_day else at.replace(year=year))

    def action_jump_today(self) -> None:
        """Go to today."""
        self._go_to(self.app.today.study_day)

    def action_to_year(self) -> None:
        """Back to the days."""
        self.grid.focus()

    @on(RowPanel.Chosen, "#leaves")
    def _go_to_leave(self) -> None:
        if self.leaves.chosen is not None:
            self._go_to(self.leaves.chosen.first)

    @on(RowPanel.Chosen, "EventPanel")
    def _go_to_event(self) -> None:
        if self.outcomes.chosen is not None:
            self._go_to(self.outcomes.chosen.study_day)

    @on(CalendarGrid.Opened)
    def _open_day(self) -> None:
        """One session is edited, among several one is chosen first, and where there is none one is added."""
        if self.day.is_range:
            self.action_mark_leave()
        elif len(self.day.items) == 1:
            self.action_edit_session()
        elif self.day.items:
            self.day.focus()
        elif self.check_action("add_session", ()):
            self.action_add_session()

    # Sessions

    @on(RowPanel.Chosen, "#day")
    def action_edit_session(self) -> None:
        """Correct the chosen session."""
        if self.day.chosen is not None:
            from habit_tui.tui.screens.session import SessionDialog

            self.app.push_screen(SessionDialog(self.day.chosen))

    def action_delete_session(self) -> None:
        """Delete the chosen session."""
        chosen = self.day.chosen
        if chosen is not None:
            self.app.write(self, lambda desk, now: session.delete(desk, chosen.id, now), say.deleted)

    def action_add_session(self) -> None:
        """Ask what was done on the chosen day."""
        from habit_tui.tui.screens.log import LogDialog

        self.app.push_screen(LogDialog(self.grid.cursor))

    # Leave

    def action_mark_leave(self) -> None:
        """Ask why the chosen days are taken off."""
        self.app.push_screen(LeaveDialog(*self.grid.chosen, self.grid.action_let_go))

    def action_delete_leave(self) -> None:
        """Delete the leave of the chosen day, or the one chosen in the list."""
        chosen = self._leave_chosen
        if chosen is not None:
            self.app.write(
                self,
                lambda desk, now: leave.delete(desk, now, chosen.id),
                lambda changed: f"No leave any more: {span(changed.leave, self.app.desk.dates)}",
            )

    @property
    def _leave_chosen(self) -> Leave | None:
        if self.leaves.has_focus:
            return self.leaves.chosen
        return None if self.grid.view is None else self.grid.view.leave_on(self.grid.cursor)

    def action_why(self) -> None:
        """Show every streak and what changed the outcome."""
        from habit_tui.tui.screens.why import WhyDialog

        self.app.push_screen(WhyDialog(self._go_to))

    def reach(self, thing: object) -> None:
        """Go to a day."""
        if isinstance(thing, date):
            self._go_to(thing)

    def _go_to(self, day: date) -> None:
        self.grid.choose(day)
        self.grid.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An action without anything to act on has no key."""
        match action:
            case "edit_session" | "delete_session":
                return self.is_mounted and self.day.chosen is not None
            case "add_session":
                return not self.is_mounted or self.grid.cursor <= self.app.today.study_day
            case "delete_leave":
                return self.is_mounted and self._leave_chosen is not None
            case _:
                return super().check_action(action, parameters)
