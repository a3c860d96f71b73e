"""Focus and breaks on the full screen: the focus view and the bell."""

from datetime import timedelta
from pathlib import Path

import pytest

from habit_tui.services import session, starter
from habit_tui.services.desk import Desk
from habit_tui.tui.screens.focus import FocusScreen
from habit_tui.tui.widgets.focus import FocusPanel
from habit_tui.tui.widgets.focus_clock import FocusClock
from tests.factories import at, desk_at, logged
from tests.tui.stage import NARROW, WIDE, Stage, on_stage

ZONE = "Africa/Casablanca"


def focused(folder: Path, began: str = "2026-11-22 06:00") -> Desk:
    """A desk with a rhythm of 50/10 whose learner works at the Titanic."""
    desk = desk_at(folder, ZONE, door="tui", rhythm="50/10", remind_channels=("desktop",))
    starter.apply(desk, "five-to-eight", at("2026-11-22 04:50", ZONE))
    session.start(desk, "titanic", at(began, ZONE))
    return desk


@pytest.mark.parametrize("size", [(60, 20), NARROW, WIDE], ids=["small", "narrow", "wide"])
async def test_the_focus_view_shows_the_clock_and_the_block_alone(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with on_stage(focused(tmp_path), at("2026-11-22 06:12:43", ZONE), size) as stage:
        await stage.press("f")
        assert isinstance(stage.app.screen, FocusScreen)
        words = stage.words
        assert "Titanic competition on Kaggle △ practice" in words
        assert "break in 38 min" in words
        assert "Plan" not in words
        await stage.press("escape")
        assert "Plan" in stage.words


async def test_the_focus_view_tells_how_far_the_present_block_is(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, ZONE, door="tui")
    starter.apply(desk, "five-to-eight", at("2026-11-22 04:50", ZONE))
    session.start(desk, "titanic", at("2026-11-22 06:00", ZONE))
    async with on_stage(desk, at("2026-11-22 06:12", ZONE), NARROW) as stage:
        await stage.press("f")
        assert "12 min of 1 h 30" in stage.words
        assert stage.text.count("██") > 40


async def test_a_break_follows_and_what_is_next_can_be_started(tmp_path: Path) -> None:
    desk = focused(tmp_path)
    clock = [at("2026-11-22 06:50:30", ZONE)]
    async with on_stage(desk, lambda: clock[0], NARROW) as stage:
        assert "time for a break" in stage.words
        await stage.press("f")
        await stage.click("stops")
        assert "Break" in stage.words
        assert "10 min of rest left" in stage.words
        await stage.click("goes back")
        assert "Break, then" in stage.words
        clock[0] += timedelta(minutes=12)
        stage.app.tick()
        await stage.rest()
        assert "rest left" not in stage.words
        await stage.press("f", "space")
        running = session.status(desk, clock[0]).session
        assert running is not None
        assert running.what == "Beginner's handbook of machine learning"


async def rung(stage: Stage) -> str:
    """What the bell says when it rings."""
    await stage.until(lambda: bool(stage.toasts))
    return stage.toasts[0]


async def test_the_bell_rings_at_the_end_of_a_focus_also_after_a_restart(tmp_path: Path) -> None:
    desk = focused(tmp_path)
    async with on_stage(desk, at("2026-11-22 06:49:59.800", ZONE)) as stage:
        assert await rung(stage) == "50 min on Titanic competition on Kaggle: time for 10 min of rest"
        # There is no desktop here, and that is said.
        await stage.rest()
        assert any("desktop" in each or "session bus" in each for each in stage.toasts[1:])


async def test_the_bell_rings_at_the_end_of_a_break(tmp_path: Path) -> None:
    desk = focused(tmp_path)
    session.stop(desk, at("2026-11-22 06:50", ZONE))
    async with on_stage(desk, at("2026-11-22 06:59:59.800", ZONE)) as stage:
        assert (await rung(stage)).startswith("The break is over: ")


async def test_what_is_over_when_the_app_opens_does_not_ring(tmp_path: Path) -> None:
    async with on_stage(focused(tmp_path), at("2026-11-22 06:51", ZONE)) as stage:
        assert stage.toasts == []
        assert "time for a break" in stage.words


async def test_without_a_rhythm_there_is_a_clock_and_no_break(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, ZONE, door="tui")
    logged(desk, "2026-11-22", "05:00", 55, "[bold]x[/] \x1b[31m")
    async with on_stage(desk, at("2026-11-22 05:56", ZONE), NARROW) as stage:
        await stage.press("f")
        assert "Nothing is running." in stage.words
        assert "rest" not in stage.words
        session.start(desk, "[bold]x[/] \x1b[31m", at("2026-11-22 05:56", ZONE))
        stage.app.reload()
        await stage.rest()
        assert "[bold]x[/] \ufffd[31m" in stage.words
        assert "break" not in stage.words


@pytest.mark.parametrize(
    ("key", "size"),
    [("", NARROW), ("", WIDE), ("f", (60, 14)), ("f", WIDE)],
    ids=["today", "wide today", "low focus view", "focus view"],
)
async def test_a_second_draws_the_cells_of_the_clock_and_nothing_else(
    tmp_path: Path, key: str, size: tuple[int, int]
) -> None:
    clock = [at("2026-11-22 06:12:03", ZONE)]
    async with on_stage(focused(tmp_path), lambda: clock[0], size) as stage:
        if key:
            await stage.press(key)
        on = stage.app.screen
        panel = on.query_one(FocusClock) if key else on.query_one(FocusPanel)
        panel.turn()
        await stage.rest()
        before = stage.lines
        # Nothing else has its turn before what is to be drawn is known.
        panel._exchange_repaint_regions()
        clock[0] += timedelta(seconds=1)
        panel.turn()
        drawn = [region.translate(panel.region.offset) for region in panel._repaint_regions]
        await stage.rest()
        other = {y for y, (old, new) in enumerate(zip(before, stage.lines, strict=True)) if old != new}
        assert {y for region in drawn for y in region.line_range} == range_of(other)
        assert all(panel.region.contains_region(region) for region in drawn)
        clock[0] += timedelta(minutes=1)
        panel.turn()
        await stage.rest()
        assert "break in 37 min" in stage.words_in(type(panel).__name__)


def range_of(lines: set[int]) -> set[int]:
    """The lines from the first to the last."""
    return set(range(min(lines), max(lines) + 1))
