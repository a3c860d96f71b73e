"""The rooms of the full screen, and the ways between them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.app import App
from textual.command import CommandPalette
from textual.screen import Screen

from habit_tui.tui import rooms
from habit_tui.tui.rooms import ROOMS

if TYPE_CHECKING:
    from habit_tui.tui.screens.room import RoomScreen

FINDS = "an action, a resource, a post, a setting, or a day such as 12 nov"


class House(App[None]):
    """An app with rooms; the settings lead back to the room they were entered from."""

    DEFAULT_MODE = ROOMS[0].id
    came_from = ROOMS[0].id

    def get_default_screen(self) -> Screen[object]:
        """The first room; as a mode it would have all styles parsed twice before the first frame."""
        return rooms.screen(ROOMS[0].screen)

    def open_rooms(self) -> None:
        """Let every room be entered."""
        for room in (*ROOMS, rooms.SETTINGS):
            self.add_mode(room.id, partial(rooms.screen, room.screen))

    def action_room(self, room: str) -> None:
        """Go to a room; dialogs of the room left stay where they are."""
        self.switch_mode(room)

    async def action_settings(self, name: str = "") -> None:
        """Go to the settings, or back from them; with a name, to the setting of this name."""
        if self.current_mode == rooms.SETTINGS.id and not name:
            self.action_room(self.came_from)
            return
        if self.current_mode != rooms.SETTINGS.id:
            self.came_from = self.current_mode
        screen = await self.enter(rooms.SETTINGS.id)
        if name:
            screen.reach(name)

    async def enter(self, room: str) -> RoomScreen:
        """Go to a room and wait until it is there; a dialog left open in it stays on top."""
        from habit_tui.tui.screens.room import RoomScreen

        await self.switch_mode(room)
        return next(screen for screen in self.screen_stack if isinstance(screen, RoomScreen))

    def action_focus_view(self) -> None:
        """Hide everything but the clock and the present block."""
        self.push_screen(rooms.screen(rooms.FOCUS.screen))

    def action_starter(self) -> None:
        """Open the starter picker."""
        self.push_screen(rooms.screen("habit_tui.tui.screens.starter:StarterScreen"))

    def action_remind(self) -> None:
        """Show what having reminders means, and have them."""
        self.push_screen(rooms.screen("habit_tui.tui.screens.reminders:RemindersDialog"))

    def action_command_palette(self) -> None:
        """Find something by its words."""
        from habit_tui.tui.palette import Palette

        if not isinstance(self.screen, CommandPalette):
            # Without Textual's id: one that is left and one that is opened can be there at once.
            self.push_screen(Palette(placeholder=FINDS))

    def action_help(self) -> None:
        """Show the keys of the present screen."""
        from habit_tui.tui.screens.help import HelpDialog

        self.push_screen(HelpDialog(self.screen))
