"""The open app and backups: it takes the day's, says when that fails, and lives on after a restore."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from habit_tui.services import backup
from habit_tui.services.desk import Desk
from tests.factories import desk_at, logged
from tests.tui.stage import on_stage

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = desk_at(tmp_path)
    logged(desk, "2026-11-22", "05:00", 45, "backed up")
    return desk


def put(path: str, content: bytes) -> None:
    Path(path).write_bytes(content)


async def test_an_app_that_opens_takes_the_days_backup(desk: Desk) -> None:
    async with on_stage(desk, NOW):
        assert [each.at for each in backup.listed(desk)] == [NOW]


async def test_an_app_left_open_takes_one_every_day(desk: Desk) -> None:
    moments = [NOW]
    async with on_stage(desk, lambda: moments[-1]) as stage:
        moments.append(NOW + timedelta(days=1))
        stage.app.tick()
        await stage.rest()
        stage.app.tick()
        await stage.rest()
        assert [each.at for each in reversed(backup.listed(desk))] == moments


async def test_a_backup_that_fails_is_said(desk: Desk) -> None:
    put(desk.store.backups, b"in the way")
    async with on_stage(desk, NOW) as stage:
        assert any("today's backup failed" in toast for toast in stage.toasts)


async def test_an_open_app_shows_what_another_door_restored_and_goes_on(desk: Desk) -> None:
    name = backup.take(desk, NOW).name
    logged(desk, "2026-11-22", "06:00", 30, "lost")
    async with on_stage(desk, NOW) as stage:
        assert "lost" in stage.words
        backup.restore(desk, name, NOW)
        stage.app.reload()
        await stage.rest()
        assert "lost" not in stage.words
        assert "backed up" in stage.words
        await stage.press("u")
        assert any("Undone: logged 45 min of backed up" in toast for toast in stage.toasts)


async def test_an_open_app_lives_through_damage_and_restore(desk: Desk) -> None:
    name = backup.take(desk, NOW).name
    async with on_stage(desk, NOW) as stage:
        put(desk.store.file, b"ruined" * 1000)
        stage.app.reload()
        await stage.rest()
        assert any("habit-tui restore" in toast for toast in stage.toasts)
        backup.restore(desk, name, NOW)
        stage.app.reload()
        await stage.press("u")
        assert any("Undone: logged" in toast for toast in stage.toasts)
