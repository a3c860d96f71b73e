"""Random lives at a desk: what a learner may do, one step after another, through the real services."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Protocol

from hypothesis import strategies as st

from habit_tui.domain.entry import Entry
from habit_tui.domain.session import Session
from habit_tui.services import leave, routine, session
from habit_tui.services.desk import Desk
from habit_tui.services.session import Correction
from tests.factories import at

NOW = at("2026-11-22 12:00", "UTC")
SPAN = 100
"""How many days before today a life may begin."""

ZONES = (
    "Europe/Berlin",
    "America/Los_Angeles",
    "Pacific/Auckland",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Etc/GMT+12",
)


def day(number: int) -> date:
    """The day so many days after a life may begin; SPAN is today in Berlin."""
    return date(2026, 11, 22) - timedelta(days=SPAN - number)


def sessions(desk: Desk) -> tuple[Session, ...]:
    """Every session there is."""
    return session.between(desk, date.min, date.max)


class Step(Protocol):
    """Something a learner does; it may be refused with CannotBeDone."""

    def do(self, desk: Desk) -> None: ...


@dataclass(frozen=True)
class Log:
    """A session on a day, by the wall clock of a zone."""

    number: int
    hour: int
    minutes: int
    zone: str

    def do(self, desk: Desk) -> None:
        entry = Entry(self.minutes, on=day(self.number), at=time(self.hour), overlap=True)
        session.log(desk.in_zone(self.zone), entry, NOW)


@dataclass(frozen=True)
class Edit:
    """Another day, length or zone for one of the sessions; -1 leaves a thing as it is."""

    which: int
    number: int
    minutes: int
    zone: str | None

    def do(self, desk: Desk) -> None:
        found = sessions(desk)
        correction = Correction(
            amount=None if self.minutes < 0 else self.minutes,
            on=None if self.number < 0 else day(self.number),
            zone=self.zone,
            overlap=True,
        )
        session.edit(desk, found[self.which % len(found)].id if found else 0, correction, NOW)


@dataclass(frozen=True)
class Delete:
    """One of the sessions goes."""

    which: int

    def do(self, desk: Desk) -> None:
        found = sessions(desk)
        session.delete(desk, found[self.which % len(found)].id if found else 0, NOW)


@dataclass(frozen=True)
class Start:
    """A session begins, three hours ago."""

    zone: str

    def do(self, desk: Desk) -> None:
        session.start(desk.in_zone(self.zone), "", NOW - timedelta(hours=3))


@dataclass(frozen=True)
class Stop:
    """The running session ends."""

    def do(self, desk: Desk) -> None:
        session.stop(desk, NOW)


@dataclass(frozen=True)
class SetRoutine:
    """Another routine from a day on, or from the default day without one."""

    number: int | None
    targets: tuple[int, ...]
    minimum: int

    def do(self, desk: Desk) -> None:
        self.change(desk)

    def change(self, desk: Desk) -> routine.Changed:
        start = None if self.number is None else day(self.number)
        targets = dict(enumerate(self.targets))
        return routine.set(desk, NOW, start=start, targets=targets, minimum=self.minimum)


@dataclass(frozen=True)
class AddLeave:
    """Some days off."""

    number: int
    length: int

    def do(self, desk: Desk) -> None:
        leave.add(desk, NOW, day(self.number), day(self.number + self.length), "")


@dataclass(frozen=True)
class DeleteLeave:
    """One of the leaves goes."""

    which: int

    def do(self, desk: Desk) -> None:
        found = leave.listing(desk)
        leave.delete(desk, NOW, found[self.which % len(found)].id if found else 0)


_numbers = st.integers(0, SPAN)
_minutes = st.sampled_from([5, 30, 60])
_targets = st.sampled_from([(60,) * 7, (60, 60, 60, 60, 60, 0, 0), (30, 0, 30, 0, 90, 0, 5)])
_which = st.integers(0, 20)
zones = st.sampled_from(ZONES)

logs = st.builds(Log, _numbers, st.sampled_from([0, 3, 5, 12, 23]), _minutes, zones)
corrections: st.SearchStrategy[Step] = st.one_of(
    st.builds(Edit, _which, st.just(-1) | _numbers, st.just(-1) | _minutes, st.none() | zones),
    st.builds(Delete, _which),
)
set_routines = st.builds(
    SetRoutine, st.none() | st.integers(0, SPAN + 3), _targets, st.sampled_from([0, 10, 60])
)
add_leaves = st.builds(AddLeave, st.integers(0, SPAN + 5), st.integers(0, 9))
steps: st.SearchStrategy[Step] = st.one_of(
    logs,
    corrections,
    st.builds(Start, zones),
    st.builds(Stop),
    set_routines,
    add_leaves,
    st.builds(DeleteLeave, _which),
)


@st.composite
def mornings(draw: st.DrawFn) -> list[Log]:
    """One to three stays in some zone, with an hour on every morning and a day or two of travel between."""
    number = draw(st.integers(0, SPAN - 30))
    found = []
    for zone, days in draw(st.lists(st.tuples(zones, st.integers(1, 6)), min_size=1, max_size=3)):
        found += [Log(number + each, 5, 60, zone) for each in range(days)]
        number += days + draw(st.integers(0, 2))
    return found
