"""The sessions of a day, one a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from habit_tui.domain import glyph
from habit_tui.domain.clock import to_minutes
from habit_tui.domain.session import Session
from habit_tui.domain.words import cells, duration, offset, plural
from habit_tui.tui.say import times
from habit_tui.tui.text import keyed, wrapped
from habit_tui.tui.widgets.panel import right_aligned, spread
from habit_tui.tui.widgets.rows import RowPanel

TIMES = 11
TITLE_LINES = 2
ROOM_FOR_KIND = 58
KIND = 8


class SessionPanel(RowPanel[Session]):
    """Sessions by start, in the wall time they were written in; the running one counts its minutes."""

    def __init__(
        self,
        sessions: Sequence[Session],
        now: datetime,
        zone: str,
        *,
        id: str = "sessions",  # noqa: A002  # Textual's name
    ) -> None:
        super().__init__(sessions, id=id)
        self._now = now
        self._zone = zone
        self.heading_text = "Sessions"

    @property
    def title(self) -> str:
        """The heading."""
        return self.heading_text

    @property
    def figure(self) -> str:
        """How many there are."""
        return plural(len(self.items), "session", "sessions") if self.items else ""

    def update(self, sessions: Sequence[Session], now: datetime, zone: str) -> None:
        """Show other sessions, or the same at another moment, to somebody in a zone."""
        self._now = now
        self._zone = zone
        before = {session.id for session in self.items}
        self.show(sessions)
        new = [at for at, session in enumerate(sessions) if session.id not in before]
        if before and len(new) == 1:
            # What was just recorded is what one would correct.
            self.cursor = new[0]

    def identity(self, item: Session) -> object:
        """Its row in the store."""
        return item.id

    def row(self, item: Session, width: int) -> Sequence[Content]:
        """Times, length, sign of the kind, what, and at the end the kind or a foreign zone."""
        runs = item.end is None
        length = max(cells(duration(self._minutes(each))) for each in self.items)
        style = "" if runs else "$text-muted"
        tail = self._tail(item, width)
        lead = f"{times(item):<{TIMES}}  {right_aligned(duration(self._minutes(item)), length)}  "
        lead += f"{glyph.KINDS[item.kind]} "
        room = width - cells(lead) - (cells(tail) + 2 if tail else 0)
        first, *more = wrapped(item.name, room, TITLE_LINES) or [""]
        title = "bold" if runs else ""
        return [
            spread(
                Content.assemble((lead, style), (first, title)), Content.styled(tail, "$text-muted"), width
            ),
            *(Content.assemble(" " * cells(lead), (line, title)) for line in more),
        ]

    def _minutes(self, item: Session) -> int:
        return item.minutes if item.end is not None else max(0, to_minutes(item.start, self._now))

    def nothing(self, width: int) -> Sequence[Content]:
        """How the first one comes about."""
        log, start = self.app.key_of("log"), self.app.key_of("start")
        return keyed(wrapped(f"{log} logs what you did, {start} starts the clock.", width, 3), log, start)

    def _tail(self, item: Session, width: int) -> str:
        if item.zone != self._zone:
            return f"{item.zone.rpartition('/')[2].replace('_', ' ')} {offset(item.utc_offset)}"
        return f"{item.kind.value:<{KIND}}" if width >= ROOM_FOR_KIND else ""
