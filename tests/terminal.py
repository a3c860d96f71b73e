"""A program in a terminal of its own: started in a pty, watched until something is on it, ended by a key."""

import fcntl
import os
import re
import select
import struct
import subprocess
import termios
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

_ESCAPES = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|[@-Z\\-_=>])"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a program wrote, escapes taken out, and the seconds until all that was awaited was there."""

    text: str
    seconds: float
    code: int


def shown(
    command: Sequence[str],
    env: Mapping[str, str],
    awaited: Sequence[str],
    keys: bytes = b"q",
    *,
    columns: int = 120,
    lines: int = 36,
    limit: float = 300.0,
) -> Shown:
    """Run a full-screen program until every awaited text was written, then press the keys and let it end.

    Raises TimeoutError, with what was on the screen, when a text does not come or the program does not end,
    each within `limit` seconds.
    """
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    began = perf_counter()
    process = subprocess.Popen(
        command, env=env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    try:
        text, seconds = "", 0.0
        for text in _texts(ours, limit):
            if all(each in text for each in awaited):
                seconds = perf_counter() - began
                break
        if not seconds:
            raise TimeoutError(f"{' and '.join(awaited)} did not appear; the screen held:\n{text}")
        os.write(ours, keys)
        # It is read to the end, for a program that finds its terminal full waits for ever.
        for _ in _texts(ours, limit):
            pass
        return Shown(text, seconds, process.wait(timeout=limit))
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(f"{command[0]} did not end after {keys!r}; the screen held:\n{text}") from error
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        os.close(ours)


def _texts(terminal: int, limit: float) -> Iterator[str]:
    """Everything written so far, each time something more was; ends with the program, or after `limit`."""
    written = bytearray()
    until = perf_counter() + limit
    # A program that never stops writing has no more time than one that says nothing.
    while (left := until - perf_counter()) > 0 and select.select([terminal], [], [], left)[0]:
        try:
            piece = os.read(terminal, 1 << 16)
        except OSError:
            # Linux answers so once the last program on the terminal is gone.
            return
        if not piece:
            return
        written += piece
        yield _ESCAPES.sub("", written.decode(errors="replace"))


def driven(
    command: Sequence[str],
    env: Mapping[str, str],
    steps: Sequence[tuple[str, bytes]],
    *,
    columns: int = 120,
    lines: int = 36,
    limit: float = 300.0,
) -> int:
    """Press keys in a full-screen program step by step, each when its text was newly written; the exit code.

    Raises TimeoutError, with what was written since the step before, when a text does not come.
    """
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    process = subprocess.Popen(
        command, env=env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    try:
        read, waiting = 0, list(steps)
        for text in _texts(ours, limit):
            if waiting and waiting[0][0] in text[read:]:
                read = len(text)
                os.write(ours, waiting.pop(0)[1])
        if waiting:
            raise TimeoutError(f"{waiting[0][0]} did not appear; the screen held:\n{text[read:]}")
        return process.wait(timeout=limit)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        os.close(ours)


def abandoned(command: Sequence[str], env: Mapping[str, str], awaited: str, limit: float = 300.0) -> int:
    """Take the terminal away from a full-screen program that shows a text; the code it ends with.

    The terminal is not the program's controlling one, so no SIGHUP tells it.
    """
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        command, env=env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    try:
        if not any(awaited in text for text in _texts(ours, limit)):
            raise TimeoutError(f"{awaited} did not appear")
        os.close(ours)
        return process.wait(timeout=limit)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def signalled(
    command: Sequence[str], env: Mapping[str, str], awaited: str, number: int, limit: float = 300.0
) -> int:
    """Send a signal to a program that shows a text in its terminal; the code it ends with."""
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        command, env=env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    try:
        sent = False
        for text in _texts(ours, limit):
            if awaited in text and not sent:
                sent = True
                process.send_signal(number)
        return process.wait(timeout=limit)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        os.close(ours)
