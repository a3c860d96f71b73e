"""`story` prints Markdown, ten lines, a log, or JSON."""

import pytest

from tests.cli.shell import Shell


@pytest.fixture
def lived(shell: Shell) -> Shell:
    """A shell at a store with two sessions on a path and a free one."""
    shell.done("init", "--starter", "five-to-eight")
    shell.at("2026-11-20T08:00:00+01:00").done("log", "5:00-6:30", "titanic", "--note", "0.74 | *first*")
    shell.done("log", "45m", "French")
    shell.done("reflect", "setback", "not", "adopted")
    return shell


def test_the_story_is_markdown_on_stdout(lived: Shell) -> None:
    answer = lived("story")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("# My story\n\nFri 20 Nov 2026 to Sun 22 Nov 2026\n")
    assert (
        "1. competition: **[Titanic competition on Kaggle](<https://www.kaggle.com/c/titanic>)**"
        in answer.out
    )
    assert "> not adopted" in answer.out


def test_a_path_can_be_named(lived: Shell) -> None:
    told = lived.done("story", "--path", "frontend", "--from", "2026-11-01")
    assert told.startswith("# From frontend to machine learning\n")
    assert "French" not in told


def test_the_short_story_has_ten_lines(lived: Shell) -> None:
    lines = lived.done("story", "--short").splitlines()
    assert [line.split(":")[0].strip("-* ") for line in lines] == [
        *["Before"] * 3,
        *["During"] * 5,
        *["After"] * 2,
    ]


def test_the_log_has_a_day_for_each_day_of_study(lived: Shell) -> None:
    told = lived.done("story", "--log")
    assert "### Day 1: Fri 20 Nov 2026\n" in told
    assert "### Day 2: Sun 22 Nov 2026\n" in told
    assert "> 0.74 \\| \\*first\\*\n" in told


def test_the_story_as_json(lived: Shell) -> None:
    told = lived.json("story", "--to", "yesterday")
    assert (told["first"], told["last"], told["minutes"], told["days"]) == ("2026-11-20", "2026-11-21", 90, 1)
    assert [each["title"] for each in told["timeline"]] == ["Titanic competition on Kaggle"]
    assert told["months"][0]["states"][0]["statuses"] == ["started"]
    assert lived.json("story")["reflections"][0]["text"] == "not adopted"


@pytest.mark.parametrize(
    "words", [["--short", "--log"], ["--from", "noday"], ["--path", "nowhere"], ["--from", "+2d"]]
)
def test_what_makes_no_story_is_refused(lived: Shell, words: list[str]) -> None:
    lived.refused("story", *words)
