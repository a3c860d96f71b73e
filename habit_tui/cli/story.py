"""The story from the shell."""

from __future__ import annotations

from habit_tui.cli.door import Door
from habit_tui.domain import story
from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.reflection import Story
from habit_tui.domain.story import Entry, Month, Record, StoryPost
from habit_tui.services import story as service


def tell(
    door: Door,
    *,
    first: str | None = None,
    last: str | None = None,
    path: str | None = None,
    short: bool = False,
    log: bool = False,
    json: bool = False,
) -> None:
    """Write the story as Markdown: whole, in ten lines, or day by day."""
    from habit_tui.exchange import story as markdown

    if short and log:
        raise NotUnderstood("--short and --log are two shapes: choose one")
    record = service.tell(
        door.desk,
        door.now,
        door.day(first),
        door.day(last),
        path,
    )
    if json:
        door.json(_in_json(record))
        return
    shape = markdown.short if short else markdown.log if log else markdown.whole
    door.tell(shape(record, door.desk.dates).rstrip("\n"))


def _in_json(record: Record) -> dict[str, object]:
    return {
        "first": record.first.isoformat(),
        "last": record.last.isoformat(),
        "path": record.name,
        **_effort(story.effort(record.sessions)),
        "kinds": {kind.value: minutes for kind, minutes in story.by_kind(record)},
        "longest_streak": record.longest_streak,
        "timeline": [_entry(each) for each in story.timeline(record)],
        "months": [_month(each) for each in story.months(record)],
        "changes": [
            {
                "study_day": each.on_day.isoformat(),
                "event": each.event.value,
                "title": each.title,
                "reason": each.reason,
            }
            for each in record.deviations
        ],
        "reflections": [_reflection(each) for each in record.reflections if each.opened.about_id is None],
        "certificates": [
            {
                "title": each.title,
                "issuer": each.issuer,
                "study_day": each.on_day.isoformat(),
                "url": each.url,
            }
            for each, _ in story.certificates(record)
        ],
        "costs": [{"amount": amount, "currency": currency} for amount, currency in story.cost_totals(record)],
        "posts": [_post(each) for each in record.posts],
    }


def _effort(worked: story.Effort) -> dict[str, object]:
    return {"minutes": worked.minutes, "sessions": worked.sessions, "days": worked.days}


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "title": entry.resource.title,
        "kind": entry.resource.kind.value,
        "status": entry.status.value,
        "began_on": entry.began_on.isoformat(),
        "ended_on": None if entry.ended_on is None else entry.ended_on.isoformat(),
        **_effort(entry.effort),
        "outcome": entry.resource.outcome,
        "score": entry.resource.score,
        "url": entry.resource.url,
    }


def _month(month: Month) -> dict[str, object]:
    return {
        "number": month.number,
        "first": month.first.isoformat(),
        "last": month.last.isoformat(),
        **_effort(month.effort),
        "states": [
            {
                "title": each.resource.title,
                "statuses": [status.value for status in each.statuses],
                "minutes": each.minutes,
            }
            for each in month.states
        ],
    }


def _reflection(told: Story) -> dict[str, object]:
    solved = told.solved
    return {
        "kind": told.opened.kind.value,
        "text": told.opened.text,
        "study_day": told.opened.on_day.isoformat(),
        "solved_on": None if solved is None else solved.on_day.isoformat(),
        "solution": "" if solved is None else solved.text,
    }


def _post(told: StoryPost) -> dict[str, object]:
    post = told.post
    return {
        "title": post.title,
        "published_on": None if post.published_on is None else post.published_on.isoformat(),
        "url": post.url,
        "updates": [{"study_day": each.on_day.isoformat(), "text": each.text} for each in told.updates],
    }
