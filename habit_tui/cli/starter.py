"""`init` from the shell: choosing a starter."""

from __future__ import annotations

from habit_tui.cli.ask import agrees, can_ask
from habit_tui.cli.door import Door
from habit_tui.domain.words import pad
from habit_tui.services import starter as service


def init(
    door: Door,
    *,
    starter: str | None = None,
    listing: bool = False,
    replace_routine: bool | None = None,
    json: bool = False,
) -> None:
    """Apply a starter, or list them.

    With a routine of one's own there, `replace_routine` says what becomes of it; None asks, and where nobody
    can answer the routine stays.
    """
    starters = service.listing()
    if starter is None or listing:
        if json:
            door.json([{"name": name, "title": title, "about": about} for name, title, about in starters])
            return
        for name, _, about in starters:
            door.tell(f"{pad(name, 22)}{about}")
        if not listing:
            door.remark("choose one with `habit-tui init --starter NAME`")
        return
    if replace_routine is None:
        replace_routine = _asked(door, starter)
    applied = service.apply(door.desk, starter, door.now, replace_routine=replace_routine)
    if json:
        door.json({"starter": starter, "did": list(applied.did), "left": list(applied.left)})
        return
    door.tell(*applied.did)
    for sentence in applied.left:
        door.remark(sentence)


def _asked(door: Door, starter: str) -> bool:
    """Whether the learner wants the starter's routine in the place of their own; False when unasked."""
    replaced = service.would_replace(door.desk, starter, door.now)
    if replaced is None:
        return False
    if not can_ask():
        door.remark("--replace-routine takes the starter's routine from today on")
        return False
    door.remark(f"Your routine: {replaced.present}")
    door.remark(f"The starter's: {replaced.wanted}")
    return agrees("Replace it from today on?")
