"""One of a few words, chosen with the arrows or the mouse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
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

    def choose(self, word: str) -> None:
        """Choose a word of them."""
        self.at = self._words.index(word)

    def render(self) -> Content:
        """The words, the chosen one with a mark that needs no colour."""
        # Without colours to lie on, the chosen word itself tells where the focus is.
        bold = "bold reverse" if self.has_focus and self.app.native_ansi_color else "bold"
        lines: list[list[Content]] = []
        for at, line, _ in self._places(self.size.width):
            mark, style = ("●", bold) if at == self.at else ("○", "$text-muted")
            lines += [[]] if line == len(lines) else []
            lines[line].append(Content.styled(f"{mark} {self._words[at]}", style))
        return Content("\n").join(Content(" " * GAP).join(pieces) for pieces in lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's
        """As many lines as the words need."""
        return 1 + max(line for _, line, _ in self._places(width))

    def _places(self, width: int) -> Iterator[tuple[int, int, int]]:
        """Where each word is drawn: its number, its line and its column."""
        line = column = 0
        for at, word in enumerate(self._words):
            wide = cells(word) + 2
            if column and column + wide > width:
                line, column = line + 1, 0
            yield at, line, column
            column += wide + GAP

    def action_turn(self, by: int) -> None:
        """Choose the next word, or the one before."""
        self.at = (self.at + by) % len(self._words)

    def on_click(self, event: events.Click) -> None:
        """Choose the word clicked."""
        offset = event.get_content_offset(self)
        for at, line, column in self._places(self.size.width):
            if (
                offset is not None
                and offset.y == line
                and 0 <= offset.x - column < cells(self._words[at]) + 2
            ):
                self.at = at
