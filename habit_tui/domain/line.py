"""The quick-log line: what is typed behind `log`, read from one line of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from habit_tui.domain import grammar
from habit_tui.domain.amount import spoken
from habit_tui.domain.entry import Entry
from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.kind import Kind
from habit_tui.domain.words import quoted as in_quotes

OPTIONS = ("on", "at", "tz", "kind", "note")
FLAGS = ("overlap",)
KINDS = ", ".join(Kind)


@dataclass(frozen=True, slots=True)
class Line:
    """An entry and the name of the zone it is read in, None for the one the learner is in."""

    entry: Entry
    zone: str | None = None


def split(text: str) -> list[str]:
    """The words of a line; double quotes keep blanks together, and nothing else is special.

    An apostrophe is a letter here, so "Ada's notes" needs no care. Raises NotUnderstood for an open quote.
    """
    words: list[str] = []
    word: str | None = None
    quoted = False
    for c in text:
        if c == '"':
            quoted = not quoted
            word = word or ""
        elif quoted or not c.isspace():
            word = (word or "") + c
        elif word is not None:
            words.append(word)
            word = None
    if quoted:
        raise NotUnderstood('A double quote is open: close it with another ".')
    return words if word is None else [*words, word]


def completed(text: str, titles: Sequence[str], words_before: int) -> str:
    """The line with the title that its end begins, "" when it begins none.

    The first words, such as the amount, begin nothing, nor does the value of an option or a text in quotes.
    The longest end wins, and among titles the first.
    """
    if text.count('"') % 2:
        return ""
    starts = [at for at, c in enumerate(text) if not c.isspace() and (at == 0 or text[at - 1].isspace())]
    for start in starts[words_before:]:
        tail, before = text[start:].casefold(), text[:start].split()
        if before and before[-1].startswith("--") and before[-1][2:] in OPTIONS:
            continue
        for title in titles:
            begun = title[: len(text) - start]
            if begun.casefold() == tail and len(title) > len(begun) and '"' not in title:
                return text[:start] + title
    return ""


def read(words: Sequence[str], today: date, on: date | None = None) -> Line:
    """The entry that AMOUNT WHAT with options means when it is typed on the study day `today`.

    Without `--on` it is about the day `on`. Raises NotUnderstood.
    """
    said, options = _options(words)
    if not said:
        raise NotUnderstood(f"Begin with how long it was: {grammar.AMOUNTS}.")
    amount, rest = spoken(said)
    entry = Entry(amount, " ".join(rest), on)
    zone = None
    for name, value in options:
        match name:
            case "on":
                entry = replace(entry, on=grammar.day(value, today))
            case "at":
                entry = replace(entry, at=grammar.clock_time(value))
            case "kind":
                entry = replace(entry, kind=kind(value))
            case "note":
                entry = replace(entry, note=value)
            case "overlap":
                entry = replace(entry, overlap=True)
            case _:
                zone = value
    return Line(entry, zone)


def kind(word: str) -> Kind:
    """The kind of a name or its beginning; raises NotUnderstood."""
    fitting = [each for each in Kind if word and each.value.startswith(word.lower())]
    if len(fitting) != 1:
        raise NotUnderstood(f"{in_quotes(word)} is not a kind. Write one of {KINDS}.")
    return fitting[0]


def _options(words: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """The words that are said, and the options among them with their values; "--" ends the options."""
    said: list[str] = []
    options: list[tuple[str, str]] = []
    left = list(words)
    while left:
        word = left.pop(0)
        if word == "--":
            return said + left, options
        if not word.startswith("--"):
            said.append(word)
            continue
        name, equals, value = word[2:].partition("=")
        if name in FLAGS and not equals:
            options.append((name, ""))
        elif name not in OPTIONS:
            known = ", ".join(f"--{each}" for each in (*OPTIONS, *FLAGS))
            raise NotUnderstood(f"{in_quotes(word)} is not an option. There are {known}.")
        elif equals:
            options.append((name, value))
        elif left:
            options.append((name, left.pop(0)))
        else:
            raise NotUnderstood(f"--{name} needs a value.")
    return said, options
