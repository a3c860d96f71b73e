"""The review of a period, from real sessions, paths, posts and reflections."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from habit_tui.domain.assessment import Question
from habit_tui.domain.dates import DateForm
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.forecast import Basis, forecast
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import PathStatus, Resource, ResourceKind, Status
from habit_tui.domain.period import Period, PeriodKind, period_of, span
from habit_tui.domain.reflection import ReflectionKind
from habit_tui.domain.review import Concern
from habit_tui.domain.streak import Verdict
from habit_tui.services import leave, path, post, reflection, resource, review, routine, session, today
from habit_tui.services.desk import Desk
from habit_tui.services.review import Cost, ReviewView
from habit_tui.services.review_chart import rows
from tests.factories import at, desk_at, logged

FORM = DateForm.DAY_FIRST

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 08:00", ZONE)
NOVEMBER = period_of(PeriodKind.MONTH, date(2026, 11, 22))
OCTOBER = period_of(PeriodKind.MONTH, date(2026, 10, 1))
AHEAD = ("16 - 22 Nov", "23 - 29 Nov", "30 Nov")
WEEK = period_of(PeriodKind.WEEK, date(2026, 11, 22))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk without a routine, so every day asks for an hour between 05:00 and 08:00."""
    return desk_at(tmp_path)


def new(
    desk: Desk, path_id: int, title: str, planned: int | None = None, cost: int | None = None
) -> Resource:
    kind = ResourceKind.COURSE
    wanted = Resource(
        0, "", path_id, None, title, kind, 0, planned_minutes=planned, cost=cost, currency="EUR"
    )
    return resource.add(desk, at("2026-10-01 05:00", ZONE), wanted)


def look(desk: Desk, period: Period | None = None) -> ReviewView:
    return review.show(desk, NOW, period)


def test_hours_days_and_strength_are_those_of_the_period(desk: Desk) -> None:
    logged(desk, "2026-10-31", "05:00", 60)
    logged(desk, "2026-11-01", "05:00", 90)
    logged(desk, "2026-11-02", "05:00", 30)
    leave.add(desk, at("2026-11-03 05:00", ZONE), date(2026, 11, 3), date(2026, 11, 20), "ill")
    found = look(desk)
    assert (found.minutes, found.target, found.days_asked, found.days_met) == (120, 180, 3, 1)
    # Today is still open and eight days are to come; the leave asks for nothing.
    assert found.target_in_all == 180 + 9 * 60
    assert (found.days_gone, found.as_of) == (22, date(2026, 11, 22))
    assert found.count() == {
        Verdict.MET: 1,
        Verdict.KEPT: 1,
        Verdict.MISSED: 1,
        Verdict.LEAVE: 18,
        Verdict.OPEN: 1,
    }
    assert found.strength_before == look(desk, OCTOBER).strength > 0
    assert [minutes for _, minutes in found.course[-3:]] == [0, 60, 120]
    assert len(found.course) == review.COURSE


def test_a_day_of_rest_asks_for_nothing_and_what_is_done_on_it_counts(desk: Desk) -> None:
    routine.set(desk, at("2026-11-01 05:00", ZONE), start=date(2026, 11, 1), targets={5: 0, 6: 0})
    logged(desk, "2026-11-21", "09:00", 50)
    found = look(desk, WEEK)
    assert (found.minutes, found.target, found.days_asked) == (50, 300, 5)
    assert found.count()[Verdict.BONUS] == 1


def test_sessions_are_reviewed_by_the_clock_where_they_were(desk: Desk) -> None:
    logged(desk, "2026-11-16", "05:00", 60)
    logged(desk.in_zone("America/Mexico_City"), "2026-11-17", "05:10", 60)
    logged(desk.in_zone("Asia/Tokyo"), "2026-11-20", "09:30", 60)
    found = look(desk, WEEK).punctuality
    assert (found.sessions, found.inside, found.window_minutes) == (3, 2, 120)
    assert found.median_start is not None
    assert found.median_start.isoformat("minutes") == "05:10"


def test_a_running_session_is_not_reviewed_yet(desk: Desk) -> None:
    session.start(desk, "kaggle", at("2026-11-22 05:00", ZONE))
    found = look(desk)
    assert (found.minutes, found.punctuality.sessions) == (0, 0)


