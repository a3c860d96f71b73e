"""Sessions come in once, whole and explained, and go out the same."""

import io
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habit_tui.domain.entry import placed_between
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import Status
from habit_tui.domain.session import Session
from habit_tui.domain.streak import Verdict
from habit_tui.domain.words import clean
from habit_tui.services import change, export, leave, post, prompt, session, starter, streak, transfer
from habit_tui.services.arrival import PROBLEMS_TOLD, Imported
from habit_tui.services.desk import Desk
from habit_tui.services.transfer import Import
from habit_tui.store import path as path_store
from habit_tui.store import session as session_store
from habit_tui.system import tzdata
from tests.factories import at, desk_at, logged

ZONE = "Europe/Berlin"
NOW = at("2026-11-22 12:00", ZONE)
HEADER = "start,end,zone,what,kind,note\n"
ROW = "2026-11-20T05:10:00+01:00,2026-11-20T05:55:00+01:00,Europe/Berlin,titanic,practice,third try\n"


@pytest.fixture
def bring(desk: Desk, tmp_path: Path) -> Callable[..., Imported]:
    """Import a file of this content."""

    def of(content: str | bytes, dry_run: bool = False, overlap: bool = False) -> Imported:
        file = tmp_path / "in.csv"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return import_csv(desk, file, dry_run=dry_run, overlap=overlap)

    return of


Bring = Callable[..., Imported]


def import_csv(desk: Desk, file: Path, *, dry_run: bool = False, overlap: bool = False) -> Imported:
    return transfer.import_sessions(desk, Import("csv", str(file), dry_run=dry_run, overlap=overlap), NOW)


def told(done: Imported) -> tuple[int, int, tuple[tuple[int, str], ...], int]:
    return done.kept, done.skipped, done.problems, done.already_there


def sessions(desk: Desk) -> tuple[Session, ...]:
    return session.between(desk, date.min, date.max)


def csv_of(desk: Desk) -> str:
    out = io.StringIO()
    export.export_csv(desk, out)
    return out.getvalue()


def json_of(desk: Desk) -> str:
    out = io.StringIO()
    export.export_json(desk, out)
    return out.getvalue()


def test_a_row_becomes_a_session(desk: Desk, bring: Bring) -> None:
    assert told(bring(HEADER + ROW)) == (1, 0, (), 0)
    (kept,) = sessions(desk)
    assert (kept.start, kept.minutes) == (datetime(2026, 11, 20, 4, 10, tzinfo=UTC), 45)
    assert (kept.zone, kept.utc_offset, kept.study_day) == (ZONE, 3600, date(2026, 11, 20))
    assert (kept.what, kept.kind, kept.note) == ("titanic", Kind.PRACTICE, "third try")


def test_importing_twice_changes_nothing(desk: Desk, bring: Bring) -> None:
    bring(HEADER + ROW)
    before = json_of(desk)
    assert told(bring(HEADER + ROW)) == (0, 1, (), 1)
    assert json_of(desk) == before
    assert len(change.undoable(desk)) == 1


def test_a_session_logged_here_is_there_already(desk: Desk, bring: Bring) -> None:
    logged(desk, "2026-11-20", "05:10", 45, "titanic")
    assert bring(HEADER + ROW).already_there == 1
    assert len(sessions(desk)) == 1


def test_the_same_row_twice_in_a_file_is_one_session(desk: Desk, bring: Bring) -> None:
    assert told(bring(HEADER + ROW + ROW)) == (1, 1, (), 1)


def test_an_import_is_one_step_to_undo(desk: Desk, bring: Bring) -> None:
    bring(HEADER + ROW + ROW.replace("11-20", "11-21"))
    assert change.undo(desk, NOW).text == 'imported 2 sessions from "in.csv"'
    assert sessions(desk) == ()
    assert bring(HEADER + ROW).kept == 1


