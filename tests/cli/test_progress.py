"""How far long work has come, as a terminal shows it."""

import sys
from io import StringIO
from pathlib import Path

import pytest

from habit_tui.cli.progress import bar


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_work_that_needed_less_than_it_might_have_ends_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    (tmp_path / "habit.db").write_bytes(b"x")
    with bar(str(tmp_path / "habit.db"), "Examining", 1) as progress:
        assert progress is not None
        progress(1, 2)
        assert " 50%" in terminal.getvalue()
    assert "100%" in terminal.getvalue()
