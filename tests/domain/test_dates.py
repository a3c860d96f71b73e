from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from habit_tui.domain import dates, grammar
from habit_tui.domain.dates import DateForm
from habit_tui.domain.errors import NotUnderstood

DAY_FIRST, MONTH_FIRST, ISO = DateForm
SUNDAY = date(2026, 11, 22)

days = st.dates(min_value=date(1000, 1, 1))
forms = st.sampled_from(DateForm)


def in_each(write: Callable[[date, DateForm], str], day: date = SUNDAY) -> list[str]:
    return [write(day, form) for form in DateForm]


def test_a_day_is_written_in_the_order_that_is_asked_for() -> None:
    assert in_each(dates.day_name) == ["Sun 22 Nov", "Sun Nov 22", "Sun 11-22"]
    assert in_each(dates.day_name_with_year) == ["Sun 22 Nov 2026", "Sun Nov 22, 2026", "Sun 2026-11-22"]
    assert in_each(dates.short_day) == ["22 Nov", "Nov 22", "11-22"]
    assert in_each(dates.short_day_with_year) == ["22 Nov 2026", "Nov 22, 2026", "2026-11-22"]
    assert in_each(dates.spoken_day) == [
        "Sunday 22 November 2026",
        "Sunday November 22, 2026",
        "Sunday 2026-11-22",
    ]


def test_only_iso_fills_a_day_and_a_month_up() -> None:
    assert in_each(dates.day_name, date(2027, 2, 1)) == ["Mon 1 Feb", "Mon Feb 1", "Mon 02-01"]


def test_a_month_is_written_with_its_year() -> None:
    assert in_each(dates.short_month) == ["Nov 2026", "Nov 2026", "2026-11"]
    assert in_each(dates.month_name) == ["November 2026", "November 2026", "2026-11"]


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (SUNDAY, ["22 Nov", "Nov 22", "11-22"]),
        (date(2026, 11, 28), ["22-28 Nov", "Nov 22-28", "11-22 - 11-28"]),
        (date(2027, 1, 3), ["22 Nov-3 Jan", "Nov 22-Jan 3", "11-22 - 01-03"]),
        (date(2027, 11, 22), ["22 Nov-22 Nov", "Nov 22-Nov 22", "11-22 - 11-22"]),
    ],
)
def test_a_short_span_says_a_shared_month_once(last: date, said: list[str]) -> None:
    assert [dates.short_span(SUNDAY, last, form) for form in DateForm] == said


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (SUNDAY, ["Sun 22 Nov 2026", "Sun Nov 22, 2026", "Sun 2026-11-22"]),
        (
            date(2026, 11, 28),
            [
                "Sun 22 to Sat 28 Nov 2026",
                "Sun Nov 22 to Sat Nov 28, 2026",
                "Sun 2026-11-22 to Sat 11-28",
            ],
        ),
        (
            date(2026, 12, 1),
            [
                "Sun 22 Nov to Tue 1 Dec 2026",
                "Sun Nov 22 to Tue Dec 1, 2026",
                "Sun 2026-11-22 to Tue 12-01",
            ],
        ),
        (
            date(2027, 1, 3),
            [
                "Sun 22 Nov 2026 to Sun 3 Jan 2027",
                "Sun Nov 22, 2026 to Sun Jan 3, 2027",
                "Sun 2026-11-22 to Sun 2027-01-03",
            ],
        ),
    ],
)
def test_a_span_in_words_says_what_its_ends_share_once(last: date, said: list[str]) -> None:
    assert [dates.span_in_words(SUNDAY, last, form) for form in DateForm] == said


def test_days_are_named_with_their_months_and_a_shared_year_once() -> None:
    last = date(2026, 11, 28)
    assert [dates.days_named(SUNDAY, last, form) for form in DateForm] == [
        "Sun 22 Nov to Sat 28 Nov 2026",
        "Sun Nov 22 to Sat Nov 28, 2026",
        "Sun 2026-11-22 to Sat 11-28",
    ]
    assert dates.days_named(SUNDAY, SUNDAY, DAY_FIRST) == "Sun 22 Nov 2026"
    assert dates.days_named(SUNDAY, date(2027, 1, 3), MONTH_FIRST) == "Sun Nov 22, 2026 to Sun Jan 3, 2027"


