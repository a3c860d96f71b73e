"""The line above a review: the periods to turn to, how to cut them, and the questions."""

from __future__ import annotations

from collections.abc import Sequence

from habit_tui.domain.dates import MONTHS, DateForm, month_name, short_day, span_in_words
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.period import Period, PeriodKind, shifted
from habit_tui.tui.widgets.spots import Spot, SpotLine


class PeriodBar(SpotLine):
    """The period between its neighbours on the left; week, month and the answers on the right."""

    def __init__(self, period: Period) -> None:
        super().__init__()
        self._period = period
        self._is_last = True

    def show(self, period: Period, *, is_last: bool) -> None:
        """Show another period; after the present one there is none to turn to."""
        if (period, is_last) != (self._period, self._is_last):
            self._period, self._is_last = period, is_last
            self.refresh()

    def left(self) -> Sequence[Spot]:
        """The period between the two one can turn to."""
        before = _neighbour(self._period, -1)
        after = None if self._is_last else _neighbour(self._period, 1)
        spots = []
        if before is not None:
            name = ((f" ‹ {_short(before, self.app.desk.dates)} ", "$text-muted"),)
            spots.append(Spot(name, 1, tip="The period before.", action="screen.turn(-1)"))
        here = ((f" {_name(self._period, self.app.desk.dates)} ", "bold"),)
        spots.append(Spot(here, 0, tip="Go to the present period.", action="screen.present"))
        if after is not None:
            name = ((f" {_short(after, self.app.desk.dates)} › ", "$text-muted"),)
            spots.append(Spot(name, 2, tip="The next period.", action="screen.turn(1)"))
        return spots

    def right(self) -> Sequence[Spot]:
        """How the year is cut, and the questions."""
        key = self.app.key_of("answer_review")
        return [
            *(self._cut(kind) for kind in (PeriodKind.WEEK, PeriodKind.MONTH)),
            Spot(
                ((f" {key}", "bold on $panel"), (" answer ", "$text-muted on $panel")),
                4,
                tip="Answer the questions.",
                action="screen.answer",
            ),
        ]

    def _cut(self, kind: PeriodKind) -> Spot:
        chosen = kind is self._period.kind
        return Spot(
            ((f"{kind}", "bold underline" if chosen else "$text-muted"),),
            3,
            tip=f"Review a {kind} at a time.",
            action=f"screen.cut('{kind}')",
        )


def _neighbour(period: Period, by: int) -> Period | None:
    try:
        return shifted(period, by)
    except CannotBeDone:
        return None


def _name(period: Period, form: DateForm) -> str:
    """The period itself; a week by its days, without its number."""
    if period.kind is PeriodKind.MONTH:
        return month_name(period.first, form)
    return span_in_words(period.first, period.last, form)


def _short(period: Period, form: DateForm) -> str:
    """A neighbour: "Oct", or "9 Nov"."""
    is_month = period.kind is PeriodKind.MONTH
    return MONTHS[period.first.month - 1] if is_month else short_day(period.first, form)
