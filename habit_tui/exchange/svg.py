"""The calendar as a picture for a blog: one SVG file that needs nothing else, light and dark.

Every verdict has a shape of its own and the minutes are opacity, so it reads without colour too.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from habit_tui.domain.calendar import SHADES, Grid, shade, year_grid
from habit_tui.domain.dates import WEEKDAYS
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.streak import Verdict
from habit_tui.domain.words import duration, one_line, quoted

CELL, PITCH = 12, 14
LEFT, TOP, MARGIN, ROW = 48, 66, 16, 20
LETTER = 6
"""About the width of a letter of the small text, for setting the legend."""

LINE = 'fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round"'
SHAPES = {
    Verdict.MET: '<circle cx="6" cy="6" r="3.4"/>',
    Verdict.KEPT: f'<path d="M6 2.6a3.4 3.4 0 0 0 0 6.8z"/><circle cx="6" cy="6" r="2.8" {LINE}/>',
    Verdict.BONUS: '<path d="M6 1.8 10.2 6 6 10.2 1.8 6z"/>',
    Verdict.MISSED: f'<path d="M3.2 3.2l5.6 5.6M8.8 3.2 3.2 8.8" {LINE}/>',
    Verdict.FROZEN: f'<path d="M6 2v8M2.5 4l7 4M9.5 4l-7 4" {LINE}/>',
    Verdict.REST: '<circle cx="6" cy="6" r="1.1"/>',
    Verdict.LEAVE: f'<path d="M2.2 6.8c1.3-2.4 2.5-2.4 3.8-.8s2.5 1.6 3.8-.8" {LINE}/>',
    Verdict.VOID: f'<path d="M3 9 9 3" {LINE}/><circle cx="6" cy="6" r="3.4" {LINE}/>',
    Verdict.OPEN: f'<circle cx="6" cy="6" r="3.2" {LINE}/>',
}
AHEAD = 'opacity="0.5"'
QUIET = frozenset({Verdict.REST, Verdict.LEAVE, Verdict.VOID})

OPACITIES = (0.14, 0.28, 0.44, 0.62)
"""Of the four shades."""

# Plain rules without variables, for the programs that turn pictures into others know no more; all of them
# begin with the picture's own class, so that it can stand inside a page.
LIGHT = {
    "text": "fill:#5f6573",
    ".heading": "fill:#2a2d37",
    ".ground": "fill:#f8f5ef",
    ".day": "fill:#ebe6db",
    ".shade": "fill:#a04a10",
    ".sign": "fill:#2a2d37;color:#2a2d37",
    ".quiet": "fill:#5f6573;color:#5f6573",
    ".missed": "fill:#b0302c;color:#b0302c",
}
DARK = {
    "text": "fill:#949bb1",
    ".heading": "fill:#d9dce6",
    ".ground": "fill:#12141b",
    ".day": "fill:#1c202a",
    ".shade": "fill:#e8a76a",
    ".sign": "fill:#d9dce6;color:#d9dce6",
    ".quiet": "fill:#949bb1;color:#949bb1",
    ".missed": "fill:#e58a85;color:#e58a85",
}
FONTS = {
    "text": "font-family:ui-sans-serif,system-ui,sans-serif;font-size:11px",
    ".heading": "font-size:16px;font-weight:600",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the picture: its verdict (None in the future), its minutes, and what pointing at it tells."""

    day: date
    verdict: Verdict | None
    minutes: int
    title: str


