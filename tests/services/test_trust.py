"""The number is right: what must hold for every life, through the real services and a real file."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from habit_tui.domain.entry import Entry
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.leave import Leave
from habit_tui.domain.routine import Routine
from habit_tui.domain.session import Session
from habit_tui.domain.streak import Fold
from habit_tui.services import change, session, streak
from habit_tui.services.desk import Desk, open_desk
from habit_tui.services.session import Correction
from habit_tui.store import leave as leave_store
from habit_tui.store import routine as routine_store
from habit_tui.store import session as session_store
from habit_tui.store import streak as streak_store
from tests.factories import at, desk_at
from tests.services.judging import fold_of
from tests.services.lives import (
    NOW,
    SPAN,
    AddLeave,
    Log,
    SetRoutine,
    Step,
    add_leaves,
    corrections,
    day,
    logs,
    mornings,
    sessions,
    set_routines,
    steps,
    zones,
)

TODAY = day(SPAN)
some = settings(max_examples=settings().max_examples // 5)
few = settings(max_examples=settings().max_examples // 10)
"""A life takes a tenth of a second, so fewer are lived than the profile says."""
freezes = st.sampled_from([0, 2, 7])
"""After how many days one is earned: after seven most random lives have none."""


@contextmanager
def new_desk(freeze_every: int = 7) -> Iterator[Desk]:
    """A desk in Berlin at a store of its own."""
    with tempfile.TemporaryDirectory() as folder:
        yield desk_at(Path(folder), "Europe/Berlin", freeze_every=freeze_every)


def live(desk: Desk, taken: list[Step] | list[Log]) -> None:
    """Take some steps; what is refused is left out."""
    for step in taken:
        can_do(desk, step)


def can_do(desk: Desk, step: Step) -> bool:
    """Do a step; whether it was not refused."""
    try:
        step.do(desk)
    except CannotBeDone:
        return False
    return True


Everything = tuple[Fold, tuple[Session, ...], tuple[Routine, ...], tuple[Leave, ...]]


def everything(desk: Desk) -> Everything:
    """How the days are judged, and all they are judged by."""
    with desk.store.reading() as unit:
        return (
            streak.whole_fold(unit, desk, TODAY),
            session_store.between(unit, date.min, date.max),
            routine_store.all_versions(unit),
            leave_store.all_leaves(unit),
        )


@some
@given(lived=mornings(), earlier=st.lists(set_routines, max_size=2), last=set_routines, freeze_every=freezes)
def test_a_routine_changed_from_a_day_on_changes_no_verdict_before_it(
    lived: list[Log], earlier: list[Step], last: SetRoutine, freeze_every: int
) -> None:
    with new_desk(freeze_every) as desk:
        live(desk, lived)
        live(desk, earlier)
        before = fold_of(desk, NOW)
        try:
            changed = last.change(desk)
        except CannotBeDone:
            return
        after = fold_of(desk, NOW)
    since = changed.version.effective_from
    assert [judged for judged in after.days if judged.study_day < since] == [
        judged for judged in before.days if judged.study_day < since
    ]
    old = {judged.study_day: judged.verdict for judged in before.days}
    new = {judged.study_day: judged.verdict for judged in after.days}
    told = {each.study_day: (each.before, each.after) for each in changed.verdicts}
    assert {at: (old[at], new[at]) for at in old if old[at] != new[at]}.items() <= told.items()
    assert all(told[at][0] == "before" and told[at][1] == new[at] for at in told.keys() - old.keys())


@few
@given(lived=mornings(), taken=st.lists(steps, min_size=4, max_size=8), freeze_every=freezes)
def test_undo_after_any_change_restores_every_verdict(
    lived: list[Log], taken: list[Step], freeze_every: int
) -> None:
    with new_desk(freeze_every) as desk:
        live(desk, lived)
        for step in taken:
            before = everything(desk)
            if not can_do(desk, step):
                assert everything(desk) == before
                continue
            after = everything(desk)
            change.undo(desk, NOW)
            assert everything(desk) == before
            change.redo(desk, NOW)
            assert everything(desk) == after


@few
@given(
    lived=mornings(),
    others=st.lists(logs, max_size=8),
    tens=st.lists(st.integers(0, SPAN // 10), max_size=2, unique=True),
    freeze_every=freezes,
    data=st.data(),
)
def test_shuffling_the_order_of_insertion_changes_nothing(
    lived: list[Log], others: list[Log], tens: list[int], freeze_every: int, data: st.DataObject
) -> None:
    taken: list[Step] = [*lived, *others, *(AddLeave(ten * 10, 4) for ten in tens)]
    with new_desk(freeze_every) as one, new_desk(freeze_every) as other:
        live(one, taken)
        live(other, data.draw(st.permutations(taken)))
        assert fold_of(one, NOW) == fold_of(other, NOW)


@some
@given(log=logs, moves=st.lists(zones, min_size=1, max_size=4))
def test_a_session_moved_to_another_zone_keeps_its_study_day(log: Log, moves: list[str]) -> None:
    with new_desk() as desk:
        if not can_do(desk, log):
            return
        (written,) = sessions(desk)
        for zone in moves:
            session.edit(desk, written.id, Correction(zone=zone), NOW)
        (moved,) = sessions(desk)
    assert moved.zone == moves[-1]
    assert (moved.study_day, moved.start, moved.end) == (written.study_day, written.start, written.end)


@few
@given(
    lived=mornings(),
    taken=st.lists(logs | corrections | set_routines | add_leaves, min_size=2, max_size=5),
    since=st.integers(0, SPAN),
    freeze_every=freezes,
)
def test_a_fold_resumed_from_what_was_remembered_equals_the_whole_one(
    lived: list[Log], taken: list[Step], since: int, freeze_every: int
) -> None:
    with new_desk(freeze_every) as desk:
        live(desk, [Log(0, 5, 60, "Europe/Berlin"), *lived])
        for step in taken:
            if can_do(desk, step):
                is_resumed_right(desk, day(since))
                change.undo(desk, NOW)
                is_resumed_right(desk, day(since))
                change.redo(desk, NOW)
            is_resumed_right(desk, day(since))


def is_resumed_right(desk: Desk, since: date) -> None:
    """The newest remembered state and the one before a day lead to what the whole fold finds."""
    with desk.store.reading() as unit:
        whole = streak.whole_fold(unit, desk, TODAY)
        for first in (since, TODAY):
            recent = streak.recent_fold(unit, desk, TODAY, first)
            assert recent.state == whole.state
            assert recent.days == whole.days[-len(recent.days) :]
            assert recent.days[0].study_day <= max(first, whole.days[0].study_day)


def test_a_long_life_is_remembered(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, "Europe/Berlin")
    live(desk, [Log(number, 5, 60, "Europe/Berlin") for number in (0, 1, 79, 80, 82, SPAN)])
    with desk.store.reading() as unit:
        state = streak_store.state_before(unit, TODAY, desk.rules)
    assert state is not None
    assert (state.day, state.length) == (day(80), 2)


def test_nothing_is_remembered_that_a_session_much_later_can_change(tmp_path: Path) -> None:
    """An hour after the 62nd day began in Kiritimati it is still the 60th west of the date line."""
    desk = desk_at(tmp_path, "Europe/Berlin")
    for log in (
        Log(0, 5, 60, "Europe/Berlin"),
        Log(62, 3, 60, "Pacific/Kiritimati"),
        Log(60, 2, 60, "Etc/GMT+12"),
        Log(68, 5, 60, "Pacific/Kiritimati"),
        Log(65, 5, 60, "Etc/GMT+12"),
    ):
        log.do(desk)
        is_resumed_right(desk, day(70))


class TestJourneys:
    """An hour at 05:00 on every local morning, TZ changed along the way, logged when it is done."""

    def live(self, folder: Path, *stays: tuple[str, date, date]) -> Fold:
        """The fold after some stays, each a zone with its first and its last morning there."""
        env = dict(desk_at(folder).env)
        for zone, first, last in stays:
            for number in range((last - first).days + 1):
                now = at(f"{first + timedelta(days=number)} 06:00", zone)
                desk = open_desk({**env, "TZ": zone}, "cli")
                logged = session.log(desk, Entry(60), now)
                assert logged.session is not None
                assert logged.session.zone == zone
                assert logged.day.study_day == first + timedelta(days=number)
        return fold_of(desk, now)

    def test_bogota_lisbon_casablanca_berlin(self, tmp_path: Path) -> None:
        folded = self.live(
            tmp_path,
            ("America/Bogota", date(2026, 2, 10), date(2026, 2, 16)),
            ("Europe/Lisbon", date(2026, 2, 17), date(2026, 3, 1)),
            ("Africa/Casablanca", date(2026, 3, 2), date(2026, 3, 25)),
            ("Europe/Berlin", date(2026, 3, 26), date(2026, 4, 3)),
        )
        assert {judged.verdict.value for judged in folded.days} == {"met"}
        assert folded.current == len(folded.days) == 53

    def test_los_angeles_auckland_and_back(self, tmp_path: Path) -> None:
        folded = self.live(
            tmp_path,
            ("America/Los_Angeles", date(2026, 11, 6), date(2026, 11, 10)),
            ("Pacific/Auckland", date(2026, 11, 12), date(2026, 11, 15)),
            ("America/Los_Angeles", date(2026, 11, 15), date(2026, 11, 20)),
        )
        judged = {each.study_day.day: each for each in folded.days}
        assert [at for at, each in judged.items() if each.verdict != "met"] == [11]
        assert judged[11].verdict == "void"
        assert judged[15].minutes == 120
        assert folded.current == 14
