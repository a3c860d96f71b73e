"""What other trackers kept comes in whole: each row a session once, or skipped with its line and reason."""

import json
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.kind import Kind
from habit_tui.domain.session import Session
from habit_tui.exchange.loop import MOST_CHARACTERS
from habit_tui.exchange.wall import DateOrder
from habit_tui.services import change, session, starter, transfer
from habit_tui.services.arrival import PROBLEMS_TOLD
from habit_tui.services.desk import Desk
from habit_tui.services.transfer import Import
from tests.factories import at, logged
from tests.services.ways_in import (
    CLOCKIFY,
    HARSH,
    LOOP,
    LOOP_BACKUP,
    NOW,
    SAMPLES,
    TIMEWARRIOR,
    TIMEWARRIOR_DATA,
    TOGGL,
    WATSON,
    WATSON_LOG,
    Sample,
    zipped,
)

BERLIN = "Europe/Berlin"


def sessions(desk: Desk) -> tuple[Session, ...]:
    return session.between(desk, date.min, date.max)


def told(desk: Desk) -> list[tuple[str, int, str, Kind, str]]:
    """Start on the desk's clock, minutes, WHAT, kind and note of every session."""
    return [
        (f"{desk.local(each.start):%m-%d %H:%M}", each.minutes, each.what, each.kind, each.note)
        for each in sessions(desk)
    ]


MONDAY = ("03-02 05:00", 90)
FRENCH = ("03-03 05:10", 46)
FRAMES = [
    (*MONDAY, "fast.ai (lesson 3)", Kind.PRACTICE, ""),
    (*FRENCH, "Français", Kind.STUDY, ""),
    ("03-29 01:30", 60, "fast.ai (kaggle)", Kind.STUDY, ""),
]
INTERVALS = [
    (*MONDAY, "fast.ai lesson 3", Kind.PRACTICE, 'third try: "done"'),
    (*FRENCH, "Français", Kind.STUDY, ""),
    ("03-04 05:10", 46, "", Kind.STUDY, ""),
]
LOOP_DAYS = [
    ("03-01 05:00", 31, "Read", Kind.STUDY, ""),
    ("03-02 05:00", 45, "Read", Kind.STUDY, "chapter 3"),
    ("03-02 05:45", 20, "French", Kind.STUDY, "unit 4, out loud"),
    ("03-02 06:05", 20, "Pages", Kind.STUDY, ""),
]


@pytest.mark.parametrize(
    ("sample", "kept"),
    [
        (WATSON, FRAMES),
        (WATSON_LOG, FRAMES),
        (TIMEWARRIOR, INTERVALS),
        (TIMEWARRIOR_DATA, INTERVALS),
        (
            TOGGL,
            [
                (*MONDAY, "fast.ai: Lesson 3", Kind.PRACTICE, "tags: practice, deep work"),
                (*FRENCH, "Français", Kind.STUDY, "client: Self\ntask: Unit 4"),
                ("10-25 02:30", 60, "reading", Kind.STUDY, ""),
            ],
        ),
        (
            CLOCKIFY,
            [
                (*MONDAY, "fast.ai: Lesson 3", Kind.PRACTICE, "tags: practice"),
                (*FRENCH, "Français", Kind.STUDY, "client: Self\ntask: Unit 4"),
                ("03-04 23:30", 60, "fast.ai: Lesson 4", Kind.STUDY, ""),
            ],
        ),
        (
            HARSH,
            [
                ("03-02 05:00", 30, "Read", Kind.STUDY, "chapter 3 : a hard one"),
                ("03-02 05:30", 25, "French", Kind.STUDY, ""),
                ("03-05 05:00", 25, "Read", Kind.STUDY, ""),
            ],
        ),
        (LOOP, LOOP_DAYS),
        (LOOP_BACKUP, [LOOP_DAYS[0], *LOOP_DAYS[1:]]),
    ],
    ids=lambda value: value.name if isinstance(value, Sample) else "",
)
def test_each_formats_sessions_are_read(
    desk: Desk, sample: Sample, kept: list[tuple[str, int, str, Kind, str]]
) -> None:
    done = sample.bring(desk)
    assert told(desk) == kept
    assert done.kept == len(kept)
    assert (done.minutes, done.days) == (sum(row[1] for row in kept), len({row[0][:5] for row in kept}))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_again_is_a_no_op_and_one_undo_takes_all_away(desk: Desk, sample: Sample) -> None:
    first = sample.bring(desk)
    before = sessions(desk)
    again = sample.bring(desk)
    assert (again.kept, again.already_there) == (0, first.kept)
    assert again.problems == first.problems
    assert sessions(desk) == before
    change.undo(desk, NOW)
    assert sessions(desk) == ()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_dry_run_tells_the_same_and_changes_nothing(desk: Desk, sample: Sample) -> None:
    tried = sample.bring(desk, dry_run=True)
    assert sessions(desk) == ()
    assert change.undoable(desk) == ()
    assert sample.bring(desk) == tried


