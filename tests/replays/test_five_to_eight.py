"""`five-to-eight`: a year of mornings while travelling, told as a numbered timeline of mixed kinds."""

from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from tests.replays.lived import Lived, by_day, by_month, lived, minutes_by

PATH = "From frontend to machine learning"


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """The year, lived."""
    return lived("five-to-eight", Path(tmp_path_factory.mktemp("five-to-eight")))


def test_the_timeline_has_eight_items_of_mixed_kinds_in_the_order_they_began(life: Lived) -> None:
    resources = sorted(life.path(PATH).json["resources"], key=lambda each: each["began_on"])
    assert [(each["kind"], each["status"], each["title"]) for each in resources] == [
        ("book", "completed", "Beginner's handbook of machine learning"),
        ("course", "dropped", "DataCamp: Data Scientist with Python"),
        ("book", "completed", "Hands-On Machine Learning with Scikit-Learn and TensorFlow"),
        ("competition", "completed", "Titanic competition on Kaggle"),
        ("project", "completed", "News topic classifier at work"),
        ("competition", "completed", "AWS DeepRacer scholarship challenge"),
        ("course", "completed", "Udacity: Machine Learning Engineer Nanodegree"),
        ("project", "completed", "Hybrid recommender for a crowdfunding site"),
    ]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Beginner's handbook", "Superficial"),
        ("DataCamp", "Not finished"),
        ("Hands-On", "Cover to cover"),
        ("Titanic", "3 submissions"),
        ("News topic", "not adopted"),
        ("AWS DeepRacer", "scholarship won"),
        ("AWS DeepRacer", "Not in the top 200 of about 3000"),
        ("Udacity", "finished but the final project"),
        ("Hybrid recommender", "Report written, prototype built"),
    ],
)
def test_every_item_has_its_outcome(life: Lived, title: str, words: str) -> None:
    assert words in life.path(PATH).resource(title)["outcome"]


def test_datacamp_was_free_and_dropped_once_able_to_go_on_alone(life: Lived) -> None:
    course = life.path(PATH).resource("DataCamp")
    assert (course["cost"], course["note"]) == (0, "A referral makes it free")
    assert life.changes(PATH) == [
        ("dropped", "2019-04-12", "DataCamp: Data Scientist with Python"),
        ("finished", "2020-02-03", None),
    ]
    assert "alone" in life.answer("path", "changes", PATH)["changes"][0]["reason"]


def test_the_titanic_submissions_can_be_told_one_by_one(life: Lived) -> None:
    notes = [each["note"] for each in life.sessions() if (each["resource"] or "").startswith("Titanic")]
    assert [note.partition(":")[0] for note in notes if note] == [
        "Submission 1",
        "Submission 2",
        "Submission 3",
    ]


def test_the_setback_is_told_and_how_it_was_solved(life: Lived) -> None:
    [setback] = life.reflections("setback")
    assert setback["resource"] == "News topic classifier at work"
    assert setback["solved"]["study_day"] == "2019-08-04"


def test_the_lessons_are_kept_as_takeaways(life: Lived) -> None:
    lessons = " ".join(each["text"] for each in life.reflections("takeaway"))
    for lesson in ("pen and paper", "maths well enough", "be an engineer", "Slow feedback", "toolbox"):
        assert lesson in lessons


def test_two_to_three_hours_a_day_for_about_a_year(life: Lived) -> None:
    days = minutes_by(life.sessions(), by_day)
    assert 350 <= len(days) <= 400
    assert 120 <= sum(days.values()) / len(days) <= 180
    months = minutes_by(life.sessions(), by_month)
    assert list(months) == [*(f"2019-{month:02}" for month in range(1, 13)), "2020-01", "2020-02"]


def test_nine_in_ten_sessions_begin_between_five_and_eight_wherever_the_learner_is(life: Lived) -> None:
    starts = [datetime.fromisoformat(each["start"]) for each in life.sessions()]
    inside = [start for start in starts if 5 <= start.hour < 8]
    assert len(inside) >= 0.9 * len(starts)


def test_the_zones_follow_the_journey(life: Lived) -> None:
    zones = [each["zone"] for each in life.sessions()]
    changes = [zones[0], *(after for before, after in pairwise(zones) if before != after)]
    assert changes == [
        "Europe/Berlin",
        "Asia/Bangkok",
        "Asia/Tokyo",
        "Europe/Berlin",
        "America/Mexico_City",
        "Europe/Lisbon",
        "Africa/Casablanca",
    ]


def test_a_journey_between_zones_costs_no_day(life: Lived) -> None:
    verdicts = {
        each["study_day"]: each["verdict"] for each in life.answer("calendar", "--year", "2019")["days"]
    }
    assert "void" not in verdicts.values()
    missed = [day for day, verdict in verdicts.items() if verdict == "missed"]
    # A January morning, and the four lost ones of September of which two freezes covered half.
    assert missed == ["2019-01-12", "2019-09-17", "2019-09-18"]


def test_posts_are_written_in_gatsby_and_come_out_all_year(life: Lived) -> None:
    assert len(life.published()) == 6
    assert {each["dialect"] for each in life.answer("post", "list")} == {"gatsby"}
    assert all(each["path"].endswith("/index.md") for each in life.answer("post", "list"))


def test_a_review_of_a_month_tells_punctuality_and_balance(life: Lived) -> None:
    may = life.month("2019-05")
    punctuality = may["punctuality"]
    assert punctuality["inside"] >= 0.95 * punctuality["sessions"]
    assert "05:00" <= punctuality["median_start"] <= "05:15"
    assert may["balance"]["practice"] > may["minutes"] / 5
    assert [each["text"] for each in may["noted"]] == [
        "Entered a competition and finished it: three submissions."
    ]


def test_the_story_is_the_numbered_timeline(life: Lived) -> None:
    timeline = life.text("story").partition("## Timeline")[2].partition("## Months")[0]
    items = [line for line in timeline.splitlines() if line[:1].isdigit()]
    assert [item.partition(":")[0] for item in items] == [
        "1. book",
        "2. course",
        "3. book",
        "4. competition",
        "5. project",
        "6. competition",
        "7. course",
        "8. project",
    ]
    assert "Fri 25 Jan 2019 to Fri 12 Apr 2019, dropped" in items[1]
    for told in ("It was not adopted", "solved, Sun 4 Aug 2019", "scholarship won", "Report written"):
        assert told in timeline
