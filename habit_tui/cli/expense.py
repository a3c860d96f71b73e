"""Expenses from the shell."""

from __future__ import annotations

from collections.abc import Sequence

from habit_tui.cli import views
from habit_tui.cli.door import Door
from habit_tui.domain import dates, money
from habit_tui.domain.dates import day_name_with_year
from habit_tui.domain.expense import Expense
from habit_tui.domain.words import one_line
from habit_tui.services import expense as service
from habit_tui.services import path as path_service


def add(
    door: Door,
    *,
    words: Sequence[str],
    path: str | None = None,
    on: str | None = None,
    json: bool = False,
) -> None:
    """Keep money that was spent. JSON: the expense."""
    price, what = money.spoken(words)
    path_id = None if path is None else path_service.find(door.desk, path).id
    added = service.add(door.desk, door.now, price, " ".join(what), path_id=path_id, on=door.day(on))
    _tell(door, "Expense", added, json=json)


def listing(door: Door, *, path: str | None = None, json: bool = False) -> None:
    """List every expense, or those of a path, oldest first. JSON: a list of expenses as `add` has them."""
    found = service.listing(door.desk, None if path is None else path_service.find(door.desk, path).id)
    if json:
        door.json([views.expense(each) for each in found])
        return
    if not found:
        door.tell("No expense")
        return
    form = door.desk.dates
    width, wide = max(len(str(each.id)) for each in found), dates.width(day_name_with_year, form)
    for each in found:
        said = f"{each.id:>{width}}  {day_name_with_year(each.on_day, form):<{wide}}"
        door.tell(f"  {said}  {money.in_words(each.amount, each.currency):>12}  {one_line(each.what)}")
    totals = money.totals((each.amount, each.currency) for each in found)
    door.tell(f"In all {' · '.join(money.in_words(*each) for each in totals)}")


def delete(door: Door, *, expense_id: int, json: bool = False) -> None:
    """Delete an expense. JSON: the expense."""
    _tell(door, "Deleted expense", service.delete(door.desk, door.now, expense_id), json=json)


def _tell(door: Door, done: str, expense: Expense, *, json: bool) -> None:
    if json:
        door.json(views.expense(expense))
        return
    price = money.in_words(expense.amount, expense.currency)
    day = day_name_with_year(expense.on_day, door.desk.dates)
    door.tell(f"{done} {expense.id}: {price} on {day} · {one_line(expense.what)}")
