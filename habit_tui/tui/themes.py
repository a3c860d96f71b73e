"""The two themes of our own, drawn as a pair: calm ground, quiet greys, one accent."""

from __future__ import annotations

from collections.abc import Mapping

from textual.color import Color
from textual.theme import Theme

DAWN = Theme(
    name="dawn",
    primary="#e8a76a",
    secondary="#8b93ad",
    accent="#e8a76a",
    success="#8fc3a1",
    warning="#dcbf7c",
    error="#e58a85",
    foreground="#d9dce6",
    background="#12141b",
    surface="#181b24",
    panel="#232733",
    boost="#ffffff0a",
    dark=True,
    variables={
        "text": "#d9dce6",
        "text-muted": "#949bb1",
        "text-disabled": "#7f869c",
        "foreground-muted": "#949bb1",
        "foreground-disabled": "#7f869c",
        "block-cursor-foreground": "#f2f3f7",
        "block-cursor-background": "#2b3040",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-foreground": "#d9dce6",
        "block-cursor-blurred-background": "#1c202b",
        "border": "#e8a76a",
        "border-blurred": "#2f3444",
        "input-cursor-background": "#e8a76a",
        "input-cursor-foreground": "#12141b",
        "input-selection-background": "#e8a76a 30%",
        "footer-background": "#12141b",
        "footer-foreground": "#949bb1",
        "footer-key-foreground": "#d9dce6",
        "footer-description-foreground": "#949bb1",
        "button-foreground": "#d9dce6",
        "button-color-foreground": "#12141b",
        "button-focus-text-style": "bold",
        "scrollbar": "#2f3444",
        "scrollbar-hover": "#454c61",
        "scrollbar-active": "#e8a76a",
        "scrollbar-background": "#12141b",
        "scrollbar-background-hover": "#12141b",
        "scrollbar-background-active": "#12141b",
        "scrollbar-corner-color": "#12141b",
    },
)

DAYLIGHT = Theme(
    name="daylight",
    primary="#984308",
    secondary="#555c6f",
    accent="#984308",
    success="#266844",
    warning="#765700",
    error="#ab2b28",
    foreground="#2a2d37",
    background="#f8f5ef",
    surface="#f0ece3",
    panel="#e4ded2",
    boost="#0000000a",
    dark=False,
    variables={
        "text": "#2a2d37",
        "text-muted": "#565c6a",
        "text-disabled": "#656a75",
        "foreground-muted": "#565c6a",
        "foreground-disabled": "#656a75",
        "block-cursor-foreground": "#1b1d24",
        "block-cursor-background": "#e0d8c8",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-foreground": "#2a2d37",
        "block-cursor-blurred-background": "#efeadf",
        "border": "#984308",
        "border-blurred": "#d3ccbd",
        "input-cursor-background": "#984308",
        "input-cursor-foreground": "#f8f5ef",
        "input-selection-background": "#984308 25%",
        "footer-background": "#f8f5ef",
        "footer-foreground": "#565c6a",
        "footer-key-foreground": "#2a2d37",
        "footer-description-foreground": "#565c6a",
        "button-foreground": "#2a2d37",
        "button-color-foreground": "#f8f5ef",
        "button-focus-text-style": "bold",
        "scrollbar": "#d3ccbd",
        "scrollbar-hover": "#b9b1a0",
        "scrollbar-active": "#984308",
        "scrollbar-background": "#f8f5ef",
        "scrollbar-background-hover": "#f8f5ef",
        "scrollbar-background-active": "#f8f5ef",
        "scrollbar-corner-color": "#f8f5ef",
    },
)

OWN_THEMES = {theme.name: theme for theme in (DAWN, DAYLIGHT)}
DEFAULT_THEME = DAWN.name
PLAIN_THEMES = {True: "ansi-dark", False: "ansi-light"}
"""What stands for a dark and for a light theme where the terminal has sixteen colours, or is to have none."""

LEGIBLE, FAINT = 4.5, 3.0
"""The contrast that WCAG 2.1 asks of text (1.4.3), and what is left to text that is switched off."""

_TEXTS = {
    "text-muted": LEGIBLE,
    "text-primary": LEGIBLE,
    "text-accent": LEGIBLE,
    "text-warning": LEGIBLE,
    "text-error": LEGIBLE,
    "text-success": LEGIBLE,
    "text-disabled": FAINT,
}
_STEPS = 10


def legible(colors: Mapping[str, str], *, mixed: bool) -> dict[str, str]:
    """A theme's colours, with `mixed` those of text drawn toward the foreground until they can be read.

    What is muted is always a shade of the foreground: Textual's own is often an automatic one, chosen against
    the ground, which a span of text cannot be.
    """
    found = dict(colors)
    for degree in ("muted", "disabled"):
        if found[f"text-{degree}"].startswith("auto"):
            found[f"text-{degree}"] = found[f"foreground-{degree}"]
    if mixed:
        ground, ink = Color.parse(found["background"]), Color.parse(found["foreground"])
        for name, least in _TEXTS.items():
            # An automatic colour is black or white already.
            if not found[name].startswith("auto"):
                found[name] = _drawn(ground + Color.parse(found[name]), ink, ground, least).hex
    return found


def _drawn(color: Color, ink: Color, ground: Color, wanted: float) -> Color:
    steps = (color.blend(ink, step / _STEPS) for step in range(_STEPS + 1))
    return next((each for each in steps if contrast(each, ground) >= wanted), ink)


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2.1 between two opaque colours, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    """The relative luminance of WCAG 2.1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
