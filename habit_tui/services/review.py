"""The review: what became of a week or a month, and the assessment that follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from habit_tui.domain import forecast, glyph, money
from habit_tui.domain import review as rules
from habit_tui.domain.assessment import Answers, answers_in, text_of
from habit_tui.domain.commitment import assessment_is_due
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.expense import Expense
from habit_tui.domain.forecast import PACE_DAYS, Progress
from habit_tui.domain.kind import Kind
from habit_tui.domain.leave import Leave
from habit_tui.domain.path import Path, PathStatus, began_on
from habit_tui.domain.period import Period, PeriodKind, in_words, period_of, shifted
from habit_tui.domain.post import Post
from habit_tui.domain.reflection import Reflection, ReflectionKind, assessed_on, stories
from habit_tui.domain.review import Caution, Punctuality
from habit_tui.domain.routine import in_force
from habit_tui.domain.streak import Fold, Verdict
from habit_tui.services import calendar, reflection, streak
from habit_tui.services.calendar import CalendarDay
from habit_tui.services.desk import Desk
from habit_tui.services.reflection import Noted
from habit_tui.store import amendment as amendment_store
from habit_tui.store import expense as expense_store
from habit_tui.store import leave as leave_store
from habit_tui.store import path as path_store
from habit_tui.store import post as post_store
from habit_tui.store import reflection as reflection_store
from habit_tui.store import review as store
from habit_tui.store import routine as routine_store
from habit_tui.store.store import Unit

COURSE = 12
"""The course goes over so many weeks or months, the one reviewed among them."""

ASKED = (Verdict.MET, Verdict.KEPT, Verdict.MISSED, Verdict.FROZEN)
"""The verdicts of days that asked for minutes and are over, or have them already."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Money in minor units of a currency, and the same for each hour studied, None without an hour."""

    amount: int
    currency: str
    per_hour: int | None

    def in_words(self) -> str:
        """What it came to: "49 USD, 1.58 USD an hour"."""
        said = money.in_words(self.amount, self.currency)
        if self.per_hour is None:
            return said
        return f"{said}, {money.in_words(self.per_hour, self.currency)} an hour"


@dataclass(frozen=True, slots=True)
class PathReview:
    """A path on the period's last day: how far it has come, and its minutes in the period."""

    progress: Progress
    minutes: int
    assessment_due: bool


@dataclass(frozen=True, slots=True)
class Assessed:
    """The latest assessment, its answers, and the path it is about; no answers when it is in other words."""

    reflection: Reflection
    answers: Answers
    path: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the questions are about, a path or all of them, and how they were answered last time."""

    path: Path | None
    last_time: Assessed | None


@dataclass(frozen=True, slots=True)
class ReviewView:
    """Everything a review shows of a period, as it stood on `as_of`, its last day or the present one.

    `course` are the minutes of the COURSE periods up to this one. `open_stories` were not solved then,
    `solved_stories` were solved in the period, `noted` are its wins and takeaways, `assessed` is the latest
    assessment. `first_day` is the first day there is anything about, None in an empty store. `asked` is as
    of today, whatever the period.
    """

    period: Period
    as_of: date
    today: date
    first_day: date | None
    days: tuple[CalendarDay, ...]
    leaves: tuple[Leave, ...]
    course: tuple[tuple[Period, int], ...]
    strength_before: float
    punctuality: Punctuality
    balance: Mapping[Kind, int]
    cautions: tuple[Caution, ...]
    paths: tuple[PathReview, ...]
    costs: tuple[Cost, ...]
    costs_so_far: tuple[Cost, ...]
    begun_posts: tuple[Post, ...]
    published_posts: tuple[Post, ...]
    open_stories: tuple[Noted, ...]
    solved_stories: tuple[Noted, ...]
    noted: tuple[Noted, ...]
    assessed: Assessed | None
    asked: Asked

    @property
    def minutes(self) -> int:
        """The minutes of the period."""
        return sum(day.minutes for day in self.days)

    @property
    def target(self) -> int:
        """The minutes its days asked for until now; a leave, a rest and a day still open ask for none."""
        return sum(day.target for day in self.days if day.verdict in ASKED)

    @property
    def target_in_all(self) -> int:
        """The same with the days that are still to come."""
        return calendar.asked(self.days, self.leaves)

    @property
    def days_asked(self) -> int:
        """How many days asked for minutes until now."""
        return sum(day.verdict in ASKED for day in self.days)

    @property
    def days_met(self) -> int:
        """How many of those have the target."""
        return sum(day.verdict is Verdict.MET for day in self.days)

    @property
    def days_gone(self) -> int:
        """How many of the period's days are gone, the present one counted."""
        return (self.as_of - self.period.first).days + 1

    @property
    def strength(self) -> float:
        """The strength at the end, 0 to 1."""
        known = [day.strength for day in self.days if day.verdict not in (None, Verdict.BEFORE)]
        return known[-1] if known else self.strength_before

    @property
    def is_before_the_start(self) -> bool:
        """Whether it ends before anything began."""
        return self.first_day is None or self.period.last < self.first_day

    @property
    def has_numbers(self) -> bool:
        """Whether there is a day to count: one with minutes, or one that was missed, free or taken off."""
        return bool(self.minutes or self.count().keys() - {Verdict.OPEN, Verdict.BEFORE})

    @property
    def assessments_due(self) -> tuple[Path, ...]:
        """The paths whose commitment is over and which have not been assessed since."""
        return tuple(each.progress.path for each in self.paths if each.assessment_due)

    def count(self) -> dict[Verdict, int]:
        """How many days of each verdict it has, in the order of the legend."""
        seen = Counter(day.verdict for day in self.days)
        return {verdict: seen[verdict] for verdict in glyph.VERDICTS if seen[verdict]}


