"""Posts: what the learner writes, the file names it goes by and the outline it starts from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from habit_tui.domain.path import ResourceKind, Status
from habit_tui.domain.prompt import Prompt
from habit_tui.domain.words import REPLACEMENT, day_name_with_year, duration

SLUG_LIMIT = 60
"""Bytes of a slug, so that date, ending and a counter fit any file system."""


class Dialect(StrEnum):
    """Whose front matter and file names a post follows."""

    JEKYLL = "jekyll"
    HUGO = "hugo"
    GATSBY = "gatsby"
    PLAIN = "plain"


class PostStatus(StrEnum):
    """Whether a post is out."""

    DRAFT = "draft"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Post:
    """A piece of writing; `file` is the path it was written to, `prompt_id` the prompt it answers, if any."""

    id: int
    uid: str
    title: str
    dialect: Dialect
    file: str
    status: PostStatus
    created_on: date
    published_on: date | None = None
    url: str = ""
    prompt_id: str | None = None


@dataclass(frozen=True, slots=True)
class DraftSession:
    """A session as a draft tells it."""

    study_day: date
    what: str
    minutes: int
    note: str = ""


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
    """The rows a draft draws on: sessions oldest first, and the resources they belong to in path order."""

    sessions: tuple[DraftSession, ...] = ()
    resources: tuple[DraftResource, ...] = ()


def slug(title: str) -> str:
    """Give a title as a file name: lower-case ASCII letters, digits and single hyphens, never empty.

    It holds at most `SLUG_LIMIT` bytes, no separator or dot, and is no device name of Windows.
    """
    from unicodedata import normalize

    ascii_text = normalize("NFKD", title.translate(_SPELT)).encode("ascii", "ignore").decode()
    words = "".join(c if c.isalnum() else " " for c in ascii_text.lower()).split()
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word[:SLUG_LIMIT]
        if len(longer) > SLUG_LIMIT:
            break
        name = longer
    if not name:
        return "post"
    return f"{name}-post" if name in _DEVICES else name


def relative_file(dialect: Dialect, title: str, day: date) -> str:
    """Give where a post belongs inside its blog folder, with "/" between the parts."""
    name = slug(title)
    match dialect:
        case Dialect.JEKYLL:
            return f"_posts/{day.isoformat()}-{name}.md"
        case Dialect.HUGO:
            return f"{name}.md"
        case Dialect.GATSBY:
            return f"{name}/index.md"
        case Dialect.PLAIN:
            return f"{day.isoformat()}-{name}.md"


def outline(prompt: Prompt | None, facts: DraftFacts) -> str:
    """Give the Markdown a draft starts from: the question, its headings, then the learner's facts.

    Every figure is counted from the rows in `facts`, and every note is the learner's own, word for word; what
    is not in the rows is not in the outline.
    """
    blocks: list[str] = []
    if prompt is not None:
        blocks.append(f"> **{in_line(prompt.question)}**\n>\n> {_at_line_start(prompt.reason)}")
        blocks += [f"## {in_line(heading)}" for heading in prompt.outline]
    material = [*_figures(facts), *_resources(facts), *_notes(facts)]
    if material:
        blocks += ["## From my log", *material]
    return "".join(f"{block}\n\n" for block in blocks).rstrip("\n") + "\n" if blocks else ""


def in_line(text: str) -> str:
    """Give the user's text for one line of Markdown: read by a renderer, it says what the user typed.

    It closes no table cell, opens no HTML, link, emphasis or code, and no tag of a Jekyll or Hugo template.
    """
    line = " ".join(_without_controls(text).split())
    pieces: list[str] = []
    for index, c in enumerate(line):
        before, after = line[index - 1 : index], line[index + 1 : index + 2]
        inside_word = before.isalnum() and after.isalnum()
        opens_tag = c == "{" and after in ("{", "%")
        if c in "\\`*[]<|~" or (c == "_" and not inside_word) or opens_tag:
            pieces.append("\\")
        pieces.append(c)
    return "".join(pieces)


def _figures(facts: DraftFacts) -> Iterator[str]:
    if not facts.sessions:
        return
    days = {session.study_day for session in facts.sessions}
    first, last = min(days), max(days)
    span = day_name_with_year(first)
    if last != first:
        span += f" to {day_name_with_year(last)}"
    rows = [
        ("When", span),
        ("Time", duration(sum(session.minutes for session in facts.sessions))),
        ("Sessions", str(len(facts.sessions))),
        ("Days", str(len(days))),
    ]
    yield "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)])


def _resources(facts: DraftFacts) -> Iterator[str]:
    if facts.resources:
        yield "\n".join(f"- {_resource(resource)}" for resource in facts.resources)


def _resource(resource: DraftResource) -> str:
    title = _at_line_start(resource.title)
    parts = [f"[{title}](<{_address(resource.url)}>)" if resource.url else title, resource.kind.value]
    if resource.started_on is not None:
        parts.append(f"started {day_name_with_year(resource.started_on)}")
    if resource.closed_on is not None:
        parts.append(f"{resource.status} {day_name_with_year(resource.closed_on)}")
    if resource.minutes:
        parts.append(duration(resource.minutes))
    line = ", ".join(parts)
    return f"{line}: {in_line(resource.outcome)}" if resource.outcome else line


def _notes(facts: DraftFacts) -> Iterator[str]:
    """Each note is a quotation of its own, so that whatever Markdown it holds stays within it."""
    for session in facts.sessions:
        if session.note.strip():
            what = in_line(session.what)
            head = f"**{day_name_with_year(session.study_day)}**{', ' if what else ''}{what}"
            quotation = "\n".join(_quotation(session.note))
            yield f"{head} ({duration(session.minutes)}):\n\n{quotation}"


def _quotation(note: str) -> Iterator[str]:
    for line in note.strip().splitlines():
        yield f"> {_at_line_start(line)}".rstrip()


def _at_line_start(text: str) -> str:
    """`in_line` text that begins a line and yet no heading, list, quotation or rule."""
    line = in_line(text)
    digits = len(line) - len(line.lstrip("0123456789"))
    if line.startswith(("#", ">", "-", "+", "=")):
        return f"\\{line}"
    if digits and line[digits : digits + 1] in (".", ")") and line[digits + 1 : digits + 2] in ("", " "):
        return f"{line[:digits]}\\{line[digits:]}"
    return line


def _address(url: str) -> str:
    """A link's address between angle brackets must hold neither brackets nor line ends."""
    return "".join(f"%{ord(c):02X}" if c in "<>\\{}| \n\r\t" else c for c in _without_controls(url).strip())


def _without_controls(text: str) -> str:
    return "".join(
        REPLACEMENT if c not in "\n\t\r" and (ord(c) < 32 or 127 <= ord(c) < 160) else c for c in text
    )


_SPELT = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
    | {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i"}
)
"""Letters that Unicode does not take apart into an ASCII letter and a mark."""

_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)
