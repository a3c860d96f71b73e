"""The line below every room."""

from pathlib import Path

import pytest

from tests.factories import at, desk_at, logged
from tests.tui.stage import on_stage

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 05:42", ZONE)


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (26, "  l log  space start"),
        (30, "  l log  space start  ? more"),
        (42, "  l log  space start        ? more  q quit"),
        (50, "  l log  space start        u undo  ? more  q quit"),
    ],
)
async def test_the_keys_of_every_morning_are_the_last_to_go(tmp_path: Path, width: int, line: str) -> None:
    desk = desk_at(tmp_path, ZONE, door="tui")
    logged(desk, "2026-11-21", "05:00", 60)
    async with on_stage(desk, NOW, (width, 8)) as stage:
        assert stage.lines[-1].split() == line.split()
