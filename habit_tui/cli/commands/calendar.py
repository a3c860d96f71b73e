"""`calendar`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options
from habit_tui.domain.calendar import FIRST_YEAR, LAST_YEAR


@click.command()
@click.option("--year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), metavar="Y", help="By default this year.")
@click.option("--svg", metavar="FILE", help="Draw the year into a new SVG file instead, for a blog.")
@click.option("--force", is_flag=True, help="With --svg, replace the file.")
@options.as_plain
@options.as_json
@click.pass_obj
def calendar(start: Start, year: int | None, svg: str | None, force: bool, plain: bool, json: bool) -> None:
    """Show a year of study days, a glyph for each verdict."""
    from habit_tui.cli import calendar as action

    if force and svg is None:
        raise click.UsageError("--force goes with --svg FILE")
    action.calendar(start.door(), year=year, svg=svg, force=force, plain=plain, json=json)


COMMANDS: tuple[click.Command, ...] = (calendar,)
