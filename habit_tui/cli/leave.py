"""Leave from the shell."""

from __future__ import annotations

from habit_tui.cli import verdict, views
from habit_tui.cli.door import Door
from habit_tui.domain import dates, grammar
from habit_tui.domain.dates import day_name_with_year
from habit_tui.domain.words import days, one_line
from habit_tui.services import leave as service
from habit_tui.services.leave import Changed


def add(door: Door, *, first: str, last: str | None = None, reason: str = "", json: bool = False) -> None:
    """Take days off, past or future ones.

    JSON: `leave` {`id`, `first`, `last`, `days`, `reason`}, `verdicts` [`study_day`, `before`, `after`] and
    `streak`.
    """
    today = door.desk.study_day(door.now)
    begins = grammar.coming_day(first, today)
    ends = begins if last is None else grammar.coming_day(last, today, begins)
    _answer(door, "Leave", service.add(door.desk, door.now, begins, ends, reason), json=json)


def listing(door: Door, *, json: bool = False) -> None:
    """List every leave by first day. JSON: a list of leaves as `add` has them."""
    found = service.listing(door.desk)
    if json:
        door.json([views.leave(leave) for leave in found])
        return
    if not found:
        door.tell("No leave")
    form = door.desk.dates
    width = max((len(str(leave.id)) for leave in found), default=0)
    wide = 2 * dates.width(day_name_with_year, form) + len(" to ")
    for leave in found:
        first, last = day_name_with_year(leave.first, form), day_name_with_year(leave.last, form)
        span = first if leave.last == leave.first else f"{first} to {last}"
        length = days((leave.last - leave.first).days + 1)
        door.tell(f"  {leave.id:>{width}}  {span:<{wide}}  {length:>9}  {one_line(leave.reason)}".rstrip())


def delete(door: Door, *, leave_id: int, json: bool = False) -> None:
    """Delete a leave; JSON as `add`."""
    _answer(door, "Deleted leave", service.delete(door.desk, door.now, leave_id), json=json)


def _answer(door: Door, done: str, changed: Changed, *, json: bool) -> None:
    if json:
        door.json(
            {
                "leave": views.leave(changed.leave),
                "verdicts": [views.verdict_change(each) for each in changed.verdicts],
                "streak": views.standing(changed.standing),
            }
        )
        return
    door.tell(f"{done} {changed.leave.id}: {service.in_words(changed.leave, door.desk.dates)}")
    door.tell(*verdict.lines(changed.verdicts, changed.standing, door.desk.dates))
