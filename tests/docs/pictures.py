"""The pictures of README and docs, taken from the demo: `python -m tests.docs.pictures [--check] [NAME...]`.

With `--check` nothing is written, and a picture that shows another screen than today's ends with exit code 1.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from habit_tui.cli import demo
from habit_tui.cli import replay as lives
from habit_tui.exchange import replay as exchange
from habit_tui.exchange.replay import Replay
from habit_tui.services.desk import Desk, open_desk
from habit_tui.system import paths
from tests.tui.stage import NARROW, WIDE, on_stage

VAST = (160, 50)
"""So large a terminal that Today shows the year too."""

SETTINGS_FOLDER = "~/.config/habit-tui"
IMAGES = Path(__file__).parents[2] / "docs" / "images"


@dataclass(frozen=True, slots=True)
class Picture:
    """What is pressed and typed until the screen is as it is to be shown."""

    name: str
    keys: tuple[str, ...] = ()
    typed: str = ""
    size: tuple[int, int] = WIDE
    theme: str = ""
    anew: bool = False
    """In a store that holds nothing yet."""


PICTURES = (
    Picture("wide", ("1",), size=VAST),
    Picture("today", ("1",)),
    Picture("calendar", ("2",)),
    Picture("blog", ("3",)),
    Picture("path", ("4",)),
    Picture("review", ("5",)),
    Picture("starters", size=NARROW, anew=True),
    Picture("first-morning", ("enter",), size=NARROW, anew=True),
    Picture("log", ("1", "l"), typed="45m hands-on ml chapter 2 --on yesterday --at 19:30", size=NARROW),
    Picture("focus", ("1", "f"), size=NARROW),
    Picture("why", ("2", "w"), size=NARROW),
    Picture("editor", ("3", "tab", "E")),
    Picture("settings", (",",), size=NARROW),
    Picture("daylight", ("1",), theme="daylight"),
)


async def take(names: Collection[str]) -> AsyncIterator[tuple[Path, str]]:
    """The pictures of these names, or all of them, each with the file it belongs in."""
    replay = exchange.load(demo.DEFAULT)
    now = lives.opening(replay)
    with tempfile.TemporaryDirectory() as folder:
        there = _at_home_in(replay, Path(folder, "lived"))
        desk = lives.live(replay, there, now)
        empty = open_desk(_at_home_in(replay, Path(folder, "new")), "tui")
        for picture in PICTURES:
            if not names or picture.name in names:
                svg = await _taken(picture, empty if picture.anew else desk, now)
                yield IMAGES / f"{picture.name}.svg", svg


def _at_home_in(replay: Replay, folder: Path) -> dict[str, str]:
    """The environment of a replay that is shown as one's own record, without the mark of a demo."""
    return {k: v for k, v in demo.environment(replay, {}, str(folder)).items() if k != paths.DEMO}


async def _taken(picture: Picture, desk: Desk, now: datetime) -> str:
    async with on_stage(desk, now, picture.size) as stage:
        if picture.theme:
            stage.app.try_theme(picture.theme)
            await stage.rest()
        await stage.press(*picture.keys)
        if picture.typed:
            await stage.type(picture.typed)
        return _at_home(stage.svg, paths.config_dir(desk.env))


def _at_home(svg: str, folder: str) -> str:
    """The picture with the usual place of the settings instead of a passing folder, as wide as that."""
    return svg.replace(folder, SETTINGS_FOLDER.rjust(len(folder), "\N{NO-BREAK SPACE}"))


async def main(arguments: Sequence[str]) -> int:
    """Write the pictures that have changed, or tell which are stale."""
    stale = 0
    async for path, svg in take([each for each in arguments if each != "--check"]):
        if path.exists() and path.read_text(encoding="utf-8") == svg:
            continue
        stale += 1
        if "--check" not in arguments:
            path.write_text(svg, encoding="utf-8")
        print(f"{path.name} {'is stale' if '--check' in arguments else 'written'}")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
