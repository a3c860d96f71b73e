"""Sharing: where a post was shown, where feedback was asked for, and what came back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.post import Share
from habit_tui.domain.words import clean, one_line, quoted
from habit_tui.services import path as paths
from habit_tui.services.desk import Desk
from habit_tui.services.post import PostView, post_in, show
from habit_tui.store import post as store
from habit_tui.store.store import Unit

PLACE_LIMIT = 200
FEEDBACK_LIMIT = 20_000


def put(
    desk: Desk,
    post_id: int,
    place: str,
    now: datetime,
    *,
    on: date | None = None,
    asked: bool = False,
    received: str = "",
    planned: bool = False,
) -> PostView:
    """Tick a place of a post's check-list: shared there, feedback asked for, feedback received.

    A place that is not on the list yet is added; with `planned` that is all. What is dated stays so unless a
    day is named; feedback is added to what came before. Raises CannotBeDone for an unknown post and a day in
    the future, NotUnderstood for no place.
    """
    named = one_line(clean(place, PLACE_LIMIT, "place"))
    if not named:
        raise NotUnderstood("say where it was shared: a site, a forum, a person")
    came = clean(received, FEEDBACK_LIMIT, "feedback")
    with desk.store.writing(now, desk.door, "share") as unit:
        post = post_in(unit, post_id)
        day = paths.day_of(desk, now, on)
        share = _share(unit, post_id, named) or Share(named)
        if not planned and (share.shared_on is None or (on is not None and not asked and not came)):
            share = replace(share, shared_on=day)
        if asked:
            share = replace(share, asked_on=day)
        if came:
            feedback = f"{share.feedback}\n{came}" if share.feedback else came
            share = replace(share, received_on=day, feedback=feedback)
        store.put_share(unit, post_id, share)
        unit.describe(f"shared {quoted(post.title)}: {quoted(named)}")
    return show(desk, post_id)


def drop(desk: Desk, post_id: int, place: str, now: datetime) -> PostView:
    """Take a place off a post's check-list; raises CannotBeDone when it is not on it."""
    with desk.store.writing(now, desk.door, "share") as unit:
        post = post_in(unit, post_id)
        share = _share(unit, post_id, one_line(place.strip()))
        if share is None:
            raise CannotBeDone(f"{quoted(place)} is not on the check-list of {quoted(post.title)}")
        store.drop_share(unit, share.id)
        unit.describe(f"took {quoted(share.place)} off the check-list of {quoted(post.title)}")
    return show(desk, post_id)


def _share(unit: Unit, post_id: int, place: str) -> Share | None:
    for share in store.shares(unit).get(post_id, ()):
        if share.place.casefold() == place.casefold():
            return share
    return None
