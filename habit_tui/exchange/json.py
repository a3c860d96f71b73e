"""Everything as JSON: all tables, one row a line, the same bytes for the same rows."""

import json
from collections.abc import Iterable, Mapping
from typing import TextIO

FORMAT, VERSION = "habit_tui", 1

Value = str | int | float | None


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
