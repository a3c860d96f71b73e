"""Every channel with the real thing behind it: a session bus, a program, a web server."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from time import monotonic

import pytest

from habit_tui.system import notify
from habit_tui.system.notify import Undelivered, deliver
from habit_tui.system.settings import Settings
from tests.standins import bus_at, desktop_at

TEXT = "40 minutes left, 10 keep the streak of 23 days"
ENV = {"PATH": os.defpath}
NO_SERVICE = "org.freedesktop.Notifications was not provided"


def test_a_channel_nobody_knows_is_said() -> None:
    with pytest.raises(Undelivered, match="there is no channel pigeon"):
        deliver("pigeon", TEXT, Settings(), ENV)


def test_the_desktop_shows_the_text_and_takes_no_markup_from_it(tmp_path: Path) -> None:
    with desktop_at(tmp_path / "bus") as desktop:
        deliver("desktop", "a <b>bold</b> & calm line", Settings(), {notify.BUS: desktop.address})
        assert desktop.next() == ("habit_tui", "a &lt;b&gt;bold&lt;/b&gt; &amp; calm line")


def test_the_bus_is_found_at_its_usual_socket(tmp_path: Path) -> None:
    with desktop_at(tmp_path / "bus") as desktop:
        deliver("desktop", TEXT, Settings(), {"XDG_RUNTIME_DIR": str(tmp_path)})
        assert desktop.next() == ("habit_tui", TEXT)


def test_the_bus_is_found_through_a_process_of_the_users_session(tmp_path: Path) -> None:
    address = f"unix:path={tmp_path}/elsewhere"
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, env={notify.BUS: address, **ENV}) as process:
        found = list(notify.buses({"XDG_RUNTIME_DIR": str(tmp_path)}))
        process.communicate()
    assert address in found
    assert len(found) == len(set(found))


def test_a_bus_that_is_named_is_the_only_one_asked(tmp_path: Path) -> None:
    (tmp_path / "bus").touch()
    env = {notify.BUS: "unix:path=/here", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert list(notify.buses(env)) == ["unix:path=/here"]


def test_a_bus_without_a_notification_service_is_a_failure(tmp_path: Path) -> None:
    with bus_at(tmp_path / "bus") as address, pytest.raises(Undelivered, match=NO_SERVICE):
        deliver("desktop", TEXT, Settings(), {notify.BUS: address})


def test_a_desktop_that_refuses_is_a_failure_with_its_reason(tmp_path: Path) -> None:
    with (
        desktop_at(tmp_path / "bus", "refuse") as desktop,
        pytest.raises(Undelivered, match="too many notif"),
    ):
        deliver("desktop", TEXT, Settings(), {notify.BUS: desktop.address})


def test_a_mute_desktop_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notify, "DESKTOP_SECONDS", 0.3)
    with desktop_at(tmp_path / "bus", "mute") as desktop:
        began = monotonic()
        with pytest.raises(Undelivered):
            deliver("desktop", TEXT, Settings(), {notify.BUS: desktop.address})
        assert monotonic() - began < 3


@pytest.mark.parametrize(
    "address", ["unix:path=/nowhere/bus", "nonsense", "tcp:host=x", "unix:path=/dev/null"]
)
def test_no_bus_is_a_failure(address: str) -> None:
    with pytest.raises(Undelivered, match=r"the session bus .* cannot be used"):
        deliver("desktop", TEXT, Settings(), {notify.BUS: address})


def test_a_program_gets_the_text_on_its_input(tmp_path: Path) -> None:
    taken = tmp_path / "it's 100% taken"
    deliver("command", TEXT, Settings(remind_command=f'tee "{taken}"'), ENV)
    assert taken.read_text() == f"{TEXT}\n"


def test_a_program_is_no_shell_unless_the_user_says_so(tmp_path: Path) -> None:
    plain = f"tee {tmp_path}/a>b {tmp_path}/$HOME"
    deliver("command", TEXT, Settings(remind_command=plain), ENV | {"HOME": "x"})
    assert {file.name for file in tmp_path.iterdir()} == {"a>b", "$HOME"}
    deliver("command", TEXT, Settings(remind_command=f"sh -c 'cat > {tmp_path}/shell'"), ENV)
    assert (tmp_path / "shell").read_text() == f"{TEXT}\n"


def test_a_program_that_does_not_read_has_taken_it() -> None:
    deliver("command", TEXT, Settings(remind_command="true"), ENV)


def test_what_a_program_leaves_running_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "never")
    began = monotonic()
    command = f"sh -c 'cat {tmp_path}/never & echo $! > {tmp_path}/pid'"
    deliver("command", TEXT, Settings(remind_command=command), ENV)
    assert monotonic() - began < 5
    pid = (tmp_path / "pid").read_text().strip()
    assert is_alive(pid)
    os.kill(int(pid), signal.SIGKILL)


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("", "names no program"),
        ("'", "an open quote"),
        ("no-such-program-here", "no-such-program-here cannot be started: No such file"),
        ("/etc/passwd", "passwd cannot be started: Permission denied"),
        ("false", "false failed with status 1"),
        ("sh -c 'echo one >&2; echo two >&2; exit 3'", "sh failed with status 3: two"),
        ("a\0b", "cannot be started"),
    ],
)
def test_a_program_that_fails_is_a_failure_with_its_reason(command: str, why: str) -> None:
    with pytest.raises(Undelivered, match=why):
        deliver("command", TEXT, Settings(remind_command=command), ENV)


def test_a_program_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notify, "COMMAND_SECONDS", 0.3)
    os.mkfifo(tmp_path / "never")
    command = f"sh -c 'cat {tmp_path}/never & echo $! > {tmp_path}/pid; wait'"
    with pytest.raises(Undelivered, match="sh did not end within 0 seconds"):
        deliver("command", TEXT, Settings(remind_command=command), ENV)
    until = monotonic() + 10
    while is_alive((tmp_path / "pid").read_text().strip()):
        assert monotonic() < until


def is_alive(pid: str) -> bool:
    """Whether a process, of whichever parent, still does something."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


@pytest.fixture
def web() -> Iterator[tuple[str, SimpleQueue[dict[str, str]]]]:
    """A web service on this machine: its Apprise address and what it was sent."""
    taken: SimpleQueue[dict[str, str]] = SimpleQueue()

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Service) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"json://127.0.0.1:{server.server_port}/", taken
        server.shutdown()


def test_a_web_service_gets_the_text_through_apprise(web: tuple[str, SimpleQueue[dict[str, str]]]) -> None:
    url, taken = web
    # A secret of the address must show nowhere; the second service is not there.
    gone = "json://user:s3cret@127.0.0.1:9/"
    with pytest.raises(Undelivered) as undelivered:
        deliver("apprise", TEXT, Settings(remind_urls=f"{gone} {url} nonsense://x"), ENV)
    assert taken.get(timeout=300)["message"] == TEXT
    assert str(undelivered.value) == (
        "apprise failed with status 1: address 1 (json) did not take it; "
        "address 3 (nonsense) is not one that Apprise knows"
    )


def test_apprise_needs_an_address() -> None:
    with pytest.raises(Undelivered, match="remind_urls names no address"):
        deliver("apprise", TEXT, Settings(), ENV)


def test_apprise_is_an_extra_and_its_absence_is_said() -> None:
    code = """
import sys
sys.modules["apprise"] = None
from habit_tui.system import notify
try:
    notify.to_apprise("text", "json://x", {})
except notify.Undelivered as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "needs the extra notify: say `uv tool install '.[notify]'`" in done.stdout, done.stderr
