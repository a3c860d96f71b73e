"""The plan of a day from the shell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from habit_tui.cli import views
from habit_tui.cli.door import Door
from habit_tui.cli.today import TITLE_CELLS
from habit_tui.domain import glyph, grammar
from habit_tui.domain.amount import spoken
from habit_tui.domain.dates import day_name_with_year
from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.words import clock, duration, pad, progress
from habit_tui.services import plan as service
from habit_tui.services.plan import Plan


def show(door: Door, *, day: str | None = None, json: bool = False) -> None:
    """Show a day's plan. JSON, here and in all that follows: `study_day` and `plan` as `today` has it."""
    _tell(door, service.show(door.desk, door.now, _day(door, day)), json=json)


def add(
    door: Door,
    *,
    amount: str,
    what: Sequence[str] = (),
    at: str | None = None,
    kind: str | None = None,
    on: str | None = None,
    json: bool = False,
) -> None:
    """Put something of one's own on the plan."""
    length, rest = spoken([amount, *what])
    if at is not None and isinstance(length, grammar.Span):
        raise NotUnderstood("a span says when it starts: leave --at out")
    plan = service.add(
        door.desk,
        door.now,
        length,
        " ".join(rest),
        at=None if at is None else grammar.clock_time(at),
        kind=None if kind is None else grammar.kind(kind),
        day=_day(door, on),
    )
    _tell(door, plan, json=json)


def move(door: Door, *, item: str, at: str, on: str | None = None, json: bool = False) -> None:
    """Let an item start at another time."""
    plan = service.edit(door.desk, door.now, item, at=grammar.clock_time(at), day=_day(door, on))
    _tell(door, plan, json=json)


def resize(door: Door, *, item: str, amount: str, on: str | None = None, json: bool = False) -> None:
    """Give an item other minutes."""
    plan = service.edit(door.desk, door.now, item, minutes=grammar.minutes_of(amount), day=_day(door, on))
    _tell(door, plan, json=json)


def tick(door: Door, *, item: str, reopen: bool = False, on: str | None = None, json: bool = False) -> None:
    """Call an item done, or open again."""
    plan = service.tick(door.desk, door.now, item, _day(door, on), done=not reopen)
    _tell(door, plan, json=json)


def drop(door: Door, *, item: str, on: str | None = None, json: bool = False) -> None:
    """Take an item off the plan."""
    _tell(door, service.drop(door.desk, door.now, item, _day(door, on)), json=json)


def carry(door: Door, *, item: str | None = None, json: bool = False) -> None:
    """Carry over what yesterday left unfinished."""
    _tell(door, service.carry(door.desk, door.now, item), json=json)


def _tell(door: Door, plan: Plan, *, json: bool) -> None:
    if json:
        items = [views.plan_item(item) for item in plan.items]
        door.json({"study_day": plan.study_day.isoformat(), "plan": items})
        return
    whole = sum(item.minutes for item in plan.items)
    if not plan.items:
        said = f"Nothing is planned on {day_name_with_year(plan.study_day, door.desk.dates)}"
        door.tell(f"{said} ({plan.free})" if plan.free else said)
        if not plan.free:
            door.remark(
                "`habit-tui plan add 45m WHAT` plans a day, `habit-tui routine set --slot` every week"
            )
        return
    door.tell(f"Plan of {day_name_with_year(plan.study_day, door.desk.dates)} · {duration(whole)}")
    for place, item in enumerate(plan.items, 1):
        door.tell(
            f"  {place:>2}  {glyph.PLAN[item.status]} {clock(item.start)}  {pad(item.what, TITLE_CELLS)}  "
            f"{progress(item.done_minutes, item.minutes)}"
        )


def _day(door: Door, word: str | None) -> date | None:
    return None if word is None else grammar.coming_day(word, door.desk.study_day(door.now))
