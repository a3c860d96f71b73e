"""A line to type into."""

from __future__ import annotations

from textual.widgets import Input

from habit_tui.domain.words import one_line
from habit_tui.tui.text import fit


class Field(Input):
    """An input whose text is safe to show, also when it is pasted; there is no blinking cursor."""

    def __init__(self, value: str = "", placeholder: str = "", *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(value, placeholder, id=id, select_on_focus=False)
        self.cursor_blink = False
        self._hint = placeholder

    def on_resize(self) -> None:
        """What could stand in it ends after a whole word."""
        if self._hint:
            self.placeholder = fit(self._hint, self.content_size.width).rstrip()

    def validate_value(self, value: str) -> str:
        """What cannot be shown is replaced at once."""
        return one_line(value)
