"""Two copies of a store that lived on apart become one, the same whichever is joined into which."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, update

from habit_tui.domain.errors import CannotBeDone, StoreFault
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import Resource, ResourceKind, Status
from habit_tui.domain.prompt import Prompt
from habit_tui.domain.reflection import Reflection, ReflectionKind
from habit_tui.domain.session import Session
from habit_tui.services import (
    change,
    leave,
    path,
    post,
    prompt,
    reflection,
    resource,
    routine,
    session,
    share,
    starter,
    streak,
)
from habit_tui.services.desk import Desk
from habit_tui.services.merge import Merged, merge
from habit_tui.store import tables as t
from habit_tui.store.store import SCHEMA_VERSION
from tests.factories import at, desk_at, logged
from tests.services.copies import Step, contents, copy_of, steps, steps_but_undo

ZONE = "Europe/Berlin"
NOW = at("2026-11-22 12:00", ZONE)
EARLY = at("2026-11-22 06:00", ZONE)
LATER = at("2026-11-22 07:00", ZONE)
KEPT = Path(__file__).parents[1] / "data"
Pair = tuple[Desk, Desk]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with paths, a routine, sessions and something to undo."""
    desk = desk_at(tmp_path_factory.mktemp("begun"), ZONE)
    starter.apply(desk, "five-to-eight", at("2026-10-01 08:00", ZONE))
    for day in range(10, 14):
        logged(desk, f"2026-11-{day}", "05:10", 45, "titanic")
    return desk


def do(desk: Desk, done: list[Step], since: datetime) -> None:
    """Do some things, two minutes apart."""
    for number, step in enumerate(done):
        step.do(desk, since + timedelta(minutes=2 * number))


@given(st.lists(steps, max_size=6), st.lists(steps, max_size=8), st.lists(steps, max_size=8))
@settings(max_examples=4 if settings().max_examples < 1000 else 500)
def test_two_copies_become_the_same_in_either_order(
    begun: Desk,
    tmp_path_factory: pytest.TempPathFactory,
    before: list[Step],
    here: list[Step],
    there: list[Step],
) -> None:
    folder = tmp_path_factory.mktemp("merge")
    first = copy_of(begun, folder / "first")
    do(first, before, EARLY)
    second = copy_of(first, folder / "second")
    do(first, here, EARLY + timedelta(hours=1))
    do(second, there, EARLY + timedelta(hours=1, minutes=1))
    mine, theirs = contents(first), contents(second)
    other_way = copy_of(second, folder / "other-way")

    merge(other_way, first.store.file, NOW)
    merge(first, second.store.file, NOW)
    assert contents(second) == theirs
    joined = contents(first)
    assert contents(other_way) == joined
    assert streak.show(other_way, NOW).standing == streak.show(first, NOW).standing

    assert merge(first, second.store.file, NOW).rows == 0
    assert merge(first, other_way.store.file, NOW).rows == 0
    assert contents(first) == joined
    if joined != mine:
        assert change.undo(first, NOW).action == "merge"
        assert contents(first) == mine
        merge(first, second.store.file, NOW)
        assert contents(first) == joined
    shutil.rmtree(folder)


@given(
    st.lists(steps, max_size=8), st.lists(steps, max_size=8), st.lists(steps_but_undo, min_size=2, max_size=8)
)
@settings(max_examples=4 if settings().max_examples < 1000 else 500)
def test_a_copy_that_was_merged_says_nothing_new_whatever_is_done_afterwards(
    begun: Desk,
    tmp_path_factory: pytest.TempPathFactory,
    here: list[Step],
    there: list[Step],
    afterwards: list[Step],
) -> None:
    folder = tmp_path_factory.mktemp("again")
    first, second = copy_of(begun, folder / "first"), copy_of(begun, folder / "second")
    do(first, here, EARLY)
    do(second, there, EARLY + timedelta(minutes=1))
    merge(first, second.store.file, LATER)
    do(first, afterwards, LATER + timedelta(hours=1))
    left = contents(first)
    assert merge(first, second.store.file, NOW) == Merged((), ())
    assert contents(first) == left
    shutil.rmtree(folder)


