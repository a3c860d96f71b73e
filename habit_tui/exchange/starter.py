"""Starters: a routine, paths and prompts to begin with, read from TOML and written to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from pathlib import Path

import tomlkit

from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import ResourceKind
from habit_tui.domain.prompt import Template
from habit_tui.domain.routine import DAY_MINUTES, Window
from habit_tui.domain.words import quoted
from habit_tui.exchange.prompt import PROMPTS, read_prompts
from habit_tui.exchange.toml import Table, is_number, read, read_clock, shipped

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LAST_OFFSET = 36500
"""Days after the start day that a plan may reach: a century, so that its dates exist."""
MOST_COSTLY = 10_000_000


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
    files = (entry.name for entry in shipped().iterdir())
    return tuple(
        sorted(file.removesuffix(".toml") for file in files if file.endswith(".toml") and file != PROMPTS)
    )


def load(name: str) -> Starter:
    """Read a starter by its name, or one's own by the path of its file, which ends in .toml.

    Raises NotUnderstood for an unknown name, and for a file that breaks the schema: the message names the
    file, the table and the key.
    """
    if name in names():
        return _starter(read(shipped() / f"{name}.toml"), name)
    if name.endswith(".toml"):
        file = Path(name)
        return _starter(read(file), file.stem)
    raise NotUnderstood(f"there is no starter {quoted(name)}; choose one of {', '.join(names())}")


def _starter(table: Table, name: str) -> Starter:
    title, one_line = table.text("title"), table.text("one_line", limit=120)
    paths = tuple(_path(path) for path in table.tables("paths"))
    table.once("paths", [path.name for path in paths])
    routine = _routine(table.table("routine"), {path.name for path in paths})
    prompts = read_prompts(table)
    table.close()
    return Starter(name, title, one_line, routine, paths, prompts)


def _routine(table: Table, paths: set[str]) -> StarterRoutine:
    opens, _, closes = table.text("window").partition("-")
    start, end = read_clock(opens), read_clock(closes)
    if start is None or end is None or start == end:
        raise table.wrong("window", 'two times, such as "05:00-08:00"')
    targets = _targets(table)
    minimum = table.number("minimum", 0, DAY_MINUTES)
    slots = tuple(_slot(slot, paths) for slot in table.tables("slots"))
    table.close()
    return StarterRoutine(Window(start, end), targets, minimum, slots)


def _targets(table: Table) -> tuple[int, ...]:
    """One number for every day, or a table of weekdays in which a day left out has a target of 0."""
    value = table.raw("target")
    if isinstance(value, dict) and set(value) <= set(WEEKDAYS):
        targets = [value.get(day, 0) for day in WEEKDAYS]
    else:
        targets = [value] * len(WEEKDAYS)
    if not all(is_number(target, 0, DAY_MINUTES) for target in targets):
        raise table.wrong("target", f"minutes from 0 to {DAY_MINUTES}, or a table of them for mon to sun")
    return tuple(int(target) for target in targets)


def _slot(table: Table, paths: set[str]) -> StarterSlot:
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


def _path(table: Table) -> StarterPath:
    name = table.text("name")
    stages = tuple(_stage(stage) for stage in table.tables("stages"))
    table.once("stages", [stage.name for stage in stages])
    found = tuple(_resource(entry, {stage.name for stage in stages}) for entry in table.tables("resources"))
    table.once("resources", [resource.title for resource in found])
    table.close()
    return StarterPath(name, stages, found)


def _stage(table: Table) -> StarterStage:
    first, last = _days(table)
    stage = StarterStage(table.text("name"), first, last)
    table.close()
    return stage


def _resource(table: Table, stages: set[str]) -> StarterResource:
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


def _days(table: Table) -> tuple[int | None, int | None]:
    first = table.optional_number("first", 0, LAST_OFFSET)
    last = table.optional_number("last", 0, LAST_OFFSET)
    if first is not None and last is not None and last < first:
        raise table.wrong("last", "no earlier than first")
    return first, last


def _cost(table: Table) -> tuple[int | None, str]:
    """A price as people write it, 25 or 24.99, in minor units."""
    value = table.raw("cost")
    currency = table.text("currency", default="")
    if value is None:
        return None, currency
    price = (
        Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else Decimal(-1)
    )
    if not price.is_finite() or not 0 <= price <= MOST_COSTLY or price * 100 % 1:
        raise table.wrong("cost", "a price such as 25 or 24.99")
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()):
        raise table.wrong("currency", 'three letters, such as "USD"')
    return int(price * 100), currency


def keep(name: str, folder: str) -> None:
    """Copy a starter's file of one's own into a folder, so that its prompts are there when the file is gone.

    Nothing is done for a starter that ships. Raises CannotBeDone when it cannot be written.
    """
    if name in names():
        return
    file, target = Path(name), Path(folder, Path(name).name)
    fresh = target.with_suffix(".new")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.write_bytes(file.read_bytes())
        fresh.replace(target)
    except OSError as error:
        raise CannotBeDone(f"{target} cannot be written: {error.strerror}") from error


def dump(starter: Starter) -> str:
    """Write a starter as the TOML that `load` reads, its name aside; the file's name is the starter's."""
    document = tomlkit.document()
    document.add("title", tomlkit.item(starter.title))
    document.add("one_line", tomlkit.item(starter.one_line))
    document.add("routine", _written_routine(starter.routine))
    for key, entries in (
        ("paths", [_written_path(path) for path in starter.paths]),
        ("prompts", [_written_prompt(prompt) for prompt in starter.prompts]),
    ):
        if entries:
            document.add(key, _tables(entries))
    return tomlkit.dumps(document)


def _written_routine(routine: StarterRoutine) -> tomlkit.items.Table:
    table = tomlkit.table()
    table.add("window", str(routine.window))
    targets = {day: target for day, target in zip(WEEKDAYS, routine.targets, strict=True) if target}
    if len(set(routine.targets)) == 1:
        table.add("target", routine.targets[0])
    else:
        inline = tomlkit.inline_table()
        inline.update(targets)
        table.add("target", inline)
    table.add("minimum", routine.minimum)
    if routine.slots:
        table.add("slots", _tables([_written_slot(slot) for slot in routine.slots]))
    return table


def _written_slot(slot: StarterSlot) -> tomlkit.items.Table:
    weekdays = [WEEKDAYS[weekday] for weekday in sorted(slot.weekdays)]
    return _table(
        weekdays=None if len(weekdays) == len(WEEKDAYS) else weekdays,
        start=f"{slot.start:%H:%M}",
        minutes=slot.minutes,
        kind=slot.kind.value,
        path=slot.path,
    )


def _written_path(path: StarterPath) -> tomlkit.items.Table:
    table = _table(name=path.name)
    if path.stages:
        stages = [_table(name=each.name, first=each.first, last=each.last) for each in path.stages]
        table.add("stages", _tables(stages))
    if path.resources:
        table.add("resources", _tables([_written_resource(each) for each in path.resources]))
    return table


def _written_resource(resource: StarterResource) -> tomlkit.items.Table:
    price = None
    if resource.cost is not None:
        whole, cents = divmod(resource.cost, 100)
        price = tomlkit.float_(f"{whole}.{cents:02}") if cents else whole
    return _table(
        title=resource.title,
        kind=resource.kind.value,
        stage=resource.stage,
        first=resource.first,
        last=resource.last,
        minutes=resource.minutes,
        cost=price,
        currency=resource.currency or None,
        url=resource.url or None,
        note=resource.note or None,
    )


def _written_prompt(prompt: Template) -> tomlkit.items.Table:
    return _table(
        id=prompt.id,
        trigger=prompt.trigger,
        kinds=[kind.value for kind in prompt.kinds] or None,
        question=prompt.question,
        reason=prompt.reason,
        outline=list(prompt.outline) or None,
        tags=list(prompt.tags) or None,
    )


def _table(**values: object) -> tomlkit.items.Table:
    """A table of the values that are not None, in this order."""
    table = tomlkit.table()
    for key, value in values.items():
        if value is not None:
            table.add(key, tomlkit.item(value))
    return table


def _tables(entries: Iterable[tomlkit.items.Table]) -> tomlkit.items.AoT:
    tables = tomlkit.aot()
    for entry in entries:
        tables.append(entry)
    return tables
