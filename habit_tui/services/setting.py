"""Changing a setting, and letting what is installed follow it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from habit_tui.domain.errors import HabitError, NotUnderstood
from habit_tui.services import schedule
from habit_tui.services.desk import Desk, open_desk
from habit_tui.services.schedule import Wish
from habit_tui.system import paths, settings_file

FOLLOWED = frozenset(
    {
        "zone",
        "day_starts_at",
        "remind_at",
        "remind_evening",
        "remind_channels",
        "remind_command",
        "remind_backend",
    }
)
"""Settings that what fires reminders follows."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What came of a change: the desk with the settings as they are now, and what else is to be known."""

    desk: Desk
    remark: str = ""


def change(desk: Desk, now: datetime, name: str, text: str | None) -> Changed:
    """Save one setting, None for its default; reminders that are installed are installed anew.

    `remind_backend` installs them there, and its default takes them out. Raises NotUnderstood for a value
    that is not allowed, CannotBeDone or StoreFault when it cannot be saved; nothing is changed then.
    """
    if name == "remind_backend":
        return _fire_by(desk, now, text)
    settings_file.save(paths.config_dir(desk.env), name, text)
    try:
        after = open_desk(desk.env, desk.door, desk.store.file)
    except NotUnderstood as error:
        return Changed(desk, f"Until another one is put right the settings of before count: {error}")
    if name not in FOLLOWED or after.settings.remind_backend is None:
        return Changed(after)
    try:
        schedule.install(after, schedule.offer(after, Wish(), now), now)
    except HabitError as error:
        return Changed(after, f"The reminders stay as they were: {error}")
    return Changed(after, "The reminders are installed anew")


def _fire_by(desk: Desk, now: datetime, backend: str | None) -> Changed:
    if backend is None:
        gone = schedule.uninstall(desk, now)
        remark = f"No reminders any more in {' and '.join(gone)}" if gone else ""
    else:
        schedule.install(desk, schedule.offer(desk, Wish(backend=backend), now), now)
        remark = f"Reminders are installed in {backend}"
    return Changed(open_desk(desk.env, desk.door, desk.store.file), remark)
