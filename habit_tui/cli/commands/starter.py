"""`init`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options


@click.command()
@click.argument("name", required=False)
@click.option("--starter", metavar="NAME", help="The same as NAME alone: the starter to apply.")
@click.option("--list", "listing", is_flag=True, help="Describe each starter in a line.")
@click.option(
    "--replace-routine/--keep-routine",
    default=None,
    help="What becomes of a routine you have; by default it is asked, and a script keeps it.",
)
@options.as_json
@click.pass_obj
def init(
    start: Start,
    name: str | None,
    starter: str | None,
    listing: bool,
    replace_routine: bool | None,
    json: bool,
) -> None:
    """Choose a starter: a routine, a path and prompts. Safe to run again.

    Without a NAME the starters are listed. With data there it adds its path and leaves the rest. NAME can be
    a file of your own that ends in .toml.
    """
    from habit_tui.cli import starter as action

    if name is not None and starter is not None and name != starter:
        raise click.UsageError(f"{name} and {starter} are two starters: name one")
    chosen = starter or name
    action.init(start.door(), starter=chosen, listing=listing, replace_routine=replace_routine, json=json)


COMMANDS: tuple[click.Command, ...] = (init,)
