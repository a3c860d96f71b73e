"""Markdown written from the user's words: read by a renderer, it says what they typed and nothing else."""

from collections.abc import Iterator

from habit_tui.domain.words import REPLACEMENT


def in_line(text: str) -> str:
    """Give the user's text for one line of Markdown: read by a renderer, it says what the user typed.

    It closes no table cell, opens no HTML, link, emphasis, code or entity, and no tag of a Jekyll or Hugo
    template.
    """
    line = " ".join(_without_controls(text).split())
    pieces: list[str] = []
    for index, c in enumerate(line):
        before, after = line[index - 1 : index], line[index + 1 : index + 2]
        inside_word = before.isalnum() and after.isalnum()
        # Liquid reads its tags before any Markdown, so a backslash has to stand between the two characters.
        opens_tag = before == "{" and c in "{%"
        opens_entity = c == "&" and (after.isalpha() or after == "#")
        if c in "\\`*[]<|~" or (c == "_" and not inside_word) or opens_tag or opens_entity:
            pieces.append("\\")
        pieces.append(c)
    return "".join(pieces)


def quotation(note: str) -> Iterator[str]:
    """Give the lines of a quotation of its own, so that whatever the note holds stays within it."""
    for line in note.strip().splitlines():
        yield f"> {at_line_start(line)}".rstrip()


def at_line_start(text: str) -> str:
    """Give `in_line` text that begins a line and yet no heading, list, quotation or rule."""
    line = in_line(text)
    digits = len(line) - len(line.lstrip("0123456789"))
    if line.startswith(("#", ">", "-", "+", "=")):
        return f"\\{line}"
    if digits and line[digits : digits + 1] in (".", ")") and line[digits + 1 : digits + 2] in ("", " "):
        return f"{line[:digits]}\\{line[digits:]}"
    return line


def address(url: str) -> str:
    """Give a link's address: between angle brackets must hold neither brackets nor line ends."""
    return "".join(f"%{ord(c):02X}" if c in "<>\\{}| \n\r\t" else c for c in _without_controls(url).strip())


def _without_controls(text: str) -> str:
    return "".join(
        REPLACEMENT if c not in "\n\t\r" and (ord(c) < 32 or 127 <= ord(c) < 160) else c for c in text
    )
