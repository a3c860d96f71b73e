"""What every room, dialog and empty state looks like, at four sizes and in three ways of colouring.

The pictures are what a terminal is sent: `cat` shows them. Colours change no layout, so by default each size
is walked through in one of the three; with `HABIT_TUI_LOOK=all` in the environment each is in all of them.
"""

import os
import re
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from habit_tui.cli import demo
from habit_tui.cli import replay as lives
from habit_tui.exchange import replay as exchange
from habit_tui.services.desk import Desk
from habit_tui.store.store import Store
from habit_tui.tui.app import HabitApp
from habit_tui.tui.widgets.preview import folded
from tests.factories import at, desk_at
from tests.tui.stage import on_stage
from tests.tui.tour import EMPTY, LIVED, Stop, drawn, faults, tour

SIZES = ((60, 20), (80, 24), (120, 36), (160, 50))
COLOURS = ("dawn", "daylight", "none")
BY_DEFAULT = dict(zip(SIZES, ("dawn", "none", "daylight", "dawn"), strict=True))
IS_WHOLE = os.environ.get("HABIT_TUI_LOOK") == "all"


class Sent(SingleFileSnapshotExtension):
    """Pictures in a file of their own; `pytest --snapshot-update` takes them anew."""

    file_extension = "ansi"
    _write_mode = WriteMode.TEXT


NEW = at("2026-11-23 05:12", "Africa/Casablanca")


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Desk, datetime]:
    """The demo's year, the folder it lies in, and the moment it opens at."""
    replay = exchange.load(demo.DEFAULT)
    folder = tmp_path_factory.mktemp("life")
    now = lives.opening(replay)
    return folder, lives.live(replay, demo.environment(replay, {}, str(folder)), now), now


@pytest.fixture
def lived(life: tuple[Path, Desk, datetime], tmp_path: Path) -> tuple[Desk, datetime]:
    """A desk at a copy of that year."""
    folder, desk, now = life
    mine = shutil.copytree(folder, tmp_path / "life")
    env = {key: value.replace(str(folder), str(mine)) for key, value in desk.env.items()}
    return replace(
        desk, store=Store(desk.store.file.replace(str(folder), str(mine))), env=env, door="tui"
    ), now


@pytest.fixture
def sent(snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch) -> SnapshotAssertion:
    """The pictures of a walk in one file; no path of this run is in them, and no toast goes by itself."""
    monkeypatch.setattr(HabitApp, "NOTIFICATION_TIMEOUT", 600)
    monkeypatch.setattr(
        "habit_tui.tui.widgets.preview.folded",
        lambda fact, width: folded(re.sub(r"/\S*/life\d*/", "/home/ada/", fact), width),
    )
    monkeypatch.setattr("habit_tui.tui.screens.settings.paths.config_dir", lambda _env: "/home/ada/.config")
    return snapshot.use_extension(Sent)


WALKS = [
    pytest.param(size, colours, id=f"{size[0]}x{size[1]}-{colours}")
    for size in SIZES
    for colours in COLOURS
    if IS_WHOLE or BY_DEFAULT[size] == colours
]


@pytest.mark.parametrize(("size", "colours"), WALKS)
async def test_a_life_that_was_led(
    lived: tuple[Desk, datetime],
    size: tuple[int, int],
    colours: str,
    sent: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk, now = lived
    assert await walked(desk, now, size, colours, LIVED, monkeypatch) == sent


@pytest.mark.parametrize(("size", "colours"), WALKS)
async def test_nothing_was_written_yet(
    tmp_path: Path,
    size: tuple[int, int],
    colours: str,
    sent: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = desk_at(tmp_path, "Africa/Casablanca", door="tui", blog_folder="/home/ada/blog")
    assert await walked(desk, NEW, size, colours, EMPTY, monkeypatch) == sent


async def walked(
    desk: Desk,
    now: datetime,
    size: tuple[int, int],
    colours: str,
    stops: tuple[Stop, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """The pictures of all stops, one below the other; none has a fault."""
    if colours == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        desk = replace(desk, settings=replace(desk.settings, theme=colours))
    pictures, wrong = [], []
    async with on_stage(desk, now, size) as stage:
        async for stop in tour(stage, stops):
            pictures.append(f"== {stop.name}\n{drawn(stage)}\n")
            wrong += [f"{stop.name}: {fault}" for fault in faults(stage)]
    assert not wrong, "\n".join(wrong)
    return "\n".join(pictures)
