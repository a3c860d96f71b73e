"""The starter picker: what a newcomer sees first."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from habit_tui.services import starter
from habit_tui.services.desk import Desk
from habit_tui.services.starter import Applied, Preview, Replaced
from habit_tui.tui import keys
from habit_tui.tui.app import HabitApp
from habit_tui.tui.screens.dialog import Dialog
from habit_tui.tui.screens.leaving import LeftOnce
from habit_tui.tui.text import said
from habit_tui.tui.widgets.buttons import Button, Buttons
from habit_tui.tui.widgets.rows import RowPanel
from habit_tui.tui.widgets.starters import StarterList, StarterPanel

WELCOME = "A routine says when you study, a path says what. Take one to begin with; all of it can be changed."


def previews(desk: Desk, now: datetime) -> tuple[Preview, ...]:
    """Every starter as it would begin today."""
    day = desk.study_day(now)
    return tuple(starter.preview(name, day) for name, _title, _line in starter.listing())


class StarterScreen(LeftOnce, ModalScreen[None]):
    """The starters on the left, what the chosen one would begin on the right; it covers the room."""

    CSS_PATH = "starter.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings((*keys.STARTERS, *keys.DIALOGS))
    AUTO_FOCUS = "#starters"

    app = getters.app(HabitApp)
    starters = getters.query_one(StarterList)

    def __init__(self) -> None:
        super().__init__()
        self._sent = False

    def compose(self) -> ComposeResult:
        """A welcome, the starters, the chosen one, and what can be done."""
        with Vertical(id="starter"):
            yield Static(said(WELCOME, "$text-muted"), id="welcome")
            with Horizontal():
                yield StarterList()
                with VerticalScroll(id="chosen-starter"):
                    yield StarterPanel()
            yield Buttons(
                Button("enter", "begin", "screen.begin"),
                Button("esc", "not now", "screen.close"),
            )

    def on_mount(self) -> None:
        """Read the starters."""
        self.app.read(self, "starters", previews, self._show)

    def _show(self, found: tuple[Preview, ...]) -> None:
        self.starters.show(found)
        self._show_chosen()

    @on(RowPanel.Moved)
    def _show_chosen(self) -> None:
        self.query_one(StarterPanel).update(self.starters.chosen)
        self.query_one("#chosen-starter").scroll_home(animate=False)

    def action_close(self) -> None:
        """Go without."""
        self.dismiss()
        if self.app.today.is_new:
            self.app.say("", way="starter")

    @on(RowPanel.Chosen)
    def action_begin(self) -> None:
        """Begin the chosen starter, after asking about a routine that would be replaced."""
        chosen = self.starters.chosen
        if chosen is not None and not self._sent:
            self.app.read(
                self,
                "starter",
                lambda desk, now: starter.would_replace(desk, chosen.name, now),
                lambda replaced: self._ask(chosen, replaced),
            )

    def _ask(self, chosen: Preview, replaced: Replaced | None) -> None:
        if replaced is None:
            self.begin(chosen, replace_routine=False)
        else:
            self.app.push_screen(RoutineDialog(self, chosen, replaced))

    def begin(self, chosen: Preview, *, replace_routine: bool) -> None:
        """Add the starter's paths, and its routine where none is or it may be replaced."""
        if self._sent:
            return
        self._sent = True
        self.app.write(
            self,
            lambda desk, now: starter.apply(desk, chosen.name, now, replace_routine=replace_routine),
            lambda _applied: "",
            self._begun,
            self._refused,
        )

    def _begun(self, applied: Applied) -> None:
        self.dismiss()
        self.app.say(" ".join(applied.did or applied.left), way="undo" if applied.did else "")

    def _refused(self, sentence: str) -> None:
        self._sent = False
        self.app.notify(sentence, severity="error", markup=False, timeout=12)


class RoutineDialog(Dialog):
    """Asks whether the starter's routine takes the place of one's own."""

    TITLE = "You have a routine already"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.REPLACE)

    def __init__(self, picker: StarterScreen, chosen: Preview, replaced: Replaced) -> None:
        super().__init__()
        self._picker, self._chosen, self._replaced = picker, chosen, replaced

    def body(self) -> ComposeResult:
        """Both routines, and the choice."""
        yield Static(said(f"Yours: {self._replaced.present}."))
        yield Static(said(f"The starter's: {self._replaced.wanted}, from today on; the past stays as it is."))
        yield Buttons(
            Button("k", "keep mine", "screen.answer(False)"),
            Button("r", "replace it", "screen.answer(True)"),
            Button("esc", "close", "screen.close"),
        )

    def action_answer(self, replace: bool) -> None:
        """Go on with the answer."""
        self.dismiss()
        self._picker.begin(self._chosen, replace_routine=replace)