@pytest.fixture
def pair(begun: Desk, tmp_path: Path) -> Pair:
    """Two laptops with the same store."""
    return copy_of(begun, tmp_path / "first"), copy_of(begun, tmp_path / "second")


def joined(pair: Pair) -> Merged:
    """The second laptop's copy joined into the first's, and the other way with the same outcome."""
    first, second = pair
    other_way = copy_of(second, Path(second.store.file).parents[2] / "other-way")
    merge(other_way, first.store.file, NOW)
    done = merge(first, second.store.file, NOW)
    assert contents(other_way) == contents(first)
    return done


def sessions(desk: Desk) -> list[Session]:
    return list(session.between(desk, date.min, date.max))


def test_sessions_of_both_laptops_are_there_and_the_streak_counts_them(pair: Pair) -> None:
    first, second = pair
    for day in (14, 16):
        logged(first, f"2026-11-{day}", "05:10", 90)
    for day in (15, 17):
        logged(second, f"2026-11-{day}", "05:10", 90)
    done = joined(pair)
    assert [(each.table, each.added, each.changed, each.deleted) for each in done.tallies] == [
        ("session", 2, 0, 0)
    ]
    assert done.conflicts == ()
    assert [each.study_day.day for each in sessions(first)] == list(range(10, 18))
    assert streak.show(first, NOW).standing.best == 8
    assert change.undoable(first)[0].text == 'merged 2 rows from "habit.db"'


def test_the_later_of_two_changes_holds_and_both_are_told(pair: Pair) -> None:
    first, second = pair
    session.edit(first, 1, session.Correction(kind=Kind.REVIEW), EARLY)
    session.edit(second, 1, session.Correction(kind=Kind.PRACTICE), LATER)
    (conflict,) = joined(pair).conflicts
    assert (conflict.kind, conflict.table) == ("changed", "session")
    assert conflict.text == (
        'the session of 2026-11-10 "titanic" was changed in both copies; the later change, there, holds; '
        'given up: kind "review"'
    )
    assert sessions(first)[0].kind is Kind.PRACTICE


def test_words_written_in_both_copies_are_all_kept_and_only_once(pair: Pair) -> None:
    first, second = pair
    session.edit(first, 1, session.Correction(note="earlier words"), EARLY)
    session.edit(second, 1, session.Correction(note="later words"), LATER)
    (conflict,) = joined(pair).conflicts
    assert conflict.text.endswith("holds; its note holds both")
    assert sessions(first)[0].note == "later words\nearlier words"
    assert merge(first, second.store.file, NOW).rows == 0
    merge(second, first.store.file, NOW)
    assert contents(second) == contents(first)


def test_words_stay_when_the_later_change_was_about_something_else(pair: Pair) -> None:
    first, second = pair
    session.edit(first, 1, session.Correction(note="what I understood"), EARLY)
    session.edit(second, 1, session.Correction(kind=Kind.PRACTICE), LATER)
    joined(pair)
    assert (sessions(first)[0].note, sessions(first)[0].kind) == ("what I understood", Kind.PRACTICE)


def test_words_that_were_written_anew_after_a_merge_do_not_come_back(pair: Pair) -> None:
    first, second = pair
    session.edit(first, 1, session.Correction(note="first try"), EARLY)
    session.edit(second, 1, session.Correction(kind=Kind.PRACTICE), EARLY + timedelta(minutes=1))
    merge(second, first.store.file, LATER)
    session.edit(first, 1, session.Correction(note="second try"), LATER)
    joined(pair)
    assert sessions(first)[0].note == "second try"


