"""The clock of the focus view, in the middle of the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from textual import getters
from textual.content import Content
from textual.geometry import Size

from habit_tui.domain import glyph
from habit_tui.domain.plan import PlanStatus
from habit_tui.domain.rhythm import Beat, until
from habit_tui.domain.words import duration
from habit_tui.services import focus
from habit_tui.services.today import TodayView
from habit_tui.tui.app import HabitApp
from habit_tui.tui.text import wrapped
from habit_tui.tui.widgets import digits
from habit_tui.tui.widgets.panel import Turning, bar
from habit_tui.tui.widgets.spots import Spot, SpotLine

WIDEST = 64
TITLE_LINES = 3
SHORT, HIGH = 16, 20
"""Below so many lines of terminal the digits are not drawn large, or not as large as can be."""


class FocusClock(Turning):
    """What runs and for how long, or the break, or what is next; it turns once a second."""

    app = getters.app(HabitApp)

    def __init__(self, view: TodayView) -> None:
        super().__init__()
        self._view = view

    def on_mount(self) -> None:
        """Let the clock turn."""
        self.set_interval(1, self.turn)

    def update(self, view: TodayView) -> None:
        """Show today as it is now."""
        self._view = view
        self.refresh(layout=True)

    def shown(self) -> list[Content]:
        """Every line in the middle."""
        width = min(WIDEST, self.size.width)
        return [_centred(line, self.size.width) for line in self._lines(width)]

    def _lines(self, width: int) -> Iterator[Content]:
        now = self.app.now()
        beat = focus.beat(self.app.desk, self._view, now)
        session = self._view.running.session
        if session is not None:
            yield from self._digits(now - session.start)
            yield Content("")
            yield from _title(session.resource or session.name, width)
            yield _muted(f"{glyph.KINDS[session.kind]} {session.kind.value}")
            yield Content("")
            yield from _rhythm(beat, now, width) if beat is not None else _block(self._view, width)
            return
        if beat is not None:
            yield from self._digits(beat.left(now) + timedelta(seconds=1))
            yield Content("")
            yield Content.styled("Break", "bold")
            yield Content("")
            yield from _rhythm(beat, now, width)
        item = self._view.next_item
        if item is None:
            yield _muted("Nothing is running.")
        else:
            left = duration(item.minutes - item.done_minutes)
            yield from _title(item.what, width)
            yield _muted(f"{glyph.KINDS[item.kind]} {item.kind.value} · {left}")
        yield Content("")

    def _digits(self, time: timedelta) -> Iterator[Content]:
        shown = said(time)
        if self.app.size.height < SHORT:
            yield Content.styled(shown, f"bold {digits.STYLE}")
        elif self.app.size.height < HIGH:
            yield from digits.thin(shown)
        else:
            yield from digits.tall(shown)


class FocusKeys(SpotLine):
    """What the two keys of the focus view do, to read or to click."""

    def left(self) -> Sequence[Spot]:
        """Start or stop, and the way back."""
        does = "starts" if self.app.today.running.session is None else "stops"
        start, back = self.app.key_of("start"), self.app.key_of("focus_back")
        return [
            Spot(
                ((start, "bold"), (f" {does}   ", "$text-muted")),
                action="app.start_or_stop",
                tip="Start or stop.",
            ),
            Spot(
                ((back, "bold"), (" goes back", "$text-muted")), action="screen.back", tip="Back to the room."
            ),
        ]

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002  # Textual's
        """As wide as what it says."""
        return sum(spot.width for spot in self.left())


def said(time: timedelta) -> str:
    """A time as the clock shows it: "12:43", from an hour on "1:12:43"; below zero counts as none."""
    seconds = max(0, int(time.total_seconds()))
    hours = f"{seconds // 3600}:{seconds // 60 % 60:02}" if seconds >= 3600 else f"{seconds // 60:02}"
    return f"{hours}:{seconds % 60:02}"


def _block(view: TodayView, width: int) -> Iterator[Content]:
    """How far the present block of the plan is, if what runs is one."""
    for item in view.plan:
        if item.status is PlanStatus.RUNNING:
            yield bar(item.done_minutes, item.minutes, min(width, 40), digits.STYLE)
            yield _muted(f"{duration(item.done_minutes)} of {duration(item.minutes)}")
            yield Content("")


def _rhythm(beat: Beat, now: datetime, width: int) -> Iterator[Content]:
    """How far the focus or the break is."""
    whole = int((beat.until - beat.began).total_seconds())
    done = min(whole, max(0, int((now - beat.began).total_seconds())))
    yield bar(done, whole, min(width, 40), "$text-accent")
    yield _muted(until(beat, now))
    yield Content("")


def _title(text: str, width: int) -> Iterator[Content]:
    return (Content.styled(line, "bold") for line in wrapped(text, width, TITLE_LINES))


def _centred(line: Content, width: int) -> Content:
    return Content(" " * max(0, (width - line.cell_length) // 2)) + line


def _muted(text: str) -> Content:
    return Content.styled(text, "$text-muted")
