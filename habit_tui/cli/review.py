"""The review from the shell: the numbers, then the questions."""

from __future__ import annotations

from collections.abc import Mapping

from habit_tui.cli import views
from habit_tui.cli.ask import ask, can_ask
from habit_tui.cli.door import Door
from habit_tui.cli.review_lines import lines
from habit_tui.domain import money
from habit_tui.domain.assessment import QUESTIONS, Question
from habit_tui.domain.dates import DateForm
from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.forecast import forecast, in_words
from habit_tui.domain.period import Period, PeriodKind, period_of, span
from habit_tui.domain.period import in_words as period_in_words
from habit_tui.services import path as path_service
from habit_tui.services import review as service
from habit_tui.services.review import Asked, Assessed, Cost, PathReview, ReviewView


def review(
    door: Door,
    *,
    period: str | None = None,
    on: str | None = None,
    first: str | None = None,
    last: str | None = None,
    path: str | None = None,
    answer: bool = False,
    answers: Mapping[Question, str | None],
    json: bool = False,
) -> None:
    """Review a week, a month or a span of days; with `answer` or `answers` keep an assessment."""
    wanted = _period(door, period, on, first, last)
    about = None if path is None else path_service.find(door.desk, path).id
    given = {question: text for question, text in answers.items() if text is not None}
    asks = answer and not given
    if about is not None and not (asks or given):
        raise NotUnderstood("--path says what the answers are about; give --answer or an answer")
    if asks and not can_ask():
        options = ", ".join(f"--{question}" for question in Question)
        raise NotUnderstood(f"nobody is here to answer; give the answers with {options}")
    if given:
        service.answer(door.desk, door.now, given, about)
    view = service.show(door.desk, door.now, wanted)
    if not json:
        door.tell(*lines(view, door.desk.dates))
    if asks:
        said = _asked(door, service.asked(door.desk, door.now, about))
        if any(said.values()):
            service.answer(door.desk, door.now, said, about)
            door.remark("Kept as an assessment; it is shown next time")
            view = service.show(door.desk, door.now, wanted)
        else:
            door.remark("Nothing was answered, so nothing is kept")
    if json:
        door.json(as_json(view, door.desk.dates))


def _asked(door: Door, asked: Asked) -> dict[Question, str]:
    """The questions, each with what was answered last time, and the answers."""
    before = {} if asked.last_time is None else asked.last_time.answers
    if asked.path is not None:
        door.remark(f"About {asked.path.name}; enter skips a question")
    return {
        question: ask(f"{text} (last time: {before[question]})" if before.get(question) else text)
        for question, text in QUESTIONS.items()
    }


def as_json(view: ReviewView, form: DateForm) -> dict[str, object]:
    """A review by the stable keys."""
    times = view.punctuality
    return {
        "period": _period_json(view.period, form),
        "as_of": view.as_of.isoformat(),
        "minutes": view.minutes,
        "target": view.target,
        "target_in_all": view.target_in_all,
        "days_asked": view.days_asked,
        "days_met": view.days_met,
        "verdicts": {verdict.value: count for verdict, count in view.count().items()},
        "days": [views.calendar_day(each) for each in view.days],
        "course": [{**_period_json(each, form), "minutes": minutes} for each, minutes in view.course],
        "strength": {"before": round(view.strength_before, 6), "after": round(view.strength, 6)},
        "punctuality": {
            "sessions": times.sessions,
            "inside": times.inside,
            "median_start": None
            if times.median_start is None
            else times.median_start.isoformat(timespec="minutes"),
            "window_minutes": times.window_minutes,
            "windows": [
                {
                    "from": begins.isoformat(),
                    "start": window.start.isoformat(timespec="minutes"),
                    "end": window.end.isoformat(timespec="minutes"),
                }
                for begins, window in times.windows
            ],
        },
        "balance": {kind.value: minutes for kind, minutes in view.balance.items()},
        "warnings": [
            {
                "concern": each.concern.value,
                "text": each.text,
                "study_days": [found.isoformat() for found in each.days],
            }
            for each in view.cautions
        ],
        "paths": [_path_json(each, form) for each in view.paths],
        "costs": [_cost_json(each) for each in view.costs],
        "costs_so_far": [_cost_json(each) for each in view.costs_so_far],
        "posts": {
            "begun": [{"id": each.id, "title": each.title} for each in view.begun_posts],
            "published": [{"id": each.id, "title": each.title} for each in view.published_posts],
        },
        "open": [views.reflection(each) for each in view.open_stories],
        "solved": [views.reflection(each) for each in view.solved_stories],
        "noted": [views.reflection(each) for each in view.noted],
        "assessment_due": [{"id": each.id, "name": each.name} for each in view.assessments_due],
        "assessment": None if view.assessed is None else _assessment_json(view.assessed),
        "questions": [{"id": each.value, "text": text} for each, text in QUESTIONS.items()],
    }


def _period(
    door: Door, kind: str | None, on: str | None, first: str | None, last: str | None
) -> Period | None:
    """The period that the words mean, None for the usual one."""
    begins, ends = door.day(first), door.day(last)
    today = door.desk.study_day(door.now)
    if begins is None and ends is None:
        if kind is None and on is None:
            return None
        return period_of(PeriodKind(kind or PeriodKind.MONTH), door.day(on) or today)
    if begins is None:
        raise NotUnderstood("--to goes with --from DAY")
    if kind is not None or on is not None:
        raise NotUnderstood("a review is of a week or a month, or goes --from a day --to another")
    return span(begins, ends or today)


def _period_json(period: Period, form: DateForm) -> dict[str, object]:
    return {
        "kind": period.kind.value,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "name": period_in_words(period, form),
    }


def _path_json(view: PathReview, form: DateForm) -> dict[str, object]:
    found = view.progress
    said = forecast(found)
    return {
        "id": found.path.id,
        "name": found.path.name,
        "status": found.status.value,
        "done": found.done,
        "dropped": found.dropped,
        "left": found.left,
        "minutes": view.minutes,
        "total_minutes": found.minutes,
        "minutes_left": found.minutes_left,
        "weekly_minutes": found.weekly_minutes,
        "forecast": None if said is None else {"finish": said.finish.isoformat(), "basis": said.basis.value},
        "text": in_words(found, form),
        "planned_last": None if found.planned_last is None else found.planned_last.isoformat(),
        "weeks_left": found.weeks_left,
        "assessment_due": view.assessment_due,
    }


def _cost_json(cost: Cost) -> dict[str, object]:
    return {
        "amount": money.amount(cost.amount),
        "currency": cost.currency,
        "per_hour": None if cost.per_hour is None else money.amount(cost.per_hour),
    }


def _assessment_json(view: Assessed) -> dict[str, object]:
    note = view.reflection
    return {
        "id": note.id,
        "study_day": note.on_day.isoformat(),
        "path": view.path or None,
        "text": note.text,
        "answers": {question.value: view.answers.get(question) for question in Question},
    }
