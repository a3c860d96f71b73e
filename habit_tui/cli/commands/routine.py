"""`routine show`, `routine history`, `routine set`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options


@click.group()
def routine() -> None:
    """When to study, from a day on; the past keeps its verdicts."""


@routine.command()
@options.as_json
@click.pass_obj
def show(start: Start, json: bool) -> None:
    """Show the routine in force today, and the next one."""

    from habit_tui.cli import routine as action

    action.show(start.door(), json=json)


@routine.command()
@options.as_json
@click.pass_obj
def history(start: Start, json: bool) -> None:
    """List every version by the day it takes effect."""

    from habit_tui.cli import routine as action

    action.history(start.door(), json=json)


@routine.command("set")
@click.option(
    "--from",
    "first",
    metavar="DAY",
    help="A day such as mon (the next one); by default tomorrow if today counts already, else today.",
)
@click.option("--window", metavar="TIMES", help="As 05:00-08:00; slots outside the new one move with it.")
@click.option(
    "--target",
    metavar="MIN",
    multiple=True,
    help="Minutes that complete a day, as 120 or 1h30, or sat,sun=0 for some weekdays; may be repeated.",
)
@click.option("--minimum", metavar="MIN", help="Minutes that keep the streak.")
@click.option(
    "--slot",
    metavar="SLOT",
    multiple=True,
    help="WEEKDAYS TIME MIN KIND [PATH], as 'mon-thu 9:00 2h study French'; may be repeated. "
    "The slots named take the place of those there are; none takes them away.",
)
@options.as_json
@click.pass_obj
def set_(
    start: Start,
    first: str | None,
    window: str | None,
    target: tuple[str, ...],
    minimum: str | None,
    slot: tuple[str, ...],
    json: bool,
) -> None:
    """Change the routine from a day on; what is not named stays.

    A past day is taken when named; the answer tells every verdict that changed.
    """

    from habit_tui.cli import routine as action

    action.set(start.door(), start=first, window=window, target=target, minimum=minimum, slot=slot, json=json)


COMMANDS: tuple[click.Command, ...] = (routine,)
