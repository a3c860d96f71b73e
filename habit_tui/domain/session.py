"""Sessions: blocks of study with a start, an end and a zone."""

from dataclasses import dataclass
from datetime import date, datetime

from habit_tui.domain.clock import to_minutes
from habit_tui.domain.kind import Kind
from habit_tui.domain.words import one_line


@dataclass(frozen=True, slots=True)
class Session:
    """A block of study as it is stored.

    `start` and `end` are aware instants in UTC; `end` is None while the session runs.
    `zone` is the IANA name it was written in and `utc_offset` that zone's offset in seconds at the start.
    `minutes` is 0 while it runs. `resource` is the title behind `resource_id`.
    """

    id: int
    uid: str
    start: datetime
    end: datetime | None
    minutes: int
    zone: str
    utc_offset: int
    study_day: date
    what: str
    kind: Kind
    note: str
    source: str
    resource_id: int | None = None
    resource: str | None = None

    @property
    def name(self) -> str:
        """What it is called: its own words, else its resource, else its kind; safe text on one line."""
        return one_line(self.what or self.resource or self.kind.value)


@dataclass(frozen=True, slots=True)
class Running:
    """The running session, if any, and its minutes so far."""

    session: Session | None
    minutes: int = 0

    def minutes_on(self, study_day: date) -> int:
        """What it adds to a study day so far; the day's verdict counts them once it is over."""
        return self.minutes if self.session is not None and self.session.study_day == study_day else 0


def ticking(session: Session | None, now: datetime) -> Running:
    """The running session at an aware instant; no minutes where a clock went back behind its start."""
    return Running(session, 0 if session is None else max(0, to_minutes(session.start, now)))
