"""Starting and stopping the running session where a question has to be asked."""

from __future__ import annotations

from datetime import datetime

from habit_tui.domain import grammar
from habit_tui.domain.clock import to_minutes
from habit_tui.domain.dates import day_name
from habit_tui.domain.entry import next_wall, refuse_future
from habit_tui.domain.session import Session
from habit_tui.domain.words import clock, duration
from habit_tui.services import line, session
from habit_tui.services.desk import Desk
from habit_tui.system import tzdata
from habit_tui.tui import say
from habit_tui.tui.screens.line import LineDialog
from habit_tui.tui.widgets.buttons import Button


class StartDialog(LineDialog):
    """Asks what is to be started."""

    TITLE = "Start a session"
    PLACEHOLDER = "titanic"
    HINT = "What will you do? A resource of your paths, or any words."
    VERB = "start"
    WORDS_BEFORE = 0

    def understood(self, desk: Desk, text: str, _now: datetime) -> str:
        """The resource that is meant."""
        return say.to_start(line.meant(desk, text), text)

    def do(self, text: str) -> None:
        """Start it."""
        self.app.write(
            self,
            lambda desk, now: session.start(desk, text, now),
            lambda done: say.logged("Started", done),
            self.done,
            self.refuse,
        )


class StopDialog(LineDialog):
    """Asks when a session that was probably forgotten really ended."""

    PLACEHOLDER = "6:40"
    HINT = "A time such as 6:40. It runs longer than four hours, so it was probably forgotten."
    VERB = "stop"

    def __init__(self, running: Session) -> None:
        super().__init__()
        self._forgotten = running

    def heading(self) -> str:
        """What runs since when."""
        start, _ = say.wall(self._forgotten)
        since = f"{day_name(start.date(), self.app.desk.dates)} {clock(start)}"
        return f"{self._forgotten.name} runs since {since}: when did it end?"

    def more_buttons(self) -> tuple[Button, ...]:
        """It may not have happened at all."""
        return (Button("", "forget it", "screen.forget"),)

    def understood(self, desk: Desk, text: str, now: datetime) -> str:
        """How long it would have been."""
        zone = tzdata.zone(self._forgotten.zone)
        end = next_wall(self._forgotten.start, grammar.clock_time(text), zone).instant
        refuse_future(end, now, zone, "give an earlier time", desk.dates)
        return f"{duration(to_minutes(self._forgotten.start, end))} · until {clock(end.astimezone(zone))}"

    def do(self, text: str) -> None:
        """Stop it at that time."""
        self.app.write(
            self,
            lambda desk, now: session.stop(desk, now, grammar.clock_time(text)),
            lambda done: say.logged("Stopped", done),
            self.done,
            self.refuse,
        )

    def action_forget(self) -> None:
        """Record nothing."""
        self.app.action_cancel_session()
        self.dismiss()
