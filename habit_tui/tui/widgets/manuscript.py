"""The text being written: Markdown lightly marked, every character safe to show and none of them lost."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from unicodedata import category

from rich.text import Text
from textual import events
from textual.cache import LRUCache
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Document, DocumentNavigator, WrappedDocument

from habit_tui.domain.words import REPLACEMENT, printable
from habit_tui.tui.markdown import front_matter_lines

FIRST_STANDIN = 0x100000
"""Characters from here on, in the last private plane, stand for those a terminal must not see."""

INDENT = 2
"""Cells that a tab takes."""

LINES_KEPT = 2000
"""Drawn lines kept, several screens of them."""


@dataclass(frozen=True, slots=True)
class Veiled:
    """A text with "\\n" for line ends and no unsafe characters; `behind` says what stands for which."""

    text: str
    behind: Mapping[int, str]
    newline: str

    def lifted(self, text: str) -> str:
        """A text written on from this one, with its own characters and line ends again."""
        plain = text.translate(self.behind) if self.behind else text
        return plain.replace("\n", self.newline) if self.newline != "\n" else plain


def veil(text: str) -> Veiled:
    """Make a text fit to be edited; the same text comes back from `lifted`, whatever it holds."""
    newline = (
        "\r\n" if "\r\n" in text and text.count("\n") == text.count("\r\n") == text.count("\r") else "\n"
    )
    lines = text.replace("\r\n", "\n") if newline == "\r\n" else text
    if lines.replace("\n", " ").replace("\t", " ").isprintable():
        return Veiled(lines, {}, newline)
    unsafe = sorted({c for c in lines if c not in "\n\t" and _is_unsafe(c)})
    front = {ord(c): chr(FIRST_STANDIN + at) for at, c in enumerate(unsafe)}
    return Veiled(lines.translate(front), {ord(new): chr(old) for old, new in front.items()}, newline)


def _is_unsafe(c: str) -> bool:
    return printable(c) != c or category(c) == "Co" or c in "\x1c\x1d\x1e\x85\u2028\u2029\x0b\x0c\r"


class Broken(WrappedDocument):
    """A text broken into lines; Textual asks for the same width several times while a screen opens."""

    _asked: tuple[int, int | None] | None = None

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Break every line for a width, unless that is how they are broken."""
        if self._asked != (width, tab_width):
            super().wrap(width, tab_width)
            self._asked = width, tab_width


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text ready to be written on: veiled, and broken into lines."""

    veiled: Veiled
    broken: Broken


def sheet(text: str, width: int) -> Sheet:
    """Make a text ready for lines of so many cells; slow, so a thread does it."""
    veiled = veil(text)
    return Sheet(veiled, Broken(Document(veiled.text), width, INDENT))


class Manuscript(TextArea):
    """A text to write on; `written` is what belongs into the file."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "manuscript--mark",
        "manuscript--heading",
        "manuscript--quote",
    }

    def __init__(self, ready: Sheet) -> None:
        self._veiled = ready.veiled
        self._front = front_matter_lines(self._veiled.text.split("\n", 80))
        self._drawn: LRUCache[tuple[object, ...], Strip] = LRUCache(LINES_KEPT)
        super().__init__(tab_behavior="indent", show_line_numbers=False, highlight_cursor_line=False)
        # Searching a long text for a bracket's partner is felt at every move of the cursor.
        self.match_cursor_bracket = False
        self.cursor_blink = False
        self.indent_width = INDENT
        # Not loaded, for then it would be broken into lines here and now.
        self.document = ready.broken.document
        self.wrapped_document = ready.broken
        self.navigator = DocumentNavigator(ready.broken)

    @property
    def written(self) -> str:
        """The text with every character it came with, and its own line ends."""
        return self._veiled.lifted(self.text)

    @property
    def front_matter(self) -> int:
        """The lines front matter takes at the beginning."""
        return self._front

    def on_paste(self, event: events.Paste) -> None:
        """What cannot be shown is replaced before it is inserted."""
        event.prevent_default()
        event.stop()
        pasted = self.replace(printable(event.text).replace("\r", "\n"), *self.selection)
        self.move_cursor(pasted.end_location)

    def on_text_area_changed(self) -> None:
        """Front matter may have grown or gone."""
        lines = min(self.document.line_count, 80)
        self._front = front_matter_lines([self.document.get_line(at) for at in range(lines)])

    # Drawing

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn: safe, with its Markdown marks quiet and its headings bold."""
        line = self.document.get_line(line_index)
        shown = "".join(c if ord(c) < FIRST_STANDIN else REPLACEMENT for c in line)
        text = Text(shown, end="", no_wrap=True)
        mark, rest = self._marked(line_index, line)
        if mark:
            text.stylize(self.get_component_rich_style("manuscript--mark", partial=True), 0, mark)
        if rest:
            text.stylize(self.get_component_rich_style(f"manuscript--{rest}", partial=True), mark)
        return text

    def _marked(self, at: int, line: str) -> tuple[int, str]:
        """How many characters at the beginning are marks, and what the rest of the line is."""
        bare = line.lstrip(" ")
        indent = len(line) - len(bare)
        first, blank, _ = bare.partition(" ")
        if at < self._front or bare.startswith(("```", "~~~")):
            return len(line), ""
        if first and not first.strip("#") and len(first) <= 6 and blank:
            return indent + len(first), "heading"
        if bare.startswith(">"):
            return indent + 1, "quote"
        if blank and (first in ("-", "*", "+") or (first[:-1].isdigit() and first[-1] in ".)")):
            return indent + len(first), ""
        return 0, ""

    def render_line(self, y: int) -> Strip:
        """A line in sight; one without cursor or selection is drawn once, for a long text has many."""
        at = y + self.scroll_offset.y
        if at >= self.virtual_size.height:
            return Strip.blank(self.size.width, self.rich_style)
        row, column = self.wrapped_document.offset_to_location(Offset(0, at))
        first, last = sorted(self.selection)
        line = self.document.get_line(row)
        if first[0] <= row <= last[0] or "\t" in line:
            return super().render_line(y)
        breaks = tuple(self.wrapped_document.get_offsets(row))
        width = self.scrollable_content_region.width
        key = (width, breaks, column, line, row < self._front, self.rich_style, self.app.theme)
        drawn = self._drawn.get(key)
        if drawn is None:
            self._drawn[key] = drawn = self._quiet_line(row, column, breaks, width)
        return drawn

    def _quiet_line(self, row: int, column: int, breaks: tuple[int, ...], width: int) -> Strip:
        """The part of a line from a column on; Textual's own way counts all lines for each one it draws."""
        part = self.get_line(row).divide(breaks)[bisect_right(breaks, column)]
        strip = Strip(part.render(self.app.console, end=""), part.cell_len)
        return strip.adjust_cell_length(width).apply_style(self.rich_style)
