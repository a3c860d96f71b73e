"""Paths: several at once, their resources in order, commitment, costs, hours."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from habit_tui.domain.commitment import NeedsReason
from habit_tui.domain.entry import Entry
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.path import PathStatus, Place, Status
from habit_tui.domain.reflection import ReflectionKind
from habit_tui.services import path as paths
from habit_tui.services import reflection, session, starter
from habit_tui.services import resource as resources
from habit_tui.services import stage as stages
from habit_tui.services.change import redo, undo
from habit_tui.services.desk import Desk
from habit_tui.services.today import show as today
from habit_tui.store.path import minutes_by_resource
from habit_tui.store.tables import LOGGED
from tests.factories import logged
from tests.services.journeys import BEGAN, become, begun, draft, fresh, on, titles


def test_a_path_is_committed_to_for_a_month_from_its_start(desk: Desk) -> None:
    path = paths.add(desk, on("2026-01-31"), "  Machine learning ")
    assert (path.name, path.started_on) == ("Machine learning", date(2026, 1, 31))
    assert path.committed_until == date(2026, 2, 28)
    later = paths.add(desk, on("2026-01-31"), "French", date(2026, 3, 1), date(2026, 6, 1))
    assert (later.started_on, later.committed_until) == (date(2026, 3, 1), date(2026, 6, 1))


def test_a_starter_commits_to_its_path_too(desk: Desk) -> None:
    starter.apply(desk, "six-am", on("2026-03-02"))
    (view,) = paths.listing(desk, on("2026-03-02"))
    assert view.path.committed_until == date(2026, 4, 2)


def test_two_active_paths_cannot_share_a_name(desk: Desk) -> None:
    path = begun(desk, name="ML")
    with pytest.raises(CannotBeDone, match='there is a path "ML" already'):
        paths.add(desk, on("2026-03-03"), "ml")
    paths.close(desk, on("2026-03-03"), path.id, PathStatus.DROPPED, reason="too early")
    paths.add(desk, on("2026-03-04"), "ml")
    with pytest.raises(CannotBeDone, match='there is a path "ml" already'):
        paths.close(desk, on("2026-03-05"), path.id, PathStatus.ACTIVE)


def test_a_path_that_lies_ahead_can_be_dropped_before_it_begins(desk: Desk) -> None:
    path = paths.add(desk, on("2026-03-02"), "French", date(2026, 4, 1))
    dropped = paths.close(desk, on("2026-03-03"), path.id, PathStatus.DROPPED)
    assert (dropped.status, dropped.ended_on) == (PathStatus.DROPPED, date(2026, 3, 3))
    begun_path = begun(desk, name="ML")
    with pytest.raises(CannotBeDone, match="cannot end before that"):
        paths.close(desk, on("2026-03-03"), begun_path.id, PathStatus.FINISHED, date(2026, 3, 1))


@pytest.mark.parametrize(
    ("name", "starts", "until", "message"),
    [
        (" ", None, None, "the name is empty"),
        ("ML", date(1969, 12, 31), None, "cannot start before"),
        ("ML", date(2026, 3, 2), date(2026, 3, 1), "cannot end before the path starts"),
    ],
)
def test_a_path_that_cannot_be_is_refused(
    desk: Desk, name: str, starts: date | None, until: date | None, message: str
) -> None:
    with pytest.raises((CannotBeDone, NotUnderstood), match=message):
        paths.add(desk, on("2026-03-02"), name, starts, until)
    assert paths.listing(desk, on("2026-03-02")) == ()


def test_active_paths_are_listed_first_and_show_hours_and_costs(desk: Desk) -> None:
    first = begun(desk, "fast.ai", "Titanic", name="ML")
    begun(desk, "Assimil", name="French")
    paths.close(desk, on("2026-05-01"), first.id, PathStatus.FINISHED)
    wanted = replace(resources.find(desk, "assimil"), cost=5990, currency="EUR")
    resources.edit(desk, on("2026-05-01"), wanted)
    logged(desk, "2026-05-02", "06:00", 45, "assimil lesson 1")
    logged(desk, "2026-05-03", "06:00", 30, "assimil lesson 2")
    active, ended = paths.listing(desk, on("2026-05-03"))
    assert (active.path.name, active.total_minutes, active.costs) == ("French", 75, ((5990, "EUR"),))
    assert (ended.path.name, ended.path.ended_on, ended.total_minutes) == ("ML", date(2026, 5, 1), 0)


def test_hours_come_from_the_covering_index(desk: Desk) -> None:
    begun(desk, "fast.ai")
    with desk.store.reading() as unit:
        asked: list[str] = []
        unit.connection.set_trace_callback(asked.append)
        minutes_by_resource(unit)
        unit.connection.set_trace_callback(None)
        (query,) = [each for each in asked if "sum" in each]
        (plan,) = unit.connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
    assert "USING COVERING INDEX ix_session_resource_id" in plan[3]


def test_a_finished_or_dropped_path_fills_no_slot_and_matches_no_words(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", on("2026-03-02"))
    (view,) = paths.listing(desk, on("2026-03-02"))
    planned = [item.resource_id for item in today(desk, on("2026-03-03")).plan]
    assert any(planned)
    paths.close(desk, on("2026-03-03"), view.path.id, PathStatus.DROPPED, reason="another way")
    assert not any(item.resource_id for item in today(desk, on("2026-03-03")).plan)
    assert session.log(desk, _entry("titanic"), on("2026-03-03")).match.id is None
    paths.close(desk, on("2026-03-03"), view.path.id, PathStatus.ACTIVE)
    assert [item.resource_id for item in today(desk, on("2026-03-03")).plan] == planned


@pytest.mark.parametrize("words", ["1", " 1 ", "ml", "machine"])
def test_a_path_is_named_by_its_id_or_a_clear_part_of_its_name(desk: Desk, words: str) -> None:
    path = begun(desk, name="Machine learning")
    begun(desk, name="French")
    assert paths.find(desk, words) == path


def test_a_name_that_is_not_clear_is_refused_with_what_it_fits(desk: Desk) -> None:
    begun(desk, "fast.ai, part 1", "fast.ai, part 2")
    with pytest.raises(CannotBeDone, match=r'fits "fast\.ai, part 1", "fast\.ai, part 2": say more'):
        resources.find(desk, "fast.ai")
    assert resources.find(desk, "fast.ai part 2").title == "fast.ai, part 2"
    with pytest.raises(CannotBeDone, match='there is no resource "chess"'):
        resources.find(desk, "chess")
    with pytest.raises(CannotBeDone, match='there is no path "9999999'):
        paths.find(desk, "9" * 5000)


def test_of_two_alike_the_one_on_an_active_path_is_meant(desk: Desk) -> None:
    old = begun(desk, "Titanic", name="First try")
    new = begun(desk, "Titanic", name="Second try")
    paths.close(desk, on("2026-05-01"), old.id, PathStatus.FINISHED)
    assert resources.find(desk, "titanic").path_id == new.id
    assert resources.find(desk, "titanic", old).path_id == old.id


class TestWithinItsCommitment:
    """From the day after the start until the commitment's end."""

    def test_adding_moving_pausing_and_dropping_ask_for_a_reason(self, desk: Desk) -> None:
        path = begun(desk, "fast.ai", "Titanic")
        become(desk, "fast.ai", Status.STARTED, "2026-03-03")
        course, competition = fresh(desk, path).resources
        later = on("2026-03-10")
        for change in (
            lambda: resources.add(desk, later, draft(path, "DataCamp")),
            lambda: resources.move(desk, later, competition.id, place=_first()),
            lambda: resources.set_status(desk, later, course.id, Status.PAUSED),
            lambda: resources.set_status(desk, later, course.id, Status.DROPPED),
            lambda: paths.close(desk, later, path.id, PathStatus.DROPPED),
            lambda: paths.edit(desk, later, replace(path, committed_until=date(2026, 3, 11))),
            lambda: paths.edit(desk, later, replace(path, committed_until=None)),
            lambda: paths.edit(desk, later, replace(path, started_on=None)),
        ):
            with pytest.raises(NeedsReason, match='you committed to "ML" until Thu 2 Apr 2026'):
                change()
        assert titles(desk, path) == ["fast.ai", "Titanic"]
        assert fresh(desk, path).committed_until == date(2026, 4, 2)

    def test_starting_completing_dating_and_finishing_do_not(self, desk: Desk) -> None:
        path = begun(desk, "fast.ai")
        become(desk, "fast.ai", Status.STARTED, "2026-03-10")
        become(desk, "fast.ai", Status.COMPLETED, "2026-03-11")
        wanted = replace(resources.find(desk, "fast.ai"), planned_last=date(2026, 3, 20))
        resources.edit(desk, on("2026-03-11"), wanted)
        paths.edit(desk, on("2026-03-11"), replace(path, committed_until=date(2026, 6, 1)))
        paths.close(desk, on("2026-03-12"), path.id, PathStatus.FINISHED)
        assert reflection.listing(desk) == ()

    def test_the_reason_becomes_a_reflection_and_serves_for_the_rest_of_the_day(self, desk: Desk) -> None:
        path = begun(desk, "fast.ai")
        for title, reason in (("DataCamp", "I lack the basics"), ("Andrew Ng", "")):
            resources.add(desk, on("2026-03-10"), draft(path, title), reason=reason)
        (noted,) = reflection.listing(desk)
        assert (noted.reflection.kind, noted.reflection.text) == (
            ReflectionKind.TAKEAWAY,
            "I lack the basics",
        )
        assert (noted.path, noted.resource, noted.reflection.on_day) == ("ML", "DataCamp", date(2026, 3, 10))
        with pytest.raises(NeedsReason):
            resources.add(desk, on("2026-03-11"), draft(path, "Capstone"))

    def test_a_reason_given_for_pausing_serves_as_well(self, desk: Desk) -> None:
        path = begun(desk, "fast.ai")
        become(desk, "fast.ai", Status.STARTED, "2026-03-10")
        become(desk, "fast.ai", Status.PAUSED, "2026-03-10", "the maths first")
        resources.add(desk, on("2026-03-10"), draft(path, "Maths"))
        assert len(reflection.listing(desk)) == 1

    @pytest.mark.parametrize(("day", "asked"), [(0, False), (1, True), (30, True), (31, False)])
    def test_it_binds_from_the_second_day_to_the_day_before_its_end(
        self, desk: Desk, day: int, asked: bool
    ) -> None:
        path = begun(desk)
        now = on((BEGAN + timedelta(days=day)).isoformat())
        if asked:
            with pytest.raises(NeedsReason):
                resources.add(desk, now, draft(path, "DataCamp"))
        else:
            resources.add(desk, now, draft(path, "DataCamp"))


