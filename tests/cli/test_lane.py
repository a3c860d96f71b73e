"""The express lane: what the quick commands import, and that they do what their click twins do."""

import json
import subprocess
import sys
from collections.abc import Callable

import click
import pytest

from habit_tui.cli import commands, express
from tests.cli.shell import ROOT, Shell

LANE = [
    ("log", "10m", "reading", "--note", "x"),
    ("start", "reading"),
    ("stop",),
    ("status",),
    ("today",),
    ("streak",),
    ("remind",),
    ("remind", "--cron"),
]
TEXT_ALONE = [("today", "--plain"), ("streak", "--plain"), ("status", "--format", "{what} {streak}")]
TOO_DEAR = {
    "alembic",
    "asyncio",
    "click",
    "importlib.metadata",
    "importlib.resources",
    "json",
    "pathlib",
    "pendulum",
    "platformdirs",
    "rich",
    "sqlalchemy",
    "tempfile",
    "textual",
    "tomllib",
    "typing",
    "uuid",
}
RUN_AND_LIST = """
import os, sys
sys.path.insert(0, sys.argv.pop(1))
from habit_tui.cli.entry import run
code = run(sys.argv[1:], os.environ)
print(*sorted(sys.modules), file=sys.stderr)
raise SystemExit(code)
"""


