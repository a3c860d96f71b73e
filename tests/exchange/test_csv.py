"""CSV in and out: strict about instants, quiet about order, deaf to formulas."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.errors import CannotBeDone
from habit_tui.exchange.csv import read, write
from habit_tui.exchange.record import LONGEST_LINE, Broken, Found, Ignored, Reading, Record, Source

START = datetime(2026, 11, 22, 4, 10, tzinfo=UTC)
END = datetime(2026, 11, 22, 5, 40, tzinfo=UTC)
HOUR = timedelta(hours=1)
READING = Reading(ZoneInfo("Europe/Berlin"))

Read = Callable[[str | bytes], list[tuple[int, Found]]]


@pytest.fixture
def reading(tmp_path: Path) -> Read:
    """Read what a file of this content gives."""

    def of(content: str | bytes) -> list[tuple[int, Found]]:
        file = tmp_path / "sessions.csv"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(read(Source(str(file)), READING))

    return of


def reason(found: tuple[int, Found]) -> str:
    assert isinstance(found[1], Broken)
    return found[1].reason


def test_a_row_is_a_session(reading: Read) -> None:
    assert reading(
        "start,end,zone,what,kind,note\n"
        "2026-11-22T05:10:00+01:00,2026-11-22T06:40:00+01:00,Europe/Berlin,titanic,practice,third try\n"
    ) == [(2, Record(START, END, HOUR, "Europe/Berlin", "titanic", "practice", "third try"))]


def test_columns_come_in_any_order_and_most_may_be_missing(reading: Read) -> None:
    assert reading(" Minutes ,START\n90,2026-11-22T04:10Z\n") == [(2, Record(START, END, None))]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_spreadsheets_differ_and_all_are_read(reading: Read, mark: bytes, end: str, comma: str) -> None:
    rows = ("start", "minutes", "what"), ("2026-11-22 04:10Z", "90", "naïve Bayes")
    content = end.join(comma.join(row) for row in rows)
    assert reading(mark + content.encode()) == [(2, Record(START, END, None, what="naïve Bayes"))]


def test_lines_are_counted_through_blank_ones_and_notes_of_many_lines(reading: Read) -> None:
    content = 'start,minutes,note\n\n2026-11-22T04:10Z,90,"one\ntwo"\n,,\nnonsense,5,\n'
    assert [line for line, _ in reading(content)] == [3, 6]


def test_a_column_without_meaning_is_named(reading: Read) -> None:
    assert reading("start,minutes,project\n2026-11-22T04:10Z,90,ml\n") == [
        (1, Ignored("project")),
        (2, Record(START, END, None)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22T04:10:00Z",
        "2026-11-22T04:10Z",
        "2026-11-22 05:10+01",
        "2026-11-22T05:10:00.999999+0100",
        "20261122T041000Z",
        "2026-11-21T23:10:00-05:00",
        "2026-11-22 05:10",
        "20261122T0510",
    ],
)
def test_instants_are_read_to_the_second(reading: Read, text: str) -> None:
    ((_, found),) = reading(f"start,minutes\n{text},90\n")
    assert isinstance(found, Record)
    assert found.start == START


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "the start is missing"),
        ("2026-11-22", "no instant such as"),
        ("0540", "no instant such as"),
        ("now", "no instant such as"),
        ("05:10Z", "no instant such as"),
        ("P1D", "no instant such as"),
        ("2026-W47-7T05:10Z", "no instant such as"),
        ("２０２６-11-22T05:10Z", "no instant such as"),
        ("1795324200", "no instant such as"),
        ("2026-02-30T05:10Z", "not in the calendar"),
        ("2026-11-22T25:10Z", "not in the calendar"),
        ("2026-11-22T05:10+25:00", "not in the calendar"),
        ("0540-01-01T00:00Z", "not between the years"),
        ("9999-12-31T23:59-12:00", "not between the years"),
    ],
)
def test_what_names_no_instant_is_broken(reading: Read, text: str, why: str) -> None:
    ((line, found),) = reading(f"start,minutes\n{text},90\n")
    assert line == 2
    assert why in reason((line, found))


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2026-11-22T04:10Z,,", "the end is missing"),
        ("2026-11-22T04:10Z,,1h", "a whole number"),
        ("2026-11-22T04:10Z,,-5", "a whole number"),
        ("2026-11-22T04:10Z,,٤٥", "a whole number"),
        (f"2026-11-22T04:10Z,,{'9' * 5000}", "a whole number"),
        ("2026-11-22T04:10Z,2026-11-22T05:40Z,45", "do not lead from the start to the end"),
        ("2026-11-22T04:10Z", "it has 1 cell, but the first line names 3 columns"),
        ("2026-11-22T04:10Z,,90,a note, with a comma", "it has 5 cells"),
    ],
)
def test_a_row_that_is_no_session_says_why(reading: Read, row: str, why: str) -> None:
    (found,) = reading(f"start,end,minutes\n{row}\n")
    assert why in reason(found)


def test_end_and_minutes_may_agree(reading: Read) -> None:
    ((_, found),) = reading("start,end,minutes\n2026-11-22T04:10Z,2026-11-22T05:40:20Z,90\n")
    assert isinstance(found, Record)
    assert found.end == END + timedelta(seconds=20)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"2026-11-22T04:10Z,90\n", "must name the columns"),
        (b"start,what\n", "must name the columns"),
        (b"start,end,start\n", "the column start twice"),
        (b"start,minutes,what\n2026-11-22T04:10Z,90,\xff\xfe\n", "not text in UTF-8"),
        ("start,minutes\n2026-11-22T04:10Z,90\n".encode("utf-16-le"), "line 1 holds a NUL"),
        (b"start,minutes\n2026-11-22T04:10Z,90\n\0\n", "line 3 holds a NUL"),
        (b"start,minutes\n2026-11-22T04:10Z," + b"9" * 10_000_000, "line 2 of"),
        (
            b'start,minutes,note\n2026-11-22T04:10Z,9,"' + b"long\n" * 100_000 + b'"',
            "larger than field limit",
        ),
        (b'start,minutes,note\n\n2026-11-22T04:10Z,90,"never closed\n', "(line 3)"),
    ],
)
def test_a_broken_file_is_refused_in_one_sentence(reading: Read, content: bytes, why: str) -> None:
    with pytest.raises(CannotBeDone) as refused:
        reading(content)
    assert why in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_line_may_be_long_but_not_endless(reading: Read) -> None:
    note, before = "n" * (LONGEST_LINE - 100), csv.field_size_limit()
    ((_, found),) = reading(f"start,minutes,note\n2026-11-22T04:10Z,90,{note}\n")
    assert isinstance(found, Record)
    assert found.note == note
    assert csv.field_size_limit() == before


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotBeDone, match=r"No such file|is not a file"):
        list(read(Source(str(tmp_path / name)), READING))


def test_sessions_are_written_under_their_columns() -> None:
    out = io.StringIO()
    berlin = timezone(HOUR)
    record = Record(
        START.astimezone(berlin),
        END.astimezone(berlin),
        HOUR,
        "Europe/Berlin",
        "a, b",
        "study",
        'say "no"',
        "u1",
    )
    assert write(out, [record]) == 1
    assert out.getvalue() == (
        "start,end,zone,what,kind,note,uid\n"
        '2026-11-22T05:10:00+01:00,2026-11-22T06:40:00+01:00,Europe/Berlin,"a, b",study,"say ""no""",u1\n'
    )


