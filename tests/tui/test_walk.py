"""Keys in a real terminal, with resizes, signals and random presses, in short; in full in `tests.trials`."""

import os
import signal
from pathlib import Path

import pytest

from tests.trials import walk
from tests.trials.presses import press
from tests.tui.places import LIVED, Place


def some(*names: str) -> list[Place]:
    """Places by their names."""
    return [place for place in LIVED if place.name in names]


def test_keys_in_a_hurry_do_no_harm_and_the_terminal_is_given_back(tmp_path: Path) -> None:
    assert walk.hurry(walk.record(tmp_path, lived=True), LIVED, seed=8, presses=160) == ()


def test_storms_of_sizes_do_no_harm(tmp_path: Path) -> None:
    assert (
        walk.storm(walk.record(tmp_path, lived=False), some("today", "log", "editor"), seed=8, sizes=6) == ()
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_terminal_is_given_back_when_it_is_told_to_end(tmp_path: Path, number: signal.Signals) -> None:
    assert walk.told_to_end(walk.record(tmp_path, lived=False), number, *some("leave")) == ()


def test_told_to_end_it_does_not_wait_for_a_file_that_another_program_holds(tmp_path: Path) -> None:
    env = walk.record(tmp_path, lived=False)
    assert walk.told_to_end_while_a_change_waits(env, signal.SIGTERM) == ()


def test_put_aside_it_gives_the_terminal_back_and_draws_all_of_it_when_it_is_taken_up(tmp_path: Path) -> None:
    env = walk.record(tmp_path, lived=False)
    assert walk.stopped(env, some("calendar", "log", "focus")) == ()


def test_every_key_has_something_that_a_terminal_sends() -> None:
    assert all(walk.sent(key) for key in walk.bound())


def test_what_was_left_on_is_found() -> None:
    assert walk.is_on(b"\x1b[?1049h\x1b[?1049l\x1b[?1049h", 1049)
    assert not walk.is_on(b"\x1b[?1049h\x1b[?1049l", 1049)


@pytest.mark.parametrize("seed", [1, 2])
def test_random_presses_do_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    monkeypatch.chdir(tmp_path)
    done = press(tmp_path, seed, 40)
    assert done.faults == []
    assert done.presses == 40
