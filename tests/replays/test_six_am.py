"""`six-am`: two blockers, one behind the other, and three courses in three weeks once the alarm was set."""

from pathlib import Path

import pytest

from tests.replays.lived import Lived, by_day, lived, minutes_by

PATH = "Deep learning before work"


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """The journey, lived."""
    return lived("six-am", Path(tmp_path_factory.mktemp("six-am")))


def test_no_time_was_opened_tried_and_solved_by_waking_at_six(life: Lived) -> None:
    blocker = next(each for each in life.reflections("blocker") if each["text"].startswith("No time"))
    assert blocker["study_day"] == "2017-07-23"
    assert [each["text"].partition(":")[0] for each in blocker["tried"]] == ["Evenings do not work"]
    assert blocker["solved"]["study_day"] == "2017-08-16"
    assert "Awake at six: three more hours a day" in blocker["solved"]["text"]


def test_weak_maths_was_solved_later_and_no_longer_blocks(life: Lived) -> None:
    blocker = next(each for each in life.reflections("blocker") if each["text"].startswith("Weak maths"))
    assert len(blocker["tried"]) == 2
    assert blocker["solved"]["study_day"] == "2017-09-10"
    assert "Not gone, but it no longer blocks me" in blocker["solved"]["text"]
    assert not life.answer("reflect", "list", "--open")


def test_the_wake_up_change_came_first_and_the_study_followed(life: Lived) -> None:
    versions = life.answer("routine", "history")
    windows = [(each["effective_from"], each["window"]["start"]) for each in versions]
    assert windows[-2:] == [("2017-08-07", "06:00"), ("2017-08-21", "06:00")]
    assert life.path(PATH).json["started_on"] == "2017-08-21"


def test_three_of_five_courses_were_finished_in_three_weeks_with_certificates(life: Lived) -> None:
    courses = [each for each in life.path(PATH).json["resources"] if each["kind"] == "course"]
    assert [
        (each["title"], each["status"], each["score"], len(each["certificates"])) for each in courses
    ] == [
        ("Neural Networks and Deep Learning", "completed", "98 %", 1),
        ("Improving Deep Neural Networks", "completed", "96 %", 1),
        ("Structuring Machine Learning Projects", "completed", "100 %", 1),
        ("Convolutional Neural Networks", "planned", "", 0),
        ("Sequence Models", "planned", "", 0),
    ]
    assert courses[0]["began_on"] == "2017-08-21"
    assert courses[2]["closed_on"] == "2017-09-10"
    assert all(each["certificates"][0]["issuer"] == "Coursera" for each in courses[:3])


def test_the_projects_of_the_courses_are_told_and_the_tool_at_work(life: Lived) -> None:
    projects = [each for each in life.path(PATH).json["resources"] if each["kind"] == "project"]
    assert [(each["title"], each["status"]) for each in projects] == [
        ("Logistic regression from scratch: cat or no cat", "completed"),
        ("A shallow network, then a deep one", "completed"),
        ("The same network in TensorFlow", "completed"),
        ("An NLP tool at work", "started"),
    ]


def test_up_to_three_more_hours_a_day(life: Lived) -> None:
    days = minutes_by(life.sessions("2017-08-21", "2017-09-10"), by_day)
    assert len(days) == 21
    assert 150 <= sum(days.values()) / len(days) <= 180


def test_one_post_is_out_and_the_next_is_promised(life: Lived) -> None:
    posts = life.answer("post", "list")
    assert [(each["status"], each["dialect"]) for each in posts] == [
        ("draft", "plain"),
        ("published", "plain"),
    ]
    assert life.published() == ["2017-10-04"]


def test_feedback_was_asked_for_and_received(life: Lived) -> None:
    [share] = life.answer("post", "list")[1]["shares"]
    assert (share["place"], share["asked_on"], share["received_on"]) == ("Medium", "2017-10-04", "2017-10-05")
    assert "Shorter sentences" in share["feedback"]


def test_the_story_tells_both_blockers_and_the_certificates(life: Lived) -> None:
    story = life.text("story")
    assert "No time: a full-time job" in story
    assert "solved Wed 16 Aug 2017: Awake at six: three more hours a day" in story
    assert "solved Sun 10 Sep 2017: Not gone, but it no longer blocks me" in story
    assert story.partition("## Certificates")[2].partition("## ")[0].count("Coursera") == 3


def test_three_hours_more_are_gained_before_work(life: Lived) -> None:
    review = life.answer("review", "--from", "2017-08-21", "--to", "2017-09-10")
    assert review["punctuality"]["inside"] == review["punctuality"]["sessions"]
    assert review["punctuality"]["window_minutes"] >= 21 * 150
