"""Noticing that somebody else changed the file."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from habit_tui.services.desk import Desk
from habit_tui.store.watch import Watch
from tests.factories import desk_at, logged

SOON = 5.0
"""Seconds to wait for what takes milliseconds, on a machine that has other things to do."""


class Bell:
    """Rings when it is called."""

    def __init__(self) -> None:
        self._rung = Event()

    def __call__(self) -> None:
        self._rung.set()

    def rings(self, within: float = SOON) -> bool:
        rung = self._rung.wait(within)
        self._rung.clear()
        return rung


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_at(tmp_path)


@pytest.fixture
def bell(desk: Desk) -> Iterator[Bell]:
    """A watch over the desk's file; its first ring, that it has begun, is over."""
    bell = Bell()
    watch = Watch(desk.store, bell, every=0.01)
    watch.start()
    assert bell.rings()
    yield bell
    watch.stop()


def test_another_doors_change_is_noticed(desk: Desk, bell: Bell) -> None:
    logged(desk, "2026-11-22", "05:00", 45)
    assert bell.rings()
    logged(desk, "2026-11-22", "06:00", 45)
    assert bell.rings()


def test_reading_is_no_change(desk: Desk, bell: Bell) -> None:
    with desk.store.reading() as unit:
        unit.row("SELECT 1")
    assert not bell.rings(within=0.1)


def test_a_replaced_file_is_noticed_and_watched_on(desk: Desk, bell: Bell) -> None:
    other = Path(desk.store.file + ".new")
    other.write_bytes(Path(desk.store.file).read_bytes())
    other.replace(desk.store.file)
    assert bell.rings()
    logged(desk, "2026-11-22", "05:00", 45)
    assert bell.rings()


def test_a_file_that_goes_and_comes_again_is_noticed(desk: Desk, bell: Bell) -> None:
    content = Path(desk.store.file).read_bytes()
    Path(desk.store.file).unlink()
    assert bell.rings()
    Path(desk.store.file).write_bytes(content)
    assert bell.rings()


def test_a_damaged_file_does_not_end_the_watch(desk: Desk, bell: Bell) -> None:
    content = Path(desk.store.file).read_bytes()
    damaged, sound = Path(desk.store.file + ".damaged"), Path(desk.store.file + ".sound")
    damaged.write_bytes(b"not a database at all" * 100)
    damaged.replace(desk.store.file)
    assert bell.rings()
    sound.write_bytes(content)
    sound.replace(desk.store.file)
    assert bell.rings()


def test_watching_keeps_nobody_from_writing(desk: Desk, bell: Bell) -> None:
    with sqlite3.connect(desk.store.file, timeout=1, isolation_level=None) as connection:
        for _ in range(20):
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
    connection.close()


def test_a_watch_that_never_began_can_be_stopped(desk: Desk) -> None:
    Watch(desk.store, Bell()).stop()
