"""The pictures of README and docs: `python -m tests.docs.pictures` takes them anew from the demo."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from habit_tui.cli import demo
from habit_tui.cli import replay as lives
from habit_tui.exchange import replay as exchange
from habit_tui.tui.rooms import ROOMS
from tests.tui.stage import WIDE, on_stage

IMAGES = Path(__file__).parents[2] / "docs" / "images"


async def take() -> None:
    """Write each room's picture."""
    replay = exchange.load(demo.DEFAULT)
    now = lives.opening(replay)
    with tempfile.TemporaryDirectory() as folder:
        desk = lives.live(replay, demo.environment(replay, {}, folder), now)
        for number, room in enumerate(ROOMS, 1):
            async with on_stage(desk, now, WIDE) as stage:
                await stage.press(str(number))
                (IMAGES / f"{room.id}.svg").write_text(stage.svg, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(take())
