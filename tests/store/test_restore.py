"""Restoring into a file that other programs have open."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from habit_tui.domain.backup import Backup, Why
from habit_tui.domain.errors import CannotBeDone, HabitError
from habit_tui.services.desk import Desk
from habit_tui.store import backup, restore
from habit_tui.store.contents import examine
from habit_tui.store.store import SCHEMA_VERSION, Store
from habit_tui.store.watch import Watch
from tests.factories import desk_at, logged
from tests.store.test_backup import damage, flip
from tests.store.test_watch import Bell

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with two sessions, the first of which is backed up."""
    desk = desk_at(tmp_path)
    logged(desk, "2026-11-20", "05:00", 45, "backed up")
    backup.take(desk.store, NOW, Why.DAILY)
    logged(desk, "2026-11-21", "05:00", 45, "lost")
    return desk


@pytest.fixture
def copy(desk: Desk) -> str:
    """The path of the backup."""
    return str(Path(desk.store.backups) / backup.present(desk.store)[0].name)


def restored(store: Store, file: str) -> Backup | None:
    with restore.prepared(store, file) as (draft, _):
        return restore.put_in_place(store, draft, NOW)


def sessions(file: str | Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [what for (what,) in connection.execute("SELECT what FROM session ORDER BY id")]


def leftovers(desk: Desk) -> list[str]:
    return [each.name for each in Path(desk.store.file).parent.iterdir() if each.name.startswith(".")]


def test_the_file_is_as_it_was_and_what_it_held_is_kept(desk: Desk, copy: str) -> None:
    kept = restored(desk.store, copy)
    assert sessions(desk.store.file) == ["backed up"]
    assert kept is not None
    assert kept.why is Why.RESTORE
    assert sessions(Path(desk.store.backups) / kept.name) == ["backed up", "lost"]
    assert leftovers(desk) == []
    logged(desk, "2026-11-22", "05:00", 45, "after")
    assert sessions(desk.store.file) == ["backed up", "after"]


def test_it_stays_the_same_file_so_that_open_doors_stay_right(desk: Desk, copy: str) -> None:
    inode = Path(desk.store.file).stat().st_ino
    with closing(sqlite3.connect(desk.store.file, isolation_level=None)) as door:
        assert door.execute("SELECT count(*) FROM session").fetchone() == (2,)
        restored(desk.store, copy)
        assert door.execute("SELECT count(*) FROM session").fetchone() == (1,)
        door.execute("UPDATE session SET note = 'still right'")
    assert Path(desk.store.file).stat().st_ino == inode
    assert sessions(desk.store.file) == ["backed up"]


def test_an_open_app_notices(desk: Desk, copy: str) -> None:
    bell = Bell()
    watch = Watch(desk.store, bell, every=0.01)
    watch.start()
    try:
        assert bell.rings()
        restored(desk.store, copy)
        assert bell.rings()
    finally:
        watch.stop()


def test_an_open_app_notices_a_file_that_had_to_be_replaced(desk: Desk, copy: str) -> None:
    bell = Bell()
    watch = Watch(desk.store, bell, every=0.01)
    watch.start()
    try:
        assert bell.rings()
        Path(desk.store.file).write_bytes(b"no database at all" * 1000)
        restored(desk.store, copy)
        assert bell.rings()
        logged(desk, "2026-11-22", "05:00", 45)
        assert bell.rings()
    finally:
        watch.stop()


def test_nothing_can_be_written_between_keeping_and_replacing(
    desk: Desk, copy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = []

    def keep_and_meddle(*given: object) -> Backup:
        taken = backup.keep(*given)  # type: ignore[arg-type]  # passed on as they come
        with closing(sqlite3.connect(desk.store.file, timeout=0, isolation_level=None)) as other:
            try:
                other.execute("DELETE FROM session")
            except sqlite3.OperationalError as error:
                refused.append(str(error))
        return taken

    monkeypatch.setattr(restore, "keep", keep_and_meddle)
    restored(desk.store, copy)
    assert refused == ["database is locked"]


def test_a_restore_waits_for_a_writer_no_longer_than_it_may(desk: Desk, copy: str) -> None:
    store = Store(desk.store.file, busy_seconds=0.05)
    with closing(sqlite3.connect(desk.store.file, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(HabitError, match="locked for too long"):
            restored(store, copy)
        writer.execute("ROLLBACK")
    assert sessions(desk.store.file) == ["backed up", "lost"]
    assert leftovers(desk) == []


def test_a_cancelled_restore_leaves_the_file_as_it_was(
    desk: Desk, copy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restore, "PAGES", 4)

    def cancel(done: int, total: int) -> None:
        if done > total * 3 // 4:
            raise KeyboardInterrupt

    with restore.prepared(desk.store, copy) as (draft, _), pytest.raises(KeyboardInterrupt):
        restore.put_in_place(desk.store, draft, NOW, cancel)
    assert sessions(desk.store.file) == ["backed up", "lost"]
    logged(desk, "2026-11-22", "05:00", 45)


def test_a_restore_killed_in_the_middle_leaves_the_file_as_it_was(desk: Desk, copy: str) -> None:
    script = f"""
import os, signal, sys; sys.path.insert(0, {str(ROOT)!r})
from datetime import UTC, datetime
from habit_tui.store import restore
from habit_tui.store.store import Store
restore.PAGES = 4
store = Store({desk.store.file!r})
def die(done, total):
    if done > total * 3 // 4:
        os.kill(os.getpid(), signal.SIGKILL)
with restore.prepared(store, {copy!r}) as (draft, _):
    restore.put_in_place(store, draft, datetime.now(UTC), die)
"""
    done = subprocess.run([sys.executable, "-c", script], check=False, timeout=300)
    assert done.returncode == -signal.SIGKILL
    assert sessions(desk.store.file) == ["backed up", "lost"]
    restored(desk.store, copy)
    assert sessions(desk.store.file) == ["backed up"]


@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_an_older_file_is_brought_up_to_date(desk: Desk, version: int) -> None:
    older = ROOT / "tests" / "data" / f"version-{version}.db"
    before = older.read_bytes()
    restored(desk.store, str(older))
    assert older.read_bytes() == before
    found = examine(desk.store.file)
    assert found.version == SCHEMA_VERSION
    assert found.problems == ()
    assert found.sessions > 20
    assert [each.why for each in backup.present(desk.store)].count(Why.UPGRADE) == 0


def _newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def _foreign(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE places (id)")


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-8192])


def _letter(file: Path) -> None:
    file.write_text("Dear Ada")


def _without_sessions(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE session")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_newer, "newer habit-tui"),
        (_foreign, "not a habit_tui file"),
        (_letter, "not a habit_tui file"),
        (_cut, "damaged"),
        (damage, "damaged"),
        (flip, "damaged"),
        (_without_sessions, "damaged"),
        (Path.unlink, "cannot be opened"),
    ],
)
def test_what_cannot_be_trusted_is_refused_and_changes_nothing(
    desk: Desk, tmp_path: Path, spoil: object, said: str
) -> None:
    file = tmp_path / "other.db"
    shutil.copy(desk.store.file, file)
    assert callable(spoil)
    spoil(file)
    before = Path(desk.store.file).read_bytes()
    with pytest.raises(HabitError, match=said):
        restored(desk.store, str(file))
    assert Path(desk.store.file).read_bytes() == before
    assert leftovers(desk) == []


def test_a_file_where_there_was_none_or_nothing(desk: Desk, copy: str) -> None:
    file = Path(desk.store.file)
    file.unlink()
    assert restored(desk.store, copy) is None
    assert sessions(file) == ["backed up"]
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_bytes(b"")
    assert restored(desk.store, copy) is None
    assert sessions(file) == ["backed up"]


@pytest.mark.parametrize(("spoil", "said"), [(_newer, "newer habit-tui"), (_foreign, "not a habit_tui file")])
def test_a_file_that_is_none_of_this_programs_is_not_restored_into(
    desk: Desk, copy: str, spoil: object, said: str
) -> None:
    assert callable(spoil)
    spoil(Path(desk.store.file))
    before = Path(desk.store.file).read_bytes()
    with pytest.raises(HabitError, match=f"habit.db .*{said}"):
        restored(desk.store, copy)
    assert Path(desk.store.file).read_bytes() == before


@pytest.mark.parametrize("spoil", [_letter, _cut, damage, flip, _without_sessions])
def test_a_damaged_file_is_kept_and_replaced(desk: Desk, copy: str, spoil: object) -> None:
    file = Path(desk.store.file)
    assert callable(spoil)
    spoil(file)
    kept = restored(desk.store, copy)
    assert sessions(file) == ["backed up"]
    assert kept is not None
    assert kept.why is Why.DAMAGED
    aside = Path(desk.store.backups) / kept.name
    assert aside.stat().st_mode & 0o777 == 0o600
    assert not next(each for each in backup.present(desk.store) if each.name == kept.name).is_sound


def test_two_ruined_files_of_one_second_are_both_kept(desk: Desk, copy: str) -> None:
    file = Path(desk.store.file)
    for content in (b"one ruin", b"another"):
        file.write_bytes(content * 1000)
        restored(desk.store, copy)
    kept = [each.name for each in backup.present(desk.store) if each.why is Why.DAMAGED]
    assert {(Path(desk.store.backups) / name).read_bytes()[:7] for name in kept} == {b"one rui", b"another"}


def test_a_journal_left_beside_a_ruined_file_is_not_played_into_the_new_one(desk: Desk, copy: str) -> None:
    file = Path(desk.store.file)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE change_row SET after = hex(zeroblob(200000))")
        journal = file.with_name("habit.db-journal").read_bytes()
        connection.execute("ROLLBACK")
    file.write_bytes(b"no database at all" * 1000)
    file.with_name("habit.db-journal").write_bytes(journal)
    restored(desk.store, copy)
    assert not file.with_name("habit.db-journal").exists()
    assert sessions(file) == ["backed up"]


def test_a_file_that_somebody_switched_to_wal_comes_back_as_one_file(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    shutil.copy(desk.store.file, other)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    restored(desk.store, str(other))
    with closing(sqlite3.connect(desk.store.file)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert sessions(desk.store.file) == ["backed up", "lost"]


def test_the_refusal_is_one_that_changed_nothing(desk: Desk, tmp_path: Path) -> None:
    damaged = tmp_path / "other.db"
    shutil.copy(desk.store.file, damaged)
    damage(damaged)
    with pytest.raises(CannotBeDone, match="nothing was changed"):
        restored(desk.store, str(damaged))


def test_whatever_a_busy_door_was_told_is_kept_is_in_the_file_or_in_what_a_restore_kept(
    desk: Desk, copy: str
) -> None:
    script = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from datetime import UTC, datetime
from habit_tui.store.store import Store
store = Store({desk.store.file!r})
for number in range(150):
    with store.writing(datetime.now(UTC), "test", "note") as unit:
        unit.connection.execute(
            "INSERT INTO prompt (uid, updated_at, prompt_id, state, on_day)"
            " VALUES (?, ?, ?, 'used', '2026-11-22')",
            (str(number), unit.now, str(number)),
        )
    print(number, flush=True)
"""
    told, restores = set(), 0
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            told.add(line.strip())
            if len(told) % 30 == 10:
                restored(desk.store, copy)
                restores += 1
    assert writer.returncode == 0
    assert (len(told), restores) == (150, 5)
    found = set()
    for file in [Path(desk.store.file), *Path(desk.store.backups).glob("*-restore*.db")]:
        with closing(sqlite3.connect(file)) as connection:
            found |= {uid for (uid,) in connection.execute("SELECT uid FROM prompt")}
    assert found >= told
