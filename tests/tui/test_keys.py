"""The keys as data."""

import pytest

from habit_tui.tui import keys
from habit_tui.tui.keys import EVERYWHERE, GROUPS, Key
from habit_tui.tui.rooms import ROOMS


def every_key() -> list[Key]:
    return [key for _, group in GROUPS for key in group]


def test_every_key_says_what_it_does_and_has_a_name_of_its_own() -> None:
    ids = [key.id for key in every_key()]
    assert len(set(ids)) == len(ids)
    for key in every_key():
        assert key.does
        assert key.tip.endswith(".")
        assert key.id.isidentifier()


def test_every_room_has_a_digit_and_a_function_key() -> None:
    by_id = {key.id: key.keys for key in EVERYWHERE}
    assert [by_id[room.id] for room in ROOMS] == [f"{n},f{n}" for n in range(1, len(ROOMS) + 1)]


def test_no_key_means_two_things_in_one_place() -> None:
    for _, group in GROUPS:
        pressed = [name for key in group for name in key.keys.split(",")]
        assert len(set(pressed)) == len(pressed)


def test_bindings_carry_all_of_it() -> None:
    (binding,) = keys.bindings([Key("log", "l", "app.log", "log", "Record.", shown=True, priority=True)])
    assert not isinstance(binding, tuple)
    assert (binding.id, binding.key, binding.action, binding.description) == ("log", "l", "app.log", "log")
    assert (binding.tooltip, binding.show, binding.priority) == ("Record.", True, True)


@pytest.mark.parametrize(
    ("said", "shown"),
    [("space", "space"), ("l,L", "l"), ("ctrl+p", "^p"), ("question_mark", "?"), ("shift+up", "shift+↑")],
)
def test_a_key_is_shown_as_people_read_it(said: str, shown: str) -> None:
    assert keys.display(said) == shown
