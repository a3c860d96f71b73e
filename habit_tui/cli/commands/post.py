"""`post prompts|skip|snooze|new|list|edit|publish|update|share`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options
from habit_tui.domain.post import Dialect

day = click.option("--on", metavar="DAY", help="When it was, as yesterday or -2d; by default today.")


@click.group()
def post() -> None:
    """Prompts to write, drafts and posts."""


@post.command()
@options.as_json
@click.pass_obj
def prompts(start: Start, json: bool) -> None:
    """List the reasons to write that are due, three at most."""
    from habit_tui.cli import post as action

    action.prompts(start.door(), json=json)


@post.command()
@click.argument("prompt")
@click.pass_obj
def skip(start: Start, prompt: str) -> None:
    """Put a prompt away; it does not come again."""
    from habit_tui.cli import post as action

    action.skip(start.door(), prompt=prompt)


@post.command()
@click.argument("prompt")
@click.option("--until", metavar="DAY", help="tomorrow, +7d or 2026-12-24; by default three days on.")
@click.pass_obj
def snooze(start: Start, prompt: str, until: str | None) -> None:
    """Put a prompt off; the same question comes back."""
    from habit_tui.cli import post as action

    action.snooze(start.door(), prompt=prompt, until=until)


@post.command()
@click.argument("prompt", required=False)
@click.option("--title", metavar="T", help="The title; by default the prompt's question.")
@click.option(
    "--dialect", type=click.Choice([each.value for each in Dialect]), help="Whose front matter the file gets."
)
@click.option(
    "--folder",
    metavar="DIR",
    help="The blog's folder; by default the setting, else blog/ in the data folder.",
)
@click.option("--calendar", is_flag=True, help="With the picture of this year's calendar.")
@options.as_json
@click.pass_obj
def new(
    start: Start,
    prompt: str | None,
    title: str | None,
    dialect: str | None,
    folder: str | None,
    calendar: bool,
    json: bool,
) -> None:
    """Start a draft: a Markdown file with an outline and facts. No file is ever overwritten."""
    from habit_tui.cli import post as action

    action.new(
        start.door(),
        prompt=prompt,
        title=title,
        dialect=dialect,
        folder=folder,
        calendar=calendar,
        json=json,
    )


@post.command("list")
@options.as_json
@click.pass_obj
def posts(start: Start, json: bool) -> None:
    """List drafts and posts. It tells words, dates, addresses, updates, shares, files gone missing."""
    from habit_tui.cli import post as action

    action.posts(start.door(), json=json)


@post.command()
@click.argument("post_id", metavar="ID", type=options.identity)
@click.pass_obj
def edit(start: Start, post_id: int) -> None:
    """Open a post's file in $VISUAL or $EDITOR."""
    from habit_tui.cli import post as action

    action.edit(start.door(), post_id=post_id)


@post.command()
@click.argument("post_id", metavar="ID", type=options.identity)
@click.option("--url", metavar="URL", default="", help="Where it can be read.")
@day
@options.as_json
@click.pass_obj
def publish(start: Start, post_id: int, url: str, on: str | None, json: bool) -> None:
    """Date a post's publication. Its file says in its own dialect that it is no draft."""
    from habit_tui.cli import post as action

    action.publish(start.door(), post_id=post_id, url=url, on=on, json=json)


@post.command()
@click.argument("post_id", metavar="ID", type=options.identity)
@click.argument("text", nargs=-1, required=True)
@day
@options.as_json
@click.pass_obj
def update(start: Start, post_id: int, text: tuple[str, ...], on: str | None, json: bool) -> None:
    """Add a dated note to a published post, at the end of its file too."""
    from habit_tui.cli import post as action

    action.update(start.door(), post_id=post_id, text=text, on=on, json=json)


@post.command()
@click.argument("post_id", metavar="ID", type=options.identity)
@click.argument("place", metavar="[WHERE]...", nargs=-1)
@day
@click.option("--asked", is_flag=True, help="Feedback was asked for there.")
@click.option("--received", metavar="TEXT", default="", help="Feedback that came from there.")
@click.option("--planned", is_flag=True, help="Put it on the check-list; it is not shared there yet.")
@click.option("--drop", is_flag=True, help="Take it off the check-list.")
@options.as_json
@click.pass_obj
def share(
    start: Start,
    post_id: int,
    place: tuple[str, ...],
    on: str | None,
    asked: bool,
    received: str,
    planned: bool,
    drop: bool,
    json: bool,
) -> None:
    """Tick a place where a post was shared. Without WHERE its check-list is shown."""
    from habit_tui.cli import post as action

    action.share(
        start.door(),
        post_id=post_id,
        place=place,
        on=on,
        asked=asked,
        received=received,
        planned=planned,
        drop=drop,
        json=json,
    )


COMMANDS: tuple[click.Command, ...] = (post,)
