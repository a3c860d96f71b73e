"""Options that several commands share."""

from __future__ import annotations

import click

from habit_tui.domain.kind import Kind
from habit_tui.domain.words import quoted

LARGEST_ID = 2**63 - 1
"""No row of SQLite has a greater one."""


def identity(word: str) -> int:
    """The id of a row, as the lists show it."""
    is_number = word.isascii() and word.isdigit() and len(word) <= len(str(LARGEST_ID))
    if not is_number or not 1 <= int(word) <= LARGEST_ID:
        raise click.BadParameter(f"{quoted(word)} is not an id; give the number that the list shows.")
    return int(word)


as_json = click.option("--json", is_flag=True, help="Print JSON with the keys of docs/cli.md.")
as_plain = click.option("--plain", is_flag=True, help="One fact a line, for a screen reader.")
overlap = click.option("--overlap", is_flag=True, help="Let it share time with another session.")
kind = click.option(
    "--kind",
    metavar="K",
    help=f"{', '.join(each.value for each in Kind)}; by default what fits the resource.",
)
on = click.option("--on", metavar="DAY", help="today, yesterday, mon..sun (the last one), -2d, 2026-11-20.")
at = click.option("--at", metavar="TIME", help="When it started: 5:10, 05:10, 5:10am.")
tz = click.option("--tz", metavar="ZONE", help="The IANA zone the times are meant in, as Europe/Berlin.")
note = click.option("--note", metavar="TEXT", help="What happened, in your words.")
