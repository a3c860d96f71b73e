"""Markdown to read: laid out in a thread, drawn line by line, so that a long text costs what is in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

from textual import events, getters
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

from habit_tui.domain.words import quoted
from habit_tui.tui import keys
from habit_tui.tui.app import HabitApp
from habit_tui.tui.markdown import LINK, Line, laid_out

IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"
"""What an address may hold beside letters, digits and "_.-"."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Markdown and the lines it takes at a width."""

    source: str
    width: int
    lines: tuple[Line, ...]


def drawn(source: str, width: int) -> Drawn:
    """Lay Markdown out; slow, so a thread does it."""
    return Drawn(source, width, laid_out(source, width) if source else ())


class Page(ScrollView, can_focus=True):
    """Lines above Markdown; nothing in either is markup, and only web links can be opened.

    `first` is the line of a longer text that the Markdown begins with.
    """

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.PREVIEW)

    app = getters.app(HabitApp)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self.source = ""
        self.first = 0
        self._laid_out: tuple[str, int, int] | None = None
        self._head: tuple[Content, ...] = ()
        self._lines: tuple[Line, ...] = ()

    @property
    def inner_width(self) -> int:
        """The cells a line can use."""
        return self.scrollable_content_region.width

    @property
    def plain(self) -> str:
        """All that can be read here, in lines as they are drawn."""
        return "\n".join(content.plain for content in self._contents())

    def show(self, source: str, *, top: bool = True) -> None:
        """Show other Markdown, or with `top` off the same text as it is now, where it is scrolled to."""
        self.source = source
        wanted = source, self.inner_width, self.first
        if wanted == self._laid_out:
            self.draw(self._lines, top=top)
            return

        def draw(lines: tuple[Line, ...]) -> None:
            self._laid_out = wanted
            self.draw(lines, top=top)

        self.app.read(self, f"page {self.id}", lambda _desk, _now: laid_out(*wanted), draw)

    def put(self, made: Drawn, *, top: bool = True) -> None:
        """Show Markdown that was laid out already; for another width than this one it is laid out anew."""
        if made.width == self.inner_width:
            self.source, self._lines = made.source, made.lines
            self._laid_out = made.source, made.width, self.first
        self.show(made.source, top=top)

    def draw(self, lines: tuple[Line, ...], *, top: bool = False) -> None:
        """Show lines laid out for `inner_width`."""
        self._lines = lines
        self._head = tuple(self.head(self.inner_width))
        height = len(self._head) + len(lines)
        self.virtual_size = Size(self.inner_width, height)
        if top:
            self.scroll_home(animate=False)
        self.refresh()

    def head(self, width: int) -> Sequence[Content]:  # noqa: ARG002  # for subclasses
        """The lines above the Markdown."""
        return ()

    def reach(self, source_line: int) -> None:
        """Scroll so that what a line of the Markdown became is in the upper half."""
        at = sum(line.source <= source_line for line in self._lines) + len(self._head) - 1
        height = self.scrollable_content_region.height
        if not self.scroll_offset.y <= at < self.scroll_offset.y + height * 2 // 3:
            self.scroll_to(y=max(0, at - height // 3), animate=False)

    def on_resize(self) -> None:
        """Lay it out for the new width."""
        self._lay_out_again()

    def on_show(self) -> None:
        """It may have been given another text while it could not be seen."""
        self._lay_out_again()

    def _lay_out_again(self) -> None:
        if self.inner_width and (self.source or self._head):
            self.show(self.source, top=False)

    # Drawing

    def _contents(self) -> list[Content]:
        return [*self._head, *(line.content for line in self._lines)]

    def render_line(self, y: int) -> Strip:
        """A line of the head or of the text, at where it is scrolled to."""
        at = y + self.scroll_offset.y
        content = self._content_at(at)
        if content is None or not self.inner_width:
            return Strip.blank(self.inner_width, self.rich_style)
        span = None if self.text_selection is None else self.text_selection.get_span(at)
        if span is not None:
            start, end = span
            content = content.stylize(self._selection_style, start, len(content) if end == -1 else end)
        strips = Visual.to_strips(
            self, content, self.inner_width, 1, self.visual_style, apply_selection=False, pad=True
        )
        return strips[0].apply_offsets(0, at) if strips else Strip.blank(self.inner_width, self.rich_style)

    @property
    def _selection_style(self) -> Style:
        return Style.from_styles(self.screen.get_component_styles("screen--selection"))

    def _content_at(self, at: int) -> Content | None:
        if at < len(self._head):
            return self._head[at]
        at -= len(self._head)
        return self._lines[at].content if at < len(self._lines) else None

    # Choosing text, and links

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text chosen with the mouse, to be copied."""
        return selection.extract(self.plain), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002  # Textual's
        """Draw what is chosen."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Open a web page in the learner's browser, and nothing else."""
        href = event.style.meta.get(LINK)
        if not isinstance(href, str):
            return
        event.stop()
        if href.startswith(("https://", "http://")):
            # An address keeps its own escapes; what could end or forge one is escaped.
            self.app.open_url(quote(href, safe=IN_ADDRESSES))
        else:
            self.app.say(f"Only web links are opened, not {quoted(href)}")
