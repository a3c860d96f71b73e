"""The extras a refusal asks for."""

from pathlib import Path

import pytest

from habit_tui.domain.extra import missing

DOCS = Path(__file__).parents[2] / "docs" / "index.md"


@pytest.mark.parametrize("tool", ["uv tool install", "pip install"])
def test_an_extra_is_installed_as_the_documents_say(tool: str) -> None:
    said = f"`{tool} '.[web]'`"
    assert said in missing("the browser", "web")
    assert said in DOCS.read_text(encoding="utf-8")
