"""Sends one text to several web services through Apprise, as a program of its own.

The text is the first line of standard input, each further line an address. The exit code is 0 when every one
took it; what went wrong is the last line on standard error, without the addresses, which hold passwords.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def send(text: str, urls: Sequence[str]) -> list[str]:
    """What went wrong, a line for each address that did not take the text, by its place and scheme."""
    import logging

    import apprise

    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    wrong = []
    for number, url in enumerate(urls, 1):
        name = f"address {number} ({url.partition(':')[0]})"
        service = apprise.Apprise()
        if not service.add(url):
            wrong.append(f"{name} is not one that Apprise knows")
        elif not service.notify(body=text, title="habit_tui"):
            wrong.append(f"{name} did not take it")
    return wrong


def main() -> int:
    """Send what standard input holds."""
    text, *urls = sys.stdin.read().split("\n")
    wrong = send(text, urls)
    if wrong:
        print("; ".join(wrong), file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
