"""A time in large digits, to be read from across a dim room."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.content import Content

STYLE = "$text-accent"

HEIGHT = 5
"""The lines of the tallest digits."""

_PIXELS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
}
"""Each sign of a clock, a pixel being two cells wide and a line high."""


def tall(time: str) -> list[Content]:
    """A time such as "1:12:43" in solid digits of five lines."""
    rows = (" ".join(_PIXELS[sign][row] for sign in time) for row in range(HEIGHT))
    return [Content.styled("".join(("██" if pixel == "#" else "  ") for pixel in row), STYLE) for row in rows]


def thin(time: str) -> list[Content]:
    """A time in thin digits of three lines."""
    from textual.renderables.digits import Digits

    parts = Digits(time).render(Style(bold=True))
    lines = "".join(part.text for part in parts if isinstance(part, Segment)).rstrip("\n")
    return [Content.styled(line, STYLE) for line in lines.split("\n")]
