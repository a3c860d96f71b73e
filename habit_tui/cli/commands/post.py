"""`post prompts|skip|new|list|publish`."""

from __future__ import annotations

import click

from habit_tui.cli.commands import Start, options
from habit_tui.domain.post import Dialect


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
@options.as_json
@click.pass_obj
def new(
    start: Start, prompt: str | None, title: str | None, dialect: str | None, folder: str | None, json: bool
) -> None:
    """Start a draft: a Markdown file with an outline and your own facts. No file is ever overwritten."""
    from habit_tui.cli import post as action

    action.new(start.door(), prompt=prompt, title=title, dialect=dialect, folder=folder, json=json)


@post.command("list")
@options.as_json
@click.pass_obj
def posts(start: Start, json: bool) -> None:
    """List drafts and posts."""
    from habit_tui.cli import post as action

    action.posts(start.door(), json=json)


@post.command()
@click.argument("post_id", metavar="ID", type=options.identity)
@click.option("--url", metavar="URL", default="", help="Where it can be read.")
@options.as_json
@click.pass_obj
def publish(start: Start, post_id: int, url: str, json: bool) -> None:
    """Date a post's publication."""
    from habit_tui.cli import post as action

    action.publish(start.door(), post_id=post_id, url=url, json=json)


COMMANDS: tuple[click.Command, ...] = (post,)