def test_a_change_made_after_seeing_the_other_holds_whatever_the_clock_said(pair: Pair) -> None:
    first, second = pair
    session.edit(first, 1, session.Correction(note="once"), LATER)
    merge(second, first.store.file, LATER)
    session.edit(second, 1, session.Correction(note="twice"), EARLY)
    assert joined(pair).conflicts == ()
    assert sessions(first)[0].note == "twice"


def test_what_was_deleted_in_one_copy_stays_deleted(pair: Pair) -> None:
    first, second = pair
    session.delete(first, 1, EARLY)
    session.delete(second, 2, EARLY)
    assert joined(pair).conflicts == ()
    assert len(sessions(first)) == 2


@pytest.mark.parametrize("deleted_at", [EARLY, LATER])
@pytest.mark.parametrize("deleting", [0, 1])
def test_a_change_that_the_deletion_never_saw_is_kept_and_told(
    pair: Pair, deleting: int, deleted_at: datetime
) -> None:
    first, _ = pair
    session.delete(pair[deleting], 1, deleted_at)
    session.edit(pair[1 - deleting], 1, session.Correction(note="on"), EARLY + timedelta(minutes=30))
    before = contents(first)
    (conflict,) = joined(pair).conflicts
    assert (conflict.kind, conflict.table) == ("deleted", "session")
    assert conflict.text == (
        'the session of 2026-11-10 "titanic" was deleted in one copy and changed in the other; it is kept'
    )
    assert (len(sessions(first)), sessions(first)[0].note) == (4, "on")
    assert merge(first, pair[1].store.file, NOW).rows == 0
    if deleting == 0:
        assert change.undo(first, NOW).action == "merge"
        assert contents(first) == before


def test_a_deletion_that_has_seen_the_change_holds_whatever_the_clock_said(pair: Pair) -> None:
    first, second = pair
    session.edit(second, 1, session.Correction(note="on"), LATER)
    merge(first, second.store.file, LATER)
    session.delete(first, 1, EARLY)
    assert joined(pair).conflicts == ()
    assert len(sessions(first)) == 3


@pytest.mark.parametrize("deleting", [0, 1])
def test_what_a_merge_kept_stays_deleted_once_it_is_deleted_anew(pair: Pair, deleting: int) -> None:
    first, second = pair
    session.delete(pair[deleting], 1, LATER)
    session.edit(pair[1 - deleting], 1, session.Correction(note="on"), EARLY)
    merge(first, second.store.file, LATER)
    session.delete(first, sessions(first)[0].id, LATER + timedelta(hours=1))
    assert joined(pair).conflicts == ()
    assert [each.note for each in sessions(first)] == [""] * 3
    merge(second, first.store.file, NOW)
    assert contents(second) == contents(first)


@pytest.mark.parametrize("later", [0, 1])
def test_what_was_deleted_after_a_merge_is_not_brought_back_by_the_same_old_copy(
    pair: Pair, later: int
) -> None:
    first, second = pair
    session.edit(pair[later], 1, session.Correction(note="later"), LATER)
    session.edit(pair[1 - later], 1, session.Correction(note="earlier"), EARLY)
    merge(first, second.store.file, LATER)
    session.delete(first, 1, LATER + timedelta(hours=1))
    assert joined(pair) == Merged((), ())
    assert len(sessions(first)) == 3


def test_one_of_two_equal_sessions_that_a_merge_left_out_stays_out(pair: Pair) -> None:
    first, second = pair
    for desk in pair:
        logged(desk, "2026-11-20", "05:00", 60, "the same")
    merge(first, second.store.file, LATER)
    session.delete(first, sessions(first)[-1].id, LATER)
    assert joined(pair) == Merged((), ())
    assert len(sessions(first)) == 4


def test_a_merge_that_only_learned_something_is_passed_over_by_undo_and_redo(pair: Pair) -> None:
    first, second = pair
    session.edit(second, 1, session.Correction(note="earlier"), EARLY)
    session.edit(first, 1, session.Correction(note="later, not earlier"), LATER)
    logged(first, "2026-11-20", "05:00", 60)
    change.undo(first, LATER)
    assert merge(first, second.store.file, LATER).rows == 0
    assert change.undoable(first)[0].text.startswith("edited")
    assert change.redo(first, LATER).text.startswith("logged")
    assert merge(first, second.store.file, NOW) == Merged((), ())


