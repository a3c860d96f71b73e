"""Starters: a routine, paths and prompts to begin with, read from TOML."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from enum import StrEnum
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import ResourceKind
from habit_tui.domain.prompt import TRIGGERS, Template
from habit_tui.domain.routine import DAY_MINUTES, Window
from habit_tui.domain.words import quoted

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PROMPTS = "prompts.toml"
LAST_OFFSET = 36500
"""Days after the start day that a plan may reach: a century, so that its dates exist."""

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class StarterSlot:
    """A slot; `path` is the name of the starter's path it draws from, None for all of them."""

    weekdays: frozenset[int]
    start: time
    minutes: int
    kind: Kind
    path: str | None


@dataclass(frozen=True, slots=True)
class StarterRoutine:
    """A routine without the day it takes effect; `targets` and `minimum` are minutes, Monday first."""

    window: Window
    targets: tuple[int, ...]
    minimum: int
    slots: tuple[StarterSlot, ...]


@dataclass(frozen=True, slots=True)
class StarterStage:
    """A stage; its planned days are counted from the start day, which is 0."""

    name: str
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class StarterResource:
    """A resource; its planned days are counted from the start day, `cost` is in minor units of `currency`."""

    title: str
    kind: ResourceKind
    stage: str | None
    first: int | None
    last: int | None
    minutes: int | None
    cost: int | None
    currency: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class StarterPath:
    """A path with its stages and resources in order."""

    name: str
    stages: tuple[StarterStage, ...]
    resources: tuple[StarterResource, ...]


@dataclass(frozen=True, slots=True)
class Starter:
    """All that a newcomer begins with."""

    name: str
    title: str
    one_line: str
    routine: StarterRoutine
    paths: tuple[StarterPath, ...]
    prompts: tuple[Template, ...]


def names() -> tuple[str, ...]:
    """Give the names of the starters that ship with the program, sorted."""
    files = (entry.name for entry in _shipped().iterdir())
    return tuple(
        sorted(file.removesuffix(".toml") for file in files if file.endswith(".toml") and file != PROMPTS)
    )


def load(name: str) -> Starter:
    """Read a starter by its name, or one's own by the path of its file, which ends in .toml.

    Raises NotUnderstood for an unknown name, and for a file that breaks the schema: the message names the
    file, the table and the key.
    """
    if name in names():
        return _starter(_read(_shipped() / f"{name}.toml"), name)
    if name.endswith(".toml"):
        file = Path(name)
        return _starter(_read(file), file.stem)
    raise NotUnderstood(f"There is no starter {quoted(name)}; choose one of {', '.join(names())}.")


def shared_prompts() -> tuple[Template, ...]:
    """Read the prompts that serve every path."""
    table = _read(_shipped() / PROMPTS)
    prompts = _prompts(table)
    table.close()
    return prompts


def _shipped() -> Traversable:
    return resources.files("habit_tui") / "starters"


class _Table:
    """A TOML table whose keys are taken one by one, so that what is left over is known to be a mistake."""

    def __init__(self, where: str, values: Mapping[str, object]) -> None:
        self.where = where
        self._left = dict(values)

    def wrong(self, key: str, wanted: str) -> NotUnderstood:
        return NotUnderstood(f"{self.where}: {key} must be {wanted}.")

    def text(self, key: str, *, default: str | None = None, limit: int = 200) -> str:
        value = self._left.pop(key, default)
        if value is None:
            raise NotUnderstood(f"{self.where}: {key} is missing.")
        if not isinstance(value, str) or len(value) > limit or not value.isprintable():
            raise self.wrong(key, f"one line of text, at most {limit} characters")
        if not value.strip() and default is None:
            raise self.wrong(key, "more than nothing")
        return value.strip()

    def number(self, key: str, low: int, high: int) -> int:
        value = self.optional_number(key, low, high)
        if value is None:
            raise NotUnderstood(f"{self.where}: {key} is missing.")
        return value

    def optional_number(self, key: str, low: int, high: int) -> int | None:
        value = self._left.pop(key, None)
        if value is not None and not _is_number(value, low, high):
            raise self.wrong(key, f"a whole number from {low} to {high}")
        return value if isinstance(value, int) else None

    def word(self, key: str, words: type[Word]) -> Word:
        value = self.text(key)
        if value not in list(words):
            raise self.wrong(key, f"one of {', '.join(words)}")
        return words(value)

    def clock(self, key: str) -> time:
        value = _clock(self.text(key))
        if value is None:
            raise self.wrong(key, 'a time such as "05:00"')
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        value = self._left.pop(key, [])
        if not isinstance(value, list) or not all(
            isinstance(entry, str) and entry.strip() for entry in value
        ):
            raise self.wrong(key, "a list of texts")
        return tuple(value)

    def raw(self, key: str) -> object:
        return self._left.pop(key, None)

    def table(self, key: str) -> "_Table":
        value = self._left.pop(key, None)
        if not isinstance(value, dict):
            raise self.wrong(key, f"a table: [{key}]")
        return _Table(f"{self.where}: {key}", value)

    def tables(self, key: str) -> "list[_Table]":
        value = self._left.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise self.wrong(key, f"a list of tables: [[{key}]]")
        return [_Table(f"{self.where}: {key} {count}", entry) for count, entry in enumerate(value, 1)]

    def close(self) -> None:
        if self._left:
            raise NotUnderstood(f"{self.where}: {quoted(next(iter(self._left)))} is no key known here.")


