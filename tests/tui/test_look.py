"""What every room, dialog and empty state looks like, at four sizes and in three ways of colouring.

The pictures are what a terminal is sent: `cat` shows them. Colours change no layout, so by default each size
is walked through in one of the three; with `HABIT_TUI_LOOK=all` in the environment each is in all of them.
"""

import os
import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from habit_tui.cli import demo
from habit_tui.cli import replay as lives
from habit_tui.exchange import replay as exchange
from habit_tui.services.desk import Desk
from habit_tui.services.schedule import Offer
from habit_tui.system.settings import Settings
from habit_tui.tui.app import HabitApp
from habit_tui.tui.screens.dialog import Dialog
from habit_tui.tui.screens.reminders import Prospect
from habit_tui.tui.text import said
from habit_tui.tui.widgets.preview import folded
from tests.factories import at, desk_at
from tests.tui.places import screen_classes
from tests.tui.stage import on_stage
from tests.tui.tour import EMPTY, LATER, LIVED, Stop, drawn, faint, faults, tour

SIZES = ((60, 20), (80, 24), (120, 36), (160, 50))
COLOURS = ("dawn", "daylight", "none")
BY_DEFAULT = dict(zip(SIZES, ("dawn", "none", "daylight", "dawn"), strict=True))
IS_WHOLE = os.environ.get("HABIT_TUI_LOOK") == "all"


class Sent(SingleFileSnapshotExtension):
    """Pictures in a file of their own; `pytest --snapshot-update` takes them anew."""

    file_extension = "ansi"
    _write_mode = WriteMode.TEXT


IN_THE_SHELL = "PanelScreen"
"""It takes no screen of its own; `test_inline` has its pictures."""

NEW = at("2026-11-23 05:12", "Africa/Casablanca")
REMINDERS = Prospect(
    Offer(
        Settings(remind_channels=("desktop",)),
        (b"50 4 * * * habit-tui remind", b"30 6 * * * habit-tui remind"),
        {},
        (at("2019-12-12 06:30", "Africa/Casablanca"), at("2019-12-13 04:50", "Africa/Casablanca")),
        "",
    ),
    (),
    has_desktop=True,
)
"""What the dialog about reminders finds; what there is depends on the machine."""


@pytest.fixture
def lived(tmp_path: Path) -> tuple[Desk, datetime]:
    """A desk at the demo's year, and the moment it opens at."""
    replay = exchange.load(demo.DEFAULT)
    now = lives.opening(replay)
    desk = lives.live(replay, demo.environment(replay, {}, str(tmp_path / "life")), now)
    return replace(desk, door="tui"), now


@pytest.fixture
def sent(snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch) -> SnapshotAssertion:
    """The pictures of a walk in one file; no path of this run is in them, and no toast goes by itself."""
    monkeypatch.setattr(HabitApp, "NOTIFICATION_TIMEOUT", 600)
    monkeypatch.setattr(
        "habit_tui.tui.widgets.preview.folded", lambda fact, width: folded(_at_home(fact), width)
    )
    for module in ("line", "dialog"):
        monkeypatch.setattr(f"habit_tui.tui.screens.{module}.said", lambda text: said(_at_home(text)))
    monkeypatch.setattr("habit_tui.tui.screens.settings.paths.config_dir", lambda _env: "/home/ada/.config")
    monkeypatch.setattr("habit_tui.tui.screens.editor._elsewhere", lambda *_: "/home/ada/blog/index-mine.md")
    monkeypatch.setattr("habit_tui.tui.screens.reminders.look_ahead", lambda *_: REMINDERS)
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
    seen: set[str] = set()
    pictures = await walked(desk, now + timedelta(hours=6), size, colours, LATER, monkeypatch, seen)
    pictures += await walked(desk, now, size, colours, LIVED, monkeypatch, seen)
    assert seen == screen_classes() - {IN_THE_SHELL}, "the tour leads to every screen there is"
    assert pictures == sent


@pytest.mark.parametrize(("size", "colours"), WALKS)
async def test_nothing_was_written_yet(
    tmp_path: Path,
    size: tuple[int, int],
    colours: str,
    sent: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = desk_at(tmp_path, "Africa/Casablanca", door="tui", blog_folder="/home/ada/blog")
    assert await walked(desk, NEW, size, colours, EMPTY, monkeypatch, set()) == sent


ID = re.compile(r"(?<=# habit-tui: )[0-9a-f]+")
"""The id of a post in its file, which every life draws anew."""


def _at_home(text: str) -> str:
    return re.sub(r"/\S*/life\d*/", "/home/ada/", text)


def _zeros(drawn_id: re.Match[str]) -> str:
    return "0" * len(drawn_id[0])


async def walked(
    desk: Desk,
    now: datetime,
    size: tuple[int, int],
    colours: str,
    stops: tuple[Stop, ...],
    monkeypatch: pytest.MonkeyPatch,
    seen: set[str],
) -> str:
    """The pictures of all stops, one below the other, and which screens were seen; none has a fault.

    A dialog in the largest terminal looks as in the one before it, and is only searched for faults.
    """
    if colours == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        desk = replace(desk, settings=replace(desk.settings, theme=colours))
    pictures, wrong = [], []
    async with on_stage(desk, now, size) as stage:
        async for stop in tour(stage, stops):
            screen = stage.app.screen
            seen.add(type(screen).__name__)
            if size != SIZES[-1] or not isinstance(screen, Dialog):
                pictures.append(f"== {stop.name}\n{ID.sub(_zeros, drawn(stage))}\n")
            found = [*faults(stage), *(() if colours == "none" else faint(stage))]
            wrong += [f"{stop.name}: {fault}" for fault in found]
    assert not wrong, "\n".join(wrong)
    return "\n".join(pictures)
