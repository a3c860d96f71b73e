"""What the full screen says: toasts, the way back that they offer, and what went wrong."""

from __future__ import annotations

from textual import events
from textual.app import App
from textual.notifications import Notification
from textual.widgets._toast import ToastRack

from habit_tui.domain.words import one_line
from habit_tui.tui import keys
from habit_tui.tui.keymap import Keymap, known
from habit_tui.tui.toast import Offer

WAYS = {"undo": "undoes", "redo": "brings it back", "starter": "shows the starters again"}
"""What a toast can offer a key for, by the id of its action."""


class Voice(App[None]):
    """An app that speaks in toasts, with the keys that are in force."""

    keymap: Keymap
    _complaint = ""
    _offer: Offer | None = None
    _is_offer_taken = False

    def key_of(self, action_id: str) -> str:
        """The key of an action as this user presses it: "space"."""
        return keys.display(self.keymap.keys_of(known()[action_id]))

    def say(self, text: str, *, way: str = "") -> None:
        """Show a toast; it can end by naming the key of a way on from there, to press or to click."""
        words = f"{self.key_of(way)} {WAYS[way]}" if way and self._is_open_to(way) else ""
        message = " · ".join(piece for piece in (one_line(text), words) if piece)
        if not message:
            return
        if not way:
            self.notify(message, markup=False)
            return
        self._take_back_offer()
        toast = Notification(message, timeout=self.NOTIFICATION_TIMEOUT)
        self._offer = Offer(toast, words, way)
        # Not by `notify`, whose message may be handled after the next change, which is to close this toast.
        self._notifications.add(toast)
        self._refresh_notifications()

    def _is_open_to(self, action_id: str) -> bool:
        """Whether a key does here what it is for: in a text it is a letter, and a dialog has its own."""
        # An app that ends has no screen any more.
        keys_here = [each for top in self.screen_stack[-1:] for each in top.active_bindings.values()]
        return any(each.binding.id == action_id for each in keys_here)

    def on_descendant_focus(self) -> None:
        """What is offered goes where its key is a letter; it would lie over what is being typed, too."""
        if self._offer is not None and not self._is_open_to(self._offer.action_id):
            self._take_back_offer()

    def _take_back_offer(self) -> None:
        """Close the toast that offers a way back: taken now, it would undo what came after it."""
        if self._offer is not None:
            self._unnotify(self._offer.toast)
            # Textual looks after the screen on top alone, and a dialog shows what it lies over.
            for rack in [rack for screen in self.screen_stack[:-1] for rack in screen.query(ToastRack)]:
                self.call_later(rack.show, self._notifications)
        self._offer = None

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """See whether the way back is clicked that the newest toast offers; the click closes the toast."""
        self._is_offer_taken = False
        if self._offer is not None:
            widget, region = self.get_widget_at(event.screen_x, event.screen_y)
            place = event.screen_x - region.x, event.screen_y - region.y
            self._is_offer_taken = self._offer.is_at(widget, *place)

    async def on_click(self) -> None:
        """Take the way back."""
        if self._is_offer_taken and self._offer is not None:
            self._is_offer_taken = False
            await self.run_action(f"app.{self._offer.action_id}")

    def complain(self, text: str) -> None:
        """Show what went wrong, once for as long as it stays the same."""
        if text != self._complaint:
            self._complaint = text
            self.notify(one_line(text), severity="error", markup=False, timeout=12)
