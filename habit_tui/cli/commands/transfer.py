"""`import` and `export`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options

FORMATS_IN = ("csv", "json", "watson", "timewarrior", "loop", "toggl", "clockify", "harsh")
FORMATS_OUT = ("csv", "json", "ics", "timewarrior", "markdown")


@click.command("import")
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS_IN))
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Tell what would be kept, change nothing.")
@click.option(
    "--map",
    "resources",
    metavar="FROM=RESOURCE",
    multiple=True,
    help="A project, tag, habit or WHAT of theirs, and the resource it belongs to; may be repeated.",
)
@click.option(
    "--minutes",
    metavar="N",
    type=click.IntRange(1, 1440),
    help="What a day counts that says only that the habit was done (loop, harsh).",
)
@click.option(
    "--zone", metavar="ZONE", help="Where the clocks stood of rows that do not say, as Europe/Berlin."
)
@click.option(
    "--date-format",
    type=click.Choice(["ymd", "dmy", "mdy"]),
    help="How dates are written, where that is not clear (toggl, clockify).",
)
@options.overlap
@click.option(
    "--gaps-as-leave",
    is_flag=True,
    help="Make leave of the days without a session between the file's first day and your record.",
)
@options.as_json
@click.pass_obj
def import_(
    start: Start,
    form: str,
    file: str,
    dry_run: bool,
    resources: tuple[str, ...],
    minutes: int | None,
    zone: str | None,
    date_format: str | None,
    overlap: bool,
    gaps_as_leave: bool,
    json: bool,
) -> None:
    """Read sessions from a FILE of this or another program.

    docs/importing.md tells how to get it. FORMAT is csv, json (everything that `export json` wrote), watson,
    timewarrior, loop, toggl, clockify or harsh. Rows that are there already are skipped, so importing twice
    changes nothing; each other skipped row is named by its line.
    """
    from habit_tui.cli import transfer as action

    action.import_(
        start.door(),
        form=form,
        file=file,
        dry_run=dry_run,
        resources=resources,
        minutes=minutes,
        zone=zone,
        date_format=date_format,
        overlap=overlap,
        gaps_as_leave=gaps_as_leave,
        json=json,
    )


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS_OUT))
@click.option("--output", "-o", metavar="FILE", help="A new file instead of stdout.")
@click.option("--routine", is_flag=True, help="With ics: the routine from today on too, with alarms.")
@click.pass_obj
def export(start: Start, form: str, output: str | None, routine: bool) -> None:
    """Write the record to stdout.

    FORMAT is csv, ics (a calendar), timewarrior or markdown (a log to read) for the finished sessions, or
    json for everything.
    """
    from habit_tui.cli import transfer as action

    action.export(start.door(), form=form, output=output, routine=routine)


COMMANDS: tuple[click.Command, ...] = (import_, export)
