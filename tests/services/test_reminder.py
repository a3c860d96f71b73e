"""Reminders at a real store: said once an occasion, recorded always, silent when asked to be."""

import tempfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habit_tui.domain.kind import Kind
from habit_tui.domain.reminder import Reason
from habit_tui.domain.routine import Routine, Slot, Window
from habit_tui.services import change, leave, session
from habit_tui.services import reminder as service
from habit_tui.services.desk import Desk
from habit_tui.services.reminder import Delivery, Told
from habit_tui.store import reminder as store
from habit_tui.store import routine as routine_store
from habit_tui.store.reminder import Run
from tests.factories import at, desk_at, logged
from tests.standins import Crontab, crontab_in

BERLIN = "Europe/Berlin"
SUNDAY = "2026-11-22"
DEFAULT_TEXT = "1 h 30 left, 10 start a streak"


def when(clock: str, day: str = SUNDAY) -> datetime:
    return at(f"{day} {clock}", BERLIN)


def run(desk: Desk, clock: str, day: str = SUNDAY, printed: list[str] | None = None) -> Told:
    """What a timer's run says at a clock time."""
    return service.run(desk, when(clock, day), ([] if printed is None else printed).append)


def recorded(desk: Desk) -> list[Run]:
    """Every run in the store, oldest first."""
    with desk.store.reading() as unit:
        return list(reversed(store.latest(unit, 1000)))


@pytest.fixture
def mine(tmp_path: Path) -> Crontab:
    """The machine's crontab program, a stand-in."""
    return crontab_in(tmp_path / "bin")


@pytest.fixture
def desk(make_desk: Callable[..., Desk], mine: Crontab) -> Desk:
    """A desk in Berlin with the default routine, at a machine whose crontab is a stand-in."""
    made = make_desk()
    return Desk(made.store, made.zone, made.settings, made.door, {**made.env, "PATH": mine.path})


def test_it_speaks_once_for_each_firing(desk: Desk) -> None:
    printed: list[str] = []
    assert run(desk, "06:30", printed=printed).deliveries == (Delivery("stdout"),)
    again = run(desk, "06:30", printed=printed)
    assert (again.reminder.reason, again.occasion) == (Reason.SAID, "06:30")
    assert run(desk, "07:59", printed=printed).reminder.reason is Reason.SAID
    assert run(desk, "08:00", printed=printed).reminder.due
    assert run(desk, "06:30", "2026-11-23", printed).reminder.due
    assert len(printed) == 3
    assert printed[0] == DEFAULT_TEXT


def test_every_run_is_recorded_with_what_became_of_it(desk: Desk) -> None:
    run(desk, "06:30")
    run(desk, "06:31")
    logged(desk, SUNDAY, "06:30", 60)
    run(desk, "08:00")
    found = [(each.occasion, each.due, each.reason, each.channel, each.result) for each in recorded(desk)]
    assert found == [
        ("06:30", True, "inside", "stdout", "delivered"),
        ("06:30", False, "said", "", "silent"),
        ("08:00", False, "reached", "", "silent"),
    ]
    assert recorded(desk)[0].text == DEFAULT_TEXT
    assert recorded(desk)[0].at == when("06:30")


def test_somebody_who_asks_takes_nothing_away_from_the_timer(desk: Desk) -> None:
    before = Path(desk.store.file).read_bytes()
    assert service.check(desk, when("06:30")).text == DEFAULT_TEXT
    assert service.check(desk, when("06:30")).due
    assert Path(desk.store.file).read_bytes() == before
    assert run(desk, "06:30").reminder.due
    assert service.check(desk, when("06:30")).due


def test_the_record_is_no_change_to_undo(desk: Desk) -> None:
    logged(desk, SUNDAY, "05:00", 5, "reading")
    run(desk, "06:30")
    service.skip(desk, "ill", when("06:40"))
    assert change.undo(desk, when("07:00")).text.startswith("logged 5 min of reading")
    assert recorded(desk)[0].reason == "inside"
    assert service.check(desk, when("07:00")).reason is Reason.SKIPPED


def test_runs_of_more_than_a_year_ago_are_forgotten(desk: Desk) -> None:
    run(desk, "06:30", "2025-11-20")
    run(desk, "06:30", "2025-11-22")
    run(desk, "06:30")
    assert [each.study_day.isoformat() for each in recorded(desk)] == ["2025-11-22", "2026-11-22"]


