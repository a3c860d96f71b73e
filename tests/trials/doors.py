"""All doors at once: shells that log, an open full screen, reminders; nothing lost, double or refused."""

import fcntl
import os
import struct
import subprocess
import sys
import termios
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from habit_tui.services import session, starter
from tests.factories import desk_at

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
NOW = "2026-11-22T21:00:00Z+"


@dataclass(frozen=True, slots=True)
class Crowd:
    """What came of a trial: sessions logged, runs of `remind`, and what was not as it should be."""

    logged: int
    reminders: int
    faults: tuple[str, ...]


def crowd(folder: Path, shells: int, each: int) -> Crowd:
    """Let so many shells log so many sessions each, beside an open full screen and a loop of `remind`."""
    desk = desk_at(folder, "Etc/UTC")
    starter.apply(desk, "six-am", datetime(2026, 1, 1, tzinfo=UTC))
    env = {
        **desk.env,
        "HABIT_TUI_NOW": NOW,
        "LANG": "C.UTF-8",
        "PATH": os.defpath,
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "TZ": "Etc/UTC",
    }
    faults: list[str] = []
    over = threading.Event()
    with _full_screen(env, faults), ThreadPoolExecutor(shells + 1) as workers:
        reminding = workers.submit(_remind, env, over, faults)
        done = [workers.submit(_log, env, number, each, faults) for number in range(shells)]
        for one in done:
            one.result()
        over.set()
        reminders = reminding.result()
    count = Counter(one.what for one in session.between(desk, date.min, date.max))
    expected = {f"s{shell}-{number}" for shell in range(shells) for number in range(each)}
    faults += [f"{what} is lost" for what in sorted(expected - set(count))]
    faults += [f"{what} is there {times} times" for what, times in count.items() if times > 1]
    return Crowd(count.total(), reminders, tuple(faults))


def _log(env: Mapping[str, str], shell: int, each: int, faults: list[str]) -> None:
    day = TODAY - timedelta(days=shell + 1)
    for number in range(each):
        at = f"{5 + number // 12:02}:{number % 12 * 5:02}"
        _run(env, ["log", "5m", f"s{shell}-{number}", "--on", day.isoformat(), "--at", at], faults)


def _remind(env: Mapping[str, str], over: threading.Event, faults: list[str]) -> int:
    runs = 0
    while not over.is_set():
        _run(env, ["remind"], faults)
        runs += 1
    return runs


def _run(env: Mapping[str, str], words: list[str], faults: list[str]) -> None:
    command = [sys.executable, "-m", "habit_tui", *words]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode != 0 or "locked" in done.stderr:
        faults.append(f"{' '.join(words)}: {done.returncode} {done.stderr.strip()}")


@contextmanager
def _full_screen(env: Mapping[str, str], faults: list[str]) -> Iterator[None]:
    """The full screen in a terminal of its own, open until the shells are done; it must end by its key."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    command = [sys.executable, "-m", "habit_tui"]
    screen = subprocess.Popen(
        command, env=env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    written = bytearray()
    painted = threading.Event()
    reader = threading.Thread(target=_drain, args=(ours, written, painted))
    reader.start()
    try:
        if not painted.wait(300):
            faults.append("the full screen did not appear")
        yield
        if screen.poll() is not None:
            faults.append(f"the full screen ended by itself with {screen.returncode}")
        os.write(ours, b"q")
        if screen.wait(timeout=300) != 0:
            faults.append(f"the full screen ended with {screen.returncode}")
    finally:
        if screen.poll() is None:
            screen.kill()
            screen.wait()
        reader.join(timeout=300)
        os.close(ours)
    if b"locked" in written:
        faults.append("the full screen said that the file is locked")


def _drain(terminal: int, written: bytearray, painted: threading.Event) -> None:
    """Read what a full screen writes, for one that finds its terminal full waits for ever."""
    with suppress(OSError):
        while piece := os.read(terminal, 1 << 16):
            written += piece
            if b"Today" in written:
                painted.set()
