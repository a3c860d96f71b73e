"""A post's check-list: the places it was shown in, and what came back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from habit_tui.domain.dates import DateForm, day_name
from habit_tui.domain.post import Share
from habit_tui.domain.words import pad
from habit_tui.tui.text import fit, wrapped
from habit_tui.tui.widgets.rows import RowPanel

DAY = 10
"""Cells of a day, "Sun 22 Nov"."""

COLUMNS = ("shared", "asked", "came back")
FEEDBACK_LINES = 3


class ShareList(RowPanel[Share]):
    """A row a place, with the day of each step and the feedback below it."""

    def __init__(self, shares: Sequence[Share]) -> None:
        super().__init__(shares, id="shares")

    def heading(self) -> list[Content]:
        """The columns' names."""
        names = "  ".join(f"{name:<{DAY}}" for name in COLUMNS)
        room = max(0, self.inner_width - len(names))
        return [Content.styled(" " * (room + 1) + names, "$text-muted")]

    @property
    def heading_height(self) -> int:
        """One line."""
        return 1

    def identity(self, item: Share) -> object:
        """Its place."""
        return item.place.casefold()

    def row(self, item: Share, width: int) -> Sequence[Content]:
        """The place, its three days, and what came back."""
        days = (item.shared_on, item.asked_on, item.received_on)
        steps = "  ".join(_step(day, self.app.desk.dates) for day in days)
        room = max(8, width - len(steps) - 1)
        first = Content.assemble(fit(item.place, room), " ", (steps, "$text-muted"))
        feedback = wrapped(item.feedback, width - 2, FEEDBACK_LINES)
        return [first, *(Content.styled(f"  {line}", "$text-muted") for line in feedback)]

    def nothing(self, width: int) -> Sequence[Content]:
        """What belongs here."""
        said = "Not shared yet. Name a site, a forum or a person below: each becomes a line to tick."
        return [Content.styled(line, "$text-muted") for line in wrapped(said, width, 3)]


def _step(day: date | None, form: DateForm) -> str:
    return pad("·" if day is None else f"{day_name(day, form)}", DAY)
