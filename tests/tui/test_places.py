"""The ways to every screen: what the walk presses, and where harmful texts are typed, leaves none out."""

import asyncio

import pytest

from habit_tui.tui import keys
from tests.trials import walk
from tests.tui.places import EMPTY, LIVED, Found, screen_classes, survey

ELSEWHERE = {"PanelScreen"}
"""A screen of another app; see `test_inline`."""

IN_TIME = {"log_writing", "forget_writing"}
"""Offered to whoever has written for some minutes; see `test_blog`."""

AS_ANOTHER = {"begin"}
"""Enter in the list of starters does it under the list's name."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Found]:
    """What is at the places of a life that was led, and on a first morning."""
    lived = walk.record(tmp_path_factory.mktemp("lived"), lived=True)
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
