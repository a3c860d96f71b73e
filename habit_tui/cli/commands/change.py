"""`undo` and `redo`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options


@click.command()
@click.option(
    "--list", "listed", is_flag=True, help="Tell what would be undone, the next first; change nothing."
)
@options.as_json
@click.pass_obj
def undo(start: Start, listed: bool, json: bool) -> None:
    """Reverse the newest change, made through any door."""
    from habit_tui.cli import change as action

    (action.undoable if listed else action.undo)(start.door(), json=json)


@click.command()
@options.as_json
@click.pass_obj
def redo(start: Start, json: bool) -> None:
    """Bring back what the newest undo reversed."""
    from habit_tui.cli import change as action

    action.redo(start.door(), json=json)


COMMANDS: tuple[click.Command, ...] = (undo, redo)
