"""`today --inline`: the day in a few lines of the shell."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from habit_tui.services import session, starter
from habit_tui.services.desk import Desk
from habit_tui.tui.inline import InlineApp
from tests.cli.shell import ROOT, process
from tests.factories import at, desk_at, logged
from tests.terminal import shown
from tests.tui.stage import Stage, performed

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 06:12:43", ZONE)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A first morning, an hour of it done and the next thing running."""
    desk = desk_at(tmp_path, ZONE, door="tui")
    starter.apply(desk, "five-to-eight", at("2026-11-22 04:50", ZONE))
    logged(desk, "2026-11-22", "05:00", 60, "hands-on [/] \x1b[31m")
    session.start(desk, "titanic", at("2026-11-22 06:00", ZONE))
    return desk


@asynccontextmanager
async def panel(desk: Desk, size: tuple[int, int]) -> AsyncIterator[Stage]:
    """The panel, drawn."""
    async with performed(InlineApp(lambda: desk, lambda: NOW), size) as stage:
        yield stage


@pytest.mark.parametrize("width", [60, 100])
async def test_the_day_stands_in_a_few_lines(desk: Desk, width: int, picture: SnapshotAssertion) -> None:
    async with panel(desk, (width, 10)) as stage:
        assert len([line for line in stage.lines if line]) == 6
        assert "Sun 22 Nov 06:12" in stage.words
        assert "▶ 00:12:43" in stage.words
        assert stage.svg == picture


async def test_space_stops_and_starts_and_u_undoes(desk: Desk) -> None:
    async with panel(desk, (100, 10)) as stage:
        await stage.press("space")
        assert session.status(desk, NOW).session is None
        assert "Nothing is running." in stage.words
        await stage.press("u")
        assert session.status(desk, NOW).session is not None
        await stage.click("stops")
        assert session.status(desk, NOW).session is None
        await stage.press("l", "1", "i")
        assert len(stage.app.screen_stack) == 1
        await stage.press("escape")
        assert not stage.app.is_running


async def test_a_new_store_says_what_to_do(tmp_path: Path) -> None:
    async with panel(desk_at(tmp_path, ZONE, door="tui"), (80, 10)) as stage:
        assert "Nothing is planned today." in stage.words
        assert len(stage.app.screen_stack) == 1


def test_it_stays_on_the_screen_of_the_shell_and_leaves_by_a_key(desk: Desk) -> None:
    env = {**desk.env, "TZ": ZONE, "HABIT_TUI_NOW": NOW.isoformat(), "PATH": "/usr/bin:/bin", "TERM": "xterm"}
    command = [sys.executable, "-m", "habit_tui", "today", "--inline"]
    seen = shown(command, {**env, "PYTHONPATH": str(ROOT)}, ["Plan", "leaves"])
    assert seen.code == 0
    assert "Titanic competition" in seen.text


def test_without_a_terminal_it_is_text(desk: Desk) -> None:
    env = {**desk.env, "TZ": ZONE, "HABIT_TUI_NOW": NOW.isoformat()}
    assert process(env, "today", "--inline").out == process(env, "today").out
