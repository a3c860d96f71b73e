"""The clock: aware UTC now, and a knob that sets it for scripts and tests."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from habit_tui.domain.errors import NotUnderstood

VARIABLE = "HABIT_TUI_NOW"


def clock(env: Mapping[str, str]) -> Callable[[], datetime]:
    """A function that tells the present instant in UTC.

    HABIT_TUI_NOW, an ISO 8601 instant with its offset, stops the clock there; with a "+" after it the clock
    starts there and runs. Raises NotUnderstood when it cannot be read.
    """
    text = env.get(VARIABLE, "")
    if not text:
        return _now
    start = _instant(text)
    if not text.endswith("+"):
        return lambda: start
    from time import monotonic

    began = monotonic()
    return lambda: start + timedelta(seconds=monotonic() - began)


def _now() -> datetime:
    return datetime.now(UTC)


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text.removesuffix("+"))
    except ValueError as error:
        raise _refusal(text, "an ISO 8601 instant is needed") from error
    if instant.utcoffset() is None:
        raise _refusal(text, "its offset is missing")
    # Far from the calendar's two ends, where adding a day or an offset would overflow.
    if not 1900 <= instant.year < 2200:
        raise _refusal(text, "its year must lie between 1900 and 2199")
    return instant.astimezone(UTC)


def _refusal(text: str, reason: str) -> NotUnderstood:
    return NotUnderstood(f"{VARIABLE}='{text}' cannot be read: {reason}, as in 2026-11-22T05:12:00Z")
