"""Remembered states of the fold go when a day they cover changes, and what is read after one is enough."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, update

from habit_tui.domain.streak import FreezeRules, Verdict, fold, settle
from habit_tui.services import leave, routine, session
from habit_tui.services.desk import Desk
from habit_tui.store import streak
from habit_tui.store import tables as t
from habit_tui.store.store import Unit
from tests.factories import at, desk_at, logged

NOW = at("2026-11-22 12:00", "Europe/Berlin")
RULES = FreezeRules()
DAY = date(2026, 11, 10)
KEPT = [DAY + timedelta(days=number) for number in range(-4, 3)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with a session on a Tuesday, a leave and a routine."""
    desk = desk_at(tmp_path, "Europe/Berlin")
    logged(desk, DAY.isoformat(), "05:00", 60)
    leave.add(desk, NOW, date(2026, 12, 24), date(2026, 12, 26), "Christmas")
    routine.set(desk, NOW, start=date(2026, 11, 30), targets={0: 30})
    return desk


def remember(desk: Desk) -> None:
    """Keep a state for every day around that Tuesday."""
    numbers = dict.fromkeys(("length", "best_length", "held", "progress", "strength"), 0)
    with desk.store.recording(NOW) as unit:
        unit.sql.execute(delete(t.checkpoint))
        rows = [{"study_day": day.isoformat(), "rules": "", **numbers} for day in KEPT]
        unit.sql.execute(insert(t.checkpoint), rows)


def remembered(desk: Desk) -> list[date]:
    with desk.store.reading() as unit:
        found = unit.rows("SELECT study_day FROM checkpoint ORDER BY 1")
        return [date.fromisoformat(row[0]) for row in found]


def test_a_session_that_comes_or_goes_takes_the_states_from_two_days_before_it(desk: Desk) -> None:
    remember(desk)
    logged(desk, DAY.isoformat(), "07:00", 30)
    assert remembered(desk) == KEPT[:2] == [DAY - timedelta(days=4), DAY - timedelta(days=3)]
    remember(desk)
    session.delete(desk, 1, NOW)
    assert remembered(desk) == KEPT[:2]


@pytest.mark.parametrize("to", [DAY - timedelta(days=1), DAY + timedelta(days=4)])
def test_a_session_that_moves_takes_those_of_both_its_days(desk: Desk, to: date) -> None:
    remember(desk)
    session.edit(desk, 1, session.Correction(on=to), NOW)
    first = min(to, DAY) - timedelta(days=2)
    assert remembered(desk) == [day for day in KEPT if day < first]


def come_leave(unit: Unit) -> None:
    row = {"uid": "l", "updated_at": "", "first_day": "2026-12-01", "last_day": "2026-12-02", "reason": ""}
    unit.sql.execute(insert(t.leave).values(row))


CHANGES: list[Callable[[Unit], object]] = [
    come_leave,
    lambda unit: unit.sql.execute(update(t.leave).values(last_day="2026-12-31")),
    lambda unit: unit.sql.execute(delete(t.leave)),
    lambda unit: unit.sql.execute(update(t.routine).values(minimum=5)),
    lambda unit: unit.sql.execute(delete(t.routine)),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_leave_or_a_routine_that_changes_takes_every_state(
    desk: Desk, change: Callable[[Unit], object]
) -> None:
    remember(desk)
    with desk.store.writing(NOW, "test", "change") as unit:
        change(unit)
    assert remembered(desk) == []


def test_a_new_version_of_the_routine_takes_every_state(desk: Desk) -> None:
    remember(desk)
    routine.set(desk, NOW, start=date(2026, 12, 7), targets={0: 45})
    assert remembered(desk) == []


def test_what_is_read_after_a_state_holds_every_day_of_a_gap_that_reaches_past_it(tmp_path: Path) -> None:
    west, east = desk_at(tmp_path, "Pacific/Pago_Pago"), desk_at(tmp_path, "Pacific/Kiritimati")
    # The eleventh in the east is over an hour before the tenth begins in the west.
    logged(east, "2026-11-11", "05:00", 60)
    logged(west, "2026-11-10", "05:00", 60)
    logged(east, "2026-11-13", "05:00", 60)
    eleventh, today = date(2026, 11, 11), date(2026, 11, 14)
    with east.store.reading() as unit:
        whole, rest = streak.history(unit), streak.history(unit, eleventh)
        state = settle(whole, eleventh, RULES)
        verdicts = {day.study_day: day.verdict for day in fold(rest, today, RULES, state).days}
        assert rest.minutes == {eleventh: 60, date(2026, 11, 13): 60}
        assert verdicts[date(2026, 11, 12)] is Verdict.VOID
        assert verdicts == {
            day.study_day: day.verdict for day in fold(whole, today, RULES).days if day.study_day > eleventh
        }
