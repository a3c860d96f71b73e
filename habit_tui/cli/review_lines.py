"""A review as text, at most 80 cells wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from habit_tui.domain import glyph
from habit_tui.domain.assessment import QUESTIONS, Question
from habit_tui.domain.dates import DateForm, day_name, day_name_with_year
from habit_tui.domain.forecast import in_words, plan_in_words
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import PathStatus
from habit_tui.domain.period import PeriodKind
from habit_tui.domain.period import in_words as period_in_words
from habit_tui.domain.post import SIGNS, PostStatus
from habit_tui.domain.review import is_before_work, share, sparkline
from habit_tui.domain.streak import Verdict
from habit_tui.domain.words import cells, clock, days, duration, one_line, pad, percent, plural
from habit_tui.services.reflection import Noted
from habit_tui.services.review import PathReview, ReviewView
from habit_tui.services.review_chart import Row, rows

WIDTH = 80
LABEL = 13
BAR = 30
NOTES_TOLD = 8
_HARD = "\u00a0"


def lines(view: ReviewView, form: DateForm) -> Iterator[str]:
    """The numbers, what to be careful about, the paths, and the questions."""
    running = view.period.covers(view.today) and view.days_gone < view.period.length
    gone = f" · day {view.days_gone} of {view.period.length}" if running else ""
    yield period_in_words(view.period, form) + gone
    yield ""
    if view.has_numbers:
        yield from _chart(view, form)
        yield ""
        yield from _figures(view)
    else:
        yield _nothing(view, form)
    within = "in these days" if view.period.kind is PeriodKind.SPAN else f"this {view.period.kind}"
    yield from _section("Careful", [line for each in view.cautions for line in _item("!", each.text)])
    yield from _section("Path", [line for each in view.paths for line in _path(each, within, form)])
    yield from _section("", [*_costs(view)])
    yield from _section("Posts", [*_posts(view, form)])
    yield from _section("In the way", [line for each in view.open_stories for line in _story(each, form)])
    yield from _section("Solved", [line for each in view.solved_stories for line in _story(each, form)])
    yield from _section("Noted", _notes(view, form))
    if not view.is_before_the_start:
        yield from _section("", [*_assessment(view, form)])


def _nothing(view: ReviewView, form: DateForm) -> str:
    if view.first_day is None:
        return "Nothing was logged yet: `habit-tui log 45m WHAT` begins."
    if view.is_before_the_start:
        return f"Nothing was logged: the first day is {day_name_with_year(view.first_day, form)}."
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
        yield from _labelled("Course", f"{line}  {len(view.course)} {view.period.kind}s, up to {most}")
    yield from _labelled("Strength", f"{percent(view.strength_before)} → {percent(view.strength)}")
    if view.minutes:
        yield from _punctuality(view)
        yield from _balance(view)


def _days(view: ReviewView) -> str:
    """How many days of each verdict, which explains the signs of the chart too."""
    untold = (None, Verdict.OPEN, Verdict.BEFORE)
    said = [
        f"{glyph.VERDICTS[each]} {count} {each}" for each, count in view.count().items() if each not in untold
    ]
    # The sign of a rest is a dot, so no dots between them.
    return f" {_HARD}".join(_held(each) for each in [*said, f"of {days(view.days_asked)} with a target"])


def _punctuality(view: ReviewView) -> Iterator[str]:
    times = view.punctuality
    if times.median_start is None:
        return
    windows = " then ".join(str(window) for _, window in times.windows)
    inside = f"{times.inside} of {plural(times.sessions, 'session', 'sessions')} began inside {windows}"
    is_gain = times.window_minutes > 0 and is_before_work(times)
    gained = "gained before work" if is_gain else "inside it"
    median = f"the day began at {clock(times.median_start)} (median)"
    yield from _labelled("Punctuality", f"{inside} · {median} · {_long(times.window_minutes)} {gained}")


def _balance(view: ReviewView) -> Iterator[str]:
    said = (
        f"{glyph.KINDS[kind]} {kind} {duration(minutes)} ({share(minutes, view.minutes)})"
        for kind, minutes in view.balance.items()
        if minutes or kind is not Kind.REVIEW
    )
    yield from _labelled("Balance", " · ".join(map(_held, said)))


def _chart(view: ReviewView, form: DateForm) -> Iterator[str]:
    """A row a day, a week or a month, on one scale; a light line goes to the target."""
    found = rows(view, form)
    whole = max(max(row.done, row.asked) for row in found)
    width = max(cells(row.label) for row in found)
    for row in found:
        signs = f"{row.signs}  " if row.signs else ""
        yield f"  {pad(row.label, width)}  {signs}{_bar(row, whole)}  {row.figure}".rstrip()


def _bar(row: Row, whole: int) -> str:
    filled = max(1, row.done * BAR // whole) if row.done else 0
    wanted = row.asked * BAR // whole if whole else 0
    return pad("━" * filled + "─" * (wanted - filled), BAR)


def _path(view: PathReview, within: str, form: DateForm) -> Iterator[str]:
    found = view.progress
    count = f"{found.done} of {plural(found.resources, 'resource', 'resources')} done"
    dropped = f", {found.dropped} dropped" if found.dropped else ""
    hours = f"{_long(found.minutes)} in all"
    if view.minutes != found.minutes:
        hours = f"{_long(view.minutes)} {within}, {hours}"
    yield from _item("·", f"{one_line(found.path.name)}: {count}{dropped} · {hours}")
    said = [in_words(found, form)]
    if found.status is PathStatus.ACTIVE:
        said.append(plan_in_words(found, form))
    yield from _wrapped(" · ".join(each for each in said if each), " " * 4)


def _costs(view: ReviewView) -> Iterator[str]:
    if view.costs:
        yield from _labelled("Costs", " · ".join(each.in_words() for each in view.costs))
    if view.costs_so_far and view.costs_so_far != view.costs:
        label = "" if view.costs else "Costs"
        so_far = " · ".join(each.in_words() for each in view.costs_so_far)
        yield from _labelled(label, f"so far {so_far}")


def _posts(view: ReviewView, form: DateForm) -> Iterator[str]:
    for post in view.published_posts:
        yield from _item(
            SIGNS[PostStatus.PUBLISHED], f"{post.title} · published {_on(post.published_on, form)}"
        )
    for post in view.begun_posts:
        if post.published_on is None:
            yield from _item(SIGNS[PostStatus.DRAFT], f"{post.title} · begun {_on(post.created_on, form)}")


def _on(day: date | None, form: DateForm) -> str:
    return "" if day is None else _held(day_name(day, form))


def _story(noted: Noted, form: DateForm) -> Iterator[str]:
    """What stood in the way, what was tried, and what solved it and when."""
    note, story = noted.reflection, noted.story
    yield from _item(
        "✓" if story.solved is not None else "✕",
        f"{one_line(note.text)} · {note.kind} {note.id}, since {day_name_with_year(note.on_day, form)}",
    )
    for tried in story.tried:
        yield from _wrapped(f"tried {day_name(tried.on_day, form)}: {one_line(tried.text)}", " " * 4)
    if story.solved is not None:
        solved = f"solved {day_name_with_year(story.solved.on_day, form)}: {one_line(story.solved.text)}"
        yield from _wrapped(solved, " " * 4)


def _notes(view: ReviewView, form: DateForm) -> list[str]:
    told = view.noted[:NOTES_TOLD]
    said = [
        line
        for each in told
        for line in _item(
            "·",
            f"{day_name(each.reflection.on_day, form)}, {each.reflection.kind}: {each.reflection.text}",
        )
    ]
    if len(view.noted) > len(told):
        said.append(f"    and {len(view.noted) - len(told)} more: `habit-tui reflect list` has them")
    return said


def _assessment(view: ReviewView, form: DateForm) -> Iterator[str]:
    if view.assessed is not None:
        note = view.assessed.reflection
        about = f" of {one_line(view.assessed.path)}" if view.assessed.path else ""
        yield f"Assessed {day_name_with_year(note.on_day, form)}{about}"
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


def _held(text: str) -> str:
    """Text that no line breaks."""
    return text.replace(" ", _HARD)


def _long(minutes: int) -> str:
    """A duration that no line breaks."""
    return _held(duration(minutes))


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
