"""What the fold is made from, and its remembered states."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from habit_tui.domain.clock import exists
from habit_tui.domain.streak import FreezeRules, Gap, History, State, Streak
from habit_tui.store import compiled, leave, routine
from habit_tui.store.store import Unit
from habit_tui.store.values import optional_day, optional_day_text


def history(unit: Unit, after: date | None = None) -> History:
    """The facts of every study day, or of those after a day the fold is resumed from."""
    since = "" if after is None else after.isoformat()
    gaps = tuple(_gap(*row) for row in unit.rows(compiled.GAPS, after=since))
    # A gap that begins earlier is judged by its own days, so they are read too.
    since = min([since, *(gap.after.isoformat() for gap in gaps)])
    totals = unit.rows(compiled.MINUTES_BY_DAY, after=since)
    return History(
        minutes={date.fromisoformat(day): minutes for day, minutes in totals},
        routines=routine.all_versions(unit),
        leaves=leave.all_leaves(unit),
        gaps=gaps,
        first_session=first_session(unit),
    )


def first_session(unit: Unit) -> date | None:
    """The earliest study day of a session."""
    row = unit.row(compiled.FIRST_SESSION)
    return None if row is None else optional_day(row[0])


def _gap(previous_day: str, day: str, previous_zone: str, zone: str) -> Gap:
    after, before = date.fromisoformat(previous_day), date.fromisoformat(day)
    lost = None
    if previous_zone == zone:
        here = ZoneInfo(zone)
        between = (date.fromordinal(n) for n in range(after.toordinal() + 1, before.toordinal()))
        lost = next((between_day for between_day in between if not exists(between_day, here)), None)
    return Gap(after, before, lost)


def state_before(unit: Unit, day: date, rules: FreezeRules) -> State | None:
    """The newest remembered state that ends before a day, under the same freeze rules."""
    row = unit.row(compiled.CHECKPOINT_BEFORE, day=day.isoformat(), for_rules=_rules(rules))
    if row is None:
        return None
    study_day, _, length, first, last, best_length, best_first, best_last, held, progress, strength = row
    best = None
    if best_length:
        best = Streak(date.fromisoformat(best_first), date.fromisoformat(best_last), best_length)
    return State(
        day=date.fromisoformat(study_day),
        length=length,
        first=optional_day(first),
        last=optional_day(last),
        best=best,
        held=held,
        progress=progress,
        strength=strength,
    )


def remember(unit: Unit, state: State, rules: FreezeRules) -> None:
    """Keep a state so that later folds need not start from the first day; older ones than a year go."""
    best = state.best
    unit.run(
        compiled.CHECKPOINT_INSERT,
        study_day=state.day.isoformat(),
        rules=_rules(rules),
        length=state.length,
        first=optional_day_text(state.first),
        last=optional_day_text(state.last),
        best_length=0 if best is None else best.length,
        best_first=None if best is None else best.first.isoformat(),
        best_last=None if best is None else best.last.isoformat(),
        held=state.held,
        progress=state.progress,
        strength=state.strength,
    )
    oldest = date.fromordinal(max(1, state.day.toordinal() - 365))
    unit.run(compiled.CHECKPOINT_TRIM, day=oldest.isoformat())


def _rules(rules: FreezeRules) -> str:
    return f"{rules.earn_every}:{rules.hold}"
