"""How values are spelled in the file: instants, days and clock times as text."""

import os
from datetime import UTC, date, datetime, time

from habit_tui.domain.errors import CannotBeDone


def instant_text(instant: datetime) -> str:
    """An aware instant as UTC text to the second, `2026-11-22T05:00:00Z`; a naive one is refused."""
    if instant.tzinfo is None:
        raise CannotBeDone("a time without a zone cannot be stored")
    return instant.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def instant(text: str) -> datetime:
    """The aware UTC instant behind its text."""
    return datetime.fromisoformat(text)


def optional_instant(text: str | None) -> datetime | None:
    """Like `instant`, None staying None."""
    return None if text is None else datetime.fromisoformat(text)


def optional_day(text: str | None) -> date | None:
    """The day behind its text, None staying None."""
    return None if text is None else date.fromisoformat(text)


def optional_day_text(day: date | None) -> str | None:
    """A day as text, None staying None."""
    return None if day is None else day.isoformat()


def clock_text(at: time) -> str:
    """A clock time as `HH:MM`."""
    return at.isoformat(timespec="minutes")


def new_uid() -> str:
    """A fresh random identity of 32 hexadecimal digits; the uuid module would cost milliseconds."""
    return os.urandom(16).hex()
