"""Undo puts every row back, whatever a change did to it, or refuses before it has written anything."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, update

from habit_tui.domain.errors import CannotBeDone
from habit_tui.services import change as service
from habit_tui.services.desk import Desk
from habit_tui.store import change, transfer
from habit_tui.store import tables as t
from habit_tui.store.store import Unit, Value
from tests.factories import desk_at

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
STAMP = "2026-11-22T12:00:00Z"
SECOND = "SELECT (SELECT count(*) FROM path WHERE id = 2) + (SELECT count(*) FROM session WHERE id = 2)"
Rows = dict[str, list[dict[str, Value]]]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_at(tmp_path)


def rows(desk: Desk) -> Rows:
    with desk.store.reading() as unit:
        return {name: [dict(row) for row in each] for name, each in transfer.tables(unit)}


@contextmanager
def changing(desk: Desk, text: str = "a change") -> Iterator[Unit]:
    with desk.store.writing(NOW, "test", "test", text) as unit:
        yield unit


def path_values(number: int, **values: Value) -> dict[str, Value]:
    return {
        "id": number,
        "uid": f"p{number}",
        "updated_at": STAMP,
        "name": "ML",
        "starter": "",
        "position": 1,
        "status": "active",
        **values,
    }


def resource_values(number: int, path_id: int, **values: Value) -> dict[str, Value]:
    return {
        "id": number,
        "uid": f"r{number}",
        "updated_at": STAMP,
        "path_id": path_id,
        "title": "Titanic",
        "kind": "course",
        "position": 1,
        **dict.fromkeys(("currency", "url", "outcome", "note", "score"), ""),
        **values,
    }


def session_values(number: int, **values: Value) -> dict[str, Value]:
    return {
        "id": number,
        "uid": f"s{number}",
        "updated_at": STAMP,
        "start_at": f"2026-11-20T05:{number % 60:02}:00Z",
        "end_at": "2026-11-20T07:00:00Z",
        "zone": "Etc/UTC",
        "utc_offset": 0,
        "study_day": "2026-11-20",
        "minutes": 60,
        "what": "it's “quoted”\n\x1b[0m 🎉",
        "kind": "study",
        "note": "",
        "source": "test",
        **values,
    }


def a_morning(unit: Unit) -> None:
    """A path with a stage, a resource in it and a session on that."""
    unit.insert(t.path, **path_values(1))
    unit.insert(t.stage, id=1, uid="st1", updated_at=STAMP, path_id=1, name="Autumn", position=1)
    unit.insert(t.resource, **resource_values(1, 1, stage_id=1))
    unit.insert(t.session, **session_values(1, resource_id=1))
    about: dict[str, Value] = {
        "updated_at": STAMP,
        "kind": "win",
        "text": "!",
        "on_day": "2026-11-20",
        "solves": 0,
    }
    unit.insert(t.reflection, id=1, uid="f1", path_id=1, **about)
    unit.insert(t.reflection, id=2, uid="f2", about_id=1, **about)


def add(unit: Unit) -> None:
    unit.insert(t.session, **session_values(2, resource_id=1))


def rename(unit: Unit) -> None:
    unit.sql.execute(update(t.path).values(name="Français", started_on="2026-11-01"))


def remove_the_session(unit: Unit) -> None:
    unit.sql.execute(delete(t.session))


def remove_the_path(unit: Unit) -> None:
    """Its stage and resource go with it; the session stays and forgets its resource."""
    unit.sql.execute(delete(t.path))


def remove_the_reflections(unit: Unit) -> None:
    """The second is about the first."""
    unit.sql.execute(delete(t.reflection))


def remove_the_stage(unit: Unit) -> None:
    unit.sql.execute(delete(t.stage))


def touch_one_row_thrice(unit: Unit) -> None:
    for what in ("a", "b", "c"):
        unit.sql.execute(update(t.session).values(what=what))


def write_and_remove(unit: Unit) -> None:
    unit.insert(t.session, **session_values(3))
    unit.sql.execute(delete(t.session).where(t.session.c.id == 3))
    rename(unit)


def remove_and_write_anew(unit: Unit) -> None:
    remove_the_path(unit)
    unit.sql.execute(delete(t.session))
    unit.insert(t.path, **path_values(1, name="Anew"))
    unit.insert(t.resource, **resource_values(1, 1))
    unit.insert(t.session, **session_values(1, resource_id=1, what="anew"))


def move_to_another_path(unit: Unit) -> None:
    unit.insert(t.path, **path_values(2))
    unit.sql.execute(update(t.resource).values(path_id=2, stage_id=None))
    unit.sql.execute(delete(t.path).where(t.path.c.id == 1))


def let_another_session_run(unit: Unit) -> None:
    """Only one may run at a time."""
    unit.sql.execute(update(t.session).values(end_at="2026-11-20T08:00:00Z", minutes=60))
    unit.insert(t.session, **session_values(4, end_at=None, minutes=0))


def write_and_remove_only(unit: Unit) -> None:
    """It comes to nothing, and is a change all the same."""
    unit.insert(t.session, **session_values(6))
    unit.sql.execute(delete(t.session).where(t.session.c.id == 6))


CHANGES = (
    add,
    rename,
    remove_the_session,
    remove_the_path,
    remove_the_reflections,
    remove_the_stage,
    touch_one_row_thrice,
    write_and_remove,
    write_and_remove_only,
    remove_and_write_anew,
    move_to_another_path,
)


@pytest.mark.parametrize("do", [a_morning, *CHANGES], ids=lambda do: do.__name__)
def test_every_kind_of_change_is_undone_and_redone_whole(desk: Desk, do: Callable[[Unit], None]) -> None:
    if do is not a_morning:
        with changing(desk) as unit:
            a_morning(unit)
    before = rows(desk)
    with changing(desk) as unit:
        do(unit)
    after = rows(desk)
    for _ in range(2):
        service.undo(desk, NOW)
        assert rows(desk) == before
        service.redo(desk, NOW)
        assert rows(desk) == after


def test_undo_hands_a_unique_place_back(desk: Desk) -> None:
    with changing(desk) as unit:
        unit.insert(t.session, **session_values(1, end_at=None, minutes=0))
    before = rows(desk)
    with changing(desk) as unit:
        let_another_session_run(unit)
    after = rows(desk)
    service.undo(desk, NOW)
    assert rows(desk) == before
    service.redo(desk, NOW)
    assert rows(desk) == after


def test_a_hundred_changes_are_undone_in_turn(desk: Desk) -> None:
    states = []
    for number in range(1, 106):
        if number % 21 == 1:
            states.append(rows(desk))
        with changing(desk, f"change {number}") as unit:
            unit.insert(t.session, **session_values(number))
    assert [each.text for each in service.undoable(desk, 105)][::104] == ["change 105", "change 1"]
    for state in reversed(states):
        for _ in range(21):
            service.undo(desk, NOW)
        assert rows(desk) == state
    with pytest.raises(CannotBeDone, match="nothing to undo"):
        service.undo(desk, NOW)


@pytest.mark.parametrize(
    ("do", "since", "table"),
    [
        (add, lambda unit: unit.sql.execute(update(t.session).values(note="more")), "session"),
        (add, lambda unit: unit.sql.execute(delete(t.session).where(t.session.c.id == 2)), "session"),
        (rename, lambda unit: unit.sql.execute(update(t.path).values(started_on=None)), "path"),
        (remove_the_session, lambda unit: unit.insert(t.session, **session_values(1)), "session"),
        (remove_the_path, lambda unit: unit.sql.execute(update(t.session).values(what="x")), "session"),
    ],
)
def test_what_was_changed_since_is_not_undone_and_nothing_is_written(
    desk: Desk, do: Callable[[Unit], None], since: Callable[[Unit], object], table: str
) -> None:
    with changing(desk) as unit:
        a_morning(unit)
    with changing(desk, "the older") as unit:
        do(unit)
    with changing(desk) as unit:
        since(unit)
    before = rows(desk)
    _, older, *_ = service.undoable(desk)
    with desk.store.writing(NOW, "test", "undo") as unit:
        with pytest.raises(
            CannotBeDone, match=f"“the older” cannot be undone: the {table} was changed since"
        ):
            change.reverse(unit, older)
        assert unit.rows("SELECT * FROM change_row WHERE change_id = :id", id=unit.change_id) == []
    assert rows(desk) == before


def test_an_unrelated_later_change_does_not_hinder(desk: Desk) -> None:
    with changing(desk) as unit:
        a_morning(unit)
    with changing(desk) as unit:
        rename(unit)
    with changing(desk) as unit:
        add(unit)
    _, older, _ = service.undoable(desk)
    with desk.store.writing(NOW, "test", "undo") as unit:
        change.reverse(unit, older)
    assert rows(desk)["path"][0]["name"] == "ML"
    assert len(rows(desk)["session"]) == 2


def test_the_checkpoints_of_an_undone_day_are_forgotten(desk: Desk) -> None:
    with changing(desk) as unit:
        a_morning(unit)
    with desk.store.recording(NOW) as unit:
        numbers = ("length", "best_length", "held", "progress", "strength")
        unit.sql.execute(
            insert(t.checkpoint).values(study_day="2026-11-21", rules="", **dict.fromkeys(numbers, 0))
        )
    service.undo(desk, NOW)
    with desk.store.reading() as unit:
        assert unit.rows("SELECT * FROM checkpoint") == []


@given(st.lists(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=3), min_size=1, max_size=4))
@settings(max_examples=8)
def test_any_chain_of_changes_is_undone_back_to_its_beginning(
    tmp_path_factory: pytest.TempPathFactory, chain: list[list[Callable[[Unit], None]]]
) -> None:
    desk = desk_at(tmp_path_factory.mktemp("chain"))
    with changing(desk) as unit:
        a_morning(unit)
    states = [rows(desk)]
    for steps in chain:
        with changing(desk) as unit:
            for do in steps:
                if possible(unit, do):
                    do(unit)
        states.append(rows(desk))
    done = len(service.undoable(desk)) - 1
    for _ in range(done):
        service.undo(desk, NOW)
    assert rows(desk) == states[0]
    for _ in range(done):
        service.redo(desk, NOW)
    assert rows(desk) == states[-1]


def possible(unit: Unit, do: Callable[[Unit], None]) -> bool:
    """Whether what a change needs is there, and what it writes is not."""
    (paths,) = unit.rows("SELECT count(*) FROM path WHERE id = 1")[0]
    (second,) = unit.rows(SECOND)[0]
    return bool(paths) and not second