def test_a_third_copy_brings_nothing_back_that_a_deletion_has_seen_on_its_way(
    pair: Pair, begun: Desk, tmp_path: Path
) -> None:
    first, second = pair
    session.edit(first, 1, session.Correction(note="once"), EARLY)
    third = copy_of(first, tmp_path / "third")
    session.edit(first, 1, session.Correction(note="twice"), EARLY)
    merge(second, first.store.file, LATER)
    session.delete(second, 1, LATER)
    assert joined((second, third)) == Merged((), ())
    merge(third, second.store.file, NOW)
    merge(first, third.store.file, NOW)
    assert contents(third) == contents(second) == contents(first)


def test_a_deletion_reaches_a_third_copy_through_the_second(pair: Pair, begun: Desk, tmp_path: Path) -> None:
    first, second = pair
    third = copy_of(begun, tmp_path / "third")
    session.delete(first, 1, EARLY)
    merge(second, first.store.file, NOW)
    assert merge(second, third.store.file, NOW).rows == 0
    merge(third, second.store.file, NOW)
    assert contents(third) == contents(second) == contents(first)


def test_what_was_undone_in_one_copy_is_undone_in_both(begun: Desk, tmp_path: Path) -> None:
    first = copy_of(begun, tmp_path / "first")
    session.edit(first, 1, session.Correction(note="a slip"), EARLY)
    session.delete(first, 2, EARLY)
    second = copy_of(first, tmp_path / "second")
    change.undo(first, LATER)
    change.undo(first, LATER)
    before = contents(first)["session"].keys()
    assert joined((first, second)).conflicts == ()
    assert contents(first)["session"].keys() == before
    assert sessions(first)[0].note == ""


def test_overlapping_sessions_are_both_kept_and_told(pair: Pair) -> None:
    first, second = pair
    logged(first, "2026-11-20", "05:00", 60, "mine")
    logged(second, "2026-11-20", "05:30", 60, "theirs")
    (conflict,) = joined(pair).conflicts
    assert conflict.kind == "overlap"
    assert conflict.text == (
        'the session of 2026-11-20 "theirs" overlaps the session of 2026-11-20 "mine"; both are kept'
    )
    assert len(sessions(first)) == 6


def test_a_session_written_alike_in_both_is_there_once(pair: Pair) -> None:
    for desk in pair:
        logged(desk, "2026-11-20", "05:00", 60, "the same")
    assert joined(pair).conflicts == ()
    assert [each.what for each in sessions(pair[0])].count("the same") == 1


@pytest.mark.parametrize(("later", "minutes"), [("06:00", 60), ("11:00", 1)])
def test_of_two_running_sessions_the_later_runs_on(pair: Pair, later: str, minutes: int) -> None:
    first, second = pair
    session.start(first, "mine", at("2026-11-22 05:00", ZONE))
    session.start(second, "theirs", at(f"2026-11-22 {later}", ZONE))
    (conflict,) = joined(pair).conflicts
    assert conflict.kind == "running"
    *_, ended, running = sessions(first)
    assert (ended.what, ended.minutes, running.what, running.end) == ("mine", minutes, "theirs", None)
    assert merge(first, second.store.file, NOW).rows == 0


def test_a_session_stopped_elsewhere_is_stopped(begun: Desk, tmp_path: Path) -> None:
    first = copy_of(begun, tmp_path / "first")
    session.start(first, "French", EARLY)
    second = copy_of(first, tmp_path / "second")
    session.stop(second, LATER)
    session.start(second, "next", LATER)
    assert joined((first, second)).conflicts == ()
    assert [(each.what, each.minutes) for each in sessions(first)][-2:] == [("French", 60), ("next", 0)]


