"""Undo and redo, the same through every door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from habit_tui.domain.dates import day_name, day_name_with_year
from habit_tui.domain.errors import CannotBeDone
from habit_tui.services.desk import Desk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from habit_tui.store.change import Change


@dataclass(frozen=True, slots=True)
class Reversed:
    """What an undo or a redo put back, in the words of the change; `day` names the earlier day of it."""

    action: str
    text: str
    day: str

    def said(self, done: str) -> str:
        """What was done: "Undone: logged 45 min", or "Undone, of yesterday: logged 45 min"."""
        return f"{done}{self.day and f', of {self.day}'}: {self.text}"


def undo(desk: Desk, now: datetime) -> Reversed:
    """Reverse the newest change through any door; raises CannotBeDone when there is none."""
    from habit_tui.store import change

    with desk.store.writing(now, desk.door, "undo") as unit:
        target = change.newest_to_undo(unit)
        if target is None:
            raise CannotBeDone("there is nothing to undo")
        change.reverse(unit, target)
        unit.describe(f"undid: {target.text}")
        return Reversed(target.action, target.text, _earlier(desk, target, now))


def redo(desk: Desk, now: datetime) -> Reversed:
    """Bring back what the newest undo reversed; raises CannotBeDone when something was changed since."""
    from habit_tui.store import change

    with desk.store.writing(now, desk.door, "redo") as unit:
        target = change.newest_to_redo(unit)
        if target is None or target.undoes is None:
            raise CannotBeDone("there is nothing to redo")
        change.reverse(unit, target)
        change.mark_redone(unit, target.undoes)
        text = target.text.removeprefix("undid: ")
        unit.describe(f"redid: {text}")
        return Reversed(target.action, text, _earlier(desk, target, now))


def undoable(desk: Desk, limit: int = 20) -> tuple[Change, ...]:
    """What undo would reverse, newest first."""
    from habit_tui.store import change

    with desk.store.reading() as unit:
        return change.undoable(unit, limit)


def _earlier(desk: Desk, change: Change, now: datetime) -> str:
    """The study day a change was made on, "" for the present one."""
    today, made = desk.study_day(now), desk.study_day(change.at)
    if made == today:
        return ""
    if made == today - timedelta(days=1):
        return "yesterday"
    return (day_name if made.year == today.year else day_name_with_year)(made, desk.dates)
