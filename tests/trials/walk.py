"""Every key on every screen in a real terminal, through resizes and signals; all of it must be given back."""

import fcntl
import os
import random
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from habit_tui.cli import replay as lives
from habit_tui.exchange import replay as exchange
from habit_tui.system import log, paths
from habit_tui.tui import keys

ROOT = Path(__file__).parents[2]
QUIET_SECONDS = 0.06
LIMIT = 60.0
MODES = {
    "the alternate screen": 1049,
    "mouse clicks": 1000,
    "mouse moves": 1003,
    "mouse coordinates": 1006,
    "bracketed paste": 2004,
    "focus reports": 1004,
}
"""What a full screen switches on, by the number of its private mode; it must all be off at the end."""

SENT: Mapping[str, bytes] = {
    "backspace": b"\x7f",
    "comma": b",",
    "delete": b"\x1b[3~",
    "down": b"\x1b[B",
    "end": b"\x1b[F",
    "enter": b"\r",
    # The keyboard protocol that Textual asks for; a bare escape would wait for what follows it.
    "escape": b"\x1b[27u",
    "f1": b"\x1bOP",
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f4": b"\x1bOS",
    "f5": b"\x1b[15~",
    "home": b"\x1b[H",
    "left": b"\x1b[D",
    "left_square_bracket": b"[",
    "pagedown": b"\x1b[6~",
    "pageup": b"\x1b[5~",
    "question_mark": b"?",
    "right": b"\x1b[C",
    "right_square_bracket": b"]",
    "shift+down": b"\x1b[1;2B",
    "shift+left": b"\x1b[1;2D",
    "shift+right": b"\x1b[1;2C",
    "shift+tab": b"\x1b[Z",
    "shift+up": b"\x1b[1;2A",
    "slash": b"/",
    "space": b" ",
    "super+c": b"\x1b[99;9u",
    "tab": b"\t",
    "up": b"\x1b[A",
}

ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.)")

SCREENS: Mapping[str, Sequence[str]] = {
    "today": ("f1",),
    "today, sessions": ("f1", "tab"),
    "calendar": ("f2",),
    "calendar, day": ("f2", "tab"),
    "calendar, leaves": ("f2", "tab", "tab"),
    "blog": ("f3",),
    "blog, posts": ("f3", "tab"),
    "blog, text": ("f3", "tab", "tab"),
    "path": ("f4",),
    "review": ("f5",),
    "settings": ("f1", "comma"),
    "focus": ("f1", "f"),
    "starters": ("f1", "i"),
    "help": ("f1", "question_mark"),
    "palette": ("f1", "ctrl+p"),
    "log": ("f1", "l"),
    "add to the plan": ("f1", "a"),
    "leave": ("f2", "m"),
    "why": ("f2", "w"),
    "write": ("f3", "a"),
    "editor": ("f3", "tab", "E"),
    "share": ("f3", "tab", "c"),
    "changes": ("f4", "w"),
    "resource": ("f4", "e"),
    "new path": ("f4", "n"),
    "assessment": ("f5", "a"),
}
"""The ways to every screen from any room."""

OUT = ("escape", "escape", "d", "escape")
"""Back to the room, from a dialog over a dialog and from unsaved words too."""

LEAVING = ("q", "ctrl+q")


@dataclass(slots=True)
class Terminal:
    """A full screen in a pty; `written` is all that it wrote."""

    process: subprocess.Popen[bytes]
    ours: int
    theirs: int
    before: list[object]
    written: bytearray = field(default_factory=bytearray)

    def press(self, *names: str) -> None:
        """Press keys by Textual's names, and wait until the screen is quiet."""
        os.write(self.ours, b"".join(map(sent, names)))
        self.settle()

    def settle(self, quiet: float = QUIET_SECONDS) -> None:
        """Read until nothing comes any more; a clock that turns does not keep it."""
        until = monotonic() + 3
        while monotonic() < until and self._read(quiet):
            pass

    def wait_for(self, text: str) -> None:
        """Read until a text was newly written; raises TimeoutError."""
        seen, until = len(self.written), monotonic() + LIMIT
        while text not in plain(bytes(self.written[seen:])):
            if monotonic() > until:
                raise TimeoutError(f"{text!r} did not appear: {plain(bytes(self.written[seen:]))[-2000:]}")
            self._read(0.5)

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self.ours, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.process.send_signal(signal.SIGWINCH)

    def end(self) -> int:
        """Read until the program has ended; its code. Raises TimeoutError when it does not."""
        until = monotonic() + LIMIT
        while self.process.poll() is None:
            if monotonic() > until:
                raise TimeoutError(f"it did not end: {plain(bytes(self.written))[-2000:]}")
            self._read(0.1)
        while self._read(0):
            pass
        return self.process.returncode

    def left_on(self) -> Iterator[str]:
        """What of the terminal is not as the program found it."""
        for name, number in MODES.items():
            if is_on(bytes(self.written), number):
                yield f"{name} left on"
        if bytes(self.written).rfind(b"\x1b[?25l") > bytes(self.written).rfind(b"\x1b[?25h"):
            yield "the cursor is hidden"
        if len(re.findall(rb"\x1b\[>\d+u", self.written)) > self.written.count(b"\x1b[<u"):
            yield "the keyboard protocol left on"
        if termios.tcgetattr(self.theirs)[:4] != self.before[:4]:
            yield "the line discipline is not as it was"

    def _read(self, seconds: float) -> bool:
        if not select.select([self.ours], [], [], seconds)[0]:
            return False
        self.written += os.read(self.ours, 1 << 16)
        return True


