"""The dialog that keeps money spent for a path."""

from __future__ import annotations

from datetime import datetime

from habit_tui.domain import money
from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.path import Path
from habit_tui.domain.words import one_line
from habit_tui.services import expense
from habit_tui.services.desk import Desk
from habit_tui.tui.screens.line import LineDialog


class ExpenseDialog(LineDialog):
    """Asks how much was spent, and what for."""

    PLACEHOLDER = "600 USD rent"
    HINT = "What a resource costs is said with the resource; this is for everything else."
    VERB = "keep"

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def heading(self) -> str:
        """What it was spent for."""
        return f"Spent for {one_line(self._path.name)}"

    def understood(self, _desk: Desk, text: str, _now: datetime) -> str:
        """The expense as it will be listed."""
        price, what = _read(text)
        return f"{money.in_words(*price)}: {one_line(what) or 'what for?'}"

    def do(self, text: str) -> None:
        """Keep it."""
        path_id = self._path.id
        self.app.write(
            self,
            lambda desk, now: expense.add(desk, now, *_read(text), path_id=path_id),
            lambda added: f"Spent {money.in_words(added.amount, added.currency)} on {one_line(added.what)}",
            self.done,
            self.refuse,
        )


def _read(text: str) -> tuple[tuple[int, str], str]:
    words = text.split()
    if not words:
        raise NotUnderstood('say how much and what for, as "600 USD rent"')
    price, what = money.spoken(words)
    return price, " ".join(what)