def test_a_routine_set_for_one_day_in_both_is_the_later_with_its_slots(pair: Pair) -> None:
    first, second = pair
    start = date(2026, 11, 25)
    routine.set(first, EARLY, start=start, targets={0: 30})
    routine.set(second, LATER, start=start, targets={0: 45})
    (conflict,) = joined(pair).conflicts
    assert (conflict.kind, conflict.table) == ("twins", "routine")
    versions = routine.show(first, NOW).versions
    assert [each.targets[0] for each in versions if each.effective_from == start] == [45]
    assert len(versions[-1].slots) == len(routine.show(second, NOW).versions[-1].slots)


def test_a_place_ticked_in_both_copies_is_one_place_with_what_both_noted(begun: Desk, tmp_path: Path) -> None:
    first = copy_of(begun, tmp_path / "first")
    number = post.new(first, EARLY, title="Month 2").id
    second = copy_of(first, tmp_path / "second")
    share.put(first, number, "r/learnpython", EARLY, asked=True, received="too long")
    share.put(second, number, "R/LearnPython", LATER, on=date(2026, 11, 21), received="clear")
    (conflict,) = joined((first, second)).conflicts
    assert conflict.kind == "twins"
    assert conflict.text == (
        'the place of a post "r/learnpython" was written in both copies; it is one now; '
        'its feedback holds both; given up: place "r/learnpython", shared on "2026-11-22", '
        'received on "2026-11-22"'
    )
    (place,) = post.show(first, number).shares
    assert (place.place, place.shared_on, place.asked_on) == (
        "R/LearnPython",
        date(2026, 11, 21),
        date(2026, 11, 22),
    )
    assert place.feedback == "too long\nclear"
    assert merge(first, second.store.file, NOW) == Merged((), ())
    merge(second, first.store.file, NOW)
    assert contents(second) == contents(first)


def test_paths_resources_and_statuses_follow_under_new_ids(pair: Pair) -> None:
    first, second = pair
    path.add(first, EARLY, "Rust")
    french = path.add(second, EARLY, "French")
    book = Resource(0, "", french.id, None, "Grammaire", ResourceKind.BOOK, 0)
    added = resource.add(second, EARLY, book, stage="Winter")
    resource.set_status(second, LATER, added.id, Status.STARTED)
    logged(second, "2026-11-20", "05:00", 60, "Grammaire")
    leave.add(second, LATER, date(2026, 12, 24), date(2026, 12, 26), "Christmas")
    assert joined(pair).conflicts == ()
    found = path.find(first, "French")
    (grammar,) = path.show(first, NOW, found.id).resources
    assert found.id != french.id
    assert (grammar.title, grammar.status) == ("Grammaire", Status.STARTED)
    assert sessions(first)[-1].resource == "Grammaire"
    assert path.show(first, NOW, found.id).minutes == {grammar.id: 60}


def test_paths_of_one_name_begun_on_each_laptop_are_both_kept_and_told(pair: Pair) -> None:
    first, second = pair
    path.add(first, EARLY, "Rust")
    path.add(second, LATER, "rust")
    (conflict,) = joined(pair).conflicts
    assert (conflict.kind, conflict.table) == ("twins", "path")
    assert conflict.text == 'two paths are called "rust" now, one of each copy; both are kept'
    assert [each.path.name for each in path.listing(first, NOW)][-2:] == ["Rust", "rust"]


def test_of_two_statuses_of_one_day_the_later_holds_in_both_copies(pair: Pair) -> None:
    first, second = pair
    paused, done = resource.find(first, "titanic").id, resource.find(second, "titanic").id
    resource.set_status(second, LATER, done, Status.COMPLETED)
    resource.set_status(first, EARLY, paused, Status.PAUSED, reason="tired")
    before = contents(second)
    other_way = copy_of(second, Path(second.store.file).parents[2] / "late")
    merge(other_way, first.store.file, NOW)
    joined(pair)
    for desk in (first, other_way):
        assert resource.find(desk, "titanic").status is Status.COMPLETED
        assert [each.status for each in resource.find(desk, "titanic").changes[-2:]] == [
            Status.PAUSED,
            Status.COMPLETED,
        ]
    change.undo(other_way, NOW)
    assert contents(other_way) == before