def usual_period(desk: Desk, now: datetime) -> Period:
    """The week where the routine has a weekly slot for a review, else the month."""
    today = desk.study_day(now)
    with desk.store.reading() as unit:
        routine = in_force(routine_store.all_versions(unit), today)
    weekly = any(slot.kind is Kind.REVIEW and len(slot.weekdays) == 1 for slot in routine.slots)
    return period_of(PeriodKind.WEEK if weekly else PeriodKind.MONTH, today)


def show(desk: Desk, now: datetime, period: Period | None = None) -> ReviewView:
    """Review a period, by default the usual one; raises CannotBeDone for one still to come."""
    today = desk.study_day(now)
    period = usual_period(desk, now) if period is None else period
    with desk.store.reading() as unit:
        folded = streak.whole_fold(unit, desk, today)
        # Who flew west across the date line has sessions on the day after today.
        as_of = min(period.last, folded.days[-1].study_day)
        if period.first > as_of:
            raise CannotBeDone(f"{in_words(period, desk.dates)} is still to come")
        return _review(unit, desk, folded, period, as_of, today)


def answer(desk: Desk, now: datetime, answers: Answers, path_id: int | None = None) -> Noted:
    """Keep the answers as an assessment of today, of a path or of what the questions are about without one.

    Raises NotUnderstood when nothing was answered, CannotBeDone for an unknown path.
    """
    text = text_of(answers)
    if not text:
        raise NotUnderstood("nothing was answered, so there is nothing to keep")
    about = asked(desk, now, path_id).path
    return reflection.add(
        desk, now, ReflectionKind.ASSESSMENT, text, path_id=path_id if about is None else about.id
    )


def asked(desk: Desk, now: datetime, path_id: int | None = None) -> Asked:
    """What the questions are about today.

    That is the path of this id; else the only one that is due; else the only active one; else all.
    """
    with desk.store.reading() as unit:
        notes = reflection_store.all_reflections(unit)
        return _asked(path_store.all_paths(unit), notes, desk.study_day(now), path_id)


def _review(unit: Unit, desk: Desk, folded: Fold, period: Period, as_of: date, today: date) -> ReviewView:
    minutes = {day.study_day: day.minutes for day in folded.days if day.minutes}
    sessions = store.worked(unit, period.first, period.last)
    routines = routine_store.all_versions(unit)
    leaves = leave_store.all_leaves(unit)
    starts_at = desk.settings.day_starts_at
    later = amendment_store.added_after(unit, as_of)
    every = path_store.all_paths(unit)
    paths = [_known(each, later, as_of) for each in every]
    notes = reflection_store.all_reflections(unit)
    noted = _as_of(notes, paths, as_of)
    posts = post_store.all_posts(unit)
    costs, costs_so_far = _costs(paths, expense_store.all_expenses(unit), minutes, period, as_of)
    judged = [day.study_day for day in folded.days if day.verdict is not Verdict.BEFORE]
    before = [day.strength for day in folded.days if day.study_day < period.first]
    return ReviewView(
        period=period,
        as_of=as_of,
        today=today,
        first_day=judged[0] if minutes or routines else None,
        days=calendar.days_between(unit, folded, period.first, period.last),
        leaves=leaves,
        course=_course(period, minutes),
        strength_before=before[-1] if before else 0.0,
        punctuality=rules.punctuality(sessions, routines, period, starts_at),
        balance=rules.balance(sessions),
        cautions=rules.cautions(period, sessions, minutes, routines, leaves, starts_at, desk.dates),
        paths=_paths(unit, paths, notes, period, as_of, today),
        costs=costs,
        costs_so_far=costs_so_far,
        begun_posts=tuple(each for each in posts[::-1] if period.covers(each.created_on)),
        published_posts=tuple(
            each for each in posts[::-1] if each.published_on and period.covers(each.published_on)
        ),
        open_stories=tuple(each for each in noted if each.story.is_open),
        solved_stories=tuple(
            each
            for each in noted
            if each.story.solved is not None and period.covers(each.story.solved.on_day)
        ),
        noted=tuple(
            each
            for each in noted
            if each.reflection.kind in (ReflectionKind.WIN, ReflectionKind.TAKEAWAY)
            and period.covers(each.reflection.on_day)
            and not each.reflection.about_id
        ),
        assessed=_assessed(noted),
        asked=_asked(every, notes, today),
    )


