"""After writing: one line that offers to log the time it took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from habit_tui.domain.clock import to_minutes
from habit_tui.domain.words import duration
from habit_tui.tui.widgets.spots import Spot, SpotLine


@dataclass(frozen=True, slots=True)
class Written:
    """Time spent writing: on which post, how many minutes, and until when in UTC."""

    title: str
    minutes: int
    until: datetime

    @property
    def since(self) -> datetime:
        """When it would have begun had there been no break."""
        return self.until - timedelta(minutes=self.minutes)


class WritingOffer(SpotLine):
    """There only while there is time to log; two visits to the same post are one."""

    def __init__(self) -> None:
        super().__init__()
        self.written: Written | None = None
        self.display = False

    def add(self, title: str, began: datetime, now: datetime) -> None:
        """Offer the time between two instants; less than a minute is none."""
        minutes = max(0, to_minutes(began, now))
        if minutes:
            before = self.written.minutes if self.written and self.written.title == title else 0
            self._offer(Written(title, before + minutes, now))

    def take(self) -> None:
        """It was logged, or is not to be."""
        self._offer(None)

    def _offer(self, written: Written | None) -> None:
        self.written = written
        self.display = written is not None
        self.refresh()

    def left(self) -> Sequence[Spot]:
        """How long it was, and what can be done about it."""
        if self.written is None:
            return ()
        said = f"{duration(self.written.minutes)} writing  "
        return (
            Spot(((said, "bold $text-accent"),)),
            _button(self.app.key_of("log_writing"), "log it", "screen.log_writing"),
            _button(self.app.key_of("forget_writing"), "leave it", "screen.forget_writing"),
        )


def _button(key: str, does: str, action: str) -> Spot:
    parts = ((f" {key}", "bold on $panel"), (f" {does} ", "$text-muted on $panel"), ("  ", ""))
    return Spot(parts, action=action)
