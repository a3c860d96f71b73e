"""`expense add`, `expense list`, `expense delete`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options


@click.group()
def expense() -> None:
    """Money that is not the price of a resource: rent, a flight."""


@expense.command()
@click.argument("words", metavar="PRICE WHAT...", nargs=-1, required=True)
@click.option("--path", metavar="PATH", help="The path it was spent for.")
@click.option("--on", metavar="DAY", help="The day it was spent; by default today.")
@options.as_json
@click.pass_obj
def add(start: Start, words: tuple[str, ...], path: str | None, on: str | None, json: bool) -> None:
    """Keep a PRICE, as 600 USD, that was paid for WHAT."""
    from habit_tui.cli import expense as action

    action.add(start.door(), words=words, path=path, on=on, json=json)


@expense.command("list")
@click.option("--path", metavar="PATH", help="Those of this path only.")
@options.as_json
@click.pass_obj
def listing(start: Start, path: str | None, json: bool) -> None:
    """List every expense with the id that `delete` takes."""
    from habit_tui.cli import expense as action

    action.listing(start.door(), path=path, json=json)


@expense.command()
@click.argument("expense_id", metavar="ID", type=click.IntRange(min=1))
@options.as_json
@click.pass_obj
def delete(start: Start, expense_id: int, json: bool) -> None:
    """Delete an expense; `undo` brings it back."""
    from habit_tui.cli import expense as action

    action.delete(start.door(), expense_id=expense_id, json=json)


COMMANDS: tuple[click.Command, ...] = (expense,)
