from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain import words
from habit_tui.domain.amount import spoken
from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.grammar import Span


@pytest.mark.parametrize(
    ("said", "minutes", "what"),
    [
        ("45 min titanic", 45, "titanic"),
        ("45 Minutes titanic", 45, "titanic"),
        ("1 hour titanic", 60, "titanic"),
        ("1.5 hours titanic", 90, "titanic"),
        ("1 h 30 titanic", 90, "titanic"),
        ("1 h 05 min titanic", 65, "titanic"),
        ("1 h 100 days of code", 60, "100 days of code"),
        ("45 minerals", 45, "minerals"),
        ("45m min", 45, "min"),
        ("2 h", 120, ""),
        ("90", 90, ""),
        ("1h 30 titanic", 90, "titanic"),
        ("1h 30m titanic", 90, "titanic"),
        ("1 hour 5 min titanic", 65, "titanic"),
        ("1h 05 hours later", 60, "05 hours later"),
        ("1h 5 lessons", 60, "5 lessons"),
        ("1h 30 pages of titanic", 60, "30 pages of titanic"),
        ("45m 10-20 pages of titanic", 45, "10-20 pages of titanic"),
        ("45m - titanic", 45, "titanic"),
        ("30 – titanic", 30, "titanic"),
        ("1h 30 - titanic", 90, "titanic"),
        ("45m -3 degrees", 45, "-3 degrees"),
        ("1h30 min fast.ai", 90, "fast.ai"),
        ("1h30m min", 90, "min"),
        ("1.5h 30 fast.ai", 90, "30 fast.ai"),
        ("1,5 h 5 min", 90, "5 min"),
        ("1h 30 fast.ai", 90, "fast.ai"),
        ("1h 30 Days of JavaScript", 60, "30 Days of JavaScript"),
        ("45 to titanic", 45, "to titanic"),
        ("30 pages 12-20", 30, "pages 12-20"),
    ],
)
def test_the_unit_of_an_amount_may_be_a_word_of_its_own(said: str, minutes: int, what: str) -> None:
    assert spoken(said.split()) == (minutes, what.split())


@given(st.integers(1, 1440))
def test_every_duration_that_is_shown_can_be_typed_without_quotes(minutes: int) -> None:
    assert spoken([*words.duration(minutes).split(), "titanic"]) == (minutes, ["titanic"])


def test_an_amount_may_stand_in_one_word_with_what_follows() -> None:
    assert spoken(["45 min of titanic", "again"]) == (45, ["of", "titanic", "again"])


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("5-6", ""),
        ("5 - 6:00 titanic", "titanic"),
        ("5:00 -6:00 titanic", "titanic"),
        ("5:00– 6:00 titanic", "titanic"),
        ("5:00 — 6:00 titanic", "titanic"),
        ("5am to 6am titanic", "titanic"),
        ("5-6 page 10", "page 10"),
        ("5-6 pages 10-20 of titanic", "pages 10-20 of titanic"),
        ("5-6 chapter review", "chapter review"),
    ],
)
def test_a_span_may_stand_in_several_words(said: str, what: str) -> None:
    assert spoken(said.split()) == (Span(time(5), time(6)), what.split())


@pytest.mark.parametrize(
    ("said", "much"),
    [
        ("10-20 pages of titanic", "10-20 pages"),
        ("3-4 Chapters", "3-4 Chapters"),
        ("5–6 km", "5–6 km"),
        ("20 pages of titanic", "20 pages"),
        ("30 Days of JavaScript", "30 Days"),
        ("60-80 % of it", "60-80 %"),
    ],
)
def test_a_number_of_pages_is_no_time(said: str, much: str) -> None:
    with pytest.raises(NotUnderstood) as refusal:
        spoken(said.split())
    assert str(refusal.value) == f'"{much}" does not say how long; begin with that, as in "45m {much}"'
    assert spoken(f"45m {said}".split()) == (45, said.split())


@pytest.mark.parametrize(
    ("said", "in_order"),
    [
        ("titanic 45m", "45m titanic"),
        ("titanic lesson 3 1 h 30", "1h30 titanic lesson 3"),
        ("yesterday 5am-6am titanic", "5am-6am titanic --on yesterday"),
        ("titanic 5:10 - 6:40 with Ada", "5:10-6:40 titanic with Ada"),
        ("ch 3-4 45m", "45m ch 3-4"),
        ("ch 3 - 4 45m", "45m ch 3 - 4"),
    ],
)
def test_words_in_another_order_are_told_in_theirs(said: str, in_order: str) -> None:
    with pytest.raises(NotUnderstood) as refusal:
        spoken(said.split())
    assert str(refusal.value) == f'begin with how long it was: "{in_order}"'


@pytest.mark.parametrize(
    "said", ["titanic", "chapter 5", "lesson 5-6", "", " ", "2-3 hours of titanic", "10-20 min"]
)
def test_words_without_an_amount_are_told_what_one_is(said: str) -> None:
    with pytest.raises(NotUnderstood, match=r"write 45m, 1h30, .* or a span such as 5:10-6:40"):
        spoken([said] if not said.strip() else said.split())
