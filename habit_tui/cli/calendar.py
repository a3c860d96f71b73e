"""The streak calendar from the shell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from habit_tui.cli import session as session_door
from habit_tui.cli import views
from habit_tui.cli.door import Door
from habit_tui.domain import glyph
from habit_tui.domain.calendar import Grid, year_grid
from habit_tui.domain.dates import WEEKDAYS, DateForm
from habit_tui.domain.leave import Leave
from habit_tui.domain.streak import Verdict
from habit_tui.domain.words import days, duration
from habit_tui.services import calendar as service
from habit_tui.services import leave
from habit_tui.services.calendar import CalendarView


def calendar(
    door: Door,
    *,
    year: int | None = None,
    svg: str | None = None,
    force: bool = False,
    plain: bool = False,
    json: bool = False,
) -> None:
    """Show a year of days, a glyph for each verdict, or draw it into a file."""
    view = service.year(door.desk, door.now, year)
    if svg is not None:
        from habit_tui.exchange.svg import write

        write(svg, service.picture(view, door.desk.dates), replace=force)
        door.remark(f"wrote {svg}")
    if json:
        shown = [views.calendar_day(day) for day in view.days if day.verdict is not None]
        door.json(
            {
                "year": view.year,
                "days": shown,
                "streak": views.standing(view.standing),
                "leaves": [views.leave(each) for each in _leaves(view)],
            }
        )
    elif plain:
        from habit_tui.cli import plain as spoken

        door.tell(*spoken.year(view, door.desk.dates))
    elif svg is None:
        door.tell(*lines(view, door.desk.dates))


def lines(view: CalendarView, form: DateForm) -> Iterator[str]:
    """The year as text: a column a week, a row a weekday, then the legend, the figures and the leaves."""
    grid = year_grid(view.year)
    yield f"     {_months(grid)}"
    for weekday, name in enumerate(WEEKDAYS):
        signs = (_sign(view, grid.day_at(week, weekday)) for week in range(grid.weeks))
        yield f"{name}  {''.join(signs)}".rstrip()
    yield ""
    for verdict, count in view.count().items():
        if verdict is not Verdict.BEFORE:
            yield f"  {glyph.VERDICTS[verdict]} {glyph.MEANINGS[verdict]:<20} {days(count):>9}"
    yield ""
    standing = session_door.standing_words(view.standing)
    yield f"{view.year}: {duration(view.minutes)} on {days(view.days_studied)}"
    yield f"{standing} · best {days(view.standing.best)}"
    leaves = _leaves(view)
    if leaves:
        yield ""
        yield "Leave"
    for each in leaves:
        yield f"  {leave.in_words(each, form)}"


def _leaves(view: CalendarView) -> list[Leave]:
    """The leaves that reach into the year."""
    return [each for each in view.leaves if each.first.year <= view.year <= each.last.year]


def _sign(view: CalendarView, day: date | None) -> str:
    if day is None:
        return " "
    verdict = view.on(day).verdict
    if verdict is None:
        return glyph.VERDICTS[Verdict.LEAVE] if view.leave_on(day) else " "
    return glyph.VERDICTS[verdict]


def _months(grid: Grid) -> str:
    """Month names above the week that holds their first day."""
    row = [" "] * (grid.weeks + 3)
    for week, name in grid.months():
        row[week : week + len(name)] = name
    return "".join(row).rstrip()
