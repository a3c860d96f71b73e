"""Dialogs of one line: what is typed is understood while it is typed, enter does it."""

from __future__ import annotations

from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from habit_tui.services.desk import Desk
from habit_tui.tui.screens.dialog import Dialog
from habit_tui.tui.text import said
from habit_tui.tui.widgets.buttons import Button, Buttons
from habit_tui.tui.widgets.field import Field


class LineDialog(Dialog):
    """A field with the answer below it; a subclass says what a text means and what to do with it."""

    PLACEHOLDER = ""
    HINT = ""
    VERB = ""

    def __init__(self) -> None:
        super().__init__()
        self._sent = False

    def body(self) -> ComposeResult:
        """The field, what was understood, and the buttons."""
        yield Field(placeholder=self.PLACEHOLDER)
        yield Static(said(self.HINT), classes="answer hint", markup=False)
        yield Buttons(
            Button("enter", self.VERB, "screen.submit"),
            *self.more_buttons(),
            Button("esc", "close", "screen.close"),
        )

    def more_buttons(self) -> tuple[Button, ...]:
        """Other things to do."""
        return ()

    def understood(self, desk: Desk, text: str, now: datetime) -> str:
        """What the text means, in words; raises HabitError for what cannot be done. Runs in a thread."""
        raise NotImplementedError

    def do(self, text: str) -> None:
        """Do what the text says, through `self.app.write` with `self.done` and `self.refuse`."""
        raise NotImplementedError

    @on(Input.Changed)
    def _look(self, event: Input.Changed) -> None:
        text = event.value
        if not text.strip():
            self.workers.cancel_group(self.app, "line")
            self._tell_hint()
            return
        self.app.read(
            self, "line", lambda desk, now: self.understood(desk, text, now), self._agree, self._doubt
        )

    @on(Input.Submitted)
    def action_submit(self) -> None:
        """Do it, once."""
        if not self._sent:
            self._sent = True
            self.do(self.query_one(Field).value)

    def done(self, _result: object) -> None:
        """It is done."""
        self.dismiss()

    def refuse(self, sentence: str) -> None:
        """It cannot be done; what was typed stays."""
        self._sent = False
        self._doubt(sentence)

    def _agree(self, sentence: str) -> None:
        self.query_one(".answer").remove_class("hint")
        self.tell(sentence)

    def _doubt(self, sentence: str) -> None:
        self.query_one(".answer").remove_class("hint")
        self.tell(sentence, refusal=True)

    def _tell_hint(self) -> None:
        self.tell(self.HINT)
        self.query_one(".answer").add_class("hint")
