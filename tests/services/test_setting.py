"""Changing a setting, and what follows it."""

from datetime import time
from pathlib import Path

import pytest

from habit_tui.domain.errors import NotUnderstood
from habit_tui.services import setting
from habit_tui.services.desk import open_desk
from tests.factories import at, logged
from tests.standins import crontab_in

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 05:12", ZONE)


def env_in(folder: Path) -> dict[str, str]:
    return {"HOME": str(folder), "HABIT_TUI_DATA": str(folder), "HABIT_TUI_CONFIG": str(folder), "TZ": ZONE}


def test_a_change_counts_at_once_and_past_sessions_keep_their_day(tmp_path: Path) -> None:
    desk = open_desk(env_in(tmp_path), "tui")
    before = logged(desk, "2026-11-20", "04:00", 20)
    changed = setting.change(desk, NOW, "day_starts_at", "05:00")
    assert changed.desk.settings.day_starts_at == time(5)
    assert changed.remark == ""
    after = logged(changed.desk, "2026-11-21", "04:00", 20)
    assert (f"{before.study_day}", f"{after.study_day}") == ("2026-11-20", "2026-11-20")


def test_a_new_zone_is_lived_in_at_once(tmp_path: Path) -> None:
    desk = open_desk(env_in(tmp_path), "tui")
    assert setting.change(desk, NOW, "zone", "Asia/Tokyo").desk.zone_name == "Asia/Tokyo"
    assert setting.change(desk, NOW, "zone", None).desk.zone_name == ZONE


def test_what_is_not_allowed_changes_nothing(tmp_path: Path) -> None:
    desk = open_desk(env_in(tmp_path), "tui")
    with pytest.raises(NotUnderstood):
        setting.change(desk, NOW, "freeze_every", "seven")
    assert not (tmp_path / "settings.toml").exists()


def test_installed_reminders_follow_what_they_were_made_from(tmp_path: Path) -> None:
    cron = crontab_in(tmp_path / "bin")
    (cron.folder / "systemctl").write_text("#!/bin/sh\nexit 1\n")
    (cron.folder / "systemctl").chmod(0o755)
    desk = open_desk({**env_in(tmp_path), "PATH": cron.path}, "tui")
    installed = setting.change(desk, NOW, "remind_backend", "cron")
    assert installed.remark == "Reminders are installed in cron"
    changed = setting.change(installed.desk, NOW, "remind_at", "06:10")
    assert changed.remark == "The reminders are installed anew"
    assert b"\n10 6 " in cron.bytes or b"\n10 5 " in cron.bytes
    lacking = setting.change(changed.desk, NOW, "remind_channels", "command")
    assert lacking.remark.startswith("The reminders stay as they were: the channel command needs")
    gone = setting.change(lacking.desk, NOW, "remind_backend", None)
    assert gone.remark == "No reminders any more in cron"
    assert gone.desk.settings.remind_backend is None
