"""Markdown to read: what a draft would begin with, or a post's file as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Markdown, Static

from habit_tui.domain.words import cells, one_line, printable, quoted
from habit_tui.tui import keys
from habit_tui.tui.app import HabitApp
from habit_tui.tui.text import wrapped
from habit_tui.tui.widgets.panel import EDGE, Panel, spread

MOST_LINES = 200
"""Lines of Markdown shown: each block is a widget, and a few hundred of them are felt."""

TITLE_LINES = 3

IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"
"""What an address may hold beside letters, digits and "_.-"."""


class PreviewHeading(Panel):
    """What is shown below: its title, and what there is to know about it."""

    def __init__(self) -> None:
        super().__init__(id="preview-heading")
        self._title = ""
        self._figure = ""
        self._lines: tuple[str, ...] = ()

    def update(self, title: str, figure: str, lines: Sequence[str]) -> None:
        """Say something else; all of it may be the user's text."""
        self._title, self._figure, self._lines = title, one_line(figure), tuple(lines)
        self.refresh(layout=True)

    def heading(self) -> list[Content]:
        """The title over as many lines as it needs, and the figure beside the first."""
        title = wrapped(self._title, self.inner_width - cells(self._figure) - 2, TITLE_LINES) or [""]
        figure = Content.styled(self._figure, "$text-muted")
        rest = [Content.styled(line, "bold") for line in title[1:]]
        lines = [spread(Content.styled(title[0], "bold"), figure, self.inner_width), *rest]
        return [Content(" " * EDGE) + line for line in lines]

    @property
    def heading_height(self) -> int:
        """The lines of the title."""
        return len(self.heading())

    def lines(self, width: int) -> Sequence[Content]:
        """The rest, a long line over several."""
        return [Content.styled(part, "$text-muted") for line in self._lines for part in _folded(line, width)]


class Preview(VerticalScroll):
    """A heading and Markdown below it; nothing in either is markup, and only web links can be opened."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.PREVIEW)

    app = getters.app(HabitApp)
    heading = getters.query_one(PreviewHeading)
    markdown = getters.query_one(Markdown)

    def compose(self) -> ComposeResult:
        """The heading and the text."""
        yield PreviewHeading()
        yield Markdown(parser_factory=parser, open_links=False)

    async def show(
        self, title: str, figure: str = "", lines: Sequence[str] = (), text: str = "", *, top: bool = True
    ) -> None:
        """Show something else, or with `top` off the same thing as it is now."""
        self.heading.update(title, figure, lines)
        shown = text.split("\n")
        if len(shown) > MOST_LINES:
            shown = [*shown[:MOST_LINES], "", f"*… and {len(shown) - MOST_LINES} lines more in the file.*"]
        source = "\n".join(shown)
        if source != self.markdown.source:
            await self.markdown.update(source)
            self._tend_tables()
        if top:
            self.scroll_home(animate=False)

    def _tend_tables(self) -> None:
        """Take the tooltips off the cells, which would read them as markup, and empty lines of headers."""
        for table in self.query("MarkdownTableContent"):
            for cell in table.children:
                cell.tooltip = None
            headers = list(table.query_children(".header").results(Static))
            named = any(str(header.content).strip() for header in headers)
            for header in headers:
                header.display = named

    @on(Markdown.LinkClicked)
    def _open(self, event: Markdown.LinkClicked) -> None:
        """Open a web page in the learner's browser, and nothing else."""
        event.stop()
        if event.href.startswith(("https://", "http://")):
            # Textual hands over the address with its escapes undone.
            self.app.open_url(quote(event.href, safe=IN_ADDRESSES))
        else:
            self.app.say(f"Only web links are opened, not {quoted(event.href)}")


def _folded(text: str, width: int) -> list[str]:
    """All of a text in lines of a width, broken after a blank, a slash or a hyphen, to read a whole path."""
    lines, rest = [], one_line(text)
    while cells(rest) > width > 0:
        most = next(at for at in range(len(rest), 0, -1) if cells(rest[:at]) <= width or at == 1)
        at = max(rest.rfind(mark, width // 3, most) for mark in " /-") + 1 or most
        lines.append(rest[:at].rstrip())
        rest = rest[at:]
    return [*lines, rest] if rest else lines


def parser() -> MarkdownIt:
    """Markdown as GitHub reads it, with HTML shown as text and every character safe to show.

    What is cleaned is what was read, because an entity such as "&#x202e;" is no control character before.
    """
    made = MarkdownIt("gfm-like", {"html": False})
    made.core.ruler.push("printable", _clean)
    return made


def _clean(state: StateCore) -> None:
    for token in state.tokens:
        for each in (token, *(token.children or ())):
            each.content = printable(each.content)
            for inner in each.children or ():
                inner.content = printable(inner.content)
        if token.type == "fence" and not token.info.strip():
            # Without a language Textual tries every one there is, which takes a second.
            token.info = "text"
