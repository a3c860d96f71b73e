"""The rhythm of focus and breaks: "50/10" is fifty minutes of work, then ten of rest.

Nothing of it is stored. A focus begins with the running session and a break with the end of the last one, so
the clock goes on through a restart and through every door, and a break is never counted as study.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from habit_tui.domain.session import Session
from habit_tui.domain.words import duration

OFF = "none"
LONGEST_WORK = 240
LONGEST_REST = 120


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Minutes of work, then minutes of rest."""

    work: int
    rest: int


@dataclass(frozen=True, slots=True)
class Beat:
    """Where the moment lies: in a focus or in a break, which end at the aware instant `until`."""

    resting: bool
    began: datetime
    until: datetime

    def left(self, now: datetime) -> timedelta:
        """The time left, below zero once it is over."""
        return self.until - now


def parse(text: str) -> Rhythm | None:
    """A rhythm as it is written, "50/10", or None for "none"; ValueError for anything else."""
    if text == OFF:
        return None
    work, slash, rest = text.partition("/")
    if not (slash and text.isascii() and work.isdigit() and rest.isdigit()):
        raise ValueError("no minutes of work and of rest")
    if not (1 <= int(work) <= LONGEST_WORK and 1 <= int(rest) <= LONGEST_REST):
        raise ValueError("too short or too long")
    return Rhythm(int(work), int(rest))


def beat(
    rhythm: Rhythm | None, running: Session | None, sessions: Sequence[Session], more: bool, now: datetime
) -> Beat | None:
    """The beat at an aware instant, None where no time is kept.

    `sessions` are the study day's, `more` says whether there is something left to do on it. A focus stays
    when its time is over, since the session still runs. A break follows a session that was long enough, ends
    by itself, and is none when the day's work is done.
    """
    if rhythm is None:
        return None
    if running is not None:
        return Beat(False, running.start, running.start + timedelta(minutes=rhythm.work))
    ended = [session for session in sessions if session.end is not None and session.end <= now]
    last = max(ended, key=lambda session: session.end or session.start, default=None)
    if last is None or last.end is None or not more or last.minutes < rhythm.work:
        return None
    until = last.end + timedelta(minutes=rhythm.rest)
    return Beat(True, last.end, until) if now < until else None


def until(beat: Beat, now: datetime) -> str:
    """How long to the break or its end: "break in 32 min", a begun minute counting."""
    left = -((now - beat.until) // timedelta(minutes=1))
    if beat.resting:
        return f"{duration(max(0, left))} of rest left"
    return f"break in {duration(left)}" if left > 0 else "time for a break"
