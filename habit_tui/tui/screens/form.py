"""Dialogs of several lines: what was changed in them is read and written together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from habit_tui.domain.words import one_line
from habit_tui.tui.screens.dialog import FROM_EVERY_ROW, Dialog
from habit_tui.tui.screens.reason import Change, change
from habit_tui.tui.text import said
from habit_tui.tui.widgets.buttons import Button, Buttons
from habit_tui.tui.widgets.choice import Choice
from habit_tui.tui.widgets.field import Field

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a form: its name, what it holds, what could stand in it; one of `words` is chosen."""

    name: str
    value: str = ""
    hint: str = ""
    words: Sequence[str] = ()


class FormDialog(Dialog):
    """Lines to fill in; a subclass gives `form` and `do`, which gets what was changed."""

    BINDINGS: ClassVar[list[BindingType]] = [FROM_EVERY_ROW]
    VERB = "save"
    HINT = ""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()

    def form(self) -> Sequence[Line]:
        """The lines in order."""
        raise NotImplementedError

    def do(self, changed: Mapping[str, str]) -> None:
        """Write what was changed, by the names of the lines, through `self.send`."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """The lines, what is to be known about them, and the buttons."""
        self._lines = tuple(self.form())
        with VerticalScroll(id="form", can_focus=False):
            for line in self._lines:
                with Horizontal(classes="field choice" if line.words else "field"):
                    yield Static(Content(line.name.capitalize()), classes="label")
                    if line.words:
                        yield Choice(line.words, line.value, id=line.name)
                    else:
                        yield Field(one_line(line.value), line.hint, id=line.name)
        yield Static(said(self.HINT), classes="answer hint", markup=False)
        yield Buttons(Button("enter", self.VERB, "screen.submit"), Button("esc", "close", "screen.close"))

    @on(Input.Submitted)
    def action_submit(self) -> None:
        """Write it, once; a form nothing was changed in just closes, unless it is for doing something."""
        if self._sent:
            return
        changed = {
            line.name: value for line in self._lines if (value := self._value(line)) != one_line(line.value)
        }
        if changed or not self.closes_unchanged:
            self._sent = True
            self.do(changed)
        else:
            self.dismiss()

    @property
    def closes_unchanged(self) -> bool:
        """Whether there is nothing to do when nothing was typed."""
        return True

    def send(
        self, job: Change[T], told: Callable[[T], str], then: Callable[[T], object] | None = None
    ) -> None:
        """Change something on a path; what cannot be done is said in the dialog, which stays."""

        def done(result: T) -> None:
            self.dismiss()
            if then is not None:
                then(result)

        change(self.app, self, job, told, done, self.refuse)

    def on_screen_resume(self) -> None:
        """Whoever comes back without having given a reason can try again."""
        self._sent = False

    def _value(self, line: Line) -> str:
        return (
            self.query_one(f"#{line.name}", Choice).chosen
            if line.words
            else self.query_one(f"#{line.name}", Field).value
        )