@contextmanager
def opened(env: Mapping[str, str], columns: int = 120, lines: int = 36) -> Iterator[Terminal]:
    """The full screen once it shows its tabs; whatever happens, it is gone at the end."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    before = termios.tcgetattr(theirs)
    process = subprocess.Popen(
        [sys.executable, "-m", "habit_tui"],
        env=env,
        cwd=env["HOME"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    terminal = Terminal(process, ours, theirs, before)
    try:
        terminal.wait_for("Today")
        terminal.settle(0.5)
        yield terminal
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        os.close(ours)
        os.close(theirs)


def record(folder: Path, *, lived: bool) -> dict[str, str]:
    """The environment of a lived-in year, or of an empty store. Programs are found by neither."""
    folder.mkdir(parents=True, exist_ok=True)
    env = {
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PATH": os.devnull,
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TZ": "Europe/Berlin",
        "HABIT_TUI_DATA": str(folder / "data"),
        "HABIT_TUI_CONFIG": str(folder / "config"),
        "HABIT_TUI_NOW": "2026-11-22T05:42:00Z+",
    }
    if lived:
        replay = exchange.load("five-to-eight")
        opening = lives.opening(replay)
        lives.live(replay, env, opening)
        env["TZ"], env["HABIT_TUI_NOW"] = replay.zone, f"{opening.isoformat()}+"
    return env


def walk(env: Mapping[str, str], screens: Mapping[str, Sequence[str]], times: int = 1) -> tuple[str, ...]:
    """Press every bound key on these screens, opening the app anew when a key has closed it; the faults."""
    faults: list[str] = []
    waiting = [(name, key) for _ in range(times) for name in screens for key in bound()]
    while waiting and len(faults) < 5:
        with opened(env) as terminal:
            while waiting:
                name, key = waiting.pop(0)
                terminal.press(*screens[name])
                terminal.press(key)
                if terminal.process.poll() is not None or key in LEAVING:
                    # Where it was typed or pressed over a dialog, it closes nothing.
                    _leave(terminal)
                    faults += (f"{key} on {name}: {fault}" for fault in _faults(terminal, env))
                    break
                terminal.press(*OUT)
                if said := _complaint(terminal, env) or _ended(terminal):
                    faults.append(f"{key} on {name}: {said}")
                    break
            else:
                _leave(terminal)
                faults += (f"at the end: {fault}" for fault in _faults(terminal, env))
    return tuple(faults)


def hurry(env: Mapping[str, str], seed: int, presses: int) -> tuple[str, ...]:
    """Press keys in bursts without waiting, in random order on random screens; the faults."""
    dice = random.Random(seed)
    every = [key for key in bound() if key not in LEAVING]
    with opened(env) as terminal:
        for _ in range(presses // 20):
            burst = [*dice.choice([*SCREENS.values()]), *dice.choices(every, k=20), *OUT]
            terminal.press(*burst)
        _leave(terminal)
        return tuple(f"in a hurry, seed {seed}: {fault}" for fault in _faults(terminal, env))


def storm(env: Mapping[str, str], seed: int, sizes: int) -> tuple[str, ...]:
    """Give the terminal random sizes from 1x1 to 300x100 on one screen after another; the faults."""
    dice = random.Random(seed)
    ways = [*SCREENS.values()]
    with opened(env) as terminal:
        for number in range(sizes):
            if number % 8 == 0:
                terminal.press(*OUT, *ways[number // 8 % len(ways)])
            terminal.resize(
                *dice.choice(((1, 1), (300, 100), (dice.randint(1, 300), dice.randint(1, 100)), (80, 24)))
            )
            if dice.random() < 0.5:
                terminal.settle(0.02)
        terminal.resize(120, 36)
        _leave(terminal)
        return tuple(f"in a storm, seed {seed}: {fault}" for fault in _faults(terminal, env))


def told_to_end(env: Mapping[str, str], number: signal.Signals, way: Sequence[str] = ()) -> tuple[str, ...]:
    """Send a signal that ends a program, on some screen; the faults."""
    with opened(env) as terminal:
        terminal.press(*way)
        terminal.process.send_signal(number)
        code = terminal.end()
        wrong = [] if code == 128 + number else [f"it ended with {code}"]
        return tuple(f"{number.name}: {fault}" for fault in (*wrong, *_faults(terminal, env, code)))


def stopped(env: Mapping[str, str]) -> tuple[str, ...]:
    """Put it aside as ^Z does, look at the terminal, take it up again, and leave; the faults."""
    with opened(env) as terminal:
        terminal.press("escape")
        terminal.process.send_signal(signal.SIGTSTP)
        until = monotonic() + LIMIT
        while _state(terminal.process.pid) != "T" and monotonic() < until:
            terminal._read(0.05)
        terminal.settle()
        faults = [f"stopped: {fault}" for fault in terminal.left_on()]
        if _state(terminal.process.pid) != "T":
            faults.append("it was not stopped")
        terminal.process.send_signal(signal.SIGCONT)
        # All of it is drawn again, not only what changes by itself.
        terminal.wait_for("Calendar")
        if not is_on(bytes(terminal.written), MODES["the alternate screen"]):
            faults.append("continued: the alternate screen is off")
        terminal.press("f2")
        _leave(terminal)
        return (*faults, *(f"continued: {fault}" for fault in _faults(terminal, env)))


def bound() -> list[str]:
    """Every key that does something somewhere, once; those that leave come last."""
    found = {each: None for _, group in keys.GROUPS for key in group for each in key.keys.split(",")}
    return sorted(found, key=lambda each: each in LEAVING)


def sent(name: str) -> bytes:
    """What a terminal sends for a key."""
    if name in SENT:
        return SENT[name]
    if name.startswith("ctrl+"):
        return bytes([ord(name[-1]) & 31])
    if len(name) != 1:
        raise ValueError(f"nobody has told what a terminal sends for {name}")
    return name.encode()


def is_on(written: bytes, number: int) -> bool:
    """Whether a private mode was switched on after it was switched off last."""
    return written.rfind(b"\x1b[?%dh" % number) > written.rfind(b"\x1b[?%dl" % number)


def plain(written: bytes) -> str:
    """What can be read in what a program wrote."""
    return ESCAPES.sub("", written.decode(errors="replace"))


def copied(env: Mapping[str, str], folder: Path) -> dict[str, str]:
    """The same record in a folder of its own."""
    shutil.copytree(env["HOME"], folder)
    return {name: value.replace(env["HOME"], str(folder)) for name, value in env.items()}


def _leave(terminal: Terminal) -> None:
    """Close whatever is open, and quit; words that are not saved are given up."""
    for _ in range(10):
        # What was pressed in a hurry may still be under way, and words may be asked about.
        terminal.press(*OUT, "ctrl+q")
        terminal.settle(1)
        if terminal.process.poll() is not None:
            break
        terminal.press("d")
    terminal.end()


def _faults(terminal: Terminal, env: Mapping[str, str], code: int = 0) -> Iterator[str]:
    """What is wrong once the program has ended."""
    if terminal.process.returncode != code:
        yield f"it ended with {terminal.process.returncode}"
    if said := _complaint(terminal, env):
        yield said
    yield from terminal.left_on()


def _complaint(terminal: Terminal, env: Mapping[str, str]) -> str:
    """A traceback on the terminal or in the log, which is taken away."""
    file = Path(paths.store_file(env, None)).with_name(log.NAME)
    if file.exists():
        said = file.read_text()
        file.unlink()
        return said
    said = plain(bytes(terminal.written))
    if "Traceback (most recent" in said:
        return said[said.rindex("Traceback (most recent") :]
    return ""


def _ended(terminal: Terminal) -> str:
    code = terminal.process.poll()
    return "" if code is None else f"it has ended by itself with {code}"


def _state(pid: int) -> str:
    """The letter of a process's state: "T" for stopped."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
