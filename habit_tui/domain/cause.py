"""Causes: what happened that is worth a post, found in the facts of a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from habit_tui.domain.path import ResourceKind, Status
from habit_tui.domain.words import day_name, days, duration, one_line, plural

BREAK_DAYS = 7
"""Days without a session, in a row, that make a break."""

POSTLESS_DAYS = 14
"""Days without a post after which one is suggested, and suggested anew."""

TOPIC_MINUTES = 300
"""Minutes on one topic in a fortnight that make it worth a post, again at each doubling of its total."""

PARAGRAPH = 140
"""Characters of a note that are worth a paragraph."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows a draft draws on: the sessions of these study days, of one resource or topic when named."""

    first_day: date
    last_day: date
    resource_id: int | None = None
    what: str = ""


@dataclass(frozen=True, slots=True)
class Cause:
    """Something worth a post; its `key` never changes, so that it is asked about once."""

    trigger: str
    key: str
    on_day: date
    scope: Scope
    facts: Mapping[str, str] = field(default_factory=dict)
    kind: ResourceKind | None = None


@dataclass(frozen=True, slots=True)
class PathStart:
    """A path and the day it was started."""

    id: int
    name: str
    on_day: date


@dataclass(frozen=True, slots=True)
class ResourceChange:
    """A resource's change of status."""

    resource_id: int
    title: str
    kind: ResourceKind
    status: Status
    on_day: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Effort:
    """What the sessions on one resource, or on one topic in free text, amount to.

    `fortnight_minutes` are those of the last 14 study days, today among them.
    """

    what: str
    resource_id: int | None
    first_day: date
    last_day: date
    minutes: int
    sessions: int
    fortnight_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """The current streak: its length, its first day, and its latest counted days, oldest first."""

    length: int
    first_day: date
    counted: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A session that has a note."""

    session_id: int
    study_day: date
    what: str
    minutes: int
    text: str
    resource_id: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that prompts can be due for, as the record has it.

    `study_days` are the latest study days with a session, at least ten where there are that many, oldest
    first. `run` is None without a current streak. `notes` need not be older than yesterday's, `counted` of
    `run` no longer than three days, `changes` no older than a month.
    """

    today: date
    paths: tuple[PathStart, ...] = ()
    changes: tuple[ResourceChange, ...] = ()
    efforts: tuple[Effort, ...] = ()
    first_session_day: date | None = None
    study_days: tuple[date, ...] = ()
    run: Run | None = None
    notes: tuple[Note, ...] = ()
    last_post_day: date | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A kind of cause: how many days it stays due, the facts it offers, and how it is found."""

    lasts_days: int
    names: frozenset[str]
    find: Callable[[Facts], Iterable[Cause]]


def causes(facts: Facts) -> tuple[Cause, ...]:
    """Give what there is to write about today, the weightiest first.

    The order is that of `TRIGGERS`, then the latest first.
    """
    found: list[Cause] = []
    for trigger in TRIGGERS.values():
        fresh = [
            cause
            for cause in trigger.find(facts)
            if 0 <= (facts.today - cause.on_day).days <= trigger.lasts_days
        ]
        found += sorted(fresh, key=lambda cause: (-cause.on_day.toordinal(), cause.key))
    return tuple(found)


def _started_paths(facts: Facts) -> Iterator[Cause]:
    for path in facts.paths:
        yield Cause(
            "path_started",
            f"path-{path.id}",
            path.on_day,
            Scope(path.on_day, facts.today),
            {"path": path.name, "day": day_name(path.on_day)},
        )


def _first_session(facts: Facts) -> Iterator[Cause]:
    if facts.first_session_day is not None:
        day = facts.first_session_day
        yield Cause("first_session", "first-session", day, Scope(day, day), {"day": day_name(day)})


def _changed_to(status: Status, facts: Facts) -> Iterator[Cause]:
    """A change says something only until the resource changes again."""
    latest = {
        change.resource_id: change for change in sorted(facts.changes, key=lambda change: change.on_day)
    }
    efforts = {effort.resource_id: effort for effort in facts.efforts if effort.resource_id is not None}
    for change in latest.values():
        if change.status is not status:
            continue
        effort = efforts.get(change.resource_id)
        yield Cause(
            f"resource_{status}",
            f"{status}-{change.resource_id}",
            change.on_day,
            Scope(effort.first_day if effort else change.on_day, facts.today, change.resource_id),
            {
                "title": change.title,
                "kind": change.kind.value,
                "day": day_name(change.on_day),
                "effort": _effort(effort) if effort else "no hours logged",
                "words": f'You noted: "{change.reason}".' if change.reason else "",
            },
            change.kind,
        )


def _started(facts: Facts) -> Iterator[Cause]:
    return _changed_to(Status.STARTED, facts)


def _completed(facts: Facts) -> Iterator[Cause]:
    return _changed_to(Status.COMPLETED, facts)


def _dropped(facts: Facts) -> Iterator[Cause]:
    return _changed_to(Status.DROPPED, facts)


def _streak_started(facts: Facts) -> Iterator[Cause]:
    """A first day is news only where neither the first session nor a return tells it better."""
    told = {facts.first_session_day, *(back for _, back in _breaks(facts))}
    return (
        cause
        for length, cause in _streak_days(facts, "streak_started")
        if length == 1 and cause.on_day not in told
    )


def _streak_reached(facts: Facts) -> Iterator[Cause]:
    reached = _streak_days(facts, "streak_reached")
    return (cause for length, cause in reached if length > 1 and 0 in (length % 7, length % 30, length % 100))


def _streak_days(facts: Facts, trigger: str) -> Iterator[tuple[int, Cause]]:
    if facts.run is None:
        return
    first_day = facts.run.first_day
    for ago, day in enumerate(reversed(facts.run.counted)):
        length = facts.run.length - ago
        known = {"days": days(length), "since": day_name(first_day)}
        yield length, Cause(trigger, f"streak-{first_day}-{length}", day, Scope(first_day, day), known)


def _returns(facts: Facts) -> Iterator[Cause]:
    for last, back in _breaks(facts):
        yield Cause(
            "return_after_break",
            f"return-{back}",
            back,
            Scope(back, facts.today),
            {"days": days((back - last).days - 1), "last": day_name(last), "day": day_name(back)},
        )


def _breaks(facts: Facts) -> list[tuple[date, date]]:
    pairs = zip(facts.study_days, facts.study_days[1:], strict=False)
    return [(last, back) for last, back in pairs if (back - last).days > BREAK_DAYS]


def _topics(facts: Facts) -> Iterator[Cause]:
    for effort in facts.efforts:
        if effort.fortnight_minutes <= TOPIC_MINUTES or not effort.what.strip():
            continue
        reached = TOPIC_MINUTES
        while reached * 2 <= effort.minutes:
            reached *= 2
        name = str(effort.resource_id) if effort.resource_id is not None else _plain(effort.what)
        yield Cause(
            "topic_hours",
            f"hours-{name}-{reached // 60}",
            effort.last_day,
            Scope(effort.first_day, facts.today, effort.resource_id, effort.what),
            {
                "title": effort.what,
                "fortnight": duration(effort.fortnight_minutes),
                "effort": _effort(effort),
                "sessions": plural(effort.sessions, "session", "sessions"),
            },
        )


def _long_notes(facts: Facts) -> Iterator[Cause]:
    for note in facts.notes:
        if len(note.text) >= PARAGRAPH:
            yield Cause(
                "long_session_note",
                f"note-{note.session_id}",
                note.study_day,
                Scope(note.study_day, note.study_day, note.resource_id, note.what),
                {
                    "title": note.what.strip() or "the session",
                    "day": day_name(note.study_day),
                    "time": duration(note.minutes),
                    "excerpt": short(note.text, 60),
                },
            )


def _no_post(facts: Facts) -> Iterator[Cause]:
    """Who has not studied for a fortnight is not asked for posts."""
    since = facts.last_post_day or facts.first_session_day
    studied = bool(facts.study_days) and (facts.today - facts.study_days[-1]).days < POSTLESS_DAYS
    if since is None or not studied:
        return
    times = (facts.today - since).days // POSTLESS_DAYS
    if times < 1:
        return
    recent = sum(effort.fortnight_minutes for effort in facts.efforts)
    on_day = since + timedelta(days=times * POSTLESS_DAYS)
    yield Cause(
        "days_without_post",
        f"no-post-{on_day}",
        on_day,
        Scope(since, facts.today),
        {"days": days((facts.today - since).days), "since": day_name(since), "fortnight": duration(recent)},
    )


def _effort(effort: Effort) -> str:
    """Hours over time: "41 h in 6 weeks"."""
    count = (effort.last_day - effort.first_day).days + 1
    if count < 14:
        span = days(count)
    elif count < 180:
        span = plural(round(count / 7), "week", "weeks")
    else:
        span = plural(round(count / 30.44), "month", "months")
    return f"{duration(effort.minutes)} in {span}"


def _plain(text: str) -> str:
    """A free-text topic as a part of a key: its letters and digits, whatever the case, the rest hyphens."""
    return "-".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def short(text: str, limit: int = 120) -> str:
    """One line of at most `limit` characters, cut between words where it can be."""
    line = " ".join(one_line(text).split())
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    return (head[: head.rindex(" ")] if " " in head else head) + "…"


TRIGGERS: Mapping[str, Trigger] = {
    "resource_completed": Trigger(21, frozenset({"title", "kind", "day", "effort", "words"}), _completed),
    "resource_dropped": Trigger(14, frozenset({"title", "kind", "day", "effort", "words"}), _dropped),
    "return_after_break": Trigger(3, frozenset({"days", "last", "day"}), _returns),
    "first_session": Trigger(7, frozenset({"day"}), _first_session),
    "long_session_note": Trigger(1, frozenset({"title", "day", "time", "excerpt"}), _long_notes),
    "streak_reached": Trigger(2, frozenset({"days", "since"}), _streak_reached),
    "topic_hours": Trigger(7, frozenset({"title", "fortnight", "effort", "sessions"}), _topics),
    "resource_started": Trigger(7, frozenset({"title", "kind", "day", "effort", "words"}), _started),
    "streak_started": Trigger(1, frozenset({"since"}), _streak_started),
    "path_started": Trigger(14, frozenset({"path", "day"}), _started_paths),
    "days_without_post": Trigger(POSTLESS_DAYS, frozenset({"days", "since", "fortnight"}), _no_post),
}
"""Every trigger by name, the weightiest first."""
