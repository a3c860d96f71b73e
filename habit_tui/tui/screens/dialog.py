"""What every dialog has: a box over the room, escape to leave it, and a place for a refusal."""

from __future__ import annotations

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.visual import VisualType
from textual.widgets import Input, Static, TextArea

from habit_tui.tui import keys
from habit_tui.tui.app import HabitApp
from habit_tui.tui.screens.leaving import LeftOnce
from habit_tui.tui.screens.pace import Paced
from habit_tui.tui.text import said

FROM_EVERY_ROW = Binding("enter", "submit", show=False)
"""For a dialog with rows that leave enter to it, such as a choice of words."""


class Dialog(LeftOnce, Paced, ModalScreen[None]):
    """A box with a title; a subclass composes its inside in `body`."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.DIALOGS)
    TITLE = ""
    VERTICAL_BREAKPOINTS = [(0, "-low"), (23, "-short"), (30, "-tall")]  # noqa: RUF012  # as Textual declares it

    app = getters.app(HabitApp)
    _sent = False

    def __init__(self) -> None:
        super().__init__()
        self._refused_over: VisualType = ""

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
        if refusal and not answer.has_class("refusal"):
            self._refused_over = answer.content
        answer.set_class(refusal, "refusal")
        answer.update(said(text))

    def refuse(self, sentence: str) -> None:
        """It cannot be done; what was typed stays."""
        self._sent = False
        self.tell(sentence, refusal=True)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _correct(self) -> None:
        self.take_back_refusal()

    def take_back_refusal(self) -> None:
        """What was refused is being corrected: show again what the refusal lies over."""
        for answer in self.query(".refusal").results(Static):
            answer.remove_class("refusal")
            answer.update(self._refused_over)
