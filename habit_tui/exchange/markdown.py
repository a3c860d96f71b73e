"""The record as Markdown: a log to read, the newest day first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from habit_tui.domain.dates import DateForm, day_name_with_year
from habit_tui.domain.session import Session
from habit_tui.domain.words import clock, duration, one_line, plural, printable
from habit_tui.domain.words import days as days_in_words

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&])")


@dataclass(frozen=True, slots=True)
class Day:
    """A study day: its sessions, each with its start and end on its own clock."""

    study_day: date
    sessions: tuple[Session, ...]


def write(out: TextIO, days: Iterable[Day], form: DateForm) -> int:
    """Write the log; how many sessions were in it."""
    count = minutes = studied = 0
    out.write("# Study log\n")
    for day in days:
        total = sum(session.minutes for session in day.sessions)
        out.write(f"\n## {day_name_with_year(day.study_day, form)} · {duration(total)}\n\n")
        for session in day.sessions:
            _write(out, session)
        count += len(day.sessions)
        minutes += total
        studied += 1
    sessions = plural(count, "session", "sessions")
    out.write(f"\n{sessions} on {days_in_words(studied)}, {duration(minutes)} in all.\n")
    return count


def _write(out: TextIO, session: Session) -> None:
    until = "" if session.end is None else clock(session.end)
    what = _plain(one_line(session.what)) or session.kind.value
    kind = f" ({session.kind.value})" if session.what else ""
    out.write(f"- {clock(session.start)}–{until} {what}{kind}, {duration(session.minutes)}\n")
    # A note is the learner's own Markdown, but no HTML, and stays within its session.
    note = printable(session.note).replace("<", "&lt;")
    out.writelines(f"  > {line}\n" for line in note.splitlines())


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _MARKS.sub(r"\\\1", text)
