"""What every room has: the two bars, and a way to be read anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.screen import Screen

from habit_tui.domain.kind import Kind
from habit_tui.services.today import TodayView
from habit_tui.tui import keys
from habit_tui.tui.app import HabitApp
from habit_tui.tui.screens.leaving import LeftOnce
from habit_tui.tui.screens.pace import Paced
from habit_tui.tui.widgets.keybar import KeyBar
from habit_tui.tui.widgets.topbar import TopBar


class RoomScreen(LeftOnce, Paced, Screen[None], inherit_bindings=False):
    """A screen one can be in; `ROOM` is its id in the table of rooms.

    A room composes its widgets in `furniture`, reads the store in `reload` through `self.app.read`, changes
    it through `self.app.write`, and binds keys with `keys.bindings(...)` from the tables in `keys`.
    """

    ROOM = ""
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.ROOM)
    app = getters.app(HabitApp)

    def compose(self) -> ComposeResult:
        """The bars around the furniture."""
        # Textual tells a screen its size after it was painted once; known before, nothing jumps.
        self.set_classes([*self._reached(self.app.size)])
        yield TopBar(self.ROOM)
        yield from self.furniture()
        if self.app.morning is not None and not self.app.morning.is_over:
            from habit_tui.tui.widgets.morning import MorningLine

            yield MorningLine()
        yield KeyBar()

    def _reached(self, size: Size) -> Iterator[str]:
        """The classes of the breakpoints that a size has reached."""
        widths = self.HORIZONTAL_BREAKPOINTS or self.app.HORIZONTAL_BREAKPOINTS or []
        heights = self.VERTICAL_BREAKPOINTS or self.app.VERTICAL_BREAKPOINTS or []
        for breakpoints, cells in ((widths, size.width), (heights, size.height)):
            yield from [name for least, name in sorted(breakpoints) if least <= cells][-1:]

    def furniture(self) -> ComposeResult:
        """The room's own widgets."""
        yield from ()

    @property
    def offered(self) -> tuple[str, Kind] | None:
        """What the start key starts here and of which kind, None to have it ask."""
        return None

    def reach(self, thing: object) -> None:
        """Go to what the room holds: a day, the id of a resource or of a post, the name of a setting."""

    def reload(self) -> None:
        """Read what the room shows anew; called when it is entered first and after every change."""

    def on_mount(self) -> None:
        """Read for the first time once the screen is painted, and again after every change."""
        self.app.reload_rooms.subscribe(self, lambda _nothing: self.reload())
        self.call_after_refresh(self.reload)


class QuietScreen(RoomScreen):
    """A place without bars that shows what the app knows of today, and nothing it would have to read."""

    def on_mount(self) -> None:
        """Follow what the app knows."""
        self.app.today_read.subscribe(self, self.draw)

    def draw(self, view: TodayView) -> None:
        """Show today as it was read."""

    @property
    def offered(self) -> tuple[str, Kind] | None:
        """What is next in the plan."""
        item = self.app.today.next_item
        return None if item is None else (item.what, item.kind)
