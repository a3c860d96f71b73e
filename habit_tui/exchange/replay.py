"""Replays: a learner's journey as the command lines they typed, with the moment and the zone of each.

A replay is a text file. Its head names it and says when and where a demo opens it; then come blocks:

    title Mornings from five to eight
    opens 2019-12-12 06:24 Africa/Casablanca

    in Europe/Lisbon
    2019-01-07 04:50
        init --starter five-to-eight
    2019-01-08..2019-01-24 mon-fri 05:00 miss 5% short 8% except 2019-01-15
        log 60m handbook --note "Trees, at last" --note "Chapter 4"
        70% log 45m titanic
        07:30 log 20m --kind writing
    on 2019-01-20 05:00
        log 60m handbook

A day and a time say when the commands below were typed. A span is lived: on each of its days the sessions
follow one another from the time on, later and longer or shorter by chance, some left out (`70%`), some days
short or missed; several notes are shared out over the sessions of their line. `on` lives a single day, which
no span has then. Chance comes from the heading alone, so a replay is the same every time.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from habit_tui.domain import grammar
from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.words import quoted
from habit_tui.exchange.starter import WEEKDAYS
from habit_tui.exchange.toml import read_clock, shipped

ENDING = ".replay"
HERE = "$HERE"
"""Stands for the folder of the replays in a command."""

LATEST, LONGEST, SHORTEST = 11, 1.22, 0.82
"""A lived session begins up to so many minutes late and takes between these shares of its length."""


@dataclass(frozen=True, slots=True)
class Step:
    """A command line's words, the naive wall time they were typed at, and the IANA zone of that clock."""

    at: datetime
    zone: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """A journey. `opens` is the naive wall time a demo opens it at, in `zone`; later steps lie ahead then."""

    name: str
    title: str
    opens: datetime
    zone: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A command of a span: its words, its notes, when it begins at the earliest and how likely it is."""

    words: tuple[str, ...]
    notes: tuple[str, ...]
    minutes: int
    start: time | None
    share: float


@dataclass(frozen=True, slots=True)
class _Span:
    """The days of a span with the time they begin at, and the shares of missed and short ones."""

    first: date
    last: date
    weekdays: frozenset[int]
    start: time
    missed: float = 0.0
    short: float = 0.0
    left_out: frozenset[date] = frozenset()

    def days(self) -> Iterator[date]:
        """Every day to be lived."""
        for ordinal in range(self.first.toordinal(), self.last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            if day.weekday() in self.weekdays and day not in self.left_out:
                yield day


def folder() -> Path:
    """Give the folder of the replays that come with the program."""
    return shipped() / "replays"


def names() -> tuple[str, ...]:
    """Give the names of the replays that come with the program, sorted."""
    return tuple(sorted(each.stem for each in folder().iterdir() if each.name.endswith(ENDING)))


def load(name: str) -> Replay:
    """Read a replay by its name; raises NotUnderstood for an unknown one."""
    if name not in names():
        raise NotUnderstood(f"there is no demo {quoted(name)}; choose one of {', '.join(names())}")
    return read(name, (folder() / f"{name}{ENDING}").read_text(encoding="utf-8"))


def read(name: str, text: str) -> Replay:
    """Read a replay's text; raises NotUnderstood naming the line that is none."""
    title, opens, zone, steps = "", "", "", list[Step]()
    single = {heading.split()[1] for _, heading, _ in _blocks(text) if heading.startswith("on ")}
    taken = frozenset(map(date.fromisoformat, single))
    for number, heading, commands in _blocks(text):
        word, _, rest = heading.partition(" ")
        try:
            match word:
                case "title":
                    title = rest
                case "opens":
                    opens = rest
                case "in":
                    zone = rest
                case "on":
                    steps += _lived(_span(rest), commands, zone, _chance(heading))
                case _ if ".." in word:
                    span = _span(heading)
                    span = replace(span, left_out=span.left_out | taken)
                    steps += _lived(span, commands, zone, _chance(heading))
                case _:
                    at = datetime.fromisoformat(heading)
                    steps += (Step(at, zone, tuple(_split(each))) for each in commands)
        except (ValueError, NotUnderstood) as error:
            raise NotUnderstood(f"{quoted(name)}, line {number}: {error}") from error
    day, clock, last_zone = opens.split(" ")
    return Replay(name, title, datetime.fromisoformat(f"{day} {clock}"), last_zone, tuple(steps))


def _blocks(text: str) -> Iterator[tuple[int, str, list[str]]]:
    """Each heading with its line's number and the indented commands below it; comments are passed over."""
    heading, commands = (0, ""), list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line.startswith(" "):
            commands.append(line.strip())
            continue
        if heading[1]:
            yield *heading, commands
        heading, commands = (number, line.strip()), []
    if heading[1]:
        yield *heading, commands


