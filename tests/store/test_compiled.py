"""The express lane's SQL is what the statements say."""

import sqlite3
from pathlib import Path

import pytest

from habit_tui.store import compiled
from habit_tui.store.compile import TARGET
from habit_tui.store.compile import compiled as anew
from habit_tui.store.statements import statements
from tests.factories import desk_at


def test_the_generated_text_is_not_stale() -> None:
    assert TARGET.read_text(encoding="utf-8") == anew(), "run `python -m habit_tui.store.compile`"


@pytest.mark.parametrize("name", sorted(statements()))
def test_every_statement_can_be_prepared_on_a_new_file(name: str, tmp_path: Path) -> None:
    connection = sqlite3.connect(desk_at(tmp_path).store.file)
    try:
        sql = getattr(compiled, name.upper())
        connection.execute(f"EXPLAIN {sql}", _Anything())
    finally:
        connection.close()


class _Anything(dict[str, int]):
    """A value for every parameter."""

    def __missing__(self, name: str) -> int:
        return 0
