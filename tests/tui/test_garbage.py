"""Garbage: all of it is looked for once nobody presses anything, never under somebody's fingers."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App

from habit_tui.tui import garbage
from tests.factories import at, desk_at
from tests.tui.stage import on_stage


@pytest.fixture
def looked() -> Iterator[list[int]]:
    """The generations that were looked through from here on."""
    found: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            found.append(info["generation"])

    before = gc.get_threshold()
    gc.callbacks.append(note)
    yield found
    gc.callbacks.remove(note)
    gc.set_threshold(*before)
    gc.enable()


def left_lying() -> None:
    """So much is made and let go that looking for garbage is worth it."""
    for _ in range(garbage.WORTH_IT):
        gc.collect(1)


async def test_it_is_looked_for_once_nothing_was_pressed_for_a_while(
    tmp_path: Path, looked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "QUIET_SECONDS", 600)
    now = at("2026-11-22 05:12", "Africa/Casablanca")
    async with on_stage(desk_at(tmp_path, "Africa/Casablanca", door="tui"), now) as stage:
        left_lying()
        await stage.press("escape")
        stage.app._garbage._look()
        assert 2 not in looked
        stage.app._garbage._look()
        assert 2 in looked

        looked.clear()
        left_lying()
        monkeypatch.setattr(garbage, "QUIET_SECONDS", 0.01)
        await stage.press("escape")
        await stage.until(lambda: 2 in looked)


def test_a_door_that_left_it_lying_looks_for_what_is_young(looked: list[int]) -> None:
    gc.disable()
    garbage.Garbage(App()).begin()
    assert gc.isenabled()
    assert gc.get_threshold() == (garbage.YOUNG, garbage.MIDDLE, garbage.HARDLY_EVER)


def test_other_programs_keep_their_own_ways(looked: list[int]) -> None:
    before = gc.get_threshold()
    garbage.Garbage(App()).begin()
    assert gc.get_threshold() == before
