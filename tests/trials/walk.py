"""Every key on every screen in a real terminal, through resizes and signals; all of it must be given back."""

import asyncio
import fcntl
import os
import random
import re
import select
import shlex
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from habit_tui.cli import replay as lives
from habit_tui.exchange import replay as exchange
from habit_tui.system import clock, log, paths
from habit_tui.tui import keys
from tests.standins import DEBIAN, crontab_in
from tests.tui.places import BACK, MEDDLE, PREPARED, Found, Place, meddle, survey

ROOT = Path(__file__).parents[2]
QUIET_SECONDS = 0.06
LIMIT = 300.0
ARRIVAL = 20.0
DRAWN = 2000
"""Bytes that no screen of 120 by 36 is drawn with fewer."""
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
    "dollar_sign": b"$",
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

LEAVING = ("q", "ctrl+q")
LATE = ("enter", "ctrl+s", "d", "D", "F", "delete", "X", "tab", "shift+tab")
"""What may take away the ground from under the keys after it."""


@dataclass(slots=True)
class Walked:
    """Keys pressed, and what was not as it should be."""

    presses: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Terminal:
    """A full screen in a pty; `written` is all that it wrote."""

    process: subprocess.Popen[bytes]
    env: Mapping[str, str]
    ours: int
    theirs: int
    before: list[object]
    written: bytearray = field(default_factory=bytearray)

    def press(self, *names: str) -> None:
        """Press keys by Textual's names, and wait until the screen is quiet."""
        os.write(self.ours, b"".join(map(sent, names)))
        self.settle()

    def go(self, way: str) -> None:
        """Press the keys of a way; the other program meddles when the keys before it were heard."""
        before, _, after = way.partition(MEDDLE)
        self.press(*before.split())
        if after:
            meddle(self.env)
            self.press(*after.split())

    def go_slowly(self, way: str) -> None:
        """Press the keys of a way, each when what the one before asked for has been read from the store."""
        for key in way.split():
            if key == MEDDLE:
                meddle(self.env)
            else:
                self.press(key)
            self.settle(0.5)

    def settle(self, quiet: float = QUIET_SECONDS) -> None:
        """Read until nothing comes any more; a clock that turns does not keep it."""
        until = monotonic() + 3
        while monotonic() < until and self._read(quiet):
            pass

    def wait_for(self, text: str, seen: int | None = None, limit: float = LIMIT) -> None:
        """Read until a text was written after so many bytes, by default newly; raises TimeoutError."""
        seen, until = len(self.written) if seen is None else seen, monotonic() + limit
        while text not in plain(bytes(self.written[seen:])):
            if monotonic() > until:
                raise TimeoutError(f"{text!r} did not appear: {plain(bytes(self.written[seen:]))[-2000:]}")
            self._read(0.5)

    def arrive(self, place: Place, mark: str, *, slowly: bool) -> bool:
        """Go to a place; whether it was opened."""
        seen = len(self.written)
        (self.go_slowly if slowly else self.go)(place.way)
        with suppress(TimeoutError):
            self.wait_for(mark, seen, ARRIVAL)
            return True
        return False

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

    def off(self) -> Iterator[str]:
        """What of the terminal is not as a full screen has it."""
        return (name for name, number in MODES.items() if not is_on(bytes(self.written), number))

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
    """The full screen once it shows its tabs, nothing over them; whatever happens, it is gone at the end."""
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
    terminal = Terminal(process, env, ours, theirs, before)
    try:
        terminal.wait_for("Today")
        terminal.settle(0.5)
        terminal.press(*BACK.split())
        yield terminal
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        os.close(ours)
        os.close(theirs)


