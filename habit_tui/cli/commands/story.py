"""`story`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options


@click.command()
@click.option("--from", "first", metavar="DAY", help="The first study day; by default when it all began.")
@click.option("--to", "last", metavar="DAY", help="The last study day; by default today.")
@click.option("--path", metavar="PATH", help="Only this path; by default everything.")
@click.option("--short", is_flag=True, help="The bare facts before, during and after, in ten lines.")
@click.option("--log", is_flag=True, help="Day by day, in the shape of the hundred days of code.")
@options.as_json
@click.pass_obj
def story(
    start: Start, first: str | None, last: str | None, path: str | None, short: bool, log: bool, json: bool
) -> None:
    """Write the journey as Markdown.

    A timeline, the months, and what came of it all. Every line stands for rows of the record; nothing is
    added. `habit-tui story > story.md` keeps it.
    """
    from habit_tui.cli import story as action

    action.tell(start.door(), first=first, last=last, path=path, short=short, log=log, json=json)


COMMANDS: tuple[click.Command, ...] = (story,)
