"""Days as a grid, a column a week and a row a weekday, and the four shades of their minutes."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta

from habit_tui.domain.dates import MONTHS

FIRST_YEAR, LAST_YEAR = 1900, 9998
"""The years a calendar can show."""

SHADES = (1, 30, 60, 120)
"""The minutes from which a day is drawn in the first, second, third and fourth shade."""

FIRST_WEEKS = 8
"""The weeks in which a year would still look empty."""


def shade(minutes: int) -> int:
    """The shade of a day's minutes, 0 for none to 4; the same in every year, so that years compare."""
    return bisect_right(SHADES, minutes)


@dataclass(frozen=True, slots=True)
class Grid:
    """The weeks from Monday to Sunday that hold some days; the days around these belong to other grids."""

    first_day: date
    last_day: date

    @property
    def first(self) -> date:
        """The Monday of the week that holds the first day."""
        return self.first_day - timedelta(days=self.first_day.weekday())

    @property
    def weeks(self) -> int:
        """The number of columns; 53 or 54 in a year."""
        return self.week_of(self.last_day) + 1

    def holds(self, day: date) -> bool:
        """Whether a day has a place."""
        return self.first_day <= day <= self.last_day

    def week_of(self, day: date) -> int:
        """The column of a day, from 0."""
        return (day - self.first).days // 7

    def day_at(self, week: int, weekday: int) -> date | None:
        """The day of a column and a row (0 is Monday), None when it belongs to another grid."""
        day = self.first + timedelta(days=7 * week + weekday)
        return day if self.holds(day) else None

    def months(self) -> tuple[tuple[int, str], ...]:
        """Each month's name with the column that holds its first day here."""
        first, last = self.first_day, self.last_day
        others = [
            date(year, month, 1)
            for year in range(first.year, last.year + 1)
            for month in range(1, len(MONTHS) + 1)
            if first < date(year, month, 1) <= last
        ]
        return tuple((self.week_of(day), MONTHS[day.month - 1]) for day in (first, *others))


def year_grid(year: int) -> Grid:
    """The weeks of a year."""
    return Grid(date(year, 1, 1), date(year, 12, 31))


def first_weeks(began: date, today: date) -> Grid | None:
    """The weeks that a record begins with, whole weeks all of them; None once they are over."""
    monday = began - timedelta(days=began.weekday())
    last = monday + timedelta(days=7 * FIRST_WEEKS - 1)
    return Grid(monday, last) if monday <= today <= last else None