def remove_path(desk: Desk, now: datetime) -> None:
    with desk.store.writing(now, "test", "path") as unit:
        unit.sql.execute(delete(t.path).where(t.path.c.name == "French"))


@pytest.fixture
def french(pair: Pair) -> Pair:
    """A path with two resources and a session on one of them, in both copies."""
    first, second = pair
    added = path.add(first, at("2026-11-21 06:00", ZONE), "French")
    for title in ("Grammaire", "Lectures"):
        new = Resource(0, "", added.id, None, title, ResourceKind.BOOK, 0)
        resource.add(first, at("2026-11-21 06:00", ZONE), new)
    logged(first, "2026-11-20", "05:00", 60, "Grammaire")
    shutil.copy(first.store.file, second.store.file)
    return pair


def test_a_path_deleted_in_one_copy_goes_with_all_that_belongs_to_it(french: Pair) -> None:
    first, second = french
    remove_path(second, LATER)
    assert joined(french).conflicts == ()
    assert "French" not in {each.path.name for each in path.listing(first, NOW)}
    assert sessions(first)[-1].what == "Grammaire"


def start_lectures(desk: Desk, now: datetime) -> None:
    resource.set_status(desk, now, resource.find(desk, "Lectures").id, Status.STARTED)


def rename_path(desk: Desk, now: datetime) -> None:
    path.edit(desk, now, replace(path.find(desk, "French"), name="Le français"), "nicer")


def log_grammar(desk: Desk, now: datetime) -> None:
    logged(desk, "2026-11-21", "05:00", 30, "Grammaire")


def note_on_grammar(desk: Desk, now: datetime) -> None:
    session.edit(desk, sessions(desk)[-1].id, session.Correction(note="subjonctif"), now)


@pytest.mark.parametrize(("removed", "lived"), [(EARLY, LATER), (LATER, EARLY)])
@pytest.mark.parametrize("live_on", [start_lectures, rename_path, log_grammar, note_on_grammar])
def test_a_path_comes_back_whole_when_its_deletion_never_saw_how_it_lived_on(
    french: Pair, live_on: Callable[[Desk, datetime], None], removed: datetime, lived: datetime
) -> None:
    first, second = french
    remove_path(second, removed)
    live_on(first, lived)
    before, emptied = contents(first), contents(second)
    done = joined(french)
    assert "deleted" in {each.kind for each in done.conflicts}
    assert contents(first) == before
    merge(second, first.store.file, NOW)
    assert contents(second) == before
    assert merge(second, first.store.file, NOW).rows == 0
    change.undo(second, NOW)
    assert contents(second) == emptied


@pytest.mark.parametrize("deleted_at", [EARLY, LATER])
def test_a_resource_is_kept_for_a_session_that_its_deletion_never_saw(
    french: Pair, deleted_at: datetime
) -> None:
    first, second = french
    with second.store.writing(deleted_at, "test", "resource") as unit:
        unit.sql.execute(delete(t.resource).where(t.resource.c.title == "Grammaire"))
    log_grammar(first, EARLY + timedelta(minutes=30))
    before = contents(first)
    told = [each.text for each in joined(french).conflicts]
    assert told[0] == 'the resource "Grammaire" was deleted in one copy and lived on in the other; it is kept'
    assert contents(first) == before


def test_a_path_that_came_back_goes_whole_when_it_is_deleted_anew(french: Pair) -> None:
    first, second = french
    remove_path(second, LATER)
    start_lectures(first, EARLY)
    log_grammar(first, EARLY)
    merge(second, first.store.file, LATER)
    remove_path(second, NOW)
    assert joined(french).conflicts == ()
    assert "French" not in {each.path.name for each in path.listing(first, NOW)}