@pytest.mark.parametrize(
    ("first", "second"), [(WATSON, WATSON_LOG), (TIMEWARRIOR, TIMEWARRIOR_DATA), (LOOP, LOOP_BACKUP)]
)
def test_the_same_days_from_another_file_of_a_tool_are_there_already(
    desk: Desk, first: Sample, second: Sample
) -> None:
    kept = first.bring(desk).kept
    again = second.bring(desk)
    assert (again.kept, again.already_there) == (0, kept)


@pytest.mark.parametrize(
    ("sample", "problems"),
    [
        (TIMEWARRIOR, [(5, "it is still running: stop it there first")]),
        (TIMEWARRIOR_DATA, [(1, "2026-11.data: it is still running: stop it there first")]),
        (TOGGL, [(5, "the duration 2:00:00 does not lead from the start to the end")]),
        (
            HARSH,
            [
                (4, '"Read": not done that day'),
                (
                    5,
                    '"Read": a day skipped on purpose; `habit-tui leave add` keeps a streak through days off',
                ),
            ],
        ),
    ],
    ids=lambda value: value.name if isinstance(value, Sample) else "",
)
def test_what_is_skipped_is_named_by_its_line(
    desk: Desk, sample: Sample, problems: list[tuple[int, str]]
) -> None:
    done = sample.bring(desk)
    assert list(done.problems) == problems
    assert done.skipped == len(problems)


def test_loops_skipped_days_and_days_the_app_filled_in_are_told(desk: Desk) -> None:
    reasons = [reason for _, reason in LOOP.bring(desk).problems]
    assert sum("skipped on purpose" in reason for reason in reasons) == 2
    assert sum("filled in by the app" in reason for reason in reasons) == 1
    assert sum("not done that day" in reason for reason in reasons) == 4


def test_a_habit_merely_done_needs_its_minutes(desk: Desk) -> None:
    done = LOOP.bring(desk, minutes=None)
    assert {each.what for each in sessions(desk)} == {"Read"}
    assert [reason for _, reason in done.problems if "--minutes" in reason] == [
        '"French": done, but not for how long; say --minutes N',
        '"Pages": counted in "pages", not in minutes; say --minutes N for each day',
    ]


def test_a_day_without_a_time_lies_where_the_window_has_room_and_says_so(desk: Desk) -> None:
    logged(desk, "2026-03-02", "05:10", 30, "early")
    HARSH.bring(desk)
    day = [each for each in sessions(desk) if each.study_day == date(2026, 3, 2)]
    assert [(f"{desk.local(each.start):%H:%M}", each.source) for each in day] == [
        ("05:10", "cli"),
        ("05:40", "harsh, day only"),
        ("06:10", "harsh, day only"),
    ]


