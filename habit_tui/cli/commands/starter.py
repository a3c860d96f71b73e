"""`init`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options


@click.command()
@click.option("--starter", metavar="NAME", help="The starter to apply; without it they are listed.")
@click.option("--list", "listing", is_flag=True, help="Describe each starter in a line.")
@click.option(
    "--replace-routine/--keep-routine",
    default=None,
    help="What becomes of a routine you have; by default it is asked, and a script keeps it.",
)
@options.as_json
@click.pass_obj
def init(start: Start, starter: str | None, listing: bool, replace_routine: bool | None, json: bool) -> None:
    """Choose a starter: a routine, a path and prompts. Safe to run again.

    With data there it adds its path and leaves the rest. NAME can be a file of your own that ends in .toml.
    """
    from habit_tui.cli import starter as action

    action.init(start.door(), starter=starter, listing=listing, replace_routine=replace_routine, json=json)


COMMANDS: tuple[click.Command, ...] = (init,)
