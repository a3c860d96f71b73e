"""When backups are taken, how a failing one is told, and bringing one back."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from habit_tui.domain.backup import Why
from habit_tui.domain.errors import CannotBeDone, HabitError, StoreFault
from habit_tui.services import backup, session
from habit_tui.services.change import undo
from habit_tui.services.desk import Desk
from habit_tui.services.transfer import Import, import_file
from habit_tui.store import backup as store
from habit_tui.store.store import Store
from tests.factories import desk_at, logged
from tests.store.test_backup import damage

NOW = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = desk_at(tmp_path)
    logged(desk, "2026-11-20", "05:00", 45, "titanic")
    return desk


def whys(desk: Desk) -> list[Why]:
    return [each.why for each in reversed(backup.listed(desk))]


def test_one_is_taken_a_day(desk: Desk) -> None:
    for hours in (0, 1, 18, 19, 30):
        assert backup.daily(desk.store, NOW + timedelta(hours=hours)) == ""
    assert [each.at for each in reversed(backup.listed(desk))] == [NOW, NOW + timedelta(hours=19)]


def test_none_is_taken_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    nothing = Store(str(tmp_path / "data" / "habit.db"))
    assert backup.daily(nothing, NOW) == ""
    assert list((tmp_path / "data").iterdir()) == []


def test_a_backup_from_the_future_stops_nothing(desk: Desk) -> None:
    backup.daily(desk.store, NOW + 3650 * DAY)
    backup.daily(desk.store, NOW)
    assert len(backup.listed(desk)) == 2


def test_doors_that_come_at_once_take_one_together(desk: Desk) -> None:
    with store.alone(desk.store) as mine:
        assert mine
        assert backup.daily(desk.store, NOW) == ""
        assert backup.listed(desk) == []
    assert backup.daily(desk.store, NOW) == ""
    assert len(backup.listed(desk)) == 1


def test_two_stores_in_one_folder_do_not_mix_their_backups(desk: Desk) -> None:
    other = Desk(
        Store(str(Path(desk.store.file).with_name("habit-2.db"))),
        desk.zone,
        desk.settings,
        desk.door,
        desk.env,
    )
    logged(other, "2026-11-20", "05:00", 45)
    backup.daily(desk.store, NOW)
    assert not other.store.is_backed_up(NOW)
    backup.daily(other.store, NOW)
    assert [each.name.startswith("habit-2-") for each in backup.listed(other)] == [True]
    assert len(backup.listed(desk)) == 1


def test_a_failure_is_told_and_noted_and_waits_for_the_next_day(desk: Desk) -> None:
    sound = Path(desk.store.file).read_bytes()
    damage(Path(desk.store.file))
    assert "damaged" in backup.daily(desk.store, NOW)
    assert backup.daily(desk.store, NOW) == ""
    failed = backup.last_failure(desk.store)
    assert failed is not None
    assert failed[0] == NOW.date()
    assert "damaged" in failed[1]
    Path(desk.store.file).write_bytes(sound)
    assert backup.daily(desk.store, NOW + DAY) == ""
    assert backup.last_failure(desk.store) is None
    assert whys(desk) == [Why.DAILY]


def test_backups_nobody_asked_for_leave_room_for_sessions(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("start,end,what\n2026-11-21T05:00:00Z,2026-11-21T06:00:00Z,french\n")
    full = os.statvfs_result((4096, 4096, 1000, 100, 90, 1, 1, 1, 0, 255))
    monkeypatch.setattr(os, "statvfs", lambda _path: full)
    assert "too little room" in backup.daily(desk.store, NOW)
    with pytest.raises(StoreFault, match="too little room"):
        import_file(desk, Import("csv", str(rows)), NOW)
    assert backup.take(desk, NOW).sessions == 1


def test_an_import_is_preceded_by_a_backup(desk: Desk, tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("start,end,what\n2026-11-21T05:00:00Z,2026-11-21T06:00:00Z,french\n")
    import_file(desk, Import("csv", str(rows), dry_run=True), NOW)
    assert whys(desk) == []
    assert import_file(desk, Import("csv", str(rows)), NOW).kept == 1
    (taken,) = backup.listed(desk)
    assert (taken.why, taken.sessions) == (Why.IMPORT, 1)


def test_imports_that_bring_nothing_leave_one_backup_between_them(desk: Desk, tmp_path: Path) -> None:
    csv = tmp_path / "in.csv"
    csv.write_text("start,minutes\n2026-11-19T05:00:00+01:00,45\n")
    for hour in range(5):
        import_file(desk, Import("csv", str(csv)), NOW + timedelta(hours=hour))
    assert [(each.why, each.sessions) for each in backup.listed(desk)] == [(Why.IMPORT, 2), (Why.IMPORT, 1)]
    undo(desk, NOW + DAY)
    logged(desk, "2026-11-18", "05:00", 45)
    import_file(desk, Import("csv", str(csv)), NOW + DAY)
    assert [each.sessions for each in backup.listed(desk)] == [2, 2, 1]


def test_a_backup_of_as_many_other_rows_is_kept(desk: Desk, tmp_path: Path) -> None:
    csv = tmp_path / "in.csv"
    csv.write_text("start,minutes\n2026-11-19T05:00:00+01:00,45\n")
    begun = backup.take(desk, NOW)
    for hour, what in ((1, "alpha"), (2, "beta")):
        logged(desk, "2026-11-18", "05:00", 45, what)
        import_file(desk, Import("csv", str(csv)), NOW + timedelta(hours=hour))
        backup.restore(desk, begun.name, NOW + timedelta(hours=hour))
    assert [each.why for each in backup.listed(desk)].count(Why.IMPORT) == 2


def test_one_asked_for_is_kept_beside_an_equal_one(desk: Desk) -> None:
    backup.daily(desk.store, NOW)
    taken = backup.take(desk, NOW)
    assert taken in backup.listed(desk)


def test_a_file_of_ones_own_and_one_in_a_folder(desk: Desk, tmp_path: Path) -> None:
    path, contents = backup.write(desk, str(tmp_path / "mine.db"), NOW)
    assert (path, contents.sessions) == (str(tmp_path / "mine.db"), 1)
    (tmp_path / "stick").mkdir()
    path, _ = backup.write(desk, str(tmp_path / "stick"), NOW)
    assert path == str(tmp_path / "stick" / "habit-20261122T053000Z-asked.db")
    with pytest.raises(HabitError, match="cannot be written"):
        backup.write(desk, str(tmp_path / "nowhere" / "mine.db"), NOW)


def test_a_backup_is_brought_back_by_name_day_or_path(desk: Desk, tmp_path: Path) -> None:
    path, _ = backup.write(desk, str(tmp_path / "mine.db"), NOW)
    name = backup.take(desk, NOW).name
    for number, given in enumerate((name, "2026-11-22", path), 1):
        logged(desk, "2026-11-21", f"0{number}:00", 45)
        done = backup.restore(desk, given, NOW - DAY)
        assert done.contents.sessions == 1
        assert Path(done.aside).exists()
    assert whys(desk).count(Why.RESTORE) == 3


def test_a_restore_can_be_taken_back(desk: Desk) -> None:
    name = backup.take(desk, NOW).name
    logged(desk, "2026-11-21", "05:00", 45, "lost")
    done = backup.restore(desk, name, NOW)
    backup.restore(desk, done.aside, NOW + DAY)
    assert undo(desk, NOW + DAY).text.startswith("logged 45 min of lost")


def test_the_record_goes_on_after_a_restore(desk: Desk) -> None:
    name = backup.take(desk, NOW).name
    session.start(desk, "french", NOW)
    backup.restore(desk, name, NOW)
    session.start(desk, "titanic", NOW)
    session.stop(desk, NOW + timedelta(minutes=30))


@pytest.mark.parametrize("given", ["nothing", "2026-11-21", "/nowhere/at.db", "../habit.db"])
def test_a_backup_that_is_not_there_is_refused(desk: Desk, given: str) -> None:
    backup.take(desk, NOW)
    with pytest.raises(CannotBeDone, match="there is no backup"):
        backup.restore(desk, given, NOW)


def test_the_store_is_no_backup_of_itself(desk: Desk) -> None:
    with pytest.raises(CannotBeDone, match="the store itself"):
        backup.restore(desk, desk.store.file, NOW)
