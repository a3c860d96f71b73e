"""`demo`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start
from habit_tui.domain.errors import NotUnderstood


@click.command()
@click.option("--starter", metavar="NAME", help="Whose journey; by default five-to-eight.")
@click.option("--list", "listing", is_flag=True, help="Describe each in a line.")
@click.pass_context
def demo(context: click.Context, starter: str | None, listing: bool) -> None:
    """Open the full screen on a lived-in year.

    It lies in a store of its own that goes when you leave. Your own record is neither read nor touched.
    Without a terminal it prints the demo's today.
    """
    from habit_tui.cli import demo as action

    start: Start = context.obj
    if start.file is not None:
        raise NotUnderstood("a demo has a store of its own: leave --db out")
    context.exit(action.demo(start.env, starter=starter, listing=listing))


COMMANDS: tuple[click.Command, ...] = (demo,)
