"""The dialog that tells what became of a path's plan."""

from __future__ import annotations

from textual.app import ComposeResult

from habit_tui.domain.words import one_line
from habit_tui.services.amendment import Changes
from habit_tui.tui.screens.dialog import Dialog
from habit_tui.tui.widgets.buttons import Button, Buttons
from habit_tui.tui.widgets.changes import ChangePanel


class ChangesDialog(Dialog):
    """Every change to the plan a path began with, with its day and its reason."""

    AUTO_FOCUS = "ChangePanel"

    def __init__(self, changes: Changes) -> None:
        super().__init__()
        self._changes = changes

    def heading(self) -> str:
        """Which path it is."""
        return one_line(self._changes.path.name)

    def body(self) -> ComposeResult:
        """The changes."""
        panel = ChangePanel(id="all-changes", with_year=True)
        panel.update(self._changes.deviations)
        yield panel
        yield Buttons(Button("esc", "close", "screen.close"))
