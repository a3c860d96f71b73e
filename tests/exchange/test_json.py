"""JSON out: one row a line, the same bytes for the same rows, valid whatever the text."""

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from habit_tui.exchange.json import Value, write

values = (
    st.none()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
rows = st.lists(st.dictionaries(st.text(max_size=5), values, max_size=4), max_size=4)


def written(*tables: tuple[str, list[dict[str, Value]]]) -> str:
    out = io.StringIO()
    assert write(out, tables) == sum(len(rows) for _, rows in tables)
    return out.getvalue()


def test_an_empty_store_is_still_json() -> None:
    assert json.loads(written()) == {"format": "habit_tui", "version": 1}


def test_each_row_has_a_line_of_its_own() -> None:
    text = written(("path", [{"id": 1, "name": "ML"}, {"id": 2, "name": "Français"}]), ("post", []))
    assert text == (
        '{"format": "habit_tui", "version": 1,\n"path": [\n{"id": 1, "name": "ML"},\n'
        '{"id": 2, "name": "Français"}\n],\n"post": [\n]}\n'
    )


@given(rows, rows)
def test_what_is_written_can_be_read(first: list[dict[str, Value]], second: list[dict[str, Value]]) -> None:
    read = json.loads(written(("a", first), ("b", second)))
    assert (read["a"], read["b"]) == (first, second)
