"""The figures around the calendar's year: the years to turn to, the legend, the standing, the leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from habit_tui.domain import glyph
from habit_tui.domain.calendar import SHADES
from habit_tui.domain.dates import short_day_with_year, short_span
from habit_tui.domain.leave import Leave
from habit_tui.domain.streak import Verdict
from habit_tui.domain.words import cells, days, duration, one_line, pad, percent, plural
from habit_tui.services.calendar import CalendarView, coming_in_words
from habit_tui.tui.text import fit, keyed, wrapped
from habit_tui.tui.widgets.panel import Panel, spread
from habit_tui.tui.widgets.rows import RowPanel
from habit_tui.tui.widgets.spots import Spot, SpotLine

GAP = 2
LABEL = 9
ROOMY = 24
REASON_LINES = 4

TWO_GOALS = 50
"""From so many cells on a beginner sees more than the next thing that comes."""


class YearBar(SpotLine):
    """The year shown between its neighbours, and what was done in it."""

    JOINT = " · "

    def __init__(self, year: int) -> None:
        super().__init__()
        self._year = year
        self._view: CalendarView | None = None
        self._is_young = False

    def show(self, year: int, view: CalendarView | None, *, is_young: bool) -> None:
        """Show a year, or the record's first weeks; what was done is said once it was read."""
        view = view if view is not None and view.year == year else None
        if (year, view, is_young) != (self._year, self._view, self._is_young):
            self._year, self._view, self._is_young = year, view, is_young
            self.refresh()

    def left(self) -> Sequence[Spot]:
        """The year between the two one can turn to."""
        before, after = str(self._year - 1), str(self._year + 1)
        return [
            Spot(((f" ‹ {before} ", "$text-muted"),), 1, tip="The year before.", action="screen.year(-1)"),
            Spot(((f" {self._year} ", "bold"),), 0, tip="Go to today.", action="screen.jump_today"),
            Spot(((f" {after} › ", "$text-muted"),), 2, tip="The year after.", action="screen.year(1)"),
        ]

    def right(self) -> Sequence[Spot]:
        """How much was studied."""
        if self._view is None or not self._view.minutes:
            return ()
        done = f"{duration(self._view.minutes)} on {days(self._view.days_studied)} "
        young = [Spot((("the first weeks", "$text-muted"),), 4)] if self._is_young else []
        return [*young, Spot(((done, "$text-muted"),), 3)]


class Legend(Widget):
    """Each sign that the year shows with its meaning and how often, and the shades of the minutes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"calendar--shade-{step}" for step in range(1, len(SHADES) + 1)}

    def __init__(self) -> None:
        super().__init__()
        self._view: CalendarView | None = None

    def show(self, view: CalendarView) -> None:
        """Explain another year."""
        self._view = view
        self.refresh(layout=True)

    def render(self) -> Content:
        """The entries, as many in a line as fit."""
        return Content("\n").join(self._lines(self.size.width))

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """The lines the entries take."""
        return max(1, len(self._lines(width)))

    def _lines(self, width: int) -> list[Content]:
        if self._view is None:
            return []
        counted = self._view.count()
        counted.pop(Verdict.BEFORE, None)
        signs = [
            Content.assemble(f"{glyph.VERDICTS[verdict]} ", (f"{n} {verdict.value}", "$text-muted"))
            for verdict, n in counted.items()
        ]
        lines = flowing(signs, width)
        scale = self._scale()
        if not lines:
            return [scale]
        room = width - lines[-1].cell_length - scale.cell_length
        if room >= GAP:
            lines[-1] = spread(lines[-1], scale, width)
        elif len(lines) == 1:
            lines.append(scale)
        return lines

    def _scale(self) -> Content:
        """The shades with the minutes they begin at."""
        return Content("").join(
            Content.styled(f" {duration(minutes)} ", self.get_visual_style(f"calendar--shade-{step}"))
            for step, minutes in enumerate(SHADES, 1)
        )


class StandingPanel(Panel):
    """How the learner stands now; a click asks why."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._view: CalendarView | None = None
        self.tooltip = Content("Why it is what it is.")

    async def on_click(self) -> None:
        """Ask why."""
        await self.run_action("screen.why")

    def show(self, view: CalendarView) -> None:
        """Show the standing of a year's view."""
        self._view = view
        self.refresh(layout=True)

    @property
    def title(self) -> str:
        """The heading."""
        return "Streak"

    def lines(self, width: int) -> Sequence[Content]:
        """Current, best, strength, freezes."""
        if self._view is None:
            return [Content("")] * 4
        standing = self._view.standing
        figures = (
            ("current", days(standing.current)),
            ("best", days(standing.best)),
            ("strength", percent(standing.strength)),
            ("freezes", f"{standing.freezes} held" if standing.freezes else "none"),
        )
        room = LABEL if width < ROOMY else LABEL + 2
        return [
            Content.assemble((f"{label:<{room}}", "$text-muted"), fit(value, max(0, width - room)))
            for label, value in figures
        ]


