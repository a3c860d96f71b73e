"""What a TOML value may be for each setting: the value in the program's types, or ValueError."""

from collections.abc import Collection
from datetime import time

from habit_tui.system.tzdata import zone


def zone_name(value: object) -> str:
    """The name of a time zone there is."""
    return zone(text(value)).key


def clock_time(value: object) -> time:
    """A time to the minute, written or TOML's own."""
    if isinstance(value, str):
        hour, colon, minute = value.strip().partition(":")
        digits = value.isascii() and hour.isdigit() and minute.isdigit()
        if not (digits and colon and len(hour) <= 2 and len(minute) == 2):
            raise ValueError
        value = time(int(hour), int(minute))
    if not isinstance(value, time) or value != time(value.hour, value.minute):
        raise ValueError
    return value


def clock_times(value: object) -> tuple[time, ...]:
    """Times in a list, or in a text with commas between them."""
    return tuple(map(clock_time, _items(value)))


def day_start(value: object) -> time:
    """A time of the morning."""
    at = clock_time(value)
    if at.hour > 11:
        raise ValueError
    return at


def number(value: object, lowest: int, highest: int) -> int:
    """A whole number within its limits, these included."""
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
        raise ValueError
    return value


def text(value: object) -> str:
    """A text on one line that is not empty."""
    if (
        not isinstance(value, str)
        or not value.strip()
        or any(ch < " " or "\x7f" <= ch <= "\x9f" for ch in value)
    ):
        raise ValueError
    value.encode()
    return value


def folder_path(value: object) -> str:
    """A path that means the same wherever the program is started."""
    path = text(value)
    if not (path.startswith(("/", "~/")) or path == "~"):
        raise ValueError
    return path


def one_of(value: object, words: Collection[str]) -> str:
    """One of some words."""
    if not isinstance(value, str) or value not in words:
        raise ValueError
    return value


def some_of(value: object, words: Collection[str]) -> tuple[str, ...]:
    """Words in a list, or in a text with commas between them, each once."""
    return tuple(dict.fromkeys(one_of(text(each).strip(), words) for each in _items(value)))


def rhythm(value: object) -> str:
    """A rhythm as it is written."""
    from habit_tui.domain.rhythm import parse

    said = text(value)
    parse(said)
    return said


def own_keys(value: object) -> tuple[tuple[str, str], ...]:
    """Actions with their keys."""
    if not isinstance(value, dict):
        raise ValueError
    return tuple((text(action), text(keys)) for action, keys in value.items())


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else list(text(value).split(","))
