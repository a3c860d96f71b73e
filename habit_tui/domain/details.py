"""Details: what is typed about a resource, read into the resource it describes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from habit_tui.domain import grammar, money
from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.path import Resource, ResourceKind
from habit_tui.domain.words import quoted

NONE = "none"
"""The word that takes a day, an amount or a price away."""


@dataclass(frozen=True, slots=True)
class Details:
    """What was typed about a resource; None leaves a thing as it is, "none" takes it away."""

    title: str | None = None
    kind: str | None = None
    first: str | None = None
    last: str | None = None
    minutes: str | None = None
    cost: str | None = None
    url: str | None = None
    note: str | None = None
    outcome: str | None = None
    score: str | None = None


def detailed(resource: Resource, details: Details, today: date) -> Resource:
    """The resource with what was typed about it on a study day; raises NotUnderstood."""
    minutes, price = resource.planned_minutes, (resource.cost, resource.currency)
    if details.minutes is not None:
        minutes = None if details.minutes == NONE else grammar.effort(details.minutes)
    if details.cost is not None:
        price = (None, "") if details.cost == NONE else money.price(details.cost)
    return replace(
        resource,
        title=_or(details.title, resource.title),
        kind=resource.kind if details.kind is None else resource_kind(details.kind),
        planned_first=changed_day(details.first, resource.planned_first, today),
        planned_last=changed_day(details.last, resource.planned_last, today),
        planned_minutes=minutes,
        cost=price[0],
        currency=price[1],
        url=_or(details.url, resource.url),
        note=_or(details.note, resource.note),
        outcome=_or(details.outcome, resource.outcome),
        score=_or(details.score, resource.score),
    )


def changed_day(word: str | None, present: date | None, today: date) -> date | None:
    """The day a word puts in the present one's place: "none" takes it away, no word leaves it."""
    if word is None:
        return present
    return None if word == NONE else grammar.day(word, today)


def resource_kind(word: str) -> ResourceKind:
    """The kind of a resource by its name; raises NotUnderstood."""
    try:
        return ResourceKind(word.lower())
    except ValueError:
        raise NotUnderstood(f"{quoted(word)} is no kind of resource; use {', '.join(ResourceKind)}") from None


def _or(text: str | None, present: str) -> str:
    return present if text is None else text
