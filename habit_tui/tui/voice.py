"""What the full screen says: toasts, the way back that they offer, and what went wrong."""

from __future__ import annotations

from textual import events
from textual.app import App
from textual.notifications import Notification

from habit_tui.domain.words import one_line
from habit_tui.tui import keys
from habit_tui.tui.keymap import Keymap, known
from habit_tui.tui.toast import Offer

BACK = {"undo": "undoes", "redo": "brings it back"}


class Voice(App[None]):
    """An app that speaks in toasts, with the keys that are in force."""

    keymap: Keymap
    _complaint = ""
    _offer: Offer | None = None
    _is_offer_taken = False

    def key_of(self, action_id: str) -> str:
        """The key of an action as this user presses it: "space"."""
        return keys.display(self.keymap.keys_of(known()[action_id]))

    def say(self, text: str, *, undoable: bool = False, redoable: bool = False) -> None:
        """Show a toast; it can end by naming the key that takes back what it says, to press or to click."""
        if not text:
            return
        message = one_line(text)
        way = "undo" if undoable else "redo" if redoable else ""
        if not way:
            self.notify(message, markup=False)
            return
        self._take_back_offer()
        words = f"{self.key_of(way)} {BACK[way]}"
        toast = Notification(f"{message} · {words}", timeout=self.NOTIFICATION_TIMEOUT)
        self._offer = Offer(toast, words, f"app.{way}")
        # Not by `notify`, whose message may be handled after the next change, which is to close this toast.
        self._notifications.add(toast)
        self._refresh_notifications()

    def _take_back_offer(self) -> None:
        """Close the toast that offers a way back: taken now, it would undo what came after it."""
        if self._offer is not None:
            self._unnotify(self._offer.toast)
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
            await self.run_action(self._offer.action)

    def complain(self, text: str) -> None:
        """Show what went wrong, once for as long as it stays the same."""
        if text != self._complaint:
            self._complaint = text
            self.notify(one_line(text), severity="error", markup=False, timeout=12)
