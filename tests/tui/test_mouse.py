"""The mouse alone: whatever a key does can be clicked, dragged or scrolled."""

from datetime import date
from pathlib import Path

import pytest
from textual import events

from habit_tui.services import leave, post, session, share, starter
from habit_tui.services.desk import Desk
from habit_tui.tui.keymap import known
from habit_tui.tui.screens.calendar import CalendarScreen
from habit_tui.tui.screens.dialog import Dialog
from habit_tui.tui.screens.help import DeedPanel
from habit_tui.tui.widgets.buttons import Buttons
from habit_tui.tui.widgets.calendar_grid import GUTTER, HEADER, CalendarGrid
from tests.factories import at, desk_at, logged
from tests.tui.stage import NARROW, WIDE, Stage, on_stage

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 06:12", ZONE)

DIALOGS = (
    "1 l",
    "1 e",
    "1 a",
    "1 r",
    "1 question_mark",
    "2 m",
    "2 a",
    "2 w",
    "2 e",
    "3 a",
    "3 tab c",
    "3 tab t",
)
DIALOGS_OF_PATH = ("4 a", "4 A", "4 n", "4 E", "4 e", "4 c", "4 w", "5 a")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with a bit of everything on it."""
    desk = desk_at(tmp_path, ZONE, door="tui")
    starter.apply(desk, "five-to-eight", at("2026-11-20 05:00", ZONE))
    for day in (21, 22):
        logged(desk, f"2026-11-{day}", "05:00", 30, "titanic")
    out = post.new(desk, NOW, title="Out")
    post.mark_published(desk, out.id, NOW, "https://example.org/out")
    share.put(desk, out.id, "a forum", NOW, planned=True)
    return desk


def clickable(stage: Stage) -> set[str]:
    """The actions behind the buttons in sight."""
    shown = [buttons for buttons in stage.app.screen.query(Buttons) if buttons.display]
    return {spot.action.removeprefix("screen.") for buttons in shown for spot in buttons.left()}


def pressable(stage: Stage) -> set[str]:
    """The actions of the dialog's own keys."""
    active = stage.app.screen.active_bindings.values()
    own = (each for each in active if each.node is stage.app.screen and each.binding.id in known())
    return {each.binding.action for each in own if each.enabled}


@pytest.mark.parametrize("ways", [DIALOGS, DIALOGS_OF_PATH], ids=["of three rooms", "of the others"])
async def test_what_a_dialogs_keys_do_stands_on_its_buttons(desk: Desk, ways: tuple[str, ...]) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        for way in ways:
            await stage.press(*way.split())
            assert isinstance(stage.app.screen, Dialog), way
            assert "close" in clickable(stage), way
            # From a field of one line enter submits, which the button says.
            assert pressable(stage) <= clickable(stage) | {"submit"}, way
            await stage.press("escape")


async def test_days_are_dragged_over_taken_off_and_given_back_by_the_mouse_alone(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.click("Calendar")
        screen = stage.app.screen
        assert isinstance(screen, CalendarScreen)
        grid = screen.grid

        def place(day: date) -> tuple[int, int]:
            column = grid.grid.week_of(day) - grid.weeks_shown().start
            return GUTTER + column * grid.step, HEADER + day.weekday()

        await stage.pilot.mouse_down(CalendarGrid, offset=place(date(2026, 12, 7)))
        await stage.pilot.hover(CalendarGrid, offset=place(date(2026, 12, 18)))
        await stage.pilot.mouse_up(CalendarGrid, offset=place(date(2026, 12, 18)))
        await stage.rest()
        await stage.click("m leave")
        assert "Leave Mon 7 Dec to Fri 18 Dec 2026, 12 days" in stage.text
        await stage.click("take leave")
        assert [(each.first, each.last) for each in leave.listing(desk)] == [
            (date(2026, 12, 7), date(2026, 12, 18))
        ]
        await stage.click("undoes")
        assert leave.listing(desk) == ()


async def test_what_the_footer_has_no_room_for_is_scrolled_to_in_the_help_and_clicked(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.click("? more")
        panel = stage.app.screen.query_one(DeedPanel)
        x, y = panel.region.x + 4, panel.region.y + 2
        for _ in panel.items:
            if "Have reminders come" not in stage.text:
                wheel = events.MouseScrollDown(panel, x, y, 0, 1, 0, False, False, False, x, y)
                stage.app.screen._forward_event(wheel)
                await stage.rest()
        await stage.click("Have reminders come")
        assert "Reminders" in stage.text
        await stage.click("esc close")
        await stage.click("Titanic competition", times=2)
        assert session.status(desk, NOW).session is not None
        await stage.click("space stop")
        assert session.status(desk, NOW).session is None
