"""Reading what the user types: amounts, days, times, windows, weekdays, kinds and targets.

Words are read in ASCII, in either case, with or without spaces around their parts; every dash is a hyphen.
Every failure is NotUnderstood, which quotes the word and names what is accepted.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time, timedelta

from habit_tui.domain.dates import LONG_MONTHS
from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.kind import Kind
from habit_tui.domain.routine import DAY_MINUTES, WEEKDAYS, Window
from habit_tui.domain.words import quoted

AMOUNTS = "45m, 1h30, 1.5h, 90 (minutes) or a span such as 5:10-6:40"
MINUTES = "45m, 1h30, 1.5h or 90 (minutes)"
DAYS = "today, yesterday, tomorrow, mon to sun, -2d, +3w or a date such as 2026-11-20"
MOST_MINUTES = 1_000_000
TIMES = "5:10, 05:10, 17:10, 5:10am or 5am"
WINDOWS = "two times such as 05:00-08:00 or 5am-8am"
WEEKDAY_SETS = "mon, mon-thu, sat,sun, weekdays, weekend or daily"
TARGETS = "an amount such as 120 or 1h30 for every day, or weekdays with an amount such as sat,sun=0"

_MIDNIGHT = time(0, 0)
_NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1}
# No month among them: its letter means minutes everywhere else.
_COUNTED_IN = {"d": 1, "w": 7}
_EVERY_DAY = frozenset(range(7))
_WEEKDAY_SETS = {
    "weekdays": frozenset(range(5)),
    "weekend": frozenset({5, 6}),
    "weekends": frozenset({5, 6}),
    "daily": _EVERY_DAY,
    "everyday": _EVERY_DAY,
}
UNITS = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "m"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
}
"""The unit, "m" or "h", that a word for minutes or hours stands for."""

LONGEST_PLAIN = 8 * 60
"""Minutes that a span of plain hours has at most: "10-20" is likelier to count pages than ten hours."""

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))


@dataclass(frozen=True, slots=True)
class Span:
    """Two wall times of one session; with `end` before `start` it ends on the next date."""

    start: time
    end: time


def amount(word: str) -> int | Span:
    """Minutes from 1 to 1440, or the span between two times, as typed for AMOUNT.

    A span of plain hours has at most LONGEST_PLAIN minutes.
    """
    text = _plain(word)
    if "-" not in text.lstrip("-"):
        return _minutes(word, text, 1, AMOUNTS)
    span = _span(word, text, AMOUNTS)
    if span.start == span.end:
        raise NotUnderstood(f"{quoted(word)} starts and ends at the same time")
    hours = (span.end.hour - span.start.hour) % 24
    if is_plain_span(word) and hours * 60 > LONGEST_PLAIN:
        first, _, last = text.partition("-")
        sure = f"{_on_the_hour(first)}-{_on_the_hour(last)}"
        raise NotUnderstood(
            f"{quoted(word)} would be {hours} hours; write {sure} if it was, else how long, as 45m"
        )
    return span


def is_plain_span(word: str) -> bool:
    """Whether it is two plain numbers, which are hours where a span is meant."""
    first, _, last = _plain(word).partition("-")
    return _number(first) is not None and _number(last) is not None


def minutes_of(word: str, *, zero: bool = False) -> int:
    """Minutes up to 1440, from 1 or, with `zero`, from 0: an amount that is no span."""
    return _minutes(word, _plain(word), 0 if zero else 1, MINUTES)


def effort(word: str) -> int:
    """Minutes that something long takes, from 1 to a million: "70h", "4200" or "1h30"."""
    minutes = _hours_and_minutes(_plain(word))
    if minutes is None or not 1 <= minutes <= MOST_MINUTES:
        raise NotUnderstood(f"{quoted(word)} is not an amount of work; write 70h, 1h30 or 4200 (minutes)")
    return minutes


def clock_time(word: str) -> time:
    """A wall time to the minute, in 24 hours or with am and pm; 12am is midnight."""
    said = _time(_plain(word))
    if said is None:
        raise NotUnderstood(f"{quoted(word)} is not a time; write {TIMES}")
    return said


def window(word: str) -> Window:
    """Two times joined by a hyphen; an end at or before the start is on the next date."""
    span = _span(word, _plain(word), WINDOWS)
    if span.start == span.end:
        raise NotUnderstood(f"{quoted(word)} is a window without any time in it; write {WINDOWS}")
    return Window(span.start, span.end)


def day(word: str, today: date) -> date:
    """The date meant by a word typed on `today`, past or future.

    A weekday is the latest one that has begun, so today's own name means today: after midnight, while the
    study day is still Sunday, "sun" must not jump back a week. The one a week ago is "-7d". A date is
    "2026-11-20", or its month is named as in "12 nov", "Nov 12" or "Thu 12 Nov 2026"; without a year it is
    the one nearest to today. A weekday before a date must be that of the date.
    """
    text = _plain(word)
    away = _days_away(text, today.weekday())
    if away is not None:
        return _moved(word, today, away)
    return _named_date(word.lower().replace(",", " ").split(), today) or _date(word, text)


def coming_day(word: str, today: date, first: date | None = None) -> date:
    """The date meant by a word for something planned: as `day`, but a weekday is the first one to come.

    It comes on `first` or after it, by default today.
    """
    weekday = _weekday(_plain(word))
    if weekday is None:
        return day(word, today)
    start = first or today
    return _moved(word, start, (weekday - start.weekday()) % 7)


def found_day(text: str, today: date) -> date | None:
    """The date that a search means as `day` reads it, None for none."""
    try:
        return day(text, today)
    except NotUnderstood:
        return None


def weekdays(word: str) -> frozenset[int]:
    """A set of weekdays, 0 is Monday: days and ranges joined by commas; a range may run over Sunday."""
    days: set[int] = set()
    for part in _plain(word).split(","):
        named = _WEEKDAY_SETS.get(part)
        if named is not None:
            days |= named
            continue
        first, dash, last = part.partition("-")
        start, end = _weekday(first), _weekday(last if dash else first)
        if start is None or end is None:
            raise NotUnderstood(f"{quoted(word)} names no weekdays; write {WEEKDAY_SETS}")
        days.update((start + step) % 7 for step in range((end - start) % 7 + 1))
    return frozenset(days)


def kind(word: str) -> Kind:
    """A kind of session by its name."""
    try:
        return Kind(_plain(word))
    except ValueError:
        known = ", ".join(each.value for each in Kind)
        raise NotUnderstood(f"{quoted(word)} is not a kind of session: use {known}") from None


def targets(words: Sequence[str], base: tuple[int, ...]) -> tuple[int, ...]:
    """The target minutes of the seven weekdays, Monday first, after `words` have changed `base` in turn.

    A plain amount sets every day, "sat,sun=0" only the days it names; a later word overrides an earlier one.
    """
    minutes = list(base)
    for word in words:
        days, equals, target = word.rpartition("=")
        chosen = weekdays(days) if equals else _EVERY_DAY
        each = _minutes(target, _plain(target), 0, MINUTES if equals else TARGETS)
        for weekday in chosen:
            minutes[weekday] = each
    return tuple(minutes)


def _plain(word: str) -> str:
    """The word in lower case without its spaces, but for one between two digits: "4 5" is not 45."""
    plain = ""
    for piece in word.lower().translate(_DASHES).split():
        parts_digits = plain[-1:].isdigit() and piece[0].isdigit()
        plain += f" {piece}" if parts_digits else piece
    return plain


def _number(text: str) -> int | None:
    """ASCII digits as a number, None for anything else."""
    if not (text.isascii() and text.isdigit()):
        return None
    # Ten digits are beyond every limit here, and int() refuses thousands of them.
    return int(text.lstrip("0")[:10] or "0")


def _minutes(word: str, text: str, least: int, accepted: str) -> int:
    minutes = _hours_and_minutes(text)
    if minutes is None:
        raise NotUnderstood(f"{quoted(word)} is not an amount of time; write {accepted}")
    if minutes < least:
        raise NotUnderstood(f"{quoted(word)} is less than a minute; write {accepted}")
    if minutes > DAY_MINUTES:
        raise NotUnderstood(f"{quoted(word)} is more than 24 hours; write {accepted}")
    return minutes


def is_dash(text: str) -> bool:
    """Whether it is a hyphen or one of the dashes that stand for it."""
    return text.translate(_DASHES) == "-"


def parted(text: str) -> tuple[str, str, str]:
    """A text in three: what comes before its first letter, the letters, and the rest."""
    start = next((at for at, c in enumerate(text) if c.isalpha()), len(text))
    end = next((at for at in range(start, len(text)) if not text[at].isalpha()), len(text))
    return text[:start], text[start:end], text[end:]


def _hours_and_minutes(text: str) -> int | None:
    """The minutes that "90", "45m", "1h30", "1,5h" or "2hours" mean, None when it is no amount."""
    number, unit, rest = parted(text)
    if not unit or (UNITS.get(unit) == "m" and not rest):
        return _number(number)
    if UNITS.get(unit) != "h":
        return None
    if not rest:
        return _decimal_hours(number)
    more, unit, end = parted(rest)
    whole, minutes = _number(number), _number(more)
    if whole is None or minutes is None or minutes > 59 or end or (unit and UNITS.get(unit) != "m"):
        return None
    return whole * 60 + minutes


def _decimal_hours(text: str) -> int | None:
    """Hours such as "2", "1.5" or "1,5" in minutes, rounded half up."""
    whole, point, decimals = text.replace(",", ".").partition(".")
    hours = _number(whole)
    digits = decimals[:9] if point else "0"
    fraction = _number(digits)
    if hours is None or fraction is None or (point and _number(decimals) is None):
        return None
    one: int = 10 ** len(digits)
    return hours * 60 + (fraction * 60 * 2 + one) // (one * 2)


def _span(word: str, text: str, accepted: str) -> Span:
    first, _, last = text.partition("-")
    if _half_of_day(first) and _half_of_day(last):
        start, end = _time(first), _time(last)
    elif first and last and (_half_of_day(first) or _half_of_day(last)):
        raise NotUnderstood(f"{quoted(word)} says am or pm on one side only; write both, as in 5:10am-6:40am")
    else:
        first, last = _on_the_hour(first), _on_the_hour(last)
        start, end = _time(first), _MIDNIGHT if last == "24:00" else _time(last)
    if start is None or end is None:
        raise NotUnderstood(f"{quoted(word)} does not say from when to when; write {accepted}")
    return Span(start, end)


def _on_the_hour(text: str) -> str:
    """A plain hour as a time: between two ends it can be nothing else."""
    return text if _number(text) is None else f"{text}:00"


def _half_of_day(text: str) -> str:
    return text[-2:] if text.endswith(("am", "pm")) else ""


def _time(text: str) -> time | None:
    half = _half_of_day(text)
    hours, colon, minutes = text.removesuffix(half).partition(":")
    hour, minute = _number(hours), _number(minutes) if colon else 0
    if hour is None or minute is None or len(hours) > 2 or minute > 59 or (colon and len(minutes) != 2):
        return None
    if half:
        return time(hour % 12 + (12 if half == "pm" else 0), minute) if 1 <= hour <= 12 else None
    return time(hour, minute) if colon and hour < 24 else None


def _days_away(text: str, today: int) -> int | None:
    """How many days after a day of weekday `today` the named or counted day lies; None for anything else."""
    if text in _NEAR:
        return _NEAR[text]
    if text[:1] in ("-", "+") and text[-1:] in _COUNTED_IN:
        count = _number(text[1:-1])
        days = None if count is None else count * _COUNTED_IN[text[-1]]
        return -days if days is not None and text[0] == "-" else days
    weekday = _weekday(text)
    return None if weekday is None else -((today - weekday) % 7)


def _moved(word: str, start: date, away: int) -> date:
    try:
        return start + timedelta(days=away)
    except OverflowError:
        raise NotUnderstood(f"{quoted(word)} lies outside the calendar") from None


def _named_date(words: list[str], today: date) -> date | None:
    weekday = _weekday(words[0]) if words else None
    if weekday is not None:
        words = words[1:]
        if len(words) == 1:
            with suppress(NotUnderstood):
                dated = _date(words[0], words[0])
                return dated if dated.weekday() == weekday else None
    months = [at for word in words if (at := _month(word)) is not None]
    numbers = [number for word in words if (number := _number(word)) is not None]
    if len(months) != 1 or not 1 <= len(numbers) == len(words) - 1 <= 2:
        return None
    years = numbers[1:] or range(max(1, today.year - 4), today.year + 5)
    found = []
    for year in years:
        # Not every year has a 29 February.
        with suppress(ValueError, OverflowError):
            found.append(date(year, months[0], numbers[0]))
    nearest = min(found, key=lambda each: abs(each - today), default=None)
    return nearest if nearest is None or weekday in (None, nearest.weekday()) else None


def _month(text: str) -> int | None:
    """The month of a name or its beginning, three letters or more; 1 is January."""
    if len(text) < 3:
        return None
    named = (at for at, name in enumerate(LONG_MONTHS, 1) if name.lower().startswith(text))
    return next(named, None)


def _weekday(text: str) -> int | None:
    """The weekday of a name or its beginning, three letters or more; 0 is Monday."""
    if len(text) < 3:
        return None
    return next((index for index, name in enumerate(WEEKDAYS) if name.lower().startswith(text)), None)


def _date(word: str, text: str) -> date:
    parts = text.split("-")
    year, month, day_of_month = (_number(part) for part in parts) if len(parts) == 3 else (None, None, None)
    if year is None or month is None or day_of_month is None or [len(part) for part in parts] != [4, 2, 2]:
        raise NotUnderstood(f"{quoted(word)} is not a day; write {DAYS}")
    try:
        return date(year, month, day_of_month)
    except ValueError:
        raise NotUnderstood(f"{quoted(word)} is not in the calendar; write {DAYS}") from None
