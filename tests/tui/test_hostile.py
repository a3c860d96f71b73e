"""Texts that mean harm, wherever they can be typed, and wherever they can be kept; see `harm`."""

from __future__ import annotations

import pytest
from sqlalchemy import Text

from habit_tui.cli import entry
from habit_tui.store.tables.columns import metadata
from tests.trials import walk
from tests.tui.harm import (
    COLUMNS,
    lay,
    look_everywhere,
    steers,
)
from tests.tui.places import LIVED
from tests.tui.stage import NARROW

OUR_OWN = {
    *("uid", "at", "updated_at", "start_at", "end_at", "until_at", "zone", "currency", "starter"),
    *(
        "study_day",
        "on_day",
        "first_day",
        "last_day",
        "effective_from",
        "carried_from",
        "until",
        "first",
        "last",
    ),
    *(
        "planned_first",
        "planned_last",
        "best_first",
        "best_last",
        "started_on",
        "ended_on",
        "committed_until",
    ),
    *("created_on", "published_on", "shared_on", "asked_on", "received_on", "start", "window_start"),
    *("window_end", "kind", "status", "state", "event", "door", "action", "rules", "table_name", "before"),
    *("after", "occasion", "channel", "result", "dialect", "prompt_id"),
}
"""The columns of text in which we write words of ours alone."""


def test_every_column_of_text_is_the_learners_or_ours() -> None:
    for table in metadata.tables.values():
        texts = {column.name for column in table.columns if isinstance(column.type, Text)}
        assert texts - OUR_OWN - {*COLUMNS.get(table.name, ())} == set(), table.name


@pytest.fixture(scope="module")
def cursed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A life whose every word means harm."""
    env = walk.record(tmp_path_factory.mktemp("cursed"), lived=True)
    assert lay(f"{env['HABIT_TUI_DATA']}/habit.db") > 1000
    return env


@pytest.mark.parametrize("size", [NARROW, (60, 20)], ids=["narrow", "small"])
async def test_what_is_kept_and_what_is_typed_is_drawn_as_it_is(
    cursed: dict[str, str], size: tuple[int, int]
) -> None:
    wrong, read = await look_everywhere(cursed, LIVED, size)
    assert wrong == []
    assert all(
        text in read for text in ("a [/] b [x", "[@click=app.quit]", "\ufffd[2J\ufffd", "<b onclick=x>")
    )


@pytest.mark.parametrize(
    "words",
    [
        *("today", "streak", "status", "sessions", "calendar", "review month", "review week", "story"),
        *(
            "leave list",
            "path list",
            "path show",
            "path changes",
            "post list",
            "post prompts",
            "post share 1",
        ),
        *("plan", "routine history", "export markdown", "remind status", "doctor", "undo"),
    ],
)
def test_the_shell_says_nothing_that_steers_a_terminal(
    cursed: dict[str, str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    entry.run(words.split(), cursed)
    said = capsys.readouterr()
    assert said.out or said.err
    assert not steers(said.out + said.err)
