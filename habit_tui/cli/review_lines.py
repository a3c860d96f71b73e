"""A review as text, at most 80 cells wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from habit_tui.domain import glyph, money
from habit_tui.domain.assessment import QUESTIONS, Question
from habit_tui.domain.forecast import in_words, plan_in_words
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import PathStatus
from habit_tui.domain.period import Period, PeriodKind, period_of, weeks_of
from habit_tui.domain.review import share, sparkline
from habit_tui.domain.streak import Verdict
from habit_tui.domain.words import (
    MONTHS,
    WEEKDAYS,
    cells,
    clock,
    day_name,
    day_name_with_year,
    days,
    duration,
    one_line,
    pad,
    percent,
    plural,
)
from habit_tui.services.calendar import CalendarDay
from habit_tui.services.reflection import Noted
from habit_tui.services.review import Cost, PathReview, ReviewView

WIDTH = 80
LABEL = 13
BAR = 30
DAYS_IN_ROWS, WEEKS_IN_ROWS = 14, 70
NOTES_TOLD = 8
_HARD = "\u00a0"


def lines(view: ReviewView) -> Iterator[str]:
    """The numbers, what to be careful about, the paths, and the questions."""
    running = view.period.covers(view.today) and view.days_gone < view.period.length
    yield str(view.period) + (f" · day {view.days_gone} of {view.period.length}" if running else "")
    yield ""
    if view.minutes:
        yield from _chart(view)
        yield ""
        yield from _figures(view)
    else:
        yield _nothing(view)
    within = "in these days" if view.period.kind is PeriodKind.SPAN else f"this {view.period.kind}"
    yield from _section("Careful", [line for each in view.cautions for line in _item("!", each.text)])
    yield from _section("Path", [line for each in view.paths for line in _path(each, within)])
    yield from _section("", [*_costs(view), *_posts(view)])
    yield from _section("In the way", [line for each in view.open_stories for line in _story(each)])
    yield from _section("Solved", [line for each in view.solved_stories for line in _story(each)])
    yield from _section("Noted", _notes(view))
    if not view.is_before_the_start:
        yield from _section("", [*_assessment(view)])


def _nothing(view: ReviewView) -> str:
    if view.first_day is None:
        return "Nothing was logged yet: `habit-tui log 45m WHAT` begins."
    if view.is_before_the_start:
        return f"Nothing was logged: the first day is {day_name_with_year(view.first_day)}."
    return "Nothing was logged."


def _section(title: str, body: Sequence[str]) -> Iterator[str]:
    if body:
        yield ""
        if title:
            yield title
        yield from body


def _figures(view: ReviewView) -> Iterator[str]:
    of_target = f" of {_long(view.target)}, {share(view.minutes, view.target)}" if view.target else ""
    in_all = "" if view.target_in_all == view.target else f" ({_long(view.target_in_all)} in all)"
    yield from _labelled("Hours", f"{_long(view.minutes)}{of_target}{in_all}")
    yield from _labelled("Days", _days(view))
    if view.course:
        most = _long(max(minutes for _, minutes in view.course))
        line = sparkline([minutes for _, minutes in view.course])
        yield from _labelled("Course", f"{line}  {len(view.course)} {view.period.kind}s, {most} at most")
    yield from _labelled("Strength", f"{percent(view.strength_before)} → {percent(view.strength)}")
    yield from _punctuality(view)
    yield from _balance(view)


def _days(view: ReviewView) -> str:
    """How many days of each verdict, which explains the signs of the chart too."""
    untold = (None, Verdict.OPEN, Verdict.BEFORE)
    said = [
        f"{glyph.VERDICTS[each]} {count} {each}" for each, count in view.count().items() if each not in untold
    ]
    return " · ".join([*said, f"{days(view.days_asked)} with a target"])


def _punctuality(view: ReviewView) -> Iterator[str]:
    times = view.punctuality
    if times.median_start is None:
        return
    windows = " then ".join(str(window) for _, window in times.windows)
    inside = f"{times.inside} of {plural(times.sessions, 'session', 'sessions')} began inside {windows}"
    gained = " before work" if times.windows[-1][1].start.hour < 12 else " inside the window"
    median = f"the day began at {clock(times.median_start)} (median)"
    yield from _labelled("Punctuality", f"{inside} · {median} · {_long(times.window_minutes)} gained{gained}")


def _balance(view: ReviewView) -> Iterator[str]:
    shown = [kind for kind in Kind if view.balance[kind] or kind is not Kind.REVIEW]
    said = (
        f"{glyph.KINDS[kind]} {kind} {_long(view.balance[kind])} ({share(view.balance[kind], view.minutes)})"
        for kind in shown
    )
    yield from _labelled("Balance", " · ".join(said))


def _chart(view: ReviewView) -> Iterator[str]:
    """A row a day, a week or a month, on one scale; a light line goes to the target."""
    if view.period.length <= DAYS_IN_ROWS:
        rows = [(_day_label(day.study_day), [day]) for day in view.days]
    else:
        rows = [(_label(part), _within(view, part)) for part in _parts(view.period)]
    sums = [(sum(day.minutes for day in part), _asked(view, part)) for _, part in rows]
    whole = max(max(pair) for pair in sums)
    width = max(cells(label) for label, _ in rows)
    for (label, part), (done, asked) in zip(rows, sums, strict=True):
        figure = _figure(done, asked, is_ahead=all(day.verdict is None for day in part))
        yield f"  {pad(label, width)}  {_signs(view, part)}{_bar(done, asked, whole)}  {figure}".rstrip()


def _figure(done: int, asked: int, *, is_ahead: bool) -> str:
    if is_ahead:
        return f"{duration(asked)} to come" if asked else ""
    if asked:
        return f"{duration(done)} of {duration(asked)}"
    return duration(done) if done else ""


def _parts(period: Period) -> tuple[Period, ...]:
    if period.length <= WEEKS_IN_ROWS:
        return weeks_of(period)
    found = [period_of(PeriodKind.MONTH, period.first)]
    while found[-1].last < period.last:
        found.append(period_of(PeriodKind.MONTH, date.fromordinal(found[-1].last.toordinal() + 1)))
    return tuple(found)


def _within(view: ReviewView, part: Period) -> list[CalendarDay]:
    return [day for day in view.days if part.covers(day.study_day)]


def _label(part: Period) -> str:
    if part.kind is PeriodKind.MONTH:
        return f"{MONTHS[part.first.month - 1]} {part.first.year}"
    month = MONTHS[part.last.month - 1]
    if part.first == part.last:
        return f"{part.first.day:>2} {month}"
    if part.first.month != part.last.month:
        return f"{part.first.day:>2} {MONTHS[part.first.month - 1]} - {part.last.day} {month}"
    return f"{part.first.day:>2} - {part.last.day} {month}"


def _day_label(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day:>2}"


def _signs(view: ReviewView, part: Sequence[CalendarDay]) -> str:
    """The signs of a row's days, in a row of a week each below its weekday."""
    if view.period.length > WEEKS_IN_ROWS:
        return ""
    signs = "".join(" " if day.verdict is None else glyph.VERDICTS[day.verdict] for day in part)
    if view.period.length > DAYS_IN_ROWS:
        signs = f"{' ' * part[0].study_day.weekday() + signs:<7}"
    return f"{signs}  "


