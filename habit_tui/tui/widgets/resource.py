"""What is known of the chosen resource or stage: days meant and done, hours, cost, what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from textual.content import Content

from habit_tui.domain import glyph
from habit_tui.domain.dates import DateForm, day_name_with_year, short_day, short_day_with_year
from habit_tui.domain.path import Certificate, Resource, Status, StatusChange, began_on, closed_on
from habit_tui.domain.words import cells, days, duration, one_line
from habit_tui.services.path import PathView
from habit_tui.tui.say import days_between
from habit_tui.tui.text import fit, wrapped
from habit_tui.tui.widgets.panel import Panel, bar
from habit_tui.tui.widgets.timeline import OUTSIDE, Row, StageRow, price

LABEL = 10
"""Cells of a label with the blank behind it."""

TEXT_LINES = 2


class ResourcePanel(Panel):
    """The chosen row of the timeline in words."""

    def __init__(self) -> None:
        super().__init__(id="resource")
        self._row: Row | None = None
        self._view: PathView | None = None
        self._today = date.min

    def update(self, view: PathView | None, row: Row | None, today: date) -> None:
        """Show another row, or the same as it is now."""
        self._view, self._row, self._today = view, row, today
        self.refresh()

    @property
    def title(self) -> str:
        """The title of what is chosen."""
        if isinstance(self._row, Resource):
            text = self._row.title
        elif isinstance(self._row, StageRow):
            text = OUTSIDE if self._row.stage is None else self._row.stage.name
        else:
            return ""
        return fit(text, self.inner_width - cells(self.figure) - 2).rstrip()

    @property
    def figure(self) -> str:
        """Its kind and status."""
        if isinstance(self._row, Resource):
            return f"{self._row.kind} · {_signed(self._row.status, self._row.status.value)}"
        return "" if self._row is None else f"stage · {self._row.done} of {self._row.resources} done"

    def lines(self, width: int) -> Sequence[Content]:
        """A label and what it says, a line each."""
        if self._view is None or self._row is None:
            return ()
        if isinstance(self._row, StageRow):
            stage = self._row.stage
            planned = None if stage is None else (stage.planned_first, stage.planned_last)
            said = "" if planned is None else days_between(*planned, self.app.desk.dates, with_year=True)
            return _labelled("planned", said or "no days", width)
        return [*self._resource(self._row, self._view.minutes[self._row.id], width)]

    def _resource(self, item: Resource, minutes: int, width: int) -> Iterator[Content]:
        planned = days_between(item.planned_first, item.planned_last, self.app.desk.dates, with_year=True)
        yield from _labelled("planned", planned or "no days", width)
        yield from _labelled("actual", self._actual(item), width)
        whole = item.planned_minutes
        if whole is not None:
            said = f"{duration(minutes)} of {duration(whole)}"
            progress = bar(minutes, whole, max(0, min(24, width - LABEL - cells(said) - 2)), "$text-accent")
            yield Content.assemble((f"{'hours':<{LABEL}}", "$text-muted"), f"{said}  ", progress)
        elif minutes:
            yield from _labelled("hours", duration(minutes), width)
        for label, text in (
            ("cost", price(item)),
            ("outcome", " · ".join(each for each in (item.outcome, item.score) if each)),
            *(("proof", _proof(each, self.app.desk.dates)) for each in item.certificates),
            ("address", item.url),
            ("note", item.note),
            ("story", " · ".join(_told(change, self.app.desk.dates) for change in item.changes)),
        ):
            if text:
                yield from _labelled(label, text, width)

    def _actual(self, item: Resource) -> str:
        """When it was begun and closed, and how far that is from the plan."""
        form, first, last = self.app.desk.dates, began_on(item), closed_on(item)
        if first is None:
            late = item.planned_first is not None and item.planned_first < self._today
            waits = item.status is Status.PLANNED and late and item.planned_first is not None
            return f"not begun, {_apart(item.planned_first, self._today)}" if waits else "not begun"
        said = f"since {short_day_with_year(first, form)}"
        against = (item.planned_first, first)
        if last is not None:
            said = days_between(first, last, form, with_year=True)
            against = (item.planned_last, last) if item.status is Status.COMPLETED else (None, last)
        apart = _apart(*against)
        return f"{said}, {apart}" if apart else said


def _apart(planned: date | None, actual: date) -> str:
    """How far an actual day is from the planned one: "3 days late", nothing for no plan or none."""
    if planned is None or planned == actual:
        return ""
    return f"{days(abs((actual - planned).days))} {'late' if actual > planned else 'early'}"


def _proof(each: Certificate, form: DateForm) -> str:
    place = each.url or each.file
    pieces = (each.title, each.issuer, day_name_with_year(each.on_day, form), place)
    return " · ".join(piece for piece in pieces if piece)


def _told(change: StatusChange, form: DateForm) -> str:
    why = f" ({one_line(change.reason)})" if change.reason else ""
    day = short_day(change.on_day, form)
    told = f"planned {day}" if change.status is Status.PLANNED else _signed(change.status, day)
    return f"{told}{why}"


def _signed(status: Status, text: str) -> str:
    """A text behind the sign of a status, but for a plan's: between pieces it is the dot that parts them."""
    return text if status is Status.PLANNED else f"{glyph.STATUSES[status]} {text}"


def _labelled(label: str, text: str, width: int) -> list[Content]:
    """A label in its column, and a text beside it over as many lines as it needs, a few at most."""
    first, *more = wrapped(text, max(1, width - LABEL), TEXT_LINES) or [""]
    return [
        Content.assemble((f"{label:<{LABEL}}", "$text-muted"), first),
        *(Content(" " * LABEL + line) for line in more),
    ]
