"""Leaving a screen once, however often and whenever one is told to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.await_complete import AwaitComplete
from textual.screen import Screen

if TYPE_CHECKING:
    Base = Screen[None]
else:
    Base = object


class LeftOnce(Base):
    """A screen that goes by itself only: Textual's takes away whichever lies on top, or the last there is."""

    _is_to_go = False

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Leave it; what lies on top of it, or another room, is left first."""
        if self.app.screen is self:
            return super().dismiss(result)
        self._is_to_go = True
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        """Leave it now, if it was to go while something lay on it."""
        if self._is_to_go:
            self._is_to_go = False
            self.dismiss()
