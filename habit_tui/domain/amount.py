"""Reading an AMOUNT where it stands in front of other words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from habit_tui.domain import grammar
from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.grammar import UNITS, Span, is_plain_span, parted
from habit_tui.domain.words import quoted

_COUNTED = frozenset(
    (
        *("%", "cards", "chapters", "days", "episodes", "exercises", "flashcards", "kata", "katas", "km"),
        *("lectures", "lessons", "miles", "modules", "pages", "paragraphs", "parts", "percent", "pp"),
        *("problems", "puzzles", "questions", "sections", "sentences", "slides", "tasks", "topics"),
        *("tutorials", "units", "verses", "videos", "words"),
    )
)
"""What the numbers before them count, unless a number follows: "5-6 pages 12-20" begins at five."""


def spoken(words: Sequence[str]) -> tuple[int | Span, list[str]]:
    """The amount that words begin with, and what follows.

    Its parts may be words of their own: "45 min", "1 h 30", as durations are shown, and "5:10 - 6:40". Raises
    NotUnderstood; where the amount stands behind something else, it tells the words in order.
    """
    said = [*words[0].split(), *words[1:]]
    word, rest = _first_amount(said)
    if _unit(rest) and is_plain_span(word):
        raise NotUnderstood(f"{quoted(f'{word} {rest[0]}')} is not one amount; write {grammar.AMOUNTS}")
    if _counts(rest) and (word.isdigit() or is_plain_span(word)):
        much = f"{word} {rest[0]}"
        raise NotUnderstood(f'{quoted(much)} does not say how long; begin with that, as in "45m {much}"')
    try:
        # "30 - titanic": such a dash belongs to neither.
        return grammar.amount(word), rest[1:] if rest and grammar.is_dash(rest[0]) else rest
    except NotUnderstood:
        in_order = _amount_first(said)
        if not in_order:
            raise
        raise NotUnderstood(f"begin with how long it was: {quoted(in_order)}") from None


def _first_amount(words: list[str]) -> tuple[str, list[str]]:
    """What words begin with as one word, if several make an amount, and the words behind it."""
    if not words:
        return "", []
    first, *rest = words
    if span := _span_apart(words):
        return span
    is_bare = first.isascii() and first.replace(".", "", 1).replace(",", "", 1).isdigit()
    if is_bare and _unit(rest):
        first += rest.pop(0)
    number, unit, more = parted(first.lower())
    if UNITS.get(unit) == "h" and number.isdigit():
        if not more and rest and _is_behind_hours(rest):
            more = rest.pop(0)
            first += more
        if more.isdigit() and _unit(rest) == "m":
            del rest[0]
    return first, rest


def _is_behind_hours(words: list[str]) -> bool:
    """Whether words begin with the minutes of an hour: "5m", "5 min", or two digits alone."""
    number, unit, more = parted(words[0].lower())
    if more or not (number.isascii() and number.isdigit() and len(number) <= len("59") and int(number) < 60):
        return False
    if unit or _unit(words[1:]):
        return (UNITS.get(unit) or _unit(words[1:])) == "m"
    return len(number) == len("30") and not _counts(words[1:])


def _span_apart(words: list[str]) -> tuple[str, list[str]] | None:
    """A span in several words, "5:10 - 6:40" or "5:10 to 6:40", as one word, and the words behind it."""
    if len(words) > 2 and words[1].lower() == "to":
        span, rest = f"{words[0]}-{words[2]}", words[3:]
    elif len(words) > 2 and grammar.is_dash(words[1]):
        span, rest = "".join(words[:3]), words[3:]
    elif len(words) > 1 and (grammar.is_dash(words[0][-1:]) or grammar.is_dash(words[1][:1])):
        span, rest = "".join(words[:2]), words[2:]
    else:
        return None
    return (span, rest) if _is_read(grammar.window, span) else None


def _unit(words: list[str]) -> str:
    """The unit of time that words begin with, "m" or "h", and "" for none."""
    return UNITS.get(words[0].lower(), "") if words else ""


def _counts(words: list[str]) -> bool:
    """Whether words begin with what the number before them counts, not with a place such as "pages 12-20"."""
    return bool(words) and words[0].lower() in _COUNTED and not (words[1:] and words[1][:1].isdigit())


def _amount_first(words: list[str]) -> str:
    """The words with the amount that stands among them in front, and a day as an option; "" without one."""
    for at in range(1, len(words)):
        word, rest = _first_amount(words[at:])
        # "chapter 5" and "chapters 3-4" are places, not minutes and hours.
        if not (word.isdigit() or is_plain_span(word)) and _is_read(grammar.amount, word):
            before = words[:at]
            is_day = _is_read(lambda said: grammar.day(said, date(2000, 1, 1)), before[0])
            day = ["--on", before.pop(0)] if is_day else []
            return " ".join([word, *before, *rest, *day])
    return ""


def _is_read(read: Callable[[str], object], word: str) -> bool:
    try:
        read(word)
    except NotUnderstood:
        return False
    return True
