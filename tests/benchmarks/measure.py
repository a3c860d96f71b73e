"""What commands and the first frame cost, in one interleaved run: `python -m tests.benchmarks.measure`.

The wheel is built and installed into an environment of its own, because a checkout and an editable install
start more slowly. Every round runs every command once at every size of the record, so that a busy moment of
the machine falls on all of them. The ratios are those of the medians; the least is what the machine can do.
"""

import argparse
import csv
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.benchmarks import by_hand
from tests.terminal import shown
from tests.wheel.install import built, installed

HERE = Path(__file__).parent
SIZES = (0, 10_000, 100_000)
NOW = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)
YEARS = 10
FRAME = ["Plan", "This week", "reading the measured book", "strength"]
"""What is on the first full frame of Today: the plan, the week, a session of today, the standing."""

OURS = ("`log`", "`status`", "`remind`", "`--help`")
OTHERS = {
    "`python -c pass`": (*OURS, "by hand"),
    "by hand": OURS,
    "`watson add`": ("`log`",),
    "`watson status`": ("`status`",),
    "empty app": ("first frame",),
}
"""What is compared with what."""


@dataclass(slots=True)
class Measured:
    """One command at one size: the seconds of every round, and what its ratios are taken against."""

    name: str
    sessions: int
    command: Sequence[str]
    env: Mapping[str, str]
    awaited: Sequence[str] = ()
    seconds: list[float] = field(default_factory=list)

    def run(self, round_number: int) -> None:
        """Run it once; every round is a minute later, so that what is logged never overlaps."""
        now = (NOW + timedelta(minutes=round_number)).isoformat()
        env = {**self.env, "HABIT_TUI_NOW": now}
        if self.awaited:
            self.seconds.append(shown(self.command, env, self.awaited).seconds)
            return
        began = perf_counter()
        done = subprocess.run(self.command, env=env, capture_output=True, check=False)
        self.seconds.append(perf_counter() - began)
        if done.returncode:
            sys.exit(f"{' '.join(self.command)} ended with {done.returncode}:\n{done.stderr.decode()}")


