"""Prices: minor units and a currency, read from and said in words."""

from collections.abc import Iterable, Sequence

from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.words import quoted

HIGHEST = 1_000_000_000
"""Minor units; a higher price is a slip of the hand."""

_CODE_LENGTH = 3


def price(word: str) -> tuple[int, str]:
    """Minor units and currency of "24.99 EUR", "EUR 24,99" or "24.99EUR"; raises NotUnderstood."""
    text = "".join(word.upper().split())
    code = text[:_CODE_LENGTH] if is_currency(text[:_CODE_LENGTH]) else text[-_CODE_LENGTH:]
    number = text.removeprefix(code) if text.startswith(code) else text.removesuffix(code)
    whole, point, cents = number.replace(",", ".").partition(".")
    digits = whole + cents
    if (
        not (is_currency(code) and whole and digits.isascii() and digits.isdigit())
        or (point and not 1 <= len(cents) <= 2)
        or len(digits) > len(str(HIGHEST))
        or int(whole) * 100 + int(cents.ljust(2, "0")) > HIGHEST
    ):
        raise NotUnderstood(f'{quoted(word)} is not a price; write it with its currency, such as "24.99 EUR"')
    return int(whole) * 100 + int(cents.ljust(2, "0")), code


def spoken(words: Sequence[str]) -> tuple[tuple[int, str], Sequence[str]]:
    """A price in front of other words, as one word or two, and those words: "600", "USD", "rent"."""
    try:
        return price(words[0]), words[1:]
    except NotUnderstood:
        return price(" ".join(words[:2])), words[2:]


def is_currency(code: str) -> bool:
    """Whether it has the shape of an ISO 4217 code: three capital letters."""
    return len(code) == _CODE_LENGTH and code.isascii() and code.isalpha() and code.isupper()


def is_price(minor: int, currency: str) -> bool:
    """Whether minor units of a currency make a price somebody can pay."""
    return 0 <= minor <= HIGHEST and is_currency(currency)


def in_words(minor: int, currency: str) -> str:
    """A price as people read it: "25 USD", "24.99 EUR"."""
    whole, cents = divmod(minor, 100)
    return f"{whole}.{cents:02} {currency}" if cents else f"{whole} {currency}"


def amount(minor: int) -> int | float:
    """Minor units as the number people write: 25, 24.99."""
    return minor / 100 if minor % 100 else minor // 100


def totals(prices: Iterable[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """The sum of minor units in each currency, in the order the currencies first come."""
    sums: dict[str, int] = {}
    for minor, currency in prices:
        sums[currency] = sums.get(currency, 0) + minor
    return tuple((minor, currency) for currency, minor in sums.items())
