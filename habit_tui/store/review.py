"""What a review reads: sessions by their wall times, and the minutes on each resource."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Integer, case, func, select

from habit_tui.domain.kind import Kind
from habit_tui.domain.review import Worked
from habit_tui.store.store import Unit
from habit_tui.store.tables import session


@dataclass(frozen=True, slots=True)
class ResourceMinutes:
    """The minutes on a resource: all until a day, those of a period, and those of the last weeks."""

    total: int
    in_period: int
    recent: int


def worked(unit: Unit, first: date, last: date) -> tuple[Worked, ...]:
    """The finished sessions of the study days first..last, at the wall times where they were begun."""
    c = session.c
    rows = unit.sql.execute(
        select(c.study_day, c.start_at, c.utc_offset, c.minutes, c.kind)
        .where(c.study_day.between(first.isoformat(), last.isoformat()), c.end_at.is_not(None))
        .order_by(c.start_at, c.id)
    )
    return tuple(
        Worked(
            date.fromisoformat(day),
            datetime.fromisoformat(start).replace(tzinfo=None) + timedelta(seconds=offset),
            minutes,
            Kind(kind),
        )
        for day, start, offset, minutes, kind in rows
    )


def minutes_by_resource(
    unit: Unit, first: date, last: date, recent_first: date
) -> Mapping[int, ResourceMinutes]:
    """The minutes on each resource up to the study day `last`, those from two earlier days on besides."""
    c = session.c

    def since(day: date) -> ColumnElement[int]:
        return func.sum(case((c.study_day >= day.isoformat(), c.minutes), else_=0), type_=Integer)

    rows = unit.sql.execute(
        select(
            c.resource_id,
            func.sum(c.minutes, type_=Integer),
            since(first),
            since(recent_first),
        )
        .where(c.resource_id.is_not(None), c.study_day <= last.isoformat())
        .group_by(c.resource_id)
    )
    return {
        int(resource_id or 0): ResourceMinutes(total, in_period, recent)
        for resource_id, total, in_period, recent in rows
    }
