"""What the screen one is on is for, and its keys, each of which can be clicked or chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Static

from habit_tui.domain.words import pad
from habit_tui.tui.keys import EVERYWHERE, LISTS, PREVIEW, ROOM, display
from habit_tui.tui.rooms import FOCUS, ROOMS, SETTINGS
from habit_tui.tui.screens.dialog import Dialog
from habit_tui.tui.text import wrapped
from habit_tui.tui.widgets.buttons import Button, Buttons
from habit_tui.tui.widgets.rows import RowPanel

KEY_CELLS = 12
TIP_LINES = 2


@dataclass(frozen=True, slots=True)
class Deed:
    """What some keys do, and the node their action belongs to; without an action it is a heading."""

    keys: str
    tip: str
    action: str = ""
    node: DOMNode | None = None


class HelpDialog(Dialog):
    """What a screen shows, what each key does there, and what it does everywhere; a line chosen is done."""

    AUTO_FOCUS = "DeedPanel"

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__()
        self._deeds = _deeds(screen)
        places = (*ROOMS, SETTINGS, FOCUS)
        self._room = next(
            (room for room in places if room.screen.endswith(f":{type(screen).__name__}")), None
        )

    def heading(self) -> str:
        """The name of the screen."""
        return "Keys" if self._room is None else self._room.title

    def body(self) -> ComposeResult:
        """The screen in words, the table, and the way out."""
        if self._room is not None:
            yield Static(Content(self._room.about), id="about")
        yield DeedPanel(self._deeds)
        yield Buttons(Button("enter", "do it", "screen.do"), Button("esc", "close", "screen.close"))

    @on(RowPanel.Chosen)
    def action_do(self) -> None:
        """Close, and do what the chosen line says."""
        deed = self.query_one(DeedPanel).chosen
        if deed is not None and deed.action:
            self.dismiss()
            self.app.call_later(self.app.run_action, deed.action, deed.node)


class DeedPanel(RowPanel[Deed]):
    """Keys with what they do; one click is enough."""

    def __init__(self, deeds: Sequence[Deed]) -> None:
        super().__init__(deeds, id="deeds")
        self.set_reactive(RowPanel.cursor, 1)

    @property
    def heading_height(self) -> int:
        """The dialog has a title already."""
        return 0

    def heading(self) -> list[Content]:
        """None."""
        return []

    def row(self, item: Deed, width: int) -> Sequence[Content]:
        """The keys, and the sentence behind them."""
        if not item.action:
            return [Content.styled(item.tip, "$text-muted")]
        first, *more = wrapped(item.tip, width - KEY_CELLS, TIP_LINES) or [""]
        return [
            Content.assemble((pad(item.keys, KEY_CELLS), "bold"), first),
            *(Content(" " * KEY_CELLS + line) for line in more),
        ]

    def gap_below(self, at: int) -> int:
        """Air above a heading."""
        return int(at + 1 < len(self.items) and not self.items[at + 1].action)

    def on_click(self, event: events.Click) -> None:
        """Do what is clicked."""
        super().on_click(event)
        if event.chain == 1:
            self.action_choose()


def _deeds(screen: Screen[object]) -> list[Deed]:
    """The active bindings, those of this screen first."""
    found: dict[str, list[str]] = {}
    deeds: dict[str, Deed] = {}
    # What one comes here to do stands above how one gets about.
    about = {key.id for key in (*ROOM, *LISTS, *PREVIEW)}
    actives = screen.active_bindings.values()
    for active in sorted(actives, key=lambda each: (not each.binding.show, each.binding.id in about)):
        if active.binding.id and active.enabled:
            keys = found.setdefault(active.binding.id, [])
            keys.append(display(active.binding.key))
            deeds[active.binding.id] = Deed(
                " ".join(keys), active.tooltip, active.binding.action, active.node
            )
    everywhere = [key.id for key in EVERYWHERE if key.id in deeds]
    here = [each for each in deeds if each not in everywhere]
    rows: list[Deed] = []
    for title, ids in (("Here", here), ("Everywhere", everywhere)):
        rows += [Deed("", title)] if ids else []
        rows += [deeds[each] for each in ids]
    return rows
