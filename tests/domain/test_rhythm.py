"""Focus and breaks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.kind import Kind
from habit_tui.domain.rhythm import Rhythm, beat, parse
from habit_tui.domain.session import Session

FIVE = datetime(2026, 11, 22, 5, tzinfo=UTC)
FIFTY_TEN = Rhythm(50, 10)


def session(start: datetime, minutes: int | None) -> Session:
    """A session of so many minutes, or the running one."""
    end = None if minutes is None else start + timedelta(minutes=minutes)
    return Session(1, "u", start, end, minutes or 0, "UTC", 0, date(2026, 11, 22), "x", Kind.STUDY, "", "cli")


def after(minutes: float) -> datetime:
    """So many minutes after five."""
    return FIVE + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [("none", None), ("50/10", FIFTY_TEN), ("25/5", Rhythm(25, 5)), ("1/120", Rhythm(1, 120))],
)
def test_a_rhythm_is_written_as_minutes_of_work_and_of_rest(text: str, rhythm: Rhythm | None) -> None:
    assert parse(text) == rhythm


@pytest.mark.parametrize(
    "text", ["", "50", "50/", "/10", "0/5", "25/0", "241/5", "25/121", "-1/5", "²/5", "5 / 5"]
)
def test_anything_else_is_no_rhythm(text: str) -> None:
    with pytest.raises(ValueError, match=r"minutes of work|too short or too long"):
        parse(text)


def test_a_focus_begins_with_the_running_session_and_stays_when_its_time_is_over() -> None:
    running = session(FIVE, None)
    for minutes, left in [(0, 50), (20, 30), (50, 0), (62, -12)]:
        found = beat(FIFTY_TEN, running, (running,), True, after(minutes))
        assert found is not None
        assert not found.resting
        assert found.left(after(minutes)) == timedelta(minutes=left)


def test_a_break_begins_with_the_end_of_the_last_session_and_ends_by_itself() -> None:
    sessions = (session(FIVE - timedelta(hours=1), 50), session(FIVE, 52))
    found = beat(FIFTY_TEN, None, sessions, True, after(55))
    assert found is not None
    assert found.resting
    assert found.left(after(55)) == timedelta(minutes=7)
    assert beat(FIFTY_TEN, None, sessions, True, after(62)) is None


def test_no_break_follows_a_short_session() -> None:
    assert beat(FIFTY_TEN, None, (session(FIVE, 49),), True, after(50)) is None


def test_no_break_is_timed_when_the_work_of_the_day_is_done() -> None:
    assert beat(FIFTY_TEN, None, (session(FIVE, 50),), False, after(51)) is None


def test_a_session_that_ends_later_than_now_begins_no_break() -> None:
    assert beat(FIFTY_TEN, None, (session(FIVE, 50),), True, after(40)) is None


def test_without_a_rhythm_no_time_is_kept() -> None:
    assert beat(None, session(FIVE, None), (), True, after(5)) is None


@given(st.integers(1, 240), st.integers(1, 120), st.integers(0, 400), st.booleans())
def test_time_only_runs_down(work: int, rest: int, minute: int, running: bool) -> None:
    rhythm = Rhythm(work, rest)
    now, then = after(minute), after(minute + 1)
    sessions = (session(FIVE, None if running else min(minute, work)),)
    first, second = (beat(rhythm, sessions[0] if running else None, sessions, True, at) for at in (now, then))
    if first is not None and second is not None:
        assert first.until == second.until
        assert first.left(now) > second.left(then)
