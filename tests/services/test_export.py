"""What goes out can be read: by calendars, by Timewarrior, by people, and back by ourselves."""

import io
import json
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.kind import Kind
from habit_tui.domain.session import Session
from habit_tui.services import export, routine, session, starter, transfer
from habit_tui.services.desk import Desk
from habit_tui.services.transfer import Import
from tests.factories import at, desk_at, logged

ZONE = "Europe/Berlin"
NOW = at("2026-11-22 12:00", ZONE)
HOSTILE = "a; b, c\\n: [x](y) <b> *z* # \x1b[31m\r\nBEGIN:VEVENT 🎉" + "ä" * 100


@pytest.fixture
def studied(desk: Desk) -> Desk:
    """A desk with three sessions, one of them hostile, and a running one."""
    logged(desk, "2026-11-20", "05:10", 45, "titanic", kind=Kind.PRACTICE, note="third try\nand a half")
    logged(desk, "2026-11-20", "06:00", 30, HOSTILE, note=HOSTILE)
    logged(desk, "2026-11-21", "23:50", 20)
    session.start(desk, "French", NOW)
    return desk


def ics_of(desk: Desk, *, routine: bool = False) -> str:
    out = io.StringIO()
    export.export_ics(desk, out, NOW, routine=routine)
    return out.getvalue()


def valid(text: str) -> list[Any]:
    """The events of a calendar's text, which holds what RFC 5545 asks of any."""
    assert text.endswith("END:VCALENDAR\r\n")
    lines = text.split("\r\n")
    assert not any("\n" in line or "\r" in line for line in lines)
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not any(ord(character) < 32 and character != "\t" for line in lines for character in line)
    calendar: Any = Calendar.from_ical(text)
    assert calendar.errors == []
    assert {"PRODID", "VERSION"} <= set(calendar)
    events: list[Any] = list(calendar.events)
    assert len({str(event["uid"]) for event in events}) == len(events)
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART"} <= set(event)
        assert ("DTEND" in event) != ("DURATION" in event)
        assert event.errors == []
    known = {zone.tz_name for zone in calendar.timezones}
    used = {str(event["dtstart"].params.get("TZID")) for event in events if "TZID" in event["dtstart"].params}
    assert used <= known
    return events


def test_a_calendar_holds_every_finished_session(studied: Desk) -> None:
    first, second, third = valid(ics_of(studied))
    assert (first.start, first.end) == (
        datetime(2026, 11, 20, 4, 10, tzinfo=UTC),
        datetime(2026, 11, 20, 4, 55, tzinfo=UTC),
    )
    assert (str(first["summary"]), str(first["description"])) == ("titanic", "third try\nand a half")
    assert first.categories == ["practice"]
    assert "\x1b" not in str(second["summary"])
    assert str(third["summary"]) == "study"


def test_the_same_sessions_give_the_same_calendar(studied: Desk) -> None:
    assert ics_of(studied) == ics_of(studied)


def test_without_the_library_a_calendar_is_refused_in_one_line(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(CannotBeDone, match=r"pip install '\.\[calendar\]'"):
        ics_of(desk)


def test_an_empty_calendar_is_valid(desk: Desk) -> None:
    assert valid(ics_of(desk)) == []


def test_a_calendar_can_hold_the_routine_with_alarms(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", at("2026-11-01 08:00", ZONE))
    events = valid(ics_of(desk, routine=True))
    assert events
    for event in events:
        (alarm,) = event.walk("VALARM")
        assert alarm["action"] == "DISPLAY"
        assert str(event["dtstart"].params["TZID"]) == ZONE
        assert event.start >= NOW - timedelta(days=1)
        weekdays = event["rrule"]["byday"]
        assert ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[event.start.weekday()] in weekdays


def test_a_version_of_the_routine_ends_where_the_next_begins(desk: Desk) -> None:
    logged(desk, "2026-11-20", "05:10", 45)
    routine.set(desk, NOW, start=date(2026, 12, 1), targets={6: 0})
    before, after, _ = valid(ics_of(desk, routine=True))
    assert before["rrule"]["until"] == [datetime(2026, 12, 1, 1, 59, 59, tzinfo=UTC)]
    assert len(before["rrule"]["byday"]) == 7
    assert "until" not in after["rrule"]
    assert "SU" not in after["rrule"]["byday"]
    assert (after.start.date(), after.start.time(), after["duration"].dt) == (
        date(2026, 12, 1),
        time(5),
        timedelta(hours=3),
    )


def test_the_first_version_applies_before_itself(desk: Desk) -> None:
    routine.set(desk, NOW, start=date(2026, 12, 1), targets={6: 0})
    (event,) = valid(ics_of(desk, routine=True))
    assert event.start.date() == date(2026, 11, 23)


def told(desk: Desk) -> list[tuple[datetime, datetime | None, str, Kind, str]]:
    sessions: tuple[Session, ...] = session.between(desk, date.min, date.max)
    return [(each.start, each.end, each.what, each.kind, each.note) for each in sessions if each.end]


def test_timewarriors_export_is_read_back_the_same(studied: Desk, tmp_path: Path) -> None:
    out = io.StringIO()
    assert export.export_timewarrior(studied, out) == 3
    first, *_ = json.loads(out.getvalue())
    assert first == {
        "id": 1,
        "start": "20261120T041000Z",
        "end": "20261120T045500Z",
        "tags": ["titanic", "practice"],
        "annotation": "third try\nand a half",
    }
    file = tmp_path / "export.json"
    file.write_text(out.getvalue(), encoding="utf-8")
    there = desk_at(tmp_path / "there", "Asia/Tokyo")
    done = transfer.import_file(there, Import("timewarrior", str(file), zone=ZONE), NOW)
    assert done.problems == ()
    assert told(there) == told(studied)


def test_the_log_in_markdown_reads_by_day_the_newest_first(desk: Desk) -> None:
    logged(desk, "2026-11-20", "05:10", 45, "titanic", kind=Kind.PRACTICE, note="third try\n<script>")
    logged(desk, "2026-11-20", "06:00", 30, "*not* [bold](x)\n# title")
    logged(desk, "2026-11-21", "23:50", 20)
    out = io.StringIO()
    assert export.export_markdown(desk, out) == 3
    assert out.getvalue() == (
        "# Study log\n"
        "\n## Sat 21 Nov 2026 · 20 min\n\n"
        "- 23:50–00:10 study, 20 min\n"
        "\n## Fri 20 Nov 2026 · 1 h 15\n\n"
        "- 05:10–05:55 titanic (practice), 45 min\n"
        "  > third try\n"
        "  > &lt;script>\n"
        "- 06:00–06:30 \\*not\\* \\[bold\\](x) \\# title (study), 30 min\n"
        "\n3 sessions on 2 days, 1 h 35 in all.\n"
    )
