"""Causes: what happened that is worth a post, found in the facts of a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from habit_tui.domain import milestone
from habit_tui.domain.dates import day_name
from habit_tui.domain.fact import Cause, Facts, ResourceChange, Scope, in_sentence, noted, said_effort
from habit_tui.domain.path import ResourceKind, Status
from habit_tui.domain.words import days, duration, one_line, plural

BREAK_DAYS = 7
"""Days without a session, in a row, that make a break."""

POSTLESS_DAYS = 14
"""Days without a post after which one is suggested, and suggested anew."""

TOPIC_MINUTES = 300
"""Minutes on one topic in a fortnight that make it worth a post, again at each doubling of its total."""

PARAGRAPH = 140
"""Characters of a note that are worth a paragraph."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A kind of cause: how many days it stays due, the facts it offers, and how it is found."""

    lasts_days: int
    names: frozenset[str]
    find: Callable[[Facts], Iterable[Cause]]


def causes(facts: Facts) -> tuple[Cause, ...]:
    """Give what there is to write about today, in the order of `TRIGGERS`, then the latest first.

    Of the same day what the facts tell first: a key is as good as random.
    """
    found: list[Cause] = []
    for trigger in TRIGGERS.values():
        fresh = [
            cause
            for cause in trigger.find(facts)
            if 0 <= (facts.today - cause.on_day).days <= trigger.lasts_days
        ]
        found += sorted(fresh, key=lambda cause: -cause.on_day.toordinal())
    return tuple(found)


def _started_paths(facts: Facts) -> Iterator[Cause]:
    for path in facts.paths:
        yield Cause(
            "path_started",
            f"path-{path.uid}",
            path.on_day,
            Scope(path.on_day, facts.today),
            {"path": path.name, "day": day_name(path.on_day, facts.dates)},
        )


def _first_session(facts: Facts) -> Iterator[Cause]:
    if facts.first_session_day is not None:
        day = facts.first_session_day
        yield Cause(
            "first_session", "first-session", day, Scope(day, day), {"day": day_name(day, facts.dates)}
        )


def _changed_to(facts: Facts, *statuses: Status) -> Iterator[tuple[ResourceChange, Cause]]:
    """A change says something only until the resource changes again, and a post nothing: it is the answer."""
    latest = {
        change.resource_id: change for change in sorted(facts.changes, key=lambda change: change.on_day)
    }
    efforts = {effort.resource_id: effort for effort in facts.efforts if effort.resource_id is not None}
    for change in latest.values():
        if change.status not in statuses or change.kind is ResourceKind.POST:
            continue
        effort = efforts.get(change.resource_id)
        yield (
            change,
            Cause(
                f"resource_{change.status}",
                f"{change.status}-{change.resource_uid}",
                change.on_day,
                Scope(effort.first_day if effort else change.on_day, facts.today, change.resource_id),
                {
                    "title": change.title,
                    "kind": change.kind.value,
                    "day": day_name(change.on_day, facts.dates),
                    "effort": said_effort(effort) if effort else "no hours logged",
                    "words": noted(change.reason),
                },
                change.kind,
            ),
        )


def _is_competition(change: ResourceChange) -> bool:
    return change.kind is ResourceKind.COMPETITION


def _is_shown(change: ResourceChange) -> bool:
    """A finished project that something came of, or that has an address, is one that others saw."""
    return change.kind is ResourceKind.PROJECT and bool(change.outcome or change.url)


def _started(facts: Facts) -> Iterator[Cause]:
    changed = _changed_to(facts, Status.STARTED)
    return (cause for change, cause in changed if not _is_competition(change))


def _completed(facts: Facts) -> Iterator[Cause]:
    changed = _changed_to(facts, Status.COMPLETED)
    return (cause for change, cause in changed if not (_is_competition(change) or _is_shown(change)))


def _dropped(facts: Facts) -> Iterator[Cause]:
    changed = _changed_to(facts, Status.DROPPED)
    return (cause for change, cause in changed if not _is_competition(change))


def _entered(facts: Facts) -> Iterator[Cause]:
    for change, cause in _changed_to(facts, Status.STARTED):
        if _is_competition(change):
            yield replace(cause, trigger="competition_entered", wider=cause.trigger)


def _ended(facts: Facts) -> Iterator[Cause]:
    for change, cause in _changed_to(facts, Status.COMPLETED, Status.DROPPED):
        if _is_competition(change):
            outcome = f'It came to: "{in_sentence(change.outcome)}".' if change.outcome else ""
            known = {**cause.facts, "outcome": outcome}
            yield replace(cause, trigger="competition_ended", wider=cause.trigger, facts=known)


