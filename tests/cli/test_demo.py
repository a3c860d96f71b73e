"""`demo`: somebody's lived-in year, and nothing of one's own touched."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from habit_tui.cli import entry
from habit_tui.exchange import replay
from tests.cli.shell import ROOT
from tests.terminal import abandoned, driven, signalled


@pytest.fixture
def env(tmp_path: Path) -> Mapping[str, str]:
    """An environment with a record of one's own, and temporary files in a folder of their own."""
    for name in ("own", "config", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "own" / "habit.db").write_bytes(b"not to be opened")
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "HABIT_TUI_DATA": str(tmp_path / "own"),
        "HABIT_TUI_CONFIG": str(tmp_path / "config"),
        "TMPDIR": str(tmp_path / "tmp"),
        "TERM": "xterm-256color",
    }


def demo(env: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """`habit-tui demo`, without a terminal."""
    command = [sys.executable, "-m", "habit_tui", "demo", *words]
    return subprocess.run(
        command, env=env, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


def untouched(env: Mapping[str, str]) -> bool:
    """Whether one's own folders are as they were and the temporary one is empty again."""
    own = Path(env["HABIT_TUI_DATA"])
    return (
        [(each.name, each.read_bytes()) for each in own.iterdir()] == [("habit.db", b"not to be opened")]
        and not list(Path(env["HABIT_TUI_CONFIG"]).iterdir())
        and not list(Path(env["TMPDIR"]).iterdir())
    )


def test_the_demos_are_listed_in_a_line_each(env: Mapping[str, str]) -> None:
    lines = demo(env, "--list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(replay.names())
    assert max(len(line) for line in lines) < 120


def test_without_a_terminal_today_is_printed_half_done(env: Mapping[str, str]) -> None:
    answer = demo(env)
    assert answer.returncode == 0
    assert "Thu 12 Dec 2019 · 06:24 Africa/Casablanca" in answer.stdout
    assert "days in a row" in answer.stdout
    assert "Running recommender" in answer.stdout
    assert (
        answer.stderr == "A demo: nothing here touches your own record, and all of it goes when you leave.\n"
    )
    assert untouched(env)


@pytest.mark.parametrize("name", replay.names())
def test_every_starter_can_be_seen_lived_in(
    env: Mapping[str, str], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert entry.run(["demo", "--starter", name], env) == 0
    out = capsys.readouterr().out
    assert "Plan\n" in out
    assert "in a row" in out


def test_an_unknown_starter_is_refused_with_those_there_are(
    env: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert entry.run(["demo", "--starter", "nine-to-five"], env) == 2
    assert "choose one of five-to-eight" in capsys.readouterr().err


def test_a_store_of_ones_own_cannot_be_named(
    env: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert entry.run(["--db", f"{env['HABIT_TUI_DATA']}/habit.db", "demo"], env) == 2
    assert "leave --db out" in capsys.readouterr().err
    assert untouched(env)


def test_the_full_screen_opens_on_it_and_leaves_nothing_behind(env: Mapping[str, str]) -> None:
    command = [sys.executable, "-m", "habit_tui", "demo"]
    # A session stopped there is written into the demo's store alone.
    steps = [("nothing here touches your own record", b" "), ("Stopped", b"q")]
    assert driven(command, env, steps) == 0
    assert untouched(env)


@pytest.mark.parametrize(
    ("awaited", "number"),
    [
        ("Living five-to-eight", signal.SIGINT),
        ("Living five-to-eight", signal.SIGTERM),
        ("-day streak", signal.SIGTERM),
        ("-day streak", signal.SIGHUP),
    ],
)
def test_a_demo_that_is_ended_from_outside_leaves_nothing_behind(
    env: Mapping[str, str], awaited: str, number: int
) -> None:
    command = [sys.executable, "-m", "habit_tui", "demo"]
    assert signalled(command, env, awaited, number) != 0
    assert untouched(env)


def test_a_demo_whose_terminal_is_gone_leaves_nothing_behind(env: Mapping[str, str]) -> None:
    assert abandoned([sys.executable, "-m", "habit_tui", "demo"], env, "-day streak") != 0
    assert untouched(env)
