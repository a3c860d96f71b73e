"""Rows on their way in and out: what an import asks for every row, and what exports read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import func, select

from habit_tui.domain.session import Session
from habit_tui.store import compiled
from habit_tui.store.session import LONGEST, from_row
from habit_tui.store.store import Unit, Value
from habit_tui.store.tables import LOGGED, metadata, session
from habit_tui.store.values import instant_text

ANY_ID = 2**63 - 1
"""As `before_id`: every session counts as older."""


def newest_id(unit: Unit) -> int:
    """The highest id of a session, 0 without any; whatever is written later gets a higher one."""
    row = unit.row(compiled.NEWEST_SESSION)
    return 0 if row is None or row[0] is None else int(row[0])


def by_uid(unit: Unit, uid: str) -> Session | None:
    """The session of this uid, or None."""
    row = unit.row(compiled.SESSION_BY_UID, wanted_uid=uid)
    return None if row is None else from_row(row)


def has_same(unit: Unit, new: Session, before_id: int) -> bool:
    """Whether a session below an id has the same start, end and words."""
    if new.end is None:
        return False
    row = unit.row(
        compiled.OLDER_SAME,
        start_at=instant_text(new.start),
        end_at=instant_text(new.end),
        what=new.what,
        before_id=before_id,
    )
    return row is not None


def overlapping(unit: Unit, start: datetime, end: datetime, before_id: int) -> Session | None:
    """The first session below an id that shares a whole minute with start..end; a running one has no end."""
    row = unit.row(
        compiled.OLDER_OVERLAPPING,
        start_at=instant_text(start),
        end_at=instant_text(end),
        day_before=instant_text(start - LONGEST),
        before_id=before_id,
    )
    return None if row is None else from_row(row)


def finished_sessions(unit: Unit) -> Iterator[tuple[str, str, int, str, str, str, str, str]]:
    """The finished sessions in an order that does not depend on ids.

    Each as start, end (UTC texts), UTC offset in seconds, zone, what, kind, note, uid.
    """
    c = session.c
    rows = unit.sql.execution_options(yield_per=1000).execute(
        select(c.start_at, c.end_at, c.utc_offset, c.zone, c.what, c.kind, c.note, c.uid)
        .where(c.end_at.is_not(None))
        .order_by(c.start_at, c.end_at, c.uid)
    )
    for row in rows:
        yield (row[0], str(row[1]), row[2], row[3], row[4], row[5], row[6], row[7])


def finished_count(unit: Unit) -> int:
    """How many finished sessions there are."""
    c = session.c
    return int(unit.sql.execute(select(func.count()).where(c.end_at.is_not(None))).scalar_one())


def finished_by_day(unit: Unit) -> Iterator[tuple[date, list[Session]]]:
    """The study days with finished sessions, the newest first, and their sessions by start."""
    c = session.c
    days = unit.sql.execution_options(yield_per=1000).execute(
        select(c.study_day).where(c.end_at.is_not(None)).distinct().order_by(c.study_day.desc())
    )
    for (day,) in days:
        rows = unit.rows(compiled.SESSIONS_BETWEEN, first=day, last=day)
        sessions = [from_row(row) for row in rows]
        yield date.fromisoformat(day), [each for each in sessions if each.end is not None]


def tables(unit: Unit) -> Iterator[tuple[str, Iterator[Mapping[str, Value]]]]:
    """Every table the learner's rows are in, parents before their children, its rows by id."""
    for table in metadata.sorted_tables:
        if table in LOGGED:
            rows = unit.sql.execution_options(yield_per=1000).execute(select(table).order_by(table.c.id))
            yield table.name, (dict(row) for row in rows.mappings())
