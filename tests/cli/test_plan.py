"""The plan of a day at the shell."""

import pytest

from tests.cli.shell import Shell


@pytest.fixture
def walking(shell: Shell) -> Shell:
    """A shell of a learner on the five-to-eight path since this Sunday."""
    shell.done("init", "--starter", "five-to-eight")
    return shell


def test_the_plan_is_edited_and_shown_by_number(walking: Shell) -> None:
    walking.done("plan", "add", "45m", "french", "--at", "4:00")
    walking.done("plan", "tick", "1")
    walking.done("plan", "move", "3", "8:00")
    walking.done("plan", "resize", "2", "1h30")
    assert walking.done("plan", "show").splitlines() == [
        "Plan of Sun 22 Nov 2026 · 4 h 15",
        "   1  ✓ 04:00  french                                         0 min / 45 min",
        "   2  · 05:00  Beginner's handbook of machine learning        0 min / 1 h 30",
        "   3  · 07:30  Write: Why are you getting up for this?        0 min / 30 min",
        "   4  · 08:00  Titanic competition on Kaggle                  0 min / 1 h 30",
    ]
    assert walking.json("plan", "show")["plan"] == walking.json("today")["plan"]
    walking.done("plan", "drop", "4")
    assert len(walking.json("plan", "tick", "1", "--reopen")["plan"]) == 3


def test_tomorrow_is_planned_tonight_and_yesterday_carried_over(walking: Shell) -> None:
    walking.done("plan", "add", "6:00-6:30", "french", "--on", "tomorrow")
    tomorrow = walking.json("plan", "show", "tomorrow")
    assert tomorrow["study_day"] == "2026-11-23"
    assert [item["start"] for item in tomorrow["plan"]] == ["05:00", "06:00", "06:00", "07:30"]
    next_day = walking.at("2026-11-23T05:30:00+01:00")
    assert "Plan of Sun 22 Nov 2026 · 3 h" in next_day.done("plan", "show", "-1d")
    walking.done("plan", "add", "20m", "a talk")
    refused = next_day.refused("plan", "carry", "4").err
    assert refused.startswith('habit-tui: today\'s window has no room for "a talk"; `habit-tui plan drop`')
    next_day.done("plan", "drop", "4")
    carried = next_day.json("plan", "carry", "4")["plan"][-1]
    assert (carried["what"], carried["start"]) == ("a talk", "07:30")


@pytest.mark.parametrize(
    ("line", "code", "named"),
    [
        ("plan add", 2, "AMOUNT"),
        ("plan add soon french", 2, "soon"),
        ("plan add 45m --kind sleep", 2, "sleep"),
        ("plan add 5:00-6:00 --at 7:00", 2, "leave --at out"),
        ("plan move 1 later", 2, "later"),
        ("plan resize 1 0m", 2, "less than a minute"),
        ("plan show someday", 2, "someday"),
        ("plan tick 9", 1, 'no item "9"'),
        ("plan drop 1 --on yesterday", 1, "is over"),
        ("plan carry 9", 1, 'no item "9"'),
    ],
)
def test_what_cannot_be_planned_is_refused(walking: Shell, line: str, code: int, named: str) -> None:
    answer = walking.refused(*line.split())
    assert answer.code == code
    assert named in answer.err


def test_the_plan_of_a_weekday_is_that_of_the_next_one(shell: Shell) -> None:
    assert shell.json("plan", "add", "30m", "french", "--on", "fri")["study_day"] == "2026-11-27"
    assert shell.json("plan", "show", "sun")["study_day"] == "2026-11-22"
