"""Expenses in the file."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete as delete_from
from sqlalchemy import select

from habit_tui.domain.expense import Expense
from habit_tui.store.store import Unit
from habit_tui.store.tables import expense as table
from habit_tui.store.values import new_uid


def all_expenses(unit: Unit) -> tuple[Expense, ...]:
    """Every expense, oldest first."""
    rows = unit.sql.execute(select(table).order_by(table.c.on_day, table.c.id))
    return tuple(
        Expense(row.id, date.fromisoformat(row.on_day), row.what, row.amount, row.currency, row.path_id)
        for row in rows
    )


def insert(unit: Unit, expense: Expense) -> int:
    """Write a new expense; its id is given by the file."""
    return unit.insert(
        table,
        uid=new_uid(),
        updated_at=unit.now,
        on_day=expense.on_day.isoformat(),
        what=expense.what,
        amount=expense.amount,
        currency=expense.currency,
        path_id=expense.path_id,
    )


def delete(unit: Unit, expense_id: int) -> None:
    """Remove an expense; the change log keeps it."""
    unit.sql.execute(delete_from(table).where(table.c.id == expense_id))
