"""The rooms of the house: one line adds a screen with its tab, its keys and its palette entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from textual.screen import Screen


@dataclass(frozen=True, slots=True)
class Room:
    """A screen one can be in; `screen` names its class as "module:Class", imported when it is entered.

    `tip` says in a line what is there, `about` in a few what it shows and how one works with it.
    """

    id: str
    title: str
    screen: str
    tip: str
    about: str


ROOMS: tuple[Room, ...] = (
    Room(
        "today",
        "Today",
        "habit_tui.tui.screens.today:TodayScreen",
        "The plan, the clock and the week.",
        "What to do now: today's plan, the clock and the sessions you have done. What is chosen in the "
        "plan is what the start key starts; the plan can be changed for this day alone.",
    ),
    Room(
        "calendar",
        "Calendar",
        "habit_tui.tui.screens.calendar:CalendarScreen",
        "The year, day by day.",
        "A year of days, each with a sign for what became of it and a shade for how long it was. Choose a "
        "day, or drag over several; its sessions stand below, and why it counts as it does.",
    ),
    Room(
        "blog",
        "Blog",
        "habit_tui.tui.screens.blog:BlogScreen",
        "Prompts to write about, and posts.",
        "Reasons to write that follow from what you did, then your drafts and posts, and the text of the "
        "chosen one. A post is a Markdown file of your own, which any editor may open.",
    ),
    Room(
        "path",
        "Path",
        "habit_tui.tui.screens.path:PathScreen",
        "What you study, planned and done.",
        "What you study, in order: stages and resources with their days, hours and costs, and beside them "
        "what was planned at first. Several paths can run at once.",
    ),
    Room(
        "review",
        "Review",
        "habit_tui.tui.screens.review:ReviewScreen",
        "What became of it, and what next.",
        "What became of a week or a month: hours, days, paths, and what stood in the way. Answering its "
        "questions makes an assessment, which the next review comes back to.",
    ),
)

SETTINGS = Room(
    "settings",
    "Settings",
    "habit_tui.tui.screens.settings:SettingsScreen",
    "Every setting, to see and change.",
    "Every setting and every key, with what it does and what else it could be. A change counts at once and "
    "is kept in settings.toml.",
)
"""A room without a tab; a key leads there and back."""

FOCUS = Room(
    "focus",
    "Focus",
    "habit_tui.tui.screens.focus:FocusScreen",
    "The clock and the present block.",
    "Nothing but the clock and the present block. The session itself is in your record: it goes on when "
    "you leave this view, or the app.",
)
"""What lies over a room and hides it."""


def fetch(wanted: Sequence[Room] = ROOMS) -> list[Path]:
    """Import rooms, so that entering one is as quick as coming back to it; the files of their styles."""
    files: list[Path] = []
    for room in wanted:
        module = import_module(room.screen.partition(":")[0])
        files += Path(str(module.__file__)).parent.glob(f"{room.id}.tcss")
    return files


def screen(name: str) -> Screen[object]:
    """Make the screen of a class named as "module:Class"."""
    module, _, class_name = name.partition(":")
    made: Screen[object] = getattr(import_module(module), class_name)()
    return made
