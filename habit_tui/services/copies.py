"""Telling of the conflicted copies that a synced folder made of the store."""

from __future__ import annotations

import os
from shlex import quote

from habit_tui.domain.words import one_line
from habit_tui.services.desk import Desk


def offer(desk: Desk) -> str:
    """One sentence that offers to merge the first conflicted copy beside the store; empty without one."""
    from habit_tui.store.copies import conflicted_copies

    found = conflicted_copies(desk.store.file)
    if not found:
        return ""
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    name, path = one_line(os.path.basename(found[0])), quote(one_line(found[0]))
    return (
        f"{name} is a conflicted copy of your record{more}: `habit-tui merge {path}` joins it, then delete it"
    )
