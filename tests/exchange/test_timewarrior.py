"""What is written for Timewarrior is read back the same; its data files in all their forms are understood."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habit_tui.domain.kind import Kind
from habit_tui.exchange.record import Broken, Found, Reading, Record, Source
from habit_tui.exchange.timewarrior import read, write

START = datetime(2026, 3, 2, 5, tzinfo=UTC)
READING = Reading(ZoneInfo("Europe/Berlin"))

texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12).map(str.strip)
records = st.builds(
    Record,
    start=st.just(START),
    end=st.integers(1, 86_400).map(lambda seconds: START + timedelta(seconds=seconds)),
    what=texts | st.sampled_from(list(Kind)).map(str),
    kind=st.sampled_from(list(Kind)).map(str),
    note=texts,
)


def found_in(folder: Path, text: str) -> list[Found]:
    file = folder / "in"
    file.write_text(text, encoding="utf-8", newline="")
    return [found for _, found in read(Source(str(file)), READING)]


@given(st.lists(records, max_size=4))
@settings(max_examples=60)
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, wanted: list[Record]) -> None:
    out = io.StringIO()
    assert write(out, wanted) == len(wanted)
    found = found_in(tmp_path_factory.getbasetemp(), out.getvalue())
    assert [
        (each.start, each.end, each.what, each.kind, each.note) for each in found if isinstance(each, Record)
    ] == [(each.start, each.end, each.what, each.kind, each.note) for each in wanted]


@pytest.mark.parametrize(
    ("line", "what", "note"),
    [
        ("inc 20260302T050000Z - 20260302T060000Z", "", ""),
        ("inc 20260302T050000Z - 20260302T060000Z # ml", "ml", ""),
        ('inc 20260302T050000Z - 20260302T060000Z # "deep work" ml', "deep work, ml", ""),
        ('inc 20260302T050000Z - 20260302T060000Z # "a # b"', "a # b", ""),
        ('inc 20260302T050000Z - 20260302T060000Z # ml # "a note"', "ml", "a note"),
        ('inc 20260302T050000Z - 20260302T060000Z # # "a note"', "", "a note"),
        ("inc 20260302T050000Z - 20260302T060000Z # ml # a plain note", "ml", "a plain note"),
        (r'inc 20260302T050000Z - 20260302T060000Z # "say \"hi\"" # "so \"so\""', 'say "hi"', 'so "so"'),
    ],
)
def test_lines_of_data_files(tmp_path: Path, line: str, what: str, note: str) -> None:
    (found,) = found_in(tmp_path, f"{line}\nexc monday 20:00\n\n")
    assert isinstance(found, Record)
    assert (found.start, found.end) == (START, START + timedelta(hours=1))
    assert (found.what, found.note) == (what, note)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("inc 20260302T050000Z # ml", "still running"),
        ("inc 20261302T050000Z - 20261302T060000Z", "not in the calendar"),
        ("inc 19690302T050000Z - 19690302T060000Z", "between the years"),
        ("inc tomorrow - 20260302T060000Z", "no instant"),
    ],
)
def test_intervals_that_are_no_session(tmp_path: Path, line: str, why: str) -> None:
    (found,) = found_in(tmp_path, line)
    assert isinstance(found, Broken)
    assert why in found.reason
