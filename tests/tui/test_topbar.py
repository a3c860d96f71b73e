"""The line on top of every room."""

from dataclasses import replace
from pathlib import Path

import pytest

from habit_tui.system import paths
from habit_tui.tui.screens.room import RoomScreen
from tests.factories import at, desk_at, logged
from tests.tui.stage import NARROW, WIDE, on_stage

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 05:42", ZONE)


@pytest.mark.parametrize("size", [(40, 12), (60, 20), NARROW, WIDE])
async def test_a_demo_is_marked_in_every_room_and_nothing_else_is(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = desk_at(tmp_path, ZONE, door="tui")
    logged(desk, "2026-11-21", "05:00", 60)
    demo = replace(desk, env={**desk.env, paths.DEMO: "1"})
    async with on_stage(demo, NOW, size) as stage:
        for key in ("1", "2", "3", "4", "5", "comma"):
            await stage.press(key)
            assert isinstance(stage.app.screen, RoomScreen)
            assert "demo" in stage.lines[0]
    async with on_stage(desk, NOW, size) as stage:
        assert "demo" not in stage.lines[0]