def record(folder: Path, *, lived: bool) -> dict[str, str]:
    """The environment of a lived-in year, or of an empty store. The one program found is a `crontab`."""
    crontab = crontab_in(folder / "programs")
    crontab.becomes(f"PATH={os.defpath}\n{DEBIAN}")
    env = {
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PATH": str(crontab.folder),
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
        env["TZ"] = replay.zone
        for days, words in PREPARED:
            _told(env, opening - timedelta(days=days), words)
        env["HABIT_TUI_NOW"] = f"{opening.isoformat()}+"
    return env


def walk(folder: Path, *, lived: bool, places: Sequence[Place], times: int = 1) -> Walked:
    """Press every key that is bound at these places, opening the app anew when a key has closed it.

    At first keys come in a hurry. Where a way then leads elsewhere, the app is opened anew and keys wait for
    each other's answers; where so much was changed that it still does, a new record is opened.
    """
    found = asyncio.run(survey(record(folder / "surveyed", lived=lived), places))
    waiting = [(place, key) for _ in range(times) for place in places for key in _in_order(found[place.name])]
    done, astray, records = Walked(), 0, 0
    env: dict[str, str] = {}
    while waiting and len(done.faults) < 5:
        if not env or astray > 1:
            records += 1
            env = record(folder / str(records), lived=lived)
        left = len(waiting)
        _walk_on({**env, **_later(env, waiting[0][0])}, waiting, found, done, slowly=astray > 0)
        astray = astray + 1 if len(waiting) == left else 0
        if astray > 2:
            place, key = waiting.pop(0)
            done.faults.append(f"{key} at {place.name}: the way there leads elsewhere")
    return done


def _walk_on(
    env: Mapping[str, str],
    waiting: list[tuple[Place, str]],
    found: Mapping[str, Found],
    done: Walked,
    *,
    slowly: bool,
) -> None:
    """Press keys until one has closed the app, or a way leads elsewhere."""
    later = waiting[0][0].later
    with opened(env) as terminal:
        while waiting and waiting[0][0].later == later:
            place, key = waiting[0]
            if not terminal.arrive(place, found[place.name].mark, slowly=slowly):
                break
            slowly = False
            del waiting[0]
            terminal.press(key)
            done.presses += 1
            if terminal.process.poll() is None and key not in LEAVING:
                terminal.go(BACK)
                terminal.go(place.back)
                said = _complaint(terminal, env) or _ended(terminal)
            else:
                # Where it was typed or pressed over a dialog, it closes nothing.
                _leave(terminal)
                said = "; ".join(_faults(terminal, env))
            if said:
                done.faults.append(f"{key} at {place.name}: {said}")
            if terminal.process.poll() is not None:
                return
        _leave(terminal)
        done.faults += (f"at the end: {fault}" for fault in _faults(terminal, env))


def _in_order(found: Found) -> list[str]:
    return sorted(found.keys, key=lambda key: (key in LEAVING, key in LATE))


def _later(env: Mapping[str, str], place: Place) -> dict[str, str]:
    now = clock.clock(env)() + timedelta(hours=place.later)
    return {clock.VARIABLE: f"{now.isoformat()}+"} if place.later else {}


def hurry(env: Mapping[str, str], places: Sequence[Place], seed: int, presses: int) -> tuple[str, ...]:
    """Press keys in bursts without waiting, in random order at random places; the faults."""
    dice = random.Random(seed)
    every = [key for key in bound() if key not in LEAVING]
    with opened(env) as terminal:
        for _ in range(presses // 20):
            place = dice.choice(places)
            burst = " ".join((place.way, *dice.choices(every, k=20), place.back, BACK))
            terminal.go(burst)
        _leave(terminal)
        return tuple(f"in a hurry, seed {seed}: {fault}" for fault in _faults(terminal, env))


def storm(env: Mapping[str, str], places: Sequence[Place], seed: int, sizes: int) -> tuple[str, ...]:
    """Give the terminal random sizes from 1x1 to 300x100 at each place; the faults."""
    dice = random.Random(seed)
    with opened(env) as terminal:
        for place in places:
            terminal.go(place.way)
            for _ in range(sizes):
                terminal.resize(
                    *dice.choice(((1, 1), (300, 100), (dice.randint(1, 300), dice.randint(1, 100)), (80, 24)))
                )
                if dice.random() < 0.5:
                    terminal.settle(0.02)
            terminal.resize(120, 36)
            terminal.settle()
            terminal.go(place.back)
            if said := _complaint(terminal, env) or _ended(terminal):
                return (f"in a storm at {place.name}, seed {seed}: {said}",)
        _leave(terminal)
        return tuple(f"in a storm, seed {seed}: {fault}" for fault in _faults(terminal, env))


def told_to_end(env: Mapping[str, str], number: signal.Signals, place: Place) -> tuple[str, ...]:
    """Send a signal that ends a program, at some place; the faults."""
    with opened(env) as terminal:
        terminal.go(place.way)
        terminal.process.send_signal(number)
        code = terminal.end()
        wrong = [] if code == 128 + number else [f"it ended with {code}"]
        faults = (*wrong, *_faults(terminal, env, code))
        return tuple(f"{number.name} at {place.name}: {fault}" for fault in faults)


def told_to_end_while_a_change_waits(env: Mapping[str, str], number: signal.Signals) -> tuple[str, ...]:
    """Send a signal that ends a program while a session waits for a locked file; the faults."""
    with opened(env) as terminal, closing(sqlite3.connect(paths.store_file(env, None))) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        terminal.press("l", "4", "5", "m", "enter")
        terminal.process.send_signal(number)
        until = monotonic() + LIMIT
        while any(terminal.left_on()) and monotonic() < until:
            terminal._read(0.1)
        # What it set itself for the time when its patience is over.
        terminal.process.send_signal(signal.SIGALRM)
        code = terminal.end()
        wrong = [] if code in (-number, 128 + number) else [f"it ended with {code}"]
        return (*wrong, *terminal.left_on())


def stopped(env: Mapping[str, str], places: Sequence[Place]) -> tuple[str, ...]:
    """Put it aside at each place as ^Z does, look at the terminal, and take it up again; the faults."""
    faults: list[str] = []
    with opened(env) as terminal:
        for place in places:
            terminal.go(place.way)
            faults += (f"at {place.name}, {fault}" for fault in _put_aside(terminal))
            terminal.go(place.back)
            if said := _complaint(terminal, env) or _ended(terminal):
                return (*faults, f"continued at {place.name}: {said}")
        _leave(terminal)
        return (*faults, *(f"continued: {fault}" for fault in _faults(terminal, env)))


def _put_aside(terminal: Terminal) -> Iterator[str]:
    terminal.process.send_signal(signal.SIGTSTP)
    until = monotonic() + LIMIT
    while _state(terminal.process.pid) != "T" and monotonic() < until:
        terminal._read(0.05)
    terminal.settle()
    yield from (f"stopped: {fault}" for fault in terminal.left_on())
    if _state(terminal.process.pid) != "T":
        yield "it was not stopped"
    seen = len(terminal.written)
    terminal.process.send_signal(signal.SIGCONT)
    # All of it is drawn again, not only what changes by itself.
    while len(terminal.written) < seen + DRAWN and monotonic() < until:
        terminal._read(0.05)
    terminal.settle()
    if len(terminal.written) < seen + DRAWN:
        yield "continued: it was not drawn again"
    yield from (f"continued: {name} is off" for name in terminal.off())


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


def _told(env: Mapping[str, str], now: datetime, words: str) -> None:
    """Say something to the shell; raises CalledProcessError when it is refused."""
    subprocess.run(
        [sys.executable, "-m", "habit_tui", *shlex.split(words)],
        env={**env, "HABIT_TUI_NOW": now.isoformat()},
        cwd=env["HOME"],
        check=True,
        capture_output=True,
    )


def _leave(terminal: Terminal) -> None:
    """Close whatever is open, and quit; words that are not saved are given up."""
    for _ in range(10):
        # What was pressed in a hurry may still be under way, and words may be asked about.
        terminal.press(*BACK.split(), "ctrl+q")
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
