"""The full-screen door: one app, its rooms, its clock, and the work it does on the store."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from types import FrameType
from typing import TYPE_CHECKING, ClassVar

from rich.console import RenderableType
from textual import events
from textual.actions import ActionParseResult
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.command import Provider
from textual.dom import DOMNode
from textual.screen import Screen
from textual.signal import Signal
from textual.timer import Timer

from habit_tui.domain.kind import Kind
from habit_tui.domain.session import Session
from habit_tui.services import today
from habit_tui.services.desk import Desk
from habit_tui.services.today import TodayView
from habit_tui.store.watch import Watch
from habit_tui.system import paths, settings_file
from habit_tui.tui import keys, rooms, say
from habit_tui.tui.bell import Bell
from habit_tui.tui.garbage import Garbage
from habit_tui.tui.house import House
from habit_tui.tui.keymap import Keymap, usable
from habit_tui.tui.look import Look, unusable
from habit_tui.tui.rooms import ROOMS
from habit_tui.tui.styles import Styles
from habit_tui.tui.work import Work

if TYPE_CHECKING:
    from habit_tui.tui.morning import Morning
    from habit_tui.tui.screens.editor import EditorScreen

MINUTE_SECONDS = 60
ENDING_SECONDS = 5


def _finder() -> type[Provider]:
    from habit_tui.tui.palette import Finder

    return Finder


class HabitApp(House, Work, Look):
    """The app. `today` is what the top bar and the Today screen show, `today_read` tells that it was read.

    `desk_factory` opens the desk anew, as on a minute's turn, when the learner may have travelled; `clock`
    tells the present instant in UTC; `first`, when given, is painted in the first frame, then read again;
    a `greeting` is said once.
    """

    TITLE = "habit_tui"
    # Styles read together are parsed once; a screen with a file of its own has everything parsed again.
    CSS_PATH: ClassVar = ["app.tcss", "screens/focus.tcss", "screens/today.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.EVERYWHERE)
    COMMANDS = App.COMMANDS | {_finder}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-normal"), (110, "-wide")]  # noqa: RUF012  # as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012  # as Textual declares it
    NOTIFICATION_TIMEOUT = 6

    stylesheet: Styles

    def __init__(
        self,
        desk_factory: Callable[[], Desk],
        clock: Callable[[], datetime],
        desk: Desk | None = None,
        first: TodayView | None = None,
        greeting: str = "",
        *,
        plain: bool = False,
    ) -> None:
        # What the first frame is made of is imported before there is an event loop to be held by it.
        rooms.fetch(ROOMS[:1])
        self.desk_factory = desk_factory
        self.now = clock
        self.desk = desk_factory() if desk is None else desk
        self._is_plain = plain
        super().__init__()
        self.stylesheet = Styles(self.get_css_variables())
        self.is_open = True
        self._greeting = greeting
        self._minute: Timer | None = None
        self._garbage = Garbage(self)
        self._bell = Bell(self)
        self.keymap = Keymap({})
        self.editing: EditorScreen | None = None
        self.morning: Morning | None = None
        self._watch = Watch(self.desk.store, lambda: self.call_later(self.reload))
        self._apply_keymap()
        self.today = today.show(self.desk, clock()) if first is None else first
        self.today_read = Signal(self, "today-read")
        self.reload_rooms = Signal(self, "reload-rooms")

    def on_mount(self) -> None:
        """Begin what an open app does by itself, after the first frame is painted."""
        self.open_rooms()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if not self.is_running:
            # It was left with the first key, before anything had begun.
            return
        if not (self.is_headless or self.is_web):
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self._told_to_end, number, signal.getsignal(number))
            for number in (signal.SIGTSTP, signal.SIGCONT):
                # Textual's handlers write to the terminal; inside a write they would wait for its end.
                if callable(handler := signal.getsignal(number)):
                    loop.add_signal_handler(number, handler, number, None)
        self.app_resume_signal.subscribe(self, lambda _app: self._come_back())
        self._watch.start()
        self._wait_for_the_minute()
        self._bell.follow(self.today)
        self.today_read.subscribe(self, self._bell.follow)
        self._back_up()
        # What the other rooms are made of takes a while, and nobody is waiting for it yet.
        self.run_worker(self._fetch, group="rooms", thread=True, exit_on_error=False)
        self._complain_of_settings()
        self.say(self._greeting)
        if self.today.is_new:
            self.welcome()

    def _fetch(self) -> None:
        try:
            for file in rooms.fetch():
                self.call_later(self.stylesheet.take, file)
        finally:
            self._garbage.begin()

    def welcome(self) -> None:
        """Show a newcomer the starters, and what to do after that."""
        from habit_tui.tui.morning import Morning
        from habit_tui.tui.widgets.morning import MorningLine

        self.morning = Morning(self)
        self.screen.mount(MorningLine())
        self.action_starter()

    def _told_to_end(self, number: int, before: object) -> None:
        def end(_alarm: int, _frame: FrameType | None) -> None:
            signal.signal(number, before if callable(before) else signal.SIG_DFL)
            signal.raise_signal(number)

        # Whatever keeps it, a terminal that takes nothing or a change that waits for the file, it ends.
        signal.signal(signal.SIGALRM, end)
        signal.alarm(ENDING_SECONDS)
        self.exit(return_code=128 + number)

    def _come_back(self) -> None:
        """Draw everything after having been put aside: the terminal has forgotten it, and time has passed."""
        self.refresh(layout=True)
        self.tick()

    def on_unmount(self) -> None:
        """Let go of the file."""
        self._watch.stop()

    # Time

    def tick(self) -> None:
        """Look up: the minute has turned, and with it perhaps the day, the zone or the settings."""
        if not (self.is_headless or self.is_web or os.isatty(0)):
            # The terminal is gone without a word, and Textual would read its end over and over.
            self.exit(return_code=1)
            return
        self._back_up()
        self.look_up()

    def look_up(self) -> None:
        """Take up the settings and the zone as they are now."""
        self.read(self, "tick", lambda _desk, _now: self.desk_factory(), self.use)

    def _back_up(self) -> None:
        """Take the day's backup when there is none yet."""
        from habit_tui.services import backup

        self.read(
            self,
            "backup",
            lambda desk, now: backup.daily(desk.store, now),
            lambda failure: self.complain(failure) if failure else None,
        )

    def use(self, desk: Desk) -> None:
        """Go on with a desk opened anew, and with what its settings say."""
        moved = desk.zone_name != self.desk.zone_name or desk.settings != self.desk.settings
        self.desk = desk
        if moved:
            self._apply_settings()
        if moved or desk.study_day(self.now()) != self.today.study_day:
            self.reload()
        else:
            self.read_today()

    def _wait_for_the_minute(self) -> None:
        """Sleep until the wall clock shows the next minute."""
        now = self.now()
        left = MINUTE_SECONDS - now.second - now.microsecond / 1e6
        self._minute = self.set_timer(left + 0.02, self._minute_turned)

    def _minute_turned(self) -> None:
        self.tick()
        self._wait_for_the_minute()

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; a key or the mouse tells that somebody is there."""
        if isinstance(event, events.InputEvent):
            self._garbage.put_off()
        await super().on_event(event)

    def on_app_focus(self, _event: events.AppFocus) -> None:
        """Somebody came back, perhaps after a night with the lid closed."""
        self.tick()

    # Settings

    def _apply_settings(self) -> None:
        """Use the settings of a desk opened anew."""
        self.theme = self._chosen_theme()
        self._apply_keymap()
        self._complain_of_settings()

    def _apply_keymap(self) -> None:
        self.keymap = usable(self.desk.settings.keymap_preset, self.desk.settings.keymap)
        self.set_keymap(dict(self.keymap.keys))

    def _complain_of_settings(self) -> None:
        for problem in unusable(self.desk.settings):
            self.complain(problem)
        if self.desk.warning:
            self.complain(self.desk.warning)

    def watch_theme(self, theme: str) -> None:
        """Keep the theme that was chosen."""
        if self.is_running and not self._is_trying and theme != self._chosen_theme():
            self.write(
                self,
                lambda desk, _now: settings_file.save(paths.config_dir(desk.env), "theme", theme),
                lambda _saved: "",
                lambda saved: setattr(self, "desk", replace(self.desk, settings=saved)),
            )

    # Actions

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key is for; before its screen is furnished, and once it is cleared, it does nothing."""
        if isinstance(default_namespace, Screen) and not (default_namespace.is_mounted and self.is_open):
            return False
        return await super().run_action(action, default_namespace, namespaces)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave."""
        self.is_open = False
        super().exit(result, return_code, message)

    async def action_quit(self) -> None:
        """Leave; words that are in no file yet are asked about first."""
        if self.editing is None:
            self.exit()
        else:
            self.action_room(self.editing.ROOM)
            self.editing.ask_to_leave(self.exit)

    def action_undo(self) -> None:
        """Take back the newest change."""
        from habit_tui.services import change

        self.write(
            self,
            change.undo,
            lambda _done: "",
            lambda done: self.say(done.said("Undone"), way="redo"),
        )

    def action_redo(self) -> None:
        """Bring back what the newest undo reversed."""
        from habit_tui.services import change

        self.write(self, change.redo, lambda done: done.said("Done again"))

    def action_log(self) -> None:
        """Open the quick-log box."""
        from habit_tui.tui.screens.log import LogDialog

        self.push_screen(LogDialog())

    def action_start_or_stop(self) -> None:
        """Stop the running session, or start what the screen offers, or ask what to start."""
        from habit_tui.tui.screens.room import RoomScreen

        if self.today.running.session is not None:
            self.stop_session(self.today.running.session)
        elif isinstance(self.screen, RoomScreen) and self.screen.offered is not None:
            self.start_session(*self.screen.offered)
        else:
            from habit_tui.tui.screens.start import StartDialog

            self.push_screen(StartDialog())

    def start_session(self, what: str, kind: Kind) -> None:
        """Start a session."""
        from habit_tui.services import session

        self.write(
            self,
            lambda desk, now: session.start(desk, what, now, kind),
            lambda done: say.logged("Started", done),
        )

    def stop_session(self, running: Session) -> None:
        """Stop the running session; one that was probably forgotten asks for the time."""
        from habit_tui.services import session

        if self.now() - running.start > session.STALE:
            from habit_tui.tui.screens.start import StopDialog

            self.push_screen(StopDialog(running))
        else:
            self.write(self, session.stop, lambda done: say.logged("Stopped", done))

    def action_cancel_session(self) -> None:
        """Forget the running session."""
        from habit_tui.services import session

        self.write(self, session.cancel, lambda gone: f"Cancelled {gone.name}: nothing was recorded")

    def action_skip_morning(self) -> None:
        """Do without the line of the first morning."""
        if self.morning is not None:
            self.morning.skip()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The first morning can be skipped while it lasts, a session be cancelled while it runs."""
        if action == "skip_morning":
            return self.morning is not None and not self.morning.is_over
        if action == "cancel_session":
            return self.today.running.session is not None
        return super().check_action(action, parameters)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action that a key does here, those of the other rooms, and the themes."""
        from habit_tui.tui.palette import actions

        return actions(self, screen)
