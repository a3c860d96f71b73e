"""Keymaps: presets, keys of one's own on top, and what cannot be used together."""

import pytest

from habit_tui.system.settings import KEYMAPS
from habit_tui.tui import keymap
from habit_tui.tui.keymap import clashing, preset_keys, usable


def test_every_preset_of_the_settings_exists_and_is_usable() -> None:
    for preset in KEYMAPS:
        assert usable(preset, ()) == keymap.Keymap(preset_keys(preset))
        assert preset_keys(preset).keys() <= keymap.known().keys()
        assert usable("default", tuple(preset_keys(preset).items())).problems == ()


@pytest.mark.parametrize("preset", KEYMAPS)
def test_a_preset_takes_no_action_from_another_at_the_same_moment(preset: str) -> None:
    meant = {(one, other) for one, other, _ in clashing({})}
    assert {(one, other) for one, other, _ in clashing(preset_keys(preset))} <= meant


def test_vim_goes_by_letters_everywhere_and_arrows_by_none() -> None:
    vim, arrows = preset_keys("vim"), preset_keys("arrows")
    assert (vim["week_before"], vim["week_after"]) == ("h,left", "l,right")
    assert (vim["up"], vim["down"], vim["first"], vim["last"]) == ("k,up", "j,down", "g,home", "G,end")
    assert vim["path_after"].startswith("l,")
    assert "slash" in vim["find"]
    letters = set("hjklgGHJKL[]")
    ways = [keys for action, keys in arrows.items() if action not in ("log", "undo", "redo", "find")]
    assert not any(letters & set(keys.split(",")) for keys in ways)


def test_lines_that_can_be_used_are_used_on_top_of_the_preset() -> None:
    own = (("log", "ctrl+l"), ("undo", "z, ctrl+z"), ("help", "?"), ("start", "f9"))
    assert usable("default", own).keys == {**dict(own), "undo": "z,ctrl+z"}
    assert usable("default", own).problems == ()
    assert usable("vim", own).keys == {**preset_keys("vim"), **dict(own), "undo": "z,ctrl+z"}


@pytest.mark.parametrize(
    ("action", "pressed", "said"),
    [
        ("fly", "f12", 'there is no action "fly"; docs/keys.md has their names'),
        ("calender", "f12", 'there is no action "calender"; did you mean calendar?'),
        ("log", "hyperspace", '"hyperspace" is no key; did you mean'),
        ("log", "ctrl+lft", '"ctrl+lft" is no key; did you mean ctrl+left?'),
        ("log", "kontrol+l", '"kontrol+l" is no key'),
        ("log", "", "nothing is no key"),
        ("log", "a,,b", "a comma is written comma"),
        ("palette", "x", "x would be typed where palette is heard; take one with ctrl, such as ctrl+x"),
        ("save_text", "space", "space would be typed"),
        ("log", "u", "u is undo already, so log keeps its own"),
        ("why", "k", "k is day_before already, so why keeps its own; h is free"),
        ("close", "ctrl+s", "^s is submit already, so close keeps its own"),
    ],
)
def test_what_cannot_be_used_is_told_with_a_way_out_and_the_rest_counts(
    action: str, pressed: str, said: str
) -> None:
    found = usable("default", [(action, pressed), ("redo", "ctrl+y")])
    assert found.keys == {"redo": "ctrl+y"}
    assert [said in problem for problem in found.problems] == [True], found.problems


def test_of_two_lines_with_one_key_the_later_is_left_out() -> None:
    found = usable("default", [("log", "z"), ("undo", "z")])
    assert found.keys == {"log": "z"}
    assert found.problems[0].startswith("keymap: z is log already, so undo keeps its own")


def test_a_line_whose_key_was_freed_by_a_line_left_out_is_left_out_too() -> None:
    found = usable("default", [("log", "u"), ("start", "l")])
    assert found.keys == {}
    assert len(found.problems) == 2


@pytest.mark.parametrize("pressed", ["f12,escape", "ctrl+w", "alt+enter", "escape"])
def test_what_is_heard_while_typing_can_have_every_key_that_writes_nothing(pressed: str) -> None:
    assert (
        usable("default", [("close", pressed), ("palette", pressed.replace("escape", "f8"))]).problems == ()
    )


def test_two_actions_can_change_places() -> None:
    assert usable("default", [("log", "u"), ("undo", "l")]).keys == {"log": "u", "undo": "l"}


def test_a_key_is_the_same_by_both_of_its_names() -> None:
    assert "? is help already" in usable("default", [("log", "?")]).problems[0]


def test_below_a_dialog_no_other_key_is_heard() -> None:
    assert usable("default", [("keep_routine", "u")]).problems == ()
