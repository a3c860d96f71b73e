"""The ways a reminder reaches the learner, each with a time limit: the desktop, a program, web services."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping

from habit_tui.domain.extra import missing
from habit_tui.system.settings import Settings

TITLE = "habit_tui"
DESKTOP_SECONDS = 5.0
COMMAND_SECONDS = 30.0
APPRISE_SECONDS = 60.0
LONGEST_SECONDS = DESKTOP_SECONDS + COMMAND_SECONDS + APPRISE_SECONDS
SAID_LIMIT = 200

BUS = "DBUS_SESSION_BUS_ADDRESS"


class Undelivered(Exception):
    """A channel did not take the text; the message says why."""


def deliver(channel: str, text: str, settings: Settings, env: Mapping[str, str]) -> None:
    """Send one line through `desktop`, `command` or `apprise`; raises Undelivered."""
    match channel:
        case "desktop":
            to_desktop(text, env)
        case "command":
            to_command(text, settings.remind_command, env)
        case "apprise":
            to_apprise(text, settings.remind_urls, env)
        case _:
            raise Undelivered(f"there is no channel {channel}")


def to_desktop(text: str, env: Mapping[str, str]) -> None:
    """Show a notification through the session bus and wait until the desktop has taken it."""
    from threading import Thread

    # A bus can fall mute at any step, and not every step knows a time limit of its own.
    wrong = [f"the desktop did not answer within {DESKTOP_SECONDS:.0f} seconds"]
    attempt = Thread(target=lambda: wrong.append(_notify(text, env)), daemon=True)
    attempt.start()
    attempt.join(DESKTOP_SECONDS)
    if wrong[-1]:
        raise Undelivered(wrong[-1])


def _notify(text: str, env: Mapping[str, str]) -> str:
    """Try one bus after the other; empty once a notification was taken, else what went wrong."""
    try:
        # jeepney ships no types.
        from jeepney import DBusAddress, MessageType, new_method_call  # type: ignore[import-untyped]
        from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]
    except ImportError:
        return "notifications need Linux and its package jeepney"
    service = DBusAddress(
        "/org/freedesktop/Notifications",
        bus_name="org.freedesktop.Notifications",
        interface="org.freedesktop.Notifications",
    )
    # The body is markup to the desktop, the title is not.
    arguments: tuple[object, ...] = (TITLE, 0, "", TITLE, _escaped(text), [], {}, -1)
    message = new_method_call(service, "Notify", "susssasa{sv}i", arguments)
    wrong = "no desktop session of yours was found"
    for bus in buses(env):
        try:
            with open_dbus_connection(bus, auth_timeout=DESKTOP_SECONDS) as connection:
                reply = connection.send_and_get_reply(message, timeout=DESKTOP_SECONDS)
        except Exception as error:  # a bus can be anything, and so can what goes wrong with it
            wrong = f"the session bus {bus} cannot be used: {error!r}"
            continue
        if reply.header.message_type is not MessageType.error:
            return ""
        wrong = str(reply.body[0]) if reply.body else "the desktop refused the notification"
    return wrong


def buses(env: Mapping[str, str]) -> Iterator[str]:
    """Addresses the session bus may have, best first, each once.

    The variable alone when it is set; cron's environment lacks it, so then the usual socket and whatever the
    user's own processes were started with.
    """
    seen = set()
    for address in _addresses(env):
        if address not in seen:
            seen.add(address)
            yield address


def to_command(text: str, command: str, env: Mapping[str, str]) -> None:
    """Run the user's program with the text on its standard input, without a shell."""
    import shlex

    try:
        words = shlex.split(command)
    except ValueError as error:
        raise Undelivered("the setting remind_command has an open quote") from error
    if not words:
        raise Undelivered("the setting remind_command names no program")
    _run(os.path.basename(words[0]), words, f"{text}\n", env, COMMAND_SECONDS)


def to_apprise(text: str, urls: str, env: Mapping[str, str]) -> None:
    """Send through Apprise, in a process of its own that can be ended when a service hangs."""
    from importlib.util import find_spec

    if not urls.split():
        raise Undelivered("the setting remind_urls names no address")
    if find_spec("apprise") is None:
        raise Undelivered(missing("the channel apprise", "notify"))
    # The addresses hold passwords: as arguments every user of the machine could read them.
    program = os.path.join(os.path.dirname(__file__), "web.py")
    given = "\n".join([text, *urls.split()])
    _run("apprise", [sys.executable, "-P", program], given, env, APPRISE_SECONDS)


def _run(name: str, words: list[str], given: str, env: Mapping[str, str], seconds: float) -> None:
    """Run a program to its end; raises Undelivered when it fails, with the last line it complained with."""
    import signal
    import subprocess
    import tempfile

    # A file, not a pipe: what the program leaves running behind it would keep a pipe open.
    with tempfile.TemporaryFile() as complaints:
        try:
            # The user's own program, its words as they chose them; a session of its own, to be ended as one.
            process = subprocess.Popen(  # noqa: S603
                words,
                env=env,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise Undelivered(f"{name} cannot be started: {why}") from error
        try:
            process.communicate(given.encode(errors="replace"), timeout=seconds)
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise Undelivered(f"{name} did not end within {seconds:.0f} seconds") from error
        if process.returncode:
            complaints.seek(0)
            said = complaints.read().decode(errors="replace").strip().splitlines()
            code = f"{name} failed with status {process.returncode}"
            raise Undelivered(f"{code}: {said[-1][:SAID_LIMIT]}" if said else code)


def _addresses(env: Mapping[str, str]) -> Iterator[str]:
    if env.get(BUS):
        yield env[BUS]
        return
    runtime = env.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"
    if os.path.exists(f"{runtime}/bus"):
        yield f"unix:path={runtime}/bus"
    yield from _addresses_of_processes()


def _addresses_of_processes() -> Iterator[str]:
    """What the user's running processes call their session bus, the youngest first."""
    try:
        pids = sorted((int(name) for name in os.listdir("/proc") if name.isdigit()), reverse=True)
    except OSError:
        return
    wanted = f"{BUS}=".encode()
    for pid in pids:
        try:
            if os.stat(f"/proc/{pid}").st_uid != os.getuid():
                continue
            with open(f"/proc/{pid}/environ", "rb") as file:
                variables = file.read().split(b"\0")
        except OSError:
            continue
        for variable in variables:
            if variable.startswith(wanted) and variable != wanted:
                yield os.fsdecode(variable.removeprefix(wanted))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
