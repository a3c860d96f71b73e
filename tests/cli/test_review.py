"""The review at the shell."""

import os
import pty
import subprocess
import sys
from datetime import date, timedelta

import pytest

from habit_tui.domain.words import cells
from tests.cli.shell import ROOT, Shell

KEYS = {
    *("period", "as_of", "minutes", "target", "target_in_all", "days_asked", "days_met", "verdicts", "days"),
    *("course", "strength", "punctuality", "balance", "warnings", "paths", "costs", "costs_so_far", "posts"),
    *("open", "solved", "noted", "assessment_due", "assessment", "questions"),
}


def lived(shell: Shell) -> None:
    """Three weeks of November, with a path, what stood in the way and what it cost."""
    begun = shell.at("2026-11-01T05:00:00+01:00")
    begun.done("path", "add", "Machine learning", "--start", "2026-10-01")
    add = ("path", "add", "--to", "machine")
    begun.done(*add, "fast.ai", "--kind", "course", "--minutes", "40h", "--cost", "49 USD")
    begun.done(*add, "Kaggle", "--kind", "competition", "--minutes", "20h")
    for number in range(2, 22):
        day = str(date(2026, 11, 1) + timedelta(days=number - 1))
        shell.done("log", "5:10-6:40", "fast.ai" if number % 7 else "kaggle", "--on", day)
    shell.done("log", "23:00-1:20", "reading", "--on", "2026-11-18")
    begun.done("reflect", "blocker", "weak", "maths", "and", *(["formulas"] * 12))
    begun.done("reflect", "setback", "no time")
    shell.done("reflect", "solve", "2", "up at six")


def test_without_a_word_it_is_of_the_week_where_a_week_is_reviewed(shell: Shell) -> None:
    assert shell.json("review")["period"]["kind"] == "month"
    shell.done("init", "--starter", "four-months")
    assert shell.json("review")["period"]["kind"] == "week"
    assert shell.json("review", "--on", "today")["period"]["kind"] == "month"


@pytest.mark.parametrize("line", ["review", "review week", "review month --on 2026-10-05"])
def test_a_review_carries_the_promised_keys(shell: Shell, line: str) -> None:
    lived(shell)
    assert set(shell.json(*line.split())) == KEYS


def test_a_review_tells_the_month(shell: Shell) -> None:
    lived(shell)
    told = shell.json("review")
    assert told["period"] == {
        "kind": "month",
        "first": "2026-11-01",
        "last": "2026-11-30",
        "name": "November 2026",
    }
    assert (told["minutes"], told["days_met"], told["days_asked"]) == (20 * 90 + 140, 20, 20)
    assert told["punctuality"] == {
        "sessions": 21,
        "inside": 20,
        "median_start": "05:10",
        "window_minutes": 1800,
        "windows": [{"from": "2026-11-01", "start": "05:00", "end": "08:00"}],
    }
    assert told["balance"] == {"study": 17 * 90 + 140, "practice": 270, "writing": 0, "review": 0}
    assert [each["concern"] for each in told["warnings"]] == ["late_night", "no_rest", "little_practice"]
    assert told["costs"] == [{"amount": 49, "currency": "USD", "per_hour": 1.52}]
    (path,) = told["paths"]
    assert (path["done"], path["left"], path["minutes"], path["weekly_minutes"]) == (0, 2, 1800, 450)
    assert path["forecast"] == {"finish": "2026-12-20", "basis": "hours"}
    assert [each["text"] for each in told["solved"]] == ["no time"]
    assert told["solved"][0]["solved"]["study_day"] == "2026-11-22"
    assert told["assessment_due"] == [{"id": 1, "name": "Machine learning"}]


@pytest.mark.parametrize(
    "line", ["review", "review week", "review --from 2026-01-01", "review --from -20d --to yesterday"]
)
def test_a_review_reads_well_in_80_columns(shell: Shell, line: str) -> None:
    lived(shell)
    said = shell.done(*line.split()).splitlines()
    assert max(cells(each) for each in said) <= 80
    assert all(each == each.rstrip() for each in said)


