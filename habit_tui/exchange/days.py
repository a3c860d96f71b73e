"""What habit trackers keep of a day, in minutes."""

from __future__ import annotations

from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.words import quoted
from habit_tui.exchange.record import Reading

SKIPPED = "a day skipped on purpose; `habit-tui leave add` keeps a streak through days off"
MOST = 24 * 60


def done(reading: Reading) -> int:
    """The minutes of a habit that was merely done; NotUnderstood when nobody said how many."""
    if reading.minutes is None:
        raise NotUnderstood("done, but not for how long; say --minutes N")
    return reading.minutes


def counted(amount: str) -> int:
    """The minutes of an amount, rounded; NotUnderstood for none, or more than a day."""
    try:
        if not amount.isascii() or len(amount) > 20:
            raise ValueError
        return checked(float(amount))
    except ValueError:
        raise NotUnderstood(f"{quoted(amount)} is no number of minutes") from None


def checked(minutes: float) -> int:
    """Minutes rounded; NotUnderstood for none, or more than a day."""
    if not 0.5 <= minutes <= MOST:
        raise NotUnderstood(f"{minutes:g} minutes are not between 1 and {MOST}")
    return int(minutes + 0.5)
