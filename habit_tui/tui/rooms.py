"""The rooms of the house: one line adds a screen with its tab, its keys and its palette entry."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from textual.screen import Screen


@dataclass(frozen=True, slots=True)
class Room:
    """A screen one can be in; `screen` names its class as "module:Class", imported when it is entered."""

    id: str
    title: str
    screen: str
    tip: str


ROOMS: tuple[Room, ...] = (
    Room("today", "Today", "habit_tui.tui.screens.today:TodayScreen", "The plan, the clock and the week."),
    Room("calendar", "Calendar", "habit_tui.tui.screens.calendar:CalendarScreen", "The year, day by day."),
    Room("blog", "Blog", "habit_tui.tui.screens.blog:BlogScreen", "Prompts to write about, and posts."),
    Room("path", "Path", "habit_tui.tui.screens.path:PathScreen", "What you study, planned and done."),
    Room(
        "review", "Review", "habit_tui.tui.screens.review:ReviewScreen", "What became of it, and what next."
    ),
)

SETTINGS = Room(
    "settings",
    "Settings",
    "habit_tui.tui.screens.settings:SettingsScreen",
    "Every setting, to see and change.",
)
"""A room without a tab; a key leads there and back."""


def fetch() -> None:
    """Import every room, so that entering one is as quick as coming back to it."""
    for room in ROOMS:
        import_module(room.screen.partition(":")[0])


def screen(name: str) -> Screen[object]:
    """Make the screen of a class named as "module:Class"."""
    module, _, class_name = name.partition(":")
    made: Screen[object] = getattr(import_module(module), class_name)()
    return made
