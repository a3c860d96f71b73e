"""The ways to every screen and dialog of the full screen, from any room, and what can be pressed there.

Whoever adds a screen or a key adds a way to it here: `test_places` fails until there is one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from textual.screen import Screen

from habit_tui.services.desk import open_desk
from habit_tui.system import clock
from habit_tui.tui import keys, screens
from habit_tui.tui.palette import Palette
from habit_tui.tui.widgets.buttons import Buttons
from tests.tui.stage import WIDE, Stage, on_stage

MEDDLE = "MEDDLE"
"""Among the keys of a way: another program writes into every post."""

BACK = "escape escape escape"
NOT_SAVED = "escape d escape d"
"""Out of the editor, whatever was written there."""


class Lost(AssertionError):
    """A way has led elsewhere."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the keys of a way lead: to a screen of this class; `later` is in hours from the record's opening.

    `back` leads from there to the room as it was.
    """

    name: str
    way: str
    screen: str
    back: str = BACK
    later: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What was found at a place: its screen, and our keys there with the id of each.

    `mark` is the last button of a dialog, which is drawn when it opens.
    """

    screen: str
    keys: Mapping[str, str]
    mark: str


LIVED: tuple[Place, ...] = (
    Place("today", "f1", "TodayScreen"),
    Place("sessions", "f1 tab", "TodayScreen", back="shift+tab"),
    Place("tomorrow", "f1 right_square_bracket", "TodayScreen", back="left_square_bracket"),
    Place("add to the plan", "f1 a", "AddItemDialog"),
    Place("edit the plan", "f1 e", "EditItemDialog"),
    Place("session", "f1 tab e", "SessionDialog", back=f"{BACK} shift+tab"),
    Place("log", "f1 l", "LogDialog"),
    Place("focus", "f1 f", "FocusScreen"),
    Place("starters", "f1 i", "StarterScreen"),
    Place("routine to replace", "f1 i down enter", "RoutineDialog"),
    Place("reminders", "f1 r", "RemindersDialog"),
    Place("help", "f1 question_mark", "HelpDialog"),
    Place("palette", "f1 ctrl+p", "Palette"),
    Place("calendar", "f2", "CalendarScreen"),
    Place("range of days", "f2 v left", "CalendarScreen"),
    Place("day", "f2 tab", "CalendarScreen", back="escape"),
    Place("leaves", "f2 tab tab", "CalendarScreen", back="escape"),
    Place("log on a day", "f2 left a", "LogDialog"),
    Place("leave", "f2 m", "LeaveDialog"),
    Place("why", "f2 w", "WhyDialog"),
    Place("prompts", "f3", "BlogScreen"),
    Place("posts", "f3 tab", "BlogScreen", back="shift+tab"),
    Place("published", "f3 tab end", "BlogScreen", back="home shift+tab"),
    Place("text", "f3 v", "BlogScreen", back="v"),
    Place("write", "f3 a", "WriteDialog"),
    Place("publish", "f3 tab home p", "PublishDialog", back=f"{BACK} shift+tab"),
    Place("share", "f3 tab end c", "ShareDialog", back=f"{BACK} home shift+tab"),
    Place("feedback", "f3 tab end c r", "FeedbackDialog", back=f"{BACK} home shift+tab"),
    Place("update", "f3 tab end t", "UpdateDialog", back=f"{BACK} home shift+tab"),
    Place("editor", "f3 tab home E", "EditorScreen", back=f"{NOT_SAVED} shift+tab"),
    Place("unsaved", "f3 tab home E x escape", "UnsavedDialog", back=f"{NOT_SAVED} shift+tab"),
    Place(
        "saved elsewhere",
        f"f3 tab home E x {MEDDLE} ctrl+s",
        "ElsewhereDialog",
        back=f"{NOT_SAVED} shift+tab",
    ),
    Place("path", "f4", "PathScreen"),
    Place("resource", "f4 e", "ResourceDialog"),
    Place("new resource", "f4 a", "ResourceDialog"),
    Place("complete", "f4 c", "CompleteDialog"),
    Place("stage", "f4 A", "StageDialog"),
    Place("new path", "f4 n", "PathDialog"),
    Place("edit the path", "f4 E", "PathDialog"),
    Place("expense", "f4 dollar_sign", "ExpenseDialog"),
    Place("changes", "f4 w", "ChangesDialog"),
    Place("finished path", "f4 left_square_bracket", "PathScreen", back="right_square_bracket"),
    Place("another path", "f4 right_square_bracket home", "PathScreen", back="left_square_bracket"),
    Place(
        "reason",
        "f4 right_square_bracket home d",
        "ReasonDialog",
        back=f"{BACK} left_square_bracket",
    ),
    Place("review of a month", "f5 m", "ReviewScreen"),
    Place("review of a week", "f5 w left", "ReviewScreen", back="t"),
    Place("assessment", "f5 a", "AssessmentDialog"),
    Place("settings", "f1 comma", "SettingsScreen"),
    Place("a setting", "f1 comma e", "SettingsScreen"),
    Place("settings found", "f1 comma slash", "SettingsScreen"),
    Place("words of a setting", "f1 comma slash c h a n n e l s enter e", "SettingsScreen"),
    Place("stop", "f2 space", "StopDialog", later=6),
    Place("start", "f1 X f2 space", "StartDialog", back=f"{BACK} u"),
)
"""In a life that was led, a session running; see `prepared`."""

