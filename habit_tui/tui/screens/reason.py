"""Changing a path, with the reason that its commitment asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from textual.screen import Screen

from habit_tui.domain.commitment import NeedsReason
from habit_tui.services.desk import Desk
from habit_tui.tui.app import HabitApp
from habit_tui.tui.screens.line import LineDialog

T = TypeVar("T")

Change = Callable[[Desk, datetime, str], T]
"""A change to a path for a reason, which may be empty; it raises NeedsReason when it may not."""


def change(
    app: HabitApp,
    screen: Screen[None],
    job: Change[T],
    said: Callable[[T], str],
    then: Callable[[T], object] | None = None,
    failed: Callable[[str], object] | None = None,
) -> None:
    """Change a path in a thread; when a reason is needed, ask for it and try again with it."""

    def attempt(desk: Desk, now: datetime) -> T | NeedsReason:
        try:
            return job(desk, now, "")
        except NeedsReason as needed:
            return needed

    def finish(done: T | NeedsReason) -> None:
        if isinstance(done, NeedsReason):
            app.push_screen(ReasonDialog(str(done), job, said, then))
        elif then is not None:
            then(done)

    app.write(
        screen, attempt, lambda done: "" if isinstance(done, NeedsReason) else said(done), finish, failed
    )


class ReasonDialog(LineDialog):
    """Asks why a path is changed within its commitment; the reason is kept as a reflection."""

    TITLE = "Why?"
    PLACEHOLDER = "what made you change your mind"
    VERB = "change it"

    def __init__(
        self,
        needed: str,
        job: Change[T],
        said: Callable[[T], str],
        then: Callable[[T], object] | None,
    ) -> None:
        super().__init__()
        self.HINT = f"{needed[:1].upper()}{needed[1:]}."

        def send(reason: str) -> None:
            def done(result: T) -> None:
                self.done(result)
                if then is not None:
                    then(result)

            self.app.write(self, lambda desk, now: job(desk, now, reason), said, done, self.refuse)

        self._send = send

    def understood(self, _desk: Desk, _text: str, _now: datetime) -> str:
        """What becomes of the reason."""
        return "Kept with the change, and among your reflections. It is asked once a day."

    def do(self, text: str) -> None:
        """Change the path for this reason."""
        self._send(text)
