"""The line below every room: the keys that do something here, to read or to click."""

from __future__ import annotations

from collections.abc import Sequence

from habit_tui.tui.keys import display
from habit_tui.tui.widgets.spots import Spot, SpotLine

FIRST = ("log", "start")
ON_THE_RIGHT = ("help", "quit")


class KeyBar(SpotLine):
    """The active bindings meant for the footer: the two of every morning first, then the focused widget's."""

    GAP = 0

    def on_mount(self) -> None:
        """Follow the bindings."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def spots(self) -> tuple[Sequence[Spot], Sequence[Spot]]:
        """What can be done here, and what can always be done."""
        left: dict[str, Spot] = {}
        right: dict[str, Spot] = {}
        bindings = self.screen.active_bindings.values()
        for active in sorted(bindings, key=lambda active: active.binding.id not in FIRST):
            binding = active.binding
            side, gap = (right, "") if binding.id in ON_THE_RIGHT else (left, "  ")
            if not binding.show or binding.action in side:
                continue
            style = "$text-muted" if active.enabled else "$text-disabled"
            key_style = "bold" if active.enabled else style
            side[binding.action] = Spot(
                ((display(binding.key), key_style), (f" {binding.description}{gap}", style)),
                rank=0 if side is right else len(left) + 1,
                key=binding.key if active.enabled else "",
                tip=active.tooltip,
            )
        return [*left.values()], [*right.values()]
