"""The bell of the rhythm: it rings at the end of a focus and of a break, while the app is open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.timer import Timer

from habit_tui.domain.rhythm import Beat
from habit_tui.services import focus
from habit_tui.services.today import TodayView

if TYPE_CHECKING:
    from habit_tui.tui.app import HabitApp

RINGING_SECONDS = 20


class Bell:
    """One timer, set anew whenever today is read; nothing of it is kept, so a restart changes nothing."""

    def __init__(self, app: HabitApp) -> None:
        self._app = app
        self._timer: Timer | None = None

    def follow(self, view: TodayView) -> None:
        """Wait for the end of the present beat; one that is over already has rung, or nobody was there."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        now = self._app.now()
        beat = focus.beat(self._app.desk, view, now)
        if beat is not None and (left := beat.left(now).total_seconds()) > 0:
            self._timer = self._app.set_timer(left, partial(self._ring, beat))

    def _ring(self, beat: Beat) -> None:
        self._timer = None
        app = self._app
        text = focus.over(app.desk, app.today, beat)
        app.bell()
        app.notify(text, markup=False, timeout=RINGING_SECONDS)
        if "desktop" in app.desk.settings.remind_channels:
            app.read(
                app,
                "bell",
                lambda desk, _now: focus.tell(desk, text),
                lambda failure: app.complain(failure) if failure else None,
            )
        app.reload()
