"""Every version of the file that ever was comes to the present one with all it held; a newer is refused."""

import io
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from habit_tui.domain.errors import StoreFault
from habit_tui.services import export, streak, transfer
from habit_tui.services.change import redo, undo, undoable
from habit_tui.services.desk import Desk
from habit_tui.services.transfer import Import
from habit_tui.store.store import SCHEMA_VERSION
from tests.factories import at, desk_at
from tests.services.copies import contents

KEPT = Path(__file__).parents[1] / "data"
VERSIONS = range(1, SCHEMA_VERSION)
NOW = at("2026-11-22 12:00", "Europe/Berlin")
Rows = dict[str, list[dict[str, object]]]


@pytest.fixture(params=VERSIONS, ids=lambda number: f"version-{number}")
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    """A desk at a copy of the file that the program of this version wrote."""
    desk = desk_at(tmp_path, "Europe/Berlin")
    shutil.copy(KEPT / f"version-{request.param}.db", desk.store.file)
    return desk


def rows(file: str) -> Rows:
    """Every row of every table but the derived ones, by column."""
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            " AND name NOT IN ('alembic_version', 'checkpoint', 'change_row')"
        ).fetchall()
        return {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name} ORDER BY id")]
            for (name,) in names
        }


def exported(desk: Desk) -> str:
    out = io.StringIO()
    export.export_json(desk, out)
    return out.getvalue()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_of_every_version_is_kept_with_something_in_it(version: int) -> None:
    file = str(KEPT / f"version-{version}.db")
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
    held = {name for name, found in rows(file).items() if found}
    assert {"session", "routine", "slot", "leave", "path", "stage", "resource", "change", "post"} <= held
    if version >= 3:
        assert {"original", "amendment", "reflection", "certificate"} <= held


def test_nothing_is_lost_on_the_way_to_the_present_version(desk: Desk) -> None:
    before = rows(desk.store.file)
    with desk.store.reading() as unit:
        assert unit.rows("PRAGMA user_version") == [(SCHEMA_VERSION,)]
        assert unit.rows("PRAGMA integrity_check") == [("ok",)]
        assert unit.rows("PRAGMA foreign_key_check") == []
    after = rows(desk.store.file)
    for name, found in before.items():
        kept = [{column: new[column] for column in old} for old, new in zip(found, after[name], strict=True)]
        assert [without_prompt(row) for row in kept] == [without_prompt(row) for row in found], name


def test_a_cause_is_named_by_the_uid_of_the_row_its_id_named_here(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, "Europe/Berlin")
    shutil.copy(KEPT / "version-5.db", desk.store.file)
    before = rows(desk.store.file)
    with desk.store.reading() as unit:
        logged = unit.rows("SELECT json_extract(before, '$.prompt_id') FROM change_row WHERE after IS NULL")
    after = rows(desk.store.file)

    def uid(table: str, row_id: int) -> object:
        return next(row["uid"] for row in before[table] if row["id"] == row_id)

    assert causes(after["prompt"]) == [
        f"completed-{uid('resource', 1)}",
        f"completed-{uid('resource', 4)}",
        f"certificate-{uid('certificate', 1)}",
        f"setback-{uid('reflection', 3)}",
        f"blocker-{uid('reflection', 2)}",
        f"win-{uid('reflection', 4)}",
        f"solved-{uid('reflection', 2)}",
        "streak-2026-11-15-7",
        f"hours-{uid('resource', 3)}-20",
        "hours-french-grammar-5",
    ]
    assert causes(after["post"]) == [f"completed-{uid('resource', 1)}", "", f"solved-{uid('reflection', 2)}"]
    skipped_and_undone = f"month-on-the-path@month-{uid('path', 1)}-2"
    assert (skipped_and_undone,) in logged
    assert after["change"] == before["change"]


def causes(found: list[dict[str, object]]) -> list[str]:
    """The keys of the causes that prompts, or the posts begun from them, were about."""
    return [str(row["prompt_id"] or "").partition("@")[2] for row in found]


def without_prompt(row: dict[str, object]) -> dict[str, object]:
    return {column: value for column, value in row.items() if column != "prompt_id"}


def test_the_last_changes_can_be_undone_and_done_again(desk: Desk) -> None:
    there = contents(desk)
    steps = len(undoable(desk, limit=12))
    for _ in range(steps):
        undo(desk, NOW)
    assert contents(desk) != there
    for _ in range(steps):
        redo(desk, NOW)
    assert contents(desk) == there


def test_its_export_restores_to_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    text = exported(desk)
    (tmp_path / "export.json").write_text(text, encoding="utf-8", newline="")
    empty = desk_at(tmp_path / "empty", "Asia/Tokyo")
    assert transfer.import_file(empty, Import("json", str(tmp_path / "export.json")), NOW).problems == ()
    assert exported(empty) == text
    assert streak.show(empty.in_zone("Europe/Berlin"), NOW) == streak.show(desk, NOW)


def test_a_file_of_a_newer_program_is_refused_untouched(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    with closing(sqlite3.connect(desk.store.file)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = Path(desk.store.file).read_bytes()
    with pytest.raises(StoreFault, match="please upgrade habit-tui") as refused:
        streak.show(desk, NOW)
    assert "\n" not in str(refused.value)
    assert Path(desk.store.file).read_bytes() == before
    assert [each.name for each in Path(desk.store.file).parent.iterdir()] == ["habit.db"]
