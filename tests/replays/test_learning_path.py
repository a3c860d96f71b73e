"""`learning-path`: five dated stages beside a job; one trajectory for at least a month, then assessed."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.replays.lived import Lived, lived

PATH = "From zero to research"


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """Fifteen months, lived."""
    return lived("learning-path", Path(tmp_path_factory.mktemp("learning-path")))


def test_five_stages_have_the_dates_of_the_post(life: Lived) -> None:
    assert [(first, last) for _, first, last in life.path(PATH).stages] == [
        ("2019-02-01", "2019-04-30"),
        ("2019-05-01", "2019-06-30"),
        ("2019-07-01", "2019-08-31"),
        ("2019-09-01", "2020-04-30"),
        ("2020-05-01", "2021-04-30"),
    ]


def test_what_was_done_in_a_stage_was_done_within_its_dates(life: Lived) -> None:
    path = life.path(PATH)
    for name, first, last in path.stages[:3]:
        for title in path.titles(name):
            began, closed = path.days(title)
            assert first <= began <= (closed or "") <= last, title


def test_the_first_stage_is_five_courses_and_a_repository(life: Lived) -> None:
    path = life.path(PATH)
    titles = path.titles("Stage 1: first courses")
    assert [title for title in titles if title.startswith("Treehouse")] == [
        "Treehouse: Basics of Python",
        "Treehouse: Advanced Python",
        "Treehouse: Introduction to Git and GitHub",
        "Treehouse: Docker",
        "Treehouse: Markdown",
    ]
    assert {path.statuses[title] for title in titles} == {"completed"}


def test_the_second_stage_is_fast_ai_and_cost_nothing(life: Lived) -> None:
    path = life.path(PATH)
    titles = path.titles("Stage 2: deep learning")
    assert len(titles) == 3
    assert {(path.resource(each)["status"], path.resource(each)["cost"]) for each in titles} == {
        ("completed", 0)
    }


def test_own_projects_gave_a_blog_and_a_deep_learning_web_project(life: Lived) -> None:
    path = life.path(PATH)
    assert [path.statuses[title] for title in path.titles("Stage 3: own projects")] == ["completed"] * 4
    assert path.days("A deep-learning web project")[0] < "2019-09-01"
    assert life.published()[0] == "2019-08-27"
    assert {each["dialect"] for each in life.answer("post", "list")} == {"jekyll"}


def test_study_leave_turned_the_evenings_into_days(life: Lived) -> None:
    wins = {each["study_day"]: each["text"] for each in life.reflections("win")}
    assert "study leave" in wins["2019-08-29"]
    hours = {datetime.fromisoformat(each["start"]).hour for each in life.sessions("2019-02-01", "2019-06-29")}
    assert min(hours) >= 19
    hours = {datetime.fromisoformat(each["start"]).hour for each in life.sessions("2019-09-02", "2020-05-14")}
    assert max(hours) < 15
    slots = life.answer("routine", "show")["routine"]["slots"]
    assert [(each["start"], each["minutes"], each["kind"]) for each in slots] == [
        ("09:00", 120, "study"),
        ("11:30", 75, "practice"),
        ("13:30", 30, "writing"),
    ]
    assert life.path(PATH).days("Research apprenticeship") == ("2019-09-02", "2020-04-30")


def test_thirteen_months_after_the_first_line_of_code_mit_invites(life: Lived) -> None:
    [invitation] = [each for each in life.reflections("win") if "MIT" in each["text"]]
    assert invitation["study_day"] == "2020-03-12"
    first = life.sessions()[0]
    assert (first["study_day"], first["resource"]) == ("2019-02-04", "Treehouse: Basics of Python")


def test_a_trajectory_is_kept_for_a_month_and_then_assessed(life: Lived) -> None:
    path = life.path(PATH).json
    assert path["committed_until"] == "2019-03-01"
    assert not path["assessment_due"]
    assessed = [each["study_day"] for each in life.reflections("assessment")]
    assert assessed[0] >= path["committed_until"]
    # A stage never ends without one within a week.
    ends = [last for _, _, last in life.path(PATH).stages[:4]]
    assert len(assessed) >= 8
    assert all(any(abs(_days(day, end)) <= 14 for day in assessed) for end in ends)


def test_the_last_stage_has_begun_and_reaches_into_the_next_year(life: Lived) -> None:
    path = life.path(PATH)
    titles = path.titles("Stage 5: going professional")
    assert [path.statuses[title] for title in titles] == ["started"] * 3
    assert {path.resource(title)["closed_on"] for title in titles} == {None}


def test_the_answers_of_a_review_are_shown_by_the_next_one(life: Lived) -> None:
    shown = life.month("2019-06")["assessment"]
    assert shown["study_day"] == "2019-06-01"
    assert shown["answers"]["keep"] == "Yes, until all three courses are done."


def test_the_story_holds_the_apprenticeship_and_the_invitation(life: Lived) -> None:
    story = life.text("story")
    assert "Mon 2 Sep 2019 to Thu 30 Apr 2020, completed" in story
    assert "An invitation to MIT" in story


def _days(one: str, other: str) -> int:
    return (datetime.fromisoformat(one) - datetime.fromisoformat(other)).days
