"""Days written for people: one family of functions, in the three orders that people are used to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONG_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

AUTO = "auto"
"""The word for following the machine's locale."""

# After CLDR: month first are the regions whose English has "Nov 22, 2026", year first the languages, and the
# locales of other ones, whose short dates begin with the year. en_DK with such dates is the GNU C library's.
_MONTH_FIRST_REGIONS = frozenset({"AS", "CA", "GU", "MH", "MP", "PH", "PR", "UM", "US", "VI"})
_YEAR_FIRST_LANGUAGES = frozenset({"hu", "ja", "ko", "lt", "mn", "sv", "zh"})
_YEAR_FIRST_LOCALES = frozenset({("en", "DK"), ("en", "SE"), ("fr", "CA")})

_WIDEST = date(2026, 11, 22)


class DateForm(StrEnum):
    """How a day is written: "22 Nov 2026", "Nov 22, 2026" or "2026-11-22"."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    ISO = "iso"


def form_in(env: Mapping[str, str]) -> DateForm:
    """The form of the machine's locale: the first of LC_ALL, LC_TIME and LANG that is not empty says it."""
    locale = next((said for name in ("LC_ALL", "LC_TIME", "LANG") if (said := env.get(name))), "")
    language, _, rest = locale.partition(".")[0].partition("@")[0].replace("-", "_").partition("_")
    language, region = language.lower(), rest.rpartition("_")[2].upper()
    if language in _YEAR_FIRST_LANGUAGES or (language, region) in _YEAR_FIRST_LOCALES:
        return DateForm.ISO
    return DateForm.MONTH_FIRST if region in _MONTH_FIRST_REGIONS else DateForm.DAY_FIRST


def short_day(day: date, form: DateForm) -> str:
    """A day within sight, in a column: "22 Nov", "Nov 22", "11-22"."""
    match form:
        case DateForm.DAY_FIRST:
            return f"{day.day} {MONTHS[day.month - 1]}"
        case DateForm.MONTH_FIRST:
            return f"{MONTHS[day.month - 1]} {day.day}"
        case DateForm.ISO:
            return day.isoformat()[5:]


def short_day_with_year(day: date, form: DateForm) -> str:
    """A day so far away that its weekday means nothing: "22 Nov 2026", "Nov 22, 2026", "2026-11-22"."""
    match form:
        case DateForm.DAY_FIRST:
            return f"{short_day(day, form)} {day.year}"
        case DateForm.MONTH_FIRST:
            return f"{short_day(day, form)}, {day.year}"
        case DateForm.ISO:
            return day.isoformat()


def day_name(day: date, form: DateForm) -> str:
    """A day within sight: "Sun 22 Nov", "Sun Nov 22", "Sun 11-22"."""
    return f"{WEEKDAYS[day.weekday()]} {short_day(day, form)}"


def day_name_with_year(day: date, form: DateForm) -> str:
    """A day of any year: "Sun 22 Nov 2026", "Sun Nov 22, 2026", "Sun 2026-11-22"."""
    return f"{WEEKDAYS[day.weekday()]} {short_day_with_year(day, form)}"


def spoken_day(day: date, form: DateForm) -> str:
    """A day said aloud: "Sunday 22 November 2026", "Sunday November 22, 2026", "Sunday 2026-11-22"."""
    weekday, month = LONG_WEEKDAYS[day.weekday()], LONG_MONTHS[day.month - 1]
    match form:
        case DateForm.DAY_FIRST:
            return f"{weekday} {day.day} {month} {day.year}"
        case DateForm.MONTH_FIRST:
            return f"{weekday} {month} {day.day}, {day.year}"
        case DateForm.ISO:
            return f"{weekday} {day.isoformat()}"


def short_month(day: date, form: DateForm) -> str:
    """The month of a day, in a column: "Nov 2026", "2026-11"."""
    return day.isoformat()[:7] if form is DateForm.ISO else f"{MONTHS[day.month - 1]} {day.year}"


def month_name(day: date, form: DateForm) -> str:
    """The month of a day: "November 2026", "2026-11"."""
    return day.isoformat()[:7] if form is DateForm.ISO else f"{LONG_MONTHS[day.month - 1]} {day.year}"


def short_span(first: date, last: date, form: DateForm, dash: str = "-") -> str:
    """Two days within sight, what they share said once: "16-22 Nov", "Nov 16-22", "11-16 - 11-22".

    Only where the form has months named does `dash` stand between them.
    """
    begins, ends = short_day(first, form), short_day(last, form)
    if first == last:
        return ends
    if form is DateForm.ISO:
        return f"{begins} - {ends}"
    if (first.year, first.month) == (last.year, last.month):
        if form is DateForm.DAY_FIRST:
            begins = str(first.day)
        else:
            ends = str(last.day)
    return f"{begins}{dash}{ends}"


def span_in_words(first: date, last: date, form: DateForm) -> str:
    """Two days, what they share said once: "Mon 16 to Sun 22 Nov 2026", "Mon 2026-11-16 to Sun 11-22"."""
    if form is DateForm.DAY_FIRST and (first.year, first.month) == (last.year, last.month) and first < last:
        return f"{WEEKDAYS[first.weekday()]} {first.day} to {day_name_with_year(last, form)}"
    return days_named(first, last, form)


def days_named(first: date, last: date, form: DateForm) -> str:
    """Two days with their months, a year that they share said once: "Mon 16 Nov to Sun 22 Nov 2026"."""
    if first == last:
        return day_name_with_year(first, form)
    begins = ends = day_name_with_year
    if first.year == last.year:
        begins, ends = (begins, day_name) if form is DateForm.ISO else (day_name, ends)
    return f"{begins(first, form)} to {ends(last, form)}"


def width(write: Callable[[date, DateForm], str], form: DateForm) -> int:
    """The cells of the widest day that one of these functions writes."""
    return len(write(_WIDEST, form))
