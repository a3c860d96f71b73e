"""What a dialog can be answered with: keys to press that are buttons to click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Size

from habit_tui.tui.keymap import known, split
from habit_tui.tui.keys import display
from habit_tui.tui.widgets.spots import Spot, SpotLine

GAP = 2
"""Blank cells behind a button."""


@dataclass(frozen=True, slots=True)
class Button:
    """A key as it is shown, what it does in a word, and the action it runs."""

    key: str
    does: str
    action: str


class Buttons(SpotLine):
    """Buttons side by side, on as many lines as they need: who has a mouse alone needs every one of them."""

    def __init__(self, *buttons: Button) -> None:
        super().__init__()
        self._buttons = buttons

    def left(self) -> Sequence[Spot]:
        """The buttons in order."""
        return [_spot(button, self._key_of(button)) for button in self._buttons]

    def render(self) -> Content:
        """The lines."""
        lines = [Content.assemble(*map(self._shown, line)) for line in self._lines(self.size.width)]
        return Content("\n").join(lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's
        """The lines they take."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[list[Spot]]:
        lines: list[list[Spot]] = [[]]
        for spot in self.left():
            if lines[-1] and sum(each.width for each in lines[-1]) + spot.width - GAP > width:
                lines.append([])
            lines[-1].append(spot)
        return lines

    def _spot_below(self, event: events.MouseEvent) -> Spot | None:
        at = event.get_content_offset(self)
        lines = self._lines(self.size.width)
        left = 0
        for spot in lines[at.y] if at is not None and at.y < len(lines) else []:
            left += spot.width
            if at is not None and at.x < left:
                return spot
        return None

    def _key_of(self, button: Button) -> str:
        """The key as this learner presses it; one that is no binding, such as a field's enter, as it is."""
        for key in known().values():
            if button.action == f"screen.{key.action}" and button.key in map(display, split(key.keys)):
                return display(self.app.keymap.keys_of(key))
        return button.key


def _spot(button: Button, pressed: str) -> Spot:
    key = ((pressed, "bold on $panel"), (" ", "on $panel")) if pressed else ()
    does = (f"{button.does} ", "$text-muted on $panel")
    return Spot(((" ", "on $panel"), *key, does, (" " * GAP, "")), action=button.action)
