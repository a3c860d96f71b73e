"""Prompts: reasons to write that follow from the record."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from habit_tui.domain import prompt as rules
from habit_tui.domain.cause import TOPIC_MINUTES, Effort, Facts, Note, ResourceChange, Run
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.prompt import Prompt, Template
from habit_tui.domain.streak import COUNTED
from habit_tui.domain.words import quoted
from habit_tui.services import streak
from habit_tui.services.desk import Desk
from habit_tui.store import prompt as store
from habit_tui.store import session as session_store
from habit_tui.store.store import Unit

FORTNIGHT = timedelta(days=13)
"""From the first of 14 study days to the last."""

MONTH = timedelta(days=31)
"""How far back a path's start or a change of status can still be a cause."""


def show(desk: Desk, now: datetime) -> tuple[Prompt, ...]:
    """The prompts that are due, the weightiest first."""
    with desk.store.reading() as unit:
        return due(unit, desk, desk.study_day(now))


def skip(desk: Desk, prompt_id: str, now: datetime) -> Prompt:
    """Do not ask for this cause again; raises CannotBeDone for a prompt that is not due."""
    day = desk.study_day(now)
    with desk.store.writing(now, desk.door, "skip") as unit:
        skipped = due_by_id(unit, desk, day, prompt_id)
        store.settle(unit, skipped.id, "skipped", day)
        unit.describe(f"skipped the prompt {quoted(skipped.question)}")
        return skipped


def due(unit: Unit, desk: Desk, day: date) -> tuple[Prompt, ...]:
    """The prompts to show on a study day, the weightiest first."""
    facts, settled = gather(unit, desk, day), store.settled(unit)
    # Reading the templates costs more than all the queries, so it waits for something to ask.
    if not rules.unsettled(facts, settled):
        return ()
    return rules.due(facts, _templates(desk, store.starters_in_use(unit)), settled)


def due_by_id(unit: Unit, desk: Desk, day: date, prompt_id: str) -> Prompt:
    """The due prompt of this id; raises CannotBeDone when it is not due."""
    for prompt in due(unit, desk, day):
        if prompt.id == prompt_id:
            return prompt
    raise CannotBeDone(f"no prompt {quoted(prompt_id)} is due; `habit-tui post prompts` lists those that are")


def gather(unit: Unit, desk: Desk, day: date) -> Facts:
    """The facts of a study day that prompts follow from; none of the queries reads the whole record."""
    changes = store.status_changes(unit, day - MONTH, day)
    return Facts(
        today=day,
        paths=store.paths_started(unit, day - MONTH, day),
        changes=changes,
        efforts=_efforts(unit, day, changes),
        first_session_day=store.first_session_day(unit),
        study_days=store.latest_study_days(unit, day),
        run=_run(unit, desk, day),
        notes=_notes(unit, day),
        last_post_day=store.latest_post_day(unit),
    )


def _efforts(unit: Unit, day: date, changes: Iterable[ResourceChange]) -> tuple[Effort, ...]:
    """The efforts of the fortnight and of the changed resources, with totals where a cause may need them."""
    found: list[Effort] = []
    wanted = {change.resource_id for change in changes}
    for recent in store.efforts(unit, day - FORTNIGHT, day):
        whole: Effort | None = None
        if recent.resource_id is not None:
            wanted.discard(recent.resource_id)
            whole = store.resource_effort(unit, recent.resource_id, day)
        elif recent.minutes > TOPIC_MINUTES:
            whole = store.topic_effort(unit, recent.what, day)
        found.append(replace(whole or recent, fortnight_minutes=recent.minutes))
    older = (store.resource_effort(unit, resource_id, day) for resource_id in sorted(wanted))
    return (*found, *(effort for effort in older if effort is not None))


def _run(unit: Unit, desk: Desk, day: date) -> Run | None:
    folded = streak.recent_fold(unit, desk, day, day - timedelta(days=3))
    first = folded.state.first
    if not folded.current or first is None:
        return None
    counted = [each.study_day for each in folded.days if each.verdict in COUNTED and each.study_day >= first]
    return Run(folded.current, first, tuple(counted[-3:]))


def _notes(unit: Unit, day: date) -> tuple[Note, ...]:
    sessions = session_store.between(unit, day - timedelta(days=1), day)
    return tuple(
        Note(
            session_id=session.id,
            study_day=session.study_day,
            what=session.resource or session.what or session.kind.value,
            minutes=session.minutes,
            text=session.note,
            resource_id=session.resource_id,
        )
        for session in sessions
        if session.note
    )


def kept_starters(desk: Desk) -> str:
    """The folder beside the store where starters of one's own are kept for their prompts."""
    return os.path.join(os.path.dirname(desk.store.file), "starters")


def _templates(desk: Desk, starters: Iterable[str]) -> tuple[Template, ...]:
    """The templates of the starters in use and those of every path."""
    from habit_tui.exchange.prompt import shared_prompts, starter_prompts

    kept = kept_starters(desk)
    return (*(template for name in starters for template in starter_prompts(name, kept)), *shared_prompts())
