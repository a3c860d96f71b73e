"""How fast the full screen feels, in a real terminal: `python -m tests.benchmarks.felt [--sessions 100000]`.

Each key is pressed on a quiet screen. Its answer is measured to the first thing drawn and to the last before
the screen is quiet again, against an empty Textual app whose key changes one line. A second run of the same
keys asks the app itself how long anything held its event loop. Between them nothing is pressed, and the
processor time of half a minute is read, with a running clock and without.
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
QUIET_SECONDS = 0.4
"""A screen that was silent for so long has answered."""

IDLE_SECONDS = 30
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
        while self._drawn(QUIET_SECONDS if first else 5.0):
            last = perf_counter() - began
            first = first or last
            if last > 5:
                break
        return first, last

    def settle(self, seconds: float = 1.0) -> None:
        """Wait until nothing was drawn for a while."""
        while self._drawn(seconds):
            pass

    def idle(self) -> float:
        """Processor seconds used in `IDLE_SECONDS` of being left alone, as a share."""
        before, began = self._used(), perf_counter()
        while (left := IDLE_SECONDS - (perf_counter() - began)) > 0:
            self._drawn(left)
        return (self._used() - before) / IDLE_SECONDS

    def leave(self) -> None:
        """Quit, and read to the end."""
        os.write(self.ours, b"\x11")
        while self._drawn(10):
            pass
        self.process.wait(timeout=20)
        os.close(self.ours)

    def _drawn(self, seconds: float) -> bool:
        if not select.select([self.ours], [], [], seconds)[0]:
            return False
        try:
            return bool(os.read(self.ours, 1 << 16))
        except OSError:
            return False

    def _used(self) -> float:
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
    parser.add_argument("--presses", type=int, default=40)
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
    python, habit_tui = str(program / "python"), str(program / "habit-tui")
    say("an empty app")
    empty = opened([python, str(HERE / "empty_app.py")], env)
    basis = [empty.press(b"c") for _ in range(presses)]
    empty_idle = empty.idle()
    empty.leave()
    app = opened([habit_tui], env)
    yield "| key to repaint | first ms | × empty app | slowest first ms | last ms |"
    yield "|---|--:|--:|--:|--:|"
    yield _row("empty app", basis, basis)
    switches: dict[str, list[tuple[float, float]]] = {}
    for name, (room, keys) in ROOMS.items():
        say(name)
        switches[f"{name}, first visit"] = [app.press(room)]
        app.settle()
        yield _row(name, [app.press(keys[number % len(keys)]) for number in range(presses)], basis)
    for number in range(presses):
        name, (room, _) = list(ROOMS.items())[number % len(ROOMS)]
        switches.setdefault(f"to {name}", []).append(app.press(room))
    for name, seconds in switches.items():
        yield _row(name, seconds, basis)
    app.press(b"1")
    idle = app.idle()
    app.press(b" ")
    app.settle(0.9)
    ticking = app.idle()
    app.press(b" ")
    app.leave()
    yield ""
    shares = f"{idle:.1%}; with a running clock: {ticking:.1%}; the empty app: {empty_idle:.1%}"
    yield f"Processor while idle: {shares}."
    yield ""
    yield from held(program, env, presses)


def held(program: Path, env: Mapping[str, str], presses: int) -> Iterator[str]:
    """What held the event loop, asked of the app itself while the same keys are pressed."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        watched = {**env, "HELD_FILE": file.name}
        app = opened([str(program / "python"), str(HERE / "held.py")], watched)
        for room, keys in ROOMS.values():
            app.press(room)
            for number in range(presses):
                app.press(keys[number % len(keys)])
        app.leave()
        steps = json.loads(Path(file.name).read_text())
    yield "| longest steps of the event loop | ms of processor | ms of the clock |"
    yield "|---|--:|--:|"
    for name, seconds, wall in steps[:12]:
        yield f"| {name} | {seconds * 1000:.0f} | {wall * 1000:.0f} |"
    over = [seconds for _, seconds, _ in steps if seconds > 0.020]
    yield f"\n{len(over)} of the {len(steps)} longest steps were over 20 ms."


def _row(name: str, seconds: Sequence[tuple[float, float]], basis: Sequence[tuple[float, float]]) -> str:
    first = median(each for each, _ in seconds)
    last = median(each for _, each in seconds)
    slowest = max(each for each, _ in seconds)
    ratio = first / median(each for each, _ in basis)
    return f"| {name} | {first * 1000:.0f} | {ratio:.1f} | {slowest * 1000:.0f} | {last * 1000:.0f} |"


if __name__ == "__main__":
    main()
