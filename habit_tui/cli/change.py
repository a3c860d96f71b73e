"""Undo and redo from the shell."""

from __future__ import annotations

from habit_tui.cli.door import Door
from habit_tui.services import change as service
from habit_tui.services.change import Reversed


def undo(door: Door, *, json: bool = False) -> None:
    """Reverse the newest change through any door."""
    _answer(door, "Undid", service.undo(door.desk, door.now), json=json)


def redo(door: Door, *, json: bool = False) -> None:
    """Bring back what the newest undo reversed."""
    _answer(door, "Redid", service.redo(door.desk, door.now), json=json)


def _answer(door: Door, done: str, reversed_change: Reversed, *, json: bool) -> None:
    if json:
        door.json({"action": reversed_change.action, "text": reversed_change.text})
    else:
        door.tell(f"{done}: {reversed_change.text}")