def _asked(view: ReviewView, part: Sequence[CalendarDay]) -> int:
    free = (Verdict.LEAVE, Verdict.VOID, Verdict.BEFORE)
    return sum(
        day.target
        for day in part
        if day.verdict not in free
        and (day.verdict is not None or not any(leave.covers(day.study_day) for leave in view.leaves))
    )


def _bar(done: int, asked: int, whole: int) -> str:
    filled = max(1, done * BAR // whole) if done else 0
    wanted = asked * BAR // whole if whole else 0
    return pad("━" * filled + "─" * (wanted - filled), BAR)


def _path(view: PathReview, within: str) -> Iterator[str]:
    found = view.progress
    count = f"{found.done} of {plural(found.resources, 'resource', 'resources')} done"
    dropped = f", {found.dropped} dropped" if found.dropped else ""
    hours = f"{_long(found.minutes)} in all"
    if view.minutes != found.minutes:
        hours = f"{_long(view.minutes)} {within}, {hours}"
    yield from _item("·", f"{one_line(found.path.name)}: {count}{dropped} · {hours}")
    said = [in_words(found)]
    if found.status is PathStatus.ACTIVE:
        said.append(plan_in_words(found))
    yield from _wrapped(" · ".join(each for each in said if each), " " * 4)


def _costs(view: ReviewView) -> Iterator[str]:
    if view.costs:
        yield from _labelled("Costs", " · ".join(_cost(each) for each in view.costs))
    if view.costs_so_far and view.costs_so_far != view.costs:
        label = "" if view.costs else "Costs"
        so_far = " · ".join(_cost(each) for each in view.costs_so_far)
        yield from _labelled(label, f"so far {so_far}")


def _cost(cost: Cost) -> str:
    said = money.in_words(cost.amount, cost.currency)
    return (
        said if cost.per_hour is None else f"{said}, {money.in_words(cost.per_hour, cost.currency)} an hour"
    )


def _posts(view: ReviewView) -> Iterator[str]:
    said = []
    if view.published_posts:
        said.append(f"published: {', '.join(one_line(each.title) for each in view.published_posts)}")
    drafts = [each for each in view.begun_posts if each.published_on is None]
    if drafts:
        said.append(f"begun: {', '.join(one_line(each.title) for each in drafts)}")
    if said or view.minutes:
        yield from _labelled("Posts", " · ".join(said) or "none")


def _story(noted: Noted) -> Iterator[str]:
    """What stood in the way, what was tried, and what solved it and when."""
    note, story = noted.reflection, noted.story
    yield from _item(
        "✓" if story.solved is not None else "✕",
        f"{one_line(note.text)} · {note.kind} {note.id}, since {day_name_with_year(note.on_day)}",
    )
    for tried in story.tried:
        yield from _wrapped(f"tried {day_name(tried.on_day)}: {one_line(tried.text)}", " " * 4)
    if story.solved is not None:
        solved = f"solved {day_name_with_year(story.solved.on_day)}: {one_line(story.solved.text)}"
        yield from _wrapped(solved, " " * 4)


def _notes(view: ReviewView) -> list[str]:
    told = view.noted[:NOTES_TOLD]
    said = [
        line
        for each in told
        for line in _item(
            "·", f"{day_name(each.reflection.on_day)}, {each.reflection.kind}: {each.reflection.text}"
        )
    ]
    if len(view.noted) > len(told):
        said.append(f"    and {len(view.noted) - len(told)} more: `habit-tui reflect list` has them")
    return said


def _assessment(view: ReviewView) -> Iterator[str]:
    if view.assessed is not None:
        note = view.assessed.reflection
        about = f" of {one_line(view.assessed.path)}" if view.assessed.path else ""
        yield f"Assessed {day_name_with_year(note.on_day)}{about}"
        for question in Question if view.assessed.answers else ():
            if question in view.assessed.answers:
                yield from _wrapped(f"{QUESTIONS[question]} {view.assessed.answers[question]}", "  ")
        if not view.assessed.answers:
            yield from _wrapped(note.text, "  ")
        yield ""
    due = ", ".join(one_line(each.name) for each in view.assessments_due)
    yield f"An assessment is due: {due}" if due else "The questions"
    yield f"  {' '.join(QUESTIONS.values())}"
    yield "  `habit-tui review --answer` asks them and keeps the answers."


def _labelled(label: str, text: str) -> Iterator[str]:
    said = _wrapped(text, " " * LABEL)
    yield pad(label, LABEL) + next(said, "").lstrip()
    yield from said


def _item(sign: str, text: str) -> Iterator[str]:
    said = _wrapped(text, " " * 4)
    yield f"  {sign} {next(said, '').lstrip()}"
    yield from said


def _long(minutes: int) -> str:
    """A duration that no line breaks."""
    return duration(minutes).replace(" ", _HARD)


def _wrapped(text: str, indent: str) -> Iterator[str]:
    """The text broken between words; a word that fills a line alone is left whole."""
    line = ""
    for word in filter(None, one_line(text).split(" ")):
        if line and cells(f"{indent}{line} {word}") > WIDTH:
            yield (indent + line).replace(_HARD, " ")
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield (indent + line).replace(_HARD, " ")
