"""The line below every room: the keys that do something here, to read or to click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.binding import ActiveBinding

from habit_tui.tui.keymap import known, split
from habit_tui.tui.keys import display
from habit_tui.tui.widgets.spots import Spot, SpotLine

FIRST = ("log", "start")
ON_THE_RIGHT = ("undo", "help", "quit")
STAY = (*FIRST, "help", "quit", "undo")
"""Where a line has no room, the others go first, then these from the end on."""


class KeyBar(SpotLine):
    """The active bindings meant for the footer: the two of every morning first, then the focused widget's.

    Where some have to go the key of the help says that it has more.
    """

    GAP = 0

    def on_mount(self) -> None:
        """Follow the bindings, and whether a session runs."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())
        self.app.today_read.subscribe(self, lambda _view: self.refresh())

    def spots(self) -> tuple[Sequence[Spot], Sequence[Spot]]:
        """What can be done here, and what can always be done."""
        left: dict[str, Spot] = {}
        right: dict[str, Spot] = {}
        bindings = self.screen.active_bindings.values()
        for active in sorted(bindings, key=_place):
            binding = active.binding
            side, gap = (right, "") if binding.id in ON_THE_RIGHT else (left, "  ")
            if not binding.show or (binding.id or binding.action) in side:
                continue
            style = "$text-muted" if active.enabled else "$text-disabled"
            key_style = "bold" if active.enabled else style
            does = self._starts if binding.id == "start" else binding.description
            side[binding.id or binding.action] = Spot(
                ((display(binding.key), key_style), (f" {does}{gap}", style)),
                rank=STAY.index(binding.id) if binding.id in STAY else len(STAY) + len(left),
                key=binding.key if active.enabled else "",
                tip=active.tooltip,
            )
        return [*left.values()], [right[each] for each in ON_THE_RIGHT if each in right]

    @property
    def _starts(self) -> str:
        return "start" if self.app.today.running.session is None else "stop"

    def fitting(self) -> tuple[list[Spot], list[Spot]]:
        """The spots there is room for; the help says when there are more."""
        left, right = super().fitting()
        if len(left) < len(self.spots()[0]):
            for at, spot in enumerate(right):
                if spot.key in split(self.app.keymap.keys_of(known()["help"])):
                    key, (_, style) = spot.parts
                    right[at] = replace(spot, parts=(key, (" more", style)))
        return left, right


def _place(active: ActiveBinding) -> int:
    """Where a key stands: a keymap of one's own puts the bindings it changes behind the others."""
    return FIRST.index(active.binding.id) if active.binding.id in FIRST else len(FIRST)
