"""Front matter: the fields each dialect's site generator reads at the top of a post's file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import tomlkit
import yaml
from tomlkit.exceptions import TOMLKitError

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.post import Dialect

_MARK = "# habit-tui: "
"""Begins the comment that holds a post's uid: no site generator reads it, no list of fields grows by it."""

_MARKED = re.compile(r"^(?:# )?habit-tui: *[\"']?([0-9A-Za-z-]{1,64})", re.MULTILINE)

_FLAGS: Mapping[Dialect, tuple[str, bool]] = {
    Dialect.JEKYLL: ("published", True),
    Dialect.HUGO: ("draft", False),
    Dialect.GATSBY: ("draft", False),
    Dialect.PLAIN: ("draft", False),
}
"""The field that holds a post back in each dialect, and what it says of a post that is out."""


def front_matter(
    dialect: Dialect, title: str, tags: Sequence[str], description: str, when: datetime, uid: str = ""
) -> str:
    """Give a draft's front matter, with its fences, in the shape the dialect's site generator reads.

    `when` is aware. Dates are quoted strings, tags lists, flags booleans; any title survives the round trip.
    Jekyll takes its date from the file name. The post's uid stands in a comment.
    """
    moment = when.isoformat(timespec="seconds")
    fields: dict[str, object]
    match dialect:
        case Dialect.JEKYLL:
            # A theme that reads style and color has its own defaults for the empty ones.
            fields = {"title": title, "tags": list(tags), "style": "", "color": ""}
            fields |= {"description": description, "published": False}
        case Dialect.HUGO:
            fields = {"title": title, "description": description, "tags": list(tags)}
            fields |= {"date": moment, "showDate": True, "draft": True}
        case Dialect.GATSBY:
            instant = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
            fields = {"title": title, "date": instant, "description": description, "draft": True}
        case Dialect.PLAIN:
            fields = {"title": title, "date": moment, "tags": list(tags)}
    mark = f"{_MARK}{uid}\n" if uid else ""
    return f"---\n{_yaml(fields)}{mark}---\n\n"


def marked_uid(text: str) -> str:
    """Give the uid that the beginning of a file is marked with, empty without one."""
    head, _, _ = split(text)
    found = _MARKED.search(head)
    return found[1] if found else ""


def split(text: str) -> tuple[str, str, str]:
    """Take a file apart into its front matter, the fence that ends it, and the body.

    Without front matter, which is between two lines of three hyphens (or pluses, in Hugo's TOML), all of it
    is body. Put together the three are the text again, to the byte.
    """
    lines = text.splitlines(keepends=True)
    opening = lines[0].removeprefix("\ufeff").rstrip() if lines else ""
    if opening in ("---", "+++"):
        closing = ("---", "...") if opening == "---" else ("+++",)
        for number, line in enumerate(lines[1:], 1):
            if line.rstrip() in closing:
                return "".join(lines[:number]), line, "".join(lines[number + 1 :])
    return "", "", text


def published(text: str, dialect: Dialect) -> str:
    """Give a file's text with its dialect's own flag saying that the post is out, everything else as it was.

    A file without the flag is out already. Raises CannotBeDone when the front matter cannot be read.
    """
    head, fence, body = split(text)
    name, wanted = _FLAGS[dialect]
    if not head:
        return text
    if fence.startswith("+++"):
        return _published_toml(head, name, wanted=wanted) + fence + body
    start = len(head.splitlines(keepends=True)[0])
    return head[:start] + _published_yaml(head[start:], name, wanted=wanted) + fence + body


def _published_yaml(fields: str, name: str, *, wanted: bool) -> str:
    said = "true" if wanted else "false"
    changed, entries = fields, _entries(fields)
    for key, value in reversed(entries):
        if key.value == name and isinstance(value, yaml.ScalarNode):
            start, end = value.start_mark.index, value.end_mark.index
            there = fields[start:end]
            # An empty value lies right behind its colon; one of several lines takes its last line end along.
            gap, rest = "" if there else " ", there[len(there.rstrip()) :]
            changed = changed[:start] + gap + said + rest + changed[end:]
    wished = _scalars(entries)
    if name in wished:
        wished[name] = said
    if _scalars(_entries(changed)) != wished:
        raise CannotBeDone(f"its {name} is written in an unusual way: make it {said} yourself")
    return changed


def _scalars(entries: Sequence[tuple[yaml.Node, yaml.Node]]) -> dict[str, str]:
    """The value of every field, empty for one that is no single value."""
    return {
        str(key.value): str(value.value) if isinstance(value, yaml.ScalarNode) else ""
        for key, value in entries
    }


def _entries(fields: str) -> list[tuple[yaml.Node, yaml.Node]]:
    try:
        root = yaml.compose(fields, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise CannotBeDone(f"its front matter is no YAML: {_first_line(error)}") from error
    return root.value if isinstance(root, yaml.MappingNode) else []


def _published_toml(head: str, name: str, *, wanted: bool) -> str:
    start = len(head.splitlines(keepends=True)[0])
    try:
        document = tomlkit.parse(head[start:])
    except TOMLKitError as error:
        raise CannotBeDone(f"its front matter is no TOML: {_first_line(error)}") from error
    if name in document:
        document[name] = wanted
    return head[:start] + tomlkit.dumps(document)


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:120]


class _Quoted(str):
    """Text that YAML shows in quotes and on one line, so that it is never read as another type."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Knows how to write `_Quoted`."""


def _quote(dumper: yaml.SafeDumper, text: _Quoted) -> yaml.ScalarNode:
    # Double quotes can escape a line end; single ones show emoji as they are.
    breaks = any(c in text for c in "\n\r\x85\u2028\u2029")
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"' if breaks else "'")


_Dumper.add_representer(_Quoted, _quote)


def _yaml(fields: dict[str, object]) -> str:
    def quoted_values(value: object) -> object:
        if isinstance(value, str):
            return _Quoted(value)
        return [_Quoted(entry) for entry in value] if isinstance(value, list) else value

    values = {name: quoted_values(value) for name, value in fields.items()}
    # Folded lines could begin with the three hyphens that end front matter.
    dumped: str = yaml.dump(
        values,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=float("inf"),
        default_flow_style=False,
    )
    return dumped
