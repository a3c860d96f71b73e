"""The first morning: what a newcomer is led to after the starters, once."""

from dataclasses import replace
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from habit_tui.services import path
from habit_tui.services.desk import Desk
from habit_tui.system import crontab, notify, settings
from habit_tui.tui.morning import GREETING
from habit_tui.tui.screens.starter import StarterScreen
from tests.factories import at, desk_at, logged
from tests.standins import Crontab, crontab_in
from tests.tui.stage import NARROW, Stage, on_stage

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 07:12", ZONE)
MINE = b"MAILTO=ada\n"


@pytest.fixture
def cron(tmp_path: Path) -> Crontab:
    """A crontab program with a crontab that is not ours, and no systemd."""
    made = crontab_in(tmp_path / "bin", MINE)
    (made.folder / "systemctl").write_text("#!/bin/sh\nexit 1\n")
    (made.folder / "systemctl").chmod(0o755)
    return made


@pytest.fixture
def desk(tmp_path: Path, cron: Crontab) -> Desk:
    """A desk nobody has sat at."""
    made = desk_at(tmp_path, ZONE, door="tui")
    return replace(made, env={**made.env, "PATH": cron.path, notify.BUS: "unix:path=/here"})


def was_configured(desk: Desk) -> bool:
    """Whether any settings were written."""
    return Path(desk.env["HABIT_TUI_CONFIG"]).exists()


def follow_settings(stage: Stage, desk: Desk) -> None:
    """Let the app read its settings file, as the real one does; the stage's desk stands still."""
    folder = desk.env["HABIT_TUI_CONFIG"]
    stage.app.desk_factory = lambda: replace(desk, settings=settings.load(folder))


async def test_three_steps_tick_themselves_off_and_then_it_is_a_good_morning(
    desk: Desk, cron: Crontab, picture: SnapshotAssertion
) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        follow_settings(stage, desk)
        await stage.press("enter")
        stage.app.clear_notifications()
        await stage.rest()
        left = stage.words_in("MorningLine")
        assert left == "· l log what you did · 2 see the calendar · r set a reminder Z skip ×"
        assert stage.svg == picture
        # Logged through another door: the line notices.
        logged(desk, "2026-11-22", "06:00", 45, "titanic")
        stage.app.reload()
        await stage.rest()
        assert "✓ log what you did" in stage.text
        await stage.click("see the calendar")
        assert "✓ see the calendar" in stage.text
        await stage.click("set a reminder")
        assert "This goes into your crontab" in stage.words
        assert cron.bytes == MINE
        await stage.press("escape")
        assert cron.bytes == MINE
        assert not was_configured(desk)
        await stage.press("r")
        await stage.click("enter install")
        assert cron.bytes.startswith(MINE)
        assert cron.bytes.count(b"remind --cron") == 3
        assert settings.load(desk.env["HABIT_TUI_CONFIG"]).remind_channels == ("desktop",)
        installed, last = stage.toasts[-2:]
        assert installed.startswith("Reminders are in your crontab")
        assert last == GREETING
        assert not stage.app.query("MorningLine")
        await stage.press("1")
        assert not stage.app.query("MorningLine")
        await stage.press("r")
        await stage.click("take out")
        assert cron.bytes == MINE
    async with on_stage(desk, NOW, NARROW) as stage:
        assert not stage.app.query("MorningLine")


async def test_the_morning_can_be_skipped_also_by_whoever_took_no_starter(desk: Desk) -> None:
    async with on_stage(desk, NOW, (60, 20)) as stage:
        await stage.press("escape", "2")
        assert stage.words_in("MorningLine") == "· l log ✓ calendar · r reminder Z skip ×"
        await stage.click("×")
        assert not stage.app.query("MorningLine")
        await stage.press("1")
        assert not stage.app.query("MorningLine")
        assert "skip_morning" not in [each.binding.id for each in stage.app.screen.active_bindings.values()]


async def test_a_path_from_the_shell_is_no_reason_to_offer_starters(desk: Desk) -> None:
    path.add(desk, NOW, "French")
    async with on_stage(desk, NOW) as stage:
        assert not isinstance(stage.app.screen, StarterScreen)
        assert not stage.app.query("MorningLine")


async def test_without_a_crontab_program_the_dialog_says_so_and_stays(desk: Desk, cron: Crontab) -> None:
    (cron.folder / "crontab").unlink()
    logged(desk, "2026-11-22", "06:00", 45, "titanic")
    bare = replace(desk, env={**desk.env, "PATH": str(cron.folder)})
    async with on_stage(bare, NOW, NARROW) as stage:
        await stage.press("r", "right")
        assert "printed: cron mails the line" in stage.words
        await stage.press("enter")
        assert "crontab" in stage.words_in(".answer")
        assert not was_configured(desk)


@pytest.mark.parametrize(
    ("bus", "chosen", "channels"),
    [
        ("unix:path=/here", (), "● desktop ○ cron's mail (stdout)"),
        ("", (), "○ desktop ● cron's mail (stdout)"),
        ("", ("desktop",), "● desktop ○ cron's mail (stdout)"),
        ("", ("desktop", "stdout"), "● desktop, cron's mail (stdout) ○ desktop ○ cron's mail (stdout)"),
    ],
)
async def test_reminders_come_the_way_that_was_chosen_or_that_reaches_somebody(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, bus: str, chosen: tuple[str, ...], channels: str
) -> None:
    # Which desktops there are besides depends on the machine.
    monkeypatch.setattr(notify, "_addresses_of_processes", lambda: iter(()))
    env = {**desk.env, notify.BUS: bus, "XDG_RUNTIME_DIR": "/nowhere"}
    asked = replace(desk, env=env, settings=replace(desk.settings, remind_channels=chosen))
    async with on_stage(asked, NOW, NARROW) as stage:
        await stage.press("escape", "r")
        assert channels in stage.words_in("#channel")
        assert "This goes into your crontab" in stage.words
        assert ("No desktop can be reached" in stage.words) == (not bus and bool(chosen))


@pytest.mark.parametrize("runs", [True, False])
async def test_who_has_reminders_without_a_cron_daemon_is_told_so(
    desk: Desk, cron: Crontab, monkeypatch: pytest.MonkeyPatch, runs: bool
) -> None:
    # Which daemons run depends on the machine.
    monkeypatch.setattr(crontab, "is_running", lambda: runs)
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("escape", "r", "right", "enter")
        said = stage.toasts[-1]
    assert cron.bytes.count(b"remind --cron") == 3
    assert said.startswith("Reminders are in your crontab")
    assert ("no cron daemon runs on this machine, so nothing fires" in said) == (not runs)


async def test_in_a_low_terminal_the_dialog_fills_it_with_what_would_be_written(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("escape", "r")
        dialog, preview = (stage.app.screen.query_one(each).region for each in ("#dialog", "#preview"))
        assert dialog.height == 23
        assert preview.height >= 14
        assert "enter install" in stage.text
