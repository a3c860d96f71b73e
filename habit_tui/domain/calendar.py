"""The year as a grid, a column a week and a row a weekday, and the four shades of its minutes."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta

from habit_tui.domain.dates import MONTHS

FIRST_YEAR, LAST_YEAR = 1900, 9998
"""The years a calendar can show."""

SHADES = (1, 30, 60, 120)
"""The minutes from which a day is drawn in the first, second, third and fourth shade."""


def shade(minutes: int) -> int:
    """The shade of a day's minutes, 0 for none to 4; the same in every year, so that years compare."""
    return bisect_right(SHADES, minutes)


@dataclass(frozen=True, slots=True)
class Grid:
    """A year's weeks from Monday to Sunday; the first and the last one reach into the neighbouring years."""

    year: int

    @property
    def first(self) -> date:
        """The Monday of the week that holds 1 January."""
        january = date(self.year, 1, 1)
        return january - timedelta(days=january.weekday())

    @property
    def weeks(self) -> int:
        """The number of columns, 53 or 54."""
        return self.week_of(date(self.year, 12, 31)) + 1

    def week_of(self, day: date) -> int:
        """The column of a day, from 0."""
        return (day - self.first).days // 7

    def day_at(self, week: int, weekday: int) -> date | None:
        """The day of a column and a row (0 is Monday), None when it belongs to another year."""
        day = self.first + timedelta(days=7 * week + weekday)
        return day if day.year == self.year else None

    def months(self) -> tuple[tuple[int, str], ...]:
        """Each month's name with the column that holds its first day."""
        return tuple((self.week_of(date(self.year, month, 1)), name) for month, name in enumerate(MONTHS, 1))
