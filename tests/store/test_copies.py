"""Conflicted copies are known by the names that synced folders give, and by being stores of ours."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from habit_tui.store.copies import conflicted_copies
from tests.factories import desk_at

CONFLICTED = (
    "habit (Anna's conflicted copy 2026-11-22).db",
    "habit (annas-laptop's conflicted copy 2026-11-22 (1)).db",
    "habit (conflicted copy 2026-11-22 051000).db",
    "habit (Case Conflict).db",
    "habit_conflict-20261122-051000.db",
    "habit.sync-conflict-20261122-051000-ABCDEFG.db",
    "habit 2.db",
    "habit (1).db",
    "habit-DESKTOP-4F2A.db",
    "habit-Annas-MacBook.db",
    "habit (SFConflict anna@example.org 2026-11-22-05-10-00).db",
    "habit [conflicted].db",
    "habit.Conflict.db",
)
OTHERS = (
    "habits.db",
    "habit.db-journal",
    "habit2.db",
    "habit-.db",
    "my habit.db",
    "habit (old).db",
    "habit 2.txt",
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return Path(desk_at(tmp_path).store.file)


@pytest.mark.parametrize("name", CONFLICTED)
def test_a_conflicted_copy_is_known_by_its_name(store: Path, name: str) -> None:
    shutil.copy(store, store.with_name(name))
    assert conflicted_copies(str(store)) == (str(store.with_name(name)),)


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_of_another_name_is_none(store: Path, name: str) -> None:
    shutil.copy(store, store.with_name(name))
    assert conflicted_copies(str(store)) == ()


def test_several_come_by_name_whatever_the_store_is_called(store: Path) -> None:
    mine = store.with_name("a.b (c).sqlite")
    store.rename(mine)
    for name in ("a.b (c) 3.sqlite", "a.b (c) (conflicted copy).sqlite", "a.b 2.sqlite"):
        shutil.copy(mine, mine.with_name(name))
    names = [Path(each).name for each in conflicted_copies(str(mine))]
    assert names == ["a.b (c) (conflicted copy).sqlite", "a.b (c) 3.sqlite"]


def test_what_is_no_store_of_ours_is_none(store: Path) -> None:
    store.with_name("habit 2.db").write_bytes(b"SQLite format 3\0")
    store.with_name("habit 3.db").mkdir()
    store.with_name("habit 4.db").symlink_to("nowhere")
    with closing(sqlite3.connect(store.with_name("habit 5.db"))) as other:
        other.execute("CREATE TABLE t (a)")
    assert conflicted_copies(str(store)) == ()


def test_the_store_itself_under_another_name_is_none(store: Path) -> None:
    os.link(store, store.with_name("habit 2.db"))
    store.with_name("habit 3.db").symlink_to(store)
    assert conflicted_copies(str(store)) == ()


def test_a_store_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert conflicted_copies(str(tmp_path / "none" / "habit.db")) == ()
