"""The ways to every screen: what the walk presses, and where harmful texts are typed, leaves none out."""

import asyncio
from collections.abc import Mapping

import pytest
from textual.widgets import Input

from habit_tui.tui import keys
from habit_tui.tui.widgets.choice import Choice
from tests.trials import walk
from tests.tui.places import EMPTY, LIVED, Found, Place, reach, screen_classes, survey, visit
from tests.tui.stage import Stage

ELSEWHERE = {"PanelScreen"}
"""A screen of another app; see `test_inline`."""

IN_TIME = {"log_writing", "forget_writing"}
"""Offered to whoever has written for some minutes; see `test_blog`."""

AS_ANOTHER = {"begin"}
"""Enter in the list of starters does it under the list's name."""


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """A life that was led."""
    return walk.record(tmp_path_factory.mktemp("lived"), lived=True)


@pytest.fixture(scope="module")
def found(lived: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> list[Found]:
    """What is at the places of a life that was led, and on a first morning."""
    empty = walk.record(tmp_path_factory.mktemp("empty"), lived=False)
    return [
        *asyncio.run(survey(lived, LIVED)).values(),
        *asyncio.run(survey(empty, EMPTY[-1:])).values(),
    ]


def test_the_ways_lead_to_every_screen(found: list[Found]) -> None:
    assert {each.screen for each in found} == screen_classes() - ELSEWHERE


def test_every_key_of_ours_can_be_pressed_somewhere(found: list[Found]) -> None:
    pressed = {name for each in found for name in each.keys.values()}
    assert {key.id for _, group in keys.GROUPS for key in group} - pressed == IN_TIME | AS_ANOTHER


def test_enter_is_answered_from_every_row_of_every_dialog(lived: Mapping[str, str]) -> None:
    dialogs = {place.screen: place for place in LIVED if place.screen.endswith("Dialog")}
    pressed: set[str] = set()
    silent: list[str] = []

    async def look(stage: Stage, place: Place) -> None:
        for of_sort in (Input, Choice):
            dialog = stage.app.screen
            # A dialog treats all its rows of a sort alike.
            row = next((each for each in dialog.focus_chain if isinstance(each, of_sort)), None)
            if row is None:
                continue
            row.focus()
            await stage.press("enter")
            pressed.add(f"{of_sort.__name__} of {place.screen}")
            if stage.app.screen is dialog and row.has_focus and not dialog.query(".refusal"):
                silent.append(f"{of_sort.__name__} of {place.screen}")
            await stage.press(*place.back.split())
            if any(toast.endswith("u undoes") for toast in stage.toasts):
                await stage.press("u")
            stage.app.clear_notifications()
            await reach(stage, place)

    asyncio.run(visit(lived, [*dialogs.values()], look))
    assert silent == []
    assert {f"Choice of {name}Dialog" for name in ("Resource", "Session", "Reminders")} <= pressed
