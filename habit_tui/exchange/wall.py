"""Wall-clock dates and times as spreadsheets write them, and the instants they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import product
from zoneinfo import ZoneInfo

from habit_tui.domain.clock import resolve
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.words import quoted

_DATE = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})", re.ASCII)
_TIME = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s*([AaPp])\.?[Mm]\.?)?", re.ASCII)
_DURATION = re.compile(r"(\d{1,3}):(\d\d):(\d\d)", re.ASCII)


class DateOrder(StrEnum):
    """In which order a date names year, month and day."""

    YMD = "ymd"
    DMY = "dmy"
    MDY = "mdy"


def read_date(text: str, order: DateOrder) -> date:
    """Read a date written in an order, as 2026-11-22, 22/11/2026 or 11.22.2026."""
    shape = _DATE.fullmatch(text)
    if shape is None:
        raise NotUnderstood(f"{quoted(text)} is no date")
    numbers = [int(part) for part in shape.groups()]
    named = dict(zip(order.value, numbers, strict=True))
    try:
        if not 1970 <= named["y"] <= 2199:
            raise ValueError
        return date(named["y"], named["m"], named["d"])
    except ValueError:
        raise NotUnderstood(f"{quoted(text)} is not in the calendar, read as {order.upper()}") from None


def order_of(texts: Iterable[str], name: str) -> DateOrder:
    """The one order in which every date of a file can be read.

    Raises CannotBeDone when more than one fits and they mean different days, or none does.
    """
    orders = list(DateOrder)
    differs = False
    for text in texts:
        if not _DATE.fullmatch(text):
            continue
        read = {order: _tried(text, order) for order in orders}
        fitting = [order for order in orders if read[order] is not None]
        if not fitting:
            raise CannotBeDone(
                f"the dates of {name} are not written in one order ({quoted(text)} does not fit the others)"
            )
        orders = fitting
        differs = differs or len({read[order] for order in orders}) > 1
    if len(orders) > 1 and differs:
        raise CannotBeDone(
            f"the dates of {name} can be read in more than one way; say --date-format "
            + " or ".join(order.value for order in orders)
        )
    return orders[0]


def read_time(text: str) -> time:
    """Read a clock time as 05:10, 05:10:30 or 5:10 AM."""
    shape = _TIME.fullmatch(text)
    if shape is None:
        raise NotUnderstood(f"{quoted(text)} is no time of day")
    hour, minute, second = int(shape[1]), int(shape[2]), int(shape[3] or 0)
    if shape[4]:
        if not 1 <= hour <= 12:
            raise NotUnderstood(f"{quoted(text)} is no time of day")
        hour = hour % 12 + (12 if shape[4] in "Pp" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        raise NotUnderstood(f"{quoted(text)} is no time of day") from None


def read_duration(text: str) -> timedelta | None:
    """Read hours, minutes and seconds as 01:30:00; None when it is empty."""
    if not text:
        return None
    shape = _DURATION.fullmatch(text)
    if shape is None:
        raise NotUnderstood(f"{quoted(text)} is no duration such as 01:30:00")
    hours, minutes, seconds = (int(part) for part in shape.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def stretch(
    start: datetime, end: datetime, duration: timedelta | None, zone: ZoneInfo
) -> tuple[datetime, datetime]:
    """The instants of two wall times of a zone that lie the duration apart.

    Where the clocks were set back, the duration tells which of two readings is meant; without one the first
    is. Raises NotUnderstood when the times do not lie the duration apart, within a minute.
    """
    readings = [(begin, stop) for begin, stop in product(_readings(start, zone), _readings(end, zone))]
    if duration is None:
        return readings[0]
    for begin, stop in readings:
        if abs(stop - begin - duration) < timedelta(minutes=1):
            return begin, stop
    raise NotUnderstood(f"the duration {duration} does not lead from the start to the end")


def _readings(wall: datetime, zone: ZoneInfo) -> list[datetime]:
    first = resolve(wall, zone).instant
    second = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    is_twice = second > first and second.astimezone(zone).replace(tzinfo=None, fold=0) == wall
    return [first, second] if is_twice else [first]


def _tried(text: str, order: DateOrder) -> date | None:
    try:
        return read_date(text, order)
    except NotUnderstood:
        return None
