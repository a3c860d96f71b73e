"""What every dialog has: a box over the room, escape to leave it, and a place for a refusal."""

from __future__ import annotations

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from habit_tui.tui import keys
from habit_tui.tui.app import HabitApp
from habit_tui.tui.screens.leaving import LeftOnce
from habit_tui.tui.text import said


class Dialog(LeftOnce, ModalScreen[None]):
    """A box with a title; a subclass composes its inside in `body`."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.DIALOGS)
    TITLE = ""
    VERTICAL_BREAKPOINTS = [(0, "-low"), (23, "-short"), (30, "-tall")]  # noqa: RUF012  # as Textual declares it

    app = getters.app(HabitApp)

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(id="dialog"):
            yield Static(Content(self.heading()), classes="title")
            yield from self.body()

    def heading(self) -> str:
        """The title, safe text."""
        return self.TITLE or ""

    def body(self) -> ComposeResult:
        """What is below the title."""
        yield from ()

    def action_close(self) -> None:
        """Leave without changing anything."""
        self.dismiss()

    def tell(self, text: str, *, refusal: bool = False) -> None:
        """Show a sentence in the place for answers: what was understood, or why something cannot be done."""
        answer = self.query_one(".answer", Static)
        answer.set_class(refusal, "refusal")
        answer.update(said(text))
