"""Every room, dialog and empty state with days in another order than the usual one: none is left over."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from habit_tui.cli import demo
from habit_tui.cli import replay as lives
from habit_tui.exchange import replay as exchange
from tests.dates import LOCALES, left_over
from tests.factories import at, desk_at
from tests.tui.stage import on_stage
from tests.tui.tour import EMPTY, LATER, LIVED, faults, tour


@pytest.mark.parametrize(("locale", "size"), [*zip(LOCALES, [(80, 24), (60, 20)], strict=True)])
async def test_no_day_is_left_in_another_order(tmp_path: Path, locale: str, size: tuple[int, int]) -> None:
    replay = exchange.load(demo.DEFAULT)
    now = lives.opening(replay)
    env = demo.environment(replay, {"LANG": locale}, str(tmp_path / "life"))
    lived = replace(lives.live(replay, env, now), door="tui")
    empty = desk_at(tmp_path / "empty", door="tui")
    empty = replace(empty, env={**empty.env, "LANG": locale})
    wrong = []
    for desk, moment, stops in (
        (lived, now + timedelta(hours=6), LATER),
        (lived, now, LIVED),
        (empty, at("2026-11-23 05:12", "Africa/Casablanca"), EMPTY),
    ):
        async with on_stage(desk, moment, size) as stage:
            async for stop in tour(stage, stops):
                wrong += [f"{stop.name}: {line}" for line in left_over(stage.text, LOCALES[locale])]
                wrong += [f"{stop.name}: {fault}" for fault in faults(stage)]
    assert not wrong, "\n".join(wrong)
