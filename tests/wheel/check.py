"""Build the wheel, install it into an empty environment and use it: `python -m tests.wheel.check`.

A data file or a dependency that the wheel forgets shows here and nowhere else: the tests run in a checkout,
beside everything that developers have installed.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.terminal import shown
from tests.wheel.install import built, installed


def main() -> None:
    """Go through the steps; the first that fails ends the process with exit code 1 and says why."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # it is a text file here
    with tempfile.TemporaryDirectory(prefix="habit-tui-wheel-") as folder:
        place = Path(folder)
        (place / "elsewhere").mkdir()
        print("building the wheel")
        wheel = built(place / "dist")
        print(f"installing {wheel.name} and what it needs, nothing else")
        program = installed(place / "venv", str(wheel))
        os.chdir(place / "elsewhere")
        use(program, environment(place))
    print("the wheel works")


def environment(place: Path) -> dict[str, str]:
    """The environment of somebody who has just sat down: a home of their own and a terminal."""
    return {
        "HOME": str(place),
        "HABIT_TUI_DATA": str(place / "data"),
        "HABIT_TUI_CONFIG": str(place / "config"),
        "HABIT_TUI_NOW": "2026-11-22T06:10:00+01:00",
        "LANG": "C.UTF-8",
        "PATH": "/usr/bin:/bin",
        "TERM": "xterm-256color",
        "TZ": "Africa/Casablanca",
    }


def use(program: Path, env: Mapping[str, str]) -> None:
    """A first morning with the installed program."""
    habit_tui = str(program / "habit-tui")
    answer([habit_tui, "--help"], env, expecting="Daily study habits")
    answer([habit_tui, "init", "--starter", "five-to-eight"], env, expecting="A path")
    answer([habit_tui, "log", "45m", "hands-on", "ml", "chapter", "2"], env, expecting="Logged 45 min")
    today = json.loads(answer([habit_tui, "today", "--json"], env, expecting="hands-on ml chapter 2"))
    if today["day"]["minutes"] != 45 or not today["plan"]:
        sys.exit(f"today does not show the starter's plan and the session: {today}")
    answer([habit_tui, "undo"], env, expecting="Undid")
    answer([str(program / "python"), "-m", "habit_tui", "--version"], env, expecting="habit-tui")
    for installed_too in ("man/man1/habit-tui.1", "bash-completion/completions/habit-tui"):
        if not (program.parent / "share" / installed_too).is_file():
            sys.exit(f"the wheel installs no {installed_too}")
    print("+ habit-tui, in a terminal of 120 columns and 36 lines")
    try:
        screen = shown([habit_tui], env, ["Today", "Plan", "05:00"])
    except TimeoutError as error:
        sys.exit(f"the full screen: {error}")
    if screen.code != 0:
        sys.exit(f"the full screen ended with {screen.code}:\n{screen.text}")


def answer(command: Sequence[str], env: Mapping[str, str], expecting: str) -> str:
    """What a command prints; the process ends here unless it exits with 0 and says what is expected."""
    print(f"+ {Path(command[0]).name} {' '.join(command[1:])}")
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode or expecting not in done.stdout:
        sys.exit(f"exit code {done.returncode}, “{expecting}” expected in:\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
