"""The two lines above a timeline: which path it is, and how that path stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from habit_tui.domain import money
from habit_tui.domain.dates import day_name, day_name_with_year
from habit_tui.domain.path import PathStatus, Status, planned_end, time_left
from habit_tui.domain.words import duration, plural
from habit_tui.services.path import PathView
from habit_tui.tui.rooms import ROOMS
from habit_tui.tui.text import fit
from habit_tui.tui.widgets.spots import Spot, SpotLine

NAME, CHOSEN_NAME = 24, 40
"""Cells of the longest name in a tab, and in that of the path shown."""

GOES_FIRST = 1000
"""The rank of what is not missed on a narrow screen, because a key does it too."""

SIGNS = {PathStatus.ACTIVE: "", PathStatus.FINISHED: "✓ ", PathStatus.DROPPED: "✗ "}
JOINT = " · "


class PathTabs(SpotLine):
    """A tab for each path, and one that begins another; where it is narrow those far from the chosen go."""

    def __init__(self) -> None:
        super().__init__(id="path-tabs")
        self._views: Sequence[PathView] = ()
        self._at = 0

    def update(self, views: Sequence[PathView], at: int) -> None:
        """Show other paths, or choose another of them."""
        self._views, self._at = views, at
        self.refresh()

    def left(self) -> Sequence[Spot]:
        """The paths."""
        return [
            Spot(
                (
                    (SIGNS[view.path.status], "$text-muted"),
                    _name(view, is_chosen=at == self._at),
                    ("   ", ""),
                ),
                rank=2 * abs(at - self._at),
                action=f"screen.go_to_path({view.path.id})",
                tip=f"Go to this path. {self.app.key_of('path_after')} goes to the next one.",
            )
            for at, view in enumerate(self._views)
        ]

    def right(self) -> Sequence[Spot]:
        """Another path."""
        key = self.app.key_of("new_path")
        new = Spot(
            ((key, "bold"), (" new path", "$text-muted")),
            rank=GOES_FIRST + 1,
            action="screen.new_path",
            tip="Begin a path.",
        )
        starter = Spot(
            ((self.app.key_of("starter"), "bold"), (" starters", "$text-muted")),
            rank=GOES_FIRST + 1,
            action="app.starter",
            tip="Take a path from a starter.",
        )
        return [new, starter]


class PathFigures(SpotLine):
    """How the chosen path stands: progress, commitment, weeks left, hours and costs."""

    def __init__(self) -> None:
        super().__init__(id="path-figures")
        self._view: PathView | None = None
        self._today = date.min

    def update(self, view: PathView | None, today: date) -> None:
        """Show how another path stands, or the same at another time."""
        self._view, self._today = view, today
        self.refresh()

    def left(self) -> Sequence[Spot]:
        """What is known, the most important first."""
        if self._view is None:
            return ()
        spots = []
        for rank, (text, style, action) in enumerate(self._pieces(self._view)):
            joint = ((JOINT, "$text-disabled"),) if rank else ()
            spots.append(Spot((*joint, (text, style)), rank=rank, action=action))
        return spots

    def _pieces(self, view: PathView) -> Iterator[tuple[str, str, str]]:
        path, muted = view.path, "$text-muted"
        done = sum(each.status is Status.COMPLETED for each in view.resources)
        yield f"{done} of {plural(len(view.resources), 'resource', 'resources')} done", "", ""
        if path.ended_on is not None:
            yield f"{path.status} on {day_name_with_year(path.ended_on, self.app.desk.dates)}", "", ""
        elif view.assessment_due:
            review = next((f"app.room('{room.id}')" for room in ROOMS if room.id == "review"), "")
            yield "an assessment is due", "$text-warning", review
        elif path.committed_until is not None and path.committed_until > self._today:
            left = time_left(path.committed_until, self._today)
            yield f"committed until {day_name(path.committed_until, self.app.desk.dates)}, {left}", "", ""
        end = planned_end(path)
        if end is not None and path.status is PathStatus.ACTIVE:
            late = "planned to be over since" if end < self._today else "planned until"
            left = "" if end < self._today else f", {time_left(end, self._today)}"
            yield f"{late} {day_name_with_year(end, self.app.desk.dates)}{left}", muted, ""
        if view.total_minutes:
            yield duration(view.total_minutes), muted, ""
        for minor, currency in view.costs:
            yield money.in_words(minor, currency), muted, ""
        if path.started_on is not None:
            yield f"since {day_name_with_year(path.started_on, self.app.desk.dates)}", muted, ""


def _name(view: PathView, *, is_chosen: bool) -> tuple[str, str]:
    style = "bold" if is_chosen else "$text-muted"
    return fit(view.path.name, CHOSEN_NAME if is_chosen else NAME).rstrip(), style
