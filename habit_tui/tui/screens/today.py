"""Today: what to do now."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from habit_tui.domain.kind import Kind
from habit_tui.domain.plan import PlanItem
from habit_tui.domain.words import one_line, plural
from habit_tui.services import plan as plans
from habit_tui.services.plan import Plan
from habit_tui.services.today import TodayView
from habit_tui.tui import keys, say
from habit_tui.tui.screens.room import RoomScreen
from habit_tui.tui.widgets.assessment import AssessmentLine
from habit_tui.tui.widgets.focus import FocusPanel
from habit_tui.tui.widgets.panel import is_vast
from habit_tui.tui.widgets.plan import PlanBar, PlanPanel
from habit_tui.tui.widgets.prompt import PromptPanel
from habit_tui.tui.widgets.rows import RowPanel
from habit_tui.tui.widgets.sessions import SessionPanel
from habit_tui.tui.widgets.week import WeekPanel
from habit_tui.tui.widgets.window import WindowPanel

if TYPE_CHECKING:
    from habit_tui.tui.widgets.year import YearRow

REMINDERS_SECONDS = 600
"""Asking runs a program, `crontab -l`, where reminders are installed: seldom is enough."""


class TodayScreen(RoomScreen):
    """The plan, the clock, the window, today's sessions, the week and a prompt."""

    ROOM = "today"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings((*keys.TODAY, *keys.SESSIONS))

    plan = getters.query_one(PlanPanel)
    plan_bar = getters.query_one(PlanBar)
    sessions = getters.query_one(SessionPanel)
    focus_panel = getters.query_one(FocusPanel)

    def __init__(self) -> None:
        super().__init__()
        self._ahead: date | None = None
        self._left_over: tuple[PlanItem, ...] = ()

    def furniture(self) -> ComposeResult:
        """The panels, with what the app knows already."""
        view = self.app.today
        with Horizontal(id="today"):
            with Vertical(id="record"):
                panel = PlanPanel(view)
                yield panel
                yield PlanBar()
                yield SessionPanel(view.sessions, view.now, view.zone)
            with Vertical(id="now"):
                yield FocusPanel(view, panel.chosen)
                yield WindowPanel(view)
                yield WeekPanel(view)
                yield PromptPanel()
        if is_vast(self.app.size):
            yield self._year()
        with Vertical(id="quiet"):
            yield AssessmentLine()
            yield Static(id="reminders", markup=False)

    def on_mount(self) -> None:
        """Follow what the app knows, and look now and then whether reminders still arrive."""
        self.app.today_read.subscribe(self, self._draw)
        self.call_after_refresh(self._look_at_reminders)
        self.set_interval(REMINDERS_SECONDS, self._look_at_reminders)

    def _look_at_reminders(self) -> None:
        from habit_tui.services import copies, reminder

        self.app.read(
            self,
            "reminders",
            lambda desk, now: copies.offer(desk) or reminder.health(desk, now),
            self._tell_of_reminders,
        )

    def _tell_of_reminders(self, sentence: str) -> None:
        line = self.query_one("#reminders", Static)
        line.update(one_line(sentence))
        line.display = bool(sentence)

    def reload(self) -> None:
        """Look for a prompt and for what yesterday left; the rest comes with the app's view of today."""
        from habit_tui.services import prompt

        self.app.read(self, "prompt", prompt.show, self.query_one(PromptPanel).update)
        self.app.read(self, "left-over", plans.left_over, self._offer_left_over)
        self._read_year()
        if self._ahead is not None:
            self._read_ahead(self._ahead)

    def on_resize(self, event: events.Resize) -> None:
        """The year is there while there is room to spare."""
        rows = self.query("YearRow")
        self.set_class(is_vast(event.size), "-vast")
        if is_vast(event.size) and not rows:
            self.mount(self._year(), after="#today")
            self.call_after_refresh(self._read_year)
        elif rows and not is_vast(event.size):
            rows.remove()

    def _year(self) -> YearRow:
        """The year; few terminals have room for it, so the first frame of the others need not know it."""
        from habit_tui.tui.widgets.year import YearRow

        return YearRow(self._go_to)

    def _read_year(self) -> None:
        if not self.query("YearRow"):
            return
        from habit_tui.services import calendar
        from habit_tui.tui.widgets.year import YearRow

        row = self.query_one(YearRow)
        self.app.read(row, "year", calendar.year, row.show)

    def _go_to(self, day: date) -> None:
        self.call_later(self._open_day, day)

    async def _open_day(self, day: date) -> None:
        room = await self.app.enter("calendar")
        room.reach(day)

    def action_why(self) -> None:
        """Show every streak and what changed the outcome."""
        from habit_tui.tui.screens.why import WhyDialog

        self.app.push_screen(WhyDialog(self._go_to))

    def _draw(self, view: TodayView) -> None:
        if self._ahead is not None and self._ahead <= view.study_day:
            self._ahead = None
            self.plan_bar.look_ahead(ahead=False)
        if self._ahead is None:
            self.plan.update(view)
        self.sessions.update(view.sessions, view.now, view.zone)
        self.focus_panel.update(view, self._to_start)
        self.query_one(WindowPanel).update(view)
        self.query_one(WeekPanel).update(view)
        self.query_one(AssessmentLine).show(view)
        self.refresh_bindings()

    @property
    def offered(self) -> tuple[str, Kind] | None:
        """The chosen item of the plan."""
        chosen = self._to_start
        return None if chosen is None else (chosen.what, chosen.kind)

    @property
    def _to_start(self) -> PlanItem | None:
        """The chosen item, unless it is tomorrow's."""
        return self.plan.chosen if self._ahead is None else None

    @on(RowPanel.Chosen, "#plan")
    def _start_chosen(self) -> None:
        """Start what is chosen; of a plan that is not today's yet the times can be changed."""
        if self.offered is not None:
            self.app.start_session(*self.offered)
        else:
            self.action_edit_item()

    # The plan

    def action_look_ahead(self) -> None:
        """Show tomorrow's plan."""
        self._ahead = self.app.today.study_day + timedelta(days=1)
        self.plan_bar.look_ahead(ahead=True)
        self.plan.focus()
        self._read_ahead(self._ahead)

    def action_look_back(self) -> None:
        """Show today's plan again."""
        self._ahead = None
        self.plan_bar.look_ahead(ahead=False)
        self.plan.focus()
        self._draw(self.app.today)

    def _read_ahead(self, day: date) -> None:
        self.app.read(self, "plan", lambda desk, now: plans.show(desk, now, day), self._show_ahead)

    def _show_ahead(self, found: Plan) -> None:
        if found.study_day == self._ahead:
            self.plan.look_ahead(found)
            self._offer_another()
            self.refresh_bindings()

    @property
    def _day(self) -> date:
        """The day whose plan is shown."""
        return self._ahead or self.app.today.study_day

    def action_add_item(self) -> None:
        """Ask for something of one's own to do on the day shown."""
        from habit_tui.tui.screens.plan import AddItemDialog

        self.app.push_screen(AddItemDialog(self._day, self.app.today.study_day))

    def action_edit_item(self) -> None:
        """Ask for another time or other minutes of the chosen item."""
        from habit_tui.tui.screens.plan import EditItemDialog

        if self.plan.chosen is not None:
            self.app.push_screen(EditItemDialog(self.plan.chosen, self._day))

    def action_tick_item(self) -> None:
        """Call the chosen item done, whatever its minutes, or open again."""
        item, day = self.plan.chosen, self._day
        if item is not None:
            done = not item.ticked
            self.app.write(
                self,
                lambda desk, now: plans.tick(desk, now, item.id, day, done=done),
                lambda _plan: f"{'Ticked' if done else 'Opened again'}: {item.what}",
            )

    def action_drop_item(self) -> None:
        """Take the chosen item off the plan of the day."""
        item, day = self.plan.chosen, self._day
        if item is not None:
            self.app.write(
                self,
                lambda desk, now: plans.drop(desk, now, item.id, day),
                lambda _plan: f"Off the plan: {item.what}",
            )

    def action_carry(self) -> None:
        """Take over what yesterday left unfinished."""
        count = len(self._left_over)
        self.app.write(
            self, plans.carry, lambda _plan: f"Carried over {plural(count, 'item', 'items')} of yesterday"
        )

    def _offer_left_over(self, left: tuple[PlanItem, ...]) -> None:
        self._left_over = left
        self.plan_bar.update(left)
        self.refresh_bindings()

    # Sessions

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
        """What has nothing to act on has no key."""
        if action in ("edit_item", "tick_item", "drop_item"):
            return self.plan.chosen is not None
        if action in ("look_ahead", "look_back"):
            return (self._ahead is None) == (action == "look_ahead")
        if action == "carry":
            return bool(self._left_over) and self._ahead is None
        if action in ("edit_session", "delete_session") and self.sessions.chosen is None:
            return None
        return super().check_action(action, parameters)

    @on(RowPanel.Moved, "#plan")
    def _offer_another(self) -> None:
        self.focus_panel.update(self.app.today, self._to_start)

    def on_screen_suspend(self) -> None:
        """Nobody looks."""
        self.focus_panel.rest(True)

    def on_screen_resume(self) -> None:
        """Somebody looks again."""
        self.focus_panel.rest(False)
