"""Prompts: reasons to write that follow from the record."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from habit_tui.domain import prompt as rules
from habit_tui.domain.cause import LONGEST_DAYS, TOPIC_MINUTES
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.fact import Cause, Effort, Facts, Note, PathMonth, Run
from habit_tui.domain.milestone import month_over
from habit_tui.domain.prompt import Answer, AnswerState, Prompt, Template
from habit_tui.domain.streak import COUNTED
from habit_tui.domain.words import quoted
from habit_tui.services import streak
from habit_tui.services.desk import Desk
from habit_tui.store import prompt as store
from habit_tui.store import session as session_store
from habit_tui.store import streak as streak_store
from habit_tui.store.store import Unit

FORTNIGHT = timedelta(days=13)
"""From the first of 14 study days to the last."""

MONTH = timedelta(days=31)
"""How far back a path's start or a change of status can still be a cause."""

SNOOZE_DAYS = 3
"""A prompt is put off for so many days when no day is named."""


def show(desk: Desk, now: datetime) -> tuple[Prompt, ...]:
    """The prompts that are due, the weightiest first."""
    with desk.store.reading() as unit:
        return due(unit, desk, desk.study_day(now))


def skip(desk: Desk, prompt_id: str, now: datetime) -> Prompt:
    """Do not ask for this cause again; raises CannotBeDone for a prompt that is not due."""
    day = desk.study_day(now)
    with desk.store.writing(now, desk.door, "skip") as unit:
        skipped = due_by_id(unit, desk, day, prompt_id)
        store.answer(unit, Answer(skipped.id, AnswerState.SKIPPED, day))
        unit.describe(f"skipped the prompt {quoted(skipped.question)}")
        return skipped


def snooze(desk: Desk, prompt_id: str, now: datetime, until: date | None = None) -> Prompt:
    """Put a prompt off until a day, by default three days on; it is given as it will be due then.

    Raises CannotBeDone for a prompt that is not due, NotUnderstood for a day that is not to come.
    """
    day = desk.study_day(now)
    ends = until or day + timedelta(days=SNOOZE_DAYS)
    if ends <= day:
        raise NotUnderstood(f"a prompt is put off until a day to come, not until {ends}")
    with desk.store.writing(now, desk.door, "snooze") as unit:
        put_off = due_by_id(unit, desk, day, prompt_id)
        store.answer(unit, Answer(put_off.id, AnswerState.SNOOZED, day, ends))
        unit.describe(f"put off the prompt {quoted(put_off.question)}")
        return replace(put_off, due=ends)


def due(unit: Unit, desk: Desk, day: date) -> tuple[Prompt, ...]:
    """The prompts to show on a study day, the weightiest first."""
    facts, answers = gather(unit, desk, day), store.answers(unit)
    back = tuple(_back(unit, desk, day, answers))
    # Reading the templates costs more than all the queries, so it waits for something to ask.
    if not back and not rules.unsettled(facts, answers):
        return ()
    return rules.due(facts, _templates(desk, store.starters_in_use(unit)), answers, back)


def _back(unit: Unit, desk: Desk, day: date, answers: Iterable[Answer]) -> Iterator[tuple[Answer, Cause]]:
    """The causes whose snooze has ended, from the facts of the days they were put off."""
    for answer in rules.awake(tuple(answers), day):
        if answer.until is None or (day - answer.until).days > LONGEST_DAYS:
            continue
        cause = rules.returned(answer, gather(unit, desk, answer.on_day), day)
        if cause is not None:
            yield answer, cause


def due_by_id(unit: Unit, desk: Desk, day: date, prompt_id: str, besides: str = "") -> Prompt:
    """The due prompt of this id, or of this name; raises CannotBeDone when it is not due.

    `besides` ends the refusal with what else can be done.
    """
    for prompt in due(unit, desk, day):
        if prompt_id in (prompt.id, prompt.name):
            return prompt
    listed = "`habit-tui post prompts` lists those that are"
    raise CannotBeDone(f"no prompt {quoted(prompt_id)} is due; {listed}{besides}")


def gather(unit: Unit, desk: Desk, day: date) -> Facts:
    """The facts of a study day that prompts follow from; none of the queries reads the whole record."""
    changes = store.status_changes(unit, day - MONTH, day)
    earned = store.certificates(unit, day - MONTH, day)
    wanted = {change.resource_id for change in changes} | {each.resource_id for each in earned}
    return Facts(
        today=day,
        paths=store.paths_started(unit, day - MONTH, day),
        changes=changes,
        efforts=_efforts(unit, day, wanted),
        first_session_day=streak_store.first_session(unit),
        study_days=store.latest_study_days(unit, day),
        run=_run(unit, desk, day),
        notes=_notes(unit, day),
        last_post_day=store.latest_post_day(unit),
        months=tuple(_months(unit, day)),
        plan_changes=store.plan_changes(unit, day - MONTH, day),
        earned=earned,
        reflections=store.reflections(unit, day - MONTH, day),
        published=store.published(unit, day),
        dates=desk.dates,
    )


def _months(unit: Unit, day: date) -> Iterator[PathMonth]:
    """The latest month of each path that ended lately, if the path was still walked then."""
    for path, ended_on in store.path_starts(unit, day):
        over = month_over(path.on_day, day)
        if over is None:
            continue
        number, first, last = over
        if day - last <= MONTH and (ended_on is None or ended_on >= last):
            yield store.path_month(unit, PathMonth(path, number, first, last))


def _efforts(unit: Unit, day: date, resource_ids: Iterable[int]) -> tuple[Effort, ...]:
    """The efforts of the fortnight and of these resources, with totals where a cause may need them."""
    found: list[Effort] = []
    wanted = set(resource_ids)
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
            session_uid=session.uid,
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


def own_prompts(desk: Desk) -> str:
    """The folder beside the store for prompts of one's own, which need not exist."""
    return os.path.join(os.path.dirname(desk.store.file), "prompts")


def problems(desk: Desk) -> tuple[str, ...]:
    """A sentence for each file of one's own prompts that cannot be read; the others still ask."""
    from habit_tui.exchange.prompt import own

    with desk.store.reading() as unit:
        starters = store.starters_in_use(unit)
    return (*own(own_prompts(desk))[1], *_of_starters(desk, starters)[1])


def _of_starters(desk: Desk, names: Iterable[str]) -> tuple[list[Template], list[str]]:
    """The prompts of starters, and a sentence for each whose kept file cannot be read."""
    from habit_tui.exchange.prompt import starter_prompts

    kept = kept_starters(desk)
    templates: list[Template] = []
    wrong: list[str] = []
    for name in names:
        try:
            templates += starter_prompts(name, kept)
        except NotUnderstood as error:
            wrong.append(str(error))
    return templates, wrong


def _templates(desk: Desk, starters: Iterable[str]) -> tuple[Template, ...]:
    """The learner's own templates, those of the starters in use and those of every path."""
    from habit_tui.exchange.prompt import own, shared_prompts

    templates = [*own(own_prompts(desk))[0], *_of_starters(desk, starters)[0], *shared_prompts()]
    # A template of one's own replaces the one of the same id.
    first: dict[str, Template] = {}
    for template in templates:
        first.setdefault(template.id, template)
    return tuple(first.values())
