"""Writing what a merge decided into this copy: rows named by uid become rows of this file."""

from __future__ import annotations

from sqlalchemy import Table, delete, insert, select, update

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.merge import Row, Value
from habit_tui.store.merge import TABLES, links
from habit_tui.store.rows import Into
from habit_tui.store.store import Unit
from habit_tui.store.tables import metadata, status_change


class Writing:
    """The tables of this copy while a merge writes into them, parents before their children."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._into = {table.name: Into(unit, table) for table in TABLES}
        self._ids: dict[tuple[str, str], int] = {}
        self._later: list[tuple[Table, str, int, str]] = []
        self._dated: set[tuple[Value, Value]] = set()

    def insert(self, name: str, row: Row) -> None:
        """Write a row that is not here; raises CannotBeDone when it cannot be kept."""
        values = self._checked(name, row)
        row_id = self._into[name].write(self._unit, {**values, "id": None})
        self._ids[name, str(row["uid"])] = row_id
        self._remember(name, row, row_id)
        if name == status_change.name:
            self._dated.add((values["resource_id"], values["on_day"]))

    def update(self, name: str, row: Row) -> None:
        """Give the row of this uid its values; raises CannotBeDone when they cannot be kept."""
        table = metadata.tables[name]
        values = self._checked(name, row)
        row_id = self.id_of(name, str(row["uid"]))
        del values["id"]
        if row_id is None:
            raise CannotBeDone(f"the {name} is not here")
        self._unit.sql.execute(update(table).where(table.c.id == row_id).values(values))
        self._remember(name, row, row_id)

    def delete(self, name: str, uid: str, since: str) -> None:
        """Delete a row, noting in it when it was deleted: a later merge must know that instant."""
        table = metadata.tables[name]
        self._unit.sql.execute(update(table).where(table.c.uid == uid).values(updated_at=since))
        self._unit.sql.execute(delete(table).where(table.c.uid == uid))
        self._ids.pop((name, uid), None)

    def finish(self) -> None:
        """Write the links between rows of the same table."""
        for table, column, row_id, wanted in self._later:
            named = self.id_of(table.name, wanted)
            if named is not None:
                self._unit.sql.execute(update(table).where(table.c.id == row_id).values({column: named}))

    def order_statuses(self) -> None:
        """Give statuses of one resource and day ids in the order they were written: the last one holds."""
        c = status_change.c
        for resource_id, day in self._dated:
            found = (c.resource_id == resource_id) & (c.on_day == day)
            rows = self._unit.sql.execute(select(status_change).where(found).order_by(c.id)).mappings().all()
            ordered = sorted(rows, key=lambda row: (row["updated_at"], row["uid"]))
            if rows != ordered:
                self._unit.sql.execute(delete(status_change).where(found))
                values = [{name: row[name] for name in row if name != "id"} for row in ordered]
                self._unit.sql.execute(insert(status_change), values)

    def id_of(self, name: str, uid: str) -> int | None:
        """The id here of the row of this uid."""
        if (name, uid) not in self._ids:
            table = metadata.tables[name]
            found = self._unit.sql.execute(select(table.c.id).where(table.c.uid == uid)).scalar()
            if found is None:
                return None
            self._ids[name, uid] = found
        return self._ids[name, uid]

    def _checked(self, name: str, row: Row) -> dict[str, Value]:
        values: dict[str, Value] = {"id": 1, **row}
        for link in links(name):
            wanted = row[link.column]
            values[link.column] = None
            if not isinstance(wanted, str) or link.parent == name:
                continue
            values[link.column] = self.id_of(link.parent, wanted)
            if values[link.column] is None and link.holds:
                raise CannotBeDone(f"it names a {link.parent} that did not come")
        return self._into[name].checked(values)

    def _remember(self, name: str, row: Row, row_id: int) -> None:
        for link in links(name):
            wanted = row[link.column]
            if link.parent == name and isinstance(wanted, str):
                self._later.append((metadata.tables[name], link.column, row_id, wanted))
