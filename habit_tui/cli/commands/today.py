"""`today`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options


@click.command()
@click.option("--inline", is_flag=True, help="A small live panel below the prompt.")
@options.as_plain
@options.as_json
@click.pass_obj
def today(start: Start, inline: bool, plain: bool, json: bool) -> None:
    """Show today's plan and progress."""
    from habit_tui.cli import today as action

    action.today(start.door(), inline=inline, plain=plain, json=json)


COMMANDS: tuple[click.Command, ...] = (today,)