def test_a_dry_run_tells_and_changes_nothing(desk: Desk, bring: Bring) -> None:
    before = json_of(desk)
    assert bring(HEADER + ROW + "broken\n", dry_run=True).kept == 1
    assert json_of(desk) == before
    assert change.undoable(desk) == ()


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (
            "2026-11-22T11:30+01:00,2026-11-22T12:01+01:00,,,,",
            "it ends in the future (Sun 22 Nov 2026 12:01)",
        ),
        ("2026-11-20T05:00Z,2026-11-21T05:01Z,,,,", "more than 24 hours"),
        ("2026-11-20T05:00Z,2026-11-20T05:00Z,,,,", "the end is not after the start"),
        ("2026-11-20T05:00Z,2026-11-20T04:00Z,,,,", "the end is not after the start"),
        ("2026-11-20T05:00Z,2026-11-20T06:00Z,,,sleep,", '"sleep" is no kind; there are study, practice'),
        ("2026-11-20T05:00Z,2026-11-20T06:00Z,Berlin,,,", "did you mean Europe/Berlin?"),
        ("2026-11-20T05:00Z,2026-11-20T06:00Z,../etc,,,", "not an IANA time zone"),
        ("2026-11-20T05:00,2026-11-20T06:00,Berlin,,,", "did you mean Europe/Berlin?"),
        ("2026-11-20T05:00+05:45,2026-11-20T06:00+05:45,,,,", "name the zone in the column zone"),
        ("2026-11-20T05:00Z,2026-11-20T06:00Z", "it has 2 cells"),
        (f"2026-11-20T05:00Z,2026-11-20T06:00Z,,{'w' * 501},,", "WHAT has 501 characters"),
        (f"2026-11-20T05:00Z,2026-11-20T06:00Z,,,,{'n' * 20_001}", "note has 20001 characters"),
    ],
)
def test_a_row_that_cannot_be_kept_is_named_with_its_reason(
    desk: Desk, bring: Bring, row: str, why: str
) -> None:
    done = bring(f"{HEADER}{row}\n{ROW}")
    assert (done.kept, done.skipped, done.already_there) == (1, 1, 0)
    ((line, reason),) = done.problems
    assert line == 2
    assert why in reason


def test_an_overlap_names_the_other_session(desk: Desk, bring: Bring) -> None:
    logged(desk, "2026-11-20", "05:30", 60, "French")
    done = bring(HEADER + ROW)
    assert done.problems == (
        (2, "it overlaps session 1 (Fri 20 Nov 05:30-06:30 French); --overlap keeps it"),
    )
    assert bring(HEADER + ROW, overlap=True).kept == 1


def test_rows_of_one_file_overlap_too(desk: Desk, bring: Bring) -> None:
    done = bring(HEADER + ROW + ROW.replace("05:10", "05:20"))
    assert (done.kept, done.skipped) == (1, 1)
    assert "it overlaps session 1" in done.problems[0][1]


def test_the_running_session_covers_its_time_until_now(desk: Desk, bring: Bring) -> None:
    session.start(desk, "French", at("2026-11-22 11:00", ZONE))
    done = bring("start,minutes\n2026-11-22T11:15+01:00,30\n2026-11-22T10:30+01:00,30\n")
    assert (done.kept, done.skipped) == (1, 1)
    assert "French" in done.problems[0][1]


def test_a_column_that_is_left_out_is_told(bring: Bring) -> None:
    done = bring("start,minutes,project\n2026-11-20T05:00Z,30,ml\n")
    assert told(done) == (1, 0, ((1, 'the column "project" is not known and was left out'),), 0)


@pytest.mark.parametrize(
    ("start", "zone", "study_day"),
    [
        # The desk's own offset, and an instant that does not say where the clock stood: the desk's zone.
        ("2026-11-20T02:59+01:00", ZONE, date(2026, 11, 19)),
        ("2026-11-20T02:00Z", ZONE, date(2026, 11, 20)),
        # Berlin keeps summer time in July.
        ("2026-07-20T05:00+02:00", ZONE, date(2026, 7, 20)),
        # Elsewhere: a zone of that fixed offset.
        ("2026-07-20T02:00+01:00", "Etc/GMT-1", date(2026, 7, 19)),
        ("2026-11-20T05:00-05:00", "Etc/GMT+5", date(2026, 11, 20)),
        ("2026-11-20T05:00+14:00", "Etc/GMT-14", date(2026, 11, 20)),
        ("2026-11-20T05:00+00:00", "Etc/UTC", date(2026, 11, 20)),
    ],
)
def test_a_row_without_a_zone_gets_one(
    desk: Desk, bring: Bring, start: str, zone: str, study_day: date
) -> None:
    bring(f"start,minutes\n{start},30\n")
    (kept,) = sessions(desk)
    assert (kept.zone, kept.study_day) == (zone, study_day)


def test_the_study_day_follows_the_wall_clock_of_the_rows_zone(desk: Desk, bring: Bring) -> None:
    bring("start,minutes,zone\n2026-11-20T17:30Z,30,Asia/Tokyo\n2026-11-20T18:30Z,30,Asia/Tokyo\n")
    assert [each.study_day.day for each in sessions(desk)] == [20, 21]