def test_overload_and_little_practice_are_warned_about(desk: Desk) -> None:
    logged(desk, "2026-11-16", "05:00", 300)
    logged(desk, "2026-11-16", "12:00", 360)
    logged(desk, "2026-11-17", "22:00", 200)
    logged(desk, "2026-11-18", "05:00", 60, kind=Kind.PRACTICE)
    found = {each.concern for each in look(desk, WEEK).cautions}
    assert found == {Concern.LONG_DAY, Concern.LATE_NIGHT, Concern.LITTLE_PRACTICE}
    assert look(desk, OCTOBER).cautions == ()


def test_rest_is_missed_across_the_borders_of_periods(desk: Desk) -> None:
    for day in range(5, 19):
        logged(desk, f"2026-11-{day:02}", "05:00", 60, kind=Kind.PRACTICE)
    assert [each.concern for each in look(desk, WEEK).cautions] == [Concern.NO_REST]
    assert look(desk, period_of(PeriodKind.WEEK, date(2026, 11, 12))).cautions == ()


def test_a_path_is_told_as_it_stood_with_its_forecast_and_costs(desk: Desk) -> None:
    ml = path.add(desk, at("2026-10-01 05:00", ZONE), "ML", date(2026, 10, 1))
    course = new(desk, ml.id, "fast.ai", planned=600, cost=4900)
    new(desk, ml.id, "Kaggle", planned=560, cost=9900)
    for day in ("2026-10-05", "2026-11-16", "2026-11-17"):
        logged(desk, day, "05:00", 120, "fast.ai")
    resource.set_status(desk, at("2026-11-18 08:00", ZONE), course.id, Status.COMPLETED)
    now, then = look(desk), look(desk, OCTOBER)
    assert [(each.progress.done, each.progress.left, each.minutes) for each in now.paths] == [(1, 1, 240)]
    assert [(each.progress.done, each.progress.left, each.minutes) for each in then.paths] == [(0, 2, 120)]
    said = forecast(now.paths[0].progress)
    assert said is not None
    assert (said.basis, (said.finish - date(2026, 11, 22)).days) == (Basis.HOURS, 66)
    assert then.costs == then.costs_so_far == (Cost(4900, "EUR", 2450),)
    assert (now.costs, now.costs_so_far) == ((), (Cost(4900, "EUR", 817),))


def test_what_was_added_later_is_no_part_of_an_earlier_review(desk: Desk) -> None:
    ml = path.add(desk, at("2026-10-01 05:00", ZONE), "ML", date(2026, 10, 1))
    new(desk, ml.id, "fast.ai")
    for title in ("Capstone", "Kaggle"):
        wanted = Resource(0, "", ml.id, None, title, ResourceKind.PROJECT, 0)
        resource.add(desk, NOW, wanted, reason="something to show")
    # Work that is entered afterwards tells that it was there.
    logged(desk, "2026-10-20", "05:00", 60, "Kaggle")
    assert [each.progress.resources for each in look(desk).paths] == [3]
    assert [each.progress.resources for each in look(desk, OCTOBER).paths] == [2]


def test_costs_of_several_currencies_are_never_summed(desk: Desk) -> None:
    ml = path.add(desk, NOW, "ML")
    for title, cost, currency in (("A", 1000, "EUR"), ("B", 500, "USD"), ("C", 250, "EUR")):
        wanted = Resource(0, "", ml.id, None, title, ResourceKind.BOOK, 0, cost=cost, currency=currency)
        resource.set_status(desk, NOW, resource.add(desk, NOW, wanted).id, Status.STARTED)
    assert look(desk).costs == (Cost(1250, "EUR", None), Cost(500, "USD", None))


def test_a_finished_path_is_told_in_its_last_period_and_not_after(desk: Desk) -> None:
    french = path.add(desk, at("2026-09-01 05:00", ZONE), "French", date(2026, 9, 1))
    path.close(desk, at("2026-10-20 05:00", ZONE), french.id, PathStatus.FINISHED)
    assert [each.progress.status for each in look(desk, OCTOBER).paths] == [PathStatus.FINISHED]
    assert look(desk).paths == ()
    assert look(desk, period_of(PeriodKind.MONTH, date(2026, 8, 1))).paths == ()


