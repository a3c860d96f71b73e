"""`init` from the shell: choosing a starter."""

from __future__ import annotations

from habit_tui.cli.door import Door
from habit_tui.domain.words import pad
from habit_tui.services import starter as service


def init(door: Door, *, starter: str | None = None, listing: bool = False, json: bool = False) -> None:
    """Apply a starter, or list them."""
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
    applied = service.apply(door.desk, starter, door.now)
    if json:
        door.json({"starter": starter, "did": list(applied.did), "left": list(applied.left)})
        return
    door.tell(*applied.did)
    for sentence in applied.left:
        door.remark(sentence)
