"""The file itself: what the migrations make is what the tables say, whoever starts first."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from habit_tui.domain.errors import StoreFault
from habit_tui.store import schema
from habit_tui.store.store import APPLICATION_ID, SCHEMA_VERSION, Store
from habit_tui.store.tables import LOGGED, metadata
from habit_tui.store.triggers import triggers
from tests.factories import desk_at

ROOT = Path(__file__).parents[2]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file as the migrations make it."""
    return Path(desk_at(tmp_path).store.file)


@pytest.fixture
def migrated(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection to that file."""
    with closing(sqlite3.connect(file)) as connection:
        yield connection


@pytest.fixture
def declared() -> Iterator[sqlite3.Connection]:
    """A connection to a file made from the tables alone."""
    with closing(sqlite3.connect(":memory:")) as connection:
        engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
        metadata.create_all(engine)
        yield connection


def _words(sql: str) -> list[str]:
    """A statement's parts, each on its own, in no order: constraints may be named in another one."""
    return sorted(" ".join(part.split()) for part in sql.replace('"', "").split(","))


def _made(connection: sqlite3.Connection, kind: str) -> dict[str, list[str]]:
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
        " AND name != 'alembic_version'",
        (kind,),
    )
    return {name: _words(sql) for name, sql in found}


def _columns(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    """Name, type, not null, default and place in the key of each column, and what foreign keys say."""
    columns = connection.execute(f"PRAGMA table_xinfo({table})").fetchall()
    keys = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    return [row[1:] for row in columns] + sorted(row[2:] for row in keys)


def _checks(sql: str) -> list[str]:
    """Every named constraint of a CREATE TABLE, whatever its place."""
    lines = [" ".join(line.split()).rstrip(",") for line in sql.replace('"', "").splitlines()]
    return sorted(line for line in lines if line.startswith("CONSTRAINT"))


def test_the_migrations_make_the_tables_that_are_declared(
    migrated: sqlite3.Connection, declared: sqlite3.Connection
) -> None:
    assert _made(migrated, "table").keys() == _made(declared, "table").keys() == metadata.tables.keys()
    for table in metadata.tables:
        assert _columns(migrated, table) == _columns(declared, table), table
        ours, theirs = (
            connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
            for connection in (migrated, declared)
        )
        assert _checks(ours) == _checks(theirs) != [], table
        assert ("AUTOINCREMENT" in ours) == ("AUTOINCREMENT" in theirs), table


def test_the_migrations_make_the_indexes_that_are_declared(
    migrated: sqlite3.Connection, declared: sqlite3.Connection
) -> None:
    assert _made(migrated, "index") == _made(declared, "index") != {}


def test_every_table_is_strict(migrated: sqlite3.Connection) -> None:
    strict = {row[1]: row[5] for row in migrated.execute("PRAGMA table_list") if row[1] in metadata.tables}
    assert strict == dict.fromkeys(metadata.tables, 1)
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER column"):
        migrated.execute(
            "INSERT INTO change (at, door, action, text, undoes)"
            " VALUES ('2026-11-22T05:00:00Z', 'cli', 'log', '', 'two')"
        )


def test_the_file_says_whose_it_is_and_how_old(migrated: sqlite3.Connection) -> None:
    assert migrated.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert migrated.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert migrated.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert migrated.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_every_logged_table_writes_the_change_log(migrated: sqlite3.Connection) -> None:
    names = {name for (name,) in migrated.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert len(names) == len(triggers())
    for table in LOGGED:
        assert {f"log_{table.name}_{event}" for event in ("insert", "update", "delete")} <= names
    assert {f"fold_{table}_insert" for table in ("session", "routine", "leave")} <= names


def test_what_the_change_log_keeps_is_the_whole_row(migrated: sqlite3.Connection) -> None:
    for table in LOGGED:
        (sql,) = migrated.execute(
            "SELECT sql FROM sqlite_master WHERE name = ?", (f"log_{table.name}_insert",)
        ).fetchone()
        assert all(f"'{column.name}', new.{column.name}" in sql for column in table.columns), table.name


def test_upgrading_a_file_of_the_present_version_changes_nothing(file: Path) -> None:
    before = file.read_bytes()
    schema.upgrade(Store(str(file)))
    assert file.read_bytes() == before


def test_an_older_file_is_copied_before_it_is_upgraded(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = file.read_bytes()
    monkeypatch.setattr(schema, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    moment = datetime(2026, 11, 22, 5, 12, tzinfo=UTC)
    schema.upgrade(Store(str(file), clock=lambda: moment))
    (copy,) = (file.parent / "backups").glob("habit-20261122T051200Z-upgrade.db")
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert old.execute("SELECT count(*) FROM sqlite_master").fetchone() > (20,)
    assert len(copy.read_bytes()) == len(before)
    with closing(sqlite3.connect(file)) as new:
        assert new.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION + 1,)


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(
            "INSERT INTO change (at, door, action, text) VALUES ('2026-11-22T05:00:00Z', 'cli', 'x', 'x')"
        )
        connection.execute(
            "INSERT INTO slot (uid, updated_at, routine_id, weekdays, start, minutes, kind)"
            " VALUES ('u', '2026-11-22T05:00:00Z', 7, 1, '05:00', 60, 'study')"
        )
        connection.commit()
    before = file.read_bytes()
    monkeypatch.setattr(schema, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    with pytest.raises(StoreFault, match="nothing was changed"):
        schema.upgrade(Store(str(file)))
    assert file.read_bytes() == before


def test_a_foreign_file_is_refused_untouched(tmp_path: Path) -> None:
    file = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE places (id INTEGER PRIMARY KEY)")
    before = file.read_bytes()
    store = Store(str(file))
    for unit in (store.reading(), store.writing(datetime.now(UTC), "cli", "log")):
        with pytest.raises(StoreFault, match="not a habit_tui file; it was left untouched"), unit:
            pass
        assert file.read_bytes() == before


def test_programs_that_start_at_once_on_no_file_make_one_together(tmp_path: Path) -> None:
    command = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from datetime import UTC, datetime
from habit_tui.store.store import Store
sys.stdin.read()
with Store({str(tmp_path / "habit.db")!r}).writing(datetime.now(UTC), "test", "note") as unit:
    unit.connection.execute(
        "INSERT INTO prompt (uid, updated_at, prompt_id, state, on_day)"
        " VALUES (hex(randomblob(16)), :now, hex(randomblob(16)), 'used', '2026-11-22')",
        {{"now": unit.now}},
    )
"""
    waiting = [
        subprocess.Popen([sys.executable, "-c", command], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    for process in waiting:
        assert process.stdin is not None
        process.stdin.close()
        process.stdin = None
    said = [process.communicate(timeout=300)[1] for process in waiting]
    assert [process.returncode for process in waiting] == [0, 0, 0, 0], said
    with closing(sqlite3.connect(tmp_path / "habit.db")) as connection:
        assert connection.execute("SELECT count(*) FROM prompt").fetchone() == (4,)
        assert connection.execute("SELECT count(*) FROM change").fetchone() == (4,)
        assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
