"""Path: what to study, in order; what was meant, what was done, and what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from habit_tui.domain.kind import Kind
from habit_tui.domain.path import (
    SESSION_KIND,
    Path,
    PathStatus,
    Place,
    Resource,
    Status,
    in_order,
    is_closed,
    may_become,
    stepped,
)
from habit_tui.domain.words import one_line
from habit_tui.services import amendment
from habit_tui.services import path as paths
from habit_tui.services import resource as resources
from habit_tui.services import stage as stages
from habit_tui.services.amendment import Changes
from habit_tui.services.desk import Desk
from habit_tui.services.path import PathView
from habit_tui.tui import keys
from habit_tui.tui.screens.reason import change
from habit_tui.tui.screens.room import RoomScreen
from habit_tui.tui.widgets.changes import ChangePanel
from habit_tui.tui.widgets.path_bar import PathFigures, PathTabs
from habit_tui.tui.widgets.resource import ResourcePanel
from habit_tui.tui.widgets.rows import RowPanel
from habit_tui.tui.widgets.timeline import Row, StageRow, Timeline

CLOSED = {PathStatus.FINISHED: "Finished", PathStatus.DROPPED: "Dropped", PathStatus.ACTIVE: "Taken up again"}


@dataclass(frozen=True, slots=True)
class Atlas:
    """Every path, the active ones first, and what changed on each by its id."""

    views: tuple[PathView, ...]
    changes: dict[int, Changes]
    today: date


def look(desk: Desk, now: datetime) -> Atlas:
    """Read every path."""
    views = paths.listing(desk, now)
    changes = {view.path.id: amendment.changes(desk, view.path) for view in views}
    return Atlas(views, changes, desk.study_day(now))


class PathScreen(RoomScreen):
    """The timeline of one path among several, and below it the chosen line and the changes."""

    ROOM = "path"
    CSS_PATH = "path.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.PATH)
    AUTO_FOCUS = "Timeline"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-short"), (30, "-tall")]  # noqa: RUF012  # as Textual declares it

    timeline = getters.query_one(Timeline)

    def __init__(self) -> None:
        super().__init__()
        self._atlas: Atlas | None = None
        self._path_id = 0
        self._wanted: int | None = None

    def furniture(self) -> ComposeResult:
        """The bar, the timeline and the panels."""
        with Vertical(id="path"):
            yield PathTabs()
            yield PathFigures()
            yield Timeline()
            with Horizontal(id="path-below"):
                yield ResourcePanel()
                yield ChangePanel()

    # Reading and showing

    def reload(self) -> None:
        """Read every path."""
        self.app.read(self, "path", look, self._show)

    def _show(self, atlas: Atlas) -> None:
        known = None if self._atlas is None else {view.path.id for view in self._atlas.views}
        self._atlas = atlas
        new = [view.path.id for view in atlas.views if known is not None and view.path.id not in known]
        if new:
            # Who has just begun a path, here or from a starter, wants to see it.
            self._path_id = new[0]
        for view in atlas.views:
            if any(resource.id == self._wanted for resource in view.path.resources):
                self._path_id = view.path.id
        self._draw()

    def _draw(self) -> None:
        if self._atlas is None:
            return
        view, today = self._view, self._atlas.today
        at = 0 if view is None else self._atlas.views.index(view)
        self.set_class(view is None, "-empty")
        self.query_one(PathTabs).update(self._atlas.views, at)
        self.query_one(PathFigures).update(view, today)
        self.timeline.update(view, today)
        if self._wanted is not None:
            self.timeline.go_to(self._wanted)
            self._wanted = None
        changes = None if view is None else self._atlas.changes[view.path.id]
        self.query_one(ChangePanel).update(() if changes is None else changes.deviations)
        self._tell_of_chosen()

    @on(RowPanel.Moved, "#timeline")
    def _tell_of_chosen(self) -> None:
        today = self.app.today.study_day if self._atlas is None else self._atlas.today
        self.query_one(ResourcePanel).update(self._view, self.timeline.chosen, today)
        self.refresh_bindings()

    @property
    def _view(self) -> PathView | None:
        """The path shown: the one gone to, else the first."""
        views = () if self._atlas is None else self._atlas.views
        return next((view for view in views if view.path.id == self._path_id), views[0] if views else None)

    @property
    def _path(self) -> Path | None:
        return None if self._view is None else self._view.path

    @property
    def offered(self) -> tuple[str, Kind] | None:
        """The chosen resource, while there is something to do on it."""
        path, chosen = self._path, self.timeline.resource
        if path is None or chosen is None or path.status is not PathStatus.ACTIVE or is_closed(chosen.status):
            return None
        return chosen.title, SESSION_KIND[chosen.kind]

    # Going from path to path

    def action_go_to_path(self, path_id: int) -> None:
        """Show a path."""
        self._path_id = path_id
        self._draw()
        self.timeline.focus()

    def action_turn(self, by: int) -> None:
        """Show the next path, or the one before."""
        if self._atlas is not None and self._view is not None:
            views = self._atlas.views
            self.action_go_to_path(views[(views.index(self._view) + by) % len(views)].path.id)

    # Resources

    def action_set_status(self, word: str) -> None:
        """Begin, pause, drop or plan anew the chosen resource; completing it asks what came of it."""
        chosen, status = self.timeline.resource, Status(word)
        if chosen is None:
            return
        if status is Status.COMPLETED:
            from habit_tui.tui.screens.resource import CompleteDialog

            self.app.push_screen(CompleteDialog(chosen))
            return
        change(
            self.app,
            self,
            lambda desk, now, reason: resources.set_status(desk, now, chosen.id, status, reason=reason),
            lambda done: f"{one_line(done.title)} is {done.status}",
        )

    def action_add_resource(self) -> None:
        """Ask for a resource, which comes below the chosen line."""
        from habit_tui.tui.screens.resource import ResourceDialog, new_resource

        path, row = self._path, self.timeline.chosen
        if path is None:
            return
        place = None
        if isinstance(row, Resource):
            place = Place(after=row.id)
        elif row is not None:
            place = Place(stage_id=_stage_id(row))
        self.app.push_screen(ResourceDialog(new_resource(path.id), self._go_to_resource, place))

    @on(RowPanel.Chosen, "#timeline")
    def action_edit_chosen(self) -> None:
        """Correct the chosen resource or stage."""
        row, path = self.timeline.chosen, self._path
        if isinstance(row, Resource):
            from habit_tui.tui.screens.resource import ResourceDialog

            self.app.push_screen(ResourceDialog(row, self._go_to_resource))
        elif row is not None and row.stage is not None and path is not None:
            from habit_tui.tui.screens.stage import StageDialog

            self.app.push_screen(StageDialog(path, row.stage))

    def reach(self, thing: object) -> None:
        """Go to a resource by its id, on whichever path it is."""
        if isinstance(thing, int):
            self._wanted = thing
            self.reload()

    def _go_to_resource(self, resource: Resource) -> None:
        self.reach(resource.id)

    def action_open_address(self) -> None:
        """Open the chosen resource's web page."""
        chosen = self.timeline.resource
        if chosen is not None and chosen.url.startswith(("https://", "http://")):
            self.app.open_url(chosen.url)

    # Order

    def action_step(self, by: int) -> None:
        """Move the chosen resource or stage up or down."""
        path, row = self._path, self.timeline.chosen
        if path is None or row is None:
            return
        if isinstance(row, Resource):
            place = stepped(path, row, by)
            if place is not None:
                self._move(row, place)
        elif row.stage is not None:
            self._move_stage(path, row, path.stages.index(row.stage) + 1 + by)

    @on(Timeline.Stepped)
    def _step_by_handle(self, event: Timeline.Stepped) -> None:
        self.action_step(event.by)

    @on(Timeline.Dragged)
    def _drop_row(self, event: Timeline.Dragged) -> None:
        """A resource goes to where it is dropped, or into the stage; a stage takes the place of another."""
        path, row, onto = self._path, event.row, event.onto
        if path is None:
            return
        if isinstance(row, Resource):
            self._wanted = row.id
        if isinstance(row, Resource) and isinstance(onto, Resource):
            ids = [each.id for each in in_order(path)]
            down = ids.index(onto.id) > ids.index(row.id)
            self._move(row, Place(after=onto.id) if down else Place(before=onto.id))
        elif isinstance(row, Resource) and isinstance(onto, StageRow):
            stage_id = _stage_id(onto)
            inside = [each.id for each in in_order(path) if each.stage_id == stage_id and each.id != row.id]
            self._move(row, Place(before=inside[0]) if inside else Place(stage_id=stage_id))
        elif isinstance(row, StageRow):
            stage_id = _stage_id(onto)
            number = next((n for n, stage in enumerate(path.stages, 1) if stage.id == stage_id), None)
            if number is not None and stage_id != _stage_id(row):
                self._move_stage(path, row, number)

    def _move(self, resource: Resource, place: Place) -> None:
        change(
            self.app,
            self,
            lambda desk, now, reason: resources.move(desk, now, resource.id, place=place, reason=reason),
            lambda done: f"Moved {one_line(done.title)}",
        )

    def _move_stage(self, path: Path, row: StageRow, number: int) -> None:
        stage = row.stage
        if stage is not None and 1 <= number <= len(path.stages):
            change(
                self.app,
                self,
                lambda desk, now, _reason: stages.edit(desk, now, path.id, stage.name, number=number),
                lambda _path: f"Moved {one_line(stage.name)}",
            )

    # Stages and paths

    def action_add_stage(self) -> None:
        """Ask for a stage."""
        from habit_tui.tui.screens.stage import StageDialog

        if self._path is not None:
            self.app.push_screen(StageDialog(self._path))

    def action_new_path(self) -> None:
        """Ask for a path to begin."""
        from habit_tui.tui.screens.path_form import PathDialog

        self.app.push_screen(PathDialog(None, lambda _path: self.reload()))

    def action_edit_path(self) -> None:
        """Correct the path shown."""
        from habit_tui.tui.screens.path_form import PathDialog

        if self._path is not None:
            self.app.push_screen(PathDialog(self._path, lambda _path: None))

    def action_close_path(self, word: str) -> None:
        """Finish or drop the path shown, or take it up again."""
        path, status = self._path, PathStatus(word)
        if path is not None:
            self._path_id = path.id
            change(
                self.app,
                self,
                lambda desk, now, reason: paths.close(desk, now, path.id, status, reason=reason),
                lambda done: f"{CLOSED[done.status]}: {one_line(done.name)}",
            )

    def action_spend(self) -> None:
        """Ask what was spent for the path shown."""
        from habit_tui.tui.screens.expense import ExpenseDialog

        if self._path is not None:
            self.app.push_screen(ExpenseDialog(self._path))

    def action_changes(self) -> None:
        """Tell what became of the plan."""
        from habit_tui.tui.screens.changes import ChangesDialog

        if self._atlas is not None and self._path is not None:
            self.app.push_screen(ChangesDialog(self._atlas.changes[self._path.id]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An action without anything to act on has no key."""
        if not self.is_mounted:
            return super().check_action(action, parameters)
        path, row, resource = self._path, self.timeline.chosen, self.timeline.resource
        match action:
            case "set_status":
                return resource is not None and may_become(resource.status, Status(str(parameters[0])))
            case "edit_chosen":
                return resource is not None or (isinstance(row, StageRow) and row.stage is not None)
            case "step":
                return row is not None
            case "open_address":
                return resource is not None and bool(resource.url)
            case "add_resource" | "add_stage" | "edit_path" | "changes" | "spend":
                return path is not None
            case "turn":
                return self._atlas is not None and len(self._atlas.views) > 1
            case "close_path":
                wanted = PathStatus(str(parameters[0]))
                active = path is not None and path.status is PathStatus.ACTIVE
                return path is not None and active is (wanted is not PathStatus.ACTIVE)
            case _:
                return super().check_action(action, parameters)


def _stage_id(row: Row) -> int | None:
    """The stage a row is of, or lies in; None for what lies outside all of them."""
    if isinstance(row, Resource):
        return row.stage_id
    return None if row.stage is None else row.stage.id