def main() -> None:
    """Install, fill, run, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--with-watson", action="store_true", help="install td-watson and measure it too")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="habit-tui-benchmark-") as folder:
        place = Path(folder)
        packages = ["td-watson"] if chosen.with_watson else []
        say("installing")
        program = installed(place / "venv", str(built(place / "dist")), *packages)
        sizes = [list(prepared(place, program, size, chosen.with_watson)) for size in sorted(chosen.sizes)]
        # What is compared stands side by side in a round: first every size of one command.
        commands = [each for same in zip(*sizes, strict=True) for each in same]
        for number in range(-1, chosen.rounds):
            say(f"round {number + 1} of {chosen.rounds}")
            for each in commands:
                each.run(number + 1)
    for each in commands:
        # The first run read everything from the disk.
        del each.seconds[0]
    print("\n".join(table(commands)))


def prepared(place: Path, program: Path, size: int, with_watson: bool) -> Iterator[Measured]:
    """What is measured at a record of that many sessions."""
    home = place / str(size)
    home.mkdir()
    env = {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PATH": "/usr/bin:/bin",
        "TERM": "xterm-256color",
        "TZ": "Europe/Berlin",
        "WATSON_DIR": str(home / "watson"),
        "XDG_DATA_HOME": str(home),
        "HABIT_TUI_NOW": NOW.isoformat(),
        "HABIT_TUI_DATA": str(home),
        "HABIT_TUI_CONFIG": str(home),
    }
    say(f"filling a record of {size} sessions")
    fill(home, program, size, env)
    python, habit_tui = str(program / "python"), str(program / "habit-tui")
    commands = {
        "`python -c pass`": [python, "-c", "pass"],
        "by hand": [python, str(HERE / "by_hand.py"), "1m", "reading"],
        "`log`": [habit_tui, "log", "1m", "reading"],
        "`status`": [habit_tui, "status"],
        "`remind`": [habit_tui, "remind"],
        "`--help`": [habit_tui, "--help"],
    }
    if with_watson:
        fill_watson(home / "watson", size)
        span = ["--from", "2026-11-22 05:00", "--to", "2026-11-22 05:01"]
        commands["`watson add`"] = [str(program / "watson"), "add", *span, "reading"]
        commands["`watson status`"] = [str(program / "watson"), "status"]
    for name, command in commands.items():
        yield Measured(name, size, command, env)
    yield Measured("empty app", size, [python, str(HERE / "empty_app.py")], env, ["An empty app"])
    yield Measured("first frame", size, [habit_tui], env, FRAME)


def fill(home: Path, program: Path, size: int, env: Mapping[str, str]) -> None:
    """A starter, that many sessions over ten years, one of this morning, and the same by hand."""
    rows = home / "rows.csv"
    with rows.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("start", "minutes", "zone", "what", "kind", "note"))
        for number, start in enumerate(starts(size)):
            writer.writerow((start.isoformat(), 15, "Europe/Berlin", f"topic {number % 40}", "study", ""))
    habit_tui = str(program / "habit-tui")
    for words in (
        ("init", "--starter", "five-to-eight"),
        ("import", "csv", str(rows)),
        ("log", "4:30-5:00", "reading the measured book"),
    ):
        subprocess.run([habit_tui, *words], env=env, check=True, capture_output=True)
    (home / "by-hand").mkdir()
    connection = sqlite3.connect(home / "by-hand" / "by-hand.db")
    with connection:
        connection.execute(by_hand.TABLE)
        rows_by_hand = (hand_row(number, start) for number, start in enumerate(starts(size)))
        connection.executemany(by_hand.INSERT, rows_by_hand)
    connection.close()


def starts(size: int) -> Iterator[datetime]:
    """That many starts, a quarter of an hour apart, evenly over the mornings of ten years before today."""
    days = 365 * YEARS
    for day in range(days):
        first = NOW.replace(hour=4, minute=0) - timedelta(days=days - day)
        for place in range(size * (day + 1) // days - size * day // days):
            yield first + timedelta(minutes=15 * place)


def hand_row(number: int, start: datetime) -> tuple[object, ...]:
    """A session as the script by hand keeps it."""
    end = start + timedelta(minutes=15)
    day = start.date().isoformat()
    return (
        f"{number:032x}",
        start.isoformat(),
        end.isoformat(),
        "Europe/Berlin",
        day,
        15,
        f"topic {number % 40}",
    )


def fill_watson(folder: Path, size: int) -> None:
    """Watson's file with the same sessions."""
    folder.mkdir()
    frames = [
        [
            int(start.timestamp()),
            int(start.timestamp()) + 900,
            f"topic {number % 40}",
            f"{number:032x}",
            [],
            0,
        ]
        for number, start in enumerate(starts(size))
    ]
    (folder / "frames").write_text(json.dumps(frames), encoding="utf-8")


def table(commands: Sequence[Measured]) -> Iterator[str]:
    """The medians as a Markdown table, with ratios to others at the same size and to itself at the least."""
    at = {(each.name, each.sessions): median(each.seconds) for each in commands}
    least = {(each.name, each.sessions): min(each.seconds) for each in commands}
    names = list(dict.fromkeys(each.name for each in commands))
    sizes = sorted({each.sessions for each in commands})
    against = " | ".join(f"× {other}" for other in OTHERS)
    yield f"| what | sessions | ms | least | {against} | × at {sizes[0]} |"
    yield f"|---|--:|--:|--:|{'--:|' * len(OTHERS)}--:|"
    for name in names:
        for size in sizes:
            seconds = at[name, size]
            cells = [f"{seconds * 1000:.1f}", f"{least[name, size] * 1000:.1f}"]
            for other, compared in OTHERS.items():
                fits = (other, size) in at and name in compared
                cells.append(f"{seconds / at[other, size]:.2f}" if fits else "")
            yield f"| {name} | {size:,} | {' | '.join(cells)} | {seconds / at[name, sizes[0]]:.2f} |"


def say(text: str) -> None:
    """Tell how far it is, beside the table."""
    print(f"\r\x1b[K{text}", end="" if sys.stderr.isatty() else "\n", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
