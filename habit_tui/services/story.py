"""The story of a time or of a path, told from the rows alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from habit_tui.domain.amendment import Deviation, deviations
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.path import Path, began_on
from habit_tui.domain.reflection import Story, stories
from habit_tui.domain.story import Record, StoryPost
from habit_tui.domain.streak import Streak
from habit_tui.services import path as paths
from habit_tui.services import streak
from habit_tui.services.desk import Desk
from habit_tui.store import amendment as amendment_store
from habit_tui.store import expense as expense_store
from habit_tui.store import path as path_store
from habit_tui.store import post as post_store
from habit_tui.store import reflection as reflection_store
from habit_tui.store import story as store
from habit_tui.store.store import Unit


def tell(
    desk: Desk, now: datetime, first: date | None = None, last: date | None = None, path: str | None = None
) -> Record:
    """The record of the study days first..last, by default from the first thing that happened to today.

    Days before that first thing and days to come are left out: there is nothing to tell of them.
    `path` names one by a part of its name: then only its sessions, its resources and the reflections on it
    are told, by default of the days it was walked; posts are those of these days. Raises NotUnderstood for
    days in the wrong order, CannotBeDone for an unknown path and when there is nothing to tell.
    """
    chosen = None if path is None else paths.find(desk, path)
    today = desk.study_day(now)
    with desk.store.reading() as unit:
        path_id = None if chosen is None else chosen.id
        folded = streak.whole_fold(unit, desk, today)
        runs = folded.streaks
        # Who flew west across the date line has sessions on the day after today.
        latest = folded.days[-1].study_day
        ends = min(last or (chosen and chosen.ended_on) or latest, latest)
        walked = tuple(
            each
            for each in path_store.all_paths(unit)
            if path_id in (None, each.id) and _is_walked(each, ends)
        )
        noted = _reflections(unit, path_id, ends)
        if first is not None and ends < first:
            raise NotUnderstood(f"the story cannot end on {ends}, before its first day {first}")
        began = _first_day(unit, walked, noted, path_id)
        if began is None or began > ends:
            raise CannotBeDone("there is nothing to tell yet: log what you study, and the story follows")
        begins = max(began, first or began)
        original = [each for path in walked for each in amendment_store.originals_of(unit, path.id)]
        planned_until = [each.planned_last for each in original if each.planned_last is not None]
        return Record(
            first=begins,
            last=ends,
            name="" if chosen is None else chosen.name,
            paths=walked,
            sessions=store.sessions(unit, begins, ends, path_id),
            reflections=tuple(each for each in noted if begins <= each.opened.on_day <= ends),
            deviations=_deviations(unit, walked, begins, ends),
            posts=_posts(unit, begins, ends),
            longest_streak=max((each.length for each in runs if _reaches(each, begins, ends)), default=0),
            planned=len(original),
            planned_until=max(planned_until, default=None),
            expenses=tuple(
                each
                for each in expense_store.all_expenses(unit)
                if path_id in (None, each.path_id) and begins <= each.on_day <= ends
            ),
        )


def _is_walked(path: Path, last: date) -> bool:
    """Whether a path was under way by a day; work on it can begin before it was meant to."""
    begun = [began_on(resource) for resource in path.resources]
    return min((day for day in (path.started_on, *begun) if day is not None), default=last) <= last


def _first_day(
    unit: Unit, walked: Iterable[Path], noted: Iterable[Story], path_id: int | None
) -> date | None:
    """The day of the first thing that happened, None when nothing did."""
    told = [path.started_on for path in walked]
    told += [began_on(resource) for path in walked for resource in path.resources]
    told += [story.opened.on_day for story in noted]
    told += [store.first_session_day(unit, path_id)]
    told += [post.published_on for post in post_store.all_posts(unit) if path_id is None]
    return min((day for day in told if day is not None), default=None)


def _reflections(unit: Unit, path_id: int | None, last: date) -> tuple[Story, ...]:
    """What was noted up to a day, with what had followed from it by then."""
    known = [each for each in reflection_store.all_reflections(unit) if each.on_day <= last]
    return tuple(each for each in stories(known) if path_id in (None, each.opened.path_id))


def _deviations(unit: Unit, walked: Iterable[Path], first: date, last: date) -> tuple[Deviation, ...]:
    told = [each for path in walked for each in deviations(path, amendment_store.of_path(unit, path.id))]
    within = (each for each in told if first <= each.on_day <= last)
    return tuple(sorted(within, key=lambda each: each.on_day))


def _posts(unit: Unit, first: date, last: date) -> tuple[StoryPost, ...]:
    updates = post_store.updates(unit)
    told = [
        StoryPost(post, tuple(each for each in updates.get(post.id, ()) if each.on_day <= last))
        for post in post_store.all_posts(unit)
        if post.published_on is not None and first <= post.published_on <= last
    ]
    return tuple(sorted(told, key=lambda each: (each.post.published_on or date.max, each.post.id)))


def _reaches(run: Streak, first: date, last: date) -> bool:
    return run.first <= last and run.last >= first
