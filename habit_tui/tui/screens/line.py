"""Dialogs of one line: what is typed is understood while it is typed, enter does it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.suggester import Suggester
from textual.widgets import Input, Static

from habit_tui.domain import line as grammar
from habit_tui.services import line
from habit_tui.services.desk import Desk
from habit_tui.tui import keys
from habit_tui.tui.screens.dialog import Dialog
from habit_tui.tui.text import said
from habit_tui.tui.widgets.buttons import Button, Buttons
from habit_tui.tui.widgets.field import Field


class LineDialog(Dialog):
    """A field with the answer below it; a subclass says what a text means and what to do with it.

    Where a resource can be named, behind so many WORDS_BEFORE it, its title is completed while it is typed.
    """

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.COMPLETION)
    WORDS_BEFORE: int | None = None
    PLACEHOLDER = ""
    HINT = ""
    VERB = ""

    def body(self) -> ComposeResult:
        """The field, what was understood, and the buttons."""
        yield Field(placeholder=self.PLACEHOLDER)
        yield Static(said(self.HINT), classes="answer hint", markup=False)
        yield Buttons(
            Button("enter", self.VERB, "screen.submit"),
            *([] if self.WORDS_BEFORE is None else [Button("tab", "complete", "screen.complete")]),
            *self.more_buttons(),
            Button("esc", "close", "screen.close"),
        )

    def on_mount(self) -> None:
        """Learn what there is to complete to."""
        if self.WORDS_BEFORE is not None:
            self.app.read(self, "titles", lambda desk, _now: line.titles(desk), self._learn)

    def _learn(self, titles: tuple[str, ...]) -> None:
        self.query_one(Field).suggester = Titles(titles, self.WORDS_BEFORE or 0)

    def action_complete(self) -> None:
        """Take the title that is offered."""
        field = self.query_one(Field)
        field.action_end()
        field.action_cursor_right()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what names a resource can be completed."""
        if action == "complete":
            return self.WORDS_BEFORE is not None
        return super().check_action(action, parameters)

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

    def take_back_refusal(self) -> None:
        """What is typed is answered at once, a refusal by the next answer."""

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


class Titles(Suggester):
    """Offers the rest of a title whose beginning is typed."""

    def __init__(self, titles: tuple[str, ...], words_before: int) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._titles, self._words_before = titles, words_before

    async def get_suggestion(self, value: str) -> str | None:
        """The whole line as it would be."""
        return grammar.completed(value, self._titles, self._words_before) or None