def test_posts_are_those_begun_and_published_in_the_period(desk: Desk) -> None:
    old = post.new(desk, at("2026-10-10 05:00", ZONE), title="Month one")
    post.mark_published(desk, old.id, at("2026-11-02 05:00", ZONE), "https://example.org/one")
    post.new(desk, at("2026-11-03 05:00", ZONE), title="Month two")
    found = look(desk)
    assert [each.title for each in found.published_posts] == ["Month one"]
    assert [each.title for each in found.begun_posts] == ["Month two"]


def test_the_two_blockers_story_is_told_by_the_reviews(desk: Desk) -> None:
    def note(day: str, kind: ReflectionKind, text: str, about: int | None = None) -> int:
        noted = reflection.add(desk, at(f"{day} 08:00", ZONE), kind, text, about=about)
        return noted.reflection.id

    time = note("2026-10-02", ReflectionKind.BLOCKER, "no time")
    maths = note("2026-10-02", ReflectionKind.BLOCKER, "weak maths")
    note("2026-10-12", ReflectionKind.TAKEAWAY, "evenings: too tired", time)
    note("2026-11-03", ReflectionKind.WIN, "three of five courses")
    reflection.solve(desk, at("2026-11-05 08:00", ZONE), time, "up at six")
    then, now = look(desk, OCTOBER), look(desk)
    assert [each.reflection.id for each in then.open_stories] == [time, maths]
    assert [each.text for each in then.open_stories[0].story.tried] == ["evenings: too tired"]
    assert then.solved_stories == ()
    assert [each.reflection.id for each in now.open_stories] == [maths]
    assert [each.story.solved.text for each in now.solved_stories if each.story.solved] == ["up at six"]
    assert [each.reflection.text for each in now.noted] == ["three of five courses"]


def test_answers_are_kept_as_an_assessment_shown_next_time(desk: Desk) -> None:
    ml = path.add(desk, at("2026-10-01 05:00", ZONE), "ML", date(2026, 10, 1))
    then = at("2026-11-02 08:00", ZONE)
    assert [each.name for each in review.show(desk, then).assessments_due] == ["ML"]
    assert today.show(desk, then).assessments_due == ("ML",)
    noted = review.answer(desk, then, {Question.KEEP: "yes", Question.OBSTACLE: "evenings"})
    assert (noted.path, noted.reflection.on_day) == ("ML", date(2026, 11, 2))
    assert look(desk).assessments_due == ()
    assert today.show(desk, NOW).assessments_due == ()
    found = look(desk).assessed
    assert found is not None
    assert (found.answers, found.path) == ({Question.KEEP: "yes", Question.OBSTACLE: "evenings"}, "ML")
    assert look(desk, OCTOBER).assessed is None
    path.add(desk, NOW, "French")
    assert review.answer(desk, NOW, {Question.CHANGE: "no"}).reflection.path_id is None
    assert review.answer(desk, NOW, {Question.CHANGE: "no"}, ml.id).path == "ML"


def test_of_several_paths_the_one_that_is_due_is_asked_about_with_its_own_answers(desk: Desk) -> None:
    begin = at("2026-10-01 05:00", ZONE)
    ml, french = path.add(desk, begin, "ML"), path.add(desk, begin, "French")
    about_all = review.asked(desk, NOW)
    assert (about_all.path, about_all.last_time) == (None, None)
    review.answer(desk, NOW, {Question.KEEP: "French, yes"}, french.id)
    asked = look(desk).asked
    assert (asked.path, asked.last_time) == (ml, None)
    assert review.answer(desk, NOW, {Question.KEEP: "ML too"}).path == "ML"
    last_time = review.asked(desk, NOW, french.id).last_time
    assert last_time is not None
    assert last_time.answers == {Question.KEEP: "French, yes"}
    with pytest.raises(CannotBeDone):
        review.answer(desk, NOW, {Question.KEEP: "?"}, 99)


def test_no_answer_keeps_nothing(desk: Desk) -> None:
    with pytest.raises(NotUnderstood, match="nothing was answered"):
        review.answer(desk, NOW, {Question.KEEP: "  "})
    assert reflection.listing(desk) == ()


def test_an_assessment_in_other_words_is_shown_as_it_is(desk: Desk) -> None:
    reflection.add(desk, NOW, ReflectionKind.ASSESSMENT, "keep it, it works")
    found = look(desk).assessed
    assert found is not None
    assert (found.answers, found.reflection.text) == ({}, "keep it, it works")


