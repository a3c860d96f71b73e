"""The streak calendar from the shell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from habit_tui.cli import session as session_door
from habit_tui.cli import views
from habit_tui.cli.door import Door
from habit_tui.domain import glyph
from habit_tui.domain.streak import Verdict
from habit_tui.domain.words import MONTHS, WEEKDAYS, days, duration
from habit_tui.services import calendar as service
from habit_tui.services.calendar import CalendarView


def calendar(door: Door, *, year: int | None = None, json: bool = False) -> None:
    """Show a year of days, a glyph for each verdict."""
    view = service.year(door.desk, door.now, year)
    if json:
        shown = [views.calendar_day(day) for day in view.days if day.verdict is not None]
        door.json({"year": view.year, "days": shown, "streak": views.standing(view.standing)})
    else:
        door.tell(*lines(view))


def lines(view: CalendarView) -> Iterator[str]:
    """The year as text: a column a week, a row a weekday, then the legend and the numbers."""
    first = date(view.year, 1, 1)
    monday = first - timedelta(days=first.weekday())
    weeks = (date(view.year, 12, 31) - monday).days // 7 + 1
    yield f"     {_months(monday, weeks, view.year)}"
    by_date = {day.study_day: day for day in view.days}
    for weekday, name in enumerate(WEEKDAYS):
        signs = []
        for week in range(weeks):
            day = by_date.get(monday + timedelta(days=7 * week + weekday))
            signs.append(" " if day is None or day.verdict is None else glyph.VERDICTS[day.verdict])
        yield f"{name}  {''.join(signs).rstrip()}"
    counted: dict[Verdict, int] = {}
    for day in view.days:
        if day.verdict is not None and day.verdict is not Verdict.BEFORE:
            counted[day.verdict] = counted.get(day.verdict, 0) + 1
    yield ""
    for verdict, sign in glyph.VERDICTS.items():
        if verdict in counted:
            yield f"  {sign} {glyph.MEANINGS[verdict]:<20} {days(counted[verdict]):>9}"
    total = sum(day.minutes for day in view.days)
    yield ""
    yield f"{view.year}: {duration(total)} · {session_door.standing_words(view.standing)}"


def _months(monday: date, weeks: int, year: int) -> str:
    """Month names above the week that holds their first day."""
    row = [" "] * (weeks + 3)
    for month in range(1, 13):
        week = (date(year, month, 1) - monday).days // 7
        row[week : week + 3] = MONTHS[month - 1]
    return "".join(row).rstrip()