def test_words_find_their_resource_and_start_it_on_its_first_day(desk: Desk, bring: Bring) -> None:
    starter.apply(desk, "five-to-eight", at("2026-11-01 08:00", ZONE))
    bring("start,minutes,what\n2026-11-20T05:00Z,30,titanic\n2026-11-10T05:00Z,30,titanic\n")
    assert {(each.resource, each.kind) for each in sessions(desk)} == {
        ("Titanic competition on Kaggle", Kind.PRACTICE)
    }
    with desk.store.reading() as unit:
        (titanic,) = (each for each in path_store.candidates(unit) if each.title.startswith("Titanic"))
    assert (titanic.status, titanic.since) == (Status.STARTED, date(2026, 11, 10))


def test_an_old_session_does_not_resume_what_was_paused_since(desk: Desk, bring: Bring) -> None:
    starter.apply(desk, "five-to-eight", at("2026-11-01 08:00", ZONE))
    with desk.store.writing(NOW, "test", "status") as unit:
        path_store.change_status(unit, 4, Status.PAUSED, date(2026, 11, 15))
    rows = "2026-11-10T05:00Z,30,titanic\n2026-11-20T05:00Z,30,titanic\n"
    bring(f"start,minutes,what\n{rows}")
    with desk.store.reading() as unit:
        (titanic,) = (each for each in path_store.candidates(unit) if each.title.startswith("Titanic"))
    assert (titanic.status, titanic.since) == (Status.STARTED, date(2026, 11, 20))


def test_a_long_import_is_remembered_and_judged_right(desk: Desk, bring: Bring) -> None:
    first = date(2026, 1, 1)
    rows = [f"{first + timedelta(days=number)}T05:00+00:00,60,{ZONE}" for number in range(325)]
    assert bring("start,minutes,zone\n" + "\n".join(rows)).kept == 325
    with desk.store.reading() as unit:
        (remembered,) = unit.rows("SELECT count(*) FROM checkpoint")
        recent = streak.recent_fold(unit, desk, date(2026, 11, 22), date(2026, 11, 20))
        whole = streak.whole_fold(unit, desk, date(2026, 11, 22))
    assert remembered == (1,)
    assert len(recent.days) < 60
    assert streak.standing(recent) == streak.standing(whole)
    assert recent.current == 325


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"what\nml\n",
        b"\xff\xfe",
        b"start,minutes\n\0",
        HEADER.encode() + ROW.encode() + b'"' + b"x" * 10_000_000,
    ],
)
def test_a_broken_file_changes_nothing(desk: Desk, bring: Bring, content: bytes) -> None:
    before = json_of(desk)
    with pytest.raises(CannotBeDone):
        bring(content)
    assert json_of(desk) == before
    assert change.undoable(desk) == ()


def test_problems_are_remembered_up_to_a_bound(bring: Bring) -> None:
    done = bring("start,minutes\n" + "x,5\n" * (PROBLEMS_TOLD + 5))
    assert done.skipped == PROBLEMS_TOLD + 5
    assert len(done.problems) == PROBLEMS_TOLD


def test_an_export_restores_what_was_deleted(desk: Desk, tmp_path: Path) -> None:
    kept = logged(desk, "2026-11-20", "05:10", 45, "titanic")
    exported = tmp_path / "out.csv"
    exported.write_text(csv_of(desk))
    session.delete(desk, kept.id, NOW)
    assert import_csv(desk, exported).kept == 1
    assert sessions(desk)[0].uid == kept.uid


def test_an_export_does_not_overwrite_a_later_correction(desk: Desk, tmp_path: Path) -> None:
    kept = logged(desk, "2026-11-20", "05:10", 45, "titanic")
    exported = tmp_path / "out.csv"
    exported.write_text(csv_of(desk))
    session.edit(desk, kept.id, session.Correction(note="corrected"), NOW)
    done = import_csv(desk, exported)
    assert done.problems == (
        (2, "session 1 (Fri 20 Nov 05:10-05:55 titanic) has the same uid and stays as it is"),
    )
    assert sessions(desk)[0].note == "corrected"


def test_a_foreign_uid_must_look_like_one(bring: Bring) -> None:
    done = bring("start,minutes,uid\n2026-11-20T05:00Z,30,=cmd\n")
    assert "is no uid" in done.problems[0][1]


def test_a_running_session_is_not_exported(desk: Desk) -> None:
    session.start(desk, "French", NOW)
    assert csv_of(desk) == "start,end,zone,what,kind,note,uid\n"


