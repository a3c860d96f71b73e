"""`import` and `export`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options


@click.command("import")
@click.argument("form", metavar="FORMAT", type=click.Choice(["csv"]))
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Tell what would be kept, change nothing.")
@options.overlap
@options.as_json
@click.pass_obj
def import_(start: Start, form: str, file: str, dry_run: bool, overlap: bool, json: bool) -> None:  # noqa: ARG001
    """Read sessions from a FILE; FORMAT is csv.

    The columns are start, end or minutes, zone, what, kind, note: ISO instants with their offset. Rows that
    are there already are skipped, so importing twice changes nothing; each skipped row is named by its line.
    """
    from habit_tui.cli import transfer as action

    action.import_csv(start.door(), file=file, dry_run=dry_run, overlap=overlap, json=json)


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(["csv", "json"]))
@click.option("--output", "-o", metavar="FILE", help="A new file instead of stdout.")
@click.pass_obj
def export(start: Start, form: str, output: str | None) -> None:
    """Write the record to stdout; FORMAT is csv (sessions) or json (everything)."""
    from habit_tui.cli import transfer as action

    action.export(start.door(), form=form, output=output)


COMMANDS: tuple[click.Command, ...] = (import_, export)
