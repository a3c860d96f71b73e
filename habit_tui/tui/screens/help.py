"""The keys of the screen one is on."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from habit_tui.domain.words import pad
from habit_tui.tui.keys import EVERYWHERE, display
from habit_tui.tui.screens.dialog import Dialog
from habit_tui.tui.widgets.buttons import Button, Buttons

KEY_CELLS = 12


class HelpDialog(Dialog):
    """What each key does here, what it does everywhere, and how to find the rest."""

    TITLE = "Keys"

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__()
        self._lines = _table(screen)

    def body(self) -> ComposeResult:
        """The table, and the way out."""
        with VerticalScroll():
            yield Static(Content("\n").join(self._lines))
        yield Buttons(Button("esc", "close", "screen.close"))


def _table(screen: Screen[object]) -> list[Content]:
    """The active bindings, those of this screen first."""
    keys: dict[str, list[str]] = {}
    tips: dict[str, str] = {}
    # What one comes here to do stands above how one gets about.
    for active in sorted(screen.active_bindings.values(), key=lambda active: not active.binding.show):
        if active.binding.id:
            keys.setdefault(active.binding.id, []).append(display(active.binding.key))
            tips[active.binding.id] = active.tooltip
    everywhere = [key.id for key in EVERYWHERE if key.id in keys]
    here = [each for each in keys if each not in everywhere]
    lines: list[Content] = []
    for title, ids in (("Here", here), ("Everywhere", everywhere)):
        if ids:
            lines += (
                [Content(""), Content.styled(title, "$text-muted")]
                if lines
                else [Content.styled(title, "$text-muted")]
            )
        lines += [
            Content.assemble((pad(" ".join(keys[each]), KEY_CELLS), "bold"), (tips[each], "")) for each in ids
        ]
    return lines
