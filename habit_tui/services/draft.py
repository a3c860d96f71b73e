"""The learner's own facts that a draft begins with."""

from __future__ import annotations

from datetime import date, datetime

from habit_tui.domain.draft import DraftFacts, DraftResource
from habit_tui.domain.fact import Scope
from habit_tui.domain.path import Resource, began_on, closed_on
from habit_tui.domain.reflection import SOLVABLE, Story, stories
from habit_tui.services import calendar
from habit_tui.services.desk import Desk
from habit_tui.store import path as path_store
from habit_tui.store import post as store
from habit_tui.store import prompt as prompt_store
from habit_tui.store import reflection as reflection_store
from habit_tui.store.store import Unit


def facts(unit: Unit, desk: Desk, scope: Scope, day: date) -> DraftFacts:
    """The sessions and reflections within the scope, and the resources they, or the scope, belong to."""
    found = store.sessions_of(unit, scope)
    wanted = {resource_id for resource_id, _ in found} | {scope.resource_id}
    resources = [each for path in path_store.all_paths(unit) for each in path.resources if each.id in wanted]
    return DraftFacts(
        sessions=tuple(session for _, session in found),
        resources=tuple(_resource(unit, each, day) for each in resources),
        reflections=tuple(
            story for story in stories(reflection_store.all_reflections(unit)) if _tells(story, scope)
        ),
        dates=desk.dates,
    )


def picture(desk: Desk, now: datetime) -> str:
    """The calendar of this year as an SVG document."""
    return calendar.picture(calendar.year(desk, now), desk.dates)


def _tells(story: Story, scope: Scope) -> bool:
    """Whether a story belongs into a draft: a setback or blocker open in its days, or a win of them.

    With a resource or a path only what was noted on it; a topic in free text has none.
    """
    opened, solved = story.opened, story.solved
    if opened.about_id is not None:
        return False
    if opened.id == scope.reflection_id:
        return True
    if scope.resource_id is not None:
        on_it = opened.resource_id == scope.resource_id
    elif scope.path_id is not None:
        on_it = opened.path_id == scope.path_id
    else:
        on_it = not scope.what and scope.reflection_id is None
    last = opened.on_day if opened.kind not in SOLVABLE or solved is None else solved.on_day
    return on_it and opened.on_day <= scope.last_day and last >= scope.first_day


def _resource(unit: Unit, resource: Resource, day: date) -> DraftResource:
    effort = prompt_store.resource_effort(unit, resource.id, day)
    return DraftResource(
        title=resource.title,
        kind=resource.kind,
        status=resource.status,
        minutes=effort.minutes if effort else 0,
        url=resource.url,
        outcome=resource.outcome,
        started_on=began_on(resource),
        closed_on=closed_on(resource),
    )
