"""How a screen goes to work: one event at a time, and no styles found twice."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import events, getters
from textual.screen import Screen

from habit_tui.tui.look import Look

if TYPE_CHECKING:
    Base = Screen[None]
else:
    Base = object


class Paced(Base):
    """A screen that lets others have their turn after each of its events.

    Textual handles whatever waits in one step of the event loop, so that entering a room held up its keys for
    as long as everything took together.
    """

    app = getters.app(Look)

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; shown again in the same colours, the screen has the styles it had."""
        if isinstance(event, events.ScreenResume):
            event.refresh_styles = self.app.is_stale(self)
        await super().on_event(event)
        if isinstance(event, events.Mount | events.ScreenResume):
            self.app.styled(self)
        await asyncio.sleep(0)
