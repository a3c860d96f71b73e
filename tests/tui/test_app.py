"""The shell: rooms, bars, keys, themes, time, and work on the store."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from textual import events

from habit_tui.domain.errors import CannotBeDone
from habit_tui.services import session
from habit_tui.services.desk import Desk, open_desk
from habit_tui.system import log, settings, settings_file
from habit_tui.tui.rooms import ROOMS
from habit_tui.tui.screens.today import TodayScreen
from habit_tui.tui.widgets.topbar import TopBar
from tests.factories import at, desk_at, logged
from tests.tui.stage import NARROW, WIDE, on_stage

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 05:12", ZONE)
TABS = tuple(room.title for room in ROOMS)
PIECES = (*TABS, "Sun 22 Nov 05:12", "Casablanca +00", "7-day streak", "strength 31 %")


def used(folder: Path, **chosen: object) -> Desk:
    """A desk somebody has sat at before, so that no starter is offered."""
    desk = desk_at(folder, ZONE, door="tui", **chosen)
    logged(desk, "2026-11-01", "05:00", 5)
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return used(tmp_path)


@pytest.fixture
def streaking(desk: Desk) -> Desk:
    """A week of full mornings."""
    for day in range(15, 22):
        logged(desk, f"2026-11-{day}", "05:00", 60, "ml")
    return desk


async def test_rooms_are_entered_by_digit_by_function_key_and_by_mouse(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        assert stage.app.current_mode == "today"
        for key, room in (("2", "calendar"), ("f3", "blog"), ("1", "today"), ("3", "blog")):
            await stage.press(key)
            assert stage.app.current_mode == room
        await stage.click("Today")
        assert stage.app.current_mode == "today"
        assert isinstance(stage.app.screen, TodayScreen)


async def test_a_key_before_its_room_is_furnished_or_once_it_is_left_does_nothing(
    desk: Desk,
) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        stage.app.action_room("path")
        screen = stage.app.screen
        assert not await stage.app.run_action("new_path", screen)
        await stage.rest()
        assert await stage.app.run_action("new_path", screen)
        stage.app.exit()
        assert not await stage.app.run_action("new_path", screen)


@pytest.mark.parametrize("room", [room.id for room in ROOMS])
async def test_a_room_that_is_come_back_to_before_it_is_furnished_opens(desk: Desk, room: str) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        stage.app.action_room(room)
        await stage.app.screen._dispatch_message(events.ScreenResume())
        await stage.rest()
        assert stage.app.current_mode == room


async def test_the_top_bar_shows_whole_pieces_or_none(streaking: Desk) -> None:
    async with on_stage(streaking, NOW, (200, 12)) as stage:
        for width in (200, 120, 80, 74, 60, 47, 40, 30, 20):
            await stage.pilot.resize_terminal(width, 12)
            await stage.rest()
            bar = stage.app.screen.query_one(TopBar).render().plain
            left = bar
            for piece in PIECES:
                left = left.replace(piece, "")
            assert left.strip(" ·") == ""
            assert all(piece in bar for piece in PIECES) == (width >= 120)
            assert width < 80 or all(piece in bar for piece in PIECES[: len(TABS) + 1])


async def test_the_footer_runs_what_is_clicked(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.click("log  space")
        assert "Log a session" in stage.words
        await stage.press("escape")
        await stage.click("q quit")
        assert not stage.app.is_running


async def test_the_palette_finds_every_action(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        offered = {command.title for command in stage.app.get_system_commands(stage.app.screen)}
        assert {"Log", "Start/stop", "Undo", "Redo", "Calendar", "Blog", "Help", "Quit", "Theme"} <= offered
        await stage.press("ctrl+p")
        await stage.type("Log")
        await stage.until(lambda: "Record a session you have done." in stage.words)
        await stage.press("enter")
        assert "Log a session" in stage.words


async def test_the_users_keymap_is_in_force_and_its_mistakes_are_told(tmp_path: Path) -> None:
    keymap = (("log", "f9"), ("fly", "f"), ("undo", "ctrl+nonsense"))
    async with on_stage(used(tmp_path, keymap=keymap), NOW, NARROW) as stage:
        assert "f9 logs what you did" in stage.words
        assert any('there is no action "fly"' in toast for toast in stage.toasts)
        assert any('"ctrl+nonsense" is no key' in toast for toast in stage.toasts)
        await stage.press("l")
        assert isinstance(stage.app.screen, TodayScreen)
        await stage.press("f9")
        assert "Log a session" in stage.words


async def test_an_unknown_theme_is_told_and_the_default_taken(tmp_path: Path) -> None:
    async with on_stage(used(tmp_path, theme="dusk"), NOW, NARROW) as stage:
        assert stage.app.theme == "dawn"
        assert any("there is no theme dusk" in toast for toast in stage.toasts)


@pytest.mark.parametrize("theme", ["textual-light", "nord", "ansi-dark"])
async def test_textuals_themes_are_usable(tmp_path: Path, theme: str) -> None:
    desk = desk_at(tmp_path, ZONE, theme=theme)
    logged(desk, "2026-11-22", "05:00", 10, "ml", now=NOW)
    async with on_stage(desk, NOW, NARROW) as stage:
        assert stage.app.theme == theme
        assert "05:00-05:10 10 min ◇ ml" in stage.words


async def test_a_theme_that_is_chosen_is_kept(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        stage.app.theme = "daylight"
        await stage.rest()
        assert settings.load(desk.env["HABIT_TUI_CONFIG"]).theme == "daylight"
        assert stage.app.desk.settings.theme == "daylight"
        assert stage.toasts == []


# Time


async def test_midnight_turns_the_day(streaking: Desk) -> None:
    clock = [at("2026-11-22 02:59", ZONE)]
    async with on_stage(streaking, lambda: clock[0], WIDE) as stage:
        assert "Sun 22 Nov 02:59" in stage.words
        assert stage.app.today.study_day.day == 21
        clock[0] += timedelta(minutes=1)
        stage.app.tick()
        await stage.rest()
        assert "Sun 22 Nov 03:00" in stage.words
        assert stage.app.today.study_day.day == 22


async def test_travel_is_noticed(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        stage.app.desk_factory = lambda: desk.in_zone("Asia/Tokyo")
        stage.app.tick()
        await stage.rest()
        assert "Sun 22 Nov 14:12 · Tokyo +09" in stage.words


async def test_changed_settings_are_taken_up(tmp_path: Path) -> None:
    env = {"HABIT_TUI_DATA": str(tmp_path), "HABIT_TUI_CONFIG": str(tmp_path), "TZ": ZONE}
    desk = open_desk(env, "tui")
    logged(desk, "2026-11-01", "05:00", 5)
    async with on_stage(desk, NOW, NARROW) as stage:
        stage.app.desk_factory = lambda: open_desk(env, "tui")
        settings_file.save(str(tmp_path), "theme", "daylight")
        settings_file.save(str(tmp_path), "keymap.log", "f9")
        stage.app.tick()
        await stage.rest()
        assert stage.app.theme == "daylight"
        assert "f9 logs what you did" in stage.words


async def test_settings_that_cannot_be_read_are_told_once(desk: Desk) -> None:
    def broken() -> Desk:
        raise CannotBeDone("settings.toml is in disorder")

    async with on_stage(desk, NOW, NARROW) as stage:
        stage.app.desk_factory = broken
        for _ in range(3):
            stage.app.tick()
            await stage.rest()
        assert stage.toasts == ["settings.toml is in disorder"]


# Work on the store


async def test_another_doors_session_appears_by_itself(desk: Desk) -> None:
    async with on_stage(desk, NOW, WIDE) as stage:
        logged(desk_at(Path(desk.env["HOME"]), ZONE), "2026-11-22", "05:00", 10, "from the shell", now=NOW)
        await stage.until(lambda: "from the shell" in stage.text)
        assert "10 min of 1 h" in stage.words


async def test_writes_keep_their_order(desk: Desk) -> None:
    done: list[int] = []
    told: list[int] = []
    gate = Event()

    def job(number: int) -> Callable[[Desk, datetime], int]:
        def run(_desk: Desk, _now: datetime) -> int:
            if number == 0:
                gate.wait(300)
            done.append(number)
            return number

        return run

    async with on_stage(desk, NOW, NARROW) as stage:
        for number in range(10):
            stage.app.write(stage.app, job(number), lambda number: f"did {number}", told.append)
        gate.set()
        await stage.rest()
        assert done == list(range(10))
        assert told == list(range(10))
        assert stage.toasts == ["did 9 · u undoes"]


async def test_only_the_newest_change_is_offered_for_undo(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        for number in range(3):
            stage.app.say(f"did {number}", way="undo")
        assert stage.toasts == ["did 2 · u undoes"]


async def test_a_write_is_finished_though_the_app_is_left(desk: Desk) -> None:
    begun, gate, done = Event(), Event(), Event()

    def job(_desk: Desk, _now: datetime) -> None:
        begun.set()
        gate.wait(300)
        done.set()

    async with on_stage(desk, NOW, NARROW) as stage:
        stage.app.write(stage.app, job, lambda _nothing: "")
        stage.app.write(stage.app, lambda desk, now: session.start(desk, "ml", now), lambda _started: "")
        assert await asyncio.to_thread(begun.wait, 300)
        stage.app.exit()
    gate.set()
    assert await asyncio.to_thread(done.wait, 300)
    async with asyncio.timeout(300):
        while session.status(desk, NOW).session is None:
            await asyncio.to_thread(lambda: None)


async def test_an_overtaken_answer_is_not_shown(desk: Desk) -> None:
    gate = Event()
    shown: list[str] = []
    async with on_stage(desk, NOW, NARROW) as stage:
        stage.app.read(stage.app, "group", lambda _desk, _now: str(gate.wait(300)), shown.append)
        stage.app.read(stage.app, "group", lambda _desk, _now: "newer", shown.append)
        await stage.rest()
        gate.set()
        await stage.rest()
        assert shown == ["newer"]


@pytest.mark.parametrize("fails", [False, True])
@pytest.mark.parametrize("work", ["read", "write"])
async def test_an_answer_to_an_app_that_ends_is_not_shown(desk: Desk, work: str, *, fails: bool) -> None:
    shown: list[object] = []

    async with on_stage(desk, NOW, NARROW) as stage:

        def job(_desk: Desk, _now: datetime) -> str:
            stage.app.call_from_thread(stage.app.exit)
            if fails:
                raise CannotBeDone("too late")
            return "too late"

        if work == "read":
            stage.app.read(stage.app.screen, "group", job, shown.append, shown.append)
        else:
            stage.app.write(stage.app.screen, job, lambda _answer: "", shown.append, shown.append)
        await stage.until(lambda: stage.app._exit)
    assert shown == []


async def test_a_change_is_told_though_its_dialog_was_closed_meanwhile(desk: Desk) -> None:
    gate = Event()

    def job(_desk: Desk, _now: datetime) -> str:
        gate.wait(300)
        return "kept"

    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("l")
        stage.app.write(stage.app.screen, job, lambda done: f"It is {done}")
        await stage.app.pop_screen()
        gate.set()
        await stage.until(lambda: bool(stage.toasts))
        assert stage.toasts == ["It is kept · u undoes"]


@pytest.mark.parametrize("work", ["read", "write"])
async def test_a_refusal_is_a_toast_in_its_own_words(desk: Desk, work: str) -> None:
    def refuse(_desk: Desk, _now: datetime) -> str:
        raise CannotBeDone("not [b]today[/b]")

    async with on_stage(desk, NOW, NARROW) as stage:
        if work == "read":
            stage.app.read(stage.app, "group", refuse, lambda _answer: None)
        else:
            stage.app.write(stage.app, refuse, lambda _answer: "done")
        await stage.rest()
        assert stage.toasts == ["not [b]today[/b]"]
        assert "not [b]today[/b]" in stage.words
        assert not Path(desk.store.file).with_name(log.NAME).exists()


@pytest.mark.parametrize("work", ["read", "write"])
async def test_an_unexpected_failure_is_named_logged_and_survived(desk: Desk, work: str) -> None:
    def fail(_desk: Desk, _now: datetime) -> str:
        raise ZeroDivisionError("by [/] zero")

    async with on_stage(desk, NOW, NARROW) as stage:
        if work == "read":
            stage.app.read(stage.app, "group", fail, lambda _answer: None)
        else:
            stage.app.write(stage.app, fail, lambda _answer: "done")
        await stage.rest()
        file = Path(desk.store.file).with_name(log.NAME)
        assert stage.toasts == [f"ZeroDivisionError: by [/] zero (see {file})"]
        assert "ZeroDivisionError: by [/] zero" in file.read_text()
        assert "Traceback" in file.read_text()
        assert file.stat().st_mode & 0o777 == 0o600
        await stage.press("l")
        assert "Log a session" in stage.words


async def test_a_damaged_store_is_told_and_its_return_is_noticed(desk: Desk) -> None:
    logged(desk, "2026-11-22", "05:00", 10, "still here", now=NOW)
    async with on_stage(desk, NOW, WIDE) as stage:
        whole = replaced(desk, b"no database" * 100)
        stage.app.reload()
        await stage.rest()
        assert any("is not a habit_tui file" in toast for toast in stage.toasts)
        assert "still here" in stage.words
        replaced(desk, whole)
        stage.app.reload()
        await stage.press("d")
        assert stage.toasts[-1].startswith("Deleted still here")


def replaced(desk: Desk, content: bytes) -> bytes:
    """Put another file in the store's place; what the old one held."""
    file, other = Path(desk.store.file), Path(desk.store.file + ".other")
    before = file.read_bytes()
    other.write_bytes(content)
    other.replace(file)
    return before
