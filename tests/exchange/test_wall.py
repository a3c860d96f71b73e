"""Dates and times of other programs' reports mean one instant, or are refused."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.exchange.wall import DateOrder, order_of, read_date, read_duration, read_time, stretch

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)
SHAPES = {DateOrder.YMD: "%Y-%m-%d", DateOrder.DMY: "%d.%m.%Y", DateOrder.MDY: "%m/%d/%Y"}
days = st.dates(date(1970, 1, 1), date(2199, 12, 31))


@given(st.lists(days, min_size=1, max_size=8), st.sampled_from(DateOrder))
def test_an_order_is_found_when_every_reading_means_the_same_days(
    wanted: list[date], order: DateOrder
) -> None:
    texts = [day.strftime(SHAPES[order]) for day in wanted]
    swapped = order is not DateOrder.YMD and any(day.day > 12 for day in wanted)
    clear = order is DateOrder.YMD or swapped or all(day.day == day.month for day in wanted)
    if not clear:
        with pytest.raises(CannotBeDone, match="--date-format dmy or mdy"):
            order_of(texts, "it")
        return
    found = order_of(texts, "it")
    assert [read_date(text, found) for text in texts] == wanted


def test_dates_of_two_orders_are_refused() -> None:
    with pytest.raises(CannotBeDone, match="not written in one order"):
        order_of(["25/03/2026", "03/25/2026"], "it")


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13-01", "2026-02-30", "1969-12-31", "2200-01-01", "٢٠٢٦-٠١-٠١", "26-01-01"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read_date(text, DateOrder.YMD)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("05:10", time(5, 10)),
        ("5:10:30", time(5, 10, 30)),
        ("12:00 AM", time(0)),
        ("12:30 pm", time(12, 30)),
        ("11:59:59 p.m.", time(23, 59, 59)),
    ],
)
def test_times_of_day(text: str, wanted: time) -> None:
    assert read_time(text) == wanted


@pytest.mark.parametrize("text", ["", "5", "24:00", "13:00 PM", "0:10 AM", "05:60", "٠٥:١٠"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read_time(text)


def test_durations() -> None:
    assert read_duration("") is None
    assert read_duration("101:30:05") == timedelta(hours=101, minutes=30, seconds=5)
    with pytest.raises(NotUnderstood):
        read_duration("1.5")


AUTUMN = datetime(2026, 10, 25, 2, 30)  # noqa: DTZ001 - a wall time, shown twice in Berlin


@pytest.mark.parametrize(
    ("start", "end", "duration", "first", "last"),
    [
        # Without a duration the first reading counts.
        (AUTUMN, AUTUMN + HOUR, None, "00:30", "02:30"),
        (AUTUMN, AUTUMN, HOUR, "00:30", "01:30"),
        (AUTUMN, AUTUMN + HOUR, HOUR, "01:30", "02:30"),
        (AUTUMN, AUTUMN + HOUR, 2 * HOUR, "00:30", "02:30"),
        (AUTUMN - HOUR, AUTUMN, HOUR, "23:30", "00:30"),
        (AUTUMN - HOUR, AUTUMN, 2 * HOUR, "23:30", "01:30"),
    ],
)
def test_a_duration_tells_which_of_two_readings_is_meant(
    start: datetime, end: datetime, duration: timedelta | None, first: str, last: str
) -> None:
    begins, ends = stretch(start, end, duration, BERLIN)
    assert (f"{begins:%H:%M}", f"{ends:%H:%M}") == (first, last)


def test_a_duration_that_does_not_fit_is_refused() -> None:
    with pytest.raises(NotUnderstood, match="does not lead from the start to the end"):
        stretch(AUTUMN, AUTUMN + HOUR, 3 * HOUR, BERLIN)
