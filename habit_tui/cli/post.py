"""Prompts and posts from the shell."""

from __future__ import annotations

from habit_tui.cli.door import Door
from habit_tui.domain.words import day_name, pad
from habit_tui.services import post as service
from habit_tui.services import prompt as prompt_service


def prompts(door: Door, *, json: bool = False) -> None:
    """List the due prompts with their reasons."""
    due = prompt_service.show(door.desk, door.now)
    if json:
        door.json(
            [
                {"id": each.id, "question": each.question, "reason": each.reason, "due": each.due.isoformat()}
                for each in due
            ]
        )
        return
    if not due:
        door.tell("No prompt is due: log what you study, and reasons to write will follow")
    for each in due:
        door.tell(each.question, f"  {each.reason}", f"  habit-tui post new {each.id}", "")


def skip(door: Door, *, prompt: str) -> None:
    """Put a prompt away for good."""
    prompt_service.skip(door.desk, prompt, door.now)
    door.tell("Skipped: it will not come again (undo brings it back)")


def new(
    door: Door,
    *,
    prompt: str | None = None,
    title: str | None = None,
    dialect: str | None = None,
    folder: str | None = None,
    json: bool = False,
) -> None:
    """Start a draft: a Markdown file with the outline and the facts."""
    post = service.new(door.desk, door.now, prompt, title, dialect, folder)
    if json:
        door.json({"id": post.id, "path": post.path, "title": post.title, "dialect": post.dialect.value})
    else:
        door.tell(f"Draft {post.id}: {post.title}", f"  {post.path}")


def posts(door: Door, *, json: bool = False) -> None:
    """List drafts and posts."""
    found = service.listing(door.desk)
    if json:
        door.json(
            [
                {
                    "id": post.id,
                    "title": post.title,
                    "status": post.status.value,
                    "dialect": post.dialect.value,
                    "path": post.file,
                    "created_on": post.created_on.isoformat(),
                    "published_on": None if post.published_on is None else post.published_on.isoformat(),
                    "url": post.url,
                }
                for post in found
            ]
        )
        return
    if not found:
        door.tell("No post yet: `habit-tui post prompts` gives a reason, `habit-tui post new` starts one")
    for post in found:
        when = day_name(post.published_on or post.created_on)
        door.tell(
            f"{post.id:>4}  {pad(post.status.value, 9)}  {pad(when, 10)}  {post.title}", f"      {post.file}"
        )


def publish(door: Door, *, post_id: int, url: str = "", json: bool = False) -> None:
    """Date a post's publication."""
    post = service.mark_published(door.desk, post_id, door.now, url)
    if json:
        door.json({"id": post.id, "status": post.status.value, "url": post.url})
    else:
        door.tell(f"Published: {post.title}")
