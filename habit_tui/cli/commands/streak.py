"""`streak`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options


@click.command()
@options.as_plain
@options.as_json
@click.pass_obj
def streak(start: Start, plain: bool, json: bool) -> None:
    """Show streaks, strength and freezes, with the why."""
    from habit_tui.cli import streak as action

    action.streak(start.door(), plain=plain, json=json)


COMMANDS: tuple[click.Command, ...] = (streak,)
