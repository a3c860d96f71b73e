"""Every command in the documents does what they show."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.standins import crontab_in

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    path
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
    if "```console" in path.read_text(encoding="utf-8")
]
HOME = "/home/ada"
NOW = "2026-11-22T07:30:00+01:00"


@dataclass(frozen=True, slots=True)
class Shown:
    """A command as a document shows it, at a moment, with its output; three dots stand for anything."""

    line: int
    now: str
    command: str
    output: str


def commands(document: str) -> Iterator[Shown]:
    """The commands of a document's console blocks, in order.

    `<!-- now: 2026-11-22T07:52:00+01:00 -->` before a block sets the clock from there on.
    """
    now, inside, found = NOW, False, None
    for number, line in enumerate(document.splitlines(), 1):
        if moment := re.fullmatch(r"<!-- now: (\S+) -->", line):
            now = moment[1]
        elif line.startswith("```"):
            inside = line == "```console"
            if found:
                yield found
            found = None
        elif inside and line.startswith("$ "):
            if found:
                yield found
            found = Shown(number, now, line[2:], "")
        elif inside and found:
            found = Shown(found.line, found.now, found.command, f"{found.output}{line}\n")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_does_what_is_shown(
    document: Path, tmp_path: Path, forks: subprocess.Popen[str]
) -> None:
    env = environment(tmp_path)
    shown = list(commands(document.read_text(encoding="utf-8")))
    assert shown
    for each in shown:
        code, said = answer(forks, each.command, tmp_path, {**env, "HABIT_TUI_NOW": each.now})
        said = said.replace(str(tmp_path), HOME)
        where = f"{document.name}, line {each.line}: {each.command}"
        codes = (1, 2) if each.output.startswith("habit-tui: ") else (0,)
        assert code in codes, f"{where}\n{said}"
        if each.output:
            wanted = re.escape(each.output).replace(re.escape("..."), ".*")
            assert re.fullmatch(wanted, said, re.DOTALL), f"{where}\nshown:\n{each.output}\nsaid:\n{said}"


@pytest.fixture(scope="module")
def forks() -> Iterator[subprocess.Popen[str]]:
    """The program, loaded once for all command lines that need no shell."""
    command = [sys.executable, "-m", "tests.docs.forks"]
    env, pipe = {"LANG": "C.UTF-8", "PATH": os.defpath}, subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=env, stdin=pipe, stdout=pipe, encoding="utf-8") as server:
        yield server


def answer(forks: subprocess.Popen[str], command: str, home: Path, env: Mapping[str, str]) -> tuple[int, str]:
    """The exit code of a command line and what it said; what a shell reads in its own way goes to bash."""
    words = shlex.split(command)
    if words[0] == "habit-tui" and not set(command) & set("|&;<>()$`\\*?[]{}~!#"):
        assert forks.stdin is not None
        assert forks.stdout is not None
        asked = {"cwd": str(home), "env": env, "words": words[1:]}
        print(json.dumps(asked), file=forks.stdin, flush=True)
        answered = json.loads(forks.stdout.readline())
        return answered["code"], answered["said"]
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=home,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def environment(home: Path) -> dict[str, str]:
    """A newcomer's environment, with `habit-tui` and a crontab of its own on its path."""
    program = home / "bin" / "habit-tui"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m habit_tui "$@"\n')
    program.chmod(0o755)
    crontab_in(program.parent)
    return {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PATH": f"{program.parent}:{os.defpath}",
        "PYTHONPATH": str(ROOT),
        "TZ": "Europe/Berlin",
    }
