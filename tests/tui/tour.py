"""A tour of the full screen: the keys to every room, dialog and empty state, and what is seen there."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rich.color import ColorSystem
from rich.color_triplet import ColorTriplet
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets._toast import Toast

from habit_tui.domain.words import cells
from habit_tui.tui.themes import LEGIBLE, contrast
from habit_tui.tui.widgets.buttons import Buttons
from habit_tui.tui.widgets.panel import Panel
from tests.tui.places import MEDDLE, meddle
from tests.tui.stage import Stage

CUT_FIGURE = re.compile(r"\d…|\d \w?…")
DRAWING = re.compile(r"[\s\u2500-\u259f]*")
"""Blanks, lines and blocks: what is no text and no sign."""
PATIENCE = 600
"""How often it is looked whether something is shown yet."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place of the tour: the keys there from the stop before, text to type, and the keys that leave it.

    What the pattern `shows` finds comes at a pace of its own and is waited for.
    """

    name: str
    there: str = ""
    typed: str = ""
    back: str = ""
    shows: str = ""


LIVED: tuple[Stop, ...] = (
    Stop("today"),
    Stop("today tomorrow", "right_square_bracket", back="left_square_bracket"),
    Stop("log", "l"),
    Stop("log understood", typed="1h30 titanic", back="escape"),
    Stop("add to the plan", "a", back="escape"),
    Stop("edit the plan", "e", back="escape"),
    Stop("help", "question_mark", back="escape"),
    Stop("palette", "slash", shows="Put something of your own", back="escape"),
    Stop("palette results", "slash", typed="engineer", shows="Show in Path", back="escape"),
    Stop("reminders", "r", shows="This goes into your crontab", back="escape"),
    Stop("focus view", "f", back="escape"),
    Stop("starters", "i"),
    Stop("routine to replace", "down enter", back="escape escape"),
    Stop("calendar", "2"),
    Stop("range of days", "left left shift+left shift+up", back="escape"),
    Stop("day of the calendar", "left left left enter"),
    Stop("session", "e", back="escape escape"),
    Stop("log on a day", "a", back="escape"),
    Stop("leave", "m", back="escape"),
    Stop("why", "w", back="escape"),
    Stop("blog", "3"),
    Stop("post", "tab"),
    Stop("publish", "p", back="escape"),
    Stop("share", "c", typed="A forum", back="enter escape"),
    Stop("shared", "c"),
    Stop("feedback", "r", back="escape escape"),
    Stop("update", "down t", back="escape"),
    Stop("text alone", "v", back="v"),
    Stop("editor", "E", typed="More words.", shows="(114|100) words · unsaved"),
    Stop("unsaved", "escape", back="escape"),
    Stop("changed outside", "MEDDLE ctrl+s", shows="was changed outside meanwhile", back="escape escape d"),
    Stop("draft", "a", back="escape"),
    Stop("path", "4"),
    Stop("resource", "e", back="escape"),
    Stop("new resource", "a", back="escape"),
    Stop("complete", "c", back="escape"),
    Stop("stage", "A", back="escape"),
    Stop("new path", "n", back="escape"),
    Stop("expense", "dollar_sign", typed="600 USD rent", back="escape"),
    Stop("path of one's own", "E tab tab shift+home", typed="2020-01-31", back="enter"),
    Stop("reason", "d", back="escape u"),
    Stop("what changed", "w", back="escape"),
    Stop("review month", "5"),
    Stop("assessment", "a", back="escape"),
    Stop("review week", "w left left"),
    Stop("settings", "comma"),
    Stop("settings found", "slash", typed="break", back="escape comma"),
    Stop("toast over a dialog", "1 t a", back="escape u"),
    Stop("stopped", "space"),
    Stop("complaint", "U"),
    Stop("start", "2 space", back="escape"),
)
"""Through a life that was led, a session running."""

LATER: tuple[Stop, ...] = (Stop("forgotten session", "2 space", back="escape"),)
"""Hours later, the same session still running."""

EMPTY: tuple[Stop, ...] = (
    Stop("first starters"),
    Stop("empty today", "escape"),
    Stop("empty start", "space", back="escape"),
    Stop("log refused", "l", typed="5x rust", back="escape"),
    Stop("empty focus view", "f", back="escape"),
    Stop("empty calendar", "2"),
    Stop("empty why", "w", back="escape"),
    Stop("empty blog", "3"),
    Stop("empty path", "4"),
    Stop("empty review month", "5"),
    Stop("empty review week", "w"),
    Stop("nothing found in the settings", "comma slash", typed="zzz"),
)
"""Through a store in which nothing was ever written."""


async def tour(stage: Stage, stops: Sequence[Stop]) -> AsyncIterator[Stop]:
    """Go from stop to stop; at each one everything has come to rest."""
    for stop in stops:
        for key in stop.there.split():
            if key == MEDDLE:
                meddle(stage.app.desk.env)
            else:
                await stage.press(key)
        if stop.typed:
            await stage.type(stop.typed)
        if stop.shows:
            await _seen(stage, stop.shows)
        yield stop
        stage.app.clear_notifications()
        await stage.press(*stop.back.split())


def drawn(stage: Stage) -> str:
    """The screen as a terminal of 24-bit colour is sent it; `cat` shows it."""
    return "\n".join(map(_sent, stage.strips))


def faults(stage: Stage) -> Iterator[str]:
    """What no screen may do at any size: draw beyond its width, cut a figure, a heading or a button."""
    strips = stage.strips
    width, height = stage.app.size
    if [strip.cell_length for strip in strips] != [width] * height:
        yield "lines are of different widths"
    for strip in strips:
        if CUT_FIGURE.search(strip.text):
            yield f"a figure is cut: {strip.text.strip()}"
    seen = dict(_in_sight(stage))
    toasts = [region for widget, region in seen.items() if isinstance(widget, Toast)]
    for widget, region in seen.items():
        if any(region.overlaps(toast) for toast in toasts) and not isinstance(widget, Buttons):
            continue
        lines = [strip.crop(region.x, region.right).text for strip in strips[region.y : region.bottom]]
        read = " ".join(" ".join(lines).split())
        for words in _wanted(widget):
            if words not in read:
                yield f"{type(widget).__name__} does not show {words!r}: {read!r}"


def faint(stage: Stage) -> Iterator[str]:
    """Each text that is too much like the ground it is drawn on; a room below a dialog is meant to be."""
    own = [region for widget, region in _in_sight(stage) if widget is not stage.app.screen]
    for y, strip in enumerate(stage.strips):
        x = 0
        for text, style, _control in strip:
            x += cells(text)
            if style is None or DRAWING.fullmatch(text) or not any(each.contains(x - 1, y) for each in own):
                continue
            ink, ground = style.color, style.bgcolor
            if ink is None or ground is None or ink.triplet is None or ground.triplet is None:
                yield f"{text!r} is drawn without a colour of ours"
                continue
            found = _contrast(ink.triplet, ground.triplet)
            if found < LEGIBLE:
                yield f"{text!r} has a contrast of {found:.2f}: {ink.name} on {ground.name}"


@cache
def _contrast(ink: ColorTriplet, ground: ColorTriplet) -> float:
    return contrast(Color(*ink), Color(*ground))


async def _seen(stage: Stage, words: str) -> None:
    """Wait until something is shown, and a search that shows it is over."""
    for _ in range(PATIENCE):
        await stage.rest()
        if re.search(words, stage.words) and not stage.app.screen.query(".--populating"):
            return
        await stage.pilot.pause(0.05)
    raise AssertionError(f"{words!r} is never shown:\n{stage.text}")


def _sent(strip: Strip) -> str:
    """A line with its colours; blanks at its end are off, and the colours are told where they change."""
    sent, before = "", ""
    segments = [*strip.simplify()]
    for segment in segments:
        style = "" if segment.style is None else segment.style._make_ansi_codes(ColorSystem.TRUECOLOR)
        text = segment.text if segment is not segments[-1] else segment.text.rstrip()
        if text and style != before:
            sent += f"\x1b[0;{style}m" if style else "\x1b[0m"
            before = style
        sent += text
    return f"{sent}\x1b[0m"


def _in_sight(stage: Stage) -> Iterator[tuple[Widget, Region]]:
    """Every widget of the screen on top with the part of it that is not covered or clipped."""
    for widget, (region, clip) in stage.app.screen._compositor.visible_widgets.items():
        if region.area and (shown := region.intersection(clip)).area:
            yield widget, shown


def _wanted(widget: Widget) -> list[str]:
    """The words of ours that a widget has to show whole."""
    if isinstance(widget, Buttons):
        return [button.does for button in widget._buttons]
    if isinstance(widget, Panel):
        return [widget.title] if widget.heading() else []
    if isinstance(widget, Static) and widget.has_class("label"):
        return [str(widget.visual)]
    return []
