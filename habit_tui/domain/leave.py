"""Leave: days off announced ahead, or entered afterwards."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Leave:
    """Days off from `first` to `last`, both included, with the user's reason."""

    first: date
    last: date
    reason: str
    id: int = 0

    def covers(self, day: date) -> bool:
        """Whether the day is one of the days off."""
        return self.first <= day <= self.last
