"""Backups of a real file: whole, checked, recorded, and nobody's but their owner's."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from habit_tui.domain.backup import Why
from habit_tui.domain.errors import StoreFault
from habit_tui.services.desk import Desk
from habit_tui.store import backup
from habit_tui.store.contents import examine
from habit_tui.store.store import SCHEMA_VERSION
from tests.factories import desk_at, logged

NOW = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with two sessions on two days."""
    desk = desk_at(tmp_path)
    logged(desk, "2026-11-20", "05:00", 45)
    logged(desk, "2026-11-21", "05:00", 45)
    return desk


def folder(desk: Desk) -> Path:
    return Path(desk.store.backups)


def damage(file: Path) -> None:
    """Overwrite a page in the middle of the file."""
    with file.open("r+b") as opened:
        opened.seek(file.stat().st_size // 4096 // 2 * 4096)
        opened.write(b"\xa5" * 4096)


def flip(file: Path) -> None:
    """Give a session a kind that there is none of, as a flipped bit would."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        assert connection.execute("UPDATE session SET kind = 'sdudy'").rowcount


def test_a_backup_holds_what_the_file_holds(desk: Desk) -> None:
    taken = backup.take(desk.store, NOW, Why.DAILY)
    assert taken.name == "habit-20261122T053000Z-daily.db"
    with (
        closing(sqlite3.connect(folder(desk) / taken.name)) as made,
        closing(sqlite3.connect(desk.store.file)) as original,
    ):
        assert list(made.iterdump()) == list(original.iterdump())
    assert taken.contents is not None
    assert (taken.sessions, taken.contents.version) == (2, SCHEMA_VERSION)
    assert str(taken.contents.first) == "2026-11-20"
    assert str(taken.contents.last) == "2026-11-21"


def test_its_check_is_recorded_beside_it(desk: Desk) -> None:
    taken = backup.take(desk.store, NOW, Why.DAILY)
    record = json.loads((folder(desk) / taken.name).with_suffix(".json").read_text())
    assert record["rows"]["session"] == 2
    assert record["problems"] == []
    assert backup.present(desk.store) == [taken]


def test_a_copy_without_a_record_is_looked_at(desk: Desk) -> None:
    taken = backup.take(desk.store, NOW, Why.DAILY)
    (folder(desk) / taken.name).with_suffix(".json").unlink()
    assert backup.present(desk.store) == [taken]
    damage(folder(desk) / taken.name)
    assert not backup.present(desk.store)[0].is_sound


def test_two_of_one_second_are_two(desk: Desk) -> None:
    names = {backup.take(desk.store, NOW, Why.ASKED).name for _ in range(3)}
    assert len(names) == len(backup.present(desk.store)) == 3


def test_backups_are_their_owners_alone_whatever_the_umask(desk: Desk, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        backup.take(desk.store, NOW, Why.DAILY)
        backup.write(desk.store, str(tmp_path / "mine.db"))
    finally:
        os.umask(before)
    assert folder(desk).stat().st_mode & 0o777 == 0o700
    files = [*folder(desk).iterdir(), tmp_path / "mine.db"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


@pytest.mark.parametrize("spoil", [damage, flip])
def test_a_damaged_file_is_not_backed_up_and_pushes_out_nothing(
    desk: Desk, spoil: Callable[[Path], None]
) -> None:
    taken = backup.take(desk.store, NOW, Why.DAILY)
    spoil(Path(desk.store.file))
    with pytest.raises(StoreFault, match=r"damaged.*habit-tui doctor.*habit-tui restore"):
        backup.take(desk.store, NOW.replace(day=23), Why.DAILY)
    assert backup.present(desk.store) == [taken]
    assert not list(folder(desk).glob(".*.partial"))


def test_a_cancelled_copy_leaves_nothing(desk: Desk) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup.take(desk.store, NOW, Why.ASKED, cancel)
    assert list(folder(desk).iterdir()) == []
    logged(desk, "2026-11-22", "05:00", 45)


def test_progress_is_told_to_the_end(desk: Desk) -> None:
    told: list[tuple[int, int]] = []
    backup.take(desk.store, NOW, Why.ASKED, lambda done, total: told.append((done, total)))
    assert told
    assert told[-1][0] == told[-1][1] > 0


def test_what_is_there_is_never_written_over(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("letter", "link"):
        with pytest.raises(StoreFault, match="exists already"):
            backup.write(desk.store, str(tmp_path / name))
    assert (tmp_path / "letter").read_text() == "Dear"


def test_writers_wait_for_a_copy_and_are_not_in_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "PAGES", 8)
    refused = []

    def meddle(done: int, total: int) -> None:
        with closing(sqlite3.connect(desk.store.file, timeout=0, isolation_level=None)) as other:
            try:
                other.execute("DELETE FROM session")
            except sqlite3.OperationalError as error:
                refused.append(str(error))

    taken = backup.take(desk.store, NOW, Why.DAILY, meddle)
    assert refused
    assert set(refused) == {"database is locked"}
    assert taken.sessions == 2


def test_pruning_deletes_backups_and_their_records_alone(desk: Desk) -> None:
    for day in range(1, 21):
        new = backup.take(desk.store, NOW.replace(day=day), Why.DAILY)
    (folder(desk) / "crontab-20261101T000000000000").write_text("x")
    other = folder(desk) / "other-20261101T053000Z-daily.db"
    other.write_text("x")
    gone = backup.prune(desk.store, new)
    assert len(gone) == 20 - 7 - 2
    assert len(list(folder(desk).glob("habit-*.db"))) == len(list(folder(desk).glob("habit-*.json"))) == 9
    assert other.exists()
    assert backup.prune(desk.store, new) == []


def test_what_a_killed_copy_left_goes_after_a_day(desk: Desk) -> None:
    new = backup.take(desk.store, NOW, Why.DAILY)
    left, fresh = folder(desk) / ".habit-1-daily.partial", folder(desk) / ".habit-2-daily.partial"
    draft = Path(desk.store.file).with_name(".habit.db.1.restoring")
    record = folder(desk) / "habit-20261101T053000Z-daily.json"
    for each in (left, fresh, draft, record):
        each.write_text("x")
    for each in (left, draft, record, (folder(desk) / new.name).with_suffix(".json")):
        os.utime(each, (0, 0))
    assert backup.left_over(desk.store) == [str(left), str(draft), str(record)]
    assert backup.prune(desk.store, new) == []
    assert fresh.exists()
    assert not left.exists()
    assert not draft.exists()


@pytest.mark.parametrize("content", [b"", b"letter" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_what_is_no_file_of_ours_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "letter.db"
    file.write_bytes(content)
    with pytest.raises(StoreFault):
        examine(str(file))
    assert file.read_bytes() == content


def test_looking_at_a_file_plays_no_journal_back_into_it(desk: Desk, tmp_path: Path) -> None:
    aside = tmp_path / "aside.db"
    with closing(sqlite3.connect(desk.store.file, isolation_level=None)) as half_done:
        half_done.execute("PRAGMA cache_size = 1")
        half_done.execute("BEGIN IMMEDIATE")
        half_done.execute("CREATE TABLE many (text)")
        half_done.executemany("INSERT INTO many VALUES (?)", [("x" * 3000,)] * 50)
        for end in ("", "-journal"):
            shutil.copy(desk.store.file + end, f"{aside}{end}")
    before = aside.read_bytes()
    with pytest.raises(StoreFault):
        examine(str(aside))
    assert aside.read_bytes() == before
    assert Path(f"{aside}-journal").exists()
