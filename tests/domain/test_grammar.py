from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain import dates, grammar, words
from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.grammar import Span
from habit_tui.domain.routine import Window

SUNDAY = date(2026, 11, 22)
BASE = (60,) * 7


@pytest.mark.parametrize(
    ("word", "minutes"),
    [
        ("45m", 45),
        ("45min", 45),
        ("90", 90),
        ("1", 1),
        ("1h", 60),
        ("2h", 120),
        ("24h", 1440),
        ("0h45", 45),
        ("1h30", 90),
        ("1h30m", 90),
        ("1h30min", 90),
        ("1h5", 65),
        ("1h05", 65),
        ("1.5h", 90),
        ("1,5h", 90),
        ("0.33h", 20),
        ("0.0084h", 1),
        ("1.99h", 119),
        ("1H30M", 90),
        ("45minutes", 45),
        ("2hours", 120),
        ("1.5hrs", 90),
        ("1hour30mins", 90),
        ("0090", 90),
        (" 1 h 30 ", 90),
        ("45 min", 45),
    ],
)
def test_an_amount_is_minutes_or_hours(word: str, minutes: int) -> None:
    assert grammar.amount(word) == minutes
    assert grammar.minutes_of(word) == minutes


@pytest.mark.parametrize(
    ("word", "start", "end"),
    [
        ("5:10-6:40", time(5, 10), time(6, 40)),
        ("05:10-06:40", time(5, 10), time(6, 40)),
        ("5:10–6:40", time(5, 10), time(6, 40)),
        ("5:10—6:40", time(5, 10), time(6, 40)),
        ("5:10\u22126:40", time(5, 10), time(6, 40)),
        ("5:10\u20116:40", time(5, 10), time(6, 40)),
        ("5:10 - 6:40", time(5, 10), time(6, 40)),
        ("5:10am-6:40am", time(5, 10), time(6, 40)),
        ("5am-6:30am", time(5), time(6, 30)),
        ("11:30AM-1PM", time(11, 30), time(13)),
        ("23:30-0:40", time(23, 30), time(0, 40)),
        ("11pm-12am", time(23), time(0)),
        ("22:00-24:00", time(22), time(0)),
        ("5-6", time(5), time(6)),
        ("5 - 6:30", time(5), time(6, 30)),
        ("5:10–7", time(5, 10), time(7)),
        ("22-24", time(22), time(0)),
        ("9-17", time(9), time(17)),
        ("22-6", time(22), time(6)),
    ],
)
def test_an_amount_can_be_a_span_also_over_midnight(word: str, start: time, end: time) -> None:
    assert grammar.amount(word) == Span(start, end)


@pytest.mark.parametrize(
    "word",
    [
        "",
        " ",
        "-",
        "m",
        "h",
        "min",
        "fast.ai",
        "-45m",
        "+45m",
        "4 5",
        "45in",
        "45minm",
        "45mm",
        "1.5",
        "1:30",
        "1h60",
        "1.5h30",
        "1.h",
        ".5h",
        "1.5.5h",
        "1h30h",
        "1e2",
        "1_0",
        "٤٥m",
        "４５",
        "²",
        "45m\x00",
        "5:10-",
        "-6:40",
        "20-45",
        "5-6-7",
        "24-1",
        "005-6",
        "5:10-6:40-7:00",
        "5:1-6:40",
        "25:00-26:00",
        "5:60-6:40",
        "24:00-1:00",
        "5:10:00-6:40:00",
        "13am-2pm",
        "0am-1am",
    ],
)
def test_an_unreadable_amount_is_refused_with_what_is_accepted(word: str) -> None:
    with pytest.raises(NotUnderstood, match=r"1h30.* or a span such as 5:10-6:40"):
        grammar.amount(word)


@pytest.mark.parametrize("word", ["0", "0m", "0h", "0.008h", "000"])
def test_an_amount_is_at_least_a_minute(word: str) -> None:
    with pytest.raises(NotUnderstood, match="less than a minute"):
        grammar.amount(word)


@pytest.mark.parametrize("word", ["1441", "24h1", "24.01h", "9" * 30, "9" * 9999 + "h", "1000000000000000h"])
def test_an_amount_is_at_most_a_day(word: str) -> None:
    with pytest.raises(NotUnderstood, match="more than 24 hours"):
        grammar.amount(word)


