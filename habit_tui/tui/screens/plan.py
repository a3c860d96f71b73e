"""The dialogs of the plan: something of one's own, and an item at another time."""

from __future__ import annotations

from datetime import date, datetime, time

from habit_tui.domain import line as rules
from habit_tui.domain.dates import day_name
from habit_tui.domain.entry import Entry
from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.grammar import Span
from habit_tui.domain.plan import PlanItem
from habit_tui.domain.words import clock, duration, one_line
from habit_tui.services import line
from habit_tui.services import plan as service
from habit_tui.services.desk import Desk
from habit_tui.services.plan import Plan
from habit_tui.tui import say
from habit_tui.tui.screens.line import LineDialog
from habit_tui.tui.screens.session import typed_time


class AddItemDialog(LineDialog):
    """Takes the words of `habit-tui plan add`: AMOUNT WHAT, with --at and --kind, for the plan of a day."""

    PLACEHOLDER = "45m titanic"
    HINT = "45m or 7:00-7:45, then what. Also --at 7:00, --kind practice. Without a time it comes last."
    VERB = "plan it"
    WORDS_BEFORE = 1

    def __init__(self, day: date, today: date) -> None:
        super().__init__()
        self._day, self._today = day, today

    def heading(self) -> str:
        """Which day's plan it is."""
        if self._day == self._today:
            return "Add to today's plan"
        return f"Add to the plan of {day_name(self._day, self.app.desk.dates)}"

    def understood(self, desk: Desk, text: str, now: datetime) -> str:
        """What would stand on the plan."""
        entry = self._read(desk, text, now)
        found = line.meant(desk, entry.what)
        start = entry.amount.start if isinstance(entry.amount, Span) else entry.at
        pieces = [
            duration(service.length(entry.amount)),
            say.meant(found.match, entry.what),
            (entry.kind or found.kind).value,
            "after everything else" if start is None else f"at {clock(start)}",
        ]
        return " · ".join(piece for piece in pieces if piece)

    def do(self, text: str) -> None:
        """Put it on the plan."""

        def job(desk: Desk, now: datetime) -> Plan:
            entry = self._read(desk, text, now)
            return service.add(
                desk, now, entry.amount, entry.what, at=entry.at, kind=entry.kind, day=entry.on or self._day
            )

        self.app.write(self, job, lambda _plan: "Planned", self.done, self.refuse)

    def _read(self, desk: Desk, text: str, now: datetime) -> Entry:
        read = rules.read(rules.split(text), desk.study_day(now), self._day)
        if read.zone is not None or read.entry.note or read.entry.overlap:
            raise NotUnderstood("A plan takes --at, --kind and --on.")
        if read.entry.at is not None and isinstance(read.entry.amount, Span):
            raise NotUnderstood("A span says when it starts: leave --at out.")
        return read.entry


class EditItemDialog(LineDialog):
    """Lets an item of the plan start at another time or take other minutes, for one day alone."""

    PLACEHOLDER = "7:00 45m"
    VERB = "change it"

    def __init__(self, item: PlanItem, day: date) -> None:
        super().__init__()
        self._item, self._day = item, day
        self.HINT = f"Now {_at(item)}. A time, minutes, or both: 7:00, 45m, 7:00 45m or 7:00-7:45."

    def heading(self) -> str:
        """Which item it is."""
        return one_line(self._item.what)

    def understood(self, _desk: Desk, text: str, _now: datetime) -> str:
        """When it would be."""
        amount, at = _placed(text)
        minutes = self._item.minutes if amount is None else amount
        return f"{clock(at or self._item.start)} for {duration(minutes)}"

    def do(self, text: str) -> None:
        """Change it."""
        item, day = self._item, self._day

        def job(desk: Desk, now: datetime) -> Plan:
            minutes, at = _placed(text)
            return service.edit(desk, now, item.id, at=at, minutes=minutes, day=day)

        self.app.write(self, job, lambda _plan: f"Changed {one_line(item.what)}", self.done, self.refuse)


def _at(item: PlanItem) -> str:
    return f"{clock(item.start)} for {duration(item.minutes)}"


def _placed(text: str) -> tuple[int | None, time | None]:
    """Minutes and start that are typed; raises NotUnderstood."""
    amount, at = typed_time(text)
    return (service.length(amount), amount.start) if isinstance(amount, Span) else (amount, at)
