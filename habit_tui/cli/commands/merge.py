"""`merge`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options


@click.command()
@click.argument("file", metavar="OTHER")
@click.option("--dry-run", is_flag=True, help="Tell what would change, change nothing.")
@options.as_json
@click.pass_obj
def merge(start: Start, file: str, dry_run: bool, json: bool) -> None:
    """Join another copy of the store into yours.

    OTHER comes from a second machine or a synced folder. It is only read. What was changed later holds; what
    both changed is told, and sessions that overlap are both kept. What one of them deleted goes, unless the
    other changed it meanwhile. Merging again changes nothing, and `undo` takes the whole merge back.
    """
    from habit_tui.cli import merge as action

    action.merge(start.door(), file=file, dry_run=dry_run, json=json)


COMMANDS: tuple[click.Command, ...] = (merge,)
