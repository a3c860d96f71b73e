"""`leave add`, `leave list`, `leave delete`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options


@click.group()
def leave() -> None:
    """Days off, announced ahead or entered afterwards. They hold the streak."""


# Without it click would read the day -2d as an option.
@leave.command(context_settings={"ignore_unknown_options": True})
@click.argument("first")
@click.argument("last", required=False)
@click.option("--reason", default="", metavar="TEXT", help="Holiday, illness, burnout: your words.")
@options.as_json
@click.pass_obj
def add(start: Start, first: str, last: str | None, reason: str, json: bool) -> None:
    """Take the days FIRST to LAST off, or FIRST alone.

    A day is today, tomorrow, mon..sun (the next one), -2d, +3d, 2026-12-24 or 24 dec. Days with study count
    as usual.
    """

    from habit_tui.cli import leave as action

    action.add(start.door(), first=first, last=last, reason=reason, json=json)


@leave.command("list")
@options.as_json
@click.pass_obj
def listing(start: Start, json: bool) -> None:
    """List every leave with the id that `delete` takes."""

    from habit_tui.cli import leave as action

    action.listing(start.door(), json=json)


@leave.command()
@click.argument("leave_id", metavar="ID", type=click.IntRange(min=1))
@options.as_json
@click.pass_obj
def delete(start: Start, leave_id: int, json: bool) -> None:
    """Delete a leave; `undo` brings it back."""

    from habit_tui.cli import leave as action

    action.delete(start.door(), leave_id=leave_id, json=json)


COMMANDS: tuple[click.Command, ...] = (leave,)
