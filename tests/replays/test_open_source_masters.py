"""`open-source-masters`: ten months treated like a job, every dollar kept, and Ramadan's clocks."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.replays.lived import Lived, by_day, by_month, lived, lived_until, minutes_by

PATH = "Machine learning masters"
DOLLARS = 100


LIVING = {"Rent": 600 * 10, "Coworking": 300 * 2, "Food, flights and visas": 430 * 10}


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """Ten months, lived."""
    return lived("open-source-masters", Path(tmp_path_factory.mktemp("open-source-masters")))


def costs(life: Lived, path: str) -> list[tuple[float, str]]:
    """What a path costs, in units of each currency."""
    return [(each["amount"], each["currency"]) for each in life.path(path).json["costs"]]


def test_education_cost_about_1100_dollars_and_living_the_rest_of_12000(life: Lived) -> None:
    assert costs(life, PATH) == [(12_000, "USD")]
    spent = life.answer("expense", "list", "--path", PATH)
    by_what = {what: sum(each["amount"] for each in spent if each["what"] == what) for what in LIVING}
    assert by_what == LIVING
    assert sum(LIVING.values()) == 12_000 - 1_100
    assert [each["amount"] for each in life.month("2017-03")["costs"]] == [600 + 430]


@pytest.mark.parametrize(
    ("path", "title", "dollars"),
    [
        (PATH, "Half a nanodegree", 800),
        (PATH, "A textbook", 100),
        (PATH, "Statistics in four weeks", 50),
        (PATH, "SQL in two weeks", 50),
        (PATH, "Bayesian methods", 50),
        (PATH, "Text analysis", 50),
    ],
)
def test_every_cost_is_told(life: Lived, path: str, title: str, dollars: int) -> None:
    found = life.path(path).resource(title)
    assert (found["cost"], found["currency"]) == (dollars, "USD")


def test_ten_months_of_working_days_and_no_weekend(life: Lived) -> None:
    days = [date.fromisoformat(day) for day in minutes_by(life.sessions(), by_day)]
    assert list(minutes_by(life.sessions(), by_month)) == [f"2017-{month:02}" for month in range(1, 11)]
    assert all(day.weekday() < 5 for day in days)
    assert 180 <= len(days) <= 217


def test_nobody_stays_after_five(life: Lived) -> None:
    ends = [datetime.fromisoformat(each["end"]) for each in life.sessions()]
    assert max(end.time() for end in ends) <= time(17, 15)
    starts = [datetime.fromisoformat(each["start"]) for each in life.sessions()]
    assert min(start.hour for start in starts) >= 8


def test_fridays_have_another_aim_and_the_other_days_the_masters(life: Lived) -> None:
    on_fridays = {each["title"] for each in life.path("Fridays").json["resources"]}
    masters = {each["title"] for each in life.path(PATH).json["resources"]}
    for each in life.sessions():
        is_friday = date.fromisoformat(each["study_day"]).weekday() == 4
        linked = each["resource"]
        assert linked is None or linked in (on_fridays if is_friday else masters), each
    assert list(life.path("Fridays").statuses) == ["French", "An hour of conversation in French"]


def test_the_clocks_of_ramadan_move_the_instants_and_not_the_mornings(life: Lived) -> None:
    offsets = [
        (each["study_day"], datetime.fromisoformat(each["start"]).utcoffset())
        for each in life.sessions("2017-01-01", "2017-08-04")
    ]
    changes = [(day, offset) for (_, before), (day, offset) in pairwise(offsets) if before != offset]
    hour = timedelta(hours=1)
    # Summer time from 26 March, without it from 21 May, with it again from 2 July.
    assert changes == [("2017-03-27", hour), ("2017-05-22", 0 * hour), ("2017-07-03", hour)]
    mornings = {
        each["study_day"]: each["start"][11:16]
        for each in reversed(life.sessions("2017-03-20", "2017-07-07"))
    }
    assert "08:50" <= min(mornings.values()) <= max(mornings.values()) <= "09:30"


def test_three_cities_one_after_the_other(life: Lived) -> None:
    zones = [each["zone"] for each in life.sessions()]
    assert [zones[0], *(after for before, after in pairwise(zones) if before != after)] == [
        "Africa/Casablanca",
        "America/Mexico_City",
        "America/New_York",
    ]


def test_the_blog_brings_the_interviews(life: Lived) -> None:
    assert len(life.published()) == 7
    assert life.published()[0] < "2017-02-01"
    [seven] = [each["text"] for each in life.reflections("win") if each["text"].startswith("Seven interview")]
    assert "over half" in seven


def test_what_was_done_can_be_shown(life: Lived) -> None:
    path = life.path(PATH)
    assert path.json["status"] == "finished"
    assert set(path.statuses.values()) == {"completed"}
    assert "Eight small repositories" in path.resource("The course's algorithms")["outcome"]
    assert path.resource("A competition")["score"] == "Rank 61 of 2400"


def test_posts_were_shared_after_they_came_out(life: Lived) -> None:
    shared = {
        each["id"]: [place["place"] for place in each["shares"]] for each in life.answer("post", "list")
    }
    assert shared[6] == ["Twitter", "Hacker News"]
    assert sum(bool(places) for places in shared.values()) == 3


def test_the_review_knows_the_weeks_left_and_the_costs_so_far(tmp_path: Path) -> None:
    life = lived_until("2017-10-12 12:00", "America/New_York", "open-source-masters", tmp_path)
    october = life.month("2017-10")
    assert {each["name"]: each["weeks_left"] for each in october["paths"]}[PATH] == 3
    [so_far] = october["costs_so_far"]
    assert (so_far["amount"], so_far["currency"]) == (12_000, "USD")


def test_the_story_adds_the_costs_up(life: Lived) -> None:
    story = life.text("story")
    assert "| Cost | 12000 USD |" in story
    assert "| Rent | 6000 USD |" in story
    assert "Carried every interview" in story
