"""Reflections at the shell."""

import pytest

from tests.cli.shell import Shell


def test_the_two_blockers_story_is_told_at_the_shell(shell: Shell) -> None:
    first = shell.at("2026-03-02T07:00:00+01:00")
    first.done("reflect", "blocker", "no", "time")
    first.done("reflect", "blocker", "weak maths")
    shell.at("2026-03-09T07:00:00+01:00").done("reflect", "takeaway", "evenings: too tired", "--about", "1")
    later = shell.at("2026-04-01T07:00:00+02:00")
    assert later.done("reflect", "solve", "1", "up", "at", "six").splitlines() == [
        "Blocker 1 · Mon 2 Mar 2026",
        "  no time",
        "  tried   Mon 9 Mar 2026: evenings: too tired",
        "  solved  Wed 1 Apr 2026: up at six",
    ]
    assert later.done("reflect", "show", "2").splitlines()[1:] == ["  weak maths", "  still open"]
    assert later.done("reflect", "list", "--open") == "  2  2026-03-02  blocker     open  weak maths\n"
    assert later.done("reflect", "list").splitlines() == [
        "  1  2026-03-02  blocker     solved 2026-04-01  no time",
        "  2  2026-03-02  blocker     open               weak maths",
        "  3  2026-03-09  takeaway    about 1            evenings: too tired",
        "  4  2026-04-01  takeaway    solves 1           up at six",
    ]
    told = later.json("review", "month")
    assert [each["solved"]["text"] for each in told["solved"]] == ["up at six"]
    assert [each["text"] for each in told["open"]] == ["weak maths"]
    told = later.json("reflect", "show", "1")
    assert (told["open"], told["solved"]["text"], told["tried"][0]["id"]) == (False, "up at six", 3)
    later.done("undo")
    assert later.json("reflect", "show", "1")["open"]


def test_a_reflection_carries_the_promised_keys(shell: Shell) -> None:
    shell.done("path", "add", "ML")
    shell.done("path", "add", "fast.ai", "--to", "ml", "--kind", "course")
    noted = shell.json("reflect", "win", "lesson 3 done", "--resource", "fast.ai", "--on", "yesterday")
    assert set(noted) == {
        *("id", "uid", "kind", "text", "study_day", "about", "solves"),
        *("path", "resource", "open", "tried", "solved"),
    }
    assert (noted["path"], noted["resource"], noted["study_day"]) == ("ML", "fast.ai", "2026-11-21")
    assert shell.json("reflect", "list", "--kind", "win", "--path", "ml") == [noted]
    assert shell.json("reflect", "list", "--kind", "setback") == []
    assert shell.json("reflect", "edit", "1", "lesson", "4")["text"] == "lesson 4"
    shell.done("reflect", "delete", "1")
    assert shell.done("reflect", "list") == "No reflection yet\n"
    assert shell.done("reflect", "list", "--open") == "No setback or blocker is open\n"


def test_an_assessment_ends_the_asking_for_one(shell: Shell) -> None:
    shell.done("path", "add", "ML", "--start", "2026-10-01")
    assert "an assessment is due" in shell.done("path", "list")
    assert shell.json("path", "list")[0]["assessment_due"]
    shell.done("reflect", "assessment", "keep it", "--path", "ml")
    assert not shell.json("path", "list")[0]["assessment_due"]


@pytest.mark.parametrize(
    ("line", "code", "named"),
    [
        ("reflect blocker", 2, "TEXT"),
        ("reflect mood fine", 2, "mood"),
        ("reflect list --kind mood", 2, "is no kind of reflection"),
        ("reflect win x --about 1 --solves 1", 2, "either"),
        ("reflect win x --about one", 2, "one"),
        ("reflect win x --about 7", 1, "no reflection 7"),
        ("reflect solve 7 x", 1, "no reflection 7"),
        ("reflect solve 1", 2, "HOW"),
        ("reflect win x --path chess", 1, 'no path "chess"'),
        ("reflect win x --on tomorrow", 1, "in the future"),
        ("reflect delete 7", 1, "no reflection 7"),
    ],
)
def test_what_cannot_be_noted_is_refused(shell: Shell, line: str, code: int, named: str) -> None:
    answer = shell.refused(*line.split())
    assert answer.code == code
    assert named in answer.err
