"""An export in JSON restores an empty store to the same bytes and adds to one that has rows what it lacks."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.services import change, export, leave, post, prompt, session, share, starter, transfer
from habit_tui.services.arrival import Imported
from habit_tui.services.desk import Desk
from habit_tui.services.transfer import Import
from habit_tui.store import transfer as store
from tests.factories import at, desk_at, logged

ZONE = "Europe/Berlin"
NOW = at("2026-11-22 12:00", ZONE)


def exported(desk: Desk) -> str:
    out = io.StringIO()
    export.export_json(desk, out)
    return out.getvalue()


def bring(desk: Desk, text: str, **said: Any) -> Imported:
    file = Path(desk.store.file).with_name("export.json")
    file.write_text(text, encoding="utf-8", newline="")
    return transfer.import_file(desk, Import("json", str(file), **said), NOW)


def fill(desk: Desk) -> Desk:
    """Rows in most tables, ids that are not in a row, and a running session."""
    starter.apply(desk, "five-to-eight", at("2026-10-01 08:00", ZONE))
    for day in range(15, 20):
        logged(desk, f"2026-11-{day}", "05:10", 45, "titanic", note="it's\n“so” 🎉 \x1b[31m")
    session.delete(desk, 3, NOW)
    leave.add(desk, NOW, date(2026, 11, 20), date(2026, 11, 21), "flu")
    begun = post.new(desk, NOW, prompt.show(desk, NOW)[0].id)
    post.mark_published(desk, begun.id, NOW, "https://example.org/1")
    post.update(desk, begun.id, "and *on*", NOW)
    share.put(desk, begun.id, "r/learn", NOW, received="nice\n🎉")
    prompt.snooze(desk, prompt.show(desk, NOW)[0].id, NOW)
    session.start(desk, "French", NOW)
    return desk


@pytest.fixture
def full(desk: Desk) -> Desk:
    return fill(desk)


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a full store exports."""
    return exported(fill(desk_at(tmp_path_factory.mktemp("full"), ZONE)))


