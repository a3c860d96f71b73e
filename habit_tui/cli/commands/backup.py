"""`backup` and `restore`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options


@click.command()
@click.argument("file", required=False)
@options.as_json
@click.pass_obj
def backup(start: Start, file: str | None, json: bool) -> None:
    """Keep a checked copy of the store.

    It lies in `backups/` beside it, or is a new FILE. One is taken every day you use the program, and before
    every import and upgrade. A copy in `backups/` is deleted once it is none of the last 7 days', 4 weeks' or
    12 months'; a FILE of your own stays.
    """
    from habit_tui.cli import backup as action

    action.backup(start.door(), file=file, json=json)


@click.command()
@click.argument("file", nargs=-1, metavar="[FILE]")
@options.as_json
@click.pass_obj
def restore(start: Start, file: tuple[str, ...], json: bool) -> None:
    """Bring back a backup, or list them without FILE.

    FILE is the name, the day or the moment of a backup as listed, or the path of any copy. The present file
    is kept in `backups/`, so a restore can itself be taken back. Other doors may stay open.
    """
    from habit_tui.cli import backup as action

    action.restore(start.door(), file=" ".join(file), json=json)


COMMANDS: tuple[click.Command, ...] = (backup, restore)
