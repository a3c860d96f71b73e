"""Today as a small panel below the prompt: the same app, in a few lines of the shell."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from habit_tui.tui import keys, rooms
from habit_tui.tui.app import HabitApp


class InlineApp(HabitApp, inherit_bindings=False):
    """The app with one screen, the panel, and the few keys that fit there."""

    CSS_PATH: ClassVar = ["app.tcss", "screens/panel.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.INLINE)
    ENABLE_COMMAND_PALETTE = False

    def get_default_screen(self) -> Screen[object]:
        """The panel."""
        return rooms.screen("habit_tui.tui.screens.panel:PanelScreen")

    def say(self, text: str, *, way: str = "") -> None:
        """Nothing: a toast would lie on the few lines, and these show what was done."""

    def welcome(self) -> None:
        """There is no room for the picker here; the panel says what to do instead."""
