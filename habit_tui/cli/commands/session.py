"""`log`, `start`, `stop`, `cancel`, `status`, `sessions`, `edit`, `delete`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options


@click.command()
@click.argument("amount")
@click.argument("what", nargs=-1)
@options.on
@options.at
@options.tz
@options.kind
@options.note
@options.overlap
@options.as_json
@click.pass_obj
def log(start: Start, /, amount: str, what: tuple[str, ...], **given: str | bool | None) -> None:
    """Record a session.

    AMOUNT is 45m, 1h30, 1.5h, 90 (minutes) or a span such as 5:10-6:40. WHAT is matched to the resources of
    your paths; what matches none stays free text. Without --at a session of today ends now, one of another
    day starts at the routine's window.
    """
    from habit_tui.cli import session as action

    action.log(start.door(), amount=amount, what=what, **given)  # type: ignore[arg-type]  # click gives strings and flags


@click.command()
@click.argument("what", nargs=-1)
@options.kind
@options.as_json
@click.pass_obj
def start(start: Start, what: tuple[str, ...], kind: str | None, json: bool) -> None:
    """Start a session that runs until `stop`, through any door.

    Without WHAT it is what comes next in today's plan.
    """
    from habit_tui.cli import session as action

    action.start(start.door(), what=what, kind=kind, json=json)


@click.command()
@click.option("--at", metavar="TIME", help="When it ended; asked for once it ran over four hours.")
@options.as_json
@click.pass_obj
def stop(start: Start, at: str | None, json: bool) -> None:
    """Stop the running session. Within a minute of its start nothing is recorded."""
    from habit_tui.cli import session as action

    action.stop(start.door(), at=at, json=json)


@click.command()
@options.as_json
@click.pass_obj
def cancel(start: Start, json: bool) -> None:
    """Forget the running session."""
    from habit_tui.cli import session as action

    action.cancel(start.door(), json=json)


@click.command()
@click.option("--format", metavar="TEXT", help="A line of your own for a status bar: '{what} {elapsed}'.")
@click.option("--idle", metavar="TEXT", help="With --format, the line while nothing is running.")
@options.as_json
@click.pass_obj
def status(start: Start, format: str | None, idle: str | None, json: bool) -> None:  # noqa: A002  # as on the shell
    """Tell what is running.

    TEXT may hold {what}, {kind}, {minutes}, {elapsed}, {since}, which are empty while nothing is running, and
    the day's {done}, {target}, {left}, {verdict}, {glyph}, {streak}, {freezes}, {strength}.
    """
    from habit_tui.cli import session as action

    action.status(start.door(), format=format, idle=idle, json=json)


@click.command()
@click.option(
    "--from", "first", metavar="DAY", help="The first study day; by default six days before the last."
)
@click.option("--to", "last", metavar="DAY", help="The last study day; by default today.")
@options.as_json
@click.pass_obj
def sessions(start: Start, first: str | None, last: str | None, json: bool) -> None:
    """List the record with the ids that `edit` and `delete` take."""
    from habit_tui.cli import session as action

    action.sessions(start.door(), first=first, last=last, json=json)


@click.command()
@click.argument("session_id", metavar="ID", type=options.identity)
@click.argument("amount", metavar="[AMOUNT]", nargs=-1)
@click.option("--what", metavar="TEXT", help="What it was.")
@options.on
@options.at
@options.tz
@options.kind
@options.note
@options.overlap
@options.as_json
@click.pass_obj
def edit(start: Start, /, session_id: int, amount: tuple[str, ...], **given: str | bool | None) -> None:
    """Correct a session; what is not named stays.

    AMOUNT is a new length or span. --tz alone says in which zone the session was, without moving it.
    """
    from habit_tui.cli import session as action

    length = " ".join(amount) or None
    action.edit(start.door(), session_id=session_id, amount=length, **given)  # type: ignore[arg-type]  # as above


@click.command()
@click.argument("session_id", metavar="ID", type=options.identity)
@options.as_json
@click.pass_obj
def delete(start: Start, session_id: int, json: bool) -> None:
    """Delete a session; `undo` brings it back."""
    from habit_tui.cli import session as action

    action.delete(start.door(), session_id=session_id, json=json)


COMMANDS: tuple[click.Command, ...] = (log, start, stop, cancel, status, sessions, edit, delete)
