"""How fast the full screen feels, in a real terminal: `python -m tests.benchmarks.felt [--sessions 100000]`.

Each key is pressed on a quiet screen. Its answer is measured to the first thing drawn and to the last before
the screen is quiet again, against an empty Textual app whose key changes one line. Meanwhile the app itself
notes how long each step held its event loop, and so does a Textual app that draws as much and has nothing
behind it. At the end nothing is pressed, and the processor time is read, with a running clock and without.
"""

import argparse
import fcntl
import json
import os
import select
import struct
import subprocess
import tempfile
import termios
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.benchmarks.measure import NOW, fill, say
from tests.wheel.install import built, installed

HERE = Path(__file__).parent
QUIET_SECONDS = 0.25
"""A screen that was silent for so long has answered."""

LONGEST_SECONDS = 10
IDLE_SECONDS = 20
ROOMS = {
    "Today": (b"1", (b"j", b"k")),
    "Calendar": (b"2", (b"j", b"k", b"\x1b[C", b"\x1b[D")),
    "Blog": (b"3", (b"j", b"k")),
    "Path": (b"4", (b"j", b"k")),
    "Review": (b"5", (b"[", b"]")),
}
"""The key of each room, and keys that repaint something in it."""


@dataclass(slots=True)
class Terminal:
    """A program in a pty of 120x36."""

    process: subprocess.Popen[bytes]
    ours: int

    def press(self, key: bytes) -> tuple[float, float]:
        """Seconds from a key to the first and to the last thing drawn; the clock's own tick is part of it."""
        began = perf_counter()
        os.write(self.ours, key)
        first = last = 0.0
        while self.drawn(QUIET_SECONDS if first else LONGEST_SECONDS):
            last = perf_counter() - began
            first = first or last
            if last > LONGEST_SECONDS:
                break
        return first, last

    def settle(self, seconds: float = 1.0) -> None:
        """Wait until nothing was drawn for a while; a clock that turns is not waited for."""
        until = perf_counter() + LONGEST_SECONDS
        while self.drawn(seconds) and perf_counter() < until:
            pass

    def leave(self) -> None:
        """Quit, and read to the end."""
        os.write(self.ours, b"\x11")
        self.settle(LONGEST_SECONDS)
        self.process.wait(timeout=LONGEST_SECONDS)
        os.close(self.ours)

    def drawn(self, seconds: float) -> bool:
        """Whether something is drawn within some seconds; it is read."""
        if not select.select([self.ours], [], [], seconds)[0]:
            return False
        try:
            return bool(os.read(self.ours, 1 << 16))
        except OSError:
            return False

    def used(self) -> float:
        """Processor seconds used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def opened(command: Sequence[str], env: Mapping[str, str]) -> Terminal:
    """A program that has drawn itself and is quiet."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    process = subprocess.Popen(
        command, env=env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    terminal = Terminal(process, ours)
    terminal.settle(2)
    return terminal


