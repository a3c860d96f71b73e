"""`four-months`: a month-by-month schedule with states, three major changes to it, and what they cost."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.replays.lived import Lived, by_day, by_kind, by_month, lived, minutes_by

PATH = "four months"


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """Four months, lived."""
    return lived("four-months", Path(tmp_path_factory.mktemp("four-months")))


def test_the_original_plan_knows_neither_datacamp_nor_andrew_ng_nor_a_capstone(life: Lived) -> None:
    original = life.answer("path", "changes", PATH)["original"]
    assert [(each["stage"], each["title"]) for each in original] == [
        ("Month 1", "Deep Learning part 1"),
        ("Month 1", "A Kaggle competition"),
        ("Month 1", "Local workshops: talks on AI in general"),
        ("Month 1", "Post: month 1"),
        ("Month 2", "Build a deep-learning PC"),
        ("Month 2", "MNIST adversarial challenge"),
        ("Month 2", "Workshops in month 2"),
        ("Month 2", "Post: month 2"),
        ("Month 3", "Deep Learning part 2"),
        ("Month 3", "More workshops"),
        ("Month 3", "Post: month 3"),
        ("Month 4", "Post: month 4"),
    ]


def test_path_changes_tells_the_three_major_changes_each_with_its_reason(life: Lived) -> None:
    added = [
        (each["study_day"], each["title"], bool(each["reason"]))
        for each in life.answer("path", "changes", PATH)["changes"]
        if each["event"] == "added"
    ]
    assert added == [
        ("2017-06-05", "DataCamp: Data Scientist with Python", True),
        ("2017-07-03", "Machine Learning by Andrew Ng", True),
        ("2017-08-01", "Capstone: a product from end to end, deployed", True),
    ]


def test_part_two_was_started_paused_and_started_again(life: Lived) -> None:
    part_two = life.path(PATH).resource("Deep Learning part 2")
    assert [(each["status"], each["study_day"]) for each in part_two["changes"]] == [
        ("started", "2017-07-03"),
        ("paused", "2017-07-10"),
        ("started", "2017-08-01"),
    ]
    assert life.changes(PATH, "paused", "resumed") == [
        ("paused", "2017-07-10", "Deep Learning part 2"),
        ("resumed", "2017-08-01", "Deep Learning part 2"),
    ]


@pytest.mark.parametrize(
    ("title", "month", "began", "closed", "status"),
    [
        ("Deep Learning part 1", "Month 1", "2017-05", "2017-06", "completed"),
        ("A Kaggle competition", "Month 1", "2017-05", "2017-05", "completed"),
        ("Local workshops", "Month 1", "2017-05", "2017-05", "completed"),
        ("Build a deep-learning PC", "Month 2", "2017-06", "2017-06", "completed"),
        ("MNIST adversarial challenge", "Month 2", "2017-06", "2017-06", "completed"),
        ("DataCamp", "Month 2", "2017-06", "2017-07", "completed"),
        ("More workshops", "Month 3", "2017-07", "2017-07", "completed"),
        ("Machine Learning by Andrew Ng", "Month 3", "2017-07", "2017-07", "completed"),
        ("Deep Learning part 2", "Month 3", "2017-07", None, "started"),
        ("Capstone", "Month 4", "2017-08", None, "started"),
    ],
)
def test_every_month_has_the_states_of_the_post(
    life: Lived, title: str, month: str, began: str, closed: str | None, status: str
) -> None:
    found = life.path(PATH).resource(title)
    assert (found["stage"], found["status"]) == (month, status)
    assert found["began_on"][:7] == began
    assert (found["closed_on"] or "")[:7] == (closed or "")


def test_the_post_was_updated_a_year_later(life: Lived) -> None:
    [post] = [each for each in life.answer("post", "list") if each["published_on"] == "2017-08-31"]
    [update] = post["updates"]
    assert update["study_day"] == "2018-09-18"
    assert "data engineer now" in update["text"]
    assert "I am a data engineer now" in Path(post["path"]).read_text(encoding="utf-8")


def test_each_month_ends_with_a_post(life: Lived) -> None:
    assert life.published() == ["2017-05-31", "2017-06-30", "2017-07-31", "2017-08-31"]
    assert {each["dialect"] for each in life.answer("post", "list")} == {"hugo"}


def test_full_days_have_ten_to_fourteen_hours(life: Lived) -> None:
    days = minutes_by(life.sessions(), by_day)
    full = [minutes for minutes in days.values() if minutes >= 600]
    assert len(full) >= 10
    assert max(full) <= 14 * 60


def test_some_nights_end_between_one_and_two(life: Lived) -> None:
    ends = [datetime.fromisoformat(each["end"]) for each in life.sessions()]
    nights = [end for end in ends if end.hour in (0, 1)]
    assert len(nights) >= 5
    # A night belongs to the study day it began on.
    assert all(
        each["study_day"] < each["end"][:10]
        for each in life.sessions()
        if datetime.fromisoformat(each["end"]) in nights
    )


def test_some_days_have_nothing_and_the_burnout_is_a_leave(life: Lived) -> None:
    [leave] = life.answer("leave", "list")
    assert (leave["first"], leave["last"], leave["reason"]) == ("2017-06-17", "2017-06-20", "Burnout")
    verdicts = {
        each["study_day"]: each["verdict"] for each in life.answer("calendar", "--year", "2017")["days"]
    }
    assert list(verdicts.values()).count("missed") >= 1
    [burnout, lazy] = life.reflections("setback")
    assert burnout["study_day"] == "2017-06-21"
    assert not burnout["open"]
    assert lazy["open"]


def test_hands_on_work_is_a_good_part_of_every_month(life: Lived) -> None:
    for month in ("2017-05", "2017-06", "2017-07", "2017-08"):
        of_month = [each for each in life.sessions() if by_month(each) == month]
        minutes = minutes_by(of_month, by_kind)
        assert minutes["practice"] >= sum(minutes.values()) / 5, month


def test_a_reading_list_is_kept_beside_the_path(life: Lived) -> None:
    assert list(life.path("Reading list").statuses.values()) == ["planned", "completed", "started"]


def test_the_order_in_hindsight_is_a_takeaway(life: Lived) -> None:
    assert "Data Scientist with Python" in life.reflections("takeaway")[-1]["text"]


def test_the_review_warns_of_the_long_days_of_august(life: Lived) -> None:
    review = life.at("2017-08-31 20:00").month("2017-08")
    [warning] = [each for each in review["warnings"] if each["concern"] == "long_day"]
    assert "2017-08-07" in warning["study_days"]
    assert "pace yourself" in warning["text"]
    assert [each["text"][:20] for each in review["open"]] == ["Five days of nothing"]


def test_the_story_has_a_section_a_month_with_its_states(life: Lived) -> None:
    months = life.at("2017-08-31 20:00").text("story").split("### ")[1:]
    assert [month.splitlines()[0] for month in months] == [
        "Month 1: Mon 1 May 2017 to Wed 31 May 2017",
        "Month 2: Thu 1 Jun 2017 to Fri 30 Jun 2017",
        "Month 3: Sat 1 Jul 2017 to Mon 31 Jul 2017",
        "Month 4: Tue 1 Aug 2017 to Thu 31 Aug 2017",
    ]
    assert "Deep Learning part 1 (started)" in months[0]
    assert "Deep Learning part 1 (completed)" in months[1]
    assert "DataCamp: Data Scientist with Python (started)" in months[1]
    assert "Deep Learning part 2 (started, paused)" in months[2]
    assert "DataCamp: Data Scientist with Python (completed)" in months[2]
    assert "Machine Learning by Andrew Ng (started, completed)" in months[2]
    assert "Deep Learning part 2 (started)" in months[3]
    assert "Capstone: a product from end to end, deployed (started)" in months[3]


def test_the_story_tells_the_changes_with_their_reasons(life: Lived) -> None:
    changes = life.text("story").partition("## Changes to the plan")[2].partition("## ")[0]
    assert changes.count(" added: ") == 3
    assert "Deep Learning part 2 paused: Half of it passes me by" in changes
