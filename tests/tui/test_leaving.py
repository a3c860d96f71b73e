"""Leaving a screen twice, or while something lies on it, takes away nothing else."""

from pathlib import Path

import pytest
from textual import events

from habit_tui.services.desk import Desk
from habit_tui.tui.palette import Palette
from habit_tui.tui.screens.log import LogDialog
from tests.factories import at, desk_at
from tests.tui.stage import on_stage

NOW = at("2026-11-22 05:12", "Europe/Berlin")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_at(tmp_path, "Europe/Berlin", door="tui")


@pytest.mark.parametrize("opened", ["l", "slash", "f", "i"])
async def test_being_told_twice_to_leave_leaves_one_screen(desk: Desk, opened: str) -> None:
    async with on_stage(desk, NOW) as stage:
        while len(stage.app.screen_stack) > 1:
            await stage.press("escape")
        await stage.press(opened)
        assert len(stage.app.screen_stack) == 2
        screen = stage.app.screen
        for _ in range(2):
            screen.dismiss()
            stage.app.post_message(events.Key("escape", None))
        await stage.rest()
        assert len(stage.app.screen_stack) == 1


async def test_a_dialog_that_is_done_below_the_palette_goes_once_that_is_closed(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        while len(stage.app.screen_stack) > 1:
            await stage.press("escape")
        await stage.press("l")
        dialog = stage.app.screen
        assert isinstance(dialog, LogDialog)
        await stage.press("ctrl+p")
        dialog.dismiss()
        await stage.rest()
        assert isinstance(stage.app.screen, Palette)
        await stage.press("escape")
        assert len(stage.app.screen_stack) == 1


async def test_the_search_of_a_palette_that_was_left_does_no_harm(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        while len(stage.app.screen_stack) > 1:
            await stage.press("escape")
        await stage.press("slash")
        palette = stage.app.screen
        await stage.press("escape")
        assert palette.get_component_styles("command-palette--help-text") is palette.styles


async def test_a_palette_can_be_opened_while_another_is_being_left(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        while len(stage.app.screen_stack) > 1:
            await stage.press("escape")
        await stage.press("slash")
        stage.app.screen.dismiss()
        stage.app.action_command_palette()
        await stage.rest()
        assert isinstance(stage.app.screen, Palette)
