"""`remind`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options


@click.command()
@options.as_json
@click.pass_obj
def remind(start: Start, json: bool) -> None:
    """Say one line when today's minimum is not reached before or inside the window; nothing otherwise."""
    from habit_tui.cli import reminder as action

    action.remind(start.door(), json=json)


COMMANDS: tuple[click.Command, ...] = (remind,)
