"""Filling in a line the learner wrote for a status bar: "{what} {elapsed} · {done}/{target}"."""

from __future__ import annotations

from collections.abc import Mapping

from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.words import quoted

_ESCAPES = {"\\n": "\n", "\\t": "\t", "\\\\": "\\", "{{": "{", "}}": "}"}


def fill(template: str, fields: Mapping[str, str]) -> str:
    """The template with each `{field}` replaced by its text.

    `{{` and `}}` stand for braces, `\\n`, `\\t` and `\\\\` for a newline, a tab and a backslash. What a field
    holds is put in as it is, never read again. Raises NotUnderstood for a field that is not there and for a
    brace without its partner.
    """
    filled: list[str] = []
    at = 0
    while at < len(template):
        pair = template[at : at + 2]
        if pair in _ESCAPES:
            filled.append(_ESCAPES[pair])
            at += 2
        elif template[at] == "{":
            end = template.find("}", at)
            if end < 0:
                raise NotUnderstood("a { without its }: write {{ for the sign itself")
            name = template[at + 1 : end]
            if name not in fields:
                raise NotUnderstood(f"{quoted(template[at : end + 1])} is no field: use {_listed(fields)}")
            filled.append(fields[name])
            at = end + 1
        elif template[at] == "}":
            raise NotUnderstood("a } without its {: write }} for the sign itself")
        else:
            filled.append(template[at])
            at += 1
    return "".join(filled)


def _listed(fields: Mapping[str, str]) -> str:
    return ", ".join(f"{{{name}}}" for name in fields)
