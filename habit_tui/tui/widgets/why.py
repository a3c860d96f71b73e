"""Why the streak is what it is: the events that changed the outcome, and every streak."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from habit_tui.domain import glyph
from habit_tui.domain.dates import day_name_with_year
from habit_tui.domain.streak import Streak, Why, in_words
from habit_tui.domain.words import cells, days, plural
from habit_tui.tui.text import fit, wrapped
from habit_tui.tui.widgets.rows import RowPanel

LENGTH = 9
TEXT_LINES = 3


class EventPanel(RowPanel[Why]):
    """What changed the outcome."""

    @property
    def title(self) -> str:
        """The heading."""
        return "What changed it"

    @property
    def figure(self) -> str:
        """How many there are."""
        return plural(len(self.items), "event", "events")

    def above(self, at: int) -> Sequence[Content]:
        """The year, over the first of its events."""
        year = self.items[at].study_day.year
        if at and self.items[at - 1].study_day.year == year:
            return ()
        return [Content.styled(str(year), "$text-muted")]

    def row(self, item: Why, width: int) -> Sequence[Content]:
        """The event's sign and its words."""
        lead = f"{glyph.why(item.event)} "
        first, *more = wrapped(in_words(item, self.app.desk.dates), width - cells(lead), TEXT_LINES) or [""]
        return [
            Content.assemble((lead, "$text-muted"), first),
            *(Content(" " * cells(lead) + line) for line in more),
        ]

    def nothing(self, width: int) -> Sequence[Content]:
        """Nothing was missed, covered, earned or taken off."""
        said = "Nothing yet: a freeze is earned every few counted days."
        return [Content.styled(line, "$text-muted") for line in wrapped(said, width - 1, TEXT_LINES)]


class StreakPanel(RowPanel[Streak]):
    """Every streak by its length."""

    @property
    def title(self) -> str:
        """The heading."""
        return "Streaks"

    @property
    def figure(self) -> str:
        """How many there are."""
        return plural(len(self.items), "streak", "streaks")

    def row(self, item: Streak, width: int) -> Sequence[Content]:
        """Its length, its first and its last day."""
        span = day_name_with_year(item.first, self.app.desk.dates)
        if item.last > item.first:
            span += f" to {day_name_with_year(item.last, self.app.desk.dates)}"
        return [
            Content.assemble(
                f"{days(item.length):>{LENGTH}}  ", (fit(span, width - LENGTH - 2), "$text-muted")
            )
        ]

    def nothing(self, width: int) -> Sequence[Content]:
        """There was none."""
        return [Content.styled(fit("None yet: the first counted day begins one.", width), "$text-muted")]
