"""The reminder from the shell and from cron."""

from __future__ import annotations

from habit_tui.cli.door import Door
from habit_tui.services import reminder as service


def remind(door: Door, *, json: bool = False) -> None:
    """Say one line when there is something to say, nothing otherwise."""
    reminder = service.check(door.desk, door.now)
    if json:
        door.json({"due": reminder.due, "reason": reminder.reason.value, "text": reminder.text})
    elif reminder.due:
        door.tell(reminder.text)