def _shown(facts: Facts) -> Iterator[Cause]:
    for change, cause in _changed_to(facts, Status.COMPLETED):
        if _is_shown(change):
            outcome = (
                f'What came of it: "{in_sentence(change.outcome)}".'
                if change.outcome
                else f"See {change.url}"
            )
            known = {**cause.facts, "outcome": outcome}
            yield replace(cause, trigger="project_shown", wider=cause.trigger, facts=known)


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
        known = {"days": days(length), "since": day_name(first_day, facts.dates)}
        yield length, Cause(trigger, f"streak-{first_day}-{length}", day, Scope(first_day, day), known)


def _returns(facts: Facts) -> Iterator[Cause]:
    for last, back in _breaks(facts):
        yield Cause(
            "return_after_break",
            f"return-{back}",
            back,
            Scope(back, facts.today),
            {
                "days": days((back - last).days - 1),
                "last": day_name(last, facts.dates),
                "day": day_name(back, facts.dates),
            },
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
        name = effort.resource_uid or _plain(effort.what)
        yield Cause(
            "topic_hours",
            f"hours-{name}-{reached // 60}",
            effort.last_day,
            Scope(effort.first_day, facts.today, effort.resource_id, effort.what),
            {
                "title": effort.what,
                "fortnight": duration(effort.fortnight_minutes),
                "effort": said_effort(effort),
                "sessions": plural(effort.sessions, "session", "sessions"),
            },
        )


def _long_notes(facts: Facts) -> Iterator[Cause]:
    for note in facts.notes:
        if len(note.text) >= PARAGRAPH:
            yield Cause(
                "long_session_note",
                f"note-{note.session_uid}",
                note.study_day,
                Scope(note.study_day, note.study_day, note.resource_id, note.what),
                {
                    "title": note.what.strip() or "the session",
                    "day": day_name(note.study_day, facts.dates),
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
        {
            "days": days((facts.today - since).days),
            "since": day_name(since, facts.dates),
            "fortnight": duration(recent),
        },
    )


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


_CHANGE = frozenset({"title", "kind", "day", "effort", "words"})
_MOMENT = frozenset({"text", "day"})

TRIGGERS: Mapping[str, Trigger] = {
    "resource_completed": Trigger(21, _CHANGE, _completed),
    "competition_ended": Trigger(21, _CHANGE | {"outcome"}, _ended),
    "project_shown": Trigger(21, _CHANGE | {"outcome"}, _shown),
    "certificate_earned": Trigger(
        21, frozenset({"certificate", "title", "day", "effort"}), milestone.certificates
    ),
    "resource_dropped": Trigger(14, _CHANGE, _dropped),
    "blocker_solved": Trigger(14, _MOMENT | {"kind", "how", "days"}, milestone.solved),
    "return_after_break": Trigger(3, frozenset({"days", "last", "day"}), _returns),
    "setback": Trigger(10, _MOMENT, milestone.setbacks),
    "blocker_opened": Trigger(10, _MOMENT, milestone.blockers),
    "win": Trigger(10, _MOMENT, milestone.wins),
    "path_month_over": Trigger(
        10, frozenset({"path", "month", "days", "effort", "sessions", "since"}), milestone.months
    ),
    "first_session": Trigger(7, frozenset({"day"}), _first_session),
    "long_session_note": Trigger(1, frozenset({"title", "day", "time", "excerpt"}), _long_notes),
    "streak_reached": Trigger(2, frozenset({"days", "since"}), _streak_reached),
    "plan_changed": Trigger(10, frozenset({"path", "day", "change", "words"}), milestone.plan_changes),
    "topic_hours": Trigger(7, frozenset({"title", "fortnight", "effort", "sessions"}), _topics),
    "competition_entered": Trigger(7, _CHANGE, _entered),
    "resource_started": Trigger(7, _CHANGE, _started),
    "streak_started": Trigger(1, frozenset({"since"}), _streak_started),
    "path_started": Trigger(14, frozenset({"path", "day"}), _started_paths),
    "post_a_year_old": Trigger(30, frozenset({"title", "day", "years", "id"}), milestone.old_posts),
    "days_without_post": Trigger(POSTLESS_DAYS, frozenset({"days", "since", "fortnight"}), _no_post),
}
"""Every trigger by name, the weightiest first."""

LONGEST_DAYS = 31
"""More days than any trigger lasts."""
