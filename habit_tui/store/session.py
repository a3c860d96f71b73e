"""Sessions in the file."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from habit_tui.domain.kind import Kind
from habit_tui.domain.session import Session
from habit_tui.store import compiled
from habit_tui.store.store import Unit, Value
from habit_tui.store.values import instant, instant_text, new_uid, optional_instant

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LONGEST = timedelta(hours=24)
"""No session is longer, so an overlap is searched no further back than this."""


def from_row(row: tuple[Any, ...]) -> Session:
    """A session from a row in the order of `statements._session_rows`."""
    return Session(
        id=row[0],
        uid=row[1],
        start=instant(row[2]),
        end=optional_instant(row[3]),
        minutes=row[4],
        zone=row[5],
        utc_offset=row[6],
        study_day=date.fromisoformat(row[7]),
        what=row[8],
        kind=Kind(row[9]),
        note=row[10],
        source=row[11],
        resource_id=row[12],
        resource=row[13],
    )


def _values(session: Session, now: str) -> dict[str, Value]:
    return {
        "updated_at": now,
        "start_at": instant_text(session.start),
        "end_at": None if session.end is None else instant_text(session.end),
        "zone": session.zone,
        "utc_offset": session.utc_offset,
        "study_day": session.study_day.isoformat(),
        "minutes": session.minutes,
        "what": session.what,
        "kind": session.kind.value,
        "note": session.note,
        "resource_id": session.resource_id,
    }


def insert(unit: Unit, session: Session) -> int:
    """Write a new session; its id is given by the file, its uid unless it brings one."""
    return unit.run(
        compiled.SESSION_INSERT,
        uid=session.uid or new_uid(),
        source=session.source,
        **_values(session, unit.now),
    )


def update(unit: Unit, session: Session) -> None:
    """Write the session over the row of its id; uid and source stay."""
    values = {f"new_{name}": value for name, value in _values(session, unit.now).items()}
    unit.run(compiled.SESSION_UPDATE, row_id=session.id, **values)


def delete(unit: Unit, session_id: int) -> None:
    """Remove a session; the change log keeps it."""
    unit.run(compiled.SESSION_DELETE, row_id=session_id)


def by_id(unit: Unit, session_id: int) -> Session | None:
    """The session of this id, or None."""
    row = unit.row(compiled.SESSION_BY_ID, row_id=session_id)
    return None if row is None else from_row(row)


def running(unit: Unit) -> Session | None:
    """The running session, or None; the file allows one at most."""
    row = unit.row(compiled.SESSION_RUNNING)
    return None if row is None else from_row(row)


def between(unit: Unit, first: date, last: date) -> tuple[Session, ...]:
    """The sessions of the study days first..last, the running one among them, by start."""
    rows = unit.rows(compiled.SESSIONS_BETWEEN, first=first.isoformat(), last=last.isoformat())
    return tuple(from_row(row) for row in rows)


def overlapping(unit: Unit, start: datetime, end: datetime, except_id: int = 0) -> Session | None:
    """The first session that shares a whole minute with start..end; a running one has no end yet."""
    row = unit.row(
        compiled.SESSION_OVERLAPPING,
        start_at=instant_text(start),
        end_at=instant_text(end),
        day_before=instant_text(start - LONGEST),
        except_id=except_id,
    )
    return None if row is None else from_row(row)
