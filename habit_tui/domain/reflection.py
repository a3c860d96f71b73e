"""Reflections: short notes that are not sessions, and how a setback or a blocker was solved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReflectionKind(StrEnum):
    """What a reflection is about."""

    SETBACK = "setback"
    BLOCKER = "blocker"
    WIN = "win"
    TAKEAWAY = "takeaway"
    ASSESSMENT = "assessment"


SOLVABLE = (ReflectionKind.SETBACK, ReflectionKind.BLOCKER)
"""The kinds that stay open until something solves them."""


@dataclass(frozen=True, slots=True)
class Reflection:
    """A note of a study day, on a path or a resource if one is named.

    `about_id` names an earlier setback or blocker that this one is about; `solves` says that it solved it.
    """

    id: int
    uid: str
    kind: ReflectionKind
    text: str
    on_day: date
    path_id: int | None = None
    resource_id: int | None = None
    about_id: int | None = None
    solves: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """What became of a reflection: what was tried, and what solved it, None while nothing has."""

    opened: Reflection
    tried: tuple[Reflection, ...] = ()
    solved: Reflection | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is a setback or a blocker that nothing has solved."""
        return self.opened.kind in SOLVABLE and self.solved is None


def stories(reflections: Iterable[Reflection]) -> tuple[Story, ...]:
    """Every reflection with what followed from it, in the order given, which is oldest first."""
    noted = tuple(reflections)
    about: dict[int, list[Reflection]] = {}
    for each in noted:
        if each.about_id is not None:
            about.setdefault(each.about_id, []).append(each)
    return tuple(_story(each, about.get(each.id, [])) for each in noted)


def assessed_on(reflections: Iterable[Reflection], path_id: int) -> tuple[date, ...]:
    """The days a path was assessed on; an assessment of no path is one of all."""
    return tuple(
        each.on_day
        for each in reflections
        if each.kind is ReflectionKind.ASSESSMENT and each.path_id in (None, path_id)
    )


def _story(opened: Reflection, following: list[Reflection]) -> Story:
    return Story(
        opened,
        tuple(each for each in following if not each.solves),
        next((each for each in following if each.solves), None),
    )
