"""Matching what the user typed to the resource it names, or leaving it free text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import category, combining, normalize

_FILLERS = ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with")
_LABELS = ("chapter", "exercise", "lecture", "lesson", "module", "page", "part", "unit", "video", "week")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resource that could be meant; `closed` when it is completed or dropped."""

    id: int
    title: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Match:
    """The resource that is meant; without an id the words are free text, and `rivals` the titles they fit.

    `is_unknown` says that there are resources and that the words fit none of them.
    """

    id: int | None
    title: str | None
    rivals: tuple[str, ...] = ()
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A title or a WHAT taken apart: lesson 3 is among its `details`, `core` is the rest of its `words`.

    `initials` are those of all words, then of the meaningful ones.
    """

    text: str
    words: tuple[str, ...]
    core: tuple[str, ...]
    meaningful: tuple[str, ...]
    details: frozenset[tuple[str, str]]
    initials: tuple[str, str]


def match(what: str, candidates: Sequence[Candidate]) -> Match:
    """The one candidate that `what` names, whatever the order of the candidates.

    The first level with a hit decides, case, accents and punctuation aside:

    1. the title itself;
    2. the title first, then only details: "titanic lesson 2" for "Titanic";
    3. the title's first words: "hands-on machine learning";
    4. every meaningful word is in the title: whole, its beginning (three letters or more), initials ("nlp"),
       or written together or apart ("fastai", "deep racer");
    5. the title first, then anything: "titanic with Ada";
    6. as 4, but words of five letters or more may have one typo.

    Details are numbers and words such as chapter, lesson, part, week; alone they match nothing. They name a
    place inside a resource, so a title need not have them; one that has the same is preferred, and one that
    gives the same word another number is out: "fast.ai part 2" is never part 1. Of several hits the one that
    alone is still open is taken: "fast.ai lesson 3" is ambiguous while parts 1 and 2 are both open, and means
    part 2 once part 1 is completed.
    """
    said = _phrase(what)
    titles = [(candidate, _phrase(candidate.title)) for candidate in candidates]
    for level in _LEVELS:
        hits = [(candidate, title) for candidate, title in titles if level(said, title)]
        if hits:
            return _choose(said, hits)
    return Match(None, None, is_unknown=bool(candidates))


def _choose(said: _Phrase, hits: Sequence[tuple[Candidate, _Phrase]]) -> Match:
    most = max(_shared_details(said, title) for _, title in hits)
    best = [candidate for candidate, title in hits if _shared_details(said, title) == most]
    contenders = [candidate for candidate in best if not candidate.closed] or best
    if len(contenders) == 1:
        return Match(contenders[0].id, contenders[0].title)
    return Match(None, None, tuple(sorted(candidate.title for candidate in contenders)))


def _phrase(text: str) -> _Phrase:
    words = tuple(_words(text))
    core: list[str] = []
    details: set[tuple[str, str]] = set()
    label = ""
    for word in words:
        if named := _label(word):
            label = named
            details.add((label, ""))
        elif word.isdecimal():
            details.add((label, word.lstrip("0") or "0"))
        else:
            core.append(word)
            # A label reaches over "and" to the next number, as in "lessons 2 and 3".
            label = label if word in _FILLERS else ""
    meaningful = tuple(word for word in core if word not in _FILLERS)
    return _Phrase(
        text=" ".join(text.casefold().split()),
        words=words,
        core=tuple(core),
        meaningful=meaningful,
        details=frozenset(details),
        initials=("".join(word[0] for word in words), "".join(word[0] for word in meaningful)),
    )


def _words(text: str) -> Iterator[str]:
    """The words in lower case without accents and apostrophes; "ch2" is two words."""
    folded = text.casefold()
    if not folded.isascii():
        folded = "".join(c for c in normalize("NFKD", folded) if not combining(c)).casefold()
    for word in "".join(map(_letter_or_gap, folded)).split():
        letters = word.rstrip("0123456789")
        if letters != word and _label(letters):
            yield letters
            yield word[len(letters) :]
        else:
            yield word


def _label(word: str) -> str:
    """The label a word stands for, in full and singular; empty for any other word."""
    full = {"ch": "chapter", "p": "page"}.get(word) or word.removesuffix("s")
    return full if full in _LABELS else ""


def _letter_or_gap(c: str) -> str:
    # Vowel signs of Indic and Thai scripts are marks, and part of the word.
    if c.isalnum() or category(c)[0] == "M":
        return c
    return "" if c in "'’" else " "


def _same(said: _Phrase, title: _Phrase) -> bool:
    return bool(said.text) and (said.text == title.text)


def _same_words(said: _Phrase, title: _Phrase) -> bool:
    return bool(said.words) and said.words == title.words


def _title_and_details(said: _Phrase, title: _Phrase) -> bool:
    return _title_first(said, title) and len(said.meaningful) == len(title.meaningful)


def _first_words(said: _Phrase, title: _Phrase) -> bool:
    if not said.meaningful or _contradicts(said, title):
        return False
    return _opens(said.words, title.words) or _opens(said.core, title.words)


def _words_within(said: _Phrase, title: _Phrase) -> bool:
    return _all_found(said, title, _in_title)


def _title_first(said: _Phrase, title: _Phrase) -> bool:
    return bool(title.meaningful) and _opens(title.words, said.words) and not _contradicts(said, title)


def _words_nearly_within(said: _Phrase, title: _Phrase) -> bool:
    return _all_found(said, title, _nearly_in_title)


_LEVELS: tuple[Callable[[_Phrase, _Phrase], bool], ...] = (
    _same,
    _same_words,
    _title_and_details,
    _first_words,
    _words_within,
    _title_first,
    _words_nearly_within,
)


def _opens(beginning: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return words[: len(beginning)] == beginning


def _shared_details(said: _Phrase, title: _Phrase) -> int:
    """How many details both have; a bare number may be any word's number."""
    numbers = {number for label, number in title.details if number}
    bare_numbers = {number for label, number in title.details if number and not label}
    return sum(
        (label, number) in title.details or number in (bare_numbers if label else numbers)
        for label, number in said.details
    )


