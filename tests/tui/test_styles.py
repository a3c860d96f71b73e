"""Styles are parsed once, and anew in other colours."""

from pathlib import Path
from typing import Any

import pytest
from textual.css import parse as css

from tests.factories import at, desk_at
from tests.tui.stage import on_stage

NOW = at("2026-11-22 05:12", "Europe/Berlin")


async def test_a_room_entered_first_has_only_its_own_styles_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(desk_at(tmp_path, "Europe/Berlin", door="tui"), NOW) as stage:
        while len(stage.app.screen_stack) > 1:
            await stage.press("escape")
        parsed: list[str] = []
        parse = css.parse

        def noted(scope: str, text: str, read_from: tuple[str, str], **options: Any) -> object:
            parsed.append(str(read_from))
            return parse(scope, text, read_from, **options)

        monkeypatch.setattr("textual.css.stylesheet.parse", noted)
        await stage.press("f5")
        assert any("review.tcss" in each for each in parsed)
        assert not any("app.tcss" in each for each in parsed)
        parsed.clear()
        await stage.press("f1", "f5")
        assert not any(".tcss" in each for each in parsed)
        stage.app.theme = "daylight"
        await stage.rest()
        assert any("app.tcss" in each for each in parsed)
        assert stage.app.screen.styles.background.hex.lower() == stage.app.current_theme.background
