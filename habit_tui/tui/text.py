"""The display boundary of the full screen: the user's text made safe, measured and cut between words.

Nothing here or behind it is read as markup.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from habit_tui.domain.words import ELLIPSIS, cells, one_line, pad


def said(text: str, style: str = "") -> Content:
    """The user's text on one line, literally."""
    return Content.styled(one_line(text), style)


def keyed(lines: Sequence[str], *keys: str) -> list[Content]:
    """Quiet lines in which the keys they name, in this order, are as bold as in the key bar."""
    shown, left = [], list(keys)
    for line in lines:
        content, at = Content.styled(line, "$text-muted"), 0
        while left and (found := f" {line} ".find(f" {left[0]} ", at)) >= 0:
            at = found + len(left.pop(0))
            content = content.stylize("bold $foreground", found, at)
        shown.append(content)
    return shown


def fit(text: str, width: int) -> str:
    """One line of exactly `width` cells; what is too long ends after a whole word, with an ellipsis."""
    line = one_line(text)
    if cells(line) <= width:
        return pad(line, width)
    kept = ""
    for word in line.split(" "):
        longer = f"{kept} {word}" if kept else word
        if cells(longer) > width - 1:
            break
        kept = longer
    # A first word that fills the line alone has to be cut somewhere.
    return pad(kept + ELLIPSIS, width) if cells(kept) > width // 3 else pad(line, width)


def wrapped(text: str, width: int, lines: int) -> list[str]:
    """The text in at most `lines` lines of `width` cells, broken between words; the last one is cut."""
    words = one_line(text).split()
    found: list[str] = []
    if lines <= 0:
        return found
    while words and len(found) < lines - 1:
        line = words.pop(0)
        while words and cells(line) + 1 + cells(words[0]) <= width:
            line += " " + words.pop(0)
        if cells(line) > width:
            words = [line, *words]
            break
        found.append(line)
    if words:
        found.append(fit(" ".join(words), width).rstrip())
    return found
