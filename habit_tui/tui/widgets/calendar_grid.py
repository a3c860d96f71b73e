"""The year as one widget: a column a week, a row a weekday, a sign a day, for keyboard and mouse.

While a record is young its first weeks are drawn large in the year's place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events, getters
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from habit_tui.domain import glyph
from habit_tui.domain.calendar import FIRST_WEEKS, FIRST_YEAR, LAST_YEAR, SHADES, Grid, shade, year_grid
from habit_tui.domain.dates import MONTHS, WEEKDAYS
from habit_tui.domain.streak import Verdict
from habit_tui.domain.words import cells, duration, pad
from habit_tui.services import calendar
from habit_tui.services.calendar import CalendarView
from habit_tui.tui import keys
from habit_tui.tui.app import HabitApp

GUTTER = 4
"""The cells left of the weeks, for the weekdays' names."""

HEADER = 1
"""The lines above the days, for the months' names."""

MARGIN_WEEKS = 4
"""The weeks kept in sight on either side of the cursor where the year has to scroll."""

LARGE, LARGEST = 4, 14
"""The cells of a week that is drawn large: from as many on there is room for a day's number and its sign."""

DAY_BEGINS = 1
"""The cell in which a large day's number begins."""

_FIRST, _LAST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
_QUIET = frozenset({Verdict.REST, Verdict.LEAVE, Verdict.VOID, Verdict.BEFORE})