def test_a_slow_reader_of_an_export_keeps_nobody_waiting(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    logged(desk, "2026-11-20", "05:00", 30)

    class Reader(io.StringIO):
        def write(self, text: str) -> int:
            logged(desk, "2026-11-21", "05:00", 30)
            return super().write(text)

    out = Reader()
    assert export.export_csv(desk, out) == 1
    assert len(sessions(desk)) == 2


def test_json_holds_every_table_and_every_row(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", NOW)
    logged(desk, "2026-11-20", "05:00", 30, "titanic", note="🎉 [x]")
    post.new(desk, NOW, prompt.show(desk, NOW)[0].id)
    read = json.loads(json_of(desk))
    assert (read.pop("format"), read.pop("version")) == ("habit_tui", 1)
    connection = sqlite3.connect(desk.store.file)
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert set(read) == {
        name
        for name in names
        - {"change", "change_row", "checkpoint", "alembic_version", "reminder_run", "reminder_silence"}
        if not name.startswith("sqlite_")
    }
    for name, rows in read.items():
        assert len(rows) == connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    connection.close()
    assert read["session"][0]["note"] == "🎉 [x]"
    assert json_of(desk) == json_of(desk)


ZONES = (
    "Europe/Berlin",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "America/St_Johns",
    "Africa/Casablanca",
    "Etc/UTC",
)
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
formulas = st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "'=", "''@", "'"]), texts)
stretches = st.tuples(
    st.integers(0, 6 * 24 * 60 * 60).map(
        lambda after: datetime(2011, 12, 28, tzinfo=UTC) + timedelta(seconds=after)
    ),
    st.integers(1, 24 * 60 * 60),
    st.sampled_from(ZONES),
    texts | formulas,
    st.sampled_from(list(Kind)),
    texts | formulas,
)


Stretch = tuple[datetime, int, str, str, Kind, str]


def write_past_refusals(desk: Desk, stretches: list[Stretch]) -> None:
    """Write sessions whether they overlap or not."""
    with desk.store.writing(NOW, "test", "log") as unit:
        for number, (start, seconds, zone, what, kind, note) in enumerate(stretches):
            end = start + timedelta(seconds=seconds)
            placed = placed_between(start, end, tzdata.zone(zone), desk.settings.day_starts_at)
            written = Session(
                id=0,
                uid=f"uid-{number}",
                start=placed.start,
                end=placed.end,
                minutes=placed.minutes,
                zone=zone,
                utc_offset=placed.utc_offset,
                study_day=placed.study_day,
                what=clean(what, 500, "WHAT"),
                kind=kind,
                note=clean(note, 500, "note"),
                source="test",
            )
            session_store.insert(unit, written)


@given(st.lists(stretches, max_size=6), st.booleans())
@settings(max_examples=40)
def test_export_import_export_gives_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory,
    stretches: list[Stretch],
    doubled: bool,
) -> None:
    folder = tmp_path_factory.mktemp("transfer")
    here, there = desk_at(folder / "here", ZONE), desk_at(folder / "there", "Asia/Tokyo")
    write_past_refusals(here, stretches * (2 if doubled else 1))
    exported = folder / "out.csv"
    exported.write_text(csv_of(here), encoding="utf-8", newline="")
    done = import_csv(there, exported)
    assert told(done) == (len(sessions(here)), 0, (), 0)
    assert csv_of(there) == csv_of(here)
    assert decided(there) == decided(here)
    again = import_csv(there, exported)
    assert (again.kept, again.problems) == (0, ())


def decided(desk: Desk) -> list[tuple[str, date, int, int]]:
    """What was decided when each session was written, by uid."""
    return sorted((each.uid, each.study_day, each.minutes, each.utc_offset) for each in sessions(desk))


real_lines = st.sampled_from(
    [
        HEADER.strip(),
        ROW.strip(),
        "2026-11-20T05:10:00Z,2026-11-20T05:55:00Z,,,,",
        '2026-11-21T05:10:00Z,2026-11-21T05:55:00Z,,"a\nb",,',
        "start;minutes",
        "2026-11-20T05:10:00Z;45",
        ",,,,,",
        '"',
    ]
)
lines = st.lists(real_lines | st.text(max_size=30), max_size=8).map("\n".join)


