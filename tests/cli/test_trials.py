"""Faults in short: kills, many doors, a full disk, a clock gone back. In full: `python -m tests.trials`."""

from datetime import date
from pathlib import Path

from tests.cli.shell import Shell
from tests.trials.disk import fill
from tests.trials.doors import crowd
from tests.trials.kills import kill


def test_nothing_acknowledged_is_lost_by_a_kill(tmp_path: Path) -> None:
    done = kill(tmp_path, 6)
    assert done.faults == ()
    assert done.acknowledged >= 6


def test_the_trial_of_kills_finds_a_writer_that_speaks_too_early(tmp_path: Path) -> None:
    assert any("is lost" in fault for fault in kill(tmp_path, 8, flags=["--early"]).faults)


def test_many_doors_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    done = crowd(tmp_path, shells=3, each=3)
    assert done.faults == ()
    assert done.logged == 9
    assert done.reminders > 0


def test_a_full_disk_loses_nothing_and_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    done = fill(tmp_path, tmp_path / "disk", limit=400_000, step=10)
    assert done.faults == ()
    assert {"import midway", "merge midway", "log", "upgrade"} <= done.said.keys()
    assert all("full" in line for line in done.said.values())


def test_a_clock_that_goes_back_between_two_commands_loses_nothing(shell: Shell) -> None:
    shell.done("log", "45m", "first")
    shell.done("start", "running")
    earlier = shell.at("2026-11-22T06:30:00+01:00")
    before = shell.json("sessions")
    assert "later than the clock says" in earlier.refused("stop").err
    assert earlier.json("status")["running"]["what"] == "running"
    earlier.done("log", "10m", "second", "--at", "5:00")
    assert earlier.done("undo").startswith("Undid: ")
    assert shell.json("sessions") == before
    assert [each["study_day"] for each in before] == [date(2026, 11, 22).isoformat()] * 2
    assert earlier.json("streak")["current"] == 1
    assert "Stopped" in shell.at("2026-11-22T08:00:00+01:00").done("stop")
