"""What the words of a WHAT stand for: the resource they name, and the kind of session that makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from habit_tui.domain import match as matching
from habit_tui.domain.kind import Kind
from habit_tui.domain.match import Match
from habit_tui.domain.path import SESSION_KIND, is_closed
from habit_tui.domain.plan import Candidate

WHAT_LIMIT = 500
NO_MATCH = Match(None, None)


@dataclass(frozen=True, slots=True)
class Meant:
    """What WHAT stands for: the resource it matches, if any, and the kind of session."""

    match: Match
    kind: Kind


def meant(what: str, resources: Sequence[Candidate], kind: Kind | None = None) -> Meant:
    """What a WHAT stands for among the resources; the `kind` is the one given, else the resource's."""
    found = match_resource(what, resources)
    return Meant(found, kind or kind_of(found.id, resources))


def match_resource(what: str, resources: Sequence[Candidate]) -> Match:
    """The resource that words of the learner name, if they name one."""
    if not what.strip():
        return NO_MATCH
    return matching.match(
        what, [matching.Candidate(each.id, each.title, is_closed(each.status)) for each in resources]
    )


def kind_of(resource_id: int | None, resources: Sequence[Candidate]) -> Kind:
    """The kind of a session on a resource when the learner names none."""
    return next((SESSION_KIND[each.kind] for each in resources if each.id == resource_id), Kind.STUDY)
