"""Prompts and posts from the shell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from habit_tui.cli.door import Door
from habit_tui.domain import dates
from habit_tui.domain.dates import DateForm, day_name, day_name_with_year
from habit_tui.domain.post import Share
from habit_tui.domain.words import one_line, pad, plural
from habit_tui.services import post as service
from habit_tui.services import prompt as prompt_service
from habit_tui.services import share as share_service
from habit_tui.services.post import PostView
from habit_tui.system import editor


def prompts(door: Door, *, json: bool = False) -> None:
    """List the due prompts with their reasons."""
    due = prompt_service.show(door.desk, door.now)
    for problem in prompt_service.problems(door.desk):
        door.remark(f"not asked: {problem}")
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
        door.tell(each.question, f"  {each.reason}", f"  habit-tui post new {each.name}", "")


def skip(door: Door, *, prompt: str) -> None:
    """Put a prompt away for good."""
    prompt_service.skip(door.desk, prompt, door.now)
    door.tell("Skipped: it will not come again (undo brings it back)")


def snooze(door: Door, *, prompt: str, until: str | None = None) -> None:
    """Put a prompt off until a day."""
    put_off = prompt_service.snooze(door.desk, prompt, door.now, door.day(until))
    door.tell(f"It comes back on {day_name_with_year(put_off.due, door.desk.dates)}")


def new(
    door: Door,
    *,
    prompt: str | None = None,
    title: str | None = None,
    dialect: str | None = None,
    folder: str | None = None,
    calendar: bool = False,
    json: bool = False,
) -> None:
    """Start a draft: a Markdown file with the outline and the facts."""
    post = service.new(door.desk, door.now, prompt, title, dialect, folder, pictured=calendar)
    if json:
        said = {"id": post.id, "path": post.path, "title": post.title, "dialect": post.dialect.value}
        door.json(said | {"picture": post.picture or None})
        return
    door.tell(f"Draft {post.id}: {one_line(post.title)}", f"  {one_line(post.path)}")
    if post.picture:
        door.tell(f"  {post.picture}")


def posts(door: Door, *, json: bool = False) -> None:
    """List drafts and posts."""
    shelf = service.shelf(door.desk)
    if json:
        door.json([_in_json(view) for view in shelf])
        return
    if not shelf:
        door.tell("No post yet: `habit-tui post prompts` gives a reason, `habit-tui post new` starts one")
    wide = dates.width(day_name, door.desk.dates)
    for view in shelf:
        post = view.post
        when = day_name(post.published_on or post.created_on, door.desk.dates)
        size = "missing" if view.missing else plural(view.words, "word", "words")
        door.tell(
            f"{post.id:>4}  {pad(post.status.value, 9)}  {when:<{wide}}  {size:>11}  {one_line(post.title)}",
            f"      {one_line(post.file)}",
        )
        if post.url:
            door.tell(f"      {one_line(post.url)}")
        for update in view.updates:
            door.tell(
                f"      updated {day_name_with_year(update.on_day, door.desk.dates)}: {one_line(update.text)}"
            )
        for share in view.shares:
            door.tell(f"      {_shared(share, door.desk.dates)}")


def edit(door: Door, *, post_id: int) -> None:
    """Open a post's file in the learner's editor."""
    editor.edit(service.file_of(door.desk, post_id), door.desk.env, door.desk.settings.editor)


def publish(door: Door, *, post_id: int, url: str = "", on: str | None = None, json: bool = False) -> None:
    """Date a post's publication, in its file too."""
    post = service.mark_published(door.desk, post_id, door.now, url, door.day(on))
    _say_if_missing(door, post_id)
    if json:
        door.json({"id": post.id, "status": post.status.value, "url": post.url})
    else:
        door.tell(f"Published: {one_line(post.title)}")


def update(
    door: Door, *, post_id: int, text: Sequence[str], on: str | None = None, json: bool = False
) -> None:
    """Add a dated note to a published post."""
    added = service.update(door.desk, post_id, " ".join(text), door.now, door.day(on))
    _say_if_missing(door, post_id)
    if json:
        door.json({"id": post_id, "study_day": added.on_day.isoformat(), "text": added.text})
    else:
        door.tell(f"Updated on {day_name_with_year(added.on_day, door.desk.dates)}")


def share(
    door: Door,
    *,
    post_id: int,
    place: Sequence[str] = (),
    on: str | None = None,
    asked: bool = False,
    received: str = "",
    planned: bool = False,
    drop: bool = False,
    json: bool = False,
) -> None:
    """Tick a place of a post's check-list, or show the list."""
    where, day = " ".join(place), door.day(on)
    if not where:
        view = service.show(door.desk, post_id)
    elif drop:
        view = share_service.drop(door.desk, post_id, where, door.now)
    else:
        view = share_service.put(
            door.desk, post_id, where, door.now, on=day, asked=asked, received=received, planned=planned
        )
    if json:
        door.json([_share_in_json(each) for each in view.shares])
        return
    door.tell(one_line(view.post.title))
    if not view.shares:
        door.tell(f"  shared nowhere yet: `habit-tui post share {post_id} WHERE`")
    for each in view.shares:
        door.tell(f"  {_shared(each, door.desk.dates)}")
        door.tell(*(f"      {line}" for line in each.feedback.splitlines()))


def _shared(share: Share, form: DateForm) -> str:
    """A place with what was done there: "✓ Hacker News, shared Sun 22 Nov, feedback asked for, received"."""
    said = [f"{'✓' if share.shared_on else '·'} {one_line(share.place)}"]
    if share.shared_on is not None:
        said.append(f"shared {day_name(share.shared_on, form)}")
    if share.asked_on is not None:
        said.append(f"feedback asked for {day_name(share.asked_on, form)}")
    if share.received_on is not None:
        said.append(f"received {day_name(share.received_on, form)}")
    return ", ".join(said)


def _in_json(view: PostView) -> dict[str, object]:
    post = view.post
    return {
        "id": post.id,
        "title": post.title,
        "status": post.status.value,
        "dialect": post.dialect.value,
        "path": post.file,
        "missing": view.missing,
        "words": view.words,
        "created_on": post.created_on.isoformat(),
        "published_on": _text(post.published_on),
        "url": post.url,
        "updates": [{"study_day": each.on_day.isoformat(), "text": each.text} for each in view.updates],
        "shares": [_share_in_json(each) for each in view.shares],
    }


def _share_in_json(share: Share) -> dict[str, object]:
    return {
        "place": share.place,
        "shared_on": _text(share.shared_on),
        "asked_on": _text(share.asked_on),
        "received_on": _text(share.received_on),
        "feedback": share.feedback,
    }


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _say_if_missing(door: Door, post_id: int) -> None:
    view = service.show(door.desk, post_id)
    if view.missing:
        door.remark(f"its file is missing and stays so: {view.post.file}")
