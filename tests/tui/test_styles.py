"""Styles are parsed once and found once, and both anew in other colours."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual.css import parse as css
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

from habit_tui.services.desk import Desk
from tests.factories import at, desk_at, logged
from tests.tui.stage import on_stage

NOW = at("2026-11-22 05:12", "Europe/Berlin")


def known(folder: Path) -> Desk:
    """A desk of somebody who has begun, whom nothing greets."""
    desk = desk_at(folder, "Europe/Berlin", door="tui")
    logged(desk, "2026-11-21", "05:00", 45, "titanic")
    return desk


async def test_a_room_entered_first_has_nothing_parsed_and_other_colours_have_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(known(tmp_path), NOW) as stage:
        parsed: list[str] = []
        parse = css.parse

        def noted(scope: str, text: str, read_from: tuple[str, str], **options: Any) -> object:
            parsed.append(str(read_from))
            return parse(scope, text, read_from, **options)

        monkeypatch.setattr("textual.css.stylesheet.parse", noted)
        await stage.press("f5", "f1", "f5")
        assert not any(".tcss" in each for each in parsed)
        stage.app.theme = "daylight"
        await stage.rest()
        assert any("app.tcss" in each for each in parsed)
        assert any("review.tcss" in each for each in parsed)
        assert stage.app.screen.styles.background.hex.lower() == stage.app.current_theme.background


async def test_styles_are_found_when_a_room_is_entered_first_and_when_the_colours_have_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(known(tmp_path), NOW) as stage:
        styled: list[DOMNode] = []
        apply = Stylesheet.apply

        def noted(self: Stylesheet, node: DOMNode, **options: Any) -> None:
            styled.append(node)
            apply(self, node, **options)

        monkeypatch.setattr(Stylesheet, "apply", noted)
        left = stage.app.screen
        await stage.press("f5")
        assert styled.count(stage.app.screen) > 0
        assert styled.count(left) == 0
        assert styled.count(stage.app.screen.query_one("KeyBar")) == 1
        styled.clear()
        await stage.press("f1")
        assert styled.count(left) == 0
        stage.app.theme = "daylight"
        await stage.press("f5")
        assert stage.app.screen.styles.background.hex.lower() == stage.app.current_theme.background


async def test_a_screen_lets_others_have_their_turn_between_its_events(tmp_path: Path) -> None:
    async with on_stage(known(tmp_path), NOW) as stage:
        said: list[str] = []

        def first() -> None:
            said.append("first")
            asyncio.get_running_loop().call_soon(said.append, "another's")

        stage.app.screen.call_later(first)
        stage.app.screen.call_later(said.append, "second")
        await stage.rest()
        assert said == ["first", "another's", "second"]


async def test_a_room_is_drawn_as_soon_as_it_can_be(tmp_path: Path) -> None:
    async with on_stage(known(tmp_path), NOW) as stage:
        stage.app.action_room("review")
        assert not stage.app._batch_count


async def test_a_screen_shown_again_while_the_colours_change_gets_the_new_ones(tmp_path: Path) -> None:
    async with on_stage(known(tmp_path), NOW) as stage:
        stage.app.theme = "daylight"
        # Textual parses the theme's colours a moment later.
        stage.app.styled(stage.app.screen)
        await stage.rest()
        assert stage.app.screen.styles.background.hex.lower() == stage.app.current_theme.background