@given(st.binary(max_size=80) | lines.map(lambda text: (HEADER + text).encode("utf-8", "surrogatepass")))
@settings(max_examples=60)
def test_any_file_is_read_or_refused_whole(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    desk = desk_at(folder, ZONE)
    file = folder / "in.csv"
    file.write_bytes(content)
    try:
        done = import_csv(desk, file)
    except CannotBeDone:
        assert sessions(desk) == ()
    else:
        assert len(sessions(desk)) == done.kept
        assert import_csv(desk, file).kept == 0


def test_a_wall_time_is_one_of_the_rows_zone_else_of_the_zone_that_is_named(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(
        "start,end,zone\n2026-11-18 05:00,2026-11-18T05:30,\n2026-11-19 05:00,2026-11-19 05:30,Asia/Tokyo\n"
    )
    wanted = Import("csv", str(file), zone="America/New_York")
    assert transfer.import_sessions(desk, wanted, NOW).kept == 2
    assert [(each.start, each.zone) for each in sessions(desk)] == [
        (at("2026-11-18 05:00", "America/New_York"), "America/New_York"),
        (at("2026-11-19 05:00", "Asia/Tokyo"), "Asia/Tokyo"),
    ]


def test_gaps_before_the_record_become_leave_around_the_leave_that_is_there(
    desk: Desk, tmp_path: Path
) -> None:
    logged(desk, "2026-11-19", "05:00", 60, now=NOW)
    leave.add(desk, NOW, date(2026, 11, 12), date(2026, 11, 13), "flu")
    file = tmp_path / "log"
    file.write_text("2026-11-10 : Read : y : : 60\n2026-11-15 : Read : y : : 60\n")
    wanted = Import("harsh", str(file), gaps_as_leave=True)
    tried = transfer.import_sessions(desk, replace(wanted, dry_run=True), NOW)
    assert [each.reason for each in leave.listing(desk)] == ["flu"]
    done = transfer.import_sessions(desk, wanted, NOW)
    assert done.gaps == tried.gaps == 5
    days_off = [(each.first.day, each.last.day) for each in leave.listing(desk)]
    assert days_off == [(11, 11), (12, 13), (14, 14), (16, 18)]
    with desk.store.reading() as unit:
        days = streak.whole_fold(unit, desk, desk.study_day(NOW)).days
    assert [day.study_day.day for day in days if day.verdict is Verdict.MISSED] == [20, 21]


def test_a_gap_that_a_freeze_would_cover_becomes_leave_and_the_freeze_is_kept(
    desk: Desk, tmp_path: Path
) -> None:
    logged(desk, "2026-09-20", "05:00", 60, now=NOW)
    file = tmp_path / "log"
    file.write_text("".join(f"2026-09-{day:02} : Read : y : : 60\n" for day in range(1, 9)))
    wanted = Import("harsh", str(file), gaps_as_leave=True)
    tried = transfer.import_sessions(desk, replace(wanted, gaps_as_leave=False, dry_run=True), NOW)
    assert (tried.gaps, tried.frozen) == (11, 1)
    assert transfer.import_sessions(desk, wanted, NOW).gaps == 11
    assert [(each.first.day, each.last.day) for each in leave.listing(desk)] == [(9, 19)]
    with desk.store.reading() as unit:
        days = streak.whole_fold(unit, desk, desk.study_day(NOW)).days
    assert {day.verdict for day in days if 9 <= day.study_day.day <= 19 and day.study_day.month == 9} == {
        Verdict.LEAVE
    }


def test_a_day_with_a_session_between_gaps_is_no_leave(desk: Desk, tmp_path: Path) -> None:
    logged(desk, "2026-11-19", "05:00", 60, now=NOW)
    file = tmp_path / "log"
    file.write_text("2026-11-10 : Read : y : : 60\n2026-11-14 : Read : y : : 5\n")
    done = transfer.import_sessions(desk, Import("harsh", str(file), gaps_as_leave=True), NOW)
    found = leave.listing(desk)
    assert [(each.first.day, each.last.day) for each in found] == [(11, 13), (15, 18)]
    assert sum((each.last - each.first).days + 1 for each in found) == done.gaps == 7


def test_a_gap_of_more_than_ten_years_becomes_leaves_that_could_be_typed(desk: Desk, tmp_path: Path) -> None:
    logged(desk, "2026-11-19", "05:00", 60, now=NOW)
    file = tmp_path / "log"
    file.write_text("2014-11-10 : Read : y : : 60\n")
    done = transfer.import_sessions(desk, Import("harsh", str(file), gaps_as_leave=True), NOW)
    first, second = leave.listing(desk)
    assert first.last - first.first == leave.LONGEST - timedelta(days=1)
    assert second.first == first.last + timedelta(days=1)
    assert (second.last - first.first).days + 1 == done.gaps


def test_gaps_within_the_record_stay_missed(desk: Desk, tmp_path: Path) -> None:
    logged(desk, "2026-11-10", "05:00", 60, now=NOW)
    file = tmp_path / "log"
    file.write_text("2026-11-09 : Read : y : : 60\n2026-11-15 : Read : y : : 60\n")
    done = transfer.import_sessions(desk, Import("harsh", str(file), gaps_as_leave=True), NOW)
    assert (done.kept, done.gaps, leave.listing(desk)) == (2, 0, ())