@given(day=days, form=forms)
@example(day=date(2028, 2, 29), form=MONTH_FIRST)
def test_a_day_written_with_its_year_is_read_again_whatever_the_setting(day: date, form: DateForm) -> None:
    for write in (dates.day_name_with_year, dates.short_day_with_year, dates.spoken_day):
        assert grammar.day(write(day, form), date(2026, 11, 22)) == day


@given(away=st.integers(-180, 180), form=st.sampled_from((DAY_FIRST, MONTH_FIRST)))
def test_a_day_within_sight_is_read_again(away: int, form: DateForm) -> None:
    day = SUNDAY + timedelta(days=away)
    assert grammar.day(dates.day_name(day, form), SUNDAY) == day
    assert grammar.day(dates.short_day(day, form), SUNDAY) == day


@pytest.mark.parametrize(
    "word",
    [
        "24 nov 2026",
        "24 nov",
        "Nov 24",
        "nov 24 2026",
        "Nov 24, 2026",
        "2026-11-24",
        "Tue 24 Nov",
        "tue nov 24",
    ],
)
def test_each_order_with_a_month_named_means_the_same_day(word: str) -> None:
    assert grammar.day(word, SUNDAY) == date(2026, 11, 24)
    assert grammar.coming_day(word, SUNDAY) == date(2026, 11, 24)


@pytest.mark.parametrize(
    "word", ["11/12", "11-12", "11.12.", "11/12/2026", "12-11-2026", "Sun 11-22", "11 12"]
)
def test_what_two_people_read_as_two_days_is_refused(word: str) -> None:
    with pytest.raises(NotUnderstood, match="is not a day"):
        grammar.day(word, SUNDAY)


@given(day=days, form=forms)
def test_no_day_is_wider_than_its_column(day: date, form: DateForm) -> None:
    for write in (dates.short_day, dates.short_day_with_year, dates.day_name, dates.day_name_with_year):
        assert len(write(day, form)) <= dates.width(write, form)


@pytest.mark.parametrize(
    ("locale", "form"),
    [
        ("", DAY_FIRST),
        ("C", DAY_FIRST),
        ("C.UTF-8", DAY_FIRST),
        ("POSIX", DAY_FIRST),
        ("nonsense", DAY_FIRST),
        ("_", DAY_FIRST),
        ("en_GB.UTF-8", DAY_FIRST),
        ("en_AU.UTF-8", DAY_FIRST),
        ("en_IN", DAY_FIRST),
        ("de_DE.UTF-8", DAY_FIRST),
        ("fr_FR@euro", DAY_FIRST),
        ("ar_MA.UTF-8", DAY_FIRST),
        ("en_US.UTF-8", MONTH_FIRST),
        ("en_US", MONTH_FIRST),
        ("en-US", MONTH_FIRST),
        ("EN_us.utf8", MONTH_FIRST),
        ("es_US.UTF-8", MONTH_FIRST),
        ("en_PH.UTF-8", MONTH_FIRST),
        ("fil_PH", MONTH_FIRST),
        ("en_CA.UTF-8", MONTH_FIRST),
        ("fr_CA.UTF-8", ISO),
        ("en_DK.UTF-8", ISO),
        ("en_SE", ISO),
        ("sv_SE.UTF-8", ISO),
        ("sv_FI@euro", ISO),
        ("lt_LT.UTF-8", ISO),
        ("hu_HU.UTF-8", ISO),
        ("ja_JP.eucJP", ISO),
        ("ja", ISO),
        ("zh_TW.UTF-8", ISO),
        ("zh_Hans_CN", ISO),
        ("ko_KR.UTF-8", ISO),
    ],
)
def test_a_locale_has_a_form(locale: str, form: DateForm) -> None:
    assert dates.form_in({"LANG": locale}) is form


def test_lc_all_comes_before_lc_time_and_that_before_lang_unless_they_are_empty() -> None:
    assert dates.form_in({}) is DAY_FIRST
    assert dates.form_in({"LANG": "en_US", "LC_TIME": "sv_SE"}) is ISO
    assert dates.form_in({"LANG": "en_US", "LC_TIME": "sv_SE", "LC_ALL": "C"}) is DAY_FIRST
    assert dates.form_in({"LANG": "en_US", "LC_TIME": "", "LC_ALL": ""}) is MONTH_FIRST
