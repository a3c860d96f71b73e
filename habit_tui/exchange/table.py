"""Tables of comma-separated values, row by row and bounded."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.words import plural, quoted
from habit_tui.exchange.record import LONGEST_LINE, Broken, Source

Row = tuple[int, dict[str, str] | Broken]


def rows(source: Source) -> Iterator[tuple[int, list[str]]]:
    """The cells of every row that has any, with the line it begins on; commas, semicolons or tabs part them.

    Raises CannotBeDone for a file that is no such table or holds nothing.
    """
    return split(source.lines(), source.name)


def split(lines: Iterator[str], name: str) -> Iterator[tuple[int, list[str]]]:
    """As `rows`, of lines."""
    header = next(lines, "")
    if not header:
        raise CannotBeDone(f"{name} is empty")
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(chain([header], lines), delimiter=delimiter, strict=True)
    begins = 1
    # A cell as long as a line may be is no fault of the whole file; the module's limit is everybody's.
    limit = csv.field_size_limit(LONGEST_LINE)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise CannotBeDone(f"{name} is not CSV: {error} (line {begins})") from error
    finally:
        csv.field_size_limit(limit)


def named(
    rows: Iterator[tuple[int, list[str]]],
    wanted: Sequence[str],
    name: str,
    tool: str,
    renamed: Mapping[str, str] | None = None,
) -> Iterator[Row]:
    """Every row but the first by the names of the columns in it, in lower case; blank edges taken off.

    `renamed` leads from another name of a column to the one that is wanted. Raises CannotBeDone when a wanted
    column is missing: then it is not the table of that tool.
    """
    found = [cell.strip().casefold() for cell in next(rows, (0, []))[1]]
    columns = [(renamed or {}).get(column, column) for column in found]
    missing = [column for column in wanted if column.casefold() not in columns]
    if missing:
        raise CannotBeDone(f"{name} is not what {tool} exports: it has no column {quoted(missing[0])}")
    for line, cells in rows:
        if len(cells) != len(columns):
            yield line, uneven(len(cells), len(columns))
        else:
            yield line, {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}


def uneven(found: int, wanted: int) -> Broken:
    """Give what a row is that has another number of cells than the first."""
    return Broken(f"it has {plural(found, 'cell', 'cells')}, but the first line names {wanted} columns")
