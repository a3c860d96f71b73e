"""The quick-log line."""

import shlex
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.entry import Entry
from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.grammar import Span
from habit_tui.domain.kind import Kind
from habit_tui.domain.line import Line, completed, read, split

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("45m titanic", ["45m", "titanic"]),
        ("  45m\ttitanic  ", ["45m", "titanic"]),
        ('45m --note "third submission" x', ["45m", "--note", "third submission", "x"]),
        ('--note="third submission"', ["--note=third submission"]),
        ('45m ""', ["45m", ""]),
        ('"a""b"', ["ab"]),
        ("Ada's notes", ["Ada's", "notes"]),
        (r"back\slash", [r"back\slash"]),
    ],
)
def test_double_quotes_keep_blanks_together_and_nothing_else_is_special(text: str, words: list[str]) -> None:
    assert split(text) == words


def test_an_open_quote_is_refused() -> None:
    with pytest.raises(NotUnderstood, match="quote is open"):
        split('45m "titanic')


@given(st.lists(st.text(st.characters(exclude_characters='"', exclude_categories=["Cs"]))))
def test_quoted_words_come_back(words: list[str]) -> None:
    assert split(" ".join(f'"{word}"' for word in words)) == words


@given(st.text('ab "\t-=1m'))
def test_a_line_is_split_as_the_shell_does_with_double_quotes(text: str) -> None:
    lexer = shlex.shlex(text, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.quotes, lexer.escape, lexer.commenters = True, '"', "", ""
    try:
        expected = list(lexer)
    except ValueError:
        with pytest.raises(NotUnderstood):
            split(text)
    else:
        assert split(text) == expected


def test_an_amount_and_what() -> None:
    assert read(["45m", "fast.ai", "lesson", "3"], SUNDAY) == Line(Entry(45, "fast.ai lesson 3"))


def test_the_options_may_stand_anywhere_and_take_an_equals_sign() -> None:
    words = ["--on", "yesterday", "5:10-6:40", "titanic", "--kind=practice", "--note", "third", "--overlap"]
    expected = Entry(
        Span(time(5, 10), time(6, 40)), "titanic", date(2026, 11, 21), None, Kind.PRACTICE, "third", True
    )
    assert read([*words, "--tz", "Europe/Paris"], SUNDAY) == Line(expected, "Europe/Paris")


def test_at_names_the_time() -> None:
    assert read(["30m", "--at", "5:10am"], SUNDAY).entry.at == time(5, 10)


def test_without_on_it_is_about_the_day_given() -> None:
    friday = date(2026, 11, 20)
    assert read(["30m"], SUNDAY, friday).entry.on == friday
    assert read(["30m", "--on", "today"], SUNDAY, friday).entry.on == SUNDAY


def test_two_hyphens_end_the_options() -> None:
    assert read(["30m", "--", "--on", "x"], SUNDAY).entry.what == "--on x"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Begin with how long it was"),
        (["--on", "today"], "Begin with how long it was"),
        (["titanic"], "is not an amount of time"),
        (["45m", "--on"], "--on needs a value"),
        (["45m", "--on", "someday"], "is not a day"),
        (["45m", "--kind", "fun"], "is not a kind"),
        (["45m", "--kind", ""], "is not a kind"),
        (["45m", "--colour", "red"], "is not an option"),
        (["45m", "--overlap=yes"], "is not an option"),
    ],
)
def test_what_cannot_be_read_is_named(words: list[str], said: str) -> None:
    with pytest.raises(NotUnderstood, match=said):
        read(words, SUNDAY)


TITLES = ("Titanic competition on Kaggle", "Time series", 'Say "hello"', "time and again")


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("45m ti", "45m Titanic competition on Kaggle"),
        ("45m TIME ", "45m Time series"),
        ("45m lesson 3 of titanic c", "45m lesson 3 of Titanic competition on Kaggle"),
        ("45m --kind review ti", "45m --kind review Titanic competition on Kaggle"),
        ("45m time a", "45m time and again"),
        ("ti", ""),
        ("45m x", ""),
        ("45m ", ""),
        ("45m Titanic competition on Kaggle", ""),
        ("45m --kind t", ""),
        ('45m x --note "ti', ""),
        ("45m Say", ""),
    ],
)
def test_the_title_that_the_end_of_a_line_begins_is_completed(typed: str, whole: str) -> None:
    assert completed(typed, TITLES, 1) == whole


def test_where_only_a_title_is_typed_its_first_word_completes_too() -> None:
    assert completed("ti", TITLES, 0) == "Titanic competition on Kaggle"
    assert completed("", TITLES, 0) == ""
