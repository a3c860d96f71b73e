"""Our own export in JSON on its way back into the store."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date, datetime, timedelta

from habit_tui.domain.clock import FIRST_DAY, to_minutes
from habit_tui.domain.errors import CannotBeDone, HabitError
from habit_tui.domain.words import plural, quoted
from habit_tui.exchange import json
from habit_tui.exchange.record import Source
from habit_tui.services.arrival import PROBLEMS_TOLD, Group, Imported, OnlyTried, own_uid
from habit_tui.services.desk import Desk
from habit_tui.store.rows import Rows
from habit_tui.system import tzdata

_LONGEST = timedelta(hours=24)


def restore(desk: Desk, source: Source, now: datetime, *, dry_run: bool = False) -> Imported:
    """Read an export in JSON row by row, in one transaction and one change.

    An empty store becomes what was exported. Elsewhere rows whose uid is there are skipped quietly and stay
    as they are, the others are added; a row that cannot be kept is named with its line and the reason. With
    `dry_run` nothing stays. Raises CannotBeDone, with nothing changed, for a file that is no export of ours.
    """
    taken: Counter[str] = Counter()
    problems: list[tuple[int, str]] = []
    skipped = already_there = 0
    try:
        with desk.store.writing(now, desk.door, "import") as unit:
            rows = Rows(unit)
            for name, line, row in json.read(source):
                try:
                    check(name, row)
                    if rows.take(name, row):
                        taken[name] += 1
                        continue
                    already_there += 1
                except HabitError as error:
                    if len(problems) < PROBLEMS_TOLD:
                        problems.append((line, f"{name}: {error}"))
                skipped += 1
            problems += [(0, reason) for reason in rows.finish()]
            kept = taken.total()
            unit.describe(
                f"imported {plural(kept, 'row', 'rows')} from {quoted(os.path.basename(source.file))}"
            )
            if dry_run:
                raise OnlyTried
    except OnlyTried:
        pass
    groups = tuple(Group(name, "", count) for name, count in taken.items())
    return Imported(kept, skipped, tuple(problems), already_there, groups=groups)


def check(name: str, row: object) -> None:
    """Refuse what no table's constraints can tell and what would hinder the program afterwards."""
    if not isinstance(row, dict):
        return
    if isinstance(row.get("uid"), str):
        own_uid(row["uid"])
    if name != "session":
        return
    zone, offset = row.get("zone"), row.get("utc_offset")
    if not isinstance(zone, str) or not tzdata.is_zone(zone):
        raise CannotBeDone(f"{quoted(str(zone)[:100])} is no time zone")
    if not isinstance(offset, int) or abs(offset) >= _LONGEST.total_seconds():
        raise CannotBeDone("its utc_offset is none")
    _check_times(row.get("start_at"), row.get("end_at"), row.get("study_day"), row.get("minutes"))


def _check_times(start: object, end: object, day: object, minutes: object) -> None:
    try:
        begins, study_day = datetime.fromisoformat(str(start)), date.fromisoformat(str(day))
        ends = None if end is None else datetime.fromisoformat(str(end))
        if begins.tzinfo is None or (ends is not None and ends.tzinfo is None):
            raise ValueError
    except ValueError:
        raise CannotBeDone("its times are not in the calendar") from None
    if study_day < FIRST_DAY or abs(study_day - begins.date()) > timedelta(days=2):
        raise CannotBeDone(f"its study day {study_day} is not the day of its start")
    if ends is not None and (ends - begins > _LONGEST or minutes != to_minutes(begins, ends)):
        raise CannotBeDone("its minutes do not lead from the start to the end")
