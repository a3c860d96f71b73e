"""The palette: every action, and every resource, post, setting and day by its words."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.command import CommandList

from habit_tui.cli.commands import root
from habit_tui.domain.path import Resource, ResourceKind
from habit_tui.services import path, post, resource
from habit_tui.services.desk import Desk
from habit_tui.tui.app import HabitApp
from habit_tui.tui.keys import OF_ROOMS
from habit_tui.tui.palette import IN_THE_SHELL, Palette
from habit_tui.tui.screens.log import LogDialog
from tests.factories import at, desk_at, logged
from tests.tui.stage import NARROW, WIDE, Stage, on_stage

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 05:12", ZONE)
HOSTILE = "A [/] [@click=app.quit]Titanic[/] \x1b]52;c;!\x07" + "aaaa [" * 20


def new(path_id: int, title: str) -> Resource:
    return Resource(0, "", path_id, None, title, ResourceKind.COMPETITION, 0)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two paths and a post; every text of them could be markup."""
    desk = desk_at(tmp_path, ZONE, door="tui")
    logged(desk, "2026-11-12", "05:00", 15, "ml")
    path.add(desk, NOW, "French")
    found = path.add(desk, NOW, "Machine learning")
    resource.add(desk, NOW, new(found.id, "Basics of Python"))
    resource.add(desk, NOW, new(found.id, "Titanic competition"))
    resource.add(desk, NOW, new(found.id, HOSTILE))
    post.new(desk, NOW, title="How [b]I[/b] sank it")
    post.new(desk, NOW, title="Another one")
    return desk


async def found(stage: Stage, words: str) -> list[str]:
    """The lines that the palette shows for some words."""
    await stage.press("slash")
    await stage.type(words)
    for _ in range(100):
        await stage.rest()
        options = stage.app.screen.query_one(CommandList).options
        if options:
            break
    return [str(option.prompt) for option in options]


