"""What time trackers file a session under, in our words; and their values, checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.kind import Kind
from habit_tui.domain.words import quoted

_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d):?(\d\d):?(\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d(?::?\d\d)?)", re.ASCII
)


def filed(project: str, tags: Sequence[str]) -> tuple[str, str, tuple[str, ...]]:
    """What was studied, its kind, and its labels, from a project (or none) and tags.

    A tag that is the name of a kind says the kind; the last one counts.
    """
    kinds = [tag for tag in tags if tag.casefold() in list(Kind)]
    rest = list(tags)
    if kinds:
        rest.reverse()
        rest.remove(kinds[-1])
        rest.reverse()
    what = ", ".join(rest)
    if project:
        what = f"{project} ({what})" if what else project
    labels = dict.fromkeys(label for label in (project, *rest) if label)
    return what, kinds[-1].casefold() if kinds else "", tuple(labels)


def instant(value: str, name: str) -> datetime:
    """An instant in ISO 8601, with its offset or Z, to the second; NotUnderstood otherwise."""
    shape = _ISO.fullmatch(value)
    if shape is None:
        raise NotUnderstood(f"its {name} {quoted(value)} is no instant such as 2026-11-22T05:10:00Z")
    year, month, day, hour, minute, second, offset = shape.groups()
    try:
        read = datetime.fromisoformat(f"{year}-{month}-{day}T{hour}:{minute}:{second}{offset}")
    except ValueError:
        raise NotUnderstood(f"its {name} {quoted(value)} is not in the calendar") from None
    if not 1970 <= read.year <= 2199:
        raise NotUnderstood(f"its {name} {quoted(value)} is not between the years 1970 and 2199")
    return read.astimezone(UTC)


def text(value: object, name: str) -> str:
    """A text without blank edges, empty for a missing one; NotUnderstood for anything else."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NotUnderstood(f"its {name} is no text")
    return value.strip()


def texts(value: object, name: str) -> list[str]:
    """A list of texts, empty for a missing one; NotUnderstood for anything else."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise NotUnderstood(f"its {name} are no list")
    return [each for each in (text(entry, name) for entry in value) if each]