def _span(heading: str) -> _Span:
    """`FIRST..LAST WEEKDAYS TIME [miss N%] [short N%] [except DAY,...]`, or `DAY TIME`."""
    days, *rest = heading.split()
    first, _, last = days.partition("..")
    weekdays = _weekdays(rest.pop(0) if last else "daily")
    begins = read_clock(rest.pop(0))
    if begins is None:
        raise NotUnderstood(f"there is no time in {quoted(heading)}")
    span = _Span(date.fromisoformat(first), date.fromisoformat(last or first), weekdays, begins)
    while rest:
        word, value, *rest = rest
        if word == "miss":
            span = replace(span, missed=_share(value))
        elif word == "short":
            span = replace(span, short=_share(value))
        elif word == "except":
            left_out = {date.fromisoformat(day) for day in value.split(",")}
            span = replace(span, left_out=frozenset(left_out))
        else:
            raise NotUnderstood(f"{quoted(word)} is neither miss, short nor except")
    return span


def _weekdays(words: str) -> frozenset[int]:
    """The weekdays of "daily", "mon-thu" or "mon,wed,sat", 0 is Monday."""
    if words == "daily":
        return frozenset(range(len(WEEKDAYS)))
    found: set[int] = set()
    for part in words.split(","):
        first, _, last = part.partition("-")
        found.update(range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1))
    return frozenset(found)


def _share(word: str) -> float:
    return int(word.removesuffix("%")) / 100


def _line(text: str) -> _Line:
    """A command of a span: `[SHARE%] [TIME] log AMOUNT ... [--note TEXT]...`."""
    words, share, start = _split(text), 1.0, None
    if words[0].endswith("%"):
        share = _share(words.pop(0))
    if words[0] != "log":
        start = read_clock(words.pop(0))
    if words[:1] != ["log"]:
        raise NotUnderstood(f"a span is made of sessions: {quoted(text)} is none")
    minutes = grammar.amount(words[1])
    if not isinstance(minutes, int):
        raise NotUnderstood(f"{quoted(words[1])} is no length")
    rest, notes = words[2:], list[str]()
    while "--note" in rest:
        at = rest.index("--note")
        notes.append(rest[at + 1])
        del rest[at : at + 2]
    return _Line(tuple(rest), tuple(notes), minutes, start, share)


def _split(command: str) -> list[str]:
    return [word.replace(HERE, str(folder())) for word in shlex.split(command)]


def _lived(span: _Span, commands: Sequence[str], zone: str, chance: Random) -> list[Step]:
    """The sessions of a span as they were logged, each at its end."""
    lines = [_line(each) for each in commands]
    steps: list[tuple[int, Step]] = []
    for day in span.days():
        missed, short = chance.random() < span.missed, chance.random() < span.short
        now = datetime.combine(day, span.start) + _minutes(chance.random() * LATEST)
        for index, line in enumerate(lines):
            left_out, length, pause = (chance.random() for _ in range(3))
            if line.start is not None:
                now = max(now, datetime.combine(day, line.start) + _minutes(pause * LATEST))
            if missed or left_out >= line.share or (short and index):
                continue
            minutes = round(line.minutes * (SHORTEST + length * (LONGEST - SHORTEST)))
            if short:
                minutes = max(10, minutes // 3)
            end = now + timedelta(minutes=minutes)
            steps.append((index, Step(end, zone, ("log", f"{minutes}m", *line.words))))
            now = end + _minutes(2 + pause * 7)
    noted = [(index, share) for index, line in enumerate(lines) for share in _shared_out(steps, index, line)]
    notes = {place: note for _, (place, note) in noted}
    return [
        replace(step, words=(*step.words, "--note", notes[place])) if place in notes else step
        for place, (_, step) in enumerate(steps)
    ]


def _shared_out(steps: Sequence[tuple[int, Step]], index: int, line: _Line) -> Iterator[tuple[int, str]]:
    """Each note of a line with the place of the step that gets it, evenly over the line's sessions."""
    places = [place for place, (of_line, _) in enumerate(steps) if of_line == index]
    if len(places) < len(line.notes):
        raise NotUnderstood(f"{len(line.notes)} notes are too many for {len(places)} sessions")
    for number, note in enumerate(line.notes):
        yield places[(2 * number + 1) * len(places) // (2 * len(line.notes))], note


def _chance(heading: str) -> Random:
    return Random(heading)  # noqa: S311  # chance that is the same every time


def _minutes(count: float) -> timedelta:
    return timedelta(minutes=round(count))
