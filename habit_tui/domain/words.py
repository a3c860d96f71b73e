"""Saying things to the user: durations and counts in fixed English, and text made safe to show.

Every string the user wrote passes `printable` or `one_line` before a terminal sees it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from unicodedata import category, east_asian_width

from habit_tui.domain.errors import CannotBeDone

REPLACEMENT = "\ufffd"
ELLIPSIS = "…"
_ZWNJ, _ZWJ = "\u200c", "\u200d"
_EMOJI_STYLE = "\ufe0f"
_KEPT = "\n\t" + _ZWNJ + _ZWJ
_UNSAFE = ("Cc", "Cf", "Cs", "Zl", "Zp")


def duration(minutes: int) -> str:
    """Minutes as people read them: "45 min", "1 h", "1 h 05"; ValueError below 0."""
    if minutes < 0:
        raise ValueError("a duration cannot be negative")
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


def progress(done: int, whole: int) -> str:
    """Minutes done of minutes meant, the first at the right end of its column: " 5 min / 1 h 30"."""
    return f"{duration(done):>6} / {duration(whole)}"


def spoken_duration(minutes: int) -> str:
    """Minutes as they are said aloud: "1 hour 5 minutes", "no time"; ValueError below 0."""
    if minutes < 0:
        raise ValueError("a duration cannot be negative")
    hours, rest = divmod(minutes, 60)
    parts = [plural(hours, "hour", "hours")] * bool(hours) + [plural(rest, "minute", "minutes")] * bool(rest)
    return " ".join(parts) or "no time"


def clock(t: time | datetime) -> str:
    """The wall clock to the minute, 24 hours: "05:10"."""
    return f"{t.hour:02}:{t.minute:02}"


def plural(n: int, one: str, many: str) -> str:
    """A count with its noun: "1 session", "2 sessions"."""
    return f"{n} {one if n == 1 else many}"


def days(n: int) -> str:
    """A count of days: "1 day", "23 days"."""
    return plural(n, "day", "days")


def size(count: int) -> str:
    """Bytes as people read them: "812 B", "34 kB", "1.2 MB", in steps of a thousand."""
    if count < 1_000:
        return f"{count} B"
    if count < 1_000_000:
        return f"{count / 1_000:.0f} kB"
    return f"{count / 1_000_000:.1f} MB"


def percent(fraction: float) -> str:
    """A fraction from 0 up, rounded: 0.798 is "80 %".

    It says "100 %" only from 1 on and "0 %" only at 0; ValueError below 0 and for NaN.
    """
    if not fraction >= 0:
        raise ValueError("a share cannot be negative")
    rounded = round(fraction * 100)
    if 0 < fraction < 1:
        rounded = min(99, max(1, rounded))
    return f"{rounded} %"


def offset(seconds: int) -> str:
    """A UTC offset in seconds, as short as it can be said: "+01", "+05:45", "-00:25:21"."""
    minutes, second = divmod(abs(seconds), 60)
    hour, minute = divmod(minutes, 60)
    said = f"{'-' if seconds < 0 else '+'}{hour:02}"
    if minute or second:
        said += f":{minute:02}"
    return f"{said}:{second:02}" if second else said


def printable(text: str) -> str:
    """Text that a terminal can be trusted with: control, format and separator characters become U+FFFD.

    Newline, tab and the two joiners stay; CR LF becomes LF. This is the one display boundary of both doors.
    """
    if text.isprintable():
        return text
    return "".join(
        c if c in _KEPT or category(c) not in _UNSAFE else REPLACEMENT for c in text.replace("\r\n", "\n")
    )


def one_line(text: str) -> str:
    """`printable` text on a single line: every newline and tab is a space."""
    return printable(text).replace("\n", " ").replace("\t", " ")


def quoted(text: str) -> str:
    """What the user typed, safe and short enough for a message: in double quotes, at most 60 cells."""
    said = one_line(text)
    return f'"{said if cells(said) <= 60 else pad(said, 60).rstrip()}"'


def clean(text: str, limit: int, what: str) -> str:
    """Text on its way into the store: blank edges off, every newline a line feed, nothing else altered.

    Raises CannotBeDone, naming the field `what`, for more than `limit` characters and for the two things
    that cannot be kept whole: bytes that are not UTF-8 (lone surrogates), and NUL, where SQL's text ends.
    """
    cleaned = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if "\0" in cleaned:
        raise CannotBeDone(f"the {what} contains a NUL character, which cannot be stored")
    try:
        cleaned.encode()
    except UnicodeEncodeError:
        raise CannotBeDone(f"the {what} contains bytes that are not UTF-8, which cannot be stored") from None
    if len(cleaned) > limit:
        raise CannotBeDone(f"the {what} has {len(cleaned)} characters; at most {limit} can be stored")
    return cleaned


def cells(text: str) -> int:
    """The width of one line in terminal cells, as the full screen counts; a control character counts one."""
    if text.isascii():
        return len(text)
    return sum(width for _, width in _clusters(text))


def pad(text: str, width: int) -> str:
    """One line of exactly `width` cells: filled with spaces, or cut with an ellipsis."""
    line = one_line(text)
    taken = cells(line)
    if taken <= width:
        return line + " " * (width - taken)
    if width <= 0:
        return ""
    kept, taken = "", 0
    for cluster, wide in _clusters(line):
        if taken + wide > width - 1:
            break
        kept += cluster
        taken += wide
    return kept + ELLIPSIS + " " * (width - 1 - taken)


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """What is drawn as one: a character with its marks, or an emoji sequence, each with its cells."""
    cluster, width = "", 0
    for c in text:
        if cluster and _joins(cluster, c):
            if c == _EMOJI_STYLE and _takes_emoji_style(cluster[-1]):
                width = 2
            cluster += c
        else:
            if cluster:
                yield cluster, width
            cluster, width = c, _cells_alone(c)
    if cluster:
        yield cluster, width


def _joins(cluster: str, c: str) -> bool:
    if c in (_ZWNJ, _ZWJ) or category(c)[0] == "M":
        return True
    if category(cluster[0]) != "So":
        return False
    is_skin_tone = "\U0001f3fb" <= c <= "\U0001f3ff"
    return is_skin_tone or (cluster[-1] == _ZWJ and category(c) == "So")


def _takes_emoji_style(base: str) -> bool:
    return base in "0123456789#*" or category(base) == "So"


def _cells_alone(c: str) -> int:
    if c in (_ZWNJ, _ZWJ) or category(c)[0] == "M" or "\u1160" <= c <= "\u11ff":
        return 0
    return 2 if east_asian_width(c) in "WF" else 1
