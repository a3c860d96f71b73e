"""A panel: a heading with a figure on its right, and lines below it, drawn by one widget."""

from __future__ import annotations

from collections.abc import Sequence

from textual import getters
from textual.content import Content
from textual.geometry import Region, Size
from textual.widget import Widget

from habit_tui.domain.words import cells
from habit_tui.tui.app import HabitApp

EDGE = 1
"""Blank cells left and right of every line."""

TALL = 30
"""From this many lines of terminal on, a blank line sets the heading off."""

VAST = Size(158, 47)
"""From this many columns and lines of terminal on, rooms show what they have no room for otherwise."""


def is_vast(terminal: Size) -> bool:
    """Whether a terminal has room to spare in both directions."""
    return terminal.width >= VAST.width and terminal.height >= VAST.height


class Turning(Widget):
    """Lines of which `turn` draws only those anew that say something else; a subclass gives `shown`."""

    _drawn: Sequence[Content] = ()

    def shown(self) -> list[Content]:
        """The lines to be seen."""
        raise NotImplementedError

    def render(self) -> Content:
        """What is to be seen, remembered for the next turn."""
        self._drawn = self.shown()
        return Content("\n").join(self._drawn)

    def turn(self) -> None:
        """Draw the cells that time has changed: a clock's, and now and then what stands around it."""
        now = self.shown()
        if len(now) != len(self._drawn):
            self.refresh()
        elif region := changed(self._drawn, now):
            self.refresh(region)


class Panel(Turning):
    """Text under a heading; a subclass gives `title`, `figure` and `lines`."""

    app = getters.app(HabitApp)

    @property
    def inner_width(self) -> int:
        """The cells a line can use."""
        return max(0, self.size.width - 2 * EDGE)

    @property
    def heading_height(self) -> int:
        """The lines the heading takes, with what sets it off."""
        return 2 if self.app.size.height >= TALL else 1

    @property
    def title(self) -> str:
        """The heading, safe text."""
        return ""

    @property
    def figure(self) -> str:
        """What the heading says on the right, safe text."""
        return ""

    def lines(self, width: int) -> Sequence[Content]:
        """The lines below the heading, each at most `width` cells."""
        raise NotImplementedError

    def shown(self) -> list[Content]:
        """The heading and as many lines as there is room for."""
        edge = Content(" " * EDGE)
        lines = [*self.heading(), *(edge + line for line in self.lines(self.inner_width))]
        return lines[: self.size.height]

    def heading(self) -> list[Content]:
        """The heading's lines."""
        return self.headed(Content.styled(self.title, "bold"), self.figure)

    def headed(self, left: Content, figure: str) -> list[Content]:
        """The heading's lines from what they say on the left, and safe text on the right."""
        line = spread(left, Content.styled(figure, "$text-muted"), self.inner_width)
        return [Content(" " * EDGE) + line, *[Content("")] * (self.heading_height - 1)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's
        """The heading and all the lines."""
        return self.heading_height + len(self.lines(max(0, width - 2 * EDGE)))

    def redraw(self) -> None:
        """Draw what is shown now; the other panels move only if this one needs more lines or fewer."""
        wanted = self.get_content_height(self.container_size, self.size, self.size.width)
        self.refresh(layout=wanted != self.size.height)


def changed(before: Sequence[Content], after: Sequence[Content]) -> Region:
    """The lines, of as many as before, that say something else, as far as the longest of them goes."""
    lines = [y for y, (old, new) in enumerate(zip(before, after, strict=True)) if old.plain != new.plain]
    if not lines:
        return Region()
    width = max(line.cell_length for y in lines for line in (before[y], after[y]))
    return Region.from_corners(0, lines[0], width, lines[-1] + 1)


def spread(left: Content, right: Content, width: int) -> Content:
    """One line of a width with something at either end; the right end goes when it does not fit."""
    room = width - left.cell_length - right.cell_length
    return left if room < 1 else Content.assemble(left, " " * room, right)


def bar(done: int, whole: int, width: int, style: str) -> Content:
    """A thin bar: heavy for what is done, light for what is left, to be told apart without colour."""
    filled = 0 if whole <= 0 else min(width, done * width // whole)
    if done > 0 and width > 0:
        filled = max(1, filled)
    return Content.assemble(("━" * filled, style), ("─" * (width - filled), "$text-disabled 60%"))


def right_aligned(text: str, width: int) -> str:
    """Safe text at the right end of a width."""
    return " " * (width - cells(text)) + text
