"""The chosen day of the calendar: its verdict and why, and its sessions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Self

from textual.content import Content
from textual.geometry import Region

from habit_tui.domain import glyph
from habit_tui.domain.dates import day_name, days_named
from habit_tui.domain.leave import Leave
from habit_tui.domain.session import Session
from habit_tui.domain.streak import Verdict, what_happened
from habit_tui.domain.words import days, duration, one_line
from habit_tui.services import calendar
from habit_tui.services.calendar import CalendarDay, CalendarView
from habit_tui.tui.text import keyed, wrapped
from habit_tui.tui.widgets.calendar_figures import flowing
from habit_tui.tui.widgets.sessions import TIMES, SessionPanel

NOTE_INDENT = TIMES + 2
NOTE_LINES = 2
WHY_LINES = 2


class DayPanel(SessionPanel):
    """A day's verdict, why and sessions; while a range is chosen, what its days amount to instead."""

    def __init__(self, today: date, now: datetime, zone: str) -> None:
        super().__init__((), now, zone, id="day")
        self._first = self._last = today
        self._view: CalendarView | None = None
        self._is_read = False

    def choose(self, view: CalendarView | None, first: date, last: date) -> None:
        """Show a day or a range of days; the sessions follow by `update` once they are read."""
        if (first, last) != (self._first, self._last):
            self._first, self._last = first, last
            self._is_read = False
            self.show(())
        self._view = view
        self.refresh()

    def update(self, sessions: Sequence[Session], now: datetime, zone: str) -> None:
        """Show the day's sessions."""
        self._is_read = True
        super().update(sessions, now, zone)

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Draw again; the panel has the place the room gives it, so what it holds moves nothing."""
        return super().refresh(*regions, repaint=repaint or layout, recompose=recompose)

    @property
    def day(self) -> CalendarDay | None:
        """The chosen day as the year knows it; None for a range, and until its year is read."""
        in_sight = self._view is not None and self._view.holds(self._first)
        return self._view.on(self._first) if self._view and in_sight and not self.is_range else None

    @property
    def is_range(self) -> bool:
        """Whether more than one day is chosen."""
        return self._first != self._last

    @property
    def title(self) -> str:
        """Which day or days."""
        return days_named(self._first, self._last, self.app.desk.dates)

    @property
    def figure(self) -> str:
        """What the day amounts to."""
        if self.is_range:
            return days((self._last - self._first).days + 1)
        if self.day is None:
            return ""
        sign = glyph.VERDICTS[self.day.verdict] if self.day.verdict is not None else ""
        asks = self.day.verdict is not None or self._leave is None
        pieces = (calendar.meaning(self.day), calendar.amount(self.day) if asks else "leave")
        said = " · ".join(piece for piece in pieces if piece)
        return f"{sign} {said}".strip()

    @property
    def heading_height(self) -> int:
        """The heading and why the day is what it is."""
        return super().heading_height + len(self._why(self.inner_width))

    def heading(self) -> list[Content]:
        """The day, its verdict, and why below them."""
        title, *off = super().heading()
        # The base class asks for as many blank lines as the height above; some of them are the reasons.
        why = self._why(self.inner_width)
        return [title, *why, *off[len(why) :]]

    def row(self, item: Session, width: int) -> Sequence[Content]:
        """The session, and its note below it."""
        note = wrapped(item.note, width - NOTE_INDENT, NOTE_LINES)
        indent = " " * NOTE_INDENT
        return [
            *super().row(item, width),
            *(Content.assemble(indent, (line, "$text-muted")) for line in note),
        ]

    def nothing(self, width: int) -> Sequence[Content]:
        """What can be done with a day without sessions, or with a range."""
        if self.is_range:
            return self._range(width)
        if not self._is_read:
            return []
        is_off = self._leave is not None
        add, leave = self.app.key_of("add"), self.app.key_of("leave_delete" if is_off else "leave")
        does = f"{leave} {'deletes the leave' if is_off else 'marks the day as leave'}."
        if self.day is None or self.day.verdict is not None:
            return keyed(wrapped(f"No sessions. {add} adds one, {does}", width, 2), add, leave)
        return keyed(wrapped(f"No sessions. {does}", width, 2), leave)

    @property
    def _leave(self) -> Leave | None:
        """The leave that the chosen day belongs to."""
        return None if self._view is None else self._view.leave_on(self._first)

    def _why(self, width: int) -> list[Content]:
        if self.is_range or self._view is None:
            return []
        form = self.app.desk.dates
        said = [
            what_happened(why, form)
            for why in self._view.why
            if _is_news(why.event, why.study_day, self._first)
        ]
        if (leave := self._leave) is not None:
            span = day_name(leave.first, form)
            if leave.last.year > leave.first.year:
                span = days_named(leave.first, leave.last, form)
            elif leave.last > leave.first:
                span += f" to {day_name(leave.last, form)}"
            said.append(f"leave {span}{': ' if leave.reason else ''}{one_line(leave.reason)}")
        lines = [line for text in said for line in wrapped(text, width - 1, WHY_LINES)]
        return [Content.assemble(" ", (line, "$text-muted")) for line in lines]

    def _range(self, width: int) -> list[Content]:
        """The days of a range counted by verdict, and what can be done with them."""
        leave, let_go = self.app.key_of("leave"), self.app.key_of("let_go")
        hint = f"{leave} marks these days as leave, {let_go} lets go."
        lines = keyed(wrapped(hint, width, 2), leave, let_go)
        if self._view is None:
            return lines
        seen = [day for day in self._view.known if self._first <= day.study_day <= self._last]
        counted = Counter(day.verdict for day in seen)
        signs = [
            Content.assemble(f"{sign} ", (f"{counted[verdict]} {verdict.value}", "$text-muted"))
            for verdict, sign in glyph.VERDICTS.items()
            if counted[verdict]
        ]
        minutes = Content(duration(sum(day.minutes for day in seen)))
        return [*flowing([minutes, *signs], width), Content(""), *lines]


def _is_news(event: str, day: date, chosen: date) -> bool:
    # A leave is told by its own line, on every day of it.
    return day == chosen and event != Verdict.LEAVE.value
