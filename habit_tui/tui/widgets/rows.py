"""A panel of rows with a cursor, for keyboard and mouse."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from habit_tui.domain.words import cells
from habit_tui.tui import keys
from habit_tui.tui.widgets.panel import EDGE, Panel

T = TypeVar("T")

CHOSEN, CHOSEN_ELSEWHERE = 12, 5
"""Percent of the foreground in the ground of the chosen row, with and without the focus."""


class RowPanel(Panel, Generic[T], can_focus=True):
    """Items under a heading, one of them chosen; a subclass gives `row`, and `nothing` for an empty panel.

    Rows that do not fit are scrolled to; the heading stays. `show` replaces the items and keeps the chosen
    one chosen by its `identity`.
    """

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.LISTS)
    ALLOW_SELECT = False

    cursor: reactive[int] = reactive(0, init=False)
    top: reactive[int] = reactive(0, init=False)

    class Moved(Message):
        """Another item is chosen."""

        def __init__(self, panel: RowPanel[Any]) -> None:
            super().__init__()
            self.panel = panel

        @property
        def control(self) -> RowPanel[Any]:
            """The panel, for `@on` with a selector."""
            return self.panel

    class Chosen(Moved):
        """Enter or a double click asks to act on the chosen item."""

    def __init__(self, items: Sequence[T] = (), *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self.items: tuple[T, ...] = tuple(items)

    @property
    def gap(self) -> int:
        """Blank lines below every row."""
        return 0

    def gap_below(self, at: int) -> int:  # noqa: ARG002  # for subclasses
        """Blank lines below one row."""
        return self.gap

    def row_height(self, at: int, width: int) -> int:
        """The lines of a row; a subclass whose rows are of one height need not draw those out of sight."""
        return len(self.row(self.items[at], width))

    def row(self, item: T, width: int) -> Sequence[Content]:
        """An item as one or more lines for a width in cells."""
        raise NotImplementedError

    def above(self, at: int) -> Sequence[Content]:  # noqa: ARG002  # for subclasses
        """Lines above a row that are no part of it, such as a heading."""
        return ()

    def nothing(self, width: int) -> Sequence[Content]:  # noqa: ARG002  # for subclasses
        """What is said when there are no items."""
        return ()

    def identity(self, item: T) -> object:
        """What stays the same about an item when it is read anew."""
        return item

    @property
    def chosen(self) -> T | None:
        """The item under the cursor."""
        return self.items[self.cursor] if self.cursor < len(self.items) else None

    def show(self, items: Sequence[T]) -> None:
        """Replace the items."""
        before = self.chosen
        self.items = tuple(items)
        kept = None if before is None else self.identity(before)
        places = [at for at, item in enumerate(self.items) if self.identity(item) == kept]
        self.cursor = places[0] if places else min(self.cursor, max(0, len(self.items) - 1))
        self.redraw()

    def lines(self, width: int) -> Sequence[Content]:
        """Every row's lines, the chosen one marked."""
        if not self.items:
            return [Content(" " * EDGE) + line for line in self.nothing(width)]
        return [line for at in range(len(self.items)) for line in self._row(at, width)]

    def render(self) -> Content:
        """The heading and the rows scrolled to."""
        height = max(0, self.size.height - self.heading_height)
        shown = [*self.heading(), *self._in_sight(self.inner_width, height)]
        return Content("\n").join(shown[: self.size.height])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The heading and all the rows."""
        if not self.items:
            return super().get_content_height(container, viewport, width)
        return self.heading_height + self._tops(max(0, width - 2 * EDGE))[-1]

    def heading(self) -> list[Content]:
        """What they are, how many are out of sight, and the figure."""
        return self.headed(Content.assemble((self.title, "bold"), (self.below, "$text-muted")), self.figure)

    @property
    def below(self) -> str:
        """How many rows end below what is in sight, for a heading: "   3 more below"; "" for none."""
        if not self.items:
            return ""
        tops = self._tops(self.inner_width)
        height = self.size.height - self.heading_height
        bottom = self._top_for(tops, height) + height
        hidden = sum(tops[at + 1] - self.gap_below(at) > bottom for at in range(len(self.items)))
        if not hidden:
            return ""
        said = f"   {hidden} more below"
        return said if cells(self.title + said) <= self.inner_width else f"   {hidden} more"

    def validate_cursor(self, cursor: int) -> int:
        """The cursor stays among the items."""
        return max(0, min(cursor, len(self.items) - 1))

    def watch_cursor(self) -> None:
        """Say that another item is chosen."""
        self.post_message(self.Moved(self))

    def on_focus(self) -> None:
        """The cursor is drawn in full."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is drawn faintly."""
        self.refresh()

    def action_move(self, by: int) -> None:
        """Move the cursor by some rows."""
        self.cursor += by

    def action_page(self, by: int) -> None:
        """Move the cursor by about what is in sight."""
        self.cursor += by * max(1, self.size.height - self.heading_height - 1)

    def action_move_to(self, at: int) -> None:
        """Move the cursor to a row, -1 for the last."""
        self.cursor = at if at >= 0 else len(self.items) - 1

    def action_choose(self) -> None:
        """Ask to act on the chosen item."""
        if self.chosen is not None:
            self.post_message(self.Chosen(self))

    def on_click(self, event: events.Click) -> None:
        """Choose the row clicked; a double click acts on it."""
        at = self._row_at(event.y)
        if at is None:
            return
        self.cursor = at
        if event.chain == 2:
            self.action_choose()

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor."""
        self.cursor += 1

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor."""
        self.cursor -= 1

    def _in_sight(self, width: int, height: int) -> Sequence[Content]:
        """The lines scrolled to."""
        if not self.items:
            return self.lines(width)[:height]
        tops = self._tops(width)
        top = self._top_for(tops, height)
        first = bisect_right(tops, top) - 1
        lines: list[Content] = []
        for at in range(first, len(self.items)):
            if tops[at] >= top + height:
                break
            lines += self._row(at, width)
        return lines[top - tops[first] :][:height]

    def _row(self, at: int, width: int) -> list[Content]:
        lines = [
            line.pad_right(max(0, width - line.cell_length)).pad(EDGE, EDGE)
            for line in self.row(self.items[at], width)
        ]
        if at == self.cursor:
            lines = [line.stylize(self._ground) for line in lines]
        above = [line.pad(EDGE, EDGE) for line in self.above(at)]
        return [*above, *lines, *[Content("")] * self.gap_below(at)]

    @property
    def _ground(self) -> str:
        """What the chosen row lies on: a shade that every theme has, or reversed where there is none."""
        if self.app.native_ansi_color:
            return "reverse" if self.has_focus else ""
        return f"on $foreground {CHOSEN if self.has_focus else CHOSEN_ELSEWHERE}%"

    def _tops(self, width: int) -> list[int]:
        """The line each row begins at, and the line after the last."""
        tops = [0]
        for at in range(len(self.items)):
            tops.append(tops[-1] + len(self.above(at)) + self.row_height(at, width) + self.gap_below(at))
        return tops

    def _top_for(self, tops: Sequence[int], height: int) -> int:
        """The first line in sight, so that the chosen row is."""
        if tops[-1] <= height:
            top = 0
        else:
            first, after = tops[self.cursor], tops[self.cursor + 1]
            top = min(max(self.top, after - height), first)
        self.set_reactive(RowPanel.top, top)
        return top

    def _row_at(self, y: int) -> int | None:
        if y < self.heading_height or not self.items:
            return None
        line = self.top + y - self.heading_height
        at = bisect_right(self._tops(self.inner_width), line) - 1
        return at if at < len(self.items) else None