def test_a_day_without_room_is_skipped(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "log"
    file.write_text("2026-03-02 : Read : y : : 1400\n2026-03-02 : French : y : : 1400\n")
    ((line, reason),) = HARSH.bring(desk, file).problems
    assert (line, reason) == (2, '2026-03-02 has no room left for 1400 minutes of "French"')


def test_a_day_that_was_corrected_there_is_told_and_stays_as_it_is_here(desk: Desk, tmp_path: Path) -> None:
    HARSH.bring(desk)
    file = tmp_path / "log"
    file.write_text("2026-03-02 : Read : y : : 45\n")
    done = HARSH.bring(desk, file)
    assert done.kept == 0
    assert "stays as it is" in done.problems[0][1]


def test_a_frame_that_was_edited_there_is_told_and_stays_as_it_is_here(desk: Desk, tmp_path: Path) -> None:
    WATSON.bring(desk)
    frames = json.loads(WATSON.file.read_text(encoding="utf-8"))
    frames[1][1] += 600
    file = tmp_path / "frames"
    file.write_text(json.dumps(frames))
    done = WATSON.bring(desk, file)
    assert (done.kept, done.already_there) == (0, 2)
    assert "stays as it is" in done.problems[0][1]


def test_a_session_corrected_here_is_not_brought_back(desk: Desk) -> None:
    TIMEWARRIOR.bring(desk)
    first = sessions(desk)[0]
    session.edit(desk, first.id, session.Correction(note="corrected"), NOW)
    assert TIMEWARRIOR.bring(desk).kept == 0
    assert sessions(desk)[0].note == "corrected"


def test_labels_find_their_resource_by_map_or_by_their_name(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", at("2026-01-01 08:00", BERLIN))
    done = WATSON.bring(desk, resources={"FAST.AI": "titanic", "nothing": "titanic"})
    assert {each.what: each.resource for each in sessions(desk)}["fast.ai (kaggle)"] == (
        "Titanic competition on Kaggle"
    )
    assert (done.groups[0].name, done.groups[0].resource) == ("fast.ai", "Titanic competition on Kaggle")
    assert done.problems == ((0, 'no row is filed under "nothing", which --map names'),)


def test_a_map_to_no_resource_is_refused_before_anything_is_read(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", at("2026-01-01 08:00", BERLIN))
    with pytest.raises(NotUnderstood, match="names no resource of your paths"):
        WATSON.bring(desk, resources={"fast.ai": "quantum gravity"})
    assert sessions(desk) == ()


def test_wall_clocks_are_read_in_the_zone_that_is_named(desk: Desk) -> None:
    TOGGL.bring(desk, zone="Asia/Tokyo")
    first = sessions(desk)[0]
    assert (first.start, first.zone) == (datetime(2026, 3, 1, 20, tzinfo=UTC), "Asia/Tokyo")
    assert first.study_day == date(2026, 3, 2)


def test_the_newer_report_of_toggl_says_the_same_as_the_older(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "newer.csv"
    text = TOGGL.file.read_text(encoding="utf-8-sig").replace("End date,End time", "Stop date,Stop time")
    file.write_text(text.replace("User,", "Member,"), newline="\r\n")
    assert TOGGL.bring(desk, file).kept == 3
    assert TOGGL.bring(desk).kept == 0


def test_the_total_below_a_report_is_named_as_one(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "report.csv"
    file.write_text(CLOCKIFY.file.read_text() + "Total" + "," * 13 + "03:15:30,3.26,,0.00\n")
    done = CLOCKIFY.bring(desk, file)
    assert (done.kept, done.problems) == (3, ((5, "it has no date: it may be a total"),))


@pytest.mark.parametrize("sample", [WATSON_LOG, TIMEWARRIOR, TOGGL, HARSH], ids=lambda sample: sample.name)
@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_text_in_utf_16_is_read_when_its_mark_says_so(
    desk: Desk, tmp_path: Path, sample: Sample, mark: str
) -> None:
    text, file = sample.file.read_text(encoding="utf-8-sig"), tmp_path / "wide"
    file.write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode(mark))
    assert sample.bring(desk, file).kept
    assert sample.bring(desk).kept == 0
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(CannotBeDone, match="is not text in UTF-8"):
        sample.bring(desk, file)


def test_dates_that_can_be_read_in_two_ways_are_refused_until_somebody_says(desk: Desk) -> None:
    with pytest.raises(CannotBeDone, match="--date-format dmy or mdy"):
        CLOCKIFY.bring(desk, dates=None)
    CLOCKIFY.bring(desk, dates=DateOrder.MDY)
    assert told(desk)[0][0] == "02-03 05:00"


@pytest.mark.parametrize(
    ("old", "new", "first"),
    [
        ("04/03/2026", "25/03/2026", "03-02 05:00"),
        ("04/03/2026", "03/25/2026", "02-03 05:00"),
    ],
)
def test_one_clear_date_settles_the_order_of_all(
    desk: Desk, tmp_path: Path, old: str, new: str, first: str
) -> None:
    text = (
        CLOCKIFY.file.read_text()
        .replace("05/03/2026", new)
        .replace('12:30:00 AM","01', '11:45:00 PM","00:15')
    )
    file = tmp_path / "report.csv"
    file.write_text(text.replace(old, new).replace("00:15:00:00", "00:15:00"))
    CLOCKIFY.bring(desk, file, dates=None)
    assert told(desk)[0][0] == first


def test_dates_in_two_orders_are_refused(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "report.csv"
    file.write_text(CLOCKIFY.file.read_text().replace("02/03/2026", "25/03/2026").replace("04/03", "03/26"))
    with pytest.raises(CannotBeDone, match="not written in one order"):
        CLOCKIFY.bring(desk, file, dates=None)


@pytest.mark.parametrize(
    ("sample", "said", "why"),
    [
        (WATSON, {"minutes": 5}, "--minutes means nothing in watson"),
        (LOOP, {"dates": DateOrder.DMY}, "--date-format means nothing in loop"),
        (TOGGL, {"zone": "Berlin"}, "did you mean Europe/Berlin"),
    ],
)
def test_options_that_mean_nothing_are_refused(
    desk: Desk, sample: Sample, said: dict[str, Any], why: str
) -> None:
    with pytest.raises(NotUnderstood, match=why):
        sample.bring(desk, **said)


def test_an_archive_is_read_like_its_folder(desk: Desk, tmp_path: Path) -> None:
    assert LOOP.bring(desk, zipped(LOOP.file, tmp_path / "loop.zip")).kept == 4
    assert LOOP.bring(desk).already_there == 4


def test_an_archive_that_unpacks_to_too_much_is_refused(desk: Desk, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(LOOP.file / "Habits.csv", "Habits.csv")
        with archive.open("001 Read/Checkmarks.csv", "w") as member:
            member.write(b"\n" * (MOST_CHARACTERS // 20 + 1))
    assert bomb.stat().st_size < 100_000
    with pytest.raises(CannotBeDone, match="unpacks to more than"):
        LOOP.bring(desk, bomb)


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes) -> Path:
        file = tmp_path / "hostile"
        file.write_bytes(content)
        return file

    return write


@pytest.mark.parametrize("sample", [WATSON, TIMEWARRIOR])
@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b"[" + b"9" * 10_000 + b"]",
        b"[NaN]",
        b'["' + b"x" * 10_000_000 + b'"]',
        b'["\0"]',
        b'["\xff"]',
        b"[[1, 2",
        b"[] []",
        b"[1 2]",
    ],
    ids=["deep", "endless", "nan", "long", "nul", "bytes", "cut", "more", "comma"],
)
def test_hostile_json_is_refused_in_one_line(
    desk: Desk, file_of: Callable[[bytes], Path], sample: Sample, content: bytes
) -> None:
    with pytest.raises(CannotBeDone) as refused:
        sample.bring(desk, file_of(content))
    assert "\n" not in str(refused.value)
    assert sessions(desk) == ()


@pytest.mark.parametrize(
    "frame",
    [
        "1",
        '"frame"',
        "{}",
        "[1, 2]",
        '[true, 1700000000, "p", "i", []]',
        '[1e999, 1700000000, "p", "i", []]',
        '[-1, 1700000000, "p", "i", []]',
        '[1700000000, 123456789012345678901234567890, "p", "i", []]',
        '[1700000000, 1700003600, 7, "i", []]',
        '[1700000000, 1700003600, "p", "i", [7]]',
        '[1700000000, 1700003600, "\\u0000", "i", []]',
        '[1700000000, 1700003600, "\\ud800", "i", []]',
        '["2026-03-02", "2026-03-03", "p", "i", []]',
    ],
)
def test_a_frame_that_is_none_is_skipped_and_the_rest_is_kept(
    desk: Desk, file_of: Callable[[bytes], Path], frame: str
) -> None:
    good = '[1700000000, 1700003600, "\\u001b[31m", "a", []]'
    done = WATSON.bring(desk, file_of(f"[{frame},\n{good}]".encode()))
    assert (done.kept, [line for line, _ in done.problems]) == (1, [1])


def test_a_backup_whose_table_is_a_view_without_end_is_refused(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "loop.db"
    connection = sqlite3.connect(file)
    connection.executescript(
        "CREATE TABLE Habits (Id INTEGER, name TEXT);"
        "CREATE VIEW Repetitions AS WITH RECURSIVE n(habit) AS (SELECT 1 UNION ALL SELECT 1 FROM n) "
        "SELECT habit, 0 AS timestamp, 2 AS value FROM n;"
    )
    connection.close()
    with pytest.raises(CannotBeDone, match="no backup of Loop"):
        LOOP.bring(desk, file)


def test_a_backup_is_left_as_it_is(desk: Desk) -> None:
    before = LOOP_BACKUP.file.read_bytes()
    LOOP_BACKUP.bring(desk)
    assert LOOP_BACKUP.file.read_bytes() == before
    assert [file.name for file in LOOP_BACKUP.file.parent.glob("loop.db*")] == ["loop.db"]


def test_a_long_import_tells_how_far_it_has_come(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "frames"
    file.write_text("[" + ",\n".join(["[]"] * 200_000) + "]")
    told_of: list[int] = []

    def progress(done: int, size: int) -> None:
        assert done <= size == file.stat().st_size
        told_of.append(done)

    done = transfer.import_sessions(desk, Import("watson", str(file)), NOW, progress)
    assert done.skipped == 200_000
    assert len(done.problems) == PROBLEMS_TOLD
    assert told_of == sorted(told_of)
