"""Prompts: reasons to write, each with the facts behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from habit_tui.domain.cause import TRIGGERS, causes, short
from habit_tui.domain.fact import Cause, Facts, Scope
from habit_tui.domain.path import ResourceKind

AT_MOST = 3
"""How many prompts are due at a time."""


@dataclass(frozen=True, slots=True)
class Template:
    """A question to write about and when to ask it, as the starters hold it.

    `question`, `reason` and `outline` may name facts of the trigger in braces: "{title}". `kinds` limits it
    to resources of these kinds; empty, it suits every cause of its trigger.
    """

    id: str
    trigger: str
    question: str
    reason: str
    outline: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    kinds: tuple[ResourceKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question that is due, the reason it is asked and an outline to start from.

    `id` is the template's id, "@" and the cause's key.
    """

    id: str
    question: str
    reason: str
    due: date
    outline: tuple[str, ...]
    tags: tuple[str, ...]
    scope: Scope

    @property
    def name(self) -> str:
        """The template's id, which no other prompt has that is due with it."""
        return self.id.partition("@")[0]


class AnswerState(StrEnum):
    """What became of a prompt."""

    USED = "used"
    SKIPPED = "skipped"
    SNOOZED = "snoozed"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a prompt on a day; a snoozed one is silent before the day `until`."""

    prompt_id: str
    state: AnswerState
    on_day: date
    until: date | None = None

    @property
    def key(self) -> str:
        """The key of the cause it answered."""
        return self.prompt_id.partition("@")[2]

    @property
    def template_id(self) -> str:
        """The id of the template that asked."""
        return self.prompt_id.partition("@")[0]


def unsettled(facts: Facts, answers: Collection[Answer]) -> tuple[Cause, ...]:
    """Give the causes of today that were not answered in any way."""
    answered = {answer.key for answer in answers}
    return tuple(cause for cause in causes(facts) if cause.key not in answered)


def awake(answers: Collection[Answer], today: date) -> tuple[Answer, ...]:
    """Give the snoozes that have ended and whose causes nothing else has settled since."""
    settled = {answer.key for answer in answers if answer.state is not AnswerState.SNOOZED}
    return tuple(
        answer
        for answer in answers
        if answer.until is not None and answer.until <= today and answer.key not in settled
    )


def returned(answer: Answer, facts: Facts, today: date) -> Cause | None:
    """Give the cause of a snooze that has ended, from the facts of the day it was put off.

    It is due from the day the snooze ended, for as many days as its trigger lasts; None when it no longer is,
    or when those facts were corrected since.
    """
    for cause in causes(facts):
        if cause.key == answer.key and answer.until is not None:
            fresh = (today - answer.until).days <= TRIGGERS[cause.trigger].lasts_days
            return replace(cause, on_day=answer.until) if fresh else None
    return None


def due(
    facts: Facts,
    templates: Sequence[Template],
    answers: Collection[Answer] = (),
    back: Sequence[tuple[Answer, Cause]] = (),
) -> tuple[Prompt, ...]:
    """Give the prompts to show today, the weightiest first, `AT_MOST` of them.

    A cause asks once, whatever the template, and a template comes back only after the others of its kind, in
    the order given. `back` are causes whose snooze has ended; they ask with the template they had. No two
    prompts shown together share a trigger, a template or a resource, so that a busy morning does not ask the
    same thing three times.
    """
    prompts: list[Prompt] = []
    used = Counter(answer.template_id for answer in answers if answer.state is not AnswerState.SNOOZED)
    asked = {cause.key: answer.template_id for answer, cause in back}
    subjects: set[str | int] = set()
    for cause in _ranked((*unsettled(facts, answers), *(cause for _, cause in back))):
        about: set[str | int] = {cause.trigger}
        if cause.scope.resource_id is not None:
            about.add(cause.scope.resource_id)
        template = _template(cause, templates, used, asked.get(cause.key, ""))
        if template is None or about & subjects or template.id in (each.name for each in prompts):
            continue
        subjects |= about
        prompts.append(_prompt(template, cause))
        if len(prompts) == AT_MOST:
            break
    return tuple(prompts)


def _ranked(found: Sequence[Cause]) -> Sequence[Cause]:
    """Give causes in the order of `TRIGGERS`, then the latest first, else as they come."""
    ranks = {name: rank for rank, name in enumerate(TRIGGERS)}
    return sorted(found, key=lambda cause: (ranks[cause.trigger], -cause.on_day.toordinal()))


def filled(text: str, facts: Mapping[str, str]) -> str:
    """Put facts in the place of their names in braces: "{title}"; what is no known name stays as it is.

    The text is read once, so that braces inside a fact are only braces.
    """
    head, *parts = text.split("{")
    pieces = [head]
    for part in parts:
        name, brace, rest = part.partition("}")
        pieces.append(facts[name] + rest if brace and name in facts else "{" + part)
    return "".join(pieces)


def _template(cause: Cause, templates: Sequence[Template], used: Counter[str], asked: str) -> Template | None:
    """Give the one that asked before, else one made for such a cause, else one for any: the least used."""
    suitable = [template for template in templates if template.trigger in (cause.trigger, cause.wider)]
    before = [template for template in suitable if template.id == asked]
    fitting = [template for template in suitable if _is_made_for(template, cause)]
    pool = before or fitting or [template for template in suitable if not template.kinds]
    return min(pool, key=lambda template: used[template.id], default=None)


def _is_made_for(template: Template, cause: Cause) -> bool:
    if template.kinds:
        return cause.kind in template.kinds
    return bool(cause.wider) and template.trigger == cause.trigger


def _prompt(template: Template, cause: Cause) -> Prompt:
    facts = {name: short(fact) for name, fact in cause.facts.items()}

    def said(text: str) -> str:
        return " ".join(filled(text, facts).split())

    return Prompt(
        id=f"{template.id}@{cause.key}",
        question=said(template.question),
        reason=said(template.reason),
        due=cause.on_day,
        outline=tuple(said(heading) for heading in template.outline),
        tags=template.tags,
        scope=cause.scope,
    )
