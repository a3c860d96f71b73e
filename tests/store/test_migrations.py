"""Files of earlier versions, kept as their own program wrote them, become present ones with nothing lost."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from habit_tui.domain.amendment import originals
from habit_tui.domain.path import Path as StudyPath
from habit_tui.domain.path import PathStatus
from habit_tui.services import session, streak
from habit_tui.services.change import redo, undo, undoable
from habit_tui.services.desk import Desk
from habit_tui.store.amendment import originals_of
from habit_tui.store.path import add as add_path
from habit_tui.store.path import all_paths
from habit_tui.store.store import SCHEMA_VERSION, Store
from habit_tui.store.triggers import triggers
from tests.factories import desk_at

KEPT = Path(__file__).parents[1] / "data"
NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk at a copy of the file that version 1 wrote: 76 sessions, one of them running, and an undo."""
    desk = desk_at(tmp_path, zone="Europe/Berlin")
    shutil.copy(KEPT / "version-1.db", desk.store.file)
    return desk


def rows(file: str | Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that holds the learner's data or the log of it."""
    with closing(sqlite3.connect(file)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            " AND name NOT LIKE 'reminder%' AND name != 'alembic_version'"
        ).fetchall()
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for (name,) in names}


def version(file: str | Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        found: int = connection.execute("PRAGMA user_version").fetchone()[0]
        return found


def test_the_kept_file_is_of_version_1_and_holds_something_in_every_table() -> None:
    assert version(KEPT / "version-1.db") == 1
    assert all(rows(KEPT / "version-1.db").values())


def test_nothing_is_lost_on_the_way_to_the_present_version(desk: Desk) -> None:
    before = rows(desk.store.file)
    with desk.store.reading():
        pass
    assert version(desk.store.file) == SCHEMA_VERSION
    after = rows(desk.store.file)
    for table in before.keys() - {"change_row"}:
        # New columns come after the ones that were there.
        width = len(before[table][0])
        assert [row[:width] for row in after[table]] == before[table], table


def test_the_change_log_names_the_rows_it_named_with_all_they_held(desk: Desk) -> None:
    before = rows(desk.store.file)["change_row"]
    with desk.store.reading():
        pass
    for was, became in zip(before, rows(desk.store.file)["change_row"], strict=True):
        assert became[:4] == was[:4]
        for old, new in zip(was[4:], became[4:], strict=True):
            assert (old is None) == (new is None)
            assert json.loads(old or "{}").items() <= json.loads(new or "{}").items()


def test_everything_from_before_can_be_undone_after_it_and_done_again(desk: Desk) -> None:
    undone = len(undoable(desk, limit=1000))
    assert undone > 70
    for _ in range(undone):
        undo(desk, NOW)
    assert rows(desk.store.file)["session"] == rows(desk.store.file)["path"] == []
    for _ in range(undone):
        redo(desk, NOW)
    with desk.store.reading() as unit:
        assert all(path.resources and path.status is PathStatus.ACTIVE for path in all_paths(unit))
        assert all(originals_of(unit, path.id) for path in all_paths(unit))


def test_a_path_from_before_keeps_the_plan_it_has_and_no_commitment(desk: Desk) -> None:
    with desk.store.reading() as unit:
        for path in all_paths(unit):
            assert (path.committed_until, path.ended_on) == (None, None)
            assert originals_of(unit, path.id) == originals(path) != ()


def test_ids_are_not_given_again_after_the_upgrade(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.store.file)) as connection:
        connection.execute("UPDATE sqlite_sequence SET seq = 70 WHERE name IN ('path', 'resource')")
        connection.commit()
    with desk.store.writing(NOW, "cli", "path") as unit:
        assert add_path(unit, StudyPath(0, "", "French", 0)) == 71


def test_the_file_as_it_was_is_kept_beside_it(desk: Desk) -> None:
    before = rows(desk.store.file)
    with desk.store.reading():
        pass
    (copy,) = (Path(desk.store.file).parent / "backups").glob("*-upgrade.db")
    assert version(copy) == 1
    assert rows(copy) == before


def test_a_migrated_file_has_the_objects_of_a_new_one(desk: Desk, tmp_path: Path) -> None:
    with desk.store.reading():
        pass
    new = Store(str(tmp_path / "new.db"))
    with new.reading():
        pass

    def objects(file: str) -> set[tuple[str, str]]:
        with closing(sqlite3.connect(file)) as connection:
            return set(connection.execute("SELECT type, name FROM sqlite_master"))

    assert objects(desk.store.file) == objects(new.file)
    assert len([name for kind, name in objects(desk.store.file) if kind == "trigger"]) == len(triggers())


def test_the_learner_goes_on_where_they_were(desk: Desk) -> None:
    assert streak.show(desk, NOW).standing.best == 74
    stopped = session.stop(desk, NOW)
    assert stopped.session is not None
    assert (stopped.session.what, stopped.session.minutes) == ("french", 60)
    assert undo(desk, NOW).text.startswith("stopped 1 h of french")
