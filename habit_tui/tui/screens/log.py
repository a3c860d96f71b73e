"""The quick-log box."""

from __future__ import annotations

from datetime import date, datetime

from habit_tui.domain import line as grammar
from habit_tui.domain.dates import day_name_with_year
from habit_tui.services import line, session
from habit_tui.services.desk import Desk
from habit_tui.services.session import Logged
from habit_tui.tui import say
from habit_tui.tui.screens.line import LineDialog
from habit_tui.tui.widgets.field import Field

ANY_DAY = (
    "45m, 1h30 or 5:10-6:40, then what it was. Also --on yesterday, --at 5:10, --kind review, "
    '--note "third submission".'
)
ONE_DAY = "5:10-6:40 or 45m, then what it was. Minutes alone begin with the window; --at 5:10 says when."


class LogDialog(LineDialog):
    """Takes the words of `habit-tui log`: AMOUNT WHAT, with options; about today, or about the day given."""

    VERB = "log"
    WORDS_BEFORE = 1

    def __init__(self, on: date | None = None, what: str = "") -> None:
        super().__init__()
        self._on = on
        self._what = what.replace('"', "")
        self.PLACEHOLDER = "45m titanic" if on is None else "5:10-6:40 titanic"
        self.HINT = ANY_DAY if on is None else ONE_DAY

    def heading(self) -> str:
        """Which day it is about."""
        day = "" if self._on is None else f" of {day_name_with_year(self._on, self.app.desk.dates)}"
        return f"Log a session{day}"

    def on_mount(self) -> None:
        """With something to log already, only how long it took is to be typed."""
        if self._what:
            field = self.query_one(Field)
            field.value = f" {self._what}"
            field.cursor_position = 0

    def understood(self, desk: Desk, text: str, now: datetime) -> str:
        """What would be recorded."""
        found = line.understand(desk, text, now, self._on)
        return say.understood(found, desk.study_day(now), desk.zone_name, desk.dates)

    def do(self, text: str) -> None:
        """Record it."""

        def job(desk: Desk, now: datetime) -> Logged:
            said = grammar.read(grammar.split(text), desk.study_day(now), self._on)
            return session.log(desk.in_zone(said.zone), said.entry, now)

        self.app.write(self, job, lambda done: say.logged("Logged", done), self.done, self.refuse)