def loaded(shell: Shell, *words: str) -> set[str]:
    """The modules a command leaves loaded in an interpreter that had nothing else to load."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", RUN_AND_LIST, str(ROOT), *words],
        env=shell.env,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


@pytest.mark.parametrize("words", [*LANE, *TEXT_ALONE], ids=" ".join)
@pytest.mark.parametrize("starter", [False, True], ids=["bare", "with a starter"])
def test_a_quick_command_imports_nothing_dear(shell: Shell, words: tuple[str, ...], starter: bool) -> None:
    if starter:
        shell.done("init", "--starter", "five-to-eight")
    if words[0] in ("stop", "status"):
        shell.at("2026-11-22T07:00:00+01:00").done("start", "titanic")
    found = loaded(shell, *words)
    assert "habit_tui.services.desk" in found
    # The plan's writing slot shows a prompt, and the words of prompts are TOML.
    templates = {"pathlib", "tomllib", "typing"} if starter and words[0] == "today" else set()
    assert found & TOO_DEAR == templates


def test_starting_what_is_next_imports_what_today_imports(shell: Shell) -> None:
    shell.done("init", "--starter", "five-to-eight")
    assert loaded(shell, "start") <= loaded(shell, "today")


@pytest.mark.parametrize("words", LANE, ids=" ".join)
def test_json_costs_a_quick_command_json_and_nothing_else(shell: Shell, words: tuple[str, ...]) -> None:
    if words[0] in ("stop", "status"):
        shell.at("2026-11-22T07:00:00+01:00").done("start", "titanic")
    assert loaded(shell, *words, "--json") & TOO_DEAR <= {"json"}


@pytest.mark.parametrize("words", [("--help",), ("log", "--help"), ("--version",), ("lodg",)])
def test_help_imports_click_and_no_library_besides(shell: Shell, words: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-c", RUN_AND_LIST.replace("raise SystemExit(code)", ""), str(ROOT), *words],
        env=shell.env,
        capture_output=True,
        text=True,
        check=True,
    )
    found = set(done.stderr.splitlines()[-1].split())
    assert "click" in found
    assert found & {"alembic", "pendulum", "rich", "sqlalchemy", "sqlite3", "textual", "yaml"} == set()


def test_the_lane_knows_the_words_and_options_click_knows() -> None:
    tree = commands.root().commands
    for name, declared in express.COMMANDS.items():
        params = tree[name].params
        words = [param for param in params if isinstance(param, click.Argument)]
        options = [param for param in params if isinstance(param, click.Option)]
        assert tuple(param.name for param in words) == declared.words, name
        assert [param.nargs for param in words[-1:]] == [-1] * declared.many, name
        assert {param.name for param in options if param.is_flag} == set(declared.flags), name
        assert {param.name for param in options if not param.is_flag} == set(declared.values), name
        for option in options:
            assert option.opts == [f"--{str(option.name).replace('_', '-')}"], name
            assert option.secondary_opts == [], name
            assert option.default in (None, False) or not option.to_info_dict()["default"], name
        required = [param for param in words if param.required]
        assert len(required) == len(declared.words) - declared.optional, name


MORNINGS = [
    ("Europe/Berlin", "2026-11-22T07:30:00+01:00", ("log", "45m", "reading", "--note", "a note")),
    ("Europe/Berlin", "2026-03-29T04:10:00+02:00", ("log", "2h", "a short night")),
    ("Europe/Berlin", "2026-10-25T05:10:00+01:00", ("log", "1:30-3:30", "--on", "yesterday", "a long night")),
    (
        "Europe/Berlin",
        "2026-10-25T05:10:00+01:00",
        ("log", "30m", "--on", "yesterday", "--at", "2:30", "twice"),
    ),
    ("Europe/Berlin", "2026-03-29T05:10:00+02:00", ("log", "30m", "--on=yesterday", "--at=2:30", "never")),
    (
        "America/New_York",
        "2026-11-01T07:00:00-05:00",
        ("log", "0:30-1:30", "--on", "sat", "--kind", "practice"),
    ),
    ("America/Santiago", "2026-09-06T05:10:00-03:00", ("log", "30m", "--on", "yesterday", "midnight gap")),
    ("Asia/Kathmandu", "2026-11-22T02:30:00+05:45", ("log", "20m", "before the day starts")),
    ("Pacific/Apia", "2026-11-22T06:00:00+13:00", ("log", "5am-5:45am", "--tz", "Pacific/Honolulu")),
    ("Australia/Lord_Howe", "2026-04-05T06:00:00+10:30", ("log", "1:15-2:15", "--on", "-1d", "half an hour")),
    ("Africa/Casablanca", "2026-11-22T23:30:00+00:00", ("log", "1.5h", "--on", "-2d", "--at", "23:00")),
    ("UTC", "2026-11-22T05:00:00Z", ("start", "reading", "--kind=review")),
]


@pytest.mark.parametrize(("zone", "now", "words"), MORNINGS, ids=lambda each: str(each)[:24])
def test_both_lanes_write_the_very_same_row(
    shell: Shell, zone: str, now: str, words: tuple[str, ...]
) -> None:
    here = shell.at(now, TZ=zone)
    rows = []
    for lane in (express.run, commands.run):
        before = here.file.read_bytes()
        assert lane((*words, "--json"), here.env) == 0
        row = json.loads(here.capsys.readouterr().out)
        del row["session"]["uid"]
        rows.append(row)
        here.file.write_bytes(before)
    assert rows[0] == rows[1]


SAYINGS = [
    *LANE,
    ("log", "5:10-6:40", "--", "--note"),
    ("log", "10m", "--overlap", "a", "b", "--on=today"),
    ("log", "10m", "--note", "--json"),
    ("log", "10m", "--note="),
    ("log", "10m", "--on", "-1d", "--at", "5:00"),
    ("log", "10m", "--on", "yesterday", "--on", "today"),
    ("log", "soon"),
    ("log", ""),
    ("log", "10m", "-x"),
    ("log", "10m", "--note"),
    ("log", "10m", "--json=yes"),
    ("log", "-5m"),
    ("start", ""),
    ("start",),
    ("stop", "now"),
    ("status", "--at", "5:00"),
    ("today", "tomorrow"),
    ("--db", "other.db", "status"),
    ("--db=other.db", "status"),
    ("--db",),
    ("--db", "other.db"),
    ("log", "--help"),
]


@pytest.mark.parametrize("words", SAYINGS, ids=" ".join)
def test_every_command_line_is_answered_the_same_on_both_lanes(
    shell: Shell, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shell.folder)
    before = shell.file.read_bytes()
    first = shell(*words)
    shell.file.write_bytes(before)
    without_express: Callable[..., None] = lambda *_: None  # noqa: E731
    monkeypatch.setattr(express, "run", without_express)
    assert shell(*words) == first
