"""Whole rows of an export on their way back into the file, by their uids."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ClauseElement, Integer, Table, bindparam, func, insert, select, update
from sqlalchemy.dialects import sqlite

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.words import quoted
from habit_tui.store.store import Unit, Value
from habit_tui.store.tables import LOGGED, metadata

_DIALECT = sqlite.dialect(paramstyle="named")
_SHAPES: Mapping[str, Callable[[str], object]] = {
    "_is_a_day": date.fromisoformat,
    "_is_an_instant": datetime.fromisoformat,
    "_is_a_clock_time": time.fromisoformat,
}


class Rows:
    """The rows of one export, parents before their children.

    A table without rows takes theirs with their ids; elsewhere they get new ones, and what names them
    follows.
    """

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._into = {table.name: Into(unit, table) for table in metadata.sorted_tables if table in LOGGED}
        self._later: list[tuple[Into, str, int, str, int]] = []

    def take(self, name: str, row: object) -> bool:
        """Write a row of the table of that name; False when its uid is there already.

        Raises CannotBeDone with the reason when it cannot be kept.
        """
        into = self._into.get(name)
        if into is None:
            raise CannotBeDone(f"{quoted(name)} is none of the tables")
        values = into.checked(row)
        file_id = values["id"]
        known = self._unit.connection.execute(into.by_uid, values).fetchone()
        if known is None:
            later = self._linked(into, values)
            row_id = into.write(self._unit, values)
            self._later += [(into, column, row_id, parent, wanted) for column, parent, wanted in later]
        else:
            row_id = known[0]
        if isinstance(file_id, int):
            into.ids[file_id] = row_id
        return known is None

    def finish(self) -> list[str]:
        """Write the links to rows that came later; the reasons why some could not be."""
        reasons: list[str] = []
        for into, column, row_id, parent, wanted in self._later:
            found = self._into[parent].ids.get(wanted)
            if found is None:
                reasons.append(f"a {into.table.name} names a {parent} that did not come; it names none now")
                continue
            self._unit.sql.execute(
                update(into.table).where(into.table.c.id == row_id).values({column: found})
            )
        return reasons

    def _linked(self, into: Into, values: dict[str, Value]) -> list[tuple[str, str, int]]:
        """Let the values name the rows' ids here; the links that have to wait, as column, table and id."""
        later = []
        for column, parent in into.links.items():
            wanted = values[column]
            if not isinstance(wanted, int):
                continue
            values[column] = self._into[parent].ids.get(wanted)
            if values[column] is not None:
                continue
            if parent != into.table.name:
                raise CannotBeDone(f"it names a {parent} that did not come")
            later.append((column, parent, wanted))
        return later


class Into:
    """What is known of a table while rows come into it."""

    def __init__(self, unit: Unit, table: Table) -> None:
        self.table = table
        self.ids: dict[int, int] = {}
        """The id here of each row that came, by its id there, for tables that others name."""
        self.links = {
            column.name: next(iter(column.foreign_keys)).column.table.name
            for column in table.columns
            if column.foreign_keys
        }
        self.by_uid = _text(select(table.c.id).where(table.c.uid == bindparam("uid")))
        self._insert = _text(insert(table))
        self._keeps_ids = not unit.sql.execute(select(func.count()).select_from(table)).scalar()
        self._shapes = dict(_shapes(table))

    def write(self, unit: Unit, values: dict[str, Value]) -> int:
        """Write a row; its id here. Raises CannotBeDone when the table refuses it."""
        if not self._keeps_ids:
            values = {**values, "id": None}
        try:
            return unit.connection.execute(self._insert, values).lastrowid or 0
        except sqlite3.IntegrityError as error:
            raise CannotBeDone(self._reason(str(error))) from error

    def checked(self, row: object) -> dict[str, Value]:
        """A row's values by column, each of its type and shape; CannotBeDone otherwise."""
        if not isinstance(row, dict):
            raise CannotBeDone(f"it is no row of {self.table.name}")
        unknown = next((name for name in row if name not in self.table.columns), None)
        if unknown is not None:
            raise CannotBeDone(f"{self.table.name} has no column {quoted(str(unknown))}")
        names = [column.name for column in self.table.columns]
        values = {name: self._value(name, row.get(name)) for name in names}
        if isinstance(values["id"], int) and values["id"] < 1:
            raise CannotBeDone(f"its id {values['id']} is none")
        return values

    def _value(self, name: str, value: object) -> Value:
        column = self.table.columns[name]
        if value is None and column.nullable:
            return None
        if isinstance(column.type, Integer):
            if isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63:
                return value
        elif isinstance(value, str) and "\0" not in value and not _has_surrogates(value):
            shape = self._shapes.get(name)
            try:
                if shape is not None:
                    shape(value)
            except ValueError:
                raise CannotBeDone(f"its {name} {quoted(value)} is not in the calendar") from None
            return value
        raise CannotBeDone(f"its {name} is missing or of another type")

    def _reason(self, said: str) -> str:
        if said.startswith("UNIQUE"):
            column = said.rpartition(".")[2]
            return f"another {self.table.name} has the same {column.strip(chr(39))} and stays as it is"
        return f"its values do not fit ({said})"


def _shapes(table: Table) -> list[tuple[str, Callable[[str], object]]]:
    """The columns that hold days, instants and clock times, by the names of their constraints."""
    return [
        (str(constraint.name).removesuffix(suffix).removeprefix(f"ck_{table.name}_"), shape)
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
        for suffix, shape in _SHAPES.items()
        if str(constraint.name).endswith(suffix)
    ]


def _text(statement: ClauseElement) -> str:
    return str(statement.compile(dialect=_DIALECT))


def _has_surrogates(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text) if not text.isascii() else False