@pytest.mark.parametrize("word", ["5:10-5:10", "5:10am-05:10am", "0:00-24:00"])
def test_a_span_takes_time(word: str) -> None:
    with pytest.raises(NotUnderstood, match="starts and ends at the same time"):
        grammar.amount(word)


@pytest.mark.parametrize(
    ("word", "sure"), [("10-20", "10:00-20:00"), ("10–5", "10:00-5:00"), ("9-18", "9:00-18:00")]
)
def test_plain_hours_that_are_too_many_are_asked_for_again(word: str, sure: str) -> None:
    with pytest.raises(NotUnderstood, match=f"hours; write {sure} if it was"):
        grammar.amount(word)
    assert isinstance(grammar.amount(sure), Span)


@pytest.mark.parametrize("word", ["5:10-6:40pm", "11:30am-1:15", "5-6am"])
def test_a_span_says_am_or_pm_twice_or_not_at_all(word: str) -> None:
    with pytest.raises(NotUnderstood, match="on one side only"):
        grammar.amount(word)


def test_the_refused_word_is_quoted_safely() -> None:
    with pytest.raises(NotUnderstood) as refusal:
        grammar.amount("\x1b[31m4x5\nm")
    assert str(refusal.value).startswith('"\ufffd[31m4x5 m" is not an amount of time; write 45m')


def test_a_target_or_minimum_is_no_span_and_may_be_zero_only_where_said() -> None:
    assert grammar.minutes_of("0", zero=True) == 0
    assert grammar.minutes_of("1h30", zero=True) == 90
    with pytest.raises(NotUnderstood, match="less than a minute"):
        grammar.minutes_of("0")
    with pytest.raises(NotUnderstood, match="not an amount of time") as refusal:
        grammar.minutes_of("5:10-6:40")
    assert "span" not in str(refusal.value)


@given(st.integers(1, 1440))
def test_every_duration_that_is_shown_can_be_typed(minutes: int) -> None:
    said = words.duration(minutes)
    assert grammar.amount(said) == minutes
    assert grammar.amount(said.replace(" ", "")) == minutes
    assert grammar.amount(f"{minutes // 60}h{minutes % 60}m") == minutes


@given(st.times(), st.times())
def test_every_pair_of_shown_times_can_be_typed_as_a_span(start: time, end: time) -> None:
    start, end = (t.replace(second=0, microsecond=0) for t in (start, end))
    word = f"{words.clock(start)}-{words.clock(end)}"
    if start == end:
        with pytest.raises(NotUnderstood):
            grammar.amount(word)
    else:
        assert grammar.amount(word) == Span(start, end)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("5:10", time(5, 10)),
        ("05:10", time(5, 10)),
        ("17:10", time(17, 10)),
        ("0:00", time(0)),
        ("23:59", time(23, 59)),
        ("5am", time(5)),
        ("5:10am", time(5, 10)),
        ("5:10 AM", time(5, 10)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("12:30pm", time(12, 30)),
        ("11:59pm", time(23, 59)),
    ],
)
def test_a_time_is_read_in_24_hours_or_with_am_and_pm(word: str, meant: time) -> None:
    assert grammar.clock_time(word) == meant


@pytest.mark.parametrize(
    "word",
    [
        "",
        "5",
        "0540",
        "24:00",
        "5:60",
        "5:1",
        "5:010",
        "005:10",
        "5:10:00",
        "13pm",
        "0am",
        "am",
        ":10",
        "5:",
        "5:am",
        "-5:10",
        "٥:١٠",
        "noonish",
    ],
)
def test_an_unreadable_time_is_refused(word: str) -> None:
    with pytest.raises(NotUnderstood, match=r"is not a time; write 5:10, .* or 5am"):
        grammar.clock_time(word)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("today", SUNDAY),
        ("Yesterday", date(2026, 11, 21)),
        ("tomorrow", date(2026, 11, 23)),
        ("sat", date(2026, 11, 21)),
        ("SATURDAY", date(2026, 11, 21)),
        ("thurs", date(2026, 11, 19)),
        ("mon", date(2026, 11, 16)),
        ("-2d", date(2026, 11, 20)),
        ("-7d", date(2026, 11, 15)),
        ("-0d", SUNDAY),
        ("+2d", date(2026, 11, 24)),
        ("+3w", date(2026, 12, 13)),
        ("-1 w", date(2026, 11, 15)),
        ("2026-11-20", date(2026, 11, 20)),
        ("2028-02-29", date(2028, 2, 29)),
        ("2030-01-01", date(2030, 1, 1)),
    ],
)
def test_a_day_is_named_counted_or_dated(word: str, meant: date) -> None:
    assert grammar.day(word, SUNDAY) == meant


