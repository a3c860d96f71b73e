"""Expenses: money that is not the price of a resource, such as rent or a flight."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Expense:
    """Money spent on a study day, in minor units of `currency`, for a path or for none in particular."""

    id: int
    on_day: date
    what: str
    amount: int
    currency: str
    path_id: int | None = None
