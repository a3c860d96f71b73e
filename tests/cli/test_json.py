"""The JSON of every command: the keys that scripts may rely on, for good."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from tests.cli.shell import Shell

SESSION = {
    "id",
    "uid",
    "start",
    "end",
    "minutes",
    "zone",
    "study_day",
    "what",
    "resource",
    "kind",
    "note",
    "source",
}
DAY = {"study_day", "minutes", "target", "minimum", "verdict"}
STANDING = {"current", "best", "freezes", "strength"}


@pytest.fixture
def busy(shell: Shell) -> Shell:
    """A shell at a store with a starter, two sessions, a gap between them and a timer that runs."""
    shell.done("init", "--starter", "five-to-eight")
    shell.done("log", "2h", "handbook", "--on", "2026-11-18")
    shell.done("log", "5:10-6:40", "titanic", "--note", "third submission")
    shell.done("start", "french")
    return shell


@pytest.mark.parametrize("command", [("log", "5:00-5:10", "x"), ("edit", "1", "1h")])
def test_what_records_a_session_answers_with_session_day_and_streak(
    busy: Shell, command: tuple[str, ...]
) -> None:
    said = busy.json(*command)
    assert said.keys() >= {"session", "day", "streak"}
    assert said["session"].keys() >= SESSION
    assert said["day"].keys() >= DAY
    assert said["streak"].keys() >= STANDING


def test_start_and_stop_answer_like_log(busy: Shell) -> None:
    stopped = busy.at("2026-11-22T08:00:00+01:00").json("stop")
    assert (stopped["session"]["minutes"], stopped["day"]["minutes"]) == (30, 120)
    started = busy.at("2026-11-22T08:00:00+01:00").json("start", "x")
    assert started["session"]["end"] is None
    nothing = busy.at("2026-11-22T08:00:30+01:00").json("stop")
    assert nothing["session"] is None
    assert nothing.keys() >= {"session", "day", "streak"}


def test_instants_carry_the_offset_of_the_sessions_own_zone(shell: Shell) -> None:
    session = shell.json("log", "5:10-6:40", "--tz", "Asia/Tokyo", "--on", "yesterday")["session"]
    assert session["start"] == "2026-11-21T05:10:00+09:00"
    assert session["zone"] == "Asia/Tokyo"
    assert session["minutes"] == 90
    assert session["study_day"] == "2026-11-21"


def test_the_record_is_a_list_of_sessions(busy: Shell) -> None:
    found = busy.json("sessions")
    assert [each.keys() >= SESSION for each in found] == [True, True, True]
    assert (found[-1]["what"], found[-1]["end"]) == ("french", None)
    assert busy.json("delete", "1")["session"]["id"] == 1


def test_status_is_the_running_session_or_null(busy: Shell) -> None:
    running = busy.at("2026-11-22T07:40:00+01:00").json("status")["running"]
    assert running.keys() >= SESSION
    assert running["minutes"] == 10
    assert busy.json("cancel")["session"]["what"] == "french"
    assert busy.json("status") == {"running": None}


def test_today_has_everything_the_screen_shows(busy: Shell) -> None:
    said = busy.json("today")
    assert said.keys() >= {
        "now",
        "study_day",
        "zone",
        "window",
        "day",
        "streak",
        "plan",
        "sessions",
        "running",
    }
    assert said["now"] == "2026-11-22T07:30:00+01:00"
    assert said["zone"] == "Europe/Berlin"
    assert said["window"] == {"start": "2026-11-22T05:00:00+01:00", "end": "2026-11-22T08:00:00+01:00"}
    assert said["day"].keys() >= DAY
    assert said["streak"].keys() >= STANDING
    assert all(
        item.keys() >= {"id", "start", "minutes", "done_minutes", "what", "kind", "status"}
        for item in said["plan"]
    )
    assert [session["what"] for session in said["sessions"]] == ["titanic"]
    assert said["running"]["what"] == "french"


def test_streak_has_the_numbers_the_runs_and_the_reasons(busy: Shell) -> None:
    said = busy.json("streak")
    assert said.keys() >= STANDING | {"streaks", "why"}
    assert said["streaks"][0].keys() >= {"first", "last", "length"}
    assert said["why"][0].keys() >= {"study_day", "event", "text"}
    assert 0 < said["strength"] < 1


def test_calendar_has_the_days_of_the_year(busy: Shell) -> None:
    days = busy.json("calendar")["days"]
    assert days[0].keys() >= {"study_day", "minutes", "target", "verdict"}
    assert days[-1]["study_day"] == "2026-11-22"
    assert all(day["verdict"] for day in days)
    assert busy.json("calendar", "--year", "2030")["days"] == []


def test_prompts_have_a_question_a_reason_and_the_day_they_are_due(busy: Shell) -> None:
    due = busy.json("post", "prompts")
    assert due
    assert all(each.keys() >= {"id", "question", "reason", "due"} for each in due)


def test_a_new_post_tells_its_file(busy: Shell) -> None:
    said = busy.json("post", "new", "--title", "Month 1", "--dialect", "jekyll")
    assert said.keys() >= {"id", "path", "title", "dialect"}
    assert (said["title"], said["dialect"]) == ("Month 1", "jekyll")
    (listed,) = busy.json("post", "list")
    assert listed.keys() >= {"id", "title", "status", "dialect", "path", "created_on", "published_on", "url"}
    published = busy.json("post", "publish", "1", "--url", "https://example.org/month-1")
    assert published == {"id": 1, "status": "published", "url": "https://example.org/month-1"}


def test_the_reminder_says_whether_why_and_what(busy: Shell) -> None:
    assert busy.json("remind").keys() >= {"due", "reason", "text"}


def test_undo_and_redo_say_what_they_put_back(busy: Shell) -> None:
    assert busy.json("undo")["action"] == "start"
    assert busy.json("redo").keys() >= {"action", "text"}


def test_init_says_what_it_did_and_left(shell: Shell) -> None:
    assert shell.json("init", "--starter", "five-to-eight").keys() >= {"starter", "did", "left"}


def test_every_json_is_one_document_and_every_instant_in_it_can_be_read(busy: Shell) -> None:
    for words in (("today",), ("sessions",), ("status",), ("log", "5:00-5:10"), ("delete", "1")):
        for each in _instants(busy.json(*words)):
            assert datetime.fromisoformat(each).utcoffset() is not None


def _instants(value: Any) -> list[str]:
    """Every value under the keys `start`, `end` and `now` but the plan's clock times."""
    if isinstance(value, list):
        return [found for each in value for found in _instants(each)]
    if not isinstance(value, Mapping):
        return []
    if "done_minutes" in value:
        return []
    here = [value[key] for key in ("start", "end", "now") if isinstance(value.get(key), str)]
    return here + [found for each in value.values() for found in _instants(each)]