def test_one_channel_that_fails_stops_no_other_and_is_tried_at_the_next_run(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    desk = make_desk(
        remind_channels=("command", "stdout"),
        remind_command=f"sh -c 'cat >> {taken} && test -e {tmp_path}/works'",
    )
    printed: list[str] = []
    first = run(desk, "06:30", printed=printed)
    assert first.deliveries == (Delivery("command", "sh failed with status 1"), Delivery("stdout"))
    assert not first.failed
    (tmp_path / "works").touch()
    second = run(desk, "06:35", printed=printed)
    assert second.deliveries == (Delivery("command"),)
    assert run(desk, "06:40", printed=printed).reminder.reason is Reason.SAID
    assert len(printed) == 1
    assert taken.read_text().splitlines() == [DEFAULT_TEXT, "1 h 25 left, 10 start a streak"]
    assert [(each.channel, each.result, each.error) for each in recorded(desk)[:3]] == [
        ("command", "failed", "sh failed with status 1"),
        ("stdout", "delivered", ""),
        ("command", "delivered", ""),
    ]


def test_a_line_that_cannot_be_printed_was_not_delivered(desk: Desk) -> None:
    def full(text: str) -> None:
        raise OSError(28, "No space left on device")

    told = service.run(desk, when("06:30"), full)
    assert told.failed
    assert told.deliveries == (Delivery("stdout", "it could not be printed: No space left on device"),)
    assert recorded(desk)[0].result == "failed"


def test_what_was_being_sent_when_its_process_died_is_tried_again_later(desk: Desk) -> None:
    def killed(text: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        service.run(desk, when("06:30"), killed)
    assert recorded(desk)[0].result == "sending"
    assert run(desk, "06:31").reminder.reason is Reason.SAID
    assert run(desk, "06:36").reminder.due


def test_times_of_the_users_own_are_occasions_of_their_own(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(remind_at=(time(6), time(7)))
    assert [run(desk, clock).reminder.due for clock in ("06:00", "06:30", "07:00", "07:10")] == [
        True,
        False,
        True,
        False,
    ]


def test_a_firing_that_comes_twice_in_an_autumn_night_speaks_once(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(remind_at=(time(2, 30),))
    with desk.store.writing(when("00:10"), "cli", "routine") as unit:
        routine_store.save(unit, Routine(date(2026, 1, 1), Window(time(1), time(4)), (60,) * 7, 10))
    first = at("2026-10-25 02:30", BERLIN)
    printed: list[str] = []
    told = [service.run(desk, first + timedelta(hours=hours), printed.append) for hours in (0, 1)]
    assert [each.occasion for each in told] == ["02:30", "02:30"]
    assert len(printed) == 1


def test_it_is_silent_on_leave_while_a_session_runs_and_once_all_is_done(desk: Desk) -> None:
    off = date(2026, 11, 23)
    leave.add(desk, when("05:00"), off, off, "flu")
    assert run(desk, "06:30", "2026-11-23").reminder.reason is Reason.LEAVE
    session.start(desk, "reading", when("06:00"))
    assert run(desk, "06:30").reminder.reason is Reason.RUNNING
    session.stop(desk, when("06:40"))
    assert run(desk, "07:00").reminder.reason is Reason.REACHED
    assert (
        run(desk, "08:00").reminder.text == "40 min of 1 h: the streak is kept, 20 min more meet the target"
    )
    logged(desk, SUNDAY, "08:00", 30)
    assert run(desk, "09:00").reminder.reason is Reason.REACHED


def test_at_the_end_it_knows_the_streak_and_its_freezes(desk: Desk) -> None:
    for day in range(16, 22):
        logged(desk, f"2026-11-{day}", "05:00", 60)
    assert service.check(desk, when("08:00")).text == "6 days stand on 10 minutes"
    logged(desk, "2026-11-15", "05:00", 60)
    text = service.check(desk, when("08:00")).text
    assert text == "Missed so far; a freeze would cover today, 10 minutes save it"


def test_the_evening_tells_tomorrows_plan(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(remind_evening=time(21))
    slots = (
        Slot(0, frozenset({0}), time(6), 60, Kind.STUDY),
        Slot(0, frozenset({0}), time(7), 30, Kind.REVIEW),
    )
    targets = (90, 0, 60, 60, 60, 60, 60)
    with desk.store.writing(when("05:00"), "cli", "routine") as unit:
        routine = Routine(date(2026, 11, 22), Window(time(6), time(8)), targets, 10, slots)
        routine_store.save(unit, routine)
    logged(desk, SUNDAY, "06:00", 60)
    told = run(desk, "21:00")
    assert (told.reminder.reason, told.occasion) == (Reason.EVENING, "21:00")
    assert told.reminder.text == "Tomorrow 06:00: Free study, then Review"
    assert run(desk, "21:05").reminder.reason is Reason.SAID
    assert run(desk, "21:00", "2026-11-23").reminder.reason is Reason.REST
    assert not service.check(desk, when("21:00")).due


def test_a_snooze_is_silence_and_then_a_firing_of_its_own(desk: Desk, mine: Crontab) -> None:
    assert run(desk, "06:30").reminder.due
    snoozed = service.snooze(desk, 20, when("06:31"))
    assert (snoozed.until, snoozed.fires) == (when("06:51"), False)
    assert run(desk, "06:50").reminder.reason is Reason.SNOOZED
    assert service.check(desk, when("06:50")).reason is Reason.SNOOZED
    told = run(desk, "06:51")
    assert (told.reminder.due, told.occasion) == (True, "06:51")
    assert run(desk, "06:52").reminder.reason is Reason.SAID
    assert run(desk, "08:00").reminder.due


def test_the_last_snooze_counts_and_can_be_ended(desk: Desk) -> None:
    service.snooze(desk, 120, when("05:00"))
    service.snooze(desk, 5, when("05:01"))
    assert service.check(desk, when("05:10")).due
    service.snooze(desk, 120, when("05:10"))
    service.resume(desk, when("05:11"))
    assert service.check(desk, when("05:12")).due


def test_a_skipped_day_is_silent_to_its_end_and_only_silent(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(remind_evening=time(21))
    assert not service.skip(desk, "a cold", when("04:00"))
    for clock in ("04:45", "06:30", "08:00", "21:00"):
        assert run(desk, clock).reminder.reason is Reason.SKIPPED
    assert run(desk, "06:30", "2026-11-23").reminder.due
    assert service.skip(desk, "still", when("06:31", "2026-11-23"))
    service.resume(desk, when("06:32", "2026-11-23"))
    assert service.check(desk, when("06:33", "2026-11-23")).due


def test_without_anything_installed_health_costs_nothing_and_says_nothing(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    assert service.health(Desk(desk.store, desk.zone, desk.settings, "tui", {}), when("06:30")) == ""


moments = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 1439)).map(
        lambda given: timedelta(days=given[0], minutes=given[1])
    ),
    min_size=1,
    max_size=6,
)


quarters = st.integers(0, 95).map(lambda quarter: time(*divmod(quarter * 15, 60)))
# Each run waits for the disk four times; in memory a hundred of them take a second.
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


@settings(max_examples=25)
@given(
    moments=moments,
    times=st.lists(
        st.integers(0, 95).map(lambda quarter: time(*divmod(quarter * 15, 60))), max_size=4, unique=True
    ),
    ordered=st.booleans(),
    zone=st.sampled_from([BERLIN, "America/New_York"]),
    first=st.sampled_from(["2026-10-24", "2026-03-28", SUNDAY]),
)
def test_no_occasion_is_ever_said_twice_whenever_a_timer_runs(
    moments: Sequence[timedelta], times: list[time], ordered: bool, zone: str, first: str
) -> None:
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
        desk = desk_at(Path(folder), zone=zone, remind_at=tuple(times), remind_evening=time(21))
        said: list[tuple[Any, str]] = []
        for moment in sorted(moments) if ordered else moments:
            now = at(f"{first} 00:00", zone) + moment
            printed: list[str] = []
            told = service.run(desk, now, printed.append)
            assert bool(printed) == told.reminder.due
            if printed:
                said.append((desk.study_day(now), told.occasion))
            again = service.run(desk, now, printed.append)
            assert not again.reminder.due
        assert len(said) == len(set(said))


@settings(max_examples=20)
@given(minute=st.integers(0, 1439), done=st.integers(60, 300), scheduled=st.booleans())
def test_a_day_whose_target_is_met_is_never_spoken_of(minute: int, done: int, scheduled: bool) -> None:
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
        desk = desk_at(Path(folder), zone=BERLIN)
        logged(desk, SUNDAY, "05:00", done)
        now = when("03:00") + timedelta(minutes=minute)
        reminder = service.run(desk, now, print).reminder if scheduled else service.check(desk, now)
        assert reminder.reason is Reason.REACHED
