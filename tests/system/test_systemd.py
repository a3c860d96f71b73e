"""The user's systemd: its units as it reads them itself, and a `systemctl` that can fail."""

import os
import shutil
import subprocess
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.schedule import Command, Firing
from habit_tui.system import systemd
from habit_tui.system.systemd import NAME, NoManager, command_of, firing_of, on_calendar, units

WEEKDAYS = frozenset(range(5))
FIRINGS = (Firing(time(4, 45), WEEKDAYS), Firing(time(8), frozenset(range(7))))
COMMAND = Command(("/home/a b/$py%", "-P", 'say "hi"', "\\"), (("TZ", "Asia/Tokyo"), ("A", "b%c d")))
TEXTS = units(FIRINGS, COMMAND, None, "installed 2026-11-22T05:00:00Z in Europe/Berlin")
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")


def manager(folder: Path, script: str = "") -> dict[str, str]:
    """An environment with a `systemctl` of the test's own: it notes what is asked and runs the script."""
    program = folder / "bin" / "systemctl"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$*" >> {folder}/asked\n{script}\n')
    program.chmod(0o755)
    return {"HOME": str(folder), "PATH": f"{program.parent}:{os.defpath}", "XDG_RUNTIME_DIR": str(folder)}


def test_a_timer_fires_what_the_machine_slept_through() -> None:
    timer = TEXTS[f"{NAME}.timer"]
    assert "Persistent=true" in timer
    assert "OnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 04:45:00\nOnCalendar=*-*-* 08:00:00\n" in timer
    assert systemd.note_of(timer) == "installed 2026-11-22T05:00:00Z in Europe/Berlin"


def test_the_words_come_back_from_the_unit() -> None:
    assert command_of(TEXTS[f"{NAME}.service"]) == COMMAND.argv
    assert command_of("") == command_of('ExecStart="open') == ()


@given(
    st.builds(
        Firing,
        st.builds(time, st.integers(0, 23), st.integers(0, 59)),
        st.frozensets(st.integers(0, 6), min_size=1),
    ),
    st.sampled_from([None, "Europe/Berlin", "America/Argentina/Salta"]),
)
def test_a_firing_comes_back_from_its_calendar_event(firing: Firing, zone: str | None) -> None:
    assert firing_of(on_calendar(firing, zone)) == (firing, zone)


def test_a_snooze_adds_one_event_and_the_next_takes_its_place() -> None:
    timer = TEXTS[f"{NAME}.timer"]
    once = systemd.with_once(timer, datetime(2026, 11, 22, 5, 51, tzinfo=UTC))
    assert "OnCalendar=2026-11-22 05:51:00 UTC\n" in once
    again = systemd.with_once(once, datetime(2026, 11, 23, 5, 7, tzinfo=UTC))
    assert again == once.replace("2026-11-22 05:51", "2026-11-23 05:07")
    assert systemd.weekly_of(again) == systemd.weekly_of(timer)


@needs_systemd
def test_systemd_itself_reads_the_events_as_they_are_meant() -> None:
    events = [*systemd.weekly_of(TEXTS[f"{NAME}.timer"]), on_calendar(FIRINGS[0], "Asia/Tokyo")]
    done = subprocess.run(
        ["systemd-analyze", "calendar", "--base-time=2026-11-20 12:00:00 UTC", *events],
        env={"PATH": os.defpath, "TZ": "UTC", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    elapse = [line.partition(": ")[2] for line in done.stdout.splitlines() if "Next elapse" in line]
    assert elapse == [
        "Mon 2026-11-23 04:45:00 UTC",
        "Sat 2026-11-21 08:00:00 UTC",
        "Sun 2026-11-22 19:45:00 UTC",
    ]


@needs_systemd
def test_systemd_itself_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    texts = units(FIRINGS, Command(("/bin/true", "a b", "100%", "$HOME")), "Europe/Berlin", "note")
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", *(str(tmp_path / name) for name in texts)],
        env={"PATH": os.defpath, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in done.stderr.splitlines() if NAME in line] == []


def test_units_are_written_and_the_timer_enabled(tmp_path: Path) -> None:
    env = manager(tmp_path)
    systemd.install(env, TEXTS)
    assert systemd.read(env) == TEXTS
    assert systemd.folder(env) == str(tmp_path / ".config/systemd/user")
    assert (tmp_path / "asked").read_text().splitlines() == [
        f"--user --no-ask-password {words}"
        for words in (
            "show-environment",
            "daemon-reload",
            f"enable {NAME}.timer",
            f"restart {NAME}.timer",
        )
    ]
    assert systemd.uninstall(env)
    assert systemd.read(env) == {}
    assert not systemd.uninstall(env)


def test_a_user_without_systemd_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    env = manager(tmp_path, "echo 'Failed to connect to bus: No medium found' >&2; exit 1")
    with pytest.raises(NoManager, match=r"no systemd runs for this user: .* No medium found"):
        systemd.install(env, TEXTS)
    assert systemd.read(env) == {}
    with pytest.raises(NoManager, match="cannot be run: No such file"):
        systemd.install({**env, "PATH": str(tmp_path)}, TEXTS)


def test_units_that_cannot_be_enabled_give_way_to_the_former_ones(tmp_path: Path) -> None:
    env = manager(tmp_path, f"[ -e {tmp_path}/broken ] && [ $3 = enable ] && exit 1; exit 0")
    systemd.install(env, TEXTS)
    (tmp_path / "broken").touch()
    with pytest.raises(CannotBeDone, match=r"enable habit-tui-remind.timer` failed: exit code 1"):
        systemd.install(env, units(FIRINGS[:1], COMMAND, None, "other"))
    assert systemd.read(env) == TEXTS


def test_a_path_no_unit_can_hold_is_refused() -> None:
    with pytest.raises(CannotBeDone, match="a unit cannot hold the path"):
        units(FIRINGS, Command(("/a\nb",)), None, "")
