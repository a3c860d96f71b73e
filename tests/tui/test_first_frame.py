"""The first frame shows today's data and waits for nothing dear."""

import os
import subprocess
import sys
from pathlib import Path

from habit_tui.services import starter
from tests.factories import at, desk_at, logged

OPENED = """
import asyncio, os, sys
from habit_tui.services import today
from habit_tui.services.desk import open_desk
from habit_tui.system.clock import clock
now = clock(os.environ)
desk = open_desk(os.environ, "tui")
first = today.show(desk, now(), with_prompt=False)
from habit_tui.tui.app import HabitApp

frames = []
display = HabitApp._display

def watched(app, screen, renderable):
    drawn = [strip.text for strip in screen._compositor.render_strips()] if screen else []
    if any(line.strip() for line in drawn):
        frames.append((drawn, set(sys.modules)))
    display(app, screen, renderable)

HabitApp._display = watched
app = HabitApp(lambda: desk, now, desk, first)

async def main():
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()

asyncio.run(main())
drawn, modules = frames[0]
print("\\n".join(drawn))
print("MODULES", *sorted(modules))
"""
TOO_DEAR = {"alembic", "click", "pendulum", "sqlalchemy", "tomlkit", "tomllib"}


def test_the_first_frame_is_whole_and_waits_for_nothing_dear(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, "Africa/Casablanca")
    starter.apply(desk, "five-to-eight", at("2026-11-22 04:50", "Africa/Casablanca"))
    logged(desk, "2026-11-22", "05:00", 45, "titanic")
    run = subprocess.run(
        [sys.executable, "-c", OPENED],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, **desk.env, "TZ": "Africa/Casablanca", "HABIT_TUI_NOW": "2026-11-22T06:12:00Z"},
    )
    drawn, _, modules = run.stdout.partition("MODULES")
    words = " ".join(drawn.split())
    for said in (
        "Sun 22 Nov 06:12 · Casablanca +00 · 1-day streak",
        "◐ 45 min of 2 h",
        "06:00 Titanic competition on Kaggle",
        "05:00-05:45 45 min △ titanic",
        "1 h 48 left",
        "Sun ◐",
        "space start",
    ):
        assert said in words
    loaded = {module.partition(".")[0] for module in modules.split()}
    assert "textual" in loaded
    assert loaded & TOO_DEAR == set()
