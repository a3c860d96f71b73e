"""Lines to type into."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from habit_tui.domain.words import printable


class Notes(TextArea):
    """A text of several lines, safe to show, also when it is pasted; tab leaves it."""

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(
            printable(text), id=id, tab_behavior="focus", show_line_numbers=False, highlight_cursor_line=False
        )
        self.cursor_blink = False

    def on_paste(self, event: events.Paste) -> None:
        """What cannot be shown is replaced before it is inserted."""
        event.prevent_default()
        event.stop()
        self.replace(printable(event.text), *self.selection)
