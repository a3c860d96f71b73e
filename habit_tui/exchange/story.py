"""The story as Markdown: the whole of it, ten lines of it, or a log of days.

Every text of the learner's is escaped, so that a renderer shows what was typed and nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from habit_tui.domain import story
from habit_tui.domain.amendment import Deviation, Event
from habit_tui.domain.dates import DateForm
from habit_tui.domain.dates import day_name_with_year as day_name
from habit_tui.domain.markdown import address, at_line_start, in_line, quotation
from habit_tui.domain.milestone import months_later
from habit_tui.domain.money import in_words
from habit_tui.domain.path import Certificate, Resource, ResourceKind, Status
from habit_tui.domain.reflection import SOLVABLE, Reflection, ReflectionKind
from habit_tui.domain.reflection import Story as Reflected
from habit_tui.domain.story import Effort, Entry, LogDay, Month, Record, StoryPost
from habit_tui.domain.words import days, duration, plural

NAMED = 5
"""Titles named in a line of the short story; the rest are counted."""

OUTCOMES = 3
"""Outcomes in the short story: those of `BUILT` before the others, the latest first."""

BUILT = frozenset({ResourceKind.PROJECT, ResourceKind.COMPETITION})
"""What an interviewer asks about first."""

EVENTS = frozenset({*SOLVABLE, ReflectionKind.WIN})
"""The reflections that a month tells; thoughts have sections of their own."""

_DEVIATIONS = {
    Event.ADDED: "added",
    Event.DROPPED: "dropped",
    Event.PAUSED: "paused",
    Event.RESUMED: "taken up again",
    Event.MOVED: "moved",
    Event.RE_DATED: "dated anew",
    Event.FINISHED: "finished",
}


def whole(record: Record, form: DateForm) -> str:
    """Give the whole story: figures, a numbered timeline, the months, and what came of it all."""
    name = in_line(record.name) or "My story"
    blocks = [f"# {name}", _span(record.first, record.last, form)]
    blocks += _figures(record)
    sections: tuple[tuple[str, Iterable[str]], ...] = (
        ("Timeline", _timeline(record, form)),
        ("Months", _months(record, form)),
        ("Changes to the plan", _deviations(record, form)),
        ("Setbacks and how they were solved", _obstacles(record, form)),
        ("Wins", _notes(record, ReflectionKind.WIN, form)),
        ("What was learnt", _notes(record, ReflectionKind.TAKEAWAY, form)),
        ("Assessments", _notes(record, ReflectionKind.ASSESSMENT, form)),
        ("Certificates", _certificates(record, form)),
        ("Costs", _costs(record)),
        ("Posts", _posts(record, form)),
    )
    for title, section in sections:
        told = list(section)
        if told:
            blocks += [f"## {title}", *told]
    return "\n\n".join(blocks) + "\n"


def short(record: Record, form: DateForm) -> str:
    """Give the bare facts before, during and after, in ten lines."""
    entries = story.timeline(record)
    worked = story.effort(record.sessions)
    done = [entry for entry in entries if entry.status is Status.COMPLETED]
    left = [entry for entry in entries if entry.status in (Status.DROPPED, Status.PAUSED)]
    obstacles = story.obstacles(record)
    solved = sum(each.solved is not None for each in obstacles)
    began = min((each.started_on for each in record.paths if each.started_on), default=record.first)
    names = _names(path.name for path in record.paths) or "no path"
    changed = _some(len(record.deviations), "change", "changes")
    met = _some(len(obstacles), "setback or blocker", "setbacks and blockers")
    won = _some(len(story.of_kind(record, ReflectionKind.WIN)), "win", "wins")
    lines = [
        ("Before", f"{names}, from {day_name(began, form)}"),
        ("Before", _plan(record, form)),
        ("Before", _first_obstacle(record, obstacles, form)),
        ("During", f"{_effort(worked)}, longest streak {days(record.longest_streak)}"),
        ("During", _kinds(record) or "no hours logged"),
        ("During", f"finished {_told(done)}"),
        ("During", f"left or paused {_told(left)}; {changed} to the plan"),
        ("During", f"{met}{f', {solved} solved' if obstacles else ''}; {won}"),
        ("After", _results(record, entries)),
        ("After", _shown(record)),
    ]
    return "".join(f"- **{when}:** {said}\n" for when, said in lines)


def log(record: Record, form: DateForm) -> str:
    """Give a log day by day in the shape of the hundred days of code."""
    blocks = [f"# {in_line(record.name) or 'Log'}"]
    for day in story.days(record):
        blocks += _log_day(day, form)
    return "\n\n".join(blocks) + "\n"


def _log_day(day: LogDay, form: DateForm) -> Iterator[str]:
    yield f"### Day {day.number}: {day_name(day.study_day, form)}"
    told: dict[str, int] = {}
    for session in day.sessions:
        told[session.what] = told.get(session.what, 0) + session.minutes
    progress = ", ".join(f"{in_line(what)} ({duration(minutes)})" for what, minutes in told.items())
    yield f"**Today's Progress**: {progress}"
    thoughts = [session.note for session in day.sessions if session.note.strip()]
    thoughts += [each.opened.text for each in day.reflections]
    if thoughts:
        yield "**Thoughts**:"
        yield "\n>\n".join("\n".join(quotation(thought)) for thought in thoughts)
    if day.links:
        yield "**Link(s) to work**:"
        yield _numbered(_link(title, url) for title, url in day.links)


def _span(first: date, last: date, form: DateForm) -> str:
    return day_name(first, form) + (f" to {day_name(last, form)}" if last != first else "")


def _figures(record: Record) -> Iterator[str]:
    worked = story.effort(record.sessions)
    entries = story.timeline(record)
    rows = [
        ("Time", duration(worked.minutes)),
        *((kind.value.capitalize(), duration(minutes)) for kind, minutes in story.by_kind(record)),
        ("Sessions", str(worked.sessions)),
        ("Days", str(worked.days)),
        ("Longest streak", days(record.longest_streak)),
        *(
            (status.value.capitalize(), str(count))
            for status in (Status.COMPLETED, Status.STARTED, Status.PAUSED, Status.DROPPED)
            if (count := sum(entry.status is status for entry in entries))
        ),
        *(
            (name, str(count))
            for name, count in (
                ("Certificates", len(story.certificates(record))),
                ("Posts", len(record.posts)),
            )
            if count
        ),
        *(("Cost", in_words(*total)) for total in story.cost_totals(record)),
    ]
    yield _table(("", ""), rows)


def _timeline(record: Record, form: DateForm) -> Iterator[str]:
    entries = story.timeline(record)
    if entries:
        yield "\n".join(
            line for number, entry in enumerate(entries, 1) for line in _entry(number, entry, form)
        )


def _entry(number: int, entry: Entry, form: DateForm) -> Iterator[str]:
    resource = entry.resource
    span = _span(entry.began_on, entry.ended_on or entry.began_on, form)
    head = f"{resource.kind}: **{_titled(resource)}**, {span}, {entry.status}"
    if entry.effort.minutes:
        head += f", {duration(entry.effort.minutes)}"
    lead = f"{number}. "
    yield lead + head
    indent = " " * len(lead)
    for line in _details(entry, form):
        yield f"{indent}- {line}"


def _details(entry: Entry, form: DateForm) -> Iterator[str]:
    resource = entry.resource
    if resource.outcome:
        yield f"outcome: {in_line(resource.outcome)}"
    if resource.score:
        yield f"score: {in_line(resource.score)}"
    for certificate in entry.certificates:
        yield f"certificate: {_certificate(certificate, form)}"
    if resource.cost:
        yield f"cost: {in_words(resource.cost, resource.currency)}"
    for change in entry.changes:
        if change.reason:
            yield f"{change.status} {day_name(change.on_day, form)}: {in_line(change.reason)}"
    for reflected in entry.reflections:
        yield f"{reflected.opened.kind}, {_dated(reflected.opened, form)}"
        if reflected.solved is not None:
            yield f"solved, {_dated(reflected.solved, form)}"


def _months(record: Record, form: DateForm) -> Iterator[str]:
    for month in story.months(record):
        yield f"### Month {month.number}: {_span(month.first, month.last, form)}"
        yield _effort(month.effort) if month.effort.sessions else "No session."
        lines = list(_month(month, form))
        if lines:
            yield "\n".join(f"- {line}" for line in lines)


def _month(month: Month, form: DateForm) -> Iterator[str]:
    for state in month.states:
        passed = f" ({', '.join(state.statuses)})" if state.statuses else ""
        minutes = f", {duration(state.minutes)}" if state.minutes else ""
        yield f"{at_line_start(state.resource.title)}{passed}{minutes}"
    for reflected in (each for each in month.reflections if each.opened.kind in EVENTS):
        solved = f"\n  - solved {_dated(reflected.solved, form)}" if reflected.solved else ""
        yield f"{reflected.opened.kind}, {_dated(reflected.opened, form)}{solved}"
    for certificate in month.certificates:
        yield f"certificate: {_certificate(certificate, form)}"
    for post in month.posts:
        yield f"post: {_post(post, form)}"


def _deviations(record: Record, form: DateForm) -> Iterator[str]:
    lines = [_deviation(each, form) for each in record.deviations]
    if lines:
        yield "\n".join(f"- {line}" for line in lines)


def _deviation(each: Deviation, form: DateForm) -> str:
    said = f"{day_name(each.on_day, form)}: {in_line(each.title) or 'the path'} {_DEVIATIONS[each.event]}"
    if each.was or each.became:
        said += f" ({in_line(each.was)} → {in_line(each.became)})"
    return f"{said}: {in_line(each.reason)}" if each.reason else said


def _obstacles(record: Record, form: DateForm) -> Iterator[str]:
    for reflected in story.obstacles(record):
        yield f"**{reflected.opened.kind.value.capitalize()}**, {_quoted(reflected.opened, form)}"
        for tried in reflected.tried:
            yield f"Tried, {_quoted(tried, form)}"
        if reflected.solved is not None:
            yield f"Solved, {_quoted(reflected.solved, form)}"


def _notes(record: Record, kind: ReflectionKind, form: DateForm) -> Iterator[str]:
    for reflected in story.of_kind(record, kind):
        yield _quoted(reflected.opened, form)


def _certificates(record: Record, form: DateForm) -> Iterator[str]:
    lines = [
        f"{_certificate(certificate, form)}, for {in_line(resource.title)}"
        for certificate, resource in story.certificates(record)
    ]
    if lines:
        yield "\n".join(f"- {line}" for line in lines)


def _costs(record: Record) -> Iterator[str]:
    rows = [(in_line(title), in_words(cost, currency)) for title, cost, currency in story.costs(record)]
    if rows:
        yield _table(("", ""), [*rows, *(("In all", in_words(*each)) for each in story.cost_totals(record))])


def _posts(record: Record, form: DateForm) -> Iterator[str]:
    lines: list[str] = []
    for post in record.posts:
        lines.append(f"- {_post(post, form)}")
        lines += [
            f"  - updated {day_name(update.on_day, form)}: {in_line(update.text)}" for update in post.updates
        ]
    if lines:
        yield "\n".join(lines)


def _plan(record: Record, form: DateForm) -> str:
    until = "" if record.planned_until is None else f" until {day_name(record.planned_until, form)}"
    return f"a plan of {plural(record.planned, 'resource', 'resources')}{until}"


def _first_obstacle(record: Record, obstacles: Sequence[Reflected], form: DateForm) -> str:
    """What stood in the way from the start: noted in the first month, a blocker before a setback."""
    early = [each for each in obstacles if each.opened.on_day < months_later(record.first, 1)]
    blockers = [each for each in early if each.opened.kind is ReflectionKind.BLOCKER]
    first = next(iter(blockers or early), None)
    if first is None:
        return "no blocker noted in the first month"
    return f"{first.opened.kind}, {_dated(first.opened, form)}"


def _kinds(record: Record) -> str:
    return ", ".join(f"{kind} {duration(minutes)}" for kind, minutes in story.by_kind(record))


def _results(record: Record, entries: Sequence[Entry]) -> str:
    told = [each for each in entries if each.resource.outcome and each.resource.kind is not ResourceKind.POST]
    told.sort(key=lambda each: each.ended_on or each.began_on, reverse=True)
    told.sort(key=lambda each: each.resource.kind not in BUILT)
    outcomes = [f"{in_line(each.resource.title)}: {in_line(each.resource.outcome)}" for each in told]
    titles = [certificate.title for certificate, _ in story.certificates(record)]
    earned = [_counted(titles, "certificate", "certificates")] if titles else []
    return "; ".join([*earned, *outcomes[:OUTCOMES]]) or "no certificate or outcome"


def _shown(record: Record) -> str:
    told = _counted([each.post.title for each in reversed(record.posts)], "post", "posts")
    spent = " and ".join(in_words(*total) for total in story.cost_totals(record))
    return f"{told}; spent {spent}" if spent else told


def _told(entries: Sequence[Entry]) -> str:
    """A count of entries and the first titles: "3 (A · B · C)", "nothing"."""
    titles = _names(entry.resource.title for entry in entries)
    return f"{len(entries)} ({titles})" if entries else "nothing"


def _counted(titles: Sequence[str], one: str, many: str) -> str:
    """A count with its noun and the first titles: "3 posts (A · B · C)", "no post"."""
    return _some(len(titles), one, many) + (f" ({_names(titles)})" if titles else "")


def _some(n: int, one: str, many: str) -> str:
    """A count with its noun, "no win" for none of them."""
    return plural(n, one, many) if n else f"no {one}"


def _names(titles: Iterable[str]) -> str:
    told = [in_line(title) for title in titles]
    more = f" and {len(told) - NAMED} more" if len(told) > NAMED else ""
    return " · ".join(told[:NAMED]) + more


def _effort(worked: Effort) -> str:
    sessions = plural(worked.sessions, "session", "sessions")
    return f"{duration(worked.minutes)} in {sessions} on {days(worked.days)}"


def _titled(resource: Resource) -> str:
    return _link(resource.title, resource.url)


def _certificate(certificate: Certificate, form: DateForm) -> str:
    issuer = f", {in_line(certificate.issuer)}" if certificate.issuer else ""
    return f"{_link(certificate.title, certificate.url)}{issuer}, {day_name(certificate.on_day, form)}"


def _post(told: StoryPost, form: DateForm) -> str:
    post = told.post
    out = f", {day_name(post.published_on, form)}" if post.published_on else ""
    return f"{_link(post.title, post.url)}{out}"


def _link(title: str, url: str) -> str:
    return f"[{in_line(title)}](<{address(url)}>)" if url else in_line(title)


def _dated(reflection: Reflection, form: DateForm) -> str:
    return f"{day_name(reflection.on_day, form)}: {in_line(reflection.text)}"


def _quoted(reflection: Reflection, form: DateForm) -> str:
    return f"{day_name(reflection.on_day, form)}:\n\n" + "\n".join(quotation(reflection.text))


def _numbered(lines: Iterable[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def _table(head: tuple[str, str], rows: Iterable[tuple[str, str]]) -> str:
    lines = [f"| {head[0]} | {head[1]} |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)]
    return "\n".join(lines)
