"""Paths, certificates, reflections and old posts are causes to write: each once, each with its facts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.amendment import Event
from habit_tui.domain.cause import TRIGGERS, causes
from habit_tui.domain.dates import DateForm
from habit_tui.domain.fact import (
    Cause,
    Earned,
    Facts,
    PathMonth,
    PathStart,
    PlanChange,
    Published,
    Reflected,
    ResourceChange,
)
from habit_tui.domain.milestone import month_over, months_later
from habit_tui.domain.path import ResourceKind, Status
from habit_tui.domain.reflection import ReflectionKind

TODAY = date(2020, 6, 15)
FORM = DateForm.DAY_FIRST
SETBACK, BLOCKER, WIN = ReflectionKind.SETBACK, ReflectionKind.BLOCKER, ReflectionKind.WIN
TAKEAWAY = ReflectionKind.TAKEAWAY
DAYS = st.dates(date(1970, 1, 1), date(2100, 12, 31))


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def only(facts: Facts) -> Cause:
    [cause] = causes(facts)
    return cause


def keys(facts: Facts) -> list[str]:
    return [cause.key for cause in causes(facts)]


@pytest.mark.parametrize(
    ("started", "today", "expected"),
    [
        ("2020-05-16", "2020-06-15", None),
        ("2020-05-15", "2020-06-15", (1, "2020-05-15", "2020-06-14")),
        ("2020-01-31", "2020-02-28", None),
        ("2020-01-31", "2020-02-29", (1, "2020-01-31", "2020-02-28")),
        ("2020-01-31", "2020-03-31", (2, "2020-02-29", "2020-03-30")),
        ("2019-02-01", "2020-03-01", (13, "2020-02-01", "2020-02-29")),
        ("2020-07-01", "2020-06-15", None),
    ],
)
def test_the_latest_month_of_a_path_that_is_over(
    started: str, today: str, expected: tuple[int, str, str] | None
) -> None:
    over = month_over(date.fromisoformat(started), date.fromisoformat(today))
    assert (over and (over[0], str(over[1]), str(over[2]))) == expected


@given(started=DAYS, count=st.integers(0, 600))
def test_months_follow_each_other_without_a_gap(started: date, count: int) -> None:
    first, after = months_later(started, count), months_later(started, count + 1)
    assert 28 <= (after - first).days <= 31
    if count:
        assert month_over(started, first) == (count, months_later(started, count - 1), first - timedelta(1))


@given(started=DAYS, today=DAYS)
def test_a_month_that_is_over_ended_within_the_last_one(started: date, today: date) -> None:
    over = month_over(started, today)
    if over is None:
        assert today < months_later(started, 1)
    else:
        assert started <= over[1] < over[2] < today <= over[2] + timedelta(31)


def test_a_month_of_a_path_is_told_with_what_was_done_in_it() -> None:
    cause = only(
        Facts(
            TODAY,
            FORM,
            months=(PathMonth(PathStart(3, "u3", "ML", ago(70)), 2, ago(40), ago(10), 1230, 12, 9),),
        )
    )
    assert (cause.trigger, cause.key, cause.on_day) == ("path_month_over", "month-u3-2", ago(9))
    assert cause.facts == {
        "path": "ML",
        "month": "month 2",
        "days": "9 days",
        "effort": "20 h 30",
        "sessions": "12 sessions",
        "since": "Wed 6 May",
    }
    assert (cause.scope.first_day, cause.scope.last_day, cause.scope.path_id) == (ago(40), ago(10), 3)


def test_a_month_with_hardly_any_work_on_a_path_is_no_reason_to_write() -> None:
    reading = PathMonth(PathStart(3, "u3", "Reading list", ago(70)), 2, ago(40), ago(10), 119, 2, 2)
    assert causes(Facts(TODAY, FORM, months=(reading,))) == ()
    assert keys(Facts(TODAY, FORM, months=(replace(reading, minutes=120),))) == ["month-u3-2"]


@pytest.mark.parametrize(
    ("kind", "trigger", "key"),
    [(SETBACK, "setback", "setback-u5"), (BLOCKER, "blocker_opened", "blocker-u5"), (WIN, "win", "win-u5")],
)
def test_a_reflection_is_a_cause_in_the_learners_words(kind: ReflectionKind, trigger: str, key: str) -> None:
    cause = only(Facts(TODAY, FORM, reflections=(Reflected(5, "u5", kind, "not adopted.", ago(2), 1, 8),)))
    assert (cause.trigger, cause.key, cause.on_day) == (trigger, key, ago(2))
    assert cause.facts == {"text": "not adopted", "day": "Sat 13 Jun"}
    assert (cause.scope.reflection_id, cause.scope.resource_id, cause.scope.path_id) == (5, 8, 1)


def test_what_was_learnt_or_assessed_asks_nothing() -> None:
    quiet = (TAKEAWAY, ReflectionKind.ASSESSMENT)
    told = tuple(Reflected(count, f"u{count}", kind, "x", TODAY) for count, kind in enumerate(quiet))
    assert causes(Facts(TODAY, FORM, reflections=told)) == ()


@pytest.mark.parametrize("kind", [SETBACK, BLOCKER])
def test_once_solved_the_way_out_is_the_cause_and_not_the_wall(kind: ReflectionKind) -> None:
    opened = Reflected(5, "u5", kind, "weak maths", ago(8))
    solution = Reflected(9, "u9", TAKEAWAY, "intuition first", ago(1), solved=opened)
    cause = only(Facts(TODAY, FORM, reflections=(opened, solution)))
    assert (cause.trigger, cause.key, cause.on_day) == ("blocker_solved", "solved-u5", ago(1))
    assert cause.facts == {
        "text": "weak maths",
        "how": "intuition first",
        "kind": kind.value,
        "days": "7 days",
        "day": "Sun 14 Jun",
    }
    assert (cause.scope.first_day, cause.scope.last_day, cause.scope.reflection_id) == (ago(8), ago(1), 5)


def test_a_blocker_of_long_ago_is_told_when_it_is_solved() -> None:
    solution = Reflected(
        9, "u9", WIN, "got up", TODAY, solved=Reflected(5, "u5", BLOCKER, "no time", ago(400))
    )
    assert keys(Facts(TODAY, FORM, reflections=(solution,))) == ["solved-u5"]


def test_a_certificate_is_a_cause_of_its_own() -> None:
    cause = only(Facts(TODAY, FORM, earned=(Earned("u2", "DELF B1", ago(3), 8, "Assimil"),)))
    assert (cause.key, cause.scope.resource_id) == ("certificate-u2", 8)
    assert (cause.facts["certificate"], cause.facts["title"]) == ("DELF B1", "Assimil")


def change(kind: ResourceKind, status: Status, outcome: str = "", url: str = "") -> ResourceChange:
    return ResourceChange(8, "u8", "Titanic", kind, status, ago(1), path_id=1, outcome=outcome, url=url)


@pytest.mark.parametrize(
    ("changed", "trigger", "wider", "key"),
    [
        (
            change(ResourceKind.COMPETITION, Status.STARTED),
            "competition_entered",
            "resource_started",
            "started-u8",
        ),
        (
            change(ResourceKind.COMPETITION, Status.COMPLETED),
            "competition_ended",
            "resource_completed",
            "completed-u8",
        ),
        (
            change(ResourceKind.COMPETITION, Status.DROPPED),
            "competition_ended",
            "resource_dropped",
            "dropped-u8",
        ),
        (
            change(ResourceKind.PROJECT, Status.COMPLETED, outcome="not adopted"),
            "project_shown",
            "resource_completed",
            "completed-u8",
        ),
        (
            change(ResourceKind.PROJECT, Status.COMPLETED, url="https://x.org"),
            "project_shown",
            "resource_completed",
            "completed-u8",
        ),
        (change(ResourceKind.PROJECT, Status.COMPLETED), "resource_completed", "", "completed-u8"),
        (change(ResourceKind.PROJECT, Status.DROPPED, outcome="x"), "resource_dropped", "", "dropped-u8"),
        (change(ResourceKind.BOOK, Status.COMPLETED, outcome="x"), "resource_completed", "", "completed-u8"),
    ],
)
def test_competitions_and_shown_projects_ask_questions_of_their_own(
    changed: ResourceChange, trigger: str, wider: str, key: str
) -> None:
    cause = only(Facts(TODAY, FORM, changes=(changed,)))
    assert (cause.trigger, cause.wider, cause.key) == (trigger, wider, key)


@pytest.mark.parametrize("status", [Status.STARTED, Status.COMPLETED, Status.DROPPED])
def test_a_post_on_the_path_is_an_answer_and_no_cause(status: Status) -> None:
    assert causes(Facts(TODAY, FORM, changes=(change(ResourceKind.POST, status),))) == ()


def test_the_changes_to_a_plan_on_one_day_are_one_cause() -> None:
    changes = (
        PlanChange(1, "u1", "ML", Event.ADDED, ago(1), "DataCamp", "needed first"),
        PlanChange(1, "u1", "ML", Event.MOVED, ago(1), "Capstone"),
        PlanChange(1, "u1", "ML", Event.FINISHED, ago(1)),
        PlanChange(2, "u2", "French", Event.DROPPED, ago(1)),
        PlanChange(1, "u1", "ML", Event.RE_DATED, ago(3), "Capstone"),
    )
    found = {cause.key: cause.facts for cause in causes(Facts(TODAY, FORM, plan_changes=changes))}
    assert list(found) == ["plan-u1-2020-06-14", "plan-u2-2020-06-14", "plan-u1-2020-06-12"]
    assert found["plan-u1-2020-06-14"]["change"] == "DataCamp added, Capstone moved"
    assert found["plan-u1-2020-06-14"]["words"] == 'You noted: "needed first".'
    assert found["plan-u2-2020-06-14"]["change"] == "French dropped"


def test_a_pause_is_a_change_to_the_plan() -> None:
    said = (8, "u8", "Deep Learning 2", ResourceKind.COURSE, Status.PAUSED, TODAY, "", 1, "u1", "ML")
    paused = ResourceChange(*said)
    assert only(Facts(TODAY, FORM, changes=(paused,))).facts["change"] == "Deep Learning 2 paused"


@pytest.mark.parametrize(
    ("published", "updated", "expected"),
    [
        (date(2019, 6, 16), None, []),
        (date(2019, 6, 15), None, ["year-u4-1"]),
        (date(2019, 5, 20), None, ["year-u4-1"]),
        (date(2019, 5, 1), None, []),
        (date(2017, 6, 1), None, ["year-u4-3"]),
        (date(2017, 6, 1), date(2018, 1, 1), ["year-u4-3"]),
        (date(2017, 6, 1), date(2019, 12, 1), []),
    ],
)
def test_a_post_asks_for_an_update_once_a_year(
    published: date, updated: date | None, expected: list[str]
) -> None:
    assert (
        keys(Facts(TODAY, FORM, published=(Published(4, "u4", "Day one", published, updated),))) == expected
    )


def test_a_post_of_a_leap_day_has_its_year_on_the_last_of_february() -> None:
    facts = Facts(date(2021, 2, 28), FORM, published=(Published(4, "u4", "Leap", date(2020, 2, 29)),))
    assert keys(facts) == ["year-u4-1"]


def test_every_trigger_that_a_learner_was_promised_is_there() -> None:
    promised = {
        *("resource_started", "resource_completed", "resource_dropped", "streak_started", "streak_reached"),
        *("path_month_over", "setback", "blocker_opened", "blocker_solved", "win", "certificate_earned"),
        *("competition_entered", "competition_ended", "project_shown", "topic_hours", "return_after_break"),
        *("plan_changed", "days_without_post", "post_a_year_old"),
    }
    assert promised <= TRIGGERS.keys()
