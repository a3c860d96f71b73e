"""Drafts: the Markdown a post starts from, made of the learner's own facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from habit_tui.domain.dates import DateForm, day_name_with_year
from habit_tui.domain.markdown import address, at_line_start, in_line, quotation
from habit_tui.domain.path import ResourceKind, Status
from habit_tui.domain.prompt import Prompt
from habit_tui.domain.reflection import Reflection, Story
from habit_tui.domain.words import duration

NOTES = 100
"""Notes in a draft, the latest ones; a streak of two years would bury its headings under them."""


@dataclass(frozen=True, slots=True)
class DraftSession:
    """A session as a draft tells it, or `count` of them on one day, without a note, as one."""

    study_day: date
    what: str
    minutes: int
    note: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class DraftResource:
    """A resource as a draft tells it, with all the minutes logged on it and the days its status changed."""

    title: str
    kind: ResourceKind
    status: Status
    minutes: int
    url: str = ""
    outcome: str = ""
    started_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """The rows a draft draws on: sessions and reflections oldest first, resources in path order.

    The setbacks and blockers among the reflections come with what was tried and what solved them. `picture`
    is the Markdown that shows the calendar, if it was asked for, and `dates` how days are written.
    """

    dates: DateForm
    sessions: tuple[DraftSession, ...] = ()
    resources: tuple[DraftResource, ...] = ()
    reflections: tuple[Story, ...] = ()
    picture: str = ""


def outline(prompt: Prompt | None, facts: DraftFacts) -> str:
    """Give the Markdown a draft starts from: the question, its headings, then the learner's facts.

    Every figure is counted from the rows in `facts`, and every note is the learner's own, word for word; what
    is not in the rows is not in the outline.
    """
    blocks: list[str] = []
    if prompt is not None:
        blocks.append(f"> **{in_line(prompt.question)}**\n>\n> {at_line_start(prompt.reason)}")
        blocks += [f"## {in_line(heading)}" for heading in prompt.outline]
    picture = [facts.picture] if facts.picture else []
    material = [*_figures(facts), *picture, *_resources(facts), *_reflections(facts), *_notes(facts)]
    if material:
        blocks += ["## From my log", *material]
    return "".join(f"{block}\n\n" for block in blocks).rstrip("\n") + "\n" if blocks else ""


def _figures(facts: DraftFacts) -> Iterator[str]:
    if not facts.sessions:
        return
    days = {session.study_day for session in facts.sessions}
    first, last = min(days), max(days)
    span = day_name_with_year(first, facts.dates)
    if last != first:
        span += f" to {day_name_with_year(last, facts.dates)}"
    rows = [
        ("When", span),
        ("Time", duration(sum(session.minutes for session in facts.sessions))),
        ("Sessions", str(sum(session.count for session in facts.sessions))),
        ("Days", str(len(days))),
    ]
    yield "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)])


def _resources(facts: DraftFacts) -> Iterator[str]:
    if facts.resources:
        yield "\n".join(f"- {_resource(resource, facts.dates)}" for resource in facts.resources)


def _resource(resource: DraftResource, form: DateForm) -> str:
    title = at_line_start(resource.title)
    parts = [f"[{title}](<{address(resource.url)}>)" if resource.url else title, resource.kind.value]
    if resource.started_on is not None:
        parts.append(f"started {day_name_with_year(resource.started_on, form)}")
    if resource.closed_on is not None:
        parts.append(f"{resource.status} {day_name_with_year(resource.closed_on, form)}")
    if resource.minutes:
        parts.append(duration(resource.minutes))
    line = ", ".join(parts)
    return f"{line}: {in_line(resource.outcome)}" if resource.outcome else line


def _reflections(facts: DraftFacts) -> Iterator[str]:
    for story in facts.reflections:
        yield f"**{story.opened.kind.capitalize()}**, {_quoted(story.opened, facts.dates)}"
        for tried in story.tried:
            yield f"Tried, {_quoted(tried, facts.dates)}"
        if story.solved is not None:
            yield f"Solved, {_quoted(story.solved, facts.dates)}"


def _quoted(reflection: Reflection, form: DateForm) -> str:
    return f"{day_name_with_year(reflection.on_day, form)}:\n\n" + "\n".join(quotation(reflection.text))


def _notes(facts: DraftFacts) -> Iterator[str]:
    noted = [session for session in facts.sessions if session.note.strip()]
    if len(noted) > NOTES:
        yield f"The latest {NOTES} of {len(noted)} notes:"
    for session in noted[-NOTES:]:
        what = in_line(session.what)
        head = f"**{day_name_with_year(session.study_day, facts.dates)}**{', ' if what else ''}{what}"
        said = "\n".join(quotation(session.note))
        yield f"{head} ({duration(session.minutes)}):\n\n{said}"
