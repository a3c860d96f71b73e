"""Leaves in the file."""

from datetime import date

from habit_tui.domain.leave import Leave
from habit_tui.store import compiled
from habit_tui.store.store import Unit


def all_leaves(unit: Unit) -> tuple[Leave, ...]:
    """Every leave, by first day."""
    return tuple(
        Leave(date.fromisoformat(first), date.fromisoformat(last), reason, leave_id)
        for leave_id, first, last, reason in unit.rows(compiled.LEAVES)
    )