EMPTY: tuple[Place, ...] = (
    *(
        place
        for place in LIVED
        if place.name
        in {
            *(
                "today",
                "tomorrow",
                "add to the plan",
                "log",
                "focus",
                "starters",
                "reminders",
                "help",
                "palette",
            ),
            *(
                "calendar",
                "range of days",
                "day",
                "leaves",
                "log on a day",
                "leave",
                "why",
                "prompts",
                "posts",
            ),
            *("text", "write", "path", "new path", "review of a month", "review of a week", "assessment"),
            *("settings", "a setting", "settings found", "words of a setting", "start"),
        }
    ),
    Place("first morning", "f1 i enter", "TodayScreen"),
)
"""In a store in which nothing was ever written."""

PREPARED: tuple[tuple[int, str], ...] = (
    (3, "path add 'Sparse matrices'"),
    (3, "path add 'A paper' --kind article --to 'Sparse matrices'"),
    (3, "path add 'An exam' --kind course --to 'Sparse matrices'"),
    (2, "path status 'An exam' completed --certificate 'What it says' --issuer 'A school'"),
    (3, "path add 'A whole path'"),
    (1, "path status 'A whole path' finished"),
    (0, "post share 1 'A forum'"),
    (0, "post update 1 'More of it'"),
    (1, "plan add 15m 'A page of notes'"),
    (0, "plan add 30m 'A walk'"),
    (0, "plan resize 3 10m"),
    (0, "leave add today --reason 'a cold'"),
    (0, "remind install"),
)
"""What the life led lacks, and how many days before its opening it is said."""


def screen_classes() -> set[str]:
    """Every screen there is by its class's name: those that nothing inherits from, and the palette."""
    found: set[type] = {Palette}
    for module in iter_modules(screens.__path__, f"{screens.__name__}."):
        for made in vars(import_module(module.name)).values():
            if isinstance(made, type) and issubclass(made, Screen) and made.__module__ == module.name:
                found.add(made)
    return {each.__name__ for each in found if not each.__subclasses__()}


async def reach(stage: Stage, place: Place) -> None:
    """Go to a place from any room; raises Lost when its way leads elsewhere."""
    for key in place.way.split():
        await _go(stage, key)
    there = type(stage.app.screen).__name__
    if there != place.screen:
        raise Lost(f"the way to {place.name} leads to {there}:\n{stage.text}")


async def visit(
    env: Mapping[str, str],
    places: Sequence[Place],
    look: Callable[[Stage, Place], Awaitable[None]],
    size: tuple[int, int] = WIDE,
) -> None:
    """Do something at each place, the app opened anew where what was done has led a way astray."""
    waiting = [*places]
    while waiting:
        now = clock.clock(env)() + timedelta(hours=waiting[0].later)
        first = waiting[0]
        async with on_stage(open_desk(env, "tui"), now, size) as stage:
            await stage.press(*BACK.split())
            while waiting and waiting[0].later == first.later:
                try:
                    await reach(stage, waiting[0])
                    await look(stage, waiting[0])
                except Lost:
                    if waiting[0] is first:
                        raise
                    break
                await stage.press(*waiting.pop(0).back.split())


async def survey(env: Mapping[str, str], places: Sequence[Place]) -> dict[str, Found]:
    """What is found at each place, one after the other in one record."""
    ours = {key.id for _, group in keys.GROUPS for key in group}
    found = {}

    async def look(stage: Stage, place: Place) -> None:
        screen = stage.app.screen
        pressed = {
            key: each.binding.id
            for key, each in screen.active_bindings.items()
            if each.enabled and each.binding.id is not None and each.binding.id in ours
        }
        mark = next((each._buttons[-1].does for each in screen.query(Buttons)), "")
        found[place.name] = Found(type(screen).__name__, pressed, mark)

    await visit(env, places, look)
    return found


def meddle(env: Mapping[str, str]) -> None:
    """Write into every post as another program would."""
    for file in Path(env["HABIT_TUI_DATA"], "blog").rglob("*.md"):
        file.write_text(f"{file.read_text()}\nAnother line.\n")


async def _go(stage: Stage, key: str) -> None:
    if key == MEDDLE:
        meddle(stage.app.desk.env)
    else:
        await stage.press(key)
