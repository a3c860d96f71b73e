"""What is asked when a text is in no file yet: before leaving it, and when it cannot be saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.words import one_line
from habit_tui.services.desk import Desk
from habit_tui.system import paths, text_file
from habit_tui.system.text_file import TextFile
from habit_tui.tui import keys
from habit_tui.tui.screens.dialog import Dialog
from habit_tui.tui.screens.line import LineDialog
from habit_tui.tui.text import said
from habit_tui.tui.widgets.buttons import Button, Buttons
from habit_tui.tui.widgets.field import Field


class UnsavedDialog(Dialog):
    """Asks before words are left behind."""

    TITLE = "Some words are not saved"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.UNSAVED)

    def __init__(self, save: Callable[[], object], discard: Callable[[], object]) -> None:
        super().__init__()
        self._save = save
        self._discard = discard

    def body(self) -> ComposeResult:
        """Three ways on."""
        yield Static(said("They are in no file yet. Save them first?"), classes="hint")
        yield Buttons(
            Button(self.app.key_of("save_and_leave"), "save", "screen.save"),
            Button(self.app.key_of("discard"), "leave without", "screen.discard"),
            Button("esc", "go on writing", "screen.close"),
        )

    def action_save(self) -> None:
        """Save, then leave."""
        self.dismiss()
        self._save()

    def action_submit(self) -> None:
        """What a dialog's key for doing it does here."""
        self.action_save()

    def action_discard(self) -> None:
        """Leave without the words."""
        self.dismiss()
        self._discard()


class ElsewhereDialog(LineDialog):
    """Tells why a text could not be saved, and takes another place for it; the text stays until it has one.

    `kept` is called when it is in a file, `over` writes it over what was put there meanwhile.
    """

    HINT = "The text is still here. Enter saves it as a file of this name; no file is written over."
    VERB = "save there"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.ELSEWHERE)

    def __init__(
        self,
        sentence: str,
        text: str,
        suggested: str,
        kept: Callable[[], object],
        over: Callable[[], object] | None,
    ) -> None:
        super().__init__()
        self._sentence = sentence
        self._text = text
        self._suggested = suggested
        self._kept = kept
        self._over = over

    def heading(self) -> str:
        """What went wrong, in one line."""
        return one_line(self._sentence)

    def on_mount(self) -> None:
        """Offer a name."""
        field = self.query_one(Field)
        field.value = one_line(self._suggested)
        field.cursor_position = len(field.value)

    def more_buttons(self) -> tuple[Button, ...]:
        """What was put there meanwhile may be worth less than the text."""
        if self._over is None:
            return ()
        return (Button(self.app.key_of("write_over"), "write over it", "screen.write_over"),)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is not always something to write over."""
        if action == "write_over":
            return self._over is not None
        return super().check_action(action, parameters)

    def understood(self, desk: Desk, text: str, _now: datetime) -> str:
        """The file it would be."""
        return f"It becomes {paths.absolute(text.strip(), desk.env)}"

    def do(self, text: str) -> None:
        """Save it there, where no file is yet."""

        def job(desk: Desk, _now: datetime) -> TextFile:
            if not text.strip():
                raise CannotBeDone("a name is needed")
            return text_file.write(TextFile(paths.absolute(text.strip(), desk.env), None), self._text)

        def done(file: TextFile) -> None:
            self.dismiss()
            self.app.say(f"Saved as {file.path}")
            self._kept()

        self.app.write(self, job, lambda _done: "", done, self.refuse)

    def action_write_over(self) -> None:
        """Put the text in the place of what is there now."""
        if self._over is not None:
            self.dismiss()
            self._over()