def test_the_numbers_come_first_and_the_questions_last(shell: Shell) -> None:
    lived(shell)
    said = shell.done("review")
    assert said.startswith("November 2026 · day 22 of 30\n\n")
    assert "● 20 met  of 20 days with a target" in said
    assert "20 of 21 sessions began inside 05:00-08:00" in said
    assert "studied until 01:20 in the night of Wed 18 Nov" in said
    assert "7 h 30 a week: done by 20 Dec 2026" in said
    assert "49 USD, 1.52 USD an hour" in said
    assert "  ✓ no time · setback 2, since Sun 1 Nov 2026\n    solved Sun 22 Nov 2026: up at six\n" in said
    assert said.index("An assessment is due: Machine learning") > said.index("In the way")
    assert "Keep the path? Change it? What was learnt? What stood in the way?" in said


def test_answers_are_kept_and_shown_next_time(shell: Shell) -> None:
    lived(shell)
    said = shell.json("review", "month", "--keep", "yes", "--obstacle", "evenings")
    assert said["assessment"]["answers"] == {
        "keep": "yes",
        "change": None,
        "learnt": None,
        "obstacle": "evenings",
    }
    assert said["assessment_due"] == []
    later = shell.at("2026-12-06T07:00:00+01:00").done("review")
    assert "Assessed Sun 22 Nov 2026 of Machine learning\n  Keep the path? yes\n" in later
    shell.done("undo")
    assert shell.json("review")["assessment_due"] != []


def test_today_says_in_one_line_that_an_assessment_is_due(shell: Shell) -> None:
    lived(shell)
    assert "The month of Machine learning is over: `habit-tui review month --answer`" in shell.done("today")
    assert shell.json("today")["assessment_due"] == ["Machine learning"]
    shell.done("review", "--learnt", "backprop")
    assert "is over" not in shell.done("today")
    assert shell.json("today")["assessment_due"] == []


def test_the_questions_are_asked_at_a_terminal_one_by_one(shell: Shell) -> None:
    """Through a real terminal, since only there is anybody asked."""
    master, terminal = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "habit_tui", "review", "week", "--answer"],
        env={**shell.env, "PYTHONPATH": str(ROOT)},
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=terminal,
    ) as running:
        os.write(master, b"yes\n\nbackprop\n\n")
        assert running.stdout is not None
        assert running.stdout.read().decode().startswith("Week 47")
    os.close(terminal)
    os.close(master)
    assert running.returncode == 0
    answers = shell.json("review")["assessment"]["answers"]
    assert answers == {"keep": "yes", "change": None, "learnt": "backprop", "obstacle": None}


def test_a_script_is_never_asked(shell: Shell) -> None:
    answer = shell.refused("review", "--answer")
    assert "--keep, --change, --learnt, --obstacle" in answer.err
    assert shell.process("review").code == 0


@pytest.mark.parametrize(
    ("line", "code", "named"),
    [
        ("review year", 2, "year"),
        ("review --on tomorow", 2, "tomorow"),
        ("review --to today", 2, "--from"),
        ("review week --from -9d", 2, "or goes --from"),
        ("review --from today --to yesterday", 1, "before the first"),
        ("review --on 2027-03-01", 1, "still to come"),
        ("review --on 1850-01-01", 1, "outside"),
        ("review --path machine", 2, "--answer"),
        ("review --path chess --keep yes", 1, 'no path "chess"'),
    ],
)
def test_what_cannot_be_reviewed_is_refused(shell: Shell, line: str, code: int, named: str) -> None:
    shell.done("path", "add", "Machine learning")
    answer = shell.refused(*line.split())
    assert (answer.code, named in answer.err) == (code, True), answer.err


def test_a_week_off_is_told_by_its_days(shell: Shell) -> None:
    lived(shell)
    shell.done("leave", "add", "2026-11-23", "2026-11-29", "--reason", "holiday")
    said = shell.at("2026-12-01T07:00:00+01:00").done("review", "week", "--on", "2026-11-25")
    assert "Mon 23  ~" in said
    assert "Hours        0 min\n" in said
    assert "~ 7 leave  of 0 days with a target" in said
    assert "Punctuality" not in said


def test_an_empty_review_says_how_to_begin(shell: Shell) -> None:
    assert shell.done("review").splitlines()[-1] == "Nothing was logged yet: `habit-tui log 45m WHAT` begins."
    shell.done("log", "45m", "reading")
    assert "Nothing was logged: the first day is Sun 22 Nov 2026." in shell.done(
        "review", "--on", "2026-10-01"
    )


def test_nothing_is_gained_by_what_lies_outside_the_window(shell: Shell) -> None:
    shell.done("log", "30m", "ml", "--on", "yesterday", "--at", "20:00")
    assert "0 min inside it" in " ".join(
        shell.done("review", "week").replace("\N{NO-BREAK SPACE}", " ").split()
    )
