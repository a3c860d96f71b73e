"""The line below every room: the keys that do something here, to read or to click."""

from __future__ import annotations

from collections.abc import Sequence

from habit_tui.tui.keys import display
from habit_tui.tui.widgets.spots import Spot, SpotLine

ON_THE_RIGHT = ("help", "quit")


class KeyBar(SpotLine):
    """The active bindings meant for the footer; the ones of the focused widget come first."""

    GAP = 0

    def on_mount(self) -> None:
        """Follow the bindings."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def left(self) -> Sequence[Spot]:
        """What can be done here."""
        return [spot for id_, spot in self._spots() if id_ not in ON_THE_RIGHT]

    def right(self) -> Sequence[Spot]:
        """What can always be done."""
        return [spot for id_, spot in self._spots() if id_ in ON_THE_RIGHT]

    def _spots(self) -> list[tuple[str, Spot]]:
        found: dict[str, Spot] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not binding.show or binding.action in found:
                continue
            style = "$text-disabled" if not active.enabled else "$text-muted"
            key_style = style if not active.enabled else "bold"
            last = binding.id in ON_THE_RIGHT
            gap = "" if last else "  "
            parts = ((display(binding.key), key_style), (f" {binding.description}{gap}", style))
            rank = 0 if last else len(found) + 1
            found[binding.action] = Spot(parts, rank, binding.key if active.enabled else "", active.tooltip)
        ids = {
            active.binding.action: active.binding.id or "" for active in self.screen.active_bindings.values()
        }
        return [(ids[action], spot) for action, spot in found.items()]
