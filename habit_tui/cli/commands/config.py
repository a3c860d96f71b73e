"""`config`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options


@click.command()
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--unset", is_flag=True, help="Take the setting out: its default is back.")
@options.as_json
@click.pass_obj
def config(start: Start, name: str | None, value: str | None, unset: bool, json: bool) -> None:
    """Show the settings, or explain and change one.

    NAME alone explains it, a VALUE after it is set. An open full screen follows within a minute, reminders
    that are installed at once. Sessions already written keep their day and zone.
    """
    from habit_tui.cli import config as action

    action.config(start.env, start.file, name=name, value=value, unset=unset, json=json)


COMMANDS: tuple[click.Command, ...] = (config,)
