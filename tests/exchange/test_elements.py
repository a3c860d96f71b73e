"""JSON read piece by piece is what JSON read whole is, wherever the pieces are cut."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habit_tui.domain.errors import CannotBeDone
from habit_tui.exchange.elements import Scanner

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)
layouts = st.sampled_from([None, 0, 1, 4])
widths = st.integers(1, 30)


def cut(text: str, width: int) -> Iterator[str]:
    return (text[at : at + width] for at in range(0, len(text), width))


@settings(max_examples=100)
@given(st.lists(values, max_size=5), layouts, widths)
def test_an_array_gives_its_elements(wanted: list[object], indent: int | None, width: int) -> None:
    text = json.dumps(wanted, indent=indent)
    scanner = Scanner(cut(text, width), "it")
    assert [value for _, value in scanner.elements()] == wanted
    scanner.end()


@settings(max_examples=100)
@given(st.dictionaries(st.text(max_size=3), values, max_size=4), layouts, widths)
def test_an_object_gives_its_members_and_the_elements_of_arrays(
    wanted: dict[str, object], indent: int | None, width: int
) -> None:
    text = json.dumps(wanted, indent=indent, ensure_ascii=False)
    found = [(name, value) for name, _, value in Scanner(cut(text, width), "it").members()]
    assert found == [
        (name, each)
        for name, value in wanted.items()
        for each in (value if isinstance(value, list) else [value])
    ]


@given(widths)
def test_lines_are_counted_over_the_cuts(width: int) -> None:
    text = '[\n{"a":\n1},\n\n[\n],  "x"\n, 4]'
    assert [line for line, _ in Scanner(cut(text, width), "it").elements()] == [2, 5, 6, 7]


@given(st.text(max_size=40), widths)
def test_anything_else_is_refused_in_one_line(text: str, width: int) -> None:
    scanner = Scanner(cut(text, width), "it")
    try:
        found = [value for _, value in scanner.elements()]
        scanner.end()
    except CannotBeDone as error:
        refusal = str(error)
    else:
        assert json.loads(text) == found
        return
    assert "\n" not in refusal


@pytest.mark.parametrize(
    "text", ["[1", "[1,", "[,1]", "[1]]", '["a', "[nul]", "[+1]", "[01]", "[NaN]", "[-Infinity]"]
)
def test_broken_json_is_refused(text: str) -> None:
    scanner = Scanner(cut(text, 100), "it")
    with pytest.raises(CannotBeDone, match="it is not the JSON it should be"):  # noqa: PT012 - either may
        list(scanner.elements())
        scanner.end()
