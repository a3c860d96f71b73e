"""A conflicted copy beside the store is told of on Today, in a quiet line."""

import shutil
from pathlib import Path

from tests.factories import at, desk_at, logged
from tests.tui.stage import NARROW, on_stage

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 06:12:43", ZONE)


async def test_a_conflicted_copy_is_told_of_with_the_command_that_joins_it(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, ZONE, door="tui")
    logged(desk, "2026-11-22", "05:00", 30)
    async with on_stage(desk, NOW, NARROW) as stage:
        assert "conflicted" not in stage.text
    copy = Path(desk.store.file).with_name("habit.sync-conflict-20261122-051000-ABCDEFG.db")
    shutil.copy(desk.store.file, copy)
    async with on_stage(desk, NOW, NARROW) as stage:
        below = " ".join(line.strip() for line in stage.lines[-8:])
        assert f"{copy.name} is a conflicted copy of your record" in below
        assert "habit-tui merge" in below