async def test_what_is_pasted_is_safe_to_show(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        await found(stage, "\x1b]0;owned\x07 \u202eback")
        assert "\ufffd]0;owned\ufffd \ufffdback" in stage.text
        assert "\x1b" not in stage.text


async def test_the_app_can_be_left_before_it_is_there(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        stage.app.action_command_palette()
        stage.app.exit()


async def test_a_day_is_found_by_its_name_and_shown_in_the_calendar(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        lines = await found(stage, "12 nov")
        assert lines[:2] == ["Calendar  Thu 12 Nov 2026", "Log a session of  Thu 12 Nov 2026"]
        await stage.press("enter")
        await stage.rest()
        assert stage.app.current_mode == "calendar"
        assert "Thu 12 Nov" in stage.words_in("#day")
        await found(stage, "3 nov 2025")
        await stage.press("enter")
        await stage.rest()
        assert "Mon 3 Nov 2025" in stage.words_in("#day")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_it_lies_on_the_room_like_a_sheet(
    desk: Desk, size: tuple[int, int], picture: SnapshotAssertion
) -> None:
    async with on_stage(desk, NOW, size) as stage:
        await found(stage, "titanic")
        assert stage.svg == picture


async def test_a_resource_can_be_started_logged_and_shown(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        lines = await found(stage, "titanic comp")
        assert lines == [f"{does}  Titanic competition" for does in ("Start", "Log", "Show in Path")]
        await stage.press("down", "enter")
        assert isinstance(stage.app.screen, LogDialog)
        await stage.type("45m")
        assert "45 min · Titanic competition" in stage.words
        await stage.press("escape")
        await found(stage, "titanic comp")
        await stage.press("down", "down", "enter")
        await stage.rest()
        assert stage.app.current_mode == "path"
        assert "Titanic competition" in stage.words_in("ResourcePanel")
        await found(stage, "titanic comp")
        await stage.press("enter")
        await stage.rest()
        assert stage.app.today.running.session is not None


async def test_a_post_is_gone_to_by_its_title_and_no_title_is_markup(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        assert await found(stage, "sank [b]") == ["Blog, draft  How [b]I[/b] sank it"]
        await stage.press("enter")
        await stage.rest()
        assert stage.app.current_mode == "blog"
        assert "How [b]I[/b] sank it" in stage.words_in("Preview")
        lines = await found(stage, "@click titanic")
        assert lines[0].startswith("Start  A [/] [@click=app.quit]Titanic[/] ")
        assert "\x1b" not in "".join(lines)
        assert stage.app.is_running


async def test_it_stands_being_paged_through_before_what_was_found_is_drawn(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        await stage.press("slash")
        palette = stage.app.screen
        assert isinstance(palette, Palette)
        lines = palette.query_one(CommandList)
        lines.add_options(["one", "two"])
        lines.highlighted = 0
        palette.action_page(1)
        palette.action_page(-1)


async def test_a_setting_is_gone_to_by_its_name(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        assert "Setting  Day starts at" in await found(stage, "day starts")
        await stage.press("enter")
        await stage.rest()
        assert "day_starts_at" in stage.words_in("#about")


async def test_the_actions_of_other_rooms_are_done_there(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        titles = {command.title for command in stage.app.get_system_commands(stage.app.screen)}
        for room, keys in OF_ROOMS.items():
            assert room == "today" or {f"{room.capitalize()}: {key.does}" for key in keys} <= titles
        lines = await found(stage, "path: new path")
        assert lines[0].startswith("Path: new path")
        await stage.press("enter")
        await stage.rest()
        await stage.rest()
        assert stage.app.current_mode == "path"
        assert "Begin a path" in stage.words


@pytest.mark.parametrize(
    ("words", "action"),
    [("streak", "Calendar: why"), ("holiday", "Calendar: leave"), ("vacat", "Calendar: leave")],
)
async def test_an_action_is_found_by_what_is_told_about_it(desk: Desk, words: str, action: str) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        lines = await found(stage, words)
        assert [line.splitlines()[0] for line in lines].count(action) == 1


async def test_an_action_found_by_its_title_is_not_found_again_by_its_tip(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        lines = await found(stage, "reminders")
        assert [line.splitlines()[0] for line in lines].count("Reminders") == 1


@pytest.mark.parametrize("command", IN_THE_SHELL)
async def test_what_only_the_shell_does_is_found_with_the_command_to_type(desk: Desk, command: str) -> None:
    name = command.split(maxsplit=1)[0]
    assert name in root().commands
    async with on_stage(desk, NOW, WIDE) as stage:
        lines = await found(stage, name)
        assert lines[0].startswith(f"In the shell  habit-tui {command}: ")
        await stage.press("enter")
        assert stage.toasts == [f"In the shell type: habit-tui {command}"]


async def test_a_store_that_cannot_be_read_is_told_and_actions_are_still_found(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        Path(desk.store.file).with_suffix(".other").write_bytes(b"no database" * 100)
        Path(desk.store.file).with_suffix(".other").replace(desk.store.file)
        assert any(line.startswith("Undo") for line in await found(stage, "undo"))
        assert any("is not a habit_tui file" in toast for toast in stage.toasts)


async def test_a_picture_of_the_screen_is_saved_where_one_started_and_over_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "pictures"
    there.mkdir()
    monkeypatch.chdir(there)
    logged(desk, "2026-11-22", "05:00", 10, '<b>&"a" [/] \x1b]0;x')
    async with on_stage(desk, NOW, WIDE) as stage:
        for name in ("habit-tui-2026-11-22.svg", "habit-tui-2026-11-22-2.svg"):
            assert await found(stage, "picture of this")
            await stage.press("enter")
            assert stage.toasts[-1] == f"The picture is {there / name}"
        texts = "".join(ET.parse(there / "habit-tui-2026-11-22.svg").getroot().itertext())
        assert '<b>&"a"\xa0[/]\xa0\ufffd]0;x' in texts
        assert "Save\xa0a\xa0picture" not in texts
    assert len(list(there.iterdir())) == 2


async def test_a_picture_that_cannot_be_kept_is_said_in_a_sentence(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "pictures"
    there.mkdir()
    monkeypatch.chdir(there)
    there.rmdir()
    async with on_stage(desk, NOW, WIDE) as stage:
        await found(stage, "picture of this")
        await stage.press("enter")
        assert stage.toasts[-1].startswith("the folder this was started in is gone")


async def test_in_a_browser_no_picture_is_offered(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HabitApp, "is_web", True)
    async with on_stage(desk, NOW, WIDE) as stage:
        assert not [line for line in await found(stage, "picture of this") if "picture of this" in line]
