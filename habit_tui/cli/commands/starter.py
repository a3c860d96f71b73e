"""`init`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options


@click.command()
@click.option("--starter", metavar="NAME", help="The starter to apply; without it they are listed.")
@click.option("--list", "listing", is_flag=True, help="Describe each starter in a line.")
@options.as_json
@click.pass_obj
def init(start: Start, starter: str | None, listing: bool, json: bool) -> None:
    """Choose a starter: a routine, a path and prompts. Safe to run again."""
    from habit_tui.cli import starter as action

    action.init(start.door(), starter=starter, listing=listing, json=json)


COMMANDS: tuple[click.Command, ...] = (init,)
