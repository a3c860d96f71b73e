"""The story of a review: cautions, paths, costs and posts, what stood in the way, the assessment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from habit_tui.domain.assessment import QUESTIONS, Question
from habit_tui.domain.dates import DateForm, day_name, day_name_with_year
from habit_tui.domain.forecast import in_words, plan_in_words
from habit_tui.domain.path import PathStatus
from habit_tui.domain.period import Period
from habit_tui.domain.post import SIGNS, PostStatus
from habit_tui.domain.words import duration, one_line, plural
from habit_tui.services.reflection import Noted
from habit_tui.services.review import PathReview, ReviewView
from habit_tui.tui.text import wrapped
from habit_tui.tui.widgets.panel import bar
from habit_tui.tui.widgets.review_figures import ReviewPanel

MOST_LINES = 6
NOTES = 5
INDENT = 2


class CautionPanel(ReviewPanel):
    """What to be careful about."""

    @property
    def title(self) -> str:
        """The heading."""
        return "Careful"

    def is_there(self, view: ReviewView) -> bool:
        """Only when there is something to be careful about."""
        return bool(view.cautions)

    def tell(self, view: ReviewView, width: int) -> Sequence[Content]:
        """Each caution in full."""
        return [line for each in view.cautions for line in _item("!", each.text, width, "$text-warning")]


class PathsPanel(ReviewPanel):
    """Every path of the period: how far, how long still, at which pace."""

    @property
    def title(self) -> str:
        """The heading."""
        return "Path" if self._view is None or len(self._view.paths) < 2 else "Paths"

    def is_there(self, view: ReviewView) -> bool:
        """Only with a path."""
        return bool(view.paths)

    def tell(self, view: ReviewView, width: int) -> Sequence[Content]:
        """Each path with a bar of its resources."""
        gap = [Content("")] * (self.heading_height - 1)
        lines: list[Content] = []
        for each in view.paths:
            lines += [*(gap if lines else ()), *_path(each, width, view.period, self.app.desk.dates)]
        return lines


class MoneyPanel(ReviewPanel):
    """What was paid, by the hour too, and what was written."""

    @property
    def title(self) -> str:
        """The heading."""
        return "Costs and posts"

    def is_there(self, view: ReviewView) -> bool:
        """Only when something was paid or written."""
        return bool(view.costs or view.costs_so_far or view.begun_posts or view.published_posts)

    def tell(self, view: ReviewView, width: int) -> Sequence[Content]:
        """The prices of a currency together, never of two."""
        said = [*(each.in_words() for each in view.costs)]
        if view.costs_so_far != view.costs:
            said += (f"so far {each.in_words()}" for each in view.costs_so_far)
        lines = [line for each in said for line in _item("¤", each, width)]
        for post in view.published_posts:
            lines += _item(SIGNS[PostStatus.PUBLISHED], post.title, width)
        for post in view.begun_posts:
            if post.published_on is None:
                lines += _item(SIGNS[PostStatus.DRAFT], post.title, width)
        return lines


class WayPanel(ReviewPanel):
    """What stood in the way, what was tried and what solved it; then what went well and was learnt."""

    @property
    def title(self) -> str:
        """The heading."""
        return "In the way"

    @property
    def figure(self) -> str:
        """How many are open."""
        return "" if self._view is None else f"{len(self._view.open_stories)} open"

    def is_there(self, view: ReviewView) -> bool:
        """Only with a reflection."""
        return bool(view.open_stories or view.solved_stories or view.noted)

    def tell(self, view: ReviewView, width: int) -> Sequence[Content]:
        """The open ones, those solved in the period, then the rest."""
        lines = [
            line
            for each in (*view.open_stories, *view.solved_stories)
            for line in _story(each, width, self.app.desk.dates)
        ]
        for each in view.noted[:NOTES]:
            lines += _item("+", f"{each.reflection.kind}: {each.reflection.text}", width)
        more = len(view.noted) - NOTES
        if more > 0:
            lines.append(Content.styled(f"  and {plural(more, 'note', 'notes')} more", "$text-muted"))
        return lines


class AssessmentPanel(ReviewPanel):
    """What was answered last time, and whether an answer is due; a click answers."""

    ALLOW_SELECT = False

    @property
    def title(self) -> str:
        """The heading."""
        return "Assessment"

    @property
    def figure(self) -> str:
        """The key that answers."""
        return f"{self.app.key_of('answer_review')} answers"

    def is_there(self, view: ReviewView) -> bool:
        """Not before anything began."""
        return view.assessed is not None or not view.is_before_the_start

    async def on_click(self) -> None:
        """Answer."""
        await self.run_action("screen.answer")

    def tell(self, view: ReviewView, width: int) -> Sequence[Content]:
        """Whether one is due, then the last one."""
        due = ", ".join(one_line(each.name) for each in view.assessments_due)
        lines = _item("!", f"due: the month of {due} is over", width, "$text-warning") if due else []
        if view.assessed is None:
            asked = " ".join(QUESTIONS.values())
            return [*lines, *(Content.styled(line, "$text-muted") for line in wrapped(asked, width, 3))]
        note, answers = view.assessed.reflection, view.assessed.answers
        about = f" of {one_line(view.assessed.path)}" if view.assessed.path else ""
        said = wrapped(f"{day_name_with_year(note.on_day, self.app.desk.dates)}{about}", width, 2)
        lines += (Content.styled(line, "$text-muted") for line in said)
        if not answers:
            return [*lines, *(Content(line) for line in wrapped(note.text, width, MOST_LINES))]
        for question in Question:
            if question in answers:
                lines += _answer(QUESTIONS[question], answers[question], width)
        return lines


def _answer(question: str, answer: str, width: int) -> Iterator[Content]:
    """A question in a quiet voice, its answer after it."""
    first, *more = wrapped(f"{question} {answer}", width, MOST_LINES)
    if not first.startswith(question):
        yield Content(first)
    else:
        yield Content.assemble((question, "$text-muted"), first.removeprefix(question))
    for line in more:
        yield Content(line)


def _path(view: PathReview, width: int, period: Period, form: DateForm) -> Iterator[Content]:
    found = view.progress
    yield from (Content.styled(line, "bold") for line in wrapped(found.path.name, width, 2))
    count = f"{found.done} of {plural(found.resources, 'resource', 'resources')}"
    dropped = f", {found.dropped} dropped" if found.dropped else ""
    room = max(6, min(20, width - len(count + dropped) - 2))
    yield Content.assemble(bar(found.done, max(1, found.resources), room, "$accent"), f"  {count}{dropped}")
    within = f"{duration(view.minutes)} this {period.kind}, " if view.minutes != found.minutes else ""
    said = [f"{within}{duration(found.minutes)} in all", in_words(found, form)]
    if found.status is PathStatus.ACTIVE:
        said.append(plan_in_words(found, form))
    for each in filter(None, said):
        yield from (Content(line) for line in wrapped(each, width, 2))


def _story(noted: Noted, width: int, form: DateForm) -> list[Content]:
    note, story = noted.reflection, noted.story
    sign = "✓" if story.solved is not None else "✕"
    lines = _item(sign, f"{note.text} · since {day_name(note.on_day, form)}", width)
    for tried in story.tried:
        lines += _item(" ", f"tried {day_name(tried.on_day, form)}: {tried.text}", width, style="$text-muted")
    if story.solved is not None:
        solved = f"solved {day_name(story.solved.on_day, form)}: {story.solved.text}"
        lines += _item(" ", solved, width, style="$text-muted")
    return lines


def _item(sign: str, text: str, width: int, sign_style: str = "", *, style: str = "") -> list[Content]:
    said = wrapped(text, max(1, width - INDENT), MOST_LINES) or [""]
    return [
        Content.assemble((sign if at == 0 else " ", sign_style), " ", (line, style))
        for at, line in enumerate(said)
    ]
