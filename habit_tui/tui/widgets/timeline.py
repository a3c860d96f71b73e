"""A path as a timeline: its stages, its resources, and when each was meant and really done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from habit_tui.domain import glyph, money
from habit_tui.domain.dates import MONTHS
from habit_tui.domain.path import Resource, Stage, Status, began_on, is_closed, last_change_day, spans_of_work
from habit_tui.domain.words import cells, duration, one_line
from habit_tui.services.path import PathView
from habit_tui.tui.say import days_between
from habit_tui.tui.text import fit, keyed
from habit_tui.tui.widgets.panel import EDGE, TALL, right_aligned
from habit_tui.tui.widgets.rows import RowPanel

OUTSIDE = "Outside the stages"
HANDLES = "↑ ↓"
"""At the end of the chosen row, to be clicked."""

ROOM_FOR_HOURS, ROOM_FOR_TRACK, ROOM_FOR_DAYS, ROOM_FOR_PRICE = 44, 66, 90, 104
"""Cells of a row that has room for each column beside the title."""

LEAST_TRACK, MOST_TRACK = 16, 64
TRACK_PART = 6
"""The part of a row that stays to the track however long the titles are."""

SPAN = 15
"""Cells of the longest planned days, "22 Nov - 12 Dec"."""


@dataclass(frozen=True, slots=True)
class StageRow:
    """The line of a stage, or of what lies outside all of them; `done` of `resources` are completed."""

    stage: Stage | None
    done: int
    resources: int


@dataclass(frozen=True, slots=True)
class Scale:
    """The days a track covers; a cell of it stands for one or more of them."""

    first: date
    last: date

    def cell(self, day: date, width: int) -> int:
        """The cell of a day, the nearest one for a day outside."""
        whole = (self.last - self.first).days + 1
        return min(max((day - self.first).days * width // whole, 0), width - 1)

    def cells(self, first: date | None, last: date | None, width: int) -> range:
        """The cells from one day to another, none without days."""
        ends = [self.cell(day, width) for day in (first, last) if day is not None]
        return range(min(ends), max(ends) + 1) if ends else range(0)


Row = StageRow | Resource


class Timeline(RowPanel[Row]):
    """The stages and resources of one path; a row can be dragged, or moved by the handles at its end."""

    target: reactive[int | None] = reactive(None, init=False)

    class Dragged(Message):
        """A row was dropped on another."""

        def __init__(self, row: Row, onto: Row) -> None:
            super().__init__()
            self.row, self.onto = row, onto

    class Stepped(Message):
        """A handle of the chosen row was clicked: -1 is up, 1 is down."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self) -> None:
        super().__init__(id="timeline")
        self.known = False
        self._view: PathView | None = None
        self._today = date.min
        self._scale = Scale(date.min, date.min)
        self._hours = self._price = self._title = 0
        self._held: Row | None = None
        self._dropped = False

    def update(self, view: PathView | None, today: date) -> None:
        """Show a path as it is now, or that there is none."""
        another = view is None or self._view is None or view.path.id != self._view.path.id
        self.known, self._view, self._today = True, view, today
        rows = () if view is None else tuple(_rows(view))
        resources = () if view is None else view.resources
        self._scale = _scale(view, today)
        self._hours = max((cells(self._hours_of(each)) for each in resources), default=0)
        self._price = max((cells(price(each)) for each in resources), default=0)
        self._title = max((cells(one_line(each.title)) + 2 for each in resources), default=0)
        if self.target is not None and self.target >= len(rows):
            self.target = None
        self.show(rows)
        if another:
            self.cursor = _where_one_is(rows)

    @property
    def resource(self) -> Resource | None:
        """The chosen row, if it is a resource's."""
        return self.chosen if isinstance(self.chosen, Resource) else None

    def go_to(self, resource_id: int) -> None:
        """Choose a resource."""
        for at, row in enumerate(self.items):
            if isinstance(row, Resource) and row.id == resource_id:
                self.cursor = at

    # Drawing

    def heading(self) -> list[Content]:
        """What it is, what lies below, and the months above the track."""
        left = Content.assemble(("Timeline", "bold"), (self.below, "$text-muted"))
        return self.headed(left, self._axis(self.inner_width))

    def row_height(self, at: int, width: int) -> int:  # noqa: ARG002  # as the base has it
        """Every row is one line."""
        return 1

    def gap_below(self, at: int) -> int:
        """Air above a stage where there is room."""
        spacious = self.app.size.height >= TALL
        return int(spacious and isinstance(self.items[min(at + 1, len(self.items) - 1)], StageRow))

    def identity(self, item: Row) -> object:
        """Its row in the store."""
        if isinstance(item, Resource):
            return item.id
        return ("stage", None if item.stage is None else item.stage.id)

    def row(self, item: Row, width: int) -> Sequence[Content]:
        """Sign, title, track, planned days, hours and price; what does not fit is left out."""
        tail = self._tail(item, width)
        room = width - tail.cell_length - (2 if tail else 0)
        over = self.target is not None and self.items[self.target] is item
        if isinstance(item, StageRow):
            name = OUTSIDE if item.stage is None else item.stage.name
            title = Content.styled(("→ " if over else "") + fit(name, room - 2 * over), "bold")
        else:
            style, mark = STYLES[item.status]
            sign = "→" if over else glyph.STATUSES[item.status]
            # A line through the title would go on through the blanks behind it.
            text = fit(item.title, room - 2)
            shown = text.rstrip()
            title = Content.assemble((sign, mark), " ", (shown, style), text[len(shown) :])
        return [Content.assemble(title, "  ", tail) if tail else title]

    def nothing(self, width: int) -> Sequence[Content]:
        """What to do about a path without resources, or without a path."""
        if not self.known:
            return ()
        ways = ("starter", "new_path") if self._view is None else ("add_resource", "add_stage")
        one, other = map(self.app.key_of, ways)
        if self._view is None:
            said = "No path yet: what you mean to study, in order."
            hint = f"{one} chooses one from a starter, {other} begins your own."
        else:
            said = "Nothing is on this path yet."
            hint = f"{one} adds a book, a course, a project; {other} adds a stage."
        return [Content(fit(said, width).rstrip()), *keyed([fit(hint, width).rstrip()], one, other)]

    def _tail(self, item: Row, width: int) -> Content:
        """The columns behind the title that fit."""
        if width < ROOM_FOR_HOURS:
            return Content("")
        pieces = []
        if width >= ROOM_FOR_TRACK:
            pieces.append(self._track(item, self._track_width(width)))
        if width >= ROOM_FOR_DAYS:
            first, last = _planned(item)
            days = days_between(first, last, self.app.desk.dates)
            pieces.append(Content.styled(f"{days:<{SPAN}}", "$text-muted"))
        hours = f"{item.done} of {item.resources}" if isinstance(item, StageRow) else self._hours_of(item)
        pieces.append(Content.styled(right_aligned(hours, max(self._hours, cells(hours))), "$text-muted"))
        if self._price and width >= ROOM_FOR_PRICE:
            cost = "" if isinstance(item, StageRow) else price(item)
            pieces.append(Content.styled(right_aligned(cost, self._price), "$text-muted"))
        handles = HANDLES if item is self.chosen and self.has_focus else " " * len(HANDLES)
        return Content("  ").join([*pieces, Content(handles)])

    def _track(self, item: Row, width: int) -> Content:
        """The planned days light, the actual ones heavy, today where neither is."""
        planned = self._scale.cells(*_planned(item), width)
        actual = self._actual(item, width)
        today = self._scale.cell(self._today, width)
        pieces: list[tuple[str, str]] = []
        for at in range(width):
            if at in actual:
                pieces.append(("━", "$text-accent"))
            elif at in planned:
                pieces.append(("─", "$text-muted"))
            else:
                pieces.append(("┊" if at == today else " ", "$text-disabled"))
        return Content.assemble(*pieces)

    def _actual(self, item: Row, width: int) -> set[int]:
        """The cells in which it was worked on, without those of a pause."""
        if isinstance(item, StageRow):
            return set()
        spans = spans_of_work(item, self._today)
        return {at for first, last in spans for at in self._scale.cells(first, last, width)}

    def _axis(self, width: int) -> str:
        """The months at their cells above the track, as many as there is room for."""
        if width < ROOM_FOR_TRACK or not self.items:
            return ""
        track = self._track_width(width)
        line = ""
        for month in _months(self._scale):
            at = self._scale.cell(month, track)
            if at >= cells(line) + bool(line) and at + 3 <= track:
                line = line.ljust(at) + MONTHS[month.month - 1]
        return line.ljust(track) + " " * self._behind(width)

    def _track_width(self, width: int) -> int:
        """The cells that the titles and what stands behind the track leave to it."""
        left = width - self._behind(width) - self._title - 2
        return max(LEAST_TRACK, width // TRACK_PART, min(MOST_TRACK, left))

    def _behind(self, width: int) -> int:
        """The cells of what stands behind the track."""
        behind = self._hours + 2 + cells(HANDLES) + 2
        behind += SPAN + 2 if width >= ROOM_FOR_DAYS else 0
        return behind + (self._price + 2 if self._price and width >= ROOM_FOR_PRICE else 0)

    def _hours_of(self, item: Resource) -> str:
        done = 0 if self._view is None else self._view.minutes[item.id]
        whole = "" if item.planned_minutes is None else f" / {duration(item.planned_minutes)}"
        return f"{duration(done)}{whole}" if done or whole else ""

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a row."""
        self._dropped = False
        at = self._row_at(event.y) if event.button == 1 else None
        self._held = None if at is None else self.items[at]
        if self._held is not None:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show where the row would go."""
        self.target = self._onto(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go of the row."""
        held, onto = self._held, self._onto(event)
        self._held = self.target = None
        self.release_mouse()
        if held is not None and onto is not None:
            self._dropped = True
            self.post_message(self.Dragged(held, self.items[onto]))

    def _onto(self, event: events.MouseEvent) -> int | None:
        """Where the row held would be dropped; the rows may have been read anew since it was taken."""
        at = self._row_at(event.y)
        if self._held is None or at is None or self.identity(self.items[at]) == self.identity(self._held):
            return None
        return at

    def on_click(self, event: events.Click) -> None:
        """Choose the row clicked, or move the chosen one by its handles."""
        if self._dropped:
            return
        behind = event.x - EDGE - (self.inner_width - len(HANDLES))
        on_chosen = self._row_at(event.y) == self.cursor and self.has_focus
        if on_chosen and behind in (0, 2) and self.inner_width >= ROOM_FOR_HOURS:
            self.post_message(self.Stepped(-1 if behind == 0 else 1))
        else:
            super().on_click(event)


def price(item: Resource) -> str:
    """What a resource costs, nothing where no cost is known."""
    return "" if item.cost is None else money.in_words(item.cost, item.currency)


# How the title and the sign of a resource look.
STYLES = {
    Status.PLANNED: ("", "$text-muted"),
    Status.STARTED: ("bold", "$text-accent"),
    Status.PAUSED: ("", "$text-warning"),
    Status.COMPLETED: ("$text-muted", "$text-muted"),
    Status.DROPPED: ("$text-muted strike", "$text-muted"),
}


def _rows(view: PathView) -> Iterator[Row]:
    """The stages in order, each followed by its resources; what lies outside comes last."""
    stages: list[Stage | None] = [*sorted(view.path.stages, key=lambda stage: (stage.position, stage.id))]
    by_stage: dict[int | None, list[Resource]] = {}
    for resource in view.resources:
        by_stage.setdefault(resource.stage_id, []).append(resource)
    for stage in (*stages, None):
        inside = by_stage.get(None if stage is None else stage.id, [])
        if stages and (stage is not None or inside):
            done = sum(each.status is Status.COMPLETED for each in inside)
            yield StageRow(stage, done, len(inside))
        yield from inside


def _where_one_is(rows: Sequence[Row]) -> int:
    """The first started resource, else the first that is still to do."""
    for wanted in ((Status.STARTED,), (Status.PAUSED, Status.PLANNED)):
        for at, row in enumerate(rows):
            if isinstance(row, Resource) and row.status in wanted:
                return at
    return 0


def _planned(item: Row) -> tuple[date | None, date | None]:
    if isinstance(item, Resource):
        return item.planned_first, item.planned_last
    return (None, None) if item.stage is None else (item.stage.planned_first, item.stage.planned_last)


def _scale(view: PathView | None, today: date) -> Scale:
    """From the first to the last day of anything planned or done, today too while anything is open."""
    if view is None:
        return Scale(today, today)
    days = [view.path.started_on]
    for stage in view.path.stages:
        days += [stage.planned_first, stage.planned_last]
    for resource in view.resources:
        days += [resource.planned_first, resource.planned_last, began_on(resource), last_change_day(resource)]
        days += [] if is_closed(resource.status) or began_on(resource) is None else [today]
    known = [day for day in days if day is not None] or [today]
    return Scale(min(known), max(known))


def _months(scale: Scale) -> Iterator[date]:
    """The first days of the months a scale covers, but for the first, which begins with the scale."""
    yield scale.first
    month = scale.first
    while month.year < date.max.year:
        month = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
        if month > scale.last:
            return
        yield month