class CalendarGrid(Widget, can_focus=True):
    """A year of days with a cursor on one of them, and from `pin` to it the range chosen, if any.

    While a record is young its first weeks are drawn large, with the numbers of their days.
    Where the year is wider than the widget, the weeks around the cursor are shown.
    """

    app = getters.app(HabitApp)
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.DAYS)
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "calendar--name",
        "calendar--name-here",
        "calendar--ahead",
        "calendar--day",
        "calendar--quiet",
        "calendar--missed",
        "calendar--frozen",
        "calendar--range",
        "calendar--cursor",
        "calendar--cursor-blurred",
        *(f"calendar--shade-{step}" for step in range(1, len(SHADES) + 1)),
    }

    cursor: reactive[date] = reactive(date.min, init=False, repaint=False)
    pin: reactive[date | None] = reactive(None, init=False, repaint=False)

    @dataclass
    class Moved(Message):
        """Another day or range is chosen."""

    @dataclass
    class Opened(Message):
        """Enter or a double click asks for the chosen day's sessions."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.view: CalendarView | None = None
        self._today = today
        self._pressed: date | None = None
        self._first_week = 0
        self.set_reactive(CalendarGrid.cursor, today)

    def show(self, view: CalendarView) -> None:
        """Draw a year as it was read."""
        self.view = view
        self._today = view.today
        self._fit()
        self.refresh()

    @property
    def chosen(self) -> tuple[date, date]:
        """The first and the last day chosen; the same day twice without a range."""
        pin = self.cursor if self.pin is None else self.pin
        return min(pin, self.cursor), max(pin, self.cursor)

    # Geometry

    @property
    def grid(self) -> Grid:
        """The weeks of the cursor's year, or those the record begins with."""
        return self._grid_around(self.cursor)

    def _grid_around(self, day: date) -> Grid:
        young = None if self.view is None else self.view.first_weeks
        if young is not None and young.holds(day) and step_of(young, self.size.width) >= LARGE:
            return young
        return year_grid(day.year)

    @property
    def is_large(self) -> bool:
        """Whether the days are drawn with their numbers."""
        return self.grid.weeks <= FIRST_WEEKS

    @property
    def step(self) -> int:
        """The cells a week takes."""
        return step_of(self.grid, self.size.width)

    @property
    def row_lines(self) -> int:
        """The lines a weekday takes: two where large days have the room."""
        return 2 if self.size.height >= HEADER + 2 * len(WEEKDAYS) else 1

    def _fit(self) -> None:
        """Take the height of what is shown."""
        self.set_class(self.is_large, "-young")

    def on_resize(self) -> None:
        """Another width may have no room for large days."""
        self._fit()

    def weeks_shown(self) -> range:
        """The columns in sight; the cursor's is one of them."""
        weeks = self.grid.weeks
        room = max(1, min(weeks, (self.size.width - GUTTER) // self.step))
        here = self.grid.week_of(self.cursor)
        margin = min(MARGIN_WEEKS, (room - 1) // 2)
        first = min(max(self._first_week, here + margin - room + 1), here - margin)
        self._first_week = max(0, min(first, weeks - room))
        return range(self._first_week, self._first_week + room)

    def day_at(self, x: int, y: int, *, near: bool = False) -> date | None:
        """The day drawn at a place; with `near` the one closest to it."""
        weeks = self.weeks_shown()
        column, row = (x - GUTTER) // self.step, (y - HEADER) // self.row_lines
        if near:
            column, row = min(max(column, 0), len(weeks) - 1), min(max(row, 0), 6)
            inside = self.grid.first + timedelta(days=7 * (weeks.start + column) + row)
            return min(max(inside, self.grid.first_day), self.grid.last_day)
        if x < GUTTER or not (0 <= column < len(weeks) and 0 <= row < len(WEEKDAYS)):
            return None
        return self.grid.day_at(weeks.start + column, row)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The months' names, or the days of a weekday."""
        weeks = self.weeks_shown()
        if y < HEADER:
            segments = self._months(weeks)
        elif y < HEADER + len(WEEKDAYS) * self.row_lines:
            segments = self._weekday(weeks, *divmod(y - HEADER, self.row_lines))
        else:
            segments = []
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _months(self, weeks: range) -> list[Segment]:
        line = [" "] * (GUTTER + len(weeks) * self.step)
        here: tuple[int, int] | None = None
        months = self.grid.months()
        after = [week for week, _ in months[1:]] + [self.grid.weeks]
        for (week, name), until in zip(months, after, strict=True):
            # A month that began out of sight is named where it comes into sight, if there is room.
            begins = max(week, weeks.start)
            at = GUTTER + (begins - weeks.start) * self.step
            if (until - begins) * self.step > len(name) or week == begins:
                if at + len(name) > len(line):
                    continue
                line[at : at + len(name)] = name
                if name == MONTHS[self.cursor.month - 1]:
                    here = (at, at + len(name))
        plain, marked = self._style("name"), self._style("name-here")
        text = "".join(line)
        if here is None:
            return [Segment(text, plain)]
        start, end = here
        return [Segment(text[:start], plain), Segment(text[start:end], marked), Segment(text[end:], plain)]

    def _weekday(self, weeks: range, row: int, line: int) -> list[Segment]:
        # Asked for once a line: a year of days asks hundreds of times.
        grid, cursor, (first, last) = self.grid, self.cursor, self.chosen
        chosen = "range" if self.pin is not None else ""
        here = "cursor" if self.has_focus else "cursor-blurred"
        name = f"{'' if line else WEEKDAYS[row]:<{GUTTER}}"
        segments = [Segment(name, self._style("name-here" if row == cursor.weekday() else "name"))]
        step, is_large = self.step, self.is_large
        blank = " " * (step - 1)
        for week in weeks:
            day = grid.day_at(week, row)
            if day is None:
                segments.append(Segment(" " + blank, self.rich_style))
                continue
            sign, style = self._judged(day)
            if first <= day <= last:
                style = here if day == cursor else chosen or style
            if is_large:
                # The cell between two weeks tells large days from each other.
                segments.append(Segment(self._large(day, sign, line), self._style(style)))
                segments.append(Segment(" ", self.rich_style))
            else:
                segments.append(Segment(sign + blank, self._style(style)))
        return segments

    def _large(self, day: date, sign: str, line: int) -> str:
        """A line of a large day: its number and sign, and its minutes where there is room for them."""
        room, edge = self.step - 1, " " * (self.step > LARGE + DAY_BEGINS)
        seen = self.view.on(day) if self.view is not None and self.view.holds(day) else None
        minutes = duration(seen.minutes) if seen is not None and seen.minutes else ""
        if line:
            said = f"{edge}{minutes}"
        else:
            said = f"{edge}{day.day:>2}{' ' if edge else ''}{sign}"
            if self.row_lines == 1 and cells(said) + 1 + cells(minutes) <= room:
                said = f"{said} {minutes}"
        return pad(said if cells(said) <= room else "", room)

    def _judged(self, day: date) -> tuple[str, str]:
        """A day's sign and the name of its style, whatever is chosen."""
        if self.view is None or not self.view.holds(day):
            return " ", "ahead" if day > self._today else "day"
        return judged(self.view, day)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"calendar--{name}")

    # Moving

    def validate_cursor(self, cursor: date) -> date:
        """The cursor stays within the years a calendar can show."""
        return min(max(cursor, _FIRST), _LAST)

    def watch_cursor(self, before: date, now: date) -> None:
        """Draw what changed, and say that another day is chosen."""
        stays = self._grid_around(before) == self.grid and self._first_week == self.weeks_shown().start
        if self.pin is None and stays:
            lines = self.row_lines
            regions = [
                Region(0, HEADER + row * lines, self.size.width, lines)
                for row in {before.weekday(), now.weekday()}
            ]
            if before.month != now.month:
                regions.append(Region(0, 0, self.size.width, HEADER))
            self.refresh(*regions)
        else:
            self._fit()
            self.refresh()
        self.post_message(self.Moved())

    def watch_pin(self) -> None:
        """Say that another range is chosen."""
        self.refresh()
        self.post_message(self.Moved())

    def choose(self, day: date) -> None:
        """Choose one day."""
        self.pin = None
        self.cursor = day

    def action_move(self, days: int) -> None:
        """Move the cursor; a range begun goes with it."""
        self.cursor = _shifted(self.cursor, days)

    def action_reach(self, days: int) -> None:
        """Move the cursor and choose every day on the way."""
        if self.pin is None:
            self.pin = self.cursor
        self.action_move(days)

    def action_range(self) -> None:
        """Begin a range at the cursor, or choose one day again."""
        self.pin = self.cursor if self.pin is None else None

    def action_let_go(self) -> None:
        """Choose one day again."""
        self.pin = None

    def action_open(self) -> None:
        """Ask for the chosen day's sessions."""
        self.post_message(self.Opened())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A range can be let go of only while there is one."""
        if action == "let_go":
            return self.pin is not None
        return super().check_action(action, parameters)

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Choose the day pressed; with shift, every day up to it."""
        day = self.day_at(event.x, event.y)
        if day is None or event.button != 1:
            return
        grid = self.grid
        self.pin = (self.pin or self.cursor) if event.shift else None
        self.cursor = day
        if self.grid == grid:
            # Among days that have just moved below the mouse nothing is dragged.
            self._pressed = day
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag a range, or say in a tooltip what the day under the mouse was."""
        if self._pressed is None:
            self.tooltip = self._tip(self.day_at(event.x, event.y))
            return
        day = self.day_at(event.x, event.y, near=True)
        if day is not None and day != self.cursor:
            if self.pin is None:
                self.pin = self._pressed
            self.cursor = day

    def on_mouse_up(self) -> None:
        """End dragging."""
        self._pressed = None
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """A double click opens the day."""
        if event.chain == 2 and self.day_at(event.x, event.y) is not None:
            self.action_open()

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves by weeks."""
        self.action_move(7)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves by weeks."""
        self.action_move(-7)

    def _tip(self, day: date | None) -> Content | None:
        if day is None or self.view is None or not self.view.holds(day):
            return None
        return Content(calendar.in_words(self.view.on(day), self.app.desk.dates))

    def on_focus(self) -> None:
        """The cursor is drawn in full."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is drawn faintly."""
        self.refresh()


def step_of(grid: Grid, width: int) -> int:
    """The cells a week takes: two where a whole year fits so, else one; more where the weeks are few."""
    most = LARGEST if grid.weeks <= FIRST_WEEKS else 2
    return min(most, max(1, (width - GUTTER) // grid.weeks))


def judged(view: CalendarView, day: date) -> tuple[str, str]:
    """The sign of a day that a view holds, and the name of the style it is drawn in."""
    seen = view.on(day)
    if seen.verdict is None:
        return glyph.VERDICTS[Verdict.LEAVE] if view.leave_on(day) else " ", "ahead"
    sign, step = glyph.VERDICTS[seen.verdict], shade(seen.minutes)
    if seen.verdict in (Verdict.MISSED, Verdict.FROZEN):
        # Minutes too few to keep the day are no reason to draw it like one that was kept.
        return sign, seen.verdict.value
    if step:
        return sign, f"shade-{step}"
    return sign, "quiet" if seen.verdict in _QUIET else "day"


def _shifted(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, _FIRST.toordinal()), _LAST.toordinal()))
