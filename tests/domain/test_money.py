"""Prices as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.money import HIGHEST, in_words, price, spoken, totals


@pytest.mark.parametrize(
    ("word", "minor", "currency"),
    [
        ("24.99 EUR", 2499, "EUR"),
        ("eur 24,9", 2490, "EUR"),
        ("0usd", 0, "USD"),
        ("800 USD", 80000, "USD"),
        (" 10000000 JPY ", HIGHEST, "JPY"),
    ],
)
def test_a_price_has_a_number_and_a_currency(word: str, minor: int, currency: str) -> None:
    assert price(word) == (minor, currency)


def test_a_price_stands_before_other_words_as_one_word_or_two() -> None:
    assert spoken(["600", "USD", "rent", "of", "May"]) == ((60000, "USD"), ["rent", "of", "May"])
    assert spoken(["eur12.5", "a", "train"]) == ((1250, "EUR"), ["a", "train"])
    with pytest.raises(NotUnderstood, match='"rent 600" is not a price'):
        spoken(["rent", "600", "USD"])


@pytest.mark.parametrize(
    "word",
    [
        *("", "25", "EUR", "25 EURO", "25 €", "-5 EUR", "1.234 EUR", "1. EUR", ".5 EUR", "1e3 EUR"),
        *("٢٥ EUR", "10000001 EUR", "9" * 5000 + "EUR", "1.2.3 EUR", "25 EUR USD"),
    ],
)
def test_anything_else_is_no_price(word: str) -> None:
    with pytest.raises(NotUnderstood, match="is not a price"):
        price(word)


@given(st.integers(0, HIGHEST), st.sampled_from(["EUR", "USD", "MAD"]))
def test_what_is_said_is_read_again(minor: int, currency: str) -> None:
    assert price(in_words(minor, currency)) == (minor, currency)


def test_a_total_is_kept_for_each_currency() -> None:
    assert totals([(100, "USD"), (250, "EUR"), (50, "USD")]) == ((150, "USD"), (250, "EUR"))
    assert totals([]) == ()
