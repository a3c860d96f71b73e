"""What became of the plan a path began with."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from habit_tui.domain import dates
from habit_tui.domain.amendment import Deviation, Event
from habit_tui.domain.dates import short_day, short_day_with_year
from habit_tui.domain.words import plural
from habit_tui.tui.text import wrapped
from habit_tui.tui.widgets.rows import RowPanel

SIGNS = {
    Event.ADDED: "+",
    Event.DROPPED: "✗",
    Event.PAUSED: "‖",
    Event.RESUMED: "▶",
    Event.MOVED: "↕",
    Event.RE_DATED: "↔",
    Event.FINISHED: "✓",
}
TEXT_LINES = 3


class ChangePanel(RowPanel[Deviation]):
    """Everything that was added, dropped, paused, moved or dated anew, the newest first."""

    def __init__(self, *, id: str = "changes", with_year: bool = False) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._with_year = with_year

    def update(self, changes: Sequence[Deviation]) -> None:
        """Show other changes, given oldest first."""
        self.show(changes[::-1])

    @property
    def title(self) -> str:
        """The heading."""
        return "Changed since the plan"

    @property
    def figure(self) -> str:
        """How much there is."""
        return plural(len(self.items), "change", "changes") if self.items else ""

    def row(self, item: Deviation, width: int) -> Sequence[Content]:
        """The day, what happened to what, and why."""
        form, write = self.app.desk.dates, short_day_with_year if self._with_year else short_day
        lead = f"{write(item.on_day, form):>{dates.width(write, form)}}  "
        became = f" ({item.was} → {item.became})" if item.became else ""
        said = f"{item.event} {item.title or 'the path itself'}{became}"
        inside = width - len(lead) - 2
        first, *more = wrapped(said, inside, TEXT_LINES) or [""]
        blank = " " * (len(lead) + 2)
        return [
            Content.assemble((lead, "$text-muted"), (f"{SIGNS[item.event]} ", "$text-accent"), first),
            *(Content(blank + line) for line in more),
            *(
                Content.styled(blank + line, "$text-muted")
                for line in wrapped(item.reason, inside, TEXT_LINES)
            ),
        ]

    def nothing(self, width: int) -> Sequence[Content]:
        """The plan stands."""
        said = "Nothing: the plan stands as it began."
        return [Content.styled(line, "$text-muted") for line in wrapped(said, width, TEXT_LINES)]
