"""Undo and redo from the shell."""

from __future__ import annotations

from habit_tui.cli import views
from habit_tui.cli.door import Door
from habit_tui.domain import dates
from habit_tui.domain.dates import day_name_with_year
from habit_tui.domain.words import clock, one_line
from habit_tui.services import change as service
from habit_tui.services.change import Reversed

LISTED = 200
"""How many changes a list of them tells; undo itself goes back to the first."""


def undo(door: Door, *, json: bool = False) -> None:
    """Reverse the newest change through any door."""
    _answer(door, "Undid", service.undo(door.desk, door.now), json=json)


def redo(door: Door, *, json: bool = False) -> None:
    """Bring back what the newest undo reversed."""
    _answer(door, "Redid", service.redo(door.desk, door.now), json=json)


def undoable(door: Door, *, json: bool = False) -> None:
    """Tell what undo would reverse, newest first."""
    changes = service.undoable(door.desk, LISTED)
    if json:
        door.json(
            [
                {
                    "id": each.id,
                    "at": views.instant(door.desk.local(each.at)),
                    "door": each.door,
                    "action": each.action,
                    "text": each.text,
                }
                for each in changes
            ]
        )
        return
    wide = dates.width(day_name_with_year, door.desk.dates) + len(" 05:10")
    for each in changes:
        wall = door.desk.local(each.at)
        when = f"{day_name_with_year(wall.date(), door.desk.dates)} {clock(wall)}"
        door.tell(f"{when:>{wide}}  {each.door:<4}  {one_line(each.text)}")
    if not changes:
        door.remark("there is nothing to undo")


def _answer(door: Door, done: str, reversed_change: Reversed, *, json: bool) -> None:
    if json:
        door.json({"action": reversed_change.action, "text": reversed_change.text})
    else:
        door.tell(reversed_change.said(done))
