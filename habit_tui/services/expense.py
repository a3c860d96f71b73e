"""Expenses: what a programme costs beside its courses and books."""

from __future__ import annotations

from datetime import date, datetime

from habit_tui.domain import money
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.expense import Expense
from habit_tui.domain.words import quoted
from habit_tui.services import path as paths
from habit_tui.services.desk import Desk
from habit_tui.store import expense as store


def listing(desk: Desk, path_id: int | None = None) -> tuple[Expense, ...]:
    """Every expense, or those of one path, oldest first."""
    with desk.store.reading() as unit:
        return tuple(each for each in store.all_expenses(unit) if path_id in (None, each.path_id))


def add(
    desk: Desk,
    now: datetime,
    price: tuple[int, str],
    what: str,
    *,
    path_id: int | None = None,
    on: date | None = None,
) -> Expense:
    """Keep money spent today or on another study day: minor units with their currency, and what for.

    Raises CannotBeDone for the future, for days before 1970 and for an unknown path, NotUnderstood when it
    is not said what for.
    """
    said = paths.line(what, "expense")
    with desk.store.writing(now, desk.door, "expense") as unit:
        if path_id is not None:
            paths.by_id(unit, path_id)
        new = Expense(0, paths.day_of(desk, now, on), said, *price, path_id)
        added = store.insert(unit, new)
        unit.describe(f"spent {money.in_words(*price)} on {quoted(said)}")
        return next(each for each in store.all_expenses(unit) if each.id == added)


def delete(desk: Desk, now: datetime, expense_id: int) -> Expense:
    """Delete an expense (undo brings it back); raises CannotBeDone for an unknown id."""
    with desk.store.writing(now, desk.door, "expense") as unit:
        for each in store.all_expenses(unit):
            if each.id == expense_id:
                store.delete(unit, expense_id)
                unit.describe(f"deleted the expense {quoted(each.what)}")
                return each
    raise CannotBeDone(
        f"there is no expense {expense_id}; `habit-tui expense list` lists them with their ids"
    )
