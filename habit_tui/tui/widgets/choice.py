"""One of a few words, chosen with the arrows or the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from habit_tui.domain.words import cells

GAP = 3


class Choice(Widget, can_focus=True):
    """Words side by side, one of them chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "turn(-1)", "before", show=False),
        Binding("right,l,space", "turn(1)", "next", show=False),
    ]
    ALLOW_SELECT = False

    at: reactive[int] = reactive(0)

    def __init__(self, words: Sequence[str], chosen: str, *, id: str | None = None) -> None:  # noqa: A002  # Textual's
        super().__init__(id=id)
        self._words = tuple(words)
        self.set_reactive(Choice.at, self._words.index(chosen))

    @property
    def chosen(self) -> str:
        """The word chosen."""
        return self._words[self.at]

    def render(self) -> Content:
        """The words, the chosen one with a mark that needs no colour."""
        pieces = []
        for at, word in enumerate(self._words):
            mark, style = ("●", "bold") if at == self.at else ("○", "$text-muted")
            pieces.append(Content.styled(f"{mark} {word}", style))
        return Content(" " * GAP).join(pieces)

    def action_turn(self, by: int) -> None:
        """Choose the next word, or the one before."""
        self.at = (self.at + by) % len(self._words)

    def on_click(self, event: events.Click) -> None:
        """Choose the word clicked."""
        offset = event.get_content_offset(self)
        start = 0
        for at, word in enumerate(self._words):
            width = cells(word) + 2
            if offset is not None and start <= offset.x < start + width:
                self.at = at
            start += width + GAP