def test_a_resource_moved_out_of_a_path_survives_that_path(french: Pair) -> None:
    first, second = french
    other = path.add(second, EARLY, "Languages")
    with second.store.writing(LATER, "test", "path") as unit:
        moved = t.resource.c.title == "Grammaire"
        values = {"path_id": other.id, "updated_at": "2026-11-22T06:00:00Z"}
        unit.sql.execute(update(t.resource).where(moved).values(values))
        unit.sql.execute(delete(t.path).where(t.path.c.name == "French"))
    joined(french)
    (kept,) = path.show(first, NOW, path.find(first, "Languages").id).resources
    assert kept.title == "Grammaire"
    assert sessions(first)[-1].resource == "Grammaire"


def test_a_prompt_skipped_in_one_copy_silences_no_cause_of_the_other(pair: Pair) -> None:
    first, second = pair
    mine, theirs = (won(desk, text) for desk, text in zip(pair, ("Up at five", "A talk held"), strict=True))
    assert mine.id == theirs.id
    prompt.skip(second, about(second, "A talk held").id, LATER)
    joined(pair)
    assert "Up at five" in about(first, "Up at five").reason
    prompt.skip(first, about(first, "Up at five").id, NOW)
    assert not any("A talk held" in each.reason for each in prompt.show(first, NOW))


def test_a_cause_answered_in_two_copies_is_one_though_its_row_has_another_id_in_each(pair: Pair) -> None:
    first, second = pair
    here = won(first, "Up at five")
    reflection.add(second, EARLY, ReflectionKind.TAKEAWAY, "Begin with the tests")
    merge(second, first.store.file, EARLY)
    assert (
        next(each.reflection.id for each in reflection.listing(second) if each.reflection.uid == here.uid)
        != here.id
    )
    prompt.snooze(first, about(first, "Up at five").id, LATER)
    prompt.skip(second, about(second, "Up at five").id, LATER + timedelta(minutes=1))
    joined(pair)
    assert not any("Up at five" in each.reason for each in prompt.show(first, NOW + timedelta(days=3)))


def won(desk: Desk, text: str) -> Reflection:
    return reflection.add(desk, EARLY, ReflectionKind.WIN, text).reflection


def about(desk: Desk, text: str) -> Prompt:
    """The prompt that is due for what the learner noted."""
    return next(each for each in prompt.show(desk, LATER) if text in each.reason)


def test_a_dry_run_tells_the_same_and_changes_nothing(pair: Pair) -> None:
    first, second = pair
    logged(second, "2026-11-20", "05:00", 60)
    before = Path(first.store.file).read_bytes()
    tried = merge(first, second.store.file, NOW, dry_run=True)
    assert Path(first.store.file).read_bytes() == before
    assert merge(first, second.store.file, NOW) == tried


def test_the_other_file_is_only_read_and_a_backup_is_kept(pair: Pair) -> None:
    first, second = pair
    logged(second, "2026-11-20", "05:00", 60)
    other = Path(second.store.file)
    before, beside = other.read_bytes(), sorted(other.parent.iterdir())
    other.chmod(0o400)
    merge(first, str(other), NOW)
    assert (other.read_bytes(), sorted(other.parent.iterdir())) == (before, beside)
    assert any("-merge" in each.name for each in Path(first.store.file).parent.joinpath("backups").iterdir())


