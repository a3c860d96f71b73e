from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.reminder import Moment, Reason, Reminder, decide

PARIS = ZoneInfo("Europe/Paris")
PLAN = ("fast.ai, lesson 3", "Titanic", "Write: why?")


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 22, hour, minute, tzinfo=PARIS)


def moment(now: datetime) -> Moment:
    """A day of 120 minutes with a window from five to eight, nothing done yet."""
    return Moment(now, at(5), at(8), target=120, minimum=10, done=0, plan=PLAN, streak=23)


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (at(4, 45), "Window opens in 15 minutes: fast.ai, lesson 3, then Titanic"),
        (at(4, 59), "Window opens in 1 minute: fast.ai, lesson 3, then Titanic"),
        (at(3, 30), "Window opens in 1 h 30: fast.ai, lesson 3, then Titanic"),
        (at(3), "Window opens at 05:00: fast.ai, lesson 3, then Titanic"),
    ],
)
def test_before_the_window_it_says_when_it_opens_and_what_comes_first(now: datetime, text: str) -> None:
    assert decide(moment(now)) == Reminder(True, Reason.BEFORE, text)


def test_before_the_window_without_a_plan_it_only_says_when() -> None:
    assert decide(replace(moment(at(4, 45)), plan=())).text == "Window opens in 15 minutes"


def test_the_same_resource_is_named_once() -> None:
    text = decide(replace(moment(at(4, 45)), plan=("Titanic", "Titanic", "Handbook"))).text
    assert text == "Window opens in 15 minutes: Titanic, then Handbook"


@pytest.mark.parametrize(
    ("now", "done", "streak", "text"),
    [
        (at(7, 20), 0, 23, "40 minutes left, 10 keep the streak of 23 days"),
        (at(7, 20), 4, 1, "40 minutes left, 6 keep the streak of 1 day"),
        (at(7, 59), 9, 23, "1 minute left, 1 keeps the streak of 23 days"),
        (at(5), 0, 23, "3 h left, 10 keep the streak of 23 days"),
        (at(6, 55), 0, 0, "1 h 05 left, 10 start a streak"),
        (at(6, 55), 9, 0, "1 h 05 left, 1 starts a streak"),
    ],
)
def test_inside_the_window_it_says_what_is_left_and_what_is_at_stake(
    now: datetime, done: int, streak: int, text: str
) -> None:
    assert decide(replace(moment(now), done=done, streak=streak)) == Reminder(True, Reason.INSIDE, text)


def test_a_begun_minute_counts() -> None:
    assert decide(moment(at(7, 59) + timedelta(seconds=59))).text.startswith("1 minute left")
    assert decide(moment(at(4, 59) + timedelta(seconds=59))).reason is Reason.BEFORE


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (replace(moment(at(6)), target=0), Reason.REST),
        (replace(moment(at(6)), on_leave=True), Reason.LEAVE),
        (replace(moment(at(6)), running=True), Reason.RUNNING),
        (replace(moment(at(6)), done=10), Reason.REACHED),
        (replace(moment(at(4)), done=10), Reason.REACHED),
        (moment(at(8)), Reason.AFTER),
        (moment(at(23)), Reason.AFTER),
    ],
)
def test_it_keeps_silent_with_a_reason(changed: Moment, reason: Reason) -> None:
    assert decide(changed) == Reminder(False, reason, "")


def test_a_minimum_of_nothing_still_asks_for_a_minute() -> None:
    assert decide(replace(moment(at(6)), minimum=0)).text == "2 h left, 1 keeps the streak of 23 days"


def test_a_minimum_above_the_target_asks_for_the_target_only() -> None:
    assert decide(replace(moment(at(6)), target=5, minimum=10)).text.startswith("2 h left, 5 keep")


def test_the_night_the_clocks_change_counts_real_minutes() -> None:
    opens = datetime(2026, 10, 25, 1, 0, tzinfo=PARIS)
    closes = datetime(2026, 10, 25, 4, 0, tzinfo=PARIS)
    autumn = replace(moment(opens), opens=opens, closes=closes)
    assert decide(autumn).text.startswith("4 h left")
    second_half_past_two = datetime(2026, 10, 25, 2, 30, tzinfo=PARIS, fold=1)
    assert decide(replace(autumn, now=second_half_past_two)).text.startswith("1 h 30 left")


def test_the_users_words_stay_on_one_line_and_short() -> None:
    hostile = "two\nlines \x1b]52;c;x\x07 " + "long " * 100
    text = decide(replace(moment(at(4, 45)), plan=(hostile,))).text
    assert text.startswith("Window opens in 15 minutes: two lines \ufffd]52;c;x\ufffd long")
    assert text.endswith("…")
    assert len(text) < 100


@given(
    now=st.integers(0, 1439).map(lambda minutes: at(3) + timedelta(minutes=minutes)),
    target=st.integers(0, 300),
    minimum=st.integers(0, 60),
    done=st.integers(0, 400),
    on_leave=st.booleans(),
    running=st.booleans(),
    streak=st.integers(0, 400),
)
def test_it_never_speaks_once_the_minimum_is_reached_and_always_has_words_when_it_does(
    now: datetime, target: int, minimum: int, done: int, on_leave: bool, running: bool, streak: int
) -> None:
    asked = Moment(now, at(5), at(8), target, minimum, done, on_leave, running, PLAN, streak)
    reminder = decide(asked)
    assert reminder.due == bool(reminder.text)
    if target == 0 or on_leave or running or now >= at(8) or done >= max(1, min(minimum, target)):
        assert not reminder.due
    else:
        assert reminder.due
        assert reminder.reason is (Reason.BEFORE if now < at(5) else Reason.INSIDE)
