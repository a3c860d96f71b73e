"""Units of work: all or nothing, one entry in the change log, any number of programs at once."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from habit_tui.domain.errors import CannotBeDone, StoreFault
from habit_tui.domain.kind import Kind
from habit_tui.domain.session import Session
from habit_tui.services import change
from habit_tui.services.desk import Desk
from habit_tui.store import session as session_store
from habit_tui.store.store import Store, Unit
from tests.factories import at, desk_at, logged

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk in Berlin at an empty store."""
    return desk_at(tmp_path, zone="Europe/Berlin")


@pytest.fixture
def store(desk: Desk) -> Store:
    """The desk's store."""
    return desk.store


def a_session(hour: int = 5, what: str = "reading") -> Session:
    """An hour of the morning of 22 November 2026."""
    start = datetime(2026, 11, 22, hour, tzinfo=UTC)
    return Session(
        id=0,
        uid="",
        start=start,
        end=start + timedelta(hours=1),
        minutes=60,
        zone="UTC",
        utc_offset=0,
        study_day=start.date(),
        what=what,
        kind=Kind.STUDY,
        note="",
        source="test",
    )


def counted(store: Store) -> dict[str, int]:
    """How many rows the tables behind a logged session hold."""
    with closing(sqlite3.connect(store.file)) as connection:
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("session", "change", "change_row")
        }


def test_a_unit_that_ends_well_is_kept_with_its_change(store: Store) -> None:
    with store.writing(NOW, "cli", "log", "logged an hour") as unit:
        session_store.insert(unit, a_session())
    assert counted(store) == {"session": 1, "change": 1, "change_row": 1}


@pytest.mark.parametrize("lane", ["express", "sqlalchemy", "both"])
def test_a_unit_that_fails_leaves_no_trace(store: Store, lane: str) -> None:
    def fail() -> None:
        with store.writing(NOW, "cli", "log") as unit:
            if lane != "sqlalchemy":
                session_store.insert(unit, a_session())
            if lane != "express":
                insert_by_sqlalchemy(unit)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert counted(store) == {"session": 0, "change": 0, "change_row": 0}


def insert_by_sqlalchemy(unit: Unit) -> None:
    """A prompt that was settled, written through the other lane."""
    from habit_tui.store.tables import prompt

    unit.insert(prompt, uid="u", updated_at=unit.now, prompt_id="p", state="used", on_day="2026-11-22")


def test_both_lanes_share_one_transaction_and_one_change(store: Store) -> None:
    with store.writing(NOW, "cli", "log") as unit:
        session_id = session_store.insert(unit, a_session())
        insert_by_sqlalchemy(unit)
        from sqlalchemy import select

        from habit_tui.store.tables import session

        assert unit.sql.execute(select(session.c.id)).scalars().all() == [session_id]
        unit.sql.commit()
        with closing(sqlite3.connect(store.file)) as other:
            assert other.execute("SELECT count(*) FROM session").fetchone() == (0,)
    assert counted(store) == {"session": 1, "change": 1, "change_row": 2}


def test_a_unit_that_changed_nothing_leaves_no_entry(store: Store) -> None:
    with store.writing(NOW, "cli", "log", "nothing"):
        pass
    assert counted(store)["change"] == 0


def test_a_change_that_refused_itself_leaves_the_one_before_to_undo(desk: Desk) -> None:
    logged(desk, "2026-11-22", "05:00", 60, "reading")

    def refuse() -> None:
        with desk.store.writing(NOW, "cli", "log") as unit:
            session_store.insert(unit, a_session(8))
            raise CannotBeDone("no")

    with pytest.raises(CannotBeDone, match="no"):
        refuse()
    assert change.undo(desk, NOW).text.startswith("logged 1 h of reading")


def test_a_row_the_file_refuses_takes_the_whole_unit_with_it(store: Store) -> None:
    def write() -> None:
        with store.writing(NOW, "cli", "log") as unit:
            session_store.insert(unit, a_session())
            unit.connection.execute("UPDATE session SET minutes = -1")

    with pytest.raises(StoreFault, match="refused the values"):
        write()
    assert counted(store)["session"] == 0


def test_a_reading_unit_sees_one_state_of_the_file(desk: Desk) -> None:
    with desk.store.reading() as unit:
        assert session_store.running(unit) is None
        assert unit.connection.in_transaction
    logged(desk, "2026-11-22", "05:00", 60)


@pytest.mark.parametrize("kind", ["reading", "writing"])
def test_a_file_another_program_keeps_locked_is_said_to_be(store: Store, kind: str) -> None:
    impatient = Store(store.file, busy_seconds=0.05)
    unit = impatient.reading() if kind == "reading" else impatient.writing(NOW, "cli", "log")
    with locked(store), pytest.raises(StoreFault, match=r"kept .* locked for too long"), unit as opened:
        session_store.running(opened)
    assert counted(store)["change"] == 0


