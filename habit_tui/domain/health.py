"""What `doctor` finds: checks, and what is wrong with the reason and the way to mend it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

EARTH_WEST, EARTH_EAST = timedelta(hours=-12), timedelta(hours=14)
LATEST_DAY_START = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, why it matters, and the command or the deed that mends it.

    `fix` does so without being able to lose anything; None leaves it to the learner.
    """

    what: str
    why: str
    mend: str
    fix: Callable[[], object] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Check:
    """One part of the whole: what was found there, and what is wrong with it."""

    name: str
    facts: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def is_possible(study_day: date, start: datetime) -> bool:
    """Whether a session that starts at an instant can belong to a study day anywhere on Earth.

    Zones lie from 12 hours behind UTC to 14 ahead, and a study day starts before noon. Anything within may be
    a day that was right when it was written, whatever zone and setting are in force now.
    """
    utc = start.astimezone(UTC)
    return (utc + EARTH_WEST - LATEST_DAY_START).date() <= study_day <= (utc + EARTH_EAST).date()
