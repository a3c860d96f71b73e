"""Commitment: staying on a path for a month before it is judged."""

from collections.abc import Iterable
from datetime import date, timedelta

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.path import Path, PathStatus

_DECEMBER = 12


class NeedsReason(CannotBeDone):
    """A change to a path within its commitment that came without a reason: ask for one and try again."""


def month_after(day: date) -> date:
    """The same day of the next month, or that month's last day where it is shorter."""
    if day.year == date.max.year:
        return date.max
    first = date(day.year + day.month // _DECEMBER, day.month % _DECEMBER + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def is_being_shaped(path: Path, day: date) -> bool:
    """Whether the plan can still be shaped freely: until the end of the day the path begins."""
    return path.started_on is None or day <= path.started_on


def binds(path: Path, day: date) -> bool:
    """Whether a change on this day asks for a reason: after the first day, before the commitment's end."""
    if path.status is not PathStatus.ACTIVE or path.committed_until is None:
        return False
    return not is_being_shaped(path, day) and day < path.committed_until


def assessment_is_due(path: Path, assessed_on: Iterable[date], day: date) -> bool:
    """Whether the commitment is over and the path was not assessed since; `assessed_on` are those days."""
    end = path.committed_until
    if path.status is not PathStatus.ACTIVE or end is None or day < end:
        return False
    return not any(assessed >= end for assessed in assessed_on)
