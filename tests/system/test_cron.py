"""A real cron daemon fires a real installed block: what it says arrives, and on a done day nothing does.

Run by `pytest -m system`, as root: it changes root's crontab for some minutes and puts it back.
"""

import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Empty
from zoneinfo import ZoneInfo

import pytest

from habit_tui.system.crontab import is_running
from habit_tui.system.notify import BUS
from tests.cli.shell import Answer, process
from tests.standins import Desktop, desktop_at

pytestmark = pytest.mark.system
MISSING = [program for program in ("cron", "crontab", "dbus-daemon") if shutil.which(program) is None]
TWO_MINUTES = 120.0
TEXT = " left, 10 start a streak\n"


@pytest.fixture
def root_crontab() -> Iterator[None]:
    """Root's crontab, put back afterwards as it was found."""
    if os.getuid() != 0:
        pytest.skip("a cron daemon can only be started as root")
    if MISSING:
        pytest.skip(f"not installed here: {', '.join(MISSING)} (apt-get install cron dbus)")
    before = subprocess.run(["crontab", "-l"], capture_output=True, check=False)
    yield
    if before.returncode == 0:
        subprocess.run(["crontab", "-"], input=before.stdout, check=True)
    else:
        subprocess.run(["crontab", "-r"], capture_output=True, check=False)


@contextmanager
def cron_daemon() -> Iterator[None]:
    """The machine's cron daemon, or one started for the test and ended by its own pid."""
    if is_running():
        yield
        return
    with subprocess.Popen(["cron", "-f"]) as daemon:
        try:
            yield
        finally:
            daemon.terminate()


@contextmanager
def session_of_the_user(address: str) -> Iterator[None]:
    """A process of the user's that knows the session bus, as a desktop's own processes do."""
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, env={BUS: address, "PATH": os.defpath}) as session:
        yield
        session.communicate()


def noon_zone(now: datetime) -> ZoneInfo:
    """A zone where it is between noon and one o'clock."""
    ahead = 12 - now.hour
    # The names count the other way round.
    return ZoneInfo("Etc/GMT" if not ahead else f"Etc/GMT{-ahead:+}")


class Machine:
    """A learner's store, and root's crontab, whose SHELL keeps what jobs print and tells when they end.

    The learner lives where it is noon, so the test may run at any hour and the times are never the machine's.
    """

    def __init__(self, folder: Path) -> None:
        # A path that neither a shell nor cron may take apart.
        self.home = folder / "it's 100% mine"
        self.home.mkdir()
        self.printed, self.taken, self.ended = (folder / name for name in ("printed", "taken", "ended"))
        os.mkfifo(self.ended)
        shell = folder / "shell"
        shell.write_text(f'#!/bin/sh\n/bin/sh "$@" >> {self.printed} 2>&1\necho $? > {self.ended}\n')
        shell.chmod(0o755)
        self.crontab = f"SHELL={shell}\n# mine\n".encode()
        subprocess.run(["crontab", "-"], input=self.crontab, check=True)
        # Cron tells versions apart by their second, and a daemon just started may have read this one.
        time.sleep(1)
        self.env: Mapping[str, str] = {
            "HOME": str(self.home),
            "HABIT_TUI_CONFIG": str(self.home / "config"),
            "HABIT_TUI_DATA": str(self.home / "data"),
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        }
        self.zone = noon_zone(datetime.now(UTC))
        (self.home / "config").mkdir()
        (self.home / "config" / "settings.toml").write_text(f'zone = "{self.zone.key}"\n')
        self("routine", "set", "--window", "05:00-22:00", "--target", "60")

    def __call__(self, *words: str) -> Answer:
        answer = process(self.env, *words)
        assert answer.code == 0, answer
        return answer

    def fires_next_minute(self) -> datetime:
        """Install a block that fires at a minute about to come; when that is."""
        at = (datetime.now(UTC) + timedelta(seconds=75)).replace(second=0, microsecond=0)
        self(
            "remind", "install", "--at", f"{at.astimezone(self.zone):%H:%M}",
            "--channel", "stdout", "--channel", "desktop", "--channel", "command",
            "--command", f"sh -c 'cat >> {self.taken}'",
        )  # fmt: skip
        return at

    def job_ended(self) -> int:
        """Wait for the next job to end; its exit code."""
        with open(os.open(self.ended, os.O_RDWR), encoding="ascii") as fifo:  # noqa: PTH123 - a file descriptor
            ready, _, _ = select.select([fifo], [], [], TWO_MINUTES)
            assert ready, "cron started nothing within two minutes"
            return int(fifo.readline())


def read(file: Path) -> str:
    return file.read_text() if file.exists() else ""


def nothing(desktop: Desktop) -> bool:
    try:
        desktop.next(0.1)
    except Empty:
        return True
    return False


def test_a_real_cron_brings_the_line_through_every_channel_and_on_a_done_day_none(
    root_crontab: None, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with ExitStack() as stack:
        desktop = stack.enter_context(desktop_at(tmp_path / "bus"))
        stack.enter_context(session_of_the_user(desktop.address))
        stack.enter_context(cron_daemon())
        machine = Machine(tmp_path)

        due = machine.fires_next_minute()
        title, body = desktop.next(TWO_MINUTES)
        late = datetime.now(UTC) - due
        assert machine.job_ended() == 0
        assert title == "habit_tui"
        assert f"{body}\n".endswith(TEXT)
        assert read(machine.taken) == read(machine.printed) == f"{body}\n"
        status = process(machine.env, "remind", "status", "--json").json
        assert [each["result"] for each in status["last"]["channels"]] == ["delivered"] * 3
        assert status["problems"] == []
        with capfd.disabled():
            print(f"\nfrom cron's minute to the notification: {late.total_seconds():.2f} s", file=sys.stderr)

        machine("log", "60m", "--overlap", "reading")
        machine.fires_next_minute()
        assert machine.job_ended() == 0
        status = process(machine.env, "remind", "status", "--json").json
        assert status["last"]["reason"] == "reached"
        assert nothing(desktop)
        assert read(machine.taken) == read(machine.printed) == f"{body}\n"

        machine("remind", "uninstall")
        left = subprocess.run(["crontab", "-l"], capture_output=True, check=True).stdout
        assert left == machine.crontab
