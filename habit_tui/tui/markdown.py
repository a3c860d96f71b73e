"""Markdown as lines to be drawn: laid out for a width, safe to show, with the links in it.

Pure and slow: a long text takes a good part of a second, so it is done in a thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.style import Style

from habit_tui.domain.words import cells, printable

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

LINK = "link"
"""The key of a span's meta that holds where it leads."""

BULLETS = "•◦▪"
LEAST_WIDTH = 8
"""Cells that nested blocks keep, however narrow it is."""

COLUMN_GAP = 2
LONGEST_LINKED = 3000
"""Characters of the longest paragraph up to which bare addresses become links."""

MOST_FENCES = 60
"""Lines within which front matter has to end."""

_INLINE: Final = {"strong": "bold", "em": "italic", "s": "strike", "link": "$text-accent underline"}
_QUIET, _QUOTE, _CODE, _RULE = "$text-muted", "$text-accent 60%", "$text-success", "$text-disabled"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is drawn, and the line of the Markdown it comes from, counted from 0."""

    content: Content
    source: int = 0


def laid_out(source: str, width: int, first: int = 0) -> tuple[Line, ...]:
    """The Markdown in lines of at most `width` cells; HTML is shown as the text it is.

    A part of a longer text tells which line of that one it begins with.
    """
    # Whoever lays out is in a thread; the screen that asks for it need not wait for these to be imported.
    from markdown_it.tree import SyntaxTreeNode

    # Looking for bare addresses takes time that grows with the square of a paragraph's length.
    is_short = max(map(len, source.split("\n\n"))) <= LONGEST_LINKED
    tree = SyntaxTreeNode(_parser(linkify=is_short).parse(source))
    drawn = _blocks(tree.children, max(LEAST_WIDTH, width))
    return tuple(replace(line, source=line.source + first) if first else line for line in drawn)


def around(lines: Sequence[str], at: int, most: int) -> range:
    """The lines around one of them that hold about `most` characters, from one blank line to another."""
    if sum(map(len, lines)) <= most:
        return range(len(lines))
    ends = []
    for step in (-1, 1):
        end, room = at, most // 2
        while 0 <= end + step < len(lines) and (room > 0 or (lines[end].strip() and room > -most)):
            end += step
            room -= len(lines[end]) + 1
        ends.append(end)
    return range(ends[0], ends[1] + 1)


def front_matter_lines(lines: Sequence[str]) -> int:
    """How many lines front matter takes at the beginning, with its fences; 0 without any."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    ends = (at for at, line in enumerate(lines[1:MOST_FENCES], 2) if line.rstrip() == "---")
    return next(ends, 0)


def first_gap(lines: Sequence[str]) -> int | None:
    """The blank line below the first heading that nothing was written under yet, None when there is none.

    A title with its first section right below it is no such heading.
    """
    heading = level = 0
    is_code = False
    for at, line in enumerate((*lines, "#")):
        is_code ^= line.startswith(("```", "~~~"))
        marks = line.partition(" ")[0]
        here = len(marks) if not is_code and len(marks) <= 6 and not marks.strip("#") else 0
        if level and 0 < here <= level and at > heading + 1:
            return heading + 1
        if line.strip():
            heading, level = at, here
    return None


@cache
def _parser(*, linkify: bool = True) -> MarkdownIt:
    """Markdown as GitHub reads it; kept, because making one costs more than reading a page."""
    from markdown_it import MarkdownIt

    return MarkdownIt("gfm-like", {"html": False, "linkify": linkify})


# Blocks


def _blocks(
    nodes: Sequence[SyntaxTreeNode], width: int, *, tight: bool = False, deep: int = 0
) -> Iterator[Line]:
    """Blocks below each other, a blank line between them unless the list they are in is a tight one."""
    for at, node in enumerate(nodes):
        if at and not tight:
            yield Line(Content(""), _begins(node))
        yield from _block(node, width, deep)


def _block(node: SyntaxTreeNode, width: int, deep: int) -> Iterator[Line]:
    match node.type:
        case "heading":
            yield from _heading(node, width)
        case "blockquote":
            yield from _indented(_blocks(node.children, _less(width, 2)), ("▌ ", _QUOTE))
        case "bullet_list" | "ordered_list":
            yield from _list(node, width, deep)
        case "fence" | "code_block":
            yield from _code(node, width)
        case "hr":
            yield Line(Content.styled("─" * min(width, 24), _RULE), _begins(node))
        case "table":
            yield from _table(node, width)
        case _:
            yield from _wrapped(_inline(node), width, _begins(node))


def _heading(node: SyntaxTreeNode, width: int) -> Iterator[Line]:
    style = "bold $text-accent" if node.tag in ("h1", "h2") else "bold"
    yield from _wrapped(_inline(node).stylize_before(style), width, _begins(node))


