"""How far long work has come, on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from habit_tui.domain.progress import Progress


@contextmanager
def bar(file: str, label: str, least: int) -> Iterator[Progress | None]:
    """A bar for what is made of a file of at least so many bytes, when somebody looks; None otherwise."""
    if not sys.stderr.isatty() or not os.path.isfile(file) or os.path.getsize(file) < least:
        yield None
        return
    import click

    with click.progressbar(length=100, label=label, file=sys.stderr) as shown:
        yield lambda done, whole: shown.update(max(0, 100 * done // max(1, whole) - shown.pos))
        # Work that needed less than it might have is over, too.
        shown.update(100 - shown.pos)
