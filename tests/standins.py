"""Stand-ins for the world around reminders: a `crontab` program, a desktop that takes notifications."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import pytest
from jeepney import DBusAddress, MessageType, new_error, new_method_call, new_method_return  # type: ignore[import-untyped]  # it ships no types
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

NOTIFICATIONS = "org.freedesktop.Notifications"


@dataclass(frozen=True, slots=True)
class Crontab:
    """A `crontab` program of the test's own, as Debian's behaves, and the crontab it keeps."""

    folder: Path

    @property
    def file(self) -> Path:
        """The crontab; missing while there is none."""
        return self.folder / "kept"

    def content(self) -> bytes | None:
        """The crontab's bytes, None without one."""
        return self.file.read_bytes() if self.file.exists() else None

    @property
    def bytes(self) -> bytes:
        """The crontab, which must be there."""
        return self.file.read_bytes()

    @property
    def path(self) -> str:
        """A PATH that finds this program first."""
        return f"{self.folder}:{os.defpath}"

    def becomes(self, script: str) -> None:
        """Replace the program by another shell script; `$kept` is the crontab's file."""
        program = self.folder / "crontab"
        program.write_text(f"#!/bin/sh\nkept='{self.file}'\n{script}\n")
        program.chmod(0o755)


DEBIAN = """
case "$1" in
  -l) if [ -e "$kept" ]; then cat "$kept"; else echo "no crontab for ada" >&2; exit 1; fi ;;
  -r) if [ -e "$kept" ]; then rm "$kept"; else echo "no crontab for ada" >&2; exit 1; fi ;;
  -)  cat > "$kept.new"
      if [ -n "$(tail -c 1 "$kept.new" | tr '\\n' ' ' | tr -d ' ')" ]; then
        echo "new crontab file is missing newline before EOF, can't install." >&2; exit 1
      fi
      mv "$kept.new" "$kept" ;;
esac
"""


def crontab_in(folder: Path, content: bytes | None = None) -> Crontab:
    """A `crontab` program in a folder of its own, with a crontab already there if content is given."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Crontab(folder)
    made.becomes(DEBIAN)
    if content is not None:
        made.file.write_bytes(content)
    return made


@dataclass(frozen=True, slots=True)
class Desktop:
    """A session bus with a notification service on it."""

    address: str
    taken: SimpleQueue[tuple[str, str]] = field(default_factory=SimpleQueue)

    def next(self, seconds: float = 10) -> tuple[str, str]:
        """The title and body of the next notification; raises queue.Empty when none comes in time."""
        return self.taken.get(timeout=seconds)


@contextmanager
def bus_at(socket: Path) -> Iterator[str]:
    """A session bus, a real dbus-daemon, at a socket; its address."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("there is no dbus-daemon here: install the package dbus")
    with subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address=unix:path={socket}"],
        stdout=subprocess.PIPE,
        text=True,
    ) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


@contextmanager
def desktop_at(socket: Path, answer: str = "take") -> Iterator[Desktop]:
    """A desktop that takes notifications, refuses them ("refuse") or never answers ("mute")."""
    with bus_at(socket) as address:
        desktop = Desktop(address)
        with open_dbus_connection(address) as connection:
            connection.send_and_get_reply(
                new_method_call(
                    DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus"),
                    "RequestName",
                    "su",
                    (NOTIFICATIONS, 0),
                )
            )
            Thread(
                target=_serve, args=(connection.receive, connection.send, desktop, answer), daemon=True
            ).start()
            yield desktop
            # The last message it gets ends the service, before its connection goes.
            with open_dbus_connection(address) as caller:
                caller.send_and_get_reply(
                    new_method_call(DBusAddress("/", NOTIFICATIONS, NOTIFICATIONS), "Quit")
                )


def _serve(
    receive: Callable[[], object], send: Callable[[object], None], desktop: Desktop, answer: str
) -> None:
    while True:
        message = receive()
        header = message.header  # type: ignore[attr-defined]  # jeepney ships no types
        if header.message_type is not MessageType.method_call:
            continue
        if header.fields.get(3) == "Quit":
            send(new_method_return(message))
            return
        if answer == "refuse":
            send(new_error(message, "org.example.Full", "s", ("too many notifications",)))
            continue
        _, _, _, title, body, *_ = message.body  # type: ignore[attr-defined]  # as above
        desktop.taken.put((title, body))
        if answer == "take":
            send(new_method_return(message, "u", (7,)))
