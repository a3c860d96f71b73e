"""A conflicted copy beside the store is told of in one sentence."""

import shutil
from pathlib import Path

from habit_tui.services.copies import offer
from habit_tui.services.desk import Desk


def test_without_a_conflicted_copy_nothing_is_said(desk: Desk) -> None:
    assert offer(desk) == ""


def test_the_first_copy_is_named_with_the_command_that_joins_it(desk: Desk) -> None:
    store = Path(desk.store.file)
    for name in ("habit (Ann's conflicted copy 2026-11-22).db", "habit 2.db"):
        shutil.copy(store, store.with_name(name))
    said = offer(desk)
    assert said.startswith(
        "habit (Ann's conflicted copy 2026-11-22).db is a conflicted copy of your record (and 1 more)"
    )
    assert f"habit-tui merge '{store.parent}/habit (Ann'\"'\"'s conflicted copy 2026-11-22).db'" in said
    assert "\n" not in said
