"""The keys as data."""

from datetime import date
from pathlib import Path

import pytest

from habit_tui.services import leave, plan, post, share, starter
from habit_tui.tui import keys
from habit_tui.tui.keys import EVERYWHERE, GROUPS, Key
from habit_tui.tui.rooms import ROOMS
from tests.factories import at, desk_at, logged
from tests.tui.stage import NARROW, on_stage

ONE_VERB = {
    "a": {"add", "answer"},
    "d": {"delete", "drop", "default"},
    "e": {"edit", "change"},
    "n": {"new path", "draft"},
    "o": {"open", "folder"},
    "x": {"skip", "end leave"},
    "f": {"focus", "back"},
    "j": {"down", "day after"},
    "k": {"up", "day before"},
    "E": {"edit path", "edit here"},
    "left_square_bracket": {"before", "path before", "year before", "today"},
    "right_square_bracket": {"after", "next path", "year after", "tomorrow"},
}
"""The letters that mean the same in every room: add, take away, edit, new, open, put off, ways to go."""

OF_A_ROOM = {
    "c": {"carry over", "complete", "share"},
    "m": {"leave", "month"},
    "p": {"pause", "publish"},
    "s": {"begin", "snooze"},
    "t": {"tick", "today", "now", "update"},
    "v": {"range", "read"},
    "w": {"why", "what changed", "week", "log writing"},
}
"""The letters that stand for a word of the room one is in, never for two of one room."""

ASKED = {
    "On a post's check-list",
    "Asked about unsaved text",
    "Asked about a routine",
    "When reminders are set",
}
"""Dialogs that hear no letters but their own."""

BY_THEMSELVES = {
    *(key.id for key in (*keys.UNSAVED, *keys.ELSEWHERE, *keys.REPLACE, *keys.EDITOR, *keys.WRITE)),
    *("log_writing", "forget_writing", "skip_morning", "take_out", "update_post", "let_go", "resume_path"),
    # Enter does both, in a list and where the list is all there is.
    *("begin", "pick"),
}
"""Actions of questions and offers that come by themselves, of the editor, and of what is not there yet."""


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


def test_a_letter_means_the_same_in_every_room_or_stands_for_a_word_of_its_room() -> None:
    words: dict[str, set[str]] = {}
    for title, group in GROUPS:
        for key in group if title not in ASKED else ():
            for name in key.keys.split(","):
                words.setdefault(name, set()).add(key.does)
    letters = {name: said for name, said in words.items() if len(name) == 1 or "bracket" in name}
    assert {name: said for name, said in letters.items() if len(said) > 1} == {**ONE_VERB, **OF_A_ROOM}


def test_no_room_takes_a_letter_of_the_whole_house() -> None:
    house = {name for key in EVERYWHERE for name in key.keys.split(",")}
    for title, group in GROUPS:
        for key in group if group is not EVERYWHERE and title not in ASKED else ():
            assert not house & {*key.keys.split(",")} or key.id in ("focus_back", "find_setting", "pick")


async def test_every_action_takes_at_most_two_keys_from_its_room(tmp_path: Path) -> None:
    zone = "Africa/Casablanca"
    desk = desk_at(tmp_path, zone, door="tui")
    for name in ("five-to-eight", "four-months"):
        starter.apply(desk, name, at("2026-11-20 05:00", zone))
    for day in (21, 22):
        logged(desk, f"2026-11-{day}", "05:00", 30, "titanic")
    leave.add(desk, at("2026-11-22 05:40", zone), date(2026, 11, 22), date(2026, 11, 23), "rest")
    plan.add(desk, at("2026-11-22 05:40", zone), 15, "french")
    draft = post.new(desk, at("2026-11-22 05:40", zone), title="One")
    share.put(desk, draft.id, "a forum", at("2026-11-22 05:40", zone), planned=True)
    reached: set[str] = set()
    async with on_stage(desk, at("2026-11-22 06:12", zone), NARROW) as stage:

        async def look(*pressed: str) -> None:
            """Take down what can be pressed at once, or behind one key more."""
            await stage.press(*pressed)
            active = stage.app.screen.active_bindings.values()
            reached.update(each.binding.id for each in active if each.binding.id and each.enabled)

        for way in ("", "tab", "right_square_bracket", "r", "i", "l", "f"):
            await look(*("1", way) if way else ("1",))
            await stage.press("escape", "left_square_bracket")
        for way in ["2", "3", "tab", "c", "escape", "v", "v", "4", "G", "5", "left_square_bracket", "comma"]:
            await look(way)
        # Only what runs can be cancelled.
        await look("1", "space")
    missing = {key.id for _, group in GROUPS for key in group} - reached - BY_THEMSELVES
    assert not missing, sorted(missing)


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