def test_the_weekday_of_today_is_today() -> None:
    assert grammar.day("sun", SUNDAY) == SUNDAY
    assert grammar.day("sunday", SUNDAY + timedelta(days=1)) == SUNDAY


def test_a_weekday_before_the_first_day_of_the_calendar_is_refused() -> None:
    with pytest.raises(NotUnderstood, match="outside the calendar"):
        grammar.day("sun", date.min)


@given(st.dates(min_value=date(1, 1, 8)), st.integers(0, 6))
def test_a_weekday_is_the_last_one(today: date, weekday: int) -> None:
    meant = grammar.day(dates.WEEKDAYS[weekday], today)
    assert meant.weekday() == weekday
    assert timedelta(0) <= today - meant < timedelta(days=7)


@given(st.dates(max_value=date(9999, 12, 24)), st.dates(max_value=date(9999, 12, 24)), st.integers(0, 6))
def test_a_weekday_to_plan_for_is_the_next_one(today: date, first: date, weekday: int) -> None:
    meant = grammar.coming_day(dates.WEEKDAYS[weekday], today, first)
    assert meant.weekday() == weekday
    assert timedelta(0) <= meant - first < timedelta(days=7)
    assert grammar.coming_day("-2d" if today.year > 1 else "today", today, first) <= today


@given(st.dates())
def test_every_date_is_read_as_it_is_written(day: date) -> None:
    assert grammar.day(day.isoformat(), SUNDAY) == day


@pytest.mark.parametrize(
    "word",
    [
        "",
        "d",
        "-d",
        "2d",
        "--2d",
        "+w",
        "+2m",
        "-2",
        "mo",
        "mondays",
        "next mon",
        "20261120",
        "2026-W47-5",
        "2026-11-2",
        "26-11-20",
        "2026/11/20",
        "20.11.2026",
        "2026-11-20T05:10",
        "٢٠٢٦-١١-٢٠",
        "ſun",
    ],
)
def test_an_unreadable_day_is_refused_with_what_is_accepted(word: str) -> None:
    with pytest.raises(NotUnderstood, match=r"is not a day; write today, yesterday"):
        grammar.day(word, SUNDAY)


@pytest.mark.parametrize("word", ["2026-02-30", "2026-13-01", "0000-01-01", "-999999d", f"+{'9' * 99}d"])
def test_a_day_outside_the_calendar_is_refused(word: str) -> None:
    with pytest.raises(NotUnderstood, match="calendar"):
        grammar.day(word, SUNDAY)


@pytest.mark.parametrize(
    ("word", "start", "end"),
    [
        ("05:00-08:00", time(5), time(8)),
        ("5-8", time(5), time(8)),
        ("5am-8am", time(5), time(8)),
        ("22:00-01:00", time(22), time(1)),
        ("21:00-24:00", time(21), time(0)),
    ],
)
def test_a_window_is_two_times(word: str, start: time, end: time) -> None:
    assert grammar.window(word) == Window(start, end)


@pytest.mark.parametrize("word", ["", "5am", "05:00", "05:00-05:00", "5-90", "05:00-08:00-09:00", "90"])
def test_an_unreadable_window_is_refused(word: str) -> None:
    with pytest.raises(NotUnderstood, match="write two times such as 05:00-08:00"):
        grammar.window(word)


