"""Milestones: the causes that follow from paths, certificates, reflections and published posts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from habit_tui.domain.amendment import Event
from habit_tui.domain.dates import DateForm, day_name, day_name_with_year
from habit_tui.domain.fact import Cause, Facts, PlanChange, Reflected, Scope, in_sentence, noted, said_effort
from habit_tui.domain.path import Status
from habit_tui.domain.reflection import ReflectionKind
from habit_tui.domain.words import days, duration, plural

MONTH_MINUTES = 120
"""Minutes on a path that make a month of it worth a post; a reading list may have a page."""

_MONTHS = 12

_SAID = {
    Event.ADDED: "added",
    Event.DROPPED: "dropped",
    Event.PAUSED: "paused",
    Event.RESUMED: "taken up again",
    Event.MOVED: "moved",
    Event.RE_DATED: "dated anew",
}


def month_over(started_on: date, today: date) -> tuple[int, date, date] | None:
    """Give the latest month since a start that is over: its number from 1 on, its first and last day."""
    number = (today.year - started_on.year) * _MONTHS + today.month - started_on.month
    if months_later(started_on, number) > today:
        number -= 1
    if number < 1:
        return None
    next_first = months_later(started_on, number)
    return number, months_later(started_on, number - 1), date.fromordinal(next_first.toordinal() - 1)


def months_later(day: date, count: int) -> date:
    """Give the same day some months later, or that month's last day where it is shorter."""
    years, month = divmod(day.month - 1 + count, _MONTHS)
    year = day.year + years
    after = date(year + (month + 1) // _MONTHS, (month + 1) % _MONTHS + 1, 1)
    last = date.fromordinal(after.toordinal() - 1)
    return last.replace(day=min(day.day, last.day))


def months(facts: Facts) -> Iterator[Cause]:
    """Find the months of paths that are over; one with hardly any work is no reason to write."""
    for month in facts.months:
        if month.minutes < MONTH_MINUTES:
            continue
        yield Cause(
            "path_month_over",
            f"month-{month.path.uid}-{month.number}",
            date.fromordinal(month.last_day.toordinal() + 1),
            Scope(month.first_day, month.last_day, path_id=month.path.id),
            {
                "path": month.path.name,
                "month": f"month {month.number}",
                "days": days(month.study_days),
                "effort": duration(month.minutes),
                "sessions": plural(month.sessions, "session", "sessions"),
                "since": day_name(month.first_day, facts.dates),
            },
        )


def certificates(facts: Facts) -> Iterator[Cause]:
    """Find the certificates that were earned."""
    efforts = {effort.resource_id: effort for effort in facts.efforts if effort.resource_id is not None}
    for earned in facts.earned:
        effort = efforts.get(earned.resource_id)
        yield Cause(
            "certificate_earned",
            f"certificate-{earned.uid}",
            earned.on_day,
            Scope(effort.first_day if effort else earned.on_day, facts.today, earned.resource_id),
            {
                "certificate": earned.title,
                "title": earned.resource,
                "day": day_name(earned.on_day, facts.dates),
                "effort": said_effort(effort) if effort else "no hours logged",
            },
        )


def setbacks(facts: Facts) -> Iterator[Cause]:
    """Find the setbacks that nothing has solved yet."""
    return _still_open(facts, ReflectionKind.SETBACK, "setback")


def blockers(facts: Facts) -> Iterator[Cause]:
    """Find the blockers that nothing has solved yet."""
    return _still_open(facts, ReflectionKind.BLOCKER, "blocker_opened")


def wins(facts: Facts) -> Iterator[Cause]:
    """Find the wins."""
    for each in facts.reflections:
        if each.kind is ReflectionKind.WIN and each.solved is None:
            yield _moment("win", each, facts.today, facts.dates)


def solved(facts: Facts) -> Iterator[Cause]:
    """Find the setbacks and blockers that were solved."""
    for each in facts.reflections:
        opened = each.solved
        if opened is not None:
            took = (each.on_day - opened.on_day).days
            cause = _moment("blocker_solved", opened, each.on_day, facts.dates)
            yield replace(
                cause,
                key=f"solved-{opened.uid}",
                on_day=each.on_day,
                facts={
                    **cause.facts,
                    "day": day_name(each.on_day, facts.dates),
                    "kind": opened.kind.value,
                    "how": in_sentence(each.text),
                    "days": days(took) if took else "less than a day",
                },
            )


def _still_open(facts: Facts, kind: ReflectionKind, trigger: str) -> Iterator[Cause]:
    closed = {each.solved.id for each in facts.reflections if each.solved is not None}
    for each in facts.reflections:
        if each.kind is kind and each.id not in closed:
            yield _moment(trigger, each, facts.today, facts.dates)


def _moment(trigger: str, reflected: Reflected, last_day: date, form: DateForm) -> Cause:
    """A draft about a reflection tells the days from it on, of its resource or its path if it names one."""
    return Cause(
        trigger,
        f"{reflected.kind}-{reflected.uid}",
        reflected.on_day,
        Scope(
            reflected.on_day,
            last_day,
            reflected.resource_id,
            path_id=reflected.path_id,
            reflection_id=reflected.id,
        ),
        {"text": in_sentence(reflected.text), "day": day_name(reflected.on_day, form)},
    )


def plan_changes(facts: Facts) -> Iterator[Cause]:
    """Find the days on which the plan of a path was changed."""
    changes = [
        *facts.plan_changes,
        *(
            PlanChange(
                each.path_id, each.path_uid, each.path, Event.PAUSED, each.on_day, each.title, each.reason
            )
            for each in facts.changes
            if each.status is Status.PAUSED and each.path_id is not None
        ),
    ]
    by_day: dict[tuple[int, date], list[PlanChange]] = {}
    for change in changes:
        if change.event in _SAID:
            by_day.setdefault((change.path_id, change.on_day), []).append(change)
    for (path_id, day), group in by_day.items():
        said = [f"{each.title or each.path} {_SAID[each.event]}" for each in group]
        reason = next((each.reason for each in group if each.reason), "")
        yield Cause(
            "plan_changed",
            f"plan-{group[0].path_uid}-{day}",
            day,
            Scope(day, facts.today, path_id=path_id),
            {
                "path": group[0].path,
                "day": day_name(day, facts.dates),
                "change": ", ".join(dict.fromkeys(said)),
                "words": noted(reason),
            },
        )


def old_posts(facts: Facts) -> Iterator[Cause]:
    """Find the published posts that reached another year without an update in the last one.

    A draft draws on the last month, because what became of a year is told by the story.
    """
    for post in facts.published:
        years = facts.today.year - post.on_day.year
        if months_later(post.on_day, _MONTHS * years) > facts.today:
            years -= 1
        if years < 1:
            continue
        on_day = months_later(post.on_day, _MONTHS * years)
        if post.updated_on is not None and post.updated_on > months_later(on_day, -_MONTHS):
            continue
        yield Cause(
            "post_a_year_old",
            f"year-{post.uid}-{years}",
            on_day,
            Scope(months_later(facts.today, -1), facts.today),
            {
                "title": post.title,
                "day": day_name_with_year(post.on_day, facts.dates),
                "years": plural(years, "year", "years"),
                "id": str(post.id),
            },
        )
