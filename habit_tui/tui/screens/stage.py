"""The form of a stage: a month or a season of a path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from habit_tui.domain import grammar
from habit_tui.domain.path import Path, Stage
from habit_tui.domain.words import one_line
from habit_tui.services import stage as service
from habit_tui.services.desk import Desk
from habit_tui.tui.screens.form import FormDialog, Line
from habit_tui.tui.screens.resource import DAYS


class StageDialog(FormDialog):
    """Corrects a stage, or adds one behind the others."""

    HINT = "A part of the path: a month, a season. Its days may stay empty."

    def __init__(self, path: Path, stage: Stage | None = None) -> None:
        super().__init__()
        self._path, self._stage = path, stage

    def heading(self) -> str:
        """Which one it is."""
        return "Add a stage" if self._stage is None else one_line(self._stage.name)

    def form(self) -> Sequence[Line]:
        """Its name and its planned days."""
        it = self._stage
        days = (None, None) if it is None else (it.planned_first, it.planned_last)
        first, last = ("" if day is None else day.isoformat() for day in days)
        hint = f"Month {len(self._path.stages) + 1}"
        return (
            Line("name", "" if it is None else it.name, hint),
            Line("from", first, DAYS),
            Line("until", last, DAYS),
        )

    def do(self, changed: Mapping[str, str]) -> None:
        """Write it."""
        name = changed.get("name")

        def job(desk: Desk, now: datetime, _reason: str) -> Path:
            today = desk.study_day(now)
            return service.edit(
                desk,
                now,
                self._path.id,
                name or "" if self._stage is None else self._stage.name,
                rename=None if self._stage is None else name,
                first=_day(changed.get("from"), today),
                last=_day(changed.get("until"), today),
            )

        called = one_line(name or ("" if self._stage is None else self._stage.name))
        self.send(job, lambda _path: f"{'Added' if self._stage is None else 'Edited'} the stage {called}")


def _day(word: str | None, today: date) -> date | None:
    return grammar.day(word, today) if word and word.strip() else None