def main() -> None:
    """Install, fill, press, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sessions", type=int, default=100_000)
    parser.add_argument("--presses", type=int, default=30)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="habit-tui-felt-") as folder:
        place = Path(folder)
        say("installing")
        program = installed(place / "venv", str(built(place / "dist")))
        env = {
            "HOME": folder,
            "LANG": "C.UTF-8",
            "PATH": "/usr/bin:/bin",
            "TERM": "xterm-256color",
            "TZ": "Europe/Berlin",
            "HABIT_TUI_NOW": NOW.isoformat(),
            "HABIT_TUI_DATA": folder,
            "HABIT_TUI_CONFIG": folder,
        }
        say(f"filling a record of {chosen.sessions} sessions")
        fill(place, program, chosen.sessions, env)
        subprocess.run(
            [str(program / "habit-tui"), "post", "new", "--title", "A draft"], env=env, check=True, stdout=2
        )
        # The clock goes on from here, so that a running session's one turns.
        env["HABIT_TUI_NOW"] += "+"
        print("\n".join(report(program, env, chosen.presses)))


def report(program: Path, env: Mapping[str, str], presses: int) -> Iterator[str]:
    """The tables."""
    python = str(program / "python")
    say("an empty app")
    empty = opened([python, str(HERE / "empty_app.py")], env)
    basis = [empty.press(b"c") for _ in range(presses)]
    yield "| key to repaint | first ms | × empty app | slowest first ms | last ms |"
    yield "|---|--:|--:|--:|--:|"
    yield _row("empty app", basis, basis)
    with tempfile.TemporaryDirectory() as folder:
        files = {each: Path(folder, each) for each in ("plain", "ours")}
        plain = opened([python, str(HERE / "held.py"), "plain"], {**env, "HELD_FILE": str(files["plain"])})
        say("a plain app")
        yield _row("plain app", [plain.press(b"j") for _ in range(presses)], basis)
        plain.settle()
        yield _row("plain app, first visit", [plain.press(b"2")], basis)
        plain.settle()
        yield _row("to a plain screen", [plain.press(b"12"[at % 2 :][:1]) for at in range(presses)], basis)
        plain.leave()
        app = opened([python, str(HERE / "held.py")], {**env, "HELD_FILE": str(files["ours"])})
        yield from rooms(app, basis, presses)
        say("idle")
        app.press(b"1")
        shares = idle(empty, app)
        app.press(b" ")
        app.settle(0.9)
        shares += idle(app)
        app.press(b" ")
        app.leave()
        empty.leave()
        yield ""
        said = "the empty app: {:.1%}; this one: {:.1%}; with a running clock: {:.1%}".format(*shares)
        yield f"Processor while idle: {said}."
        yield ""
        yield from held(files)


def rooms(app: Terminal, basis: Sequence[tuple[float, float]], presses: int) -> Iterator[str]:
    """Keys in every room, and the ways between the rooms."""
    switches: dict[str, list[tuple[float, float]]] = {}
    for name, (room, keys) in ROOMS.items():
        say(name)
        switches[f"{name}, first visit"] = [app.press(room)]
        app.settle()
        yield _row(name, [app.press(keys[number % len(keys)]) for number in range(presses)], basis)
    for number in range(presses):
        name, (room, _) = list(ROOMS.items())[number % len(ROOMS)]
        switches.setdefault(f"to {name}", []).append(app.press(room))
    # The app opens in Today.
    del switches["Today, first visit"]
    for name, seconds in switches.items():
        yield _row(name, seconds, basis)


def idle(*left_alone: Terminal) -> list[float]:
    """Processor seconds that programs use in `IDLE_SECONDS` of being left alone, as shares."""
    before, until = [each.used() for each in left_alone], perf_counter() + IDLE_SECONDS
    while (left := until - perf_counter()) > 0:
        for each in select.select([each.ours for each in left_alone], [], [], left)[0]:
            os.read(each, 1 << 16)
    return [(each.used() - used) / IDLE_SECONDS for each, used in zip(left_alone, before, strict=True)]


def held(files: Mapping[str, Path]) -> Iterator[str]:
    """What held the event loops: the longest steps of this app, and beside them those of the plain one."""
    steps = {name: json.loads(file.read_text()) for name, file in files.items()}
    yield "| longest steps of the event loop | ms of processor | ms of the clock | plain app | ms |"
    yield "|---|--:|--:|---|--:|"
    for (name, used, wall), (other, same, _) in zip(steps["ours"][:12], steps["plain"], strict=False):
        yield f"| {name} | {used * 1000:.0f} | {wall * 1000:.0f} | {other} | {same * 1000:.0f} |"
    over = {name: sum(seconds > 0.020 for _, seconds, _ in each) for name, each in steps.items()}
    yield ""
    yield f"Over 20 ms were {over['ours']} steps, and {over['plain']} of the plain app with its two screens."


def _row(name: str, seconds: Sequence[tuple[float, float]], basis: Sequence[tuple[float, float]]) -> str:
    first = median(each for each, _ in seconds)
    last = median(each for _, each in seconds)
    slowest = max(each for each, _ in seconds)
    ratio = first / median(each for each, _ in basis)
    return f"| {name} | {first * 1000:.0f} | {ratio:.1f} | {slowest * 1000:.0f} | {last * 1000:.0f} |"


if __name__ == "__main__":
    main()
