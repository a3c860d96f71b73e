"""The numbers of a review: hours, days, punctuality and balance."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from habit_tui.domain import glyph
from habit_tui.domain.dates import DateForm, day_name_with_year
from habit_tui.domain.kind import Kind
from habit_tui.domain.review import is_before_work, share, sparkline
from habit_tui.domain.streak import Verdict
from habit_tui.domain.words import cells, clock, days, duration, one_line, pad, percent, plural
from habit_tui.services.review import ReviewView
from habit_tui.services.review_chart import Row, rows
from habit_tui.tui.text import keyed, wrapped
from habit_tui.tui.widgets.calendar_figures import flowing
from habit_tui.tui.widgets.calendar_strength import draw
from habit_tui.tui.widgets.panel import Panel, bar, is_vast, right_aligned

LABEL = 10
FIGURE = 8
SHARE = 7
WHOLE_FIGURE = 15
ROOMY = 56
WRAP = 3
PLOT_ROWS, PLOT_COLUMN = 6, 4


class ReviewPanel(Panel):
    """A panel about a period; without anything to say it is not there."""

    def __init__(self) -> None:
        super().__init__()
        self._view: ReviewView | None = None
        self.display = False

    def show(self, view: ReviewView) -> None:
        """Show another period."""
        self._view = view
        self.display = self.is_there(view)
        self.refresh(layout=True)

    def is_there(self, view: ReviewView) -> bool:
        """Whether there is anything to say."""
        return bool(view.minutes)

    def lines(self, width: int) -> Sequence[Content]:
        """What is said of the period."""
        return [] if self._view is None else self.tell(self._view, width)

    def tell(self, view: ReviewView, width: int) -> Sequence[Content]:
        """What is said of a period, in lines of a width."""
        raise NotImplementedError


class HoursPanel(ReviewPanel):
    """A row a day or a week on one scale, with the course of the last periods below."""

    @property
    def title(self) -> str:
        """The heading."""
        return "Hours"

    @property
    def figure(self) -> str:
        """What was done of what was asked for."""
        view = self._view
        if view is None or not view.has_numbers:
            return ""
        asked = f" of {duration(view.target)} · {share(view.minutes, view.target)}" if view.target else ""
        return f"{duration(view.minutes)}{asked}"

    def is_there(self, view: ReviewView) -> bool:  # noqa: ARG002  # the other panels'
        """It is also where one reads that there is nothing."""
        return True

    def tell(self, view: ReviewView, width: int) -> Sequence[Content]:
        """The rows, the days by verdict, the course and the strength."""
        if not view.has_numbers:
            key = self.app.key_of("log")
            return keyed(wrapped(nothing(view, key, self.app.desk.dates), width, WRAP), key)
        found = rows(view, self.app.desk.dates)
        whole = max(1, *(max(row.done, row.asked) for row in found))
        label = max(cells(row.label) for row in found)
        return [
            *(_chart_row(row, whole, label, width) for row in found),
            Content(""),
            *_days(view, width),
            *_course(view, width, vast=is_vast(self.app.size)),
            *_labelled("Strength", f"{percent(view.strength_before)} → {percent(view.strength)}", width),
        ]


class PunctualityPanel(ReviewPanel):
    """How the days began against the window."""

    @property
    def title(self) -> str:
        """The heading."""
        return "Punctuality"

    @property
    def figure(self) -> str:
        """The window."""
        if self._view is None:
            return ""
        return " then ".join(str(window) for _, window in self._view.punctuality.windows)

    def tell(self, view: ReviewView, width: int) -> Sequence[Content]:
        """How many began inside, when, and what that gained."""
        times = view.punctuality
        is_gain = times.window_minutes > 0 and is_before_work(times)
        gained = "gained before work" if is_gain else "inside the window"
        median = "" if times.median_start is None else clock(times.median_start)
        sessions = plural(times.sessions, "session", "sessions") if width >= ROOMY else str(times.sessions)
        inside = f"{times.inside} of {sessions}"
        room = max(8, min(24, width - LABEL - cells(inside) - 2))
        drawn = bar(times.inside, max(1, times.sessions), room, "$accent")
        return [
            Content.assemble((pad("Inside", LABEL), "$text-muted"), drawn, f"  {inside}"),
            *_labelled("Began", f"{median} (median)", width),
            *_labelled("Time", f"{duration(times.window_minutes)} {gained}", width),
        ]


class BalancePanel(ReviewPanel):
    """Study, practice, writing and review, each with its share."""

    @property
    def title(self) -> str:
        """The heading."""
        return "Balance"

    def tell(self, view: ReviewView, width: int) -> Sequence[Content]:
        """A row a kind; review only where there was any."""
        shown = [kind for kind in Kind if view.balance[kind] or kind is not Kind.REVIEW]
        room = max(0, width - 2 - LABEL - FIGURE - 2 - SHARE)
        return [
            Content.assemble(
                f"{glyph.KINDS[kind]} ",
                (pad(kind.value, LABEL), "$text-muted"),
                bar(view.balance[kind], view.minutes, room, "$accent" if kind is Kind.PRACTICE else ""),
                right_aligned(duration(view.balance[kind]), FIGURE + 2),
                (right_aligned(share(view.balance[kind], view.minutes), SHARE), "$text-muted"),
            )
            for kind in shown
        ]


def nothing(view: ReviewView, key: str, form: DateForm) -> str:
    """Why there are no numbers, and the key that logs some."""
    if view.first_day is None:
        return f"Nothing was logged yet: {key} logs a session."
    if view.is_before_the_start:
        return f"Nothing was logged: the first day is {day_name_with_year(view.first_day, form)}."
    return "Nothing was logged in these days."


def _chart_row(row: Row, whole: int, label: int, width: int) -> Content:
    roomy = width >= ROOMY
    short = duration(row.asked if row.is_ahead else row.done)
    figure = right_aligned(row.figure if roomy else short, WHOLE_FIGURE if roomy else FIGURE)
    # A week's signs would leave no room for its bar; the days are counted below.
    signs = f"{row.signs}  " if roomy or len(row.signs) == 1 else ""
    room = max(4, width - label - 2 - cells(signs) - cells(figure) - 2)
    filled = max(1, row.done * room // whole) if row.done else 0
    wanted = max(0, row.asked * room // whole - filled)
    quiet = "$text-muted"
    return Content.assemble(
        (pad(row.label, label) + "  ", quiet),
        signs,
        ("━" * filled, "$accent"),
        ("─" * wanted, "$text-disabled 60%"),
        " " * (room - filled - wanted + 2),
        (figure, "" if row.done else quiet),
    )


def _days(view: ReviewView, width: int) -> list[Content]:
    untold = (None, Verdict.OPEN, Verdict.BEFORE)
    said = [
        Content(f"{glyph.VERDICTS[each]} {n} {each}")
        for each, n in view.count().items()
        if each not in untold
    ]
    said.append(Content.styled(f"of {days(view.days_asked)}", "$text-muted"))
    return [
        Content.assemble((pad("" if at else "Days", LABEL), "$text-muted"), line)
        for at, line in enumerate(flowing(said, width - LABEL))
    ]


def _course(view: ReviewView, width: int, *, vast: bool) -> list[Content]:
    """The periods up to this one: columns where there is room to spare, else as high as a line."""
    minutes = [each for _, each in view.course]
    most = max(minutes, default=0)
    said = f"{len(minutes)} {view.period.kind}s, up to {duration(most)}"
    if vast:
        columns = [value for each in minutes for value in (*[each / max(1, most)] * PLOT_COLUMN, None)]
        drawn = [Content.styled(" " * LABEL + line, "$accent 40%") for line in draw(columns, PLOT_ROWS)]
        return [Content(""), *drawn, *_labelled("Course", said, width)]
    lead = Content.assemble((pad("Course", LABEL), "$text-muted"), (sparkline(minutes), "$accent"))
    for each in (said, f"up to {duration(most)}"):
        if lead.cell_length + 2 + cells(each) <= width:
            return [Content.assemble(lead, f"  {each}")]
    return [lead, *_labelled("", said, width)]


def _labelled(label: str, text: str, width: int) -> list[Content]:
    said = wrapped(one_line(text), max(1, width - LABEL), WRAP) or [""]
    return [
        Content.assemble((pad("" if at else label, LABEL), "$text-muted"), line)
        for at, line in enumerate(said)
    ]
