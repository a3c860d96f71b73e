from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.reminder import SPEAKING, Moment, Reason, Reminder, Stakes, decide, words

PARIS = ZoneInfo("Europe/Paris")
PLAN = ("fast.ai, lesson 3", "Titanic", "Write: why?")
STAKES = Stakes(PLAN, streak=23)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 22, hour, minute, tzinfo=PARIS)


def moment(now: datetime, *, scheduled: bool = True) -> Moment:
    """A day of 120 minutes with a window from five to eight and nothing done, an evening line at nine."""
    return Moment(
        now,
        at(5),
        at(8),
        target=120,
        minimum=10,
        done=0,
        evening=at(21),
        tomorrow=120,
        scheduled=scheduled,
    )


def said(asked: Moment, stakes: Stakes = STAKES) -> str:
    return words(asked, decide(asked), stakes)


HOURS = {
    **dict.fromkeys(range(3, 5), Reason.BEFORE),
    **dict.fromkeys(range(5, 8), Reason.INSIDE),
    **dict.fromkeys(range(8, 21), Reason.END),
    **dict.fromkeys(range(21, 24), Reason.EVENING),
}


@pytest.mark.parametrize("hour", HOURS)
def test_every_hour_of_a_day_has_its_occasion(hour: int) -> None:
    assert decide(moment(at(hour))) is HOURS[hour]
    assert decide(moment(at(hour, 59))) is HOURS[hour]


@pytest.mark.parametrize("hour", HOURS)
def test_somebody_who_asks_hears_of_the_window_and_for_an_hour_of_how_it_ended(hour: int) -> None:
    expected = HOURS[hour] if hour <= 8 else Reason.AFTER
    assert decide(moment(at(hour), scheduled=False)) is expected


SILENT = {
    "a day of rest": ({"target": 0}, Reason.REST),
    "leave": ({"on_leave": True}, Reason.LEAVE),
    "a skipped day": ({"skipped": True}, Reason.SKIPPED),
    "snoozed": ({"snoozed": at(7)}, Reason.SNOOZED),
    "a session runs": ({"running": True}, Reason.RUNNING),
    "the target is met": ({"done": 120}, Reason.REACHED),
    "more than the target": ({"done": 500}, Reason.REACHED),
}


@pytest.mark.parametrize("hour", [hour for hour in HOURS if hour < 21])
@pytest.mark.parametrize(("changed", "reason"), SILENT.values(), ids=SILENT)
def test_it_keeps_silent_all_day_with_a_reason(
    hour: int, changed: dict[str, bool | int | datetime], reason: Reason
) -> None:
    for scheduled in (True, False):
        asked = replace(moment(at(hour), scheduled=scheduled), **changed)  # type: ignore[arg-type]  # fields above
        assert decide(asked) is reason
        assert words(asked, reason, STAKES) == ""


@pytest.mark.parametrize("hour", HOURS)
def test_the_minimum_is_enough_until_the_window_ends_then_the_target_is_wanted(hour: int) -> None:
    expected = Reason.REACHED if hour < 8 else HOURS[hour]
    assert decide(replace(moment(at(hour)), done=10)) is expected
    assert decide(replace(moment(at(hour)), done=119)) is expected
    assert decide(replace(moment(at(hour)), done=9)) is HOURS[hour]


EVENINGS = {
    "tomorrow is a day of rest": ({"tomorrow": 0}, Reason.REST),
    "tomorrow is leave": ({"tomorrow_on_leave": True}, Reason.LEAVE),
    "today is a day of rest": ({"target": 0}, Reason.EVENING),
    "today is leave": ({"on_leave": True}, Reason.EVENING),
    "today is met": ({"done": 120}, Reason.EVENING),
    "silence was asked for": ({"skipped": True}, Reason.SKIPPED),
    "a session runs": ({"running": True}, Reason.RUNNING),
    "an evening inside the window is none": ({"evening": at(7)}, Reason.END),
    "no evening line is wanted": ({"evening": None}, Reason.END),
}


@pytest.mark.parametrize(("changed", "reason"), EVENINGS.values(), ids=EVENINGS)
def test_the_evening_is_about_tomorrow(changed: dict[str, int | datetime | None], reason: Reason) -> None:
    assert decide(replace(moment(at(21)), **changed)) is reason  # type: ignore[arg-type]  # fields above


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
    assert said(moment(now)) == text


def test_before_the_window_without_a_plan_it_only_says_when() -> None:
    assert said(moment(at(4, 45)), Stakes()) == "Window opens in 15 minutes"


def test_the_same_resource_is_named_once() -> None:
    text = said(moment(at(4, 45)), Stakes(("Titanic", "Titanic", "Handbook")))
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
    assert said(replace(moment(now), done=done), Stakes(PLAN, streak)) == text


