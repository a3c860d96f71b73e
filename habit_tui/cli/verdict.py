"""How an answer names the verdicts that a change changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from habit_tui.cli import session as session_door
from habit_tui.domain.dates import DateForm, day_name_with_year
from habit_tui.domain.words import days
from habit_tui.services.streak import Standing
from habit_tui.services.verdict import VerdictChange


def lines(changes: Sequence[VerdictChange], standing: Standing, form: DateForm) -> Iterator[str]:
    """The changed verdicts, days in a row that changed alike on one line, and the standing after them."""
    if not changes:
        yield "No verdict changed"
        return
    yield f"{'A verdict' if len(changes) == 1 else f'{len(changes)} verdicts'} changed"
    for run in _runs(changes):
        span = day_name_with_year(run[0].study_day, form)
        count = ""
        if len(run) > 1:
            span += f" to {day_name_with_year(run[-1].study_day, form)}"
            count = f" ({days(len(run))})"
        yield f"  {span}: {run[0].before.value}, now {run[0].after.value}{count}"
    yield f"{session_door.standing_words(standing)} · best {days(standing.best)}"


def _runs(changes: Sequence[VerdictChange]) -> list[list[VerdictChange]]:
    runs: list[list[VerdictChange]] = []
    for change in changes:
        last = runs[-1][-1] if runs else None
        if last and (change.study_day - last.study_day).days == 1 and _alike(last, change):
            runs[-1].append(change)
        else:
            runs.append([change])
    return runs


def _alike(one: VerdictChange, other: VerdictChange) -> bool:
    return (one.before, one.after) == (other.before, other.after)
