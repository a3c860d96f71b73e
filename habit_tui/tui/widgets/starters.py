"""The starters to choose from, and what the chosen one would begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from habit_tui.domain.dates import DateForm, day_name_with_year
from habit_tui.domain.path import Path, Resource
from habit_tui.domain.routine import WEEKDAYS, Routine, Slot, weekdays_in_words
from habit_tui.domain.words import cells, clock, duration, one_line, plural
from habit_tui.services.starter import Preview, in_words
from habit_tui.tui.say import days_between
from habit_tui.tui.text import fit, wrapped
from habit_tui.tui.widgets.panel import Panel, right_aligned, spread
from habit_tui.tui.widgets.rows import RowPanel

ROOM_FOR_LINE = 36
"""Cells of a row that has room for the line about a starter below its title."""

KIND = 11
"""Cells of the longest kind of resource, "competition"."""

ROOM_FOR_KIND = 80
"""Cells of a line that has room for a resource's kind beside its days."""

ROOM_FOR_YEARS = 60
"""Cells of a line that has room for the years of a stage's days."""

SPAN = 15
"""Cells of the longest days of a resource, "22 Nov - 12 Dec"."""


class StarterList(RowPanel[Preview]):
    """Titles, each with its line where there is room."""

    def __init__(self) -> None:
        super().__init__(id="starters")

    @property
    def title(self) -> str:
        """The heading."""
        return "Starters"

    @property
    def gap(self) -> int:
        """Air between rows of several lines."""
        return 1 if self.inner_width >= ROOM_FOR_LINE else 0

    def identity(self, item: Preview) -> object:
        """Its name."""
        return item.name

    def row(self, item: Preview, width: int) -> Sequence[Content]:
        """The title, and what it is about; with nothing beside the list also its routine."""
        if width < ROOM_FOR_LINE:
            return [Content(fit(item.title, width))]
        about = [Content.styled(line, "$text-muted") for line in wrapped(item.one_line, width, 3)]
        if self.screen.has_class("-narrow"):
            about = [Content(fit(in_words(item.routine), width)), *about]
        return [Content(fit(item.title, width)), *about]


class StarterPanel(Panel):
    """What a starter would begin today: its routine by weekday, its paths with their days, its prompts."""

    def __init__(self) -> None:
        super().__init__(id="starter-panel")
        self._preview: Preview | None = None

    def update(self, preview: Preview | None) -> None:
        """Show another starter."""
        self._preview = preview
        self.refresh(layout=True)

    @property
    def title(self) -> str:
        """The heading."""
        return "" if self._preview is None else one_line(self._preview.title)

    @property
    def figure(self) -> str:
        """The day it would begin."""
        if self._preview is None:
            return ""
        return f"from {day_name_with_year(self._preview.start_day, self.app.desk.dates)}"

    def lines(self, width: int) -> Sequence[Content]:
        """Everything about it."""
        if self._preview is None:
            return ()
        return [
            *(Content.styled(line, "$text-muted") for line in wrapped(self._preview.one_line, width, 3)),
            *_routine(self._preview.routine, width),
            *(line for path in self._preview.paths for line in _path(path, width, self.app.desk.dates)),
            *_prompts(self._preview.prompts, width),
        ]


def _beside(text: str, end: str, width: int, style: str = "", lead: str = "") -> Iterator[Content]:
    """A text over as many lines as it needs, with something muted at the end of the first."""
    room = width - cells(lead) - cells(end) - 2
    for at, line in enumerate(wrapped(text, room, 4)):
        start = Content.styled((lead if at == 0 else " " * cells(lead)) + line, style)
        yield start if at else spread(start, Content.styled(end, "$text-muted"), width)


def _section(title: str, figure: str, width: int) -> Iterator[Content]:
    yield Content("")
    yield from _beside(title, figure, width, "bold")


def _routine(routine: Routine, width: int) -> Iterator[Content]:
    yield from _section("Routine", str(routine.window), width)
    label = max(cells(weekdays_in_words(weekdays)) for weekdays, _ in _alike(routine)) + 2
    for weekdays, (target, slots) in _alike(routine):
        asked = (duration(target), "$text-accent") if target else ("rest", "$text-muted")
        yield Content.assemble(weekdays_in_words(weekdays).ljust(label), asked)
        for slot in slots:
            said = f"{clock(slot.start)}  {duration(slot.minutes):<7}  {slot.kind.value}"
            yield Content.styled(" " * label + said, "$text-muted")
    if routine.minimum:
        yield Content.styled(f"{duration(routine.minimum)} a day keep the streak", "$text-muted")


def _alike(routine: Routine) -> list[tuple[frozenset[int], tuple[int, tuple[Slot, ...]]]]:
    """The weekdays that ask for the same together, each group with its target and slots."""
    groups: dict[tuple[int, tuple[Slot, ...]], list[int]] = {}
    for weekday in range(len(WEEKDAYS)):
        slots = (slot for slot in routine.slots if weekday in slot.weekdays)
        same = (routine.targets[weekday], tuple(sorted(slots, key=lambda slot: slot.start)))
        groups.setdefault(same, []).append(weekday)
    return [(frozenset(weekdays), same) for same, weekdays in groups.items()]


def _path(path: Path, width: int, form: DateForm) -> Iterator[Content]:
    yield from _section(path.name, plural(len(path.resources), "resource", "resources"), width)
    for stage in path.stages:
        days = days_between(stage.planned_first, stage.planned_last, form, with_year=width >= ROOM_FOR_YEARS)
        yield from _beside(stage.name, days, width)
        for resource in path.resources:
            if resource.stage_id == stage.id:
                yield from _resource(resource, width, form)
    for resource in path.resources:
        if resource.stage_id is None:
            yield from _resource(resource, width, form)


def _resource(resource: Resource, width: int, form: DateForm) -> Iterator[Content]:
    end = right_aligned(days_between(resource.planned_first, resource.planned_last, form), SPAN)
    if width >= ROOM_FOR_KIND:
        end = f"{resource.kind.value:<{KIND}}  {end}"
    yield from _beside(resource.title, end, width, "$text-muted", "· ")


def _prompts(count: int, width: int) -> Iterator[Content]:
    if count:
        yield from _section("Prompts", f"{count} of its own", width)
        about = "Reasons to write, as what you do gives rise to them."
        yield from (Content.styled(line, "$text-muted") for line in wrapped(about, width, 2))