def _read(file: Traversable) -> _Table:
    where = quoted(file.name)
    try:
        text = file.read_bytes().decode()
    except OSError as error:
        raise NotUnderstood(f"Cannot read the starter {where}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise NotUnderstood(f"{where} is not UTF-8 text.") from error
    try:
        return _Table(where, tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as error:
        raise NotUnderstood(f"{where} is not TOML: {error}.") from error
    except (RecursionError, ValueError) as error:
        raise NotUnderstood(
            f"{where} is no starter: it nests too deep or holds an endless number."
        ) from error


def _starter(table: _Table, name: str) -> Starter:
    title, one_line = table.text("title"), table.text("one_line", limit=120)
    paths = tuple(_path(path) for path in table.tables("paths"))
    _once(table, "paths", [path.name for path in paths])
    routine = _routine(table.table("routine"), {path.name for path in paths})
    prompts = _prompts(table)
    table.close()
    return Starter(name, title, one_line, routine, paths, prompts)


def _routine(table: _Table, paths: set[str]) -> StarterRoutine:
    opens, _, closes = table.text("window").partition("-")
    start, end = _clock(opens), _clock(closes)
    if start is None or end is None or start == end:
        raise table.wrong("window", 'two times, such as "05:00-08:00"')
    targets = _targets(table)
    minimum = table.number("minimum", 0, DAY_MINUTES)
    slots = tuple(_slot(slot, paths) for slot in table.tables("slots"))
    table.close()
    return StarterRoutine(Window(start, end), targets, minimum, slots)


def _targets(table: _Table) -> tuple[int, ...]:
    """One number for every day, or a table of weekdays in which a day left out has a target of 0."""
    value = table.raw("target")
    if isinstance(value, dict) and set(value) <= set(WEEKDAYS):
        targets = [value.get(day, 0) for day in WEEKDAYS]
    else:
        targets = [value] * len(WEEKDAYS)
    if not all(_is_number(target, 0, DAY_MINUTES) for target in targets):
        raise table.wrong("target", f"minutes from 0 to {DAY_MINUTES}, or a table of them for mon to sun")
    return tuple(int(target) for target in targets)


def _slot(table: _Table, paths: set[str]) -> StarterSlot:
    weekdays = table.strings("weekdays") or WEEKDAYS
    if not set(weekdays) <= set(WEEKDAYS):
        raise table.wrong("weekdays", f"a list of {', '.join(WEEKDAYS)}")
    path = table.text("path", default="") or None
    if path is not None and path not in paths:
        raise table.wrong("path", "the name of a path of this starter")
    slot = StarterSlot(
        weekdays=frozenset(WEEKDAYS.index(day) for day in weekdays),
        start=table.clock("start"),
        minutes=table.number("minutes", 1, DAY_MINUTES),
        kind=table.word("kind", Kind),
        path=path,
    )
    table.close()
    return slot


def _path(table: _Table) -> StarterPath:
    name = table.text("name")
    stages = tuple(_stage(stage) for stage in table.tables("stages"))
    _once(table, "stages", [stage.name for stage in stages])
    found = tuple(_resource(entry, {stage.name for stage in stages}) for entry in table.tables("resources"))
    _once(table, "resources", [resource.title for resource in found])
    table.close()
    return StarterPath(name, stages, found)


def _stage(table: _Table) -> StarterStage:
    first, last = _days(table)
    stage = StarterStage(table.text("name"), first, last)
    table.close()
    return stage


def _resource(table: _Table, stages: set[str]) -> StarterResource:
    first, last = _days(table)
    stage = table.text("stage", default="") or None
    if stage is not None and stage not in stages:
        raise table.wrong("stage", "the name of a stage of this path")
    cost, currency = _cost(table)
    url = table.text("url", default="", limit=2000)
    if url and not url.startswith(("https://", "http://")):
        raise table.wrong("url", "an address that begins with https:// or http://")
    resource = StarterResource(
        title=table.text("title"),
        kind=table.word("kind", ResourceKind),
        stage=stage,
        first=first,
        last=last,
        minutes=table.optional_number("minutes", 1, 1_000_000),
        cost=cost,
        currency=currency,
        url=url,
        note=table.text("note", default="", limit=1000),
    )
    table.close()
    return resource


def _days(table: _Table) -> tuple[int | None, int | None]:
    first = table.optional_number("first", 0, LAST_OFFSET)
    last = table.optional_number("last", 0, LAST_OFFSET)
    if first is not None and last is not None and last < first:
        raise table.wrong("last", "no earlier than first")
    return first, last


def _cost(table: _Table) -> tuple[int | None, str]:
    """A price as people write it, 25 or 24.99, in minor units."""
    value = table.raw("cost")
    currency = table.text("currency", default="")
    if value is None:
        return None, currency
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not 0 <= value <= 10_000_000:
        raise table.wrong("cost", "a price such as 25 or 24.99")
    cents = Decimal(value) * 100
    if cents != int(cents):
        raise table.wrong("cost", "a price with at most two decimals")
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()):
        raise table.wrong("currency", 'three letters, such as "USD"')
    return int(cents), currency


def _prompts(table: _Table) -> tuple[Template, ...]:
    prompts = tuple(_prompt(entry) for entry in table.tables("prompts"))
    _once(table, "prompts", [prompt.id for prompt in prompts])
    return prompts


def _prompt(table: _Table) -> Template:
    prompt_id = table.text("id", limit=60)
    if not prompt_id.isascii() or not prompt_id.replace("-", "").isalnum() or not prompt_id.islower():
        raise table.wrong("id", "lower-case letters, digits and hyphens")
    trigger = table.text("trigger")
    if trigger not in TRIGGERS:
        raise table.wrong("trigger", f"one of {', '.join(TRIGGERS)}")
    kinds = table.strings("kinds")
    if not set(kinds) <= {kind.value for kind in ResourceKind}:
        raise table.wrong("kinds", f"a list of {', '.join(ResourceKind)}")
    template = Template(
        id=prompt_id,
        trigger=trigger,
        question=table.text("question"),
        reason=table.text("reason"),
        outline=table.strings("outline"),
        tags=table.strings("tags"),
        kinds=tuple(ResourceKind(kind) for kind in kinds),
    )
    for key, texts in (
        ("question", [template.question]),
        ("reason", [template.reason]),
        ("outline", template.outline),
    ):
        _only_known_names(table, key, texts, TRIGGERS[trigger].names)
    table.close()
    return template


def _only_known_names(table: _Table, key: str, texts: Iterable[str], known: frozenset[str]) -> None:
    for text in texts:
        for part in text.split("{")[1:]:
            name, brace, _ = part.partition("}")
            if not brace or name not in known:
                raise table.wrong(
                    key, f"free of braces other than {', '.join(f'{{{name}}}' for name in sorted(known))}"
                )


def _once(table: _Table, key: str, entries: Sequence[str]) -> None:
    twice = next((entry for count, entry in enumerate(entries) if entry in entries[:count]), None)
    if twice is not None:
        raise NotUnderstood(f"{table.where}: {key} has {quoted(twice)} twice.")


def _is_number(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _clock(text: str) -> time | None:
    hour, colon, minute = text.partition(":")
    digits = hour + minute
    if not colon or not digits.isascii() or not digits.isdigit() or not hour or len(minute) != 2:
        return None
    return time(int(hour), int(minute)) if int(hour) < 24 and int(minute) < 60 else None