def draw(year: int, days: Sequence[Cell], heading: str, figures: Sequence[str]) -> str:
    """The year as an SVG document, with a heading above it, and the legend and the figures below."""
    grid = year_grid(year)
    width = LEFT + grid.weeks * PITCH + MARGIN
    legend, rows = _legend(days, width)
    below = TOP + 7 * PITCH + 16
    height = below + rows * ROW + 28
    said = ". ".join(figures)
    marks = "".join(f'<g id="study-{verdict}">{shape}</g>' for verdict, shape in SHAPES.items())
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    names = 'role="img" aria-labelledby="study-year-title study-year-desc" lang="en"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="study-year" {size} {names}>',
        f'<title id="study-year-title">{_safe(heading)}</title>',
        f'<desc id="study-year-desc">A column for each week, a row for each weekday. {_safe(said)}.</desc>',
        f"<style>{_rules(FONTS)}{_rules(LIGHT)}@media(prefers-color-scheme:dark){{{_rules(DARK)}}}</style>",
        f"<defs>{marks}</defs>",
        f'<rect class="ground" width="{width}" height="{height}" rx="8"/>',
        f'<text class="heading" x="{MARGIN}" y="30">{_safe(heading)}</text>',
        *(f'<text x="{LEFT + week * PITCH}" y="{TOP - 8}">{name}</text>' for week, name in grid.months()),
        *(
            f'<text x="{MARGIN}" y="{TOP + row * PITCH + 10}">{name}</text>'
            for row, name in enumerate(WEEKDAYS)
        ),
        *(_day(cell, grid) for cell in days),
        f'<g transform="translate(0 {below})">{legend}</g>',
        f'<text x="{MARGIN}" y="{height - 14}">{_safe(" · ".join(figures))}</text>',
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def write(path: str, picture: str, *, replace: bool = False) -> None:
    """Write a picture to a new file, or with `replace` over an old one, which stays until the new is whole.

    Raises CannotBeDone when there is a file already, or when it cannot be written.
    """
    target = Path(path)
    part = target.with_name(f"{target.name}.part") if replace else target
    flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | (os.O_TRUNC if replace else os.O_EXCL)
    try:
        descriptor = os.open(part, flags, 0o666)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(picture)
                file.flush()
                os.fsync(file.fileno())
            if replace:
                part.replace(target)
        except OSError:
            part.unlink(missing_ok=True)
            raise
    except FileExistsError:
        raise CannotBeDone(f"{quoted(path)} is there already; --force replaces it") from None
    except OSError as error:
        raise CannotBeDone(f"{quoted(path)} cannot be written: {error.strerror or error}") from error


def _rules(styles: Mapping[str, str]) -> str:
    return "".join(f".study-year {name}{{{style}}}" for name, style in styles.items())


def _day(cell: Cell, grid: Grid) -> str:
    x, y = LEFT + grid.week_of(cell.day) * PITCH, TOP + cell.day.weekday() * PITCH
    drawn = f"<title>{_safe(cell.title)}</title>{_mark(cell.verdict, cell.minutes)}"
    return f'<g transform="translate({x} {y})">{drawn}</g>'


def _mark(verdict: Verdict | None, minutes: int) -> str:
    """A square in its shade with the verdict's shape on it."""
    square = f'width="{CELL}" height="{CELL}" rx="2"'
    step = shade(minutes)
    drawn = f'<rect class="day" {"" if verdict or step else AHEAD} {square}/>'
    if step:
        drawn += f'<rect class="shade" opacity="{OPACITIES[step - 1]}" {square}/>'
    if verdict in SHAPES:
        style = "missed" if verdict is Verdict.MISSED else "quiet" if verdict in QUIET else "sign"
        drawn += f'<use class="{style}" href="#study-{verdict}"/>'
    return drawn


def _legend(days: Sequence[Cell], width: int) -> tuple[str, int]:
    """The shapes the year shows with how often, below them the shades; and how many rows they take."""
    counted = Counter(cell.verdict for cell in days)
    shapes = [(_mark(verdict, 0), f"{counted[verdict]} {verdict}") for verdict in SHAPES if counted[verdict]]
    shades = [(_mark(None, minutes), f"from {duration(minutes)}") for minutes in SHADES]
    drawn: list[str] = []
    row = -1
    for entries in (shapes, shades):
        x = width
        for mark, words in entries:
            taken = CELL + 5 + len(words) * LETTER + 12
            if x + taken > width:
                x, row = MARGIN, row + 1
            words_drawn = f'<text x="{CELL + 5}" y="10">{words}</text>'
            drawn.append(f'<g transform="translate({x} {row * ROW})">{mark}{words_drawn}</g>')
            x += taken
    return "".join(drawn), row + 1


def _safe(text: str) -> str:
    """Text as XML can hold it: one line, control characters replaced, escaped."""
    # U+FFFE and U+FFFF are letters to Python and forbidden in XML.
    return escape(one_line(text).translate({0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}))