def _known(path: Path, later: Set[int], as_of: date) -> Path:
    """A path without the resources that were added after a day, unless they had been worked on by then."""
    return replace(
        path,
        resources=tuple(
            each
            for each in path.resources
            if each.id not in later or any(change.on_day <= as_of for change in each.changes)
        ),
    )


def _course(period: Period, minutes: Mapping[date, int]) -> tuple[tuple[Period, int], ...]:
    """The minutes of the periods up to this one; none for a span, which has no neighbours of its kind."""
    if period.kind is PeriodKind.SPAN:
        return ()
    found: list[tuple[Period, int]] = []
    for by in range(1 - COURSE, 1):
        try:
            each = shifted(period, by)
        except CannotBeDone:
            continue
        days = (each.first + timedelta(days=at) for at in range(each.length))
        found.append((each, sum(minutes.get(day, 0) for day in days)))
    return tuple(found)


def _paths(
    unit: Unit,
    paths: Sequence[Path],
    notes: Sequence[Reflection],
    period: Period,
    as_of: date,
    today: date,
) -> tuple[PathReview, ...]:
    """The paths that were active in the period, in order."""
    recent_first = as_of - timedelta(days=PACE_DAYS - 1)
    minutes = store.minutes_by_resource(unit, period.first, as_of, recent_first)
    total = {each: found.total for each, found in minutes.items()}
    recent = {each: found.recent for each, found in minutes.items()}
    return tuple(
        PathReview(
            progress=forecast.progress(path, as_of, total, recent),
            minutes=sum(minutes[each.id].in_period for each in path.resources if each.id in minutes),
            assessment_due=assessment_is_due(path, assessed_on(notes, path.id), today),
        )
        for path in paths
        if (path.started_on is None or path.started_on <= as_of)
        and (path.ended_on is None or path.ended_on >= period.first)
    )


def _costs(
    paths: Sequence[Path],
    spent: Sequence[Expense],
    minutes: Mapping[date, int],
    period: Period,
    as_of: date,
) -> tuple[tuple[Cost, ...], tuple[Cost, ...]]:
    """The prices of what was begun in the period with its expenses, and the same until its end."""
    prices = [
        (day, each.cost, each.currency)
        for path in paths
        for each in path.resources
        if each.cost and (day := began_on(each)) is not None and day <= as_of
    ]
    prices += [(each.on_day, each.amount, each.currency) for each in spent if each.on_day <= as_of]
    inside = sum(done for day, done in minutes.items() if period.covers(day))
    so_far = sum(done for day, done in minutes.items() if day <= as_of)
    return (
        _per_hour([(cost, code) for day, cost, code in prices if period.covers(day)], inside),
        _per_hour([(cost, code) for _, cost, code in prices], so_far),
    )


def _per_hour(prices: Sequence[tuple[int, str]], minutes: int) -> tuple[Cost, ...]:
    return tuple(
        Cost(amount, currency, round(amount * 60 / minutes) if minutes else None)
        for amount, currency in money.totals(prices)
    )


def _as_of(notes: Sequence[Reflection], paths: Sequence[Path], as_of: date) -> tuple[Noted, ...]:
    """The reflections noted until a day, as they stood then."""
    names = {path.id: path.name for path in paths}
    titles = {resource.id: resource.title for path in paths for resource in path.resources}
    return tuple(
        Noted(story, names.get(story.opened.path_id or 0, ""), titles.get(story.opened.resource_id or 0, ""))
        for story in stories(each for each in notes if each.on_day <= as_of)
    )


def _assessed(noted: Sequence[Noted]) -> Assessed | None:
    found = [each for each in noted if each.reflection.kind is ReflectionKind.ASSESSMENT]
    if not found:
        return None
    return Assessed(found[-1].reflection, answers_in(found[-1].reflection.text), found[-1].path)


def _asked(
    paths: Sequence[Path], notes: Sequence[Reflection], today: date, path_id: int | None = None
) -> Asked:
    active = [each for each in paths if each.status is PathStatus.ACTIVE]
    due = [each for each in active if assessment_is_due(each, assessed_on(notes, each.id), today)]
    likely = due if len(due) == 1 else active if len(active) == 1 else []
    wanted = likely if path_id is None else [each for each in paths if each.id == path_id]
    path = next(iter(wanted), None)
    of_it = [each for each in notes if path is None or each.path_id in (None, path.id)]
    return Asked(path, _assessed(_as_of(of_it, paths, today)))