def test_an_offset_with_seconds_is_written_in_utc() -> None:
    out = io.StringIO()
    local_mean = timezone(timedelta(seconds=-2670))
    write(out, [Record(START.astimezone(local_mean), END.astimezone(local_mean), None)])
    assert "2026-11-22T04:10:00+00:00,2026-11-22T05:40:00+00:00" in out.getvalue()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "'=1", "''-1"])
def test_no_spreadsheet_calculates_a_text(text: str) -> None:
    out = io.StringIO()
    write(out, [Record(START, END, None, what=text, note=text)])
    cells = out.getvalue().splitlines()[1].replace('"', "").split(",")
    assert cells[3].startswith("'")
    assert cells[5].startswith("'")


def test_an_apostrophe_of_ones_own_stays(reading: Read) -> None:
    ((_, found),) = reading("start,minutes,what,note\n2026-11-22T04:10Z,90,'tis,'\n")
    assert isinstance(found, Record)
    assert (found.what, found.note) == ("'tis", "'")


texts = st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=30).map(
    str.strip
)
formulas = st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "'=", "''+", "'"]), texts).map(
    str.strip
)
records = st.builds(
    Record,
    start=st.just(START),
    end=st.just(END),
    offset=st.just(timedelta()),
    zone=texts,
    what=texts | formulas,
    kind=texts,
    note=texts | formulas,
    uid=texts | formulas,
)


@given(st.lists(records, max_size=5))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, wanted: list[Record]) -> None:
    file = tmp_path_factory.mktemp("csv") / "sessions.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        write(out, wanted)
    assert [found for _, found in read(Source(str(file)), READING)] == wanted
