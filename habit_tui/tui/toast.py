"""Toasts that offer a way back: the words that name the key can be clicked."""

from __future__ import annotations

from dataclasses import dataclass

from textual.notifications import Notification
from textual.widget import Widget
from textual.widgets._toast import Toast


@dataclass(frozen=True, slots=True)
class Offer:
    """A toast, its last words, such as "u undoes", and the id of the action they stand for."""

    toast: Notification
    words: str
    action_id: str

    def is_at(self, widget: Widget, x: int, y: int) -> bool:
        """Whether a place in a widget is on the words, also where a line breaks in them."""
        if not isinstance(widget, Toast) or widget.render().plain != self.toast.message:
            return False
        lines = [widget.render_line(line) for line in range(y, widget.size.height)]
        lines[0] = lines[0].crop(x)
        rest = " ".join(" ".join(line.text for line in lines).split())
        return bool(rest) and self.words.endswith(rest)
