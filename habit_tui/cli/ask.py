"""Questions at a terminal; a script is never asked."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

from habit_tui.domain.commitment import NeedsReason
from habit_tui.domain.words import one_line

Done = TypeVar("Done")


def can_ask() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def agrees(question: str) -> bool:
    """Whether a question was answered with yes."""
    return ask(f"{question} [y/N]").lower() in ("y", "yes")


def with_reason(given: str | None, change: Callable[[str], Done]) -> Done:
    """Change a path for the reason given; when one is needed it is asked for, once.

    Raises NeedsReason when nobody is there to ask or to answer.
    """
    try:
        return change(given or "")
    except NeedsReason as needed:
        reason = ask(f"{one_line(str(needed))}. Why?") if can_ask() else ""
        if not reason:
            raise NeedsReason(f"{needed}; give it with --reason TEXT") from None
    return change(reason)


def ask(question: str) -> str:
    """Ask on stderr; the answer, blank edges off, and nothing at the end of input."""
    sys.stderr.write(f"{one_line(question)} ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()
