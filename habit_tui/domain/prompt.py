"""Prompts: reasons to write, each with the facts behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from habit_tui.domain.cause import Cause, Facts, Scope, causes, short
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


def unsettled(facts: Facts, settled: Collection[str]) -> tuple[Cause, ...]:
    """Give the causes not yet asked about; `settled` holds the ids of the prompts used or skipped."""
    answered = {prompt_id.partition("@")[2] for prompt_id in settled}
    return tuple(cause for cause in causes(facts) if cause.key not in answered)


def due(facts: Facts, templates: Sequence[Template], settled: Collection[str]) -> tuple[Prompt, ...]:
    """Give the prompts to show today, the weightiest first, `AT_MOST` of them.

    A cause asks once, whatever the template, and a template comes back only after the others of its kind, in
    the order given. No two prompts shown together share a trigger or a resource, so
    that a busy morning does not ask the same thing three times.
    """
    prompts: list[Prompt] = []
    used = Counter(prompt_id.partition("@")[0] for prompt_id in settled)
    subjects: set[str | int] = set()
    for cause in unsettled(facts, settled):
        about: set[str | int] = {cause.trigger}
        if cause.scope.resource_id is not None:
            about.add(cause.scope.resource_id)
        template = _template(cause, templates, used)
        if template is None or about & subjects:
            continue
        subjects |= about
        prompts.append(_prompt(template, cause))
        if len(prompts) == AT_MOST:
            break
    return tuple(prompts)


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


def _template(cause: Cause, templates: Sequence[Template], used: Counter[str]) -> Template | None:
    """Give one made for the cause's kind of resource, else one for any: the least used, in order."""
    suitable = [template for template in templates if template.trigger == cause.trigger]
    pool = [template for template in suitable if cause.kind in template.kinds]
    pool = pool or [template for template in suitable if not template.kinds]
    return min(pool, key=lambda template: used[template.id], default=None)


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
