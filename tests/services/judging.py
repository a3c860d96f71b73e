"""How the days at a desk are judged, for tests that compare before and after."""

from datetime import date, datetime

from habit_tui.domain.streak import Fold
from habit_tui.services import streak
from habit_tui.services.desk import Desk


def fold_of(desk: Desk, now: datetime) -> Fold:
    """The fold over every day as seen at an instant."""
    with desk.store.reading() as unit:
        return streak.whole_fold(unit, desk, desk.study_day(now))


def verdicts(desk: Desk, now: datetime) -> dict[date, str]:
    """The verdict of every judged day."""
    return {day.study_day: day.verdict.value for day in fold_of(desk, now).days}
