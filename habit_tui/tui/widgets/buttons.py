"""What a dialog can be answered with: keys to press that are buttons to click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from habit_tui.tui.keymap import known, split
from habit_tui.tui.keys import display
from habit_tui.tui.widgets.spots import Spot, SpotLine


@dataclass(frozen=True, slots=True)
class Button:
    """A key as it is shown, what it does in a word, and the action it runs."""

    key: str
    does: str
    action: str


class Buttons(SpotLine):
    """A line of buttons."""

    def __init__(self, *buttons: Button) -> None:
        super().__init__()
        self._buttons = buttons

    def left(self) -> Sequence[Spot]:
        """The buttons in order."""
        return [_spot(button, self._key_of(button)) for button in self._buttons]

    def _key_of(self, button: Button) -> str:
        """The key as this learner presses it; one that is no binding, such as a field's enter, as it is."""
        for key in known().values():
            if button.action == f"screen.{key.action}" and button.key in map(display, split(key.keys)):
                return display(self.app.keymap.keys_of(key))
        return button.key


def _spot(button: Button, pressed: str) -> Spot:
    key = ((pressed, "bold on $panel"), (" ", "on $panel")) if pressed else ()
    does = (f"{button.does} ", "$text-muted on $panel")
    return Spot(((" ", "on $panel"), *key, does, ("  ", "")), action=button.action)
