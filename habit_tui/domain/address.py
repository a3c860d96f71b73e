"""Web addresses the learner gives: kept as they are when they can be opened."""

from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.words import clean, quoted

URL_LIMIT = 2000


def web_address(url: str) -> str:
    """The address, blank edges off, or nothing; raises NotUnderstood for what a browser would not open."""
    address = clean(url, URL_LIMIT, "address")
    if address and not (address.startswith(("https://", "http://")) and address.isprintable()):
        raise NotUnderstood(f"{quoted(address)} is no web address: it must begin with https:// or http://")
    return address
