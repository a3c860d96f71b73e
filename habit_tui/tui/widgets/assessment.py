"""The line that says an assessment is due."""

from __future__ import annotations

from textual import getters
from textual.widgets import Static

from habit_tui.domain.words import one_line
from habit_tui.services.today import TodayView
from habit_tui.tui.app import HabitApp


class AssessmentLine(Static):
    """One quiet line, there only when the month of a path is over; a click goes to the review."""

    ALLOW_SELECT = False
    app = getters.app(HabitApp)

    def __init__(self) -> None:
        super().__init__(id="assessment", markup=False)
        self.display = False

    def show(self, view: TodayView) -> None:
        """Say which month is over."""
        due = ", ".join(one_line(name) for name in view.assessments_due)
        self.update(
            f"The month of {due} is over: {self.app.key_of('review')} asks what became of it" if due else ""
        )
        self.display = bool(due)

    def on_mount(self) -> None:
        """Say it with the first frame."""
        self.show(self.app.today)

    def on_click(self) -> None:
        """Go and answer."""
        self.app.action_room("review")
