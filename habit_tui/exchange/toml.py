"""TOML read strictly: every table's keys are taken one by one, and a mistake is named with its place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import time
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.words import one_line, quoted

Word = TypeVar("Word", bound=StrEnum)


class Table:
    """A TOML table whose keys are taken one by one, so that what is left over is known to be a mistake.

    `where` names it in messages. Every method raises NotUnderstood for a value of another shape.
    """

    def __init__(self, where: str, values: Mapping[str, object]) -> None:
        self.where = where
        self._left = dict(values)

    def wrong(self, key: str, wanted: str) -> NotUnderstood:
        """Give the error for a key that holds something else than wanted."""
        return NotUnderstood(f"{self.where}: {key} must be {wanted}")

    def text(self, key: str, *, default: str | None = None, limit: int = 200) -> str:
        """Take one line of text, blank edges off; without a default it must be there and say something."""
        value = self._left.pop(key, default)
        if value is None:
            raise NotUnderstood(f"{self.where}: {key} is missing")
        if not isinstance(value, str) or len(value) > limit or one_line(value) != value:
            raise self.wrong(key, f"one line of text, at most {limit} characters")
        if not value.strip() and default is None:
            raise self.wrong(key, "more than nothing")
        return value.strip()

    def number(self, key: str, low: int, high: int) -> int:
        """Take a whole number within bounds, both included."""
        value = self.optional_number(key, low, high)
        if value is None:
            raise NotUnderstood(f"{self.where}: {key} is missing")
        return value

    def optional_number(self, key: str, low: int, high: int) -> int | None:
        """Take a whole number within bounds, both included, or None when the key is absent."""
        value = self._left.pop(key, None)
        if value is not None and not is_number(value, low, high):
            raise self.wrong(key, f"a whole number from {low} to {high}")
        return value if isinstance(value, int) else None

    def word(self, key: str, words: type[Word]) -> Word:
        """Take one of an enumeration's words."""
        value = self.text(key)
        if value not in list(words):
            raise self.wrong(key, f"one of {', '.join(words)}")
        return words(value)

    def clock(self, key: str) -> time:
        """Take a wall-clock time."""
        value = read_clock(self.text(key))
        if value is None:
            raise self.wrong(key, 'a time such as "05:00"')
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        """Take a list of single lines of text, empty when the key is absent."""
        value = self._left.pop(key, [])
        if not isinstance(value, list) or not all(is_line(entry) for entry in value):
            raise self.wrong(key, "a list of texts, each on one line")
        return tuple(value)

    def raw(self, key: str) -> object:
        """Take whatever is there, or None, for the caller to judge."""
        return self._left.pop(key, None)

    def table(self, key: str) -> Table:
        """Take a table, which must be there."""
        value = self._left.pop(key, None)
        if not isinstance(value, dict):
            raise self.wrong(key, f"a table: [{key}]")
        return Table(f"{self.where}: {key}", value)

    def tables(self, key: str) -> list[Table]:
        """Take a list of tables, empty when the key is absent."""
        value = self._left.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise self.wrong(key, f"a list of tables: [[{key}]]")
        return [Table(f"{self.where}: {key} {count}", entry) for count, entry in enumerate(value, 1)]

    def once(self, key: str, entries: Sequence[str]) -> None:
        """Refuse a list of tables in which a name stands twice"""
        twice = next((entry for count, entry in enumerate(entries) if entry in entries[:count]), None)
        if twice is not None:
            raise NotUnderstood(f"{self.where}: {key} has {quoted(twice)} twice")

    def close(self) -> None:
        """Refuse the table if any key was not taken."""
        if self._left:
            raise NotUnderstood(f"{self.where}: {quoted(next(iter(self._left)))} is no key known here")


def shipped() -> Path:
    """Give the folder of the starters and prompts that come with the program."""
    # importlib.resources would cost `today` more than reading the files does.
    return Path(__file__).parent.parent / "starters"


def read(file: Path) -> Table:
    """Read a TOML file, numbers with a point as Decimal; NotUnderstood when it cannot be read."""
    where = quoted(file.name)
    try:
        text = file.read_bytes().decode()
    except OSError as error:
        raise NotUnderstood(f"{where} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise NotUnderstood(f"{where} is not UTF-8 text") from error
    try:
        return Table(where, tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as error:
        raise NotUnderstood(f"{where} is not TOML: {error}") from error
    except (RecursionError, ValueError) as error:
        raise NotUnderstood(f"{where} nests too deep or holds an endless number") from error


def is_line(value: object) -> bool:
    """Tell whether a value is one line of text that can be shown and says something."""
    return isinstance(value, str) and one_line(value) == value and bool(value.strip())


def is_number(value: object, low: int, high: int) -> bool:
    """Tell whether a value is a whole number within bounds, both included."""
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def read_clock(text: str) -> time | None:
    """Read "5:00" or "05:00", None for anything else."""
    hour, colon, minute = text.partition(":")
    digits = hour + minute
    if not colon or not digits.isascii() or not digits.isdigit() or not hour or len(minute) != 2:
        return None
    return time(int(hour), int(minute)) if int(hour) < 24 and int(minute) < 60 else None
