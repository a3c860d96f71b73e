"""Commands that the documents mention in passing, or hand to another program, are real ones."""

import json
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from habit_tui.cli import commands
from tests.docs.generate import ROOT
from tests.docs.test_commands import NOW, environment
from tests.docs.test_links import PAGES

BAR = (ROOT / "docs" / "shell.md").read_text(encoding="utf-8")


def mentioned(page: Path) -> Iterator[list[str]]:
    """The words of every command that stands in the running text, as `habit-tui log 45m`."""
    prose = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for span in re.findall(r"`([^`]+)`", prose):
        if span.startswith("habit-tui ") and "[" not in span:
            yield shlex.split(span.split(" > ")[0].split(" | ")[0], comments=False)[1:]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_mentioned_exists_with_its_options(page: Path) -> None:
    for words in mentioned(page):
        command: click.Command = commands.root()
        rest = list(words)
        while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
            assert rest[0] in command.commands, (page.name, words)
            command = command.commands[rest.pop(0)]
        known = {name for param in command.params for name in param.opts} | {"--help"}
        assert {word for word in rest if word.startswith("--")} <= known, (page.name, words)


def status_bars() -> dict[str, str]:
    """What each status bar runs, out of the snippet for its configuration."""
    tmux, starship, waybar = re.findall(
        r"^```(?:toml|json)?\n((?:set |\[|\").*?)^```$", BAR, re.DOTALL | re.MULTILINE
    )
    inside = re.search(r"#\((.*)\)\"", tmux)
    assert inside
    return {
        "tmux": inside[1],
        "starship": tomllib.loads(starship)["custom"]["habit"]["command"],
        "waybar": json.loads(f"{{{waybar}}}")["custom/habit"]["exec"],
    }


@pytest.mark.parametrize("bar", ["tmux", "starship", "waybar"])
def test_a_status_bar_gets_its_lines(bar: str, tmp_path: Path) -> None:
    env = environment(tmp_path) | {"HABIT_TUI_NOW": NOW}
    asked = ("habit-tui log 45m titanic", status_bars()[bar], "habit-tui start titanic", status_bars()[bar])
    said = [subprocess.check_output(["bash", "-c", each], env=env, text=True) for each in asked]
    idle, running = said[1], said[3]
    assert idle.count("\n") == running.count("\n") == (3 if bar == "waybar" else 1)
    assert "titanic" not in idle
    assert running.startswith("▶ titanic 0 min")