class StandingLine(StandingPanel):
    """The same in a line, where there is no room beside the year."""

    @property
    def heading_height(self) -> int:
        """The figures speak for themselves."""
        return 0

    def heading(self) -> list[Content]:
        """None."""
        return []

    def lines(self, width: int) -> Sequence[Content]:
        """The figures side by side."""
        if self._view is None:
            return [Content("")]
        standing = self._view.standing
        pieces = [
            f"{standing.current}-day streak",
            f"best {standing.best}",
            f"strength {percent(standing.strength)}",
            plural(standing.freezes, "freeze", "freezes"),
        ]
        return flowing([Content(each) for each in pieces], width)


class ComingLine(StandingLine):
    """What comes to a beginner who goes on, while the record's first weeks last."""

    def lines(self, width: int) -> Sequence[Content]:
        """The goals side by side."""
        said = () if self._view is None else coming_in_words(self._view)
        if width < TWO_GOALS:
            said = said[:1]
        return flowing([Content.assemble(("→ ", "$text-accent"), each) for each in said], width)


class LeavePanel(RowPanel[Leave]):
    """The leaves that reach into the year shown, and those still to come; the latest comes first."""

    def __init__(self) -> None:
        super().__init__((), id="leaves")
        self._today: date | None = None
        self._widest = 0

    def update(self, view: CalendarView) -> None:
        """Show the leaves of a year's view."""
        self._today = view.today
        first, last = view.days[0].study_day, view.days[-1].study_day
        shown = [
            each
            for each in reversed(view.leaves)
            if (each.first <= last and each.last >= first) or each.first > view.today
        ]
        self._widest = max((cells(self._span(each)) for each in shown), default=0)
        self.show(shown)

    def identity(self, item: Leave) -> object:
        """Its row in the store."""
        return item.id

    @property
    def title(self) -> str:
        """The heading."""
        return "Leave"

    @property
    def figure(self) -> str:
        """How many days off they are."""
        return days(sum((each.last - each.first).days + 1 for each in self.items)) if self.items else ""

    def row(self, item: Leave, width: int) -> Sequence[Content]:
        """From when to when, and the reason."""
        span = pad(self._span(item), self._widest)
        ahead = self._today is not None and item.first > self._today
        style = "" if ahead else "$text-muted"
        room = max(0, width - cells(span) - GAP)
        if cells(one_line(item.reason)) <= room:
            return [Content.assemble((span, style), " " * GAP, fit(item.reason, room))]
        below = wrapped(item.reason, max(1, width - GAP), REASON_LINES)
        return [Content.styled(span, style), *(Content(" " * GAP + line) for line in below)]

    def _span(self, leave: Leave) -> str:
        form = self.app.desk.dates
        if leave.first.year == leave.last.year:
            return short_span(leave.first, leave.last, form)
        return f"{short_day_with_year(leave.first, form)} - {short_day_with_year(leave.last, form)}"

    @property
    def _ground(self) -> str:
        """A leave is marked only while it is here that one is chosen."""
        return super()._ground if self.has_focus else ""

    def nothing(self, width: int) -> Sequence[Content]:
        """How to have one."""
        key = self.app.key_of("leave")
        return keyed([fit(f"none; {key} marks one", width)], key)


def flowing(entries: Sequence[Content], width: int) -> list[Content]:
    """Entries joined by a gap, a new line where the next one does not fit."""
    lines: list[Content] = []
    for entry in entries:
        if lines and lines[-1].cell_length + GAP + entry.cell_length <= width:
            lines[-1] = Content.assemble(lines[-1], " " * GAP, entry)
        else:
            lines.append(entry)
    return lines
