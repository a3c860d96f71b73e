"""The two themes: every text is legible on every ground it is put on."""

import pytest
from textual.color import Color
from textual.theme import Theme

from habit_tui.system.settings import Settings
from habit_tui.tui.themes import DAWN, DAYLIGHT, DEFAULT_THEME, OWN_THEMES
from habit_tui.tui.widgets.rows import CHOSEN

GROUNDS = ("background", "surface", "panel", "block-cursor-background", "block-cursor-blurred-background")
TEXTS = (
    "foreground",
    "text",
    "text-muted",
    "text-primary",
    "text-accent",
    "text-success",
    "text-warning",
    "text-error",
    "foreground-muted",
)
DISABLED = ("text-disabled", "foreground-disabled")


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2.1, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: Color) -> float:
    """Relative luminance of WCAG 2.1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [DAWN, DAYLIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_has_a_contrast_of_four_and_a_half(theme: Theme, ground: str, text: str) -> None:
    colors = theme.to_color_system().generate()
    assert contrast(Color.parse(colors[text]), Color.parse(colors[ground])) >= 4.5


@pytest.mark.parametrize("theme", [DAWN, DAYLIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("text", TEXTS)
def test_so_has_text_on_a_chosen_row(theme: Theme, text: str) -> None:
    colors = theme.to_color_system().generate()
    ground = Color.parse(colors["background"]).blend(Color.parse(colors["foreground"]), CHOSEN / 100)
    assert contrast(Color.parse(colors[text]), ground) >= 4.5


@pytest.mark.parametrize("theme", [DAWN, DAYLIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("text", DISABLED)
def test_what_is_switched_off_can_still_be_read(theme: Theme, text: str) -> None:
    colors = theme.to_color_system().generate()
    assert contrast(Color.parse(colors[text]), Color.parse(colors["background"])) >= 4.5


def test_the_settings_default_is_one_of_ours() -> None:
    assert Settings().theme == DEFAULT_THEME
    assert set(OWN_THEMES) == {"dawn", "daylight"}
