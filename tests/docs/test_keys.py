"""The keys that the documents name are those of the rooms they speak of."""

import re

import pytest

from habit_tui.tui import keys
from habit_tui.tui.keys import Key, display
from tests.docs.generate import ROOT

GROUPS: dict[str, tuple[tuple[Key, ...], ...]] = {
    "index.md": (),
    "morning.md": (keys.TODAY, keys.PLAN, keys.SESSIONS),
    "streak.md": (keys.CALENDAR, keys.DAYS),
    "paths.md": (keys.PATH,),
    "starters.md": (),
    "blog.md": (keys.PROMPTS, keys.POSTS, keys.BLOG, keys.EDITOR, keys.WRITE),
    "review.md": (keys.REVIEW, keys.REVIEW_SHEET),
    "reminders.md": (),
    "settings.md": (keys.SETTINGS,),
    "shell.md": (keys.PLAN, keys.POSTS),
}
"""The groups of keys that a page speaks of, besides those that work everywhere."""

_CODE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"`(\^?[A-Za-z?,/\[\]])`")


@pytest.mark.parametrize("page", GROUPS)
def test_a_page_names_keys_that_do_something_there(page: str) -> None:
    there = [key for group in (keys.EVERYWHERE, keys.ROOM, *GROUPS[page]) for key in group]
    known = {display(each) for key in there for each in key.keys.split(",")}
    prose = _CODE.sub("", (ROOT / "docs" / page).read_text(encoding="utf-8"))
    assert set(_KEY.findall(prose)) <= known


def test_what_a_key_is_said_to_do_is_what_it_does() -> None:
    said = {
        "morning.md": [
            ("tomorrow", "look at tomorrow's plan"),
            ("tick", "call it done"),
            ("drop_item", "take it off"),
        ],
        "paths.md": [
            ("add_resource", "add a resource"),
            ("new_path", "begin a path"),
            ("edit_path", "correct the path"),
        ],
    }
    for page, rows in said.items():
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        for action, words in rows:
            (key,) = (each for _, group in keys.GROUPS for each in group if each.id == action)
            assert re.search(rf"^\| {words}[^|]*\| `{re.escape(display(key.keys))}`", text, re.MULTILINE), (
                page,
                action,
            )
