"""The year on Today, where the terminal has room to spare."""

from pathlib import Path

import pytest

from habit_tui.services.desk import Desk
from habit_tui.tui.screens.calendar import CalendarScreen
from habit_tui.tui.screens.why import WhyDialog
from tests.factories import at, desk_at, logged
from tests.tui.stage import WIDE, on_stage

NOW = at("2026-11-22 06:12", "UTC")
VAST = (160, 50)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Ten days of November with a session each."""
    desk = desk_at(tmp_path, "UTC", door="tui")
    for day in range(10, 20):
        logged(desk, f"2026-11-{day}", "05:00", 60, "ml")
    return desk


async def test_the_year_comes_and_goes_with_the_room_for_it(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        assert "10 h on 10 days" not in stage.text
        await stage.pilot.resize_terminal(*VAST)
        await stage.rest()
        assert "2026 10 h on 10 days Streak" in stage.words
        assert "best 10 days" in stage.words
        await stage.pilot.resize_terminal(*WIDE)
        await stage.rest()
        assert "10 h on 10 days" not in stage.text


async def test_a_click_on_a_day_opens_it_in_the_calendar(desk: Desk) -> None:
    async with on_stage(desk, NOW, VAST) as stage:
        x, y = stage.find("2026")
        # Week 46 of the year, the third row below the months: Wednesday 11 November.
        await stage.pilot.click(offset=(x + 4 + 2 * 45, y + 5))
        await stage.rest()
        assert isinstance(stage.app.screen, CalendarScreen)
        assert "Wed 11 Nov 2026" in stage.text


async def test_a_click_on_the_streak_tells_why(desk: Desk) -> None:
    async with on_stage(desk, NOW, VAST) as stage:
        await stage.click("current")
        assert isinstance(stage.app.screen, WhyDialog)
        await stage.press("enter")
        assert isinstance(stage.app.screen, CalendarScreen)