def test_an_assessment_is_due_from_the_day_the_month_is_over(desk: Desk) -> None:
    path.add(desk, at("2026-10-01 05:00", ZONE), "ML", date(2026, 10, 1))
    assert today.show(desk, at("2026-10-31 08:00", ZONE)).assessments_due == ()
    assert today.show(desk, at("2026-11-01 08:00", ZONE)).assessments_due == ("ML",)


@pytest.mark.parametrize("period", [NOVEMBER, WEEK, span(date(2026, 1, 1), date(2026, 11, 22))])
def test_an_empty_store_has_an_empty_review(desk: Desk, period: Period) -> None:
    found = look(desk, period)
    assert (found.minutes, found.days_asked, found.strength) == (0, 0, 0.0)
    assert (found.paths, found.cautions, found.costs, found.assessed) == ((), (), (), None)
    assert found.is_before_the_start
    assert len(found.days) == period.length


def test_a_period_before_the_first_session_says_so(desk: Desk) -> None:
    logged(desk, "2026-11-20", "05:00", 60)
    assert look(desk, OCTOBER).is_before_the_start
    assert look(desk, OCTOBER).first_day == date(2026, 11, 20)
    assert not look(desk).is_before_the_start


def test_a_week_of_leave_or_of_misses_is_told_without_minutes(desk: Desk) -> None:
    logged(desk, "2026-11-01", "05:00", 60)
    leave.add(desk, NOW, date(2026, 11, 9), date(2026, 11, 15), "ill")
    missed, ill = (look(desk, period_of(PeriodKind.WEEK, date(2026, 11, day))) for day in (2, 9))
    assert (missed.minutes, missed.target, missed.count()) == (0, 420, {Verdict.MISSED: 7})
    assert (ill.minutes, ill.target, ill.target_in_all, ill.count()) == (0, 0, 0, {Verdict.LEAVE: 7})
    assert missed.has_numbers
    assert ill.has_numbers
    assert not look(desk, OCTOBER).has_numbers
    assert all(row.figure == "" for row in rows(ill, FORM))


def test_a_month_is_charted_by_weeks_with_each_sign_below_its_weekday(desk: Desk) -> None:
    logged(desk, "2026-10-31", "05:00", 60)
    logged(desk, "2026-11-03", "05:00", 90)
    found = rows(look(desk), FORM)
    assert [row.label for row in found] == [" 1 Nov", " 2 - 8 Nov", " 9 - 15 Nov", *AHEAD]
    assert [row.signs for row in found[:2]] == ["      ✕", "✕●✕✕✕✕✕"]
    assert [(row.done, row.asked) for row in found[:2]] == [(0, 60), (90, 420)]
    assert [row.figure for row in found[1:5:3]] == ["1 h 30 of 7 h", "7 h to come"]


def test_a_span_is_charted_by_days_weeks_or_months(desk: Desk) -> None:
    logged(desk, "2026-02-10", "05:00", 60)
    first = date(2026, 11, 22) - timedelta(days=13)
    assert [row.label for row in rows(look(desk, span(first, date(2026, 11, 22))), FORM)][::13] == [
        "Mon  9",
        "Sun 22",
    ]
    weeks = rows(look(desk, span(date(2026, 10, 1), date(2026, 11, 5))), FORM)
    assert [row.label for row in weeks][::5] == [" 1 - 4 Oct", " 2 - 5 Nov"]
    assert weeks[4].label == "26 Oct - 1 Nov"
    months = rows(look(desk, span(date(2026, 1, 5), date(2026, 11, 22))), FORM)
    assert [row.label for row in months][::9] == ["Feb 2026", "Nov 2026"]


def test_a_period_still_to_come_is_refused(desk: Desk) -> None:
    with pytest.raises(CannotBeDone, match="December 2026 is still to come"):
        look(desk, period_of(PeriodKind.MONTH, date(2026, 12, 1)))


def test_a_week_goes_over_the_years_end(desk: Desk) -> None:
    logged(desk, "2026-12-31", "05:00", 60)
    logged(desk, "2027-01-01", "05:00", 60)
    found = review.show(desk, at("2027-01-02 08:00", ZONE), period_of(PeriodKind.WEEK, date(2027, 1, 2)))
    assert (found.minutes, found.days[0].study_day) == (120, date(2026, 12, 28))
