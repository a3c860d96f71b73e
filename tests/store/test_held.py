"""A store held open: many units of work, one transaction."""

import pathlib
from datetime import UTC, datetime

import pytest

from habit_tui.domain.path import Path
from habit_tui.store import path as path_store
from habit_tui.store.held import HeldStore
from habit_tui.store.store import Store, Unit

NOW = datetime(2026, 11, 22, 5, 10, tzinfo=UTC)


def begin(store: Store, name: str) -> None:
    """Write a path in a unit of its own."""
    with store.writing(NOW, "cli", "path", f"added {name}") as unit:
        path_store.add(unit, Path(id=0, uid="", name=name, position=0))


def fail(store: Store) -> None:
    """Begin a unit that writes and fails."""
    with store.writing(NOW, "cli", "path") as unit:
        path_store.add(unit, Path(id=0, uid="", name="lost", position=0))
        raise RuntimeError


def break_off(store: HeldStore) -> None:
    """Write a path and be interrupted."""
    with store.held():
        begin(store, "one")
        raise KeyboardInterrupt


def names(unit: Unit) -> list[str]:
    """The names of the paths."""
    return [name for (name,) in unit.rows("SELECT name FROM path ORDER BY name")]


@pytest.fixture
def store(tmp_path: pathlib.Path) -> HeldStore:
    """A store at a new file."""
    return HeldStore(str(tmp_path / "habit.db"))


def test_what_a_unit_wrote_the_next_one_reads_and_the_file_holds_it_at_the_end(store: HeldStore) -> None:
    with store.held():
        begin(store, "one")
        begin(store, "two")
        with store.reading() as unit:
            assert names(unit) == ["one", "two"]
    with Store(store.file).reading() as unit:
        assert names(unit) == ["one", "two"]
        assert len(unit.rows("SELECT id FROM change")) == 2


def test_a_unit_that_fails_leaves_nothing_and_those_around_it_stay(store: HeldStore) -> None:
    with store.held():
        begin(store, "one")
        with pytest.raises(RuntimeError):
            fail(store)
        begin(store, "two")
    with Store(store.file).reading() as unit:
        assert names(unit) == ["one", "two"]


def test_a_life_that_is_broken_off_leaves_nothing(store: HeldStore) -> None:
    with pytest.raises(KeyboardInterrupt):
        break_off(store)
    with Store(store.file).reading() as unit:
        assert names(unit) == []
