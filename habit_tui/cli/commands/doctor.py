"""`doctor`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options


@click.command()
@click.option("--fix", is_flag=True, help="Mend what can be mended without losing anything, after a backup.")
@options.as_json
@click.pass_obj
def doctor(start: Start, fix: bool, json: bool) -> None:
    """Look whether everything is well, and how to mend it.

    The file, settings, zone, permissions, reminders, backups. Each thing that is wrong is told with why it
    matters and the command that mends it; the exit code is 1 then. It works where nothing else does, such as
    at a damaged file.
    """
    from habit_tui.cli import doctor as action

    action.doctor(start.env, start.file, fix=fix, json=json)


COMMANDS: tuple[click.Command, ...] = (doctor,)
