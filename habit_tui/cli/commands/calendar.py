"""`calendar`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options


@click.command()
@click.option("--year", type=click.IntRange(1900, 9998), metavar="Y", help="By default this year.")
@options.as_json
@click.pass_obj
def calendar(start: Start, year: int | None, json: bool) -> None:
    """Show a year of study days, a glyph for each verdict."""
    from habit_tui.cli import calendar as action

    action.calendar(start.door(), year=year, json=json)


COMMANDS: tuple[click.Command, ...] = (calendar,)