def test_an_empty_store_becomes_the_other(begun: Desk, tmp_path: Path) -> None:
    empty = desk_at(tmp_path, ZONE)
    merge(empty, begun.store.file, NOW)
    assert contents(empty) == contents(begun)


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_a_copy_of_an_older_version_is_brought_up_to_date_first(
    begun: Desk, tmp_path: Path, version: int
) -> None:
    desk = copy_of(begun, tmp_path)
    older = tmp_path / "older.db"
    shutil.copy(KEPT / f"version-{version}.db", older)
    before = older.read_bytes()
    with closing(sqlite3.connect(older)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM session").fetchone()
    merge(desk, str(older), NOW)
    assert len(sessions(desk)) == 4 + count
    assert older.read_bytes() == before


def newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def of_another_program(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA application_id = 1")


def damaged(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:8192] + b"\xff" * 4096 + content[12288:])


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def of_text(file: Path) -> None:
    file.write_text("a diary")


def emptied(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (newer, "written by a newer habit-tui"),
        (of_another_program, "not a habit_tui file"),
        (damaged, "is damaged"),
        (cut_off, "damaged|not a habit_tui"),
        (of_text, "not a habit_tui file"),
        (emptied, "not a habit_tui file"),
        (Path.unlink, "there is no file"),
    ],
)
def test_a_file_that_cannot_be_merged_is_refused_in_one_line(
    pair: Pair, spoil: Callable[[Path], object], why: str
) -> None:
    first, second = pair
    spoil(Path(second.store.file))
    before = Path(first.store.file).read_bytes()
    with pytest.raises((CannotBeDone, StoreFault), match=why) as refused:
        merge(first, second.store.file, NOW)
    assert "\n" not in str(refused.value)
    assert Path(first.store.file).read_bytes() == before


def test_a_copy_of_a_file_whose_writer_was_killed_is_merged_as_it_was_before(
    pair: Pair, tmp_path: Path
) -> None:
    first, second = pair
    logged(second, "2026-11-20", "05:00", 60)
    copy, files = tmp_path / "copy.db", ("", "-journal")
    with closing(sqlite3.connect(second.store.file, isolation_level=None)) as writer:
        writer.execute("PRAGMA cache_size = 2")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE session SET note = hex(randomblob(100000))")
        for suffix in files:
            shutil.copy(second.store.file + suffix, f"{copy}{suffix}")
    before = [Path(f"{copy}{suffix}").read_bytes() for suffix in files]
    assert len(before[1]) > 512
    merge(first, str(copy), NOW)
    assert [each.note for each in sessions(first)] == [""] * 5
    assert [Path(f"{copy}{suffix}").read_bytes() for suffix in files] == before


def test_the_store_itself_is_refused_under_any_name(pair: Pair, tmp_path: Path) -> None:
    first, _ = pair
    (tmp_path / "link.db").symlink_to(first.store.file)
    for name in (first.store.file, str(tmp_path / "link.db")):
        with pytest.raises(CannotBeDone, match="is the store itself"):
            merge(first, name, NOW)


def test_a_row_that_no_store_of_ours_could_hold_is_refused_and_the_others_come(pair: Pair) -> None:
    first, second = pair
    logged(second, "2026-11-20", "05:00", 60)
    bad = logged(second, "2026-11-21", "05:00", 60)
    with second.store.writing(NOW, "test", "spoil") as unit:
        wrong = {"zone": "Atlantis/Capital"}
        unit.sql.execute(update(t.session).where(t.session.c.id == bad.id).values(wrong))
    done = merge(first, second.store.file, NOW)
    assert [each.kind for each in done.conflicts] == ["refused"]
    assert "Atlantis" in done.conflicts[0].text
    assert len(sessions(first)) == 5


def test_a_large_copy_tells_how_far_it_is(pair: Pair) -> None:
    first, second = pair
    with second.store.writing(NOW, "test", "import") as unit:
        row = unit.sql.execute(t.session.select().where(t.session.c.id == 1)).mappings().one()
        many = [
            {**row, "id": 100 + number, "uid": f"many{number}", "what": f"{number}"} for number in range(1200)
        ]
        unit.sql.execute(insert(t.session), many)
    told: list[tuple[int, int]] = []
    merge(first, second.store.file, NOW, progress=lambda done, in_all: told.append((done, in_all)))
    assert told == [(500, 1200), (1000, 1200), (1200, 1200)]
    assert len(sessions(first)) == 1204
