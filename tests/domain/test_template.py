"""The line a learner writes for a status bar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.template import fill

FIELDS = {"what": "fast.ai", "done": "1 h", "streak": "23"}


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("", ""),
        ("no field", "no field"),
        ("{what} {done} · {streak}d", "fast.ai 1 h · 23d"),
        ("{{what}} {what}", "{what} fast.ai"),
        (r"{what}\n\t{done}\\n", "fast.ai\n\t1 h\\n"),
        (r"\x \{done}", r"\x \1 h"),
        ("{{{what}}}", "{fast.ai}"),
    ],
)
def test_fields_are_filled_in(template: str, filled: str) -> None:
    assert fill(template, FIELDS) == filled


@pytest.mark.parametrize("template", ["{nothing}", "{what", "what}", "{", "}", "{}", "{what!r}", "{what.x}"])
def test_what_is_no_field_is_refused(template: str) -> None:
    with pytest.raises(NotUnderstood):
        fill(template, FIELDS)


def test_an_unknown_field_is_answered_with_those_there_are() -> None:
    with pytest.raises(NotUnderstood, match=r'"\{minute\}" is no field: use \{what\}, \{done\}, \{streak\}'):
        fill("{minute}", FIELDS)


@given(st.text())
def test_what_a_field_holds_is_never_read_again(text: str) -> None:
    assert fill("{what}", {"what": text}) == text


@given(st.text())
def test_any_text_can_be_written_escaped(text: str) -> None:
    escaped = text.replace("\\", "\\\\").replace("{", "{{").replace("}", "}}")
    assert fill(escaped, FIELDS) == text
