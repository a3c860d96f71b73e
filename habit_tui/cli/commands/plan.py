"""`plan show|add|move|resize|tick|drop|carry`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options

_on = click.option(
    "--on", metavar="DAY", help="The plan of this day, as tomorrow, fri or +2d; by default today's."
)


@click.group()
def plan() -> None:
    """What to do on a day, and what you change for that day alone.

    The routine's slots are filled from the paths. An ITEM is its number in `plan show`, or its id in JSON.
    """


# Without it click would read the day -1d as an option.
@plan.command(context_settings={"ignore_unknown_options": True})
@click.argument("day", required=False)
@options.as_json
@click.pass_obj
def show(start: Start, day: str | None, json: bool) -> None:
    """Show the plan of today, or of a DAY such as tomorrow."""
    from habit_tui.cli import plan as action

    action.show(start.door(), day=day, json=json)


@plan.command()
@click.argument("amount")
@click.argument("what", nargs=-1)
@click.option("--at", metavar="TIME", help="When; by default after everything else.")
@options.kind
@_on
@options.as_json
@click.pass_obj
def add(
    start: Start,
    amount: str,
    what: tuple[str, ...],
    at: str | None,
    kind: str | None,
    on: str | None,
    json: bool,
) -> None:
    """Add an AMOUNT of WHAT. AMOUNT is 45m, or a span such as 6:00-6:45."""
    from habit_tui.cli import plan as action

    action.add(start.door(), amount=amount, what=what, at=at, kind=kind, on=on, json=json)


@plan.command()
@click.argument("item")
@click.argument("at", metavar="TIME")
@_on
@options.as_json
@click.pass_obj
def move(start: Start, item: str, at: str, on: str | None, json: bool) -> None:
    """Let an ITEM start at another TIME."""
    from habit_tui.cli import plan as action

    action.move(start.door(), item=item, at=at, on=on, json=json)


@plan.command()
@click.argument("item")
@click.argument("amount", metavar="MIN")
@_on
@options.as_json
@click.pass_obj
def resize(start: Start, item: str, amount: str, on: str | None, json: bool) -> None:
    """Give an ITEM other minutes, as 45m or 1h30."""
    from habit_tui.cli import plan as action

    action.resize(start.door(), item=item, amount=amount, on=on, json=json)


@plan.command()
@click.argument("item")
@click.option("--reopen", is_flag=True, help="Open it again.")
@_on
@options.as_json
@click.pass_obj
def tick(start: Start, item: str, reopen: bool, on: str | None, json: bool) -> None:
    """Call an ITEM done, whatever its minutes; no session is recorded."""
    from habit_tui.cli import plan as action

    action.tick(start.door(), item=item, reopen=reopen, on=on, json=json)


@plan.command()
@click.argument("item")
@_on
@options.as_json
@click.pass_obj
def drop(start: Start, item: str, on: str | None, json: bool) -> None:
    """Take an ITEM off the plan; `undo` brings it back."""
    from habit_tui.cli import plan as action

    action.drop(start.door(), item=item, on=on, json=json)


@plan.command()
@click.argument("item", required=False)
@options.as_json
@click.pass_obj
def carry(start: Start, item: str | None, json: bool) -> None:
    """Carry over to today what yesterday left. With an ITEM of `plan show yesterday`, only that."""
    from habit_tui.cli import plan as action

    action.carry(start.door(), item=item, json=json)


COMMANDS: tuple[click.Command, ...] = (plan,)
