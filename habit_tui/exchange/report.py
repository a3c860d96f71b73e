"""Detailed reports of web time trackers: a row a session, dates and times as the profile writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from habit_tui.domain.errors import HabitError, NotUnderstood
from habit_tui.exchange import table, wall
from habit_tui.exchange.filed import filed
from habit_tui.exchange.record import Broken, Reading, Record, Rows, Source
from habit_tui.exchange.wall import DateOrder


@dataclass(frozen=True, slots=True)
class Columns:
    """What a tool calls the columns that hold when; `renamed` are other names it gave them at other times."""

    tool: str
    start_date: str
    start_time: str
    end_date: str
    end_time: str
    duration: str
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def wanted(self) -> tuple[str, ...]:
        """Those that must be there."""
        return self.start_date, self.start_time, self.end_date, self.end_time


def read(source: Source, reading: Reading, columns: Columns) -> Rows:
    """Read a report's sessions; the file is read twice unless `reading` says how its dates are written."""
    order = reading.dates or wall.order_of(_dates(Source(source.file), columns), source.name)
    for line, cells in _named(source, columns):
        if isinstance(cells, Broken):
            yield line, cells
            continue
        try:
            yield line, _record(cells, reading, columns, order)
        except HabitError as error:
            yield line, Broken(str(error))


def _named(source: Source, columns: Columns) -> Iterator[table.Row]:
    return table.named(table.rows(source), columns.wanted, source.name, columns.tool, columns.renamed)


def _dates(source: Source, columns: Columns) -> Iterator[str]:
    for _, cells in _named(source, columns):
        if not isinstance(cells, Broken):
            yield cells[columns.start_date]
            yield cells[columns.end_date]


def _record(cells: Mapping[str, str], reading: Reading, columns: Columns, order: DateOrder) -> Record:
    if not cells[columns.start_date]:
        raise NotUnderstood("it has no date: it may be a total")
    if not cells[columns.end_date] or not cells[columns.end_time]:
        raise NotUnderstood("it has no end: it may be running still")
    start = _wall(cells[columns.start_date], cells[columns.start_time], order)
    end = _wall(cells[columns.end_date], cells[columns.end_time], order)
    duration = wall.read_duration(cells.get(columns.duration, ""))
    begins, ends = wall.stretch(start, end, duration, reading.zone)
    tags = [tag.strip() for tag in cells.get("tags", "").split(",") if tag.strip()]
    project, said = cells.get("project", ""), cells.get("description", "")
    _, kind, labels = filed(project, tags)
    if project and said and project.casefold() not in said.casefold():
        what = f"{project}: {said}"
    else:
        what = said or project or ", ".join(labels)
    return Record(
        start=begins,
        end=ends,
        zone=reading.zone.key,
        what=what,
        kind=kind,
        note=_note(cells, tags),
        labels=labels,
    )


def _note(cells: Mapping[str, str], tags: list[str]) -> str:
    """What has no place of its own here, a line each."""
    told = {"client": cells.get("client", ""), "task": cells.get("task", ""), "tags": ", ".join(tags)}
    return "\n".join(f"{name}: {value}" for name, value in told.items() if value)


def _wall(date_text: str, time_text: str, order: DateOrder) -> datetime:
    return datetime.combine(wall.read_date(date_text, order), wall.read_time(time_text))
