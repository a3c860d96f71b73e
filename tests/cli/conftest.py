"""A shell of one's own for every test of the shell door."""

from pathlib import Path

import pytest

from tests.cli.shell import Shell, shell_at


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A shell in Berlin on Sunday 22 November 2026 at 07:30, at an empty store."""
    return shell_at(tmp_path, capsys)