def _list(node: SyntaxTreeNode, width: int, deep: int) -> Iterator[Line]:
    items = node.children
    tight = all(child.hidden for item in items for child in item.children if child.type == "paragraph")
    start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
    last = f"{start + len(items) - 1}."
    for at, item in enumerate(items):
        if at and not tight:
            yield Line(Content(""), _begins(item))
        number = f"{start + at}.".rjust(len(last)) if node.type == "ordered_list" else BULLETS[min(deep, 2)]
        inside = _blocks(item.children, _less(width, len(number) + 1), tight=tight, deep=deep + 1)
        yield from _indented(inside, (f"{number} ", _QUIET), first_only=True)


def _code(node: SyntaxTreeNode, width: int) -> Iterator[Line]:
    """Code as it is, broken where it is too long; a light rule at its side marks it without colour."""
    first = _begins(node) + (node.type == "fence")
    for at, line in enumerate(printable(node.content).expandtabs(4).rstrip("\n").split("\n")):
        for piece in Content.styled(line, _CODE).fold(_less(width, 2)):
            yield Line(Content.assemble(("│ ", _RULE), piece), first + at)


def _indented(lines: Iterator[Line], mark: tuple[str, str], *, first_only: bool = False) -> Iterator[Line]:
    """Lines behind a mark, or the first behind it and the others below that one."""
    sign = Content.styled(*mark)
    blank = Content(" " * cells(mark[0]))
    for at, line in enumerate(lines):
        yield replace(line, content=(sign if at == 0 or not first_only else blank) + line.content)


def _wrapped(text: Content, width: int, source: int) -> Iterator[Line]:
    """Each line of a text over as many lines as it needs."""
    for line in text.split("\n", allow_blank=True) or [text]:
        yield from (Line(piece.rstrip(), source) for piece in line.wrap(width))


# Tables


def _table(node: SyntaxTreeNode, width: int) -> Iterator[Line]:
    """Columns as wide as their longest cell, the widest of them made narrower where there is no room."""
    rows = [row for part in node.children for row in part.children]
    texts = [[_inline(cell) for cell in row.children] for row in rows]
    columns = max(len(row) for row in texts)
    widths = [
        max((row[at].cell_length for row in texts if at < len(row)), default=0) for at in range(columns)
    ]
    room = max(columns, width - COLUMN_GAP * (columns - 1))
    widths = [min(one, room) for one in widths]
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    for row, cells_of_row in zip(rows, texts, strict=True):
        is_header = row.children[0].tag == "th"
        if is_header and not any(cell.plain.strip() for cell in cells_of_row):
            continue
        folded = [
            cell.stylize_before("bold" if is_header else "").wrap(max(1, widths[at])) or [Content("")]
            for at, cell in enumerate(cells_of_row)
        ]
        aligned = [str(cell.attrs.get("style", "")).removeprefix("text-align:") for cell in row.children]
        for line in range(max(len(cell) for cell in folded)):
            pieces = [
                _placed(cell[line] if line < len(cell) else Content(""), widths[at], aligned[at])
                for at, cell in enumerate(folded)
            ]
            yield Line(Content(" " * COLUMN_GAP).join(pieces).rstrip(), _begins(row))
        if is_header:
            yield Line(Content.styled("─" * (sum(widths) + COLUMN_GAP * (columns - 1)), _RULE), _begins(row))


def _placed(text: Content, width: int, align: str) -> Content:
    room = max(0, width - text.cell_length)
    left = room if align == "right" else room // 2 if align == "center" else 0
    return text.pad_left(left).pad_right(room - left)


# Text


def _inline(node: SyntaxTreeNode) -> Content:
    """The text in a block, with its styles and links; nothing of it is read as Textual's markup."""
    return Content.assemble(*(piece for child in node.children for piece in _pieces(child, ())))


def _pieces(node: SyntaxTreeNode, styles: tuple[Style | str, ...]) -> Iterator[Content]:
    match node.type:
        case "text" | "html_inline":
            yield _styled(node.content, styles)
        case "code_inline":
            yield _styled(node.content, (*styles, _CODE))
        case "softbreak":
            yield Content(" ")
        case "hardbreak":
            yield Content("\n")
        case "image":
            yield _styled(f"▧ {node.content or node.attrs.get('src', '')}", (*styles, _QUIET))
        case _:
            own = _INLINE.get(node.type, "")
            inner = (*styles, own) if own else styles
            if node.type == "link":
                inner = (*inner, Style.from_meta({LINK: str(node.attrs.get("href", ""))}))
            for child in node.children:
                yield from _pieces(child, inner)


def _styled(text: str, styles: tuple[Style | str, ...]) -> Content:
    content = Content(printable(text).replace("\t", " "))
    for style in styles:
        content = content.stylize(style)
    return content


def _less(width: int, taken: int) -> int:
    return max(LEAST_WIDTH, width - taken)


def _begins(node: SyntaxTreeNode) -> int:
    """The line of the Markdown a block begins in."""
    return node.map[0] if node.map else 0
