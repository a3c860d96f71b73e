"""The two themes: every text is legible on every ground it is put on."""

import re
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

import habit_tui.tui
from habit_tui.system.settings import Settings
from habit_tui.tui.app import HabitApp
from habit_tui.tui.look import theme_names
from habit_tui.tui.themes import DAWN, DAYLIGHT, DEFAULT_THEME, OWN_THEMES, contrast, legible
from habit_tui.tui.widgets.rows import CHOSEN, CHOSEN_ELSEWHERE
from tests.factories import at, desk_at, logged
from tests.tui.stage import NARROW, on_stage

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
    "accent",
    "error",
    "warning",
    "success",
)
DISABLED = ("text-disabled", "foreground-disabled")
SOURCES = Path(habit_tui.tui.__file__).parent
USED = {
    name
    for path in (*SOURCES.rglob("*.tcss"), *SOURCES.rglob("*.py"))
    for name in re.findall(r"\$([a-z][a-z0-9-]+)", path.read_text(encoding="utf-8"))
}
"""The colours of the theme that styles and widgets name."""


def own_pairs() -> list[tuple[str, str]]:
    """The colours of the calendar's signs with what they lie on."""
    rules = (SOURCES / "screens" / "calendar.tcss").read_text(encoding="utf-8")
    return re.findall(r"calendar--[^{]*\{\s*color: ([^;]+);\s*background: ([^;]+);", rules)


def ground(colors: dict[str, str], base: str, over: str, percent: int) -> Color:
    """A colour of the theme with another one laid over it."""
    return Color.parse(colors[base]).blend(Color.parse(colors[over]), percent / 100)


BOTH = pytest.mark.parametrize("theme", [DAWN, DAYLIGHT], ids=lambda theme: theme.name)


@BOTH
@pytest.mark.parametrize("base", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_has_a_contrast_of_four_and_a_half(theme: Theme, base: str, text: str) -> None:
    colors = theme.to_color_system().generate()
    assert contrast(Color.parse(colors[text]), Color.parse(colors[base])) >= 4.5


@BOTH
@pytest.mark.parametrize("base", ["background", "surface"])
@pytest.mark.parametrize("percent", [CHOSEN, CHOSEN_ELSEWHERE])
@pytest.mark.parametrize("text", TEXTS)
def test_so_has_text_on_a_chosen_row(theme: Theme, base: str, percent: int, text: str) -> None:
    colors = theme.to_color_system().generate()
    chosen = ground(colors, base, "foreground", percent)
    assert contrast(Color.parse(colors[text]), chosen) >= 4.5


@BOTH
@pytest.mark.parametrize(("text", "base"), sorted(set(own_pairs())))
def test_so_has_every_sign_of_the_calendar_on_its_shade(theme: Theme, text: str, base: str) -> None:
    colors = theme.to_color_system().generate()
    name, _, percent = base.removeprefix("$").partition(" ")
    below = ground(colors, "background", name, int(percent.removesuffix("%") or 100))
    assert contrast(Color.parse(colors[text.removeprefix("$")]), below) >= 4.5


@BOTH
@pytest.mark.parametrize("text", DISABLED)
def test_what_is_switched_off_can_still_be_read(theme: Theme, text: str) -> None:
    colors = theme.to_color_system().generate()
    assert contrast(Color.parse(colors[text]), Color.parse(colors["background"])) >= 4.5


def test_contrast_is_measured_as_the_standard_does() -> None:
    black, white, grey = Color.parse("#000000"), Color.parse("#ffffff"), Color.parse("#777777")
    assert contrast(black, white) == contrast(white, black) == pytest.approx(21)
    assert contrast(grey, white) == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("name", [name for name in BUILTIN_THEMES if not BUILTIN_THEMES[name].ansi])
def test_text_is_legible_in_every_theme_of_textual(name: str) -> None:
    theirs = BUILTIN_THEMES[name].to_color_system().generate()
    colors = legible(theirs, mixed=True)
    below = Color.parse(colors["background"])
    most = min(4.5, contrast(Color.parse(colors["foreground"]), below))
    for text in ("text-muted", "text-accent", "text-warning", "text-error", "text-success"):
        assert contrast(Color.parse(colors[text]), below) >= most - 0.05, text
    assert contrast(Color.parse(colors["text-disabled"]), below) >= 2.95
    assert {each for each in colors if colors[each] != theirs[each]} <= {
        each for each in colors if "text-" in each
    }


@pytest.mark.parametrize("name", theme_names())
def test_every_theme_has_every_colour_that_the_screens_use(name: str) -> None:
    theme = OWN_THEMES.get(name) or BUILTIN_THEMES[name]
    known = theme.to_color_system().generate()
    assert not {each for each in USED if each not in known}


def test_the_settings_default_is_one_of_ours() -> None:
    assert Settings().theme == DEFAULT_THEME
    assert set(OWN_THEMES) == {"dawn", "daylight"}


async def test_without_colours_the_cursor_and_the_focus_are_still_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    desk = desk_at(tmp_path, "UTC", theme="dawn")
    for day in range(10, 21):
        logged(desk, f"2026-11-{day}", "05:00", 15 * (day - 9), "ml")
    async with on_stage(desk, at("2026-11-20 12:12", "UTC"), NARROW) as stage:
        assert stage.app.theme == "ansi-dark"
        for keys in (("2", "left"), ("comma", "down"), ("1", "l"), ("escape", "slash")):
            await stage.press(*keys)
            strips = stage.strips
            styles = [segment.style for strip in strips for segment in strip if segment.style]
            colors = [color for style in styles for color in (style.color, style.bgcolor) if color]
            assert all(color.is_default for color in colors), keys
            assert any(style.reverse for style in styles), keys


@pytest.mark.parametrize(
    ("theme", "shown"),
    [("dawn", "ansi-dark"), ("daylight", "ansi-light"), ("nord", "ansi-dark"), ("ansi-light", "ansi-light")],
)
def test_a_terminal_of_sixteen_colours_gets_its_own(tmp_path: Path, theme: str, shown: str) -> None:
    desk = desk_at(tmp_path, "UTC", theme=theme)
    assert HabitApp(lambda: desk, lambda: at("2026-11-20 05:12", "UTC"), plain=True).theme == shown


@pytest.mark.parametrize(
    ("term", "colorterm", "few"),
    [
        ("screen", "", True),
        ("linux", "", True),
        ("xterm-16color", "", True),
        ("screen-256color", "", False),
        ("xterm-256color", "truecolor", False),
        ("screen", "truecolor", False),
    ],
)
def test_it_is_known_how_many_colours_a_terminal_has(
    monkeypatch: pytest.MonkeyPatch, term: str, colorterm: str, few: bool
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLORTERM", colorterm)
    assert HabitApp.has_few_colors() is few
