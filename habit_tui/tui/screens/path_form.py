"""The form of a path: its name, its first day, and how long one means to stay on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from habit_tui.domain.details import NONE, changed_day
from habit_tui.domain.path import Path
from habit_tui.domain.words import one_line
from habit_tui.services import path as service
from habit_tui.services.desk import Desk
from habit_tui.tui.screens.form import FormDialog, Line
from habit_tui.tui.screens.resource import DAYS


class PathDialog(FormDialog):
    """Corrects a path, or begins one; `done` gets what came of it."""

    HINT = "As long as one is committed, a change of the plan asks for its reason."

    def __init__(self, path: Path | None, done: Callable[[Path], object]) -> None:
        super().__init__()
        self._path, self._done = path, done

    def heading(self) -> str:
        """Which one it is."""
        return "Begin a path" if self._path is None else one_line(self._path.name)

    def form(self) -> Sequence[Line]:
        """What a path is, its resources aside."""
        it = self._path
        begun = "" if it is None or it.started_on is None else it.started_on.isoformat()
        bound = "" if it is None or it.committed_until is None else it.committed_until.isoformat()
        return (
            Line("name", "" if it is None else it.name, "Machine learning"),
            Line("from", begun, "today, unless said otherwise" if it is None else DAYS),
            Line("committed", bound, "for a month, unless said otherwise" if it is None else DAYS),
        )

    def do(self, changed: Mapping[str, str]) -> None:
        """Write it."""
        first, last = (_typed(changed.get(name)) for name in ("from", "committed"))

        def job(desk: Desk, now: datetime, reason: str) -> Path:
            today = desk.study_day(now)
            if self._path is None:
                days = (changed_day(first, None, today), changed_day(last, None, today))
                return service.add(desk, now, changed.get("name", ""), *days)
            wanted = replace(
                self._path,
                name=changed.get("name", self._path.name),
                started_on=changed_day(first, self._path.started_on, today),
                committed_until=changed_day(last, self._path.committed_until, today),
            )
            return service.edit(desk, now, wanted, reason)

        verb = "Begun" if self._path is None else "Edited"
        self.send(job, lambda done: f"{verb}: {one_line(done.name)}", self._done)


def _typed(word: str | None) -> str | None:
    return NONE if word is not None and not word.strip() else word
