"""Everything as JSON: all tables, one row a line, the same bytes for the same rows."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from habit_tui.domain.errors import CannotBeDone
from habit_tui.exchange.elements import members
from habit_tui.exchange.record import Source

FORMAT, VERSION = "habit_tui", 1

Value = str | int | float | None


def read(source: Source) -> Iterator[tuple[str, int, object]]:
    """Read the rows of an export: table, line and row, which may be anything JSON can be.

    Raises CannotBeDone for a file that is no export of ours, or one of a newer program's.
    """
    said: dict[str, object] = {}
    for name, line, value in members(source):
        if name in ("format", "version"):
            said[name] = value
            continue
        if said.get("format") != FORMAT or not isinstance(said.get("version"), int):
            break
        if said["version"] != VERSION:
            raise CannotBeDone(f"{source.name} is of version {said['version']}; this program reads {VERSION}")
        yield name, line, value
    if said.get("format") != FORMAT or "version" not in said:
        raise CannotBeDone(f"{source.name} is no export of habit-tui in JSON")


def write(out: TextIO, tables: Iterable[tuple[str, Iterable[Mapping[str, Value]]]]) -> int:
    """Write the tables in the order given, their rows and columns as they come; how many rows there were."""
    count = 0
    out.write(f'{{"format": {_text(FORMAT)}, "version": {VERSION}')
    for name, rows in tables:
        out.write(f",\n{_text(name)}: [")
        comma = "\n"
        for row in rows:
            out.write(comma + _text(dict(row)))
            comma = ",\n"
            count += 1
        out.write("\n]")
    out.write("}\n")
    return count


def _text(value: Value | dict[str, Value]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
