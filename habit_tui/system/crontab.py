"""The user's crontab through the `crontab` program, and what cron makes of its lines."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from habit_tui.domain.errors import CannotBeDone
from habit_tui.system.paths import make_private_dir

SECONDS = 10.0
"""How long the `crontab` program may take."""

DAEMONS = frozenset({"cron", "crond", "fcron"})
MAILERS = ("/usr/sbin/sendmail", "/usr/lib/sendmail")


class NoCrontab(CannotBeDone):
    """This machine has no `crontab` program."""


def read(env: Mapping[str, str]) -> bytes | None:
    """The user's crontab byte for byte, None without one.

    Raises NoCrontab without the program, CannotBeDone when it refuses or takes too long.
    """
    code, out, err = _crontab(env, ["-l"])
    if code == 0:
        return out
    if b"no crontab" in err.lower():
        return None
    raise CannotBeDone(f"`crontab -l` failed: {_said(err, code)}")


def replace(env: Mapping[str, str], before: bytes | None, after: bytes) -> None:
    """Put `after` in the place of the crontab `before`, None meaning that there was none; empty removes it.

    Some crons insist on a newline at the end: it is added then. The crontab is read again before and after
    writing: raises CannotBeDone when somebody else changed it in between, or when it was not kept as given.
    """
    if read(env) != before:
        raise CannotBeDone("the crontab was changed by somebody else this very moment; nothing was written")
    if after == (before or b""):
        return
    written = _write(env, after)
    if (read(env) or b"") != written:
        _write(env, before or b"")
        raise CannotBeDone("`crontab` did not keep what it was given; the former crontab was put back")


def keep_aside(content: bytes, folder: str, now: datetime) -> str:
    """A copy of a crontab in the folder, unless the newest one there is the same; its path."""
    make_private_dir(folder)
    kept = sorted(name for name in os.listdir(folder) if name.startswith("crontab-"))
    if kept:
        newest = os.path.join(folder, kept[-1])
        with open(newest, "rb") as file:
            if file.read() == content:
                return newest
    path = os.path.join(folder, f"crontab-{now:%Y%m%dT%H%M%S%f}")
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise CannotBeDone(f"the crontab cannot be kept as {path}: {error.strerror}") from error
    return path


def is_running() -> bool | None:
    """Whether a cron daemon runs; None when this machine does not tell."""
    if not os.path.isdir("/proc/self"):
        return None
    return any(_name(pid) in DAEMONS for pid in _pids())


def bare_environment() -> dict[str, str]:
    """The variables cron starts a job with, and nothing else."""
    import pwd

    account = pwd.getpwuid(os.getuid())
    return {
        "HOME": account.pw_dir,
        "LOGNAME": account.pw_name,
        "PATH": "/usr/bin:/bin",
        "PWD": account.pw_dir,
        "SHELL": "/bin/sh",
    }


def can_mail(above: bytes) -> bool:
    """Whether cron has a program to mail what lines print, and the crontab above them lets it."""
    forbidden = False
    for line in above.split(b"\n"):
        name, equals, value = line.partition(b"=")
        if equals and name.strip() == b"MAILTO":
            forbidden = value.strip().strip(b"\"'") == b""
    return not forbidden and any(os.access(path, os.X_OK) for path in MAILERS)


def next_firings(schedules: Iterable[str], now: datetime, count: int) -> tuple[datetime, ...]:
    """The next firings of lines' five fields after an aware instant, as cron fires them, in its zone."""
    from heapq import merge
    from itertools import islice

    from cronsim import CronSim

    return tuple(islice(merge(*(CronSim(fields, now) for fields in schedules)), count))


def last_firings(schedules: Iterable[str], now: datetime, count: int) -> tuple[datetime, ...]:
    """The firings before an aware instant, newest first."""
    from heapq import merge
    from itertools import islice

    from cronsim import CronSim

    past = (CronSim(fields, now, reverse=True) for fields in schedules)
    return tuple(islice(merge(*past, reverse=True), count))


def _write(env: Mapping[str, str], content: bytes) -> bytes:
    """Give the program a new crontab; what it took."""
    code, _, err = _crontab(env, ["-"], content) if content else _crontab(env, ["-r"])
    if code and content and not content.endswith(b"\n"):
        return _write(env, content + b"\n")
    if code:
        raise CannotBeDone(f"`crontab` refused the new crontab and kept the old one: {_said(err, code)}")
    return content


def _crontab(env: Mapping[str, str], words: Sequence[str], given: bytes = b"") -> tuple[int, bytes, bytes]:
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, no shell
            ["crontab", *words],  # noqa: S607 - wherever the user's PATH has it
            input=given,
            env={**env, "LC_ALL": "C"},
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except FileNotFoundError as error:
        raise NoCrontab("there is no `crontab` program on this machine") from error
    except subprocess.TimeoutExpired as error:
        raise CannotBeDone(f"`crontab` did not answer within {SECONDS:.0f} seconds") from error
    except OSError as error:
        raise CannotBeDone(f"`crontab` cannot be run: {error.strerror}") from error
    return done.returncode, done.stdout, done.stderr


def _said(err: bytes, code: int) -> str:
    lines = err.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else f"exit code {code}"


def _pids() -> Iterator[str]:
    return (name for name in os.listdir("/proc") if name.isdigit())


def _name(pid: str) -> str:
    try:
        with open(f"/proc/{pid}/comm", encoding="utf-8", errors="replace") as file:
            return file.read().strip()
    except OSError:
        return ""
