"""The story of a time: what was begun, month by month, what it cost and what came of it, from rows alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from habit_tui.domain.amendment import Deviation
from habit_tui.domain.expense import Expense
from habit_tui.domain.kind import Kind
from habit_tui.domain.milestone import months_later
from habit_tui.domain.money import totals
from habit_tui.domain.path import Certificate, Path, Resource, Status, StatusChange, began_on, status_after
from habit_tui.domain.post import Post, PostUpdate
from habit_tui.domain.reflection import SOLVABLE, ReflectionKind
from habit_tui.domain.reflection import Story as Reflected


@dataclass(frozen=True, slots=True)
class StorySession:
    """A finished session as a story tells it; `what` are its words, its resource's title or its kind."""

    study_day: date
    minutes: int
    kind: Kind
    what: str
    note: str = ""
    resource_id: int | None = None


@dataclass(frozen=True, slots=True)
class StoryPost:
    """A published post with its dated updates."""

    post: Post
    updates: tuple[PostUpdate, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """The rows of the study days first..last, each list oldest first.

    `paths` are whole; of their resources only what happened in these days is told. `longest_streak` counts
    the days of the longest streak that reaches into them. `planned` is how many resources the plans began
    with, `planned_until` the last day of these plans.
    """

    first: date
    last: date
    name: str = ""
    paths: tuple[Path, ...] = ()
    sessions: tuple[StorySession, ...] = ()
    reflections: tuple[Reflected, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    posts: tuple[StoryPost, ...] = ()
    longest_streak: int = 0
    planned: int = 0
    planned_until: date | None = None
    expenses: tuple[Expense, ...] = ()


@dataclass(frozen=True, slots=True)
class Effort:
    """What sessions amount to."""

    minutes: int
    sessions: int
    days: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A resource in the numbered timeline: since when, what it came to by the last day, and what was done."""

    resource: Resource
    began_on: date
    status: Status
    ended_on: date | None
    effort: Effort
    changes: tuple[StatusChange, ...]
    certificates: tuple[Certificate, ...]
    reflections: tuple[Reflected, ...]


@dataclass(frozen=True, slots=True)
class State:
    """A resource in a month: the states it went through, and the minutes it took."""

    resource: Resource
    statuses: tuple[Status, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the story, counted from its first day; the last one may be cut short."""

    number: int
    first: date
    last: date
    effort: Effort
    states: tuple[State, ...]
    reflections: tuple[Reflected, ...]
    certificates: tuple[Certificate, ...]
    posts: tuple[StoryPost, ...]


@dataclass(frozen=True, slots=True)
class LogDay:
    """A day with sessions, numbered from 1 on, and the addresses that belong to it by title."""

    number: int
    study_day: date
    sessions: tuple[StorySession, ...]
    reflections: tuple[Reflected, ...]
    links: tuple[tuple[str, str], ...]


def effort(sessions: Iterable[StorySession]) -> Effort:
    """Add up sessions."""
    told = tuple(sessions)
    return Effort(sum(each.minutes for each in told), len(told), len({each.study_day for each in told}))


def by_kind(record: Record) -> tuple[tuple[Kind, int], ...]:
    """Give the minutes of each kind that has any, in the kinds' order."""
    minutes: Counter[Kind] = Counter()
    for session in record.sessions:
        minutes[session.kind] += session.minutes
    return tuple((kind, minutes[kind]) for kind in Kind if minutes[kind])


def resources(record: Record) -> tuple[Resource, ...]:
    """Give every resource of the record's paths, in path order."""
    return tuple(each for path in record.paths for each in path.resources)


def timeline(record: Record) -> tuple[Entry, ...]:
    """Give what was begun or worked on, by the day it was begun."""
    worked = _by_resource(record.sessions)
    entries = [
        entry
        for resource in resources(record)
        if (entry := _entry(record, resource, worked.get(resource.id, []))) is not None
    ]
    return tuple(sorted(entries, key=lambda entry: entry.began_on))


def months(record: Record) -> tuple[Month, ...]:
    """Give the months from the first day on, each with the states its resources went through."""
    found: list[Month] = []
    begins = record.first
    while begins <= record.last:
        next_first = months_later(record.first, len(found) + 1)
        ends = min(date.fromordinal(next_first.toordinal() - 1), record.last)
        found.append(_month(record, len(found) + 1, begins, ends))
        begins = next_first
    return tuple(found)


def days(record: Record) -> tuple[LogDay, ...]:
    """Give the days with sessions, oldest first, numbered as days of study."""
    titles = {each.id: (each.title, each.url) for each in resources(record)}
    by_day: dict[date, list[StorySession]] = {}
    for session in record.sessions:
        by_day.setdefault(session.study_day, []).append(session)
    return tuple(
        LogDay(
            number,
            day,
            tuple(sessions),
            tuple(each for each in record.reflections if each.opened.on_day == day),
            tuple(dict.fromkeys(_links(record, day, sessions, titles))),
        )
        for number, (day, sessions) in enumerate(sorted(by_day.items()), 1)
    )


def certificates(record: Record) -> tuple[tuple[Certificate, Resource], ...]:
    """Give the certificates of these days with what they were given for, oldest first."""
    found = [
        (certificate, resource)
        for resource in resources(record)
        for certificate in resource.certificates
        if record.first <= certificate.on_day <= record.last
    ]
    return tuple(sorted(found, key=lambda pair: pair[0].on_day))


def costs(record: Record) -> tuple[tuple[str, int, str], ...]:
    """Give what was paid for: the timeline's resources that have a price, then the expenses.

    Each with minor units of its currency; expenses of the same name and currency are one.
    """
    told = (entry.resource for entry in timeline(record))
    priced = [(each.title, each.cost, each.currency) for each in told if each.cost]
    spent: dict[tuple[str, str], int] = {}
    for each in record.expenses:
        spent[each.what, each.currency] = spent.get((each.what, each.currency), 0) + each.amount
    return (*priced, *((what, amount, currency) for (what, currency), amount in spent.items()))


def cost_totals(record: Record) -> tuple[tuple[int, str], ...]:
    """Give the sum of all prices in each currency."""
    return totals((cost, currency) for _, cost, currency in costs(record))


def obstacles(record: Record) -> tuple[Reflected, ...]:
    """Give the setbacks and blockers with what was tried and what solved them, oldest first."""
    return tuple(each for each in record.reflections if each.opened.kind in SOLVABLE)


def of_kind(record: Record, kind: ReflectionKind) -> tuple[Reflected, ...]:
    """Give the reflections of a kind that stand for themselves, oldest first."""
    return tuple(each for each in _on_their_own(record) if each.opened.kind is kind)


def _on_their_own(record: Record) -> Iterator[Reflected]:
    """What solved something is told there, and the reason of a change to the plan with the change."""
    reasons = {(each.on_day, each.reason) for each in record.deviations}
    for each in record.reflections:
        if each.opened.about_id is None and (each.opened.on_day, each.opened.text) not in reasons:
            yield each


def _entry(record: Record, resource: Resource, sessions: list[StorySession]) -> Entry | None:
    changes = tuple(each for each in resource.changes if record.first <= each.on_day <= record.last)
    begun = began_on(resource)
    if begun is None or begun > record.last or not (changes or sessions):
        return None
    known = tuple(each for each in resource.changes if each.on_day <= record.last)
    status = status_after(known)
    closed = status in (Status.COMPLETED, Status.DROPPED)
    return Entry(
        resource,
        begun,
        status,
        known[-1].on_day if closed else None,
        effort(sessions),
        changes,
        tuple(each for each in resource.certificates if record.first <= each.on_day <= record.last),
        tuple(each for each in _on_their_own(record) if each.opened.resource_id == resource.id),
    )


def _month(record: Record, number: int, first: date, last: date) -> Month:
    sessions = [each for each in record.sessions if first <= each.study_day <= last]
    worked = _by_resource(sessions)
    states: list[State] = []
    for resource in resources(record):
        passed = tuple(each.status for each in resource.changes if first <= each.on_day <= last)
        minutes = sum(each.minutes for each in worked.get(resource.id, []))
        if passed or minutes:
            states.append(State(resource, tuple(status for status, _ in groupby(passed)), minutes))
    return Month(
        number,
        first,
        last,
        effort(sessions),
        tuple(states),
        tuple(each for each in _on_their_own(record) if first <= each.opened.on_day <= last),
        tuple(each for each, _ in certificates(record) if first <= each.on_day <= last),
        tuple(each for each in record.posts if first <= (each.post.published_on or date.max) <= last),
    )


def _by_resource(sessions: Iterable[StorySession]) -> Mapping[int, list[StorySession]]:
    found: dict[int, list[StorySession]] = {}
    for session in sessions:
        if session.resource_id is not None:
            found.setdefault(session.resource_id, []).append(session)
    return found


def _links(
    record: Record,
    day: date,
    sessions: Iterable[StorySession],
    titles: Mapping[int, tuple[str, str]],
) -> Iterator[tuple[str, str]]:
    for session in sessions:
        title, url = titles.get(session.resource_id or 0, ("", ""))
        if url:
            yield title, url
    for certificate, _ in certificates(record):
        if certificate.url and certificate.on_day == day:
            yield certificate.title, certificate.url
    for each in record.posts:
        if each.post.url and each.post.published_on == day:
            yield each.post.title, each.post.url