def test_an_assessment_is_due_when_the_commitment_is_over_until_it_is_written(desk: Desk) -> None:
    path = begun(desk, "fast.ai")
    other = begun(desk, name="French")

    def due(day: str) -> list[str]:
        return [view.path.name for view in paths.listing(desk, on(day)) if view.assessment_due]

    reflection.add(desk, on("2026-03-20"), ReflectionKind.ASSESSMENT, "early", path_id=path.id)
    assert due("2026-04-01") == []
    assert due("2026-04-02") == ["ML", "French"]
    reflection.add(desk, on("2026-04-02"), ReflectionKind.ASSESSMENT, "keep it", path_id=path.id)
    assert due("2026-04-02") == ["French"]
    paths.edit(desk, on("2026-04-02"), replace(path, committed_until=date(2026, 5, 2)))
    assert due("2026-05-02") == ["ML", "French"]
    paths.close(desk, on("2026-05-02"), other.id, PathStatus.FINISHED)
    reflection.add(desk, on("2026-05-02"), ReflectionKind.ASSESSMENT, "of everything")
    assert due("2026-05-03") == []


CHANGES: dict[str, Callable[[Desk], object]] = {
    "add a path": lambda desk: paths.add(desk, on("2026-03-10"), "French"),
    "edit a path": lambda desk: paths.edit(desk, on("2026-03-10"), replace(paths.find(desk, "1"), name="DL")),
    "drop a path": lambda desk: paths.close(
        desk, on("2026-03-10"), 1, PathStatus.DROPPED, reason="something else"
    ),
    "add a stage": lambda desk: stages.edit(desk, on("2026-03-10"), 1, "Month 2"),
    "rename a stage": lambda desk: stages.edit(desk, on("2026-03-10"), 1, "Month 1", rename="March"),
    "add a resource": lambda desk: resources.add(
        desk, on("2026-03-10"), draft(paths.find(desk, "1"), "DataCamp"), stage="Month 3", reason="basics"
    ),
    "add to the original plan": lambda desk: resources.add(
        desk, on("2026-03-02"), draft(paths.find(desk, "1"), "DataCamp")
    ),
    "move": lambda desk: resources.move(desk, on("2026-03-10"), 2, place=_first(), reason="hands on"),
    "date anew": lambda desk: resources.edit(
        desk, on("2026-03-10"), replace(resources.find(desk, "1"), planned_first=date(2026, 3, 12))
    ),
    "pause": lambda desk: become(desk, "fast.ai", Status.PAUSED, "2026-03-10", "the maths first"),
    "complete": lambda desk: resources.set_status(
        desk, on("2026-03-10"), 1, Status.COMPLETED, outcome="done", score="92 %"
    ),
    "reflect": lambda desk: reflection.add(desk, on("2026-03-10"), ReflectionKind.BLOCKER, "no time"),
    "delete a reflection": lambda desk: reflection.delete(desk, on("2026-03-10"), 1),
    "solve": lambda desk: reflection.solve(desk, on("2026-03-10"), 1, "got up at six"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_kind_of_change_is_undone_and_redone_whole(
    desk: Desk, change: Callable[[Desk], object]
) -> None:
    begun(desk, "fast.ai", "Titanic", stage="Month 1")
    become(desk, "fast.ai", Status.STARTED, "2026-03-03")
    reflection.add(desk, on("2026-03-03"), ReflectionKind.BLOCKER, "weak maths", path_id=1)
    before = _everything(desk)
    change(desk)
    after = _everything(desk)
    assert after != before
    undo(desk, on("2026-03-11"))
    assert _everything(desk) == before
    redo(desk, on("2026-03-11"))
    assert _everything(desk) == after


def _everything(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    with desk.store.reading() as unit:
        return {
            table.name: unit.connection.execute(f"SELECT * FROM {table.name} ORDER BY id").fetchall()
            for table in LOGGED
        }


def _first() -> Place:
    return Place(number=1)


def _entry(what: str) -> Entry:
    return Entry(30, what)
