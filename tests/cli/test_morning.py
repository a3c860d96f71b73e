"""A real morning at the shell, from the first command on a fresh machine to the record written back out."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.shell import Shell


@pytest.fixture
def morning(shell: Shell) -> Shell:
    """The shell of somebody who began with a starter yesterday evening."""
    shell.at("2026-11-21T21:00:00+01:00").done("init", "--starter", "five-to-eight")
    return shell


def test_a_starter_brings_its_routine_and_its_path_of_eight_steps(shell: Shell) -> None:
    said = shell.done("init", "--starter", "five-to-eight")
    assert "05:00-08:00" in said
    assert "8 resources" in said
    assert [item["start"] for item in shell.json("today")["plan"]] == ["05:00", "06:00", "07:30"]


def test_choosing_the_starter_again_changes_nothing_and_says_so(shell: Shell) -> None:
    shell.done("init", "--starter", "five-to-eight")
    before = _content(shell.file)
    again = shell("init", "--starter", "five-to-eight")
    assert (again.code, again.out) == (0, "")
    assert "stays as it is" in again.err
    assert _content(shell.file) == before


def test_without_a_name_the_starters_are_listed(shell: Shell) -> None:
    assert "five-to-eight" in shell.done("init")
    assert "five-to-eight" in shell.done("init", "--list")
    assert {"name", "title", "about"} == set(shell.json("init", "--list")[0])


def test_minutes_logged_in_the_morning_end_now(morning: Shell) -> None:
    said = morning.done("log", "45m", "hands-on", "ml", "chapter", "2")
    assert "Logged 45 min" in said
    assert "06:45-07:30" in said
    assert "45 min of 2 h · kept · 1 day in a row" in said


def test_a_span_keeps_its_own_times_and_its_note(morning: Shell) -> None:
    morning.done("log", "5:10-6:40", "titanic", "--note", "third submission")
    (session,) = morning.json("sessions")
    assert session["start"] == "2026-11-22T05:10:00+01:00"
    assert session["end"] == "2026-11-22T06:40:00+01:00"
    assert session["note"] == "third submission"


def test_a_start_without_words_begins_what_comes_next_in_the_plan(morning: Shell) -> None:
    first, second, _ = morning.json("today")["plan"]
    morning.done("plan", "tick", first["id"])
    started = morning.json("start")["session"]
    assert (started["what"], started["kind"]) == (second["what"], second["kind"])
    assert started["kind"] == "practice"
    morning.at("2026-11-22T07:45:00+01:00").done("stop")
    later = morning.at("2026-11-22T07:50:00+01:00")
    assert later.json("start", "--kind", "review")["session"]["kind"] == "review"


def test_a_session_that_names_one_resource_of_the_path_belongs_to_it_and_starts_it(morning: Shell) -> None:
    said = morning.done("log", "5:10-6:40", "titanic")
    assert "for Titanic competition on Kaggle, now started" in said
    (session,) = morning.json("sessions")
    assert (session["what"], session["resource"]) == ("titanic", "Titanic competition on Kaggle")
    assert session["kind"] == "practice"
    assert "now started" not in morning.done("log", "30m", "titanic")


def test_yesterdays_session_starts_at_the_window(morning: Shell) -> None:
    said = morning.done("log", "1h", "--on", "yesterday")
    assert "Sat 21 Nov 05:00-06:00" in said


def test_a_running_session_is_started_told_and_stopped(morning: Shell) -> None:
    assert morning("status").out == "No session is running\n"
    assert "Started titanic at 07:30" in morning.done("start", "titanic")
    later = morning.at("2026-11-22T07:52:10+01:00")
    assert later("status").out == "titanic · 22 min, since 07:30\n"
    assert "Done 22 min (22 min of it running) of 2 h · open" in later.done("today")
    assert "Running titanic · 22 min so far" in later.done("today")
    assert later.json("today")["day"]["minutes"] == 0
    said = later.done("stop")
    assert "Stopped 22 min · titanic · Sun 22 Nov 07:30-07:52" in said
    assert later.json("status") == {"running": None}


def test_a_timer_stopped_within_a_minute_records_nothing_and_says_so(morning: Shell) -> None:
    morning.done("start", "titanic")
    answer = morning.at("2026-11-22T07:30:59+01:00")("stop")
    assert (answer.code, answer.out) == (0, "")
    assert "nothing was recorded" in answer.err
    assert morning.json("sessions") == []


def test_a_timer_of_more_than_four_hours_asks_when_it_ended(morning: Shell) -> None:
    morning.done("start", "titanic")
    afternoon = morning.at("2026-11-22T16:00:00+01:00")
    assert "--at" in afternoon.refused("stop").err
    assert "Stopped 1 h 15 " in afternoon.done("stop", "--at", "8:45")


def test_a_timer_can_be_cancelled(morning: Shell) -> None:
    morning.done("start", "titanic")
    assert morning.done("cancel") == "Cancelled titanic: nothing was recorded\n"
    assert morning.json("sessions") == []


def test_the_record_is_listed_by_day_with_the_ids_that_edit_takes(morning: Shell) -> None:
    morning.done("log", "1h", "reading", "--on", "yesterday")
    morning.done("log", "5:10-6:40", "titanic", "--note", "third submission")
    first, second, third, fourth = morning.done("sessions").splitlines()
    assert first == "Sat 21 Nov 2026  1 h"
    assert second.split()[:4] == ["1", "05:00-06:00", "1", "h"]
    assert third == "Sun 22 Nov 2026  1 h 30"
    assert fourth.split()[:2] == ["2", "05:10-06:40"]
    assert fourth.endswith("“third submission”")
    assert [each["id"] for each in morning.json("sessions", "--from", "today", "--to", "today")] == [2]
    assert (
        morning.done("sessions", "--to", "2026-11-01")
        == "No sessions from Mon 26 Oct 2026 to Sun 1 Nov 2026\n"
    )


def test_an_edit_changes_what_it_names_and_undo_brings_it_back(morning: Shell) -> None:
    morning.done("log", "5:10-6:40", "titanic", "--note", "third submission")
    before = morning.json("sessions")
    morning.done("edit", "1", "5:10-6:10", "--what", "reading", "--kind", "review")
    (edited,) = morning.json("sessions")
    assert (edited["minutes"], edited["what"], edited["kind"]) == (60, "reading", "review")
    assert edited["note"] == "third submission"
    assert "Undid: edited session 1" in morning.done("undo")
    assert morning.json("sessions") == before


def test_a_deleted_session_comes_back_by_undo_and_goes_again_by_redo(morning: Shell) -> None:
    morning.done("log", "5:10-6:40", "titanic")
    before = morning.json("sessions")
    morning.done("delete", "1")
    assert morning.json("sessions") == []
    morning.done("undo")
    assert morning.json("sessions") == before
    morning.done("redo")
    assert morning.json("sessions") == []


def test_undo_goes_back_to_before_the_starter_and_then_says_that_there_is_nothing(morning: Shell) -> None:
    morning.done("log", "45m")
    morning.done("undo")
    morning.done("undo")
    assert morning.json("today")["plan"] == []
    assert "nothing to undo" in morning.refused("undo").err


def test_today_streak_and_calendar_tell_the_same_facts(morning: Shell) -> None:
    morning.done("log", "2h", "titanic", "--on", "yesterday")
    morning.done("log", "5:10-6:40", "titanic")
    today, streak, calendar = (morning.json(name) for name in ("today", "streak", "calendar"))
    days = {day["study_day"]: day for day in calendar["days"]}
    assert today["day"] | days["2026-11-22"] == today["day"]
    assert (days["2026-11-21"]["verdict"], days["2026-11-22"]["verdict"]) == ("met", "kept")
    four = {"current", "best", "freezes", "strength"}
    assert {name: streak[name] for name in four} == today["streak"] == calendar["streak"]
    assert today["streak"]["current"] == 2
    assert streak["streaks"] == [{"first": "2026-11-21", "last": "2026-11-22", "length": 2}]
    assert "2 days in a row" in morning.done("today")
    assert "2 days in a row" in morning.done("streak")
    assert "2 days in a row" in morning.done("calendar")


def test_the_reminder_speaks_in_one_line_while_the_minimum_is_not_reached(morning: Shell) -> None:
    said = morning.done("remind")
    assert said.count("\n") == 1
    assert morning.json("remind")["due"] is True


def test_the_reminder_is_silent_once_the_minimum_is_done(morning: Shell) -> None:
    morning.done("log", "10m")
    answer = morning("remind")
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    assert morning.json("remind")["due"] is False


def test_a_draft_begins_with_the_mornings_facts(morning: Shell) -> None:
    morning.done("log", "5:10-6:40", "titanic", "--note", "third submission")
    (first, *_) = morning.json("post", "prompts")
    draft = morning.json("post", "new", first["id"])
    text = Path(draft["path"]).read_text(encoding="utf-8")
    assert draft["title"] in text
    assert "third submission" in text
    assert [post["id"] for post in morning.json("post", "list")] == [draft["id"]]


def test_import_export_import_changes_nothing(morning: Shell, tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text(
        "start,end,zone,what,kind,note\n"
        "2026-11-20T05:00:00+01:00,2026-11-20T06:30:00+01:00,Europe/Berlin,reading,study,=SUM(A1)\n"
        '2026-11-21T05:00:00+01:00,2026-11-21T06:00:00+01:00,Europe/Berlin,"a, b",writing,\n',
        encoding="utf-8",
    )
    first = morning.json("import", "csv", str(rows))
    assert (first["kept"], first["skipped"]) == (2, 0)
    before = _content(morning.file)
    assert morning.json("import", "csv", str(rows))["kept"] == 0
    exported = tmp_path / "exported.csv"
    exported.write_text(morning.done("export", "csv"), encoding="utf-8")
    again = morning.json("import", "csv", str(exported))
    assert (again["kept"], again["skipped"]) == (0, 2)
    assert _content(morning.file) == before
    assert morning.done("export", "csv") == exported.read_text(encoding="utf-8")
    assert [row["what"] for row in csv.DictReader(io.StringIO(morning.done("export", "csv")))] == [
        "reading",
        "a, b",
    ]
    assert json.loads(morning.done("export", "json"))


def _content(file: Path) -> list[str]:
    """Everything the file holds, as SQL, but for the numbers of changes that came to nothing."""
    connection = sqlite3.connect(file)
    try:
        return [line for line in connection.iterdump() if "sqlite_sequence" not in line]
    finally:
        connection.close()


def test_a_time_that_the_clocks_skip_is_told_by_every_command(shell: Shell) -> None:
    skipped = "02:30 does not exist on 2026-03-29 in Europe/Berlin; taken as 03:30\n"
    night = shell.at("2026-03-29T01:00:00+01:00")
    night.done("start", "titanic")
    morning = shell.at("2026-03-29T05:00:00+02:00")
    assert skipped in morning("stop", "--at", "2:30").err
    assert skipped in morning("edit", "1", "--on", "2026-03-28", "--at", "2:30").err
    assert "it counts for Sun 29 Mar" in morning("edit", "1", "--on", "2026-03-28", "--at", "2:30").err


def test_what_names_nothing_on_a_path_is_said_to_be_free_text(shell: Shell) -> None:
    assert "free text" not in shell.done("log", "10m", "rust", "--at", "4:00")
    shell.done("init", "five-to-eight")
    assert "\n  free text: nothing on your paths is called so\n" in shell.done("log", "30m", "rust")
    assert {item["done_minutes"] for item in shell.json("today")["plan"]} == {0}
    assert "free text" not in shell.done("log", "10m", "titanic", "--at", "5:00")
    assert "free text" not in shell.done("log", "10m", "--at", "5:30")
    assert [item["done_minutes"] for item in shell.json("today")["plan"]] == [10, 10, 0]
