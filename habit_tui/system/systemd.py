"""A timer and its service for the user's systemd: it fires after waking what a machine slept through."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.routine import WEEKDAYS
from habit_tui.domain.schedule import Command, Firing
from habit_tui.system.paths import absolute, make_private_dir

NAME = "habit-tui-remind"
SECONDS = 20.0
"""How long `systemctl` may take."""


class NoManager(CannotBeDone):
    """This machine has no systemd that runs for the user."""


def units(firings: Sequence[Firing], command: Command, zone: str | None, note: str) -> dict[str, str]:
    """The text of the two units by file name.

    `zone` is named when the times are not to follow the machine's; `note` is a comment in the timer.
    """
    return {
        f"{NAME}.service": "\n".join(
            [
                "[Unit]",
                "Description=Reminder of habit-tui",
                "",
                "[Service]",
                "Type=oneshot",
                *(f"Environment={_quoted(f'{name}={value}')}" for name, value in command.variables),
                f"ExecStart={' '.join(_quoted(word).replace('$', '$$') for word in command.argv)}",
                "",
            ]
        ),
        f"{NAME}.timer": _timer(note, [on_calendar(firing, zone) for firing in firings]),
    }


def on_calendar(firing: Firing, zone: str | None) -> str:
    """A firing as systemd's calendar event: "Mon,Tue 04:45:00 Europe/Berlin"."""
    days = ",".join(WEEKDAYS[weekday][:3] for weekday in sorted(firing.weekdays))
    every = "" if len(firing.weekdays) == len(WEEKDAYS) else f"{days} "
    return f"{every}*-*-* {firing.at:%H:%M}:00{'' if zone is None else f' {zone}'}"


def firing_of(event: str) -> tuple[Firing, str | None]:
    """The firing and the zone behind a calendar event of `on_calendar`."""
    words = event.split()
    named = words.pop(0).split(",") if words[0] != "*-*-*" else [day[:3] for day in WEEKDAYS]
    at, *zone = words[1:]
    weekdays = frozenset(number for number, day in enumerate(WEEKDAYS) if day[:3] in named)
    return Firing(time.fromisoformat(at), weekdays), zone[0] if zone else None


def with_once(timer: str, at: datetime) -> str:
    """A timer's text with one firing more, at a UTC instant; an earlier one of that kind goes."""
    return _timer(note_of(timer), [*weekly_of(timer), f"{at:%Y-%m-%d %H:%M}:00 UTC"])


def weekly_of(timer: str) -> tuple[str, ...]:
    """The calendar events of a timer's text that come every week."""
    events = (line.partition("=")[2] for line in timer.splitlines() if line.startswith("OnCalendar="))
    return tuple(event for event in events if "*-*-*" in event)


def note_of(timer: str) -> str:
    """The comment at the head of a timer's text."""
    return next((line[2:] for line in timer.splitlines() if line.startswith("# ")), "")


def command_of(service: str) -> tuple[str, ...]:
    """The words a service's text starts, empty when they cannot be read."""
    import shlex

    line = next((line for line in service.splitlines() if line.startswith("ExecStart=")), "")
    try:
        words = shlex.split(line.partition("=")[2])
    except ValueError:
        return ()
    return tuple(word.replace("$$", "$").replace("%%", "%") for word in words)


def folder(env: Mapping[str, str]) -> str:
    """Where the user's units lie."""
    base = env.get("XDG_CONFIG_HOME", "")
    return os.path.join(base if base.startswith("/") else absolute("~/.config", env), "systemd", "user")


def read(env: Mapping[str, str]) -> dict[str, str]:
    """The units that are installed, by file name."""
    found = {}
    for name in (f"{NAME}.service", f"{NAME}.timer"):
        try:
            with open(os.path.join(folder(env), name), encoding="utf-8", errors="surrogateescape") as file:
                found[name] = file.read()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise CannotBeDone(f"{error.filename} cannot be read: {error.strerror}") from error
    return found


def install(env: Mapping[str, str], texts: Mapping[str, str]) -> None:
    """Write the units and enable the timer; whatever fails, the former ones stay.

    Raises NoManager when no systemd runs for the user, CannotBeDone when it refuses.
    """
    require_manager(env)
    former = read(env)
    _write(env, texts)
    try:
        systemctl(env, "daemon-reload")
        systemctl(env, "enable", f"{NAME}.timer")
        systemctl(env, "restart", f"{NAME}.timer")
    except CannotBeDone:
        _remove(env)
        _write(env, former)
        _try(env, "daemon-reload")
        raise


def uninstall(env: Mapping[str, str]) -> bool:
    """Stop and remove the units; whether there were any."""
    if not read(env):
        return False
    _try(env, "disable", "--now", f"{NAME}.timer")
    _remove(env)
    _try(env, "daemon-reload")
    return True


def is_active(env: Mapping[str, str]) -> bool:
    """Whether the timer is waiting for its next firing."""
    return _try(env, "is-active", "--quiet", f"{NAME}.timer")


def require_manager(env: Mapping[str, str]) -> None:
    """Raise NoManager unless a systemd runs for the user."""
    try:
        systemctl(env, "show-environment")
    except CannotBeDone as error:
        raise NoManager(f"no systemd runs for this user: {error}") from error


def systemctl(env: Mapping[str, str], *words: str) -> None:
    """Run `systemctl --user`; raises CannotBeDone with what it said when it fails."""
    import subprocess

    # Outside a login session the variable that names the user's systemd is missing.
    runtime = env.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, no shell
            ["systemctl", "--user", "--no-ask-password", *words],  # noqa: S607 - wherever the user's PATH has it
            env={**env, "XDG_RUNTIME_DIR": runtime, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CannotBeDone(f"`systemctl` did not answer within {SECONDS:.0f} seconds") from error
    except OSError as error:
        raise CannotBeDone(f"`systemctl` cannot be run: {error.strerror}") from error
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        said = lines[0] if lines else f"exit code {done.returncode}"
        raise CannotBeDone(f"`systemctl --user {' '.join(words)}` failed: {said}")


def _timer(note: str, events: Iterable[str]) -> str:
    return "\n".join(
        [
            f"# {note}",
            "[Unit]",
            "Description=When habit-tui reminds",
            "",
            "[Timer]",
            *(f"OnCalendar={event}" for event in events),
            "Persistent=true",
            "AccuracySec=10s",
            "",
            "[Install]",
            "WantedBy=timers.target",
            "",
        ]
    )


def _quoted(word: str) -> str:
    """A word as systemd reads it; its own specifiers are turned off."""
    if any(c < " " or c == "\x7f" for c in word):
        raise CannotBeDone(f"a unit cannot hold the path {word!r}; use one without control characters")
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _try(env: Mapping[str, str], *words: str) -> bool:
    try:
        systemctl(env, *words)
    except CannotBeDone:
        return False
    return True


def _write(env: Mapping[str, str], texts: Mapping[str, str]) -> None:
    make_private_dir(folder(env))
    for name, text in texts.items():
        path = os.path.join(folder(env), name)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with open(handle, "w", encoding="utf-8", errors="surrogateescape") as file:
                file.write(text)
        except OSError as error:
            raise CannotBeDone(f"{path} cannot be written: {error.strerror}") from error


def _remove(env: Mapping[str, str]) -> None:
    for name in read(env):
        try:
            os.unlink(os.path.join(folder(env), name))
        except OSError as error:
            raise CannotBeDone(f"{error.filename} cannot be removed: {error.strerror}") from error
