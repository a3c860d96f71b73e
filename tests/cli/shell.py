"""A shell for tests: command lines answered in this process, or by one of their own where that matters."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from habit_tui.cli import entry
from tests.factories import desk_at

ROOT = Path(__file__).parents[2]
SUNDAY_MORNING = "2026-11-22T07:30:00+01:00"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command line said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What stdout says as JSON; nothing else may be on it."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Shell:
    """A shell in Berlin on Sunday 22 November 2026 at 07:30, at a store of its own below `folder`."""

    folder: Path
    env: Mapping[str, str]
    capsys: pytest.CaptureFixture[str]

    @property
    def file(self) -> Path:
        """The store's file."""
        return Path(self.env["HABIT_TUI_DATA"], "habit.db")

    def at(self, now: str = SUNDAY_MORNING, **env: str) -> "Shell":
        """The same shell at another moment, an ISO instant, or in another environment."""
        return replace(self, env={**self.env, "HABIT_TUI_NOW": now, **env})

    def __call__(self, *words: str) -> Answer:
        """Answer a command line in this process."""
        self.capsys.readouterr()
        code = entry.run(words, self.env)
        said = self.capsys.readouterr()
        return Answer(code, said.out, said.err)

    def done(self, *words: str) -> str:
        """What a command line that must succeed prints."""
        answer = self(*words)
        assert answer.code == 0, answer
        return answer.out

    def json(self, *words: str) -> Any:
        """What a command line that must succeed prints as JSON."""
        return json.loads(self.done(*words, "--json"))

    def refused(self, *words: str) -> Answer:
        """The answer to a command line that must be refused: one line on stderr, nothing else, no change."""
        before = self.file.read_bytes()
        answer = self(*words)
        assert answer.code in (1, 2), answer
        assert answer.out == ""
        assert answer.err.startswith("habit-tui: ")
        assert answer.err.count("\n") == 1, answer.err
        assert self.file.read_bytes() == before
        return answer

    def process(self, *words: str, **given: Any) -> Answer:
        """Answer a command line in a process of its own; `given` goes to subprocess.run."""
        return process(self.env, *words, **given)


def shell_at(folder: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A shell at a store without anything in it."""
    env = {
        **desk_at(folder).env,
        "HABIT_TUI_NOW": SUNDAY_MORNING,
        "LANG": "C.UTF-8",
        "PATH": os.defpath,
        "TZ": "Europe/Berlin",
    }
    return Shell(folder, env, capsys)


def process(env: Mapping[str, str], *words: str | bytes, **given: Any) -> Answer:
    """Answer a command line in a process of its own, without a terminal."""
    options = {"capture_output": True, "stdin": subprocess.DEVNULL, "timeout": 300}
    done = subprocess.run(
        [sys.executable, "-m", "habit_tui", *words],
        env={**env, "PYTHONPATH": str(ROOT)},
        check=False,
        **{**options, **given},
    )
    return Answer(done.returncode, *((said or b"").decode() for said in (done.stdout, done.stderr)))