@pytest.mark.parametrize(
    ("word", "chosen"),
    [
        ("mon", {0}),
        ("mon-thu", {0, 1, 2, 3}),
        ("Mon – Thu", {0, 1, 2, 3}),
        ("sat,sun", {5, 6}),
        ("sat, sunday", {5, 6}),
        ("fri-mon", {4, 5, 6, 0}),
        ("wed-wed", {2}),
        ("weekdays", {0, 1, 2, 3, 4}),
        ("weekend", {5, 6}),
        ("weekends", {5, 6}),
        ("mon-wed,weekend", {0, 1, 2, 5, 6}),
        ("daily", set(range(7))),
        ("every day", set(range(7))),
        ("tue-mon", set(range(7))),
    ],
)
def test_weekdays_are_lists_and_ranges(word: str, chosen: set[int]) -> None:
    assert grammar.weekdays(word) == chosen


@pytest.mark.parametrize(
    "word", ["", ",", "mon,", "mo", "mon-", "-mon", "mon-wed-fri", "0-3", "weekdays-sun"]
)
def test_unreadable_weekdays_are_refused(word: str) -> None:
    with pytest.raises(NotUnderstood, match=r"names no weekdays; write mon, mon-thu"):
        grammar.weekdays(word)


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ([], BASE),
        (["120"], (120,) * 7),
        (["120", "sat,sun=0"], (120, 120, 120, 120, 120, 0, 0)),
        (["sat,sun=0"], (60, 60, 60, 60, 60, 0, 0)),
        (["mon-thu=2h", "wed=1h30"], (120, 120, 90, 120, 60, 60, 60)),
        (["sun=0", "45m"], (45,) * 7),
        (["Every Day = 1,5h"], (90,) * 7),
    ],
)
def test_targets_are_set_in_turn(said: list[str], minutes: tuple[int, ...]) -> None:
    assert grammar.targets(said, BASE) == minutes


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("lots", '"lots" is not an amount of time; write an amount such as 120 .* or weekdays'),
        ("sat", "or weekdays with an amount such as sat,sun=0"),
        ("=60", '"" names no weekdays'),
        ("sat=", '"" is not an amount of time'),
        ("funday=60", '"funday" names no weekdays'),
        ("sat=1500", '"1500" is more than 24 hours'),
        ("sat=5:10-6:40", "is not an amount of time"),
    ],
)
def test_an_unreadable_target_is_refused_by_its_wrong_half(word: str, message: str) -> None:
    with pytest.raises(NotUnderstood, match=message):
        grammar.targets(["60", word], BASE)


READERS: list[Callable[[str], object]] = [
    grammar.amount,
    grammar.minutes_of,
    grammar.clock_time,
    grammar.window,
    grammar.weekdays,
    lambda word: grammar.day(word, SUNDAY),
    lambda word: grammar.targets([word], BASE),
]
near_misses = st.text("0123456789:-–.,=hmind apt+٣²", max_size=14)


def refusal_of(read: Callable[[str], object], word: str) -> str:
    try:
        read(word)
    except NotUnderstood as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize("read", READERS)
@given(word=st.text() | near_misses)
def test_any_text_is_read_or_refused_on_one_safe_line(read: Callable[[str], object], word: str) -> None:
    message = refusal_of(read, word)
    assert message == words.one_line(message)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12 nov", date(2026, 11, 12)),
        ("Nov 12", date(2026, 11, 12)),
        ("12 november, 2024", date(2024, 11, 12)),
        ("3 jan", date(2027, 1, 3)),
        ("29 feb", date(2028, 2, 29)),
        ("Thu 12 Nov 2026", date(2026, 11, 12)),
        ("thu, 12 nov", date(2026, 11, 12)),
        ("yesterday", date(2026, 11, 21)),
        ("2026-11-20", date(2026, 11, 20)),
        ("Fri 12 Nov 2026", None),
        ("thu thu 12 nov", None),
        ("thu 12", None),
        ("31 nov", None),
        ("12", None),
        ("nov", None),
        ("12 nov 2025 3", None),
        ("12 nov 99999999999", None),
        ("0 nov", None),
        ("titanic 12 nov", None),
        ("", None),
    ],
)
def test_a_search_finds_a_day_by_its_name_near_today(text: str, found: date | None) -> None:
    assert grammar.found_day(text, date(2026, 11, 22)) == found
    if found is not None:
        assert grammar.day(text, date(2026, 11, 22)) == grammar.coming_day(text, date(2026, 11, 22)) == found


@given(st.text())
def test_no_search_whatever_breaks_the_finder_of_days(text: str) -> None:
    assert isinstance(grammar.found_day(text, date(2026, 11, 22)), date | None)
