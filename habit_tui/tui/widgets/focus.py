"""What to do now: the running clock, or what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual import events
from textual.content import Content
from textual.timer import Timer

from habit_tui.domain import glyph
from habit_tui.domain.clock import local
from habit_tui.domain.dates import day_name
from habit_tui.domain.plan import PlanItem, PlanStatus
from habit_tui.domain.rhythm import Beat, until
from habit_tui.domain.session import Session
from habit_tui.domain.words import cells, clock, duration
from habit_tui.services import focus
from habit_tui.services.today import TodayView
from habit_tui.tui.text import keyed, wrapped
from habit_tui.tui.widgets import digits
from habit_tui.tui.widgets.panel import TALL, Panel

TITLE_LINES = 3
ROOM_FOR_DIGITS = 26


class FocusPanel(Panel):
    """The running session with its clock, which turns once a second; else the chosen item of the plan."""

    def __init__(self, view: TodayView, item: PlanItem | None) -> None:
        super().__init__(id="focus")
        self._view = view
        self._item = item
        self._second: Timer | None = None

    def on_mount(self) -> None:
        """Let the clock turn."""
        self._second = self.set_interval(1, self.turn, pause=self._session is None)

    @property
    def _session(self) -> Session | None:
        return self._view.running.session

    @property
    def _beat(self) -> Beat | None:
        return focus.beat(self.app.desk, self._view, self.app.now())

    @property
    def title(self) -> str:
        """The heading."""
        beat = None if self._session else self._beat
        return "Now" if self._session else "Next" if beat is None else "Break, then"

    @property
    def figure(self) -> str:
        """Since when it runs, or when it is meant to begin."""
        if self._session is not None:
            began = local(self._session.start, self.app.desk.zone)
            day = (
                ""
                if began.date() == self._view.now.date()
                else f"{day_name(began.date(), self.app.desk.dates)} "
            )
            return f"since {day}{clock(began)}"
        beat = self._beat
        if beat is not None:
            return until(beat, self.app.now())
        return "" if self._item is None else clock(self._item.start)

    def update(self, view: TodayView, item: PlanItem | None) -> None:
        """Show what is running now, or else the item to start."""
        self._view = view
        self._item = item
        if self._second is not None:
            (self._second.pause if self._session is None else self._second.resume)()
        self.redraw()

    def rest(self, resting: bool) -> None:
        """Stop turning while nobody looks."""
        if self._second is not None:
            (self._second.pause if resting or self._session is None else self._second.resume)()

    def lines(self, width: int) -> Sequence[Content]:
        """The clock, the title, and what the key does."""
        key = self.app.key_of("start")
        if self._session is not None:
            kind = self._session.kind
            beat = self._beat
            rhythm = [] if beat is None else [until(beat, self.app.now())]
            return [
                *self._clock(self._session, width),
                *_titled(self._session.resource or self._session.name, width),
                *_joined([f"{glyph.KINDS[kind]} {kind.value}", *rhythm, f"{key} stops"], width, key),
            ]
        if self._item is None:
            return keyed(["Nothing is running.", f"{key} starts a session"], key)
        if self._item.status is PlanStatus.DONE:
            return [
                *_titled(self._item.what, width),
                *_joined([f"{glyph.PLAN[PlanStatus.DONE]} done", f"{key} goes on with it"], width, key),
            ]
        left = duration(self._item.minutes - self._item.done_minutes)
        kind = self._item.kind
        return [
            *_titled(self._item.what, width, "bold $text-accent"),
            *_joined([f"{glyph.KINDS[kind]} {kind.value}", left, f"{key} starts"], width, key),
        ]

    async def on_click(self, event: events.Click) -> None:
        """The words that name the key do what it does."""
        line, key = self.render_line(event.y).text, self.app.key_of("start")
        for words in (f"{key} stops", f"{key} starts", f"{key} goes on with it"):
            if line.find(words) in range(event.x + 1) and event.x < len(line.rstrip()):
                await self.run_action("app.start_or_stop")

    def _clock(self, session: Session, width: int) -> Sequence[Content]:
        shown = elapsed(session.start, self.app.now())
        if self.app.size.height < TALL or width < ROOM_FOR_DIGITS:
            return [Content.styled(shown, f"bold {digits.STYLE}")]
        return [*digits.thin(shown), Content("")]


def elapsed(start: datetime, now: datetime) -> str:
    """The time from one aware instant to another: "00:12:43"; a start in the future counts as now."""
    seconds = max(0, int((now - start).total_seconds()))
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _titled(text: str, width: int, style: str = "bold") -> list[Content]:
    return [Content.styled(line, style) for line in wrapped(text, width, TITLE_LINES)]


def _joined(pieces: Sequence[str], width: int, key: str) -> list[Content]:
    """The pieces with dots between them, on as many lines as they need."""
    lines = [pieces[0]]
    for piece in pieces[1:]:
        longer = f"{lines[-1]} · {piece}"
        if cells(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(piece)
    return keyed(lines, key)