@pytest.mark.parametrize(
    ("done", "streak", "freezes", "text"),
    [
        (0, 23, 0, "23 days stand on 10 minutes"),
        (9, 1, 0, "1 day stands on 1 minute"),
        (0, 23, 1, "Missed so far; a freeze would cover today, 10 minutes save it"),
        (9, 23, 2, "Missed so far; a freeze would cover today, 1 minute saves it"),
        (0, 0, 0, "Missed so far; 10 minutes start a streak"),
        (9, 0, 1, "Missed so far; 1 minute starts a streak"),
        (10, 23, 0, "10 min of 2 h: the streak is kept, 1 h 50 more meet the target"),
    ],
)
def test_at_the_end_it_says_how_the_day_stands(done: int, streak: int, freezes: int, text: str) -> None:
    assert said(replace(moment(at(8)), done=done), Stakes(PLAN, streak, freezes)) == text


def test_in_the_evening_it_says_when_tomorrow_begins_and_with_what() -> None:
    tomorrow = replace(STAKES, tomorrow=at(5))
    assert said(moment(at(21)), tomorrow) == "Tomorrow 05:00: fast.ai, lesson 3, then Titanic"
    assert said(moment(at(21)), replace(tomorrow, plan=())) == "Tomorrow 05:00"


def test_a_begun_minute_counts() -> None:
    assert said(moment(at(7, 59) + timedelta(seconds=59))).startswith("1 minute left")
    assert decide(moment(at(4, 59) + timedelta(seconds=59))) is Reason.BEFORE


def test_a_minimum_of_nothing_still_asks_for_a_minute() -> None:
    assert said(replace(moment(at(6)), minimum=0)) == "2 h left, 1 keeps the streak of 23 days"


def test_a_minimum_above_the_target_asks_for_the_target_only() -> None:
    assert said(replace(moment(at(6)), target=5, minimum=10)).startswith("2 h left, 5 keep")


def test_the_night_the_clocks_go_back_counts_real_minutes() -> None:
    opens = datetime(2026, 10, 25, 1, 0, tzinfo=PARIS)
    closes = datetime(2026, 10, 25, 4, 0, tzinfo=PARIS)
    autumn = replace(moment(opens), opens=opens, closes=closes, evening=None)
    assert said(autumn).startswith("4 h left")
    second_half_past_two = datetime(2026, 10, 25, 2, 30, tzinfo=PARIS, fold=1)
    assert said(replace(autumn, now=second_half_past_two)).startswith("1 h 30 left")
    half_past_two = datetime(2026, 10, 25, 2, 30, tzinfo=PARIS)
    over = replace(autumn, now=second_half_past_two, closes=half_past_two, scheduled=False)
    assert decide(over) is Reason.AFTER
    assert decide(replace(over, scheduled=True)) is Reason.END


def test_the_night_the_clocks_go_forward_counts_real_minutes() -> None:
    opens = datetime(2026, 3, 29, 1, 0, tzinfo=PARIS)
    closes = datetime(2026, 3, 29, 4, 0, tzinfo=PARIS)
    assert said(replace(moment(opens), opens=opens, closes=closes)).startswith("2 h left")


def test_the_users_words_stay_on_one_line_and_short() -> None:
    hostile = "two\nlines \x1b]52;c;x\x07 " + "long " * 100
    text = said(moment(at(4, 45)), Stakes((hostile,)))
    assert text.startswith("Window opens in 15 minutes: two lines \ufffd]52;c;x\ufffd long")
    assert text.endswith("…")
    assert len(text) < 100


@given(
    now=st.integers(0, 1439).map(lambda minutes: at(3) + timedelta(minutes=minutes)),
    numbers=st.tuples(st.integers(0, 300), st.integers(0, 60), st.integers(0, 400)),
    days_off=st.tuples(st.booleans(), st.booleans(), st.booleans(), st.sampled_from([None, at(7)])),
    tomorrow=st.tuples(st.integers(0, 300), st.booleans()),
    evening=st.none() | st.integers(0, 1439).map(lambda minutes: at(3) + timedelta(minutes=minutes)),
    scheduled=st.booleans(),
    stakes=st.tuples(st.integers(0, 400), st.integers(0, 3)),
)
def test_it_never_speaks_of_a_day_that_is_done_or_off_and_always_has_words_when_it_speaks(
    now: datetime,
    numbers: tuple[int, int, int],
    days_off: tuple[bool, bool, bool, datetime | None],
    tomorrow: tuple[int, bool],
    evening: datetime | None,
    scheduled: bool,
    stakes: tuple[int, int],
) -> None:
    asked = Moment(now, at(5), at(8), *numbers, *days_off[:3], days_off[3], evening, *tomorrow, scheduled)
    reason = decide(asked)
    text = words(asked, reason, Stakes(PLAN, *stakes, tomorrow=at(5)))
    assert Reminder(reason, text).due == (reason in SPEAKING) == bool(text)
    assert "\n" not in text
    target, minimum, done = numbers
    on_leave, running, skipped, snoozed = days_off
    if skipped or snoozed or running:
        assert not text
    if reason is Reason.EVENING:
        assert scheduled
        assert tomorrow[0] > 0
        assert not tomorrow[1]
    elif done >= target or on_leave or (now < at(8) and done >= max(1, minimum)):
        assert not text
    elif now < at(8) and not (running or skipped or snoozed):
        assert reason is (Reason.BEFORE if now < at(5) else Reason.INSIDE)