def _contradicts(said: _Phrase, title: _Phrase) -> bool:
    """Whether the title gives one other number to a word that `said` gives a number to."""
    for label in {label for label, number in said.details if label and number}:
        numbers = {number for name, number in title.details if name == label and number}
        if len(numbers) == 1 and not any((label, number) in said.details for number in numbers):
            return True
    return False


def _all_found(said: _Phrase, title: _Phrase, found: Callable[[str, _Phrase], bool]) -> bool:
    words = said.meaningful
    if not words or _contradicts(said, title):
        return False
    return all(
        found(word, title) or found(before + word, title) or found(word + after, title)
        for before, word, after in zip(("", *words), words, (*words[1:], ""), strict=False)
    )


def _in_title(word: str, title: _Phrase) -> bool:
    # Two characters of a script without capitals and spaces say as much as three Latin letters.
    enough = len(word) >= (3 if word.isascii() else 2)
    if word in title.words or (enough and any(other.startswith(word) for other in title.words)):
        return True
    return (len(word) > 1 and any(word in initials for initials in title.initials)) or _is_joined(word, title)


def _is_joined(word: str, title: _Phrase) -> bool:
    """Whether consecutive words of the title make `word` when written together."""
    for first, start in enumerate(title.words):
        if word.startswith(start):
            joined = start
            for other in title.words[first + 1 :]:
                joined += other
                if joined == word:
                    return True
                if len(joined) > len(word):
                    break
    return False


def _nearly_in_title(word: str, title: _Phrase) -> bool:
    return _in_title(word, title) or any(_one_typo_apart(word, other) for other in title.words)


def _one_typo_apart(word: str, other: str) -> bool:
    """Whether one letter is missing, added, replaced or swapped with the next, in words of five or more."""
    if min(len(word), len(other)) < 5 or not word.isalpha() or abs(len(word) - len(other)) > 1:
        return False
    same = 0
    while same < min(len(word), len(other)) and word[same] == other[same]:
        same += 1
    left, right = word[same:], other[same:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]
