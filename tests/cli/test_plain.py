"""Answers for a screen reader, and lines for a status bar."""

import pytest

from tests.cli.shell import Shell

SIGNS = set("●◐◆✕✻·~∅○◇△✎↺▶✓→│─█")


def lived(shell: Shell) -> Shell:
    """A shell whose store holds a starter, two days, a leave and a running session."""
    shell.done("init", "--starter", "five-to-eight")
    shell.done("log", "65m", "--on", "yesterday", "titanic")
    shell.done("log", "5:00-5:30", "reading")
    shell.done("leave", "add", "2026-12-24", "2026-12-26", "--reason", "family")
    shell.at("2026-11-22T06:30:00+01:00").done("start", "titanic")
    return shell


@pytest.mark.parametrize("command", ["today", "streak", "calendar"])
def test_plain_text_has_one_fact_a_line_and_no_signs(shell: Shell, command: str) -> None:
    said = lived(shell).done(command, "--plain")
    lines = said.splitlines()
    assert all(line.endswith(".") for line in lines)
    assert all(line == line.strip() and "  " not in line for line in lines)
    assert not set(said) & SIGNS


def test_today_is_told_in_words(shell: Shell) -> None:
    said = lived(shell).done("today", "--plain").splitlines()
    assert said[:4] == [
        "It is Sunday 22 November 2026, 07:30, in Europe/Berlin.",
        "The window is from 05:00 to 08:00, with 30 minutes left.",
        "Studied 1 hour 30 minutes of 2 hours, 1 hour of it in the running session.",
        "Verdict: minimum kept.",
    ]
    assert "Current streak: 2 days." in said
    assert "Running: titanic, 1 hour so far." in said
    assert "The plan has 3 items." in said
    assert any(line.startswith("Item 2: 06:00, Titanic competition") for line in said)
    assert said[-1] == "Session 2: reading, from 05:00, 30 minutes."


def test_a_day_that_is_off_asks_for_nothing(shell: Shell) -> None:
    shell.done("init", "--starter", "five-to-eight")
    shell.done("leave", "add", "today")
    assert "Done 0 min, a day off · leave" in shell.done("today")
    assert "Studied no time. This day is off." in shell.done("today", "--plain").splitlines()


def test_a_year_is_told_month_by_month(shell: Shell) -> None:
    said = lived(shell).done("calendar", "--plain").splitlines()
    assert said[:2] == [
        "The year 2026: 1 hour 35 minutes on 2 days.",
        "November: 1 hour 35 minutes. Days: 2 minimum kept.",
    ]
    assert "Leave from Thursday 24 December 2026 to Saturday 26 December 2026, family." in said


def test_an_empty_store_says_what_to_do_next(shell: Shell) -> None:
    assert shell.done("today", "--plain").splitlines()[-1].startswith("Nothing is recorded yet.")


def test_json_is_answered_where_both_are_asked_for(shell: Shell) -> None:
    assert "study_day" in shell.json("today", "--plain")


def test_a_status_line_is_filled_from_the_running_session_and_the_day(shell: Shell) -> None:
    line = "{what} {kind} {minutes} {elapsed} {since} {done}/{target} {left} {verdict} {glyph} {streak}"
    said = lived(shell).done("status", "--format", line)
    assert said == "titanic practice 60 1 h 06:30 1 h 30/2 h 30 min kept ◐ 2\n"


def test_an_idle_line_stands_while_nothing_is_running(shell: Shell) -> None:
    assert shell.done("status", "--format", "{what}", "--idle", "idle, {streak}") == "idle, 0\n"
    shell.at("2026-11-22T07:00:00+01:00").done("start", "reading")
    assert shell.done("status", "--format", "{what}", "--idle", "idle, {streak}") == "reading\n"


def test_a_status_line_never_carries_control_characters(shell: Shell) -> None:
    shell.at("2026-11-22T07:00:00+01:00").done("start", "a\x1b[31m\nb {streak}")
    assert shell.done("status", "--format", r"{what}\nx") == "a\ufffd[31m b {streak}\nx\n"


@pytest.mark.parametrize(
    "words",
    [("--format", "{nothing}"), ("--idle", "x"), ("--format", "x", "--json"), ("--format", "{what")],
)
def test_a_status_line_that_cannot_be_filled_is_refused(shell: Shell, words: tuple[str, ...]) -> None:
    shell.done("log", "5m")
    assert shell.refused("status", *words).code == 2


def test_a_reason_is_told_with_its_day_in_words(shell: Shell) -> None:
    for day in range(18, 11, -1):
        shell.done("log", "1h", "--on", f"-{day}d")
    said = shell.done("streak", "--plain").splitlines()
    assert "Tuesday 10 November 2026: day 7 of the streak; a freeze earned, 1 held." in said
