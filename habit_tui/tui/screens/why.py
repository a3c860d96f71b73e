"""The dialog that says why the streak is what it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from habit_tui.domain import glyph
from habit_tui.domain.streak import Streak, Verdict, Why
from habit_tui.domain.words import cells, day_name_with_year, days, plural
from habit_tui.services import streak
from habit_tui.services.streak import StreakView
from habit_tui.tui.screens.dialog import Dialog
from habit_tui.tui.text import fit, wrapped
from habit_tui.tui.widgets.buttons import Button, Buttons
from habit_tui.tui.widgets.rows import RowPanel

EARNED = "+"
LENGTH = 9
TEXT_LINES = 2


class WhyDialog(Dialog):
    """Every streak and every event that changed the outcome, newest first; a chosen one's day is gone to."""

    AUTO_FOCUS = "EventPanel"

    def __init__(self, go_to: Callable[[date], None]) -> None:
        super().__init__()
        self._go_to = go_to

    def heading(self) -> str:
        """What it answers."""
        return "Why the streak is what it is"

    def body(self) -> ComposeResult:
        """The two lists."""
        yield EventPanel()
        yield StreakPanel()
        yield Buttons(
            Button("enter", "go to the day", "screen.go"),
            Button("tab", "other list", "screen.focus_next"),
            Button("esc", "close", "screen.close"),
        )

    def on_mount(self) -> None:
        """Read."""
        self.app.read(self, "why", streak.show, self._show)

    def _show(self, view: StreakView) -> None:
        self.query_one(EventPanel).show(view.why[::-1])
        self.query_one(StreakPanel).show(view.streaks[::-1])

    @on(RowPanel.Chosen)
    def action_go(self) -> None:
        """Go to the chosen day in the calendar."""
        events, streaks = self.query_one(EventPanel), self.query_one(StreakPanel)
        if streaks.has_focus:
            day = None if streaks.chosen is None else streaks.chosen.last
        else:
            day = None if events.chosen is None else events.chosen.study_day
        if day is not None:
            self.dismiss()
            self._go_to(day)


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

    def row(self, item: Why, width: int) -> Sequence[Content]:
        """The event's sign, its year and its words."""
        lead = f"{_sign(item.event)} {item.study_day.year}  "
        first, *more = wrapped(item.text, width - cells(lead), TEXT_LINES) or [""]
        return [
            Content.assemble((lead, "$text-muted"), first),
            *(Content(" " * cells(lead) + line) for line in more),
        ]

    def nothing(self, width: int) -> Sequence[Content]:
        """Nothing was missed, covered, earned or taken off."""
        return [
            Content.styled(
                fit("Nothing yet: a freeze is earned every few counted days.", width), "$text-muted"
            )
        ]


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
        span = day_name_with_year(item.first)
        if item.last > item.first:
            span += f" to {day_name_with_year(item.last)}"
        return [
            Content.assemble(
                f"{days(item.length):>{LENGTH}}  ", (fit(span, width - LENGTH - 2), "$text-muted")
            )
        ]

    def nothing(self, width: int) -> Sequence[Content]:
        """There was none."""
        return [Content.styled(fit("None yet: the first counted day begins one.", width), "$text-muted")]


def _sign(event: str) -> str:
    return EARNED if event == "earned" else glyph.VERDICTS[Verdict(event)]