@pytest.fixture
def empty(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return desk_at(tmp_path_factory.mktemp("empty"), ZONE)


def test_an_empty_store_becomes_what_was_exported(text: str, empty: Desk) -> None:
    done = bring(empty, text)
    assert (done.skipped, done.problems) == (0, ())
    assert exported(empty) == text


def test_the_posts_and_prompts_of_an_older_export_come_too(full: Desk, empty: Desk) -> None:
    tables = json.loads(exported(full))
    for name, column in (("post", "folder"), ("prompt", "until")):
        tables[name] = [row for row in tables[name] if name == "post" or row["state"] != "snoozed"]
        for row in tables[name]:
            del row[column]
    assert bring(empty, json.dumps(tables)).problems == ()
    assert [each.title for each in post.listing(empty)] == [each.title for each in post.listing(full)]


def test_again_is_a_no_op_and_one_undo_takes_all_away(text: str, empty: Desk) -> None:
    nothing = exported(empty)
    kept = bring(empty, text).kept
    again = bring(empty, text)
    assert (again.kept, again.already_there, again.problems) == (0, kept, ())
    assert exported(empty) == text
    assert change.undo(empty, NOW).text == f'imported {kept} rows from "export.json"'
    assert exported(empty) == nothing
    change.redo(empty, NOW)
    assert exported(empty) == text


def test_a_dry_run_tells_the_same_and_changes_nothing(text: str, empty: Desk) -> None:
    nothing = exported(empty)
    tried = bring(empty, text, dry_run=True)
    assert exported(empty) == nothing
    assert bring(empty, text) == tried


def test_what_is_lacking_is_added_under_new_ids_and_its_links_follow(full: Desk, empty: Desk) -> None:
    starter.apply(empty, "six-am", at("2026-10-15 08:00", ZONE))
    mine = logged(empty, "2026-11-01", "05:10", 30, "mine")
    bring(empty, exported(full))
    titles = {each.what: each.resource for each in session.between(empty, date.min, date.max)}
    assert titles == {"mine": None, "titanic": "Titanic competition on Kaggle", "French": titles["French"]}
    assert session.between(empty, date(2026, 11, 1), date(2026, 11, 1))[0].uid == mine.uid
    assert sorted(uids(empty, "session")) == sorted([mine.uid, *uids(full, "session")])


def uids(desk: Desk, table: str) -> list[str]:
    with desk.store.reading() as unit:
        return [str(row["uid"]) for name, rows in store.tables(unit) if name == table for row in rows]


def test_what_was_changed_here_stays_as_it_is(full: Desk) -> None:
    text = exported(full)
    session.edit(full, 1, session.Correction(note="corrected"), NOW)
    before = exported(full)
    assert bring(full, text).kept == 0
    assert exported(full) == before


def test_only_one_session_runs(text: str, empty: Desk) -> None:
    session.start(empty, "mine", NOW)
    done = bring(empty, text)
    assert any("session: another session" in reason for _, reason in done.problems)
    running = session.status(empty, NOW).session
    assert running is not None
    assert running.what == "mine"


def test_the_layout_of_the_json_does_not_matter(text: str, empty: Desk) -> None:
    bring(empty, json.dumps(json.loads(text), indent=3))
    assert exported(empty) == text


SPOILED: list[tuple[str, dict[str, object], str]] = [
    ("session", {"zone": "Atlantis/Capital"}, "no time zone"),
    ("session", {"utc_offset": 90_000}, "utc_offset"),
    ("session", {"start_at": "2026-99-99T99:99:99Z"}, "not in the calendar"),
    ("session", {"study_day": "2026-01-01"}, "is not the day of its start"),
    ("session", {"minutes": 7}, "minutes do not lead"),
    ("session", {"minutes": 2**70}, "minutes"),
    ("session", {"what": None}, "its what is missing"),
    ("session", {"what": "\0"}, "its what is missing or of another type"),
    ("session", {"what": "\ud800"}, "its what is missing or of another type"),
    ("session", {"kind": "sleep"}, "its values do not fit"),
    ("session", {"resource_id": 999}, "names a resource that did not come"),
    ("session", {"uid": "../x"}, "is no uid"),
    ("session", {"id": -1}, "its id -1 is none"),
    ("session", {"colour": "red"}, 'session has no column "colour"'),
    ("routine", {"window_start": "29:00"}, "its window_start"),
    ("routine", {"target_mon": True}, "target_mon"),
    ("leave", {"first_day": "2026-02-30"}, "its first_day"),
]


@pytest.mark.parametrize(("table", "spoiled", "why"), SPOILED)
def test_a_row_that_cannot_be_kept_is_named_with_its_reason(
    text: str, empty: Desk, table: str, spoiled: dict[str, object], why: str
) -> None:
    rows = json.loads(text)
    rows[table][0].update(spoiled)
    done = bring(empty, json.dumps(rows))
    assert done.kept > 10
    assert any(why in reason and reason.startswith(f"{table}: ") for _, reason in done.problems)


def test_a_problem_is_named_by_its_line(text: str, empty: Desk) -> None:
    lines = text.splitlines(keepends=True)
    number = next(number for number, line in enumerate(lines) if '"flu"' in line)
    lines[number] = "[1],\n" if lines[number].endswith(",\n") else "[1]\n"
    assert bring(empty, "".join(lines)).problems == ((number + 1, "leave: it is no row of leave"),)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is missing"),
        ("[]", "{ is missing"),
        ("{}", "no export of habit-tui"),
        ('{"session": []}', "no export of habit-tui"),
        ('{"session": [{}], "format": "habit_tui", "version": 1}', "no export of habit-tui"),
        ('{"format": "habit_tui", "version": 2, "session": [{}]}', "is of version 2"),
        ('{"format": "habit_tui", "version": 1, "session": [{}]', "is missing"),
        ('{"format": "habit_tui", "version": 1, "x": ' + "[" * 100_000, "nests too deep"),
        ('{"format": "habit_tui", "version": 1, "x": [NaN]}', "NaN"),
        ('{"format": "habit_tui", "version": ' + "9" * 5000 + "}", "not the JSON"),
    ],
)
def test_what_is_no_export_of_ours_is_refused(desk: Desk, text: str, why: str) -> None:
    before = exported(desk)
    with pytest.raises(CannotBeDone, match=why) as refused:
        bring(desk, text)
    assert "\n" not in str(refused.value)
    assert exported(desk) == before


def test_options_mean_nothing_to_rows_that_say_all(full: Desk) -> None:
    with pytest.raises(NotUnderstood, match="--zone means nothing in json"):
        bring(full, exported(full), zone=ZONE)


texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
mornings = st.lists(st.tuples(st.integers(1, 21), texts, texts, st.booleans()), max_size=6)


@given(mornings, st.integers(0, 6))
@settings(max_examples=5)
def test_export_restore_export_gives_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, mornings: list[tuple[int, str, str, bool]], undone: int
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    here, there = desk_at(folder / "here", ZONE), desk_at(folder / "there", "Asia/Tokyo")
    starter.apply(here, "five-to-eight", at("2026-10-01 08:00", ZONE))
    for day, what, note, goes in mornings:
        kept = logged(here, f"2026-11-{day:02}", "05:00", 30, what, note=note, overlap=True)
        if goes:
            session.delete(here, kept.id, NOW)
    for _ in range(min(undone, len(mornings))):
        change.undo(here, NOW)
    text = exported(here)
    assert bring(there, text).problems == ()
    assert exported(there) == text
