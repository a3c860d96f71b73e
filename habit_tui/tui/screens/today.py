"""Today: what to do now."""

from __future__ import annotations

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from habit_tui.domain.kind import Kind
from habit_tui.domain.words import one_line
from habit_tui.services.today import TodayView
from habit_tui.tui import keys, say
from habit_tui.tui.screens.room import RoomScreen
from habit_tui.tui.widgets.assessment import AssessmentLine
from habit_tui.tui.widgets.focus import FocusPanel
from habit_tui.tui.widgets.plan import PlanPanel
from habit_tui.tui.widgets.prompt import PromptPanel
from habit_tui.tui.widgets.rows import RowPanel
from habit_tui.tui.widgets.sessions import SessionPanel
from habit_tui.tui.widgets.week import WeekPanel
from habit_tui.tui.widgets.window import WindowPanel

REMINDERS_SECONDS = 600
"""Asking runs a program, `crontab -l`, where reminders are installed: seldom is enough."""


class TodayScreen(RoomScreen):
    """The plan, the clock, the window, today's sessions, the week and a prompt."""

    ROOM = "today"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.SESSIONS)

    plan = getters.query_one(PlanPanel)
    sessions = getters.query_one(SessionPanel)
    focus_panel = getters.query_one(FocusPanel)

    def furniture(self) -> ComposeResult:
        """The panels, with what the app knows already."""
        view = self.app.today
        with Horizontal(id="today"):
            with Vertical(id="record"):
                plan = PlanPanel(view)
                yield plan
                yield SessionPanel(view.sessions, view.now, view.zone)
            with Vertical(id="now"):
                yield FocusPanel(view, plan.chosen)
                yield WindowPanel(view)
                yield WeekPanel(view)
                yield PromptPanel()
        with Vertical(id="quiet"):
            yield AssessmentLine()
            yield Static(id="reminders", markup=False)

    def on_mount(self) -> None:
        """Follow what the app knows, and look now and then whether reminders still arrive."""
        self.app.today_read.subscribe(self, self._draw)
        self.call_after_refresh(self._look_at_reminders)
        self.set_interval(REMINDERS_SECONDS, self._look_at_reminders)

    def _look_at_reminders(self) -> None:
        from habit_tui.services import reminder

        self.app.read(self, "reminders", reminder.health, self._tell_of_reminders)

    def _tell_of_reminders(self, sentence: str) -> None:
        line = self.query_one("#reminders", Static)
        line.update(one_line(sentence))
        line.display = bool(sentence)

    def reload(self) -> None:
        """Look for a prompt; everything else comes with the app's view of today."""
        from habit_tui.services import prompt

        self.app.read(self, "prompt", prompt.show, self.query_one(PromptPanel).update)

    def _draw(self, view: TodayView) -> None:
        self.plan.update(view)
        self.sessions.update(view.sessions, view.now, view.zone)
        self.focus_panel.update(view, self.plan.chosen)
        self.query_one(WindowPanel).update(view)
        self.query_one(WeekPanel).update(view)
        self.query_one(AssessmentLine).show(view)
        self.refresh_bindings()

    @property
    def offered(self) -> tuple[str, Kind] | None:
        """The chosen item of the plan."""
        chosen = self.plan.chosen
        return None if chosen is None else (chosen.what, chosen.kind)

    @on(RowPanel.Chosen, "#plan")
    def _start_chosen(self) -> None:
        if self.offered is not None:
            self.app.start_session(*self.offered)

    @on(RowPanel.Chosen, "#sessions")
    def action_edit_session(self) -> None:
        """Correct the chosen session."""
        if self.sessions.chosen is not None:
            from habit_tui.tui.screens.session import SessionDialog

            self.app.push_screen(SessionDialog(self.sessions.chosen))

    def action_delete_session(self) -> None:
        """Delete the chosen session."""
        from habit_tui.services import session

        chosen = self.sessions.chosen
        if chosen is not None:
            self.app.write(
                self,
                lambda desk, now: session.delete(desk, chosen.id, now),
                say.deleted,
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a session there is none to edit or delete."""
        if action in ("edit_session", "delete_session") and self.sessions.chosen is None:
            return None
        return super().check_action(action, parameters)

    @on(RowPanel.Moved, "#plan")
    def _offer_another(self) -> None:
        self.focus_panel.update(self.app.today, self.plan.chosen)

    def on_screen_suspend(self) -> None:
        """Nobody looks."""
        self.focus_panel.rest(True)

    def on_screen_resume(self) -> None:
        """Somebody looks again."""
        self.focus_panel.rest(False)
