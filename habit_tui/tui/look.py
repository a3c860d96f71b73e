"""The looks of the full screen: its theme, and colours that can be read."""

from __future__ import annotations

import os
from weakref import WeakKeyDictionary

from rich.console import Console
from textual.app import App
from textual.constants import COLOR_SYSTEM
from textual.reactive import Initialize, Reactive
from textual.theme import BUILTIN_THEMES, Theme
from textual.widget import Widget

from habit_tui.services.desk import Desk
from habit_tui.system.settings import Settings
from habit_tui.tui.keymap import usable
from habit_tui.tui.themes import DEFAULT_THEME, OWN_THEMES, PLAIN_THEMES, legible


class Look(App[None]):
    """An app in the theme that the settings of its desk name.

    `_is_plain` asks for the terminal's own colours.
    """

    desk: Desk
    _is_plain: bool
    _is_trying = False

    def __init__(self) -> None:
        super().__init__()
        self._styled: WeakKeyDictionary[Widget, str] = WeakKeyDictionary()
        self._in_force = self.theme

    def _chosen_theme(self) -> str:
        chosen = self.desk.settings.theme
        theme = OWN_THEMES.get(chosen) or BUILTIN_THEMES.get(chosen) or OWN_THEMES[DEFAULT_THEME]
        # Textual takes NO_COLOR out of the environment once it has read it.
        if self._is_plain or "NO_COLOR" in os.environ or getattr(self, "no_color", False):
            return theme.name if theme.ansi else PLAIN_THEMES[theme.dark]
        return theme.name

    # Known before the styles are parsed, the theme need not have them parsed again.
    theme: Reactive[str] = Reactive(Initialize(_chosen_theme), init=False)

    @staticmethod
    def has_few_colors() -> bool:
        """Whether the terminal has sixteen colours, into which those of a theme would fall at random."""
        return COLOR_SYSTEM == "auto" and Console(force_terminal=True).color_system == "standard"

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Textual's themes and our own."""
        return {**super().available_themes, **OWN_THEMES}

    def get_theme(self, theme_name: str) -> Theme | None:
        """A theme by its name; asked for hundreds of times before the first frame."""
        return OWN_THEMES.get(theme_name) or super().get_theme(theme_name)

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, legible: ours are by themselves, and the terminal's own cannot be mixed."""
        kept = self.theme in OWN_THEMES or self.current_theme.ansi
        return legible(super().get_css_variables(), mixed=not kept)

    def is_stale(self, screen: Widget) -> bool:
        """Whether a screen was styled in other colours than those in force."""
        return screen.is_mounted and self._styled.get(screen) != self._in_force

    def styled(self, *screens: Widget) -> None:
        """Remember that screens are styled in the colours in force: a theme's are once they are parsed."""
        self._styled.update(dict.fromkeys(screens, self._in_force))

    def refresh_css(self, animate: bool = True) -> None:
        """Find the styles of what is shown anew, but not because a room is entered in the same colours."""
        if self._in_force != self.theme or any(self.is_stale(screen) for screen in self.screen_stack):
            self._in_force = self.theme
            super().refresh_css(animate)
            self.styled(*self.screen_stack)

    def delay_update(self, delay: float = 0.05) -> None:
        """Show a room as soon as it can be drawn: it is whole from its first frame on."""

    def try_theme(self, theme: str | None) -> None:
        """Show a theme without keeping it, None the one that is kept."""
        self._is_trying = True
        self.theme = self._chosen_theme() if theme is None else theme
        self._is_trying = False


def unusable(chosen: Settings) -> tuple[str, ...]:
    """A sentence for everything in the settings that the full screen cannot use."""
    problems = usable(chosen.keymap_preset, chosen.keymap).problems
    if chosen.theme in BUILTIN_THEMES or chosen.theme in OWN_THEMES:
        return problems
    return (*problems, f"there is no theme {chosen.theme}; there are {', '.join(theme_names())}")


def theme_names() -> list[str]:
    """Every theme there is, ours first."""
    return [*OWN_THEMES, *sorted(BUILTIN_THEMES)]
