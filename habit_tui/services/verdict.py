"""Which verdicts a change of the routine or of the leaves changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from habit_tui.domain.streak import Day, Fold, Verdict


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A study day whose verdict is another one now."""

    study_day: date
    before: Verdict
    after: Verdict


def changes(before: Fold, after: Fold) -> tuple[VerdictChange, ...]:
    """The days judged differently by two folds that end on the same day, oldest first."""
    old = {day.study_day: day.verdict for day in before.days}
    new = {day.study_day: day.verdict for day in after.days}
    # The one that begins later judges the days until then as all the days before it.
    both = [
        VerdictChange(day, old.get(day, Verdict.BEFORE), new.get(day, Verdict.BEFORE))
        for day in sorted(old.keys() | new.keys())
    ]
    return tuple(change for change in both if change.before is not change.after)


def gaps(before: Fold, after: Fold) -> tuple[Day, ...]:
    """The days missed or frozen without a session that a fold which begins earlier has ahead of another."""
    began = before.days[0].study_day
    return tuple(
        day
        for day in after.days
        if day.study_day < began and day.verdict in (Verdict.MISSED, Verdict.FROZEN) and not day.minutes
    )