@contextmanager
def locked(store: Store) -> Iterator[None]:
    """Another program that keeps the file to itself."""
    with closing(sqlite3.connect(store.file, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")


def test_a_reader_does_not_keep_a_writer_waiting_once_it_is_done(store: Store) -> None:
    with store.reading() as unit:
        session_store.running(unit)
    with Store(store.file, busy_seconds=0).writing(NOW, "cli", "log") as unit:
        session_store.insert(unit, a_session())
    assert counted(store)["session"] == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [({"row_id": 2**70}, "too large"), ({"row_id": "\udce9"}, "surrogates not allowed")],
)
def test_values_no_file_can_hold_are_refused(store: Store, values: dict[str, int | str], said: str) -> None:
    from habit_tui.store import compiled

    with pytest.raises(CannotBeDone, match=said), store.reading() as unit:
        unit.row(compiled.SESSION_BY_ID, **values)


def test_making_a_store_touches_nothing(tmp_path: Path) -> None:
    Store(str(tmp_path / "nowhere" / "habit.db"))
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_is_its_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    command = f"""
import os, sys; sys.path.insert(0, {str(ROOT)!r}); os.umask(0)
from habit_tui.store.store import Store
with Store({str(tmp_path / "habit.db")!r}).reading(): pass
"""
    subprocess.run([sys.executable, "-c", command], check=True)
    assert (tmp_path / "habit.db").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["habit.db"]


def test_a_file_restored_while_the_program_runs_is_read_anew(desk: Desk) -> None:
    before = Path(desk.store.file).read_bytes()
    logged(desk, "2026-11-22", "05:00", 60)
    other = Path(desk.store.file).with_name("other.db")
    other.write_bytes(before)
    other.replace(desk.store.file)
    with desk.store.reading() as unit:
        assert session_store.between(unit, NOW.date(), NOW.date()) == ()


def test_eight_programs_that_log_at_once_lose_nothing(desk: Desk) -> None:
    command = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from datetime import timedelta
from pathlib import Path
from habit_tui.domain.entry import Entry
from habit_tui.services import session
from tests.factories import at, desk_at
desk = desk_at(Path({desk.env["HOME"]!r}), zone="Europe/Berlin")
first = at("2026-11-22 05:00", "Europe/Berlin") - timedelta(days=int(sys.argv[1]))
for turn in range(25):
    logged = session.log(desk, Entry(20, f"{{sys.argv[1]}}-{{turn}}"), first + timedelta(minutes=20 * turn))
    print(logged.session.id, flush=True)
"""
    writers = [
        subprocess.Popen([sys.executable, "-c", command, str(number)], stdout=subprocess.PIPE)
        for number in range(8)
    ]
    acknowledged = [int(line) for writer in writers for line in writer.communicate(timeout=300)[0].split()]
    assert [writer.returncode for writer in writers] == [0] * 8
    assert sorted(acknowledged) == list(range(1, 201))
    with closing(sqlite3.connect(desk.store.file)) as connection:
        assert connection.execute("SELECT count(*), count(DISTINCT uid) FROM session").fetchone() == (
            200,
            200,
        )
        assert connection.execute("SELECT count(*) FROM change").fetchone() == (200,)
        whats = {what for (what,) in connection.execute("SELECT what FROM session")}
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert whats == {f"{number}-{turn}" for number in range(8) for turn in range(25)}


def test_one_running_session_however_many_start_one(desk: Desk) -> None:
    command = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from habit_tui.domain.errors import CannotBeDone
from habit_tui.services import session
from tests.factories import at, desk_at
try:
    session.start(desk_at(Path({desk.env["HOME"]!r})), "x", at("2026-11-22 05:00", "Europe/Berlin"))
except CannotBeDone:
    sys.exit(3)
"""
    started = [subprocess.Popen([sys.executable, "-c", command]) for _ in range(4)]
    assert sorted(process.wait(timeout=300) for process in started) == [0, 3, 3, 3]
    assert counted(desk.store) == {"session": 1, "change": 1, "change_row": 1}


def test_a_day_logged_and_undone_leaves_the_record_as_it_was(desk: Desk) -> None:
    logged(desk, "2026-11-21", "05:00", 60)
    with closing(sqlite3.connect(desk.store.file)) as connection:
        before = connection.execute("SELECT * FROM session").fetchall()
    logged(desk, "2026-11-22", "05:00", 60)
    change.undo(desk, at("2026-11-22 07:00", "Europe/Berlin"))
    with closing(sqlite3.connect(desk.store.file)) as connection:
        assert connection.execute("SELECT * FROM session").fetchall() == before
