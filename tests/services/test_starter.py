"""A starter begins today, once, and takes nothing away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.path import Path as StudyPath
from habit_tui.domain.path import PathStatus, ResourceKind, Status
from habit_tui.domain.path import Resource as StudyResource
from habit_tui.domain.routine import Routine, Window
from habit_tui.services import change, prompt, resource, starter, today
from habit_tui.services import path as study_paths
from habit_tui.services.desk import Desk
from habit_tui.store import path as path_store
from habit_tui.store import routine as routine_store
from tests.factories import at

ZONE = "Europe/Berlin"
NOW = at("2026-11-22 06:00", ZONE)
START = date(2026, 11, 22)
OWN = Routine(date(2026, 1, 1), Window(time(20), time(22)), (30,) * 7, 10)

TWO_PATHS = """
title = "Two aims"
one_line = "Machine learning on weekdays, French on Fridays."
[routine]
window = "05:00-07:00"
target = { mon = 60, fri = 30 }
minimum = 10
[[routine.slots]]
start = "05:00"
minutes = 60
kind = "study"
weekdays = ["mon"]
path = "ML"
[[routine.slots]]
start = "05:00"
minutes = 30
kind = "study"
weekdays = ["fri"]
path = "French"
[[paths]]
name = "ML"
[[paths.resources]]
title = "A book"
kind = "book"
[[paths]]
name = "French"
[[paths.resources]]
title = "A course"
kind = "course"
"""


def versions(desk: Desk) -> tuple[Routine, ...]:
    with desk.store.reading() as unit:
        return routine_store.all_versions(unit)


def paths(desk: Desk) -> tuple[StudyPath, ...]:
    with desk.store.reading() as unit:
        return path_store.all_paths(unit)


def keep_own_routine(desk: Desk) -> None:
    with desk.store.writing(NOW, "test", "routine") as unit:
        routine_store.save(unit, OWN)


def test_every_starter_that_ships_is_listed_and_can_be_previewed() -> None:
    listed = starter.listing()
    assert "five-to-eight" in [name for name, _, _ in listed]
    for name, title, one_line in listed:
        preview = starter.preview(name, START)
        assert (preview.name, preview.title, preview.one_line) == (name, title, one_line)
        assert preview.routine.effective_from == START


def test_a_preview_counts_its_days_from_the_start_day() -> None:
    (path,) = starter.preview("five-to-eight", START).paths
    assert path.started_on == START
    assert path.stages[0].planned_first == START
    assert path.stages[0].planned_last == date(2027, 1, 21)
    assert path.resources[-1].planned_last == date(2027, 11, 21)


def test_a_starter_brings_its_path_and_a_routine_from_today_on(desk: Desk) -> None:
    applied = starter.apply(desk, "five-to-eight", NOW)
    (path,) = paths(desk)
    (routine,) = versions(desk)
    assert (path.starter, path.started_on, len(path.resources)) == ("five-to-eight", START, 8)
    assert [each.stage_id for each in path.resources] == [
        next(stage.id for stage in path.stages if stage.planned_first == first)
        for first in [path.stages[number].planned_first for number in (0, 0, 0, 0, 1, 2, 2, 3)]
    ]
    assert (routine.effective_from, routine.targets, routine.minimum) == (START, (120,) * 7, 10)
    assert {slot.path_id for slot in routine.slots} == {path.id}
    assert (len(applied.did), applied.left) == (2, ())


def test_the_start_day_is_the_study_day_of_the_desk(make_desk: Callable[..., Desk]) -> None:
    applied = starter.apply(make_desk(zone="Asia/Tokyo"), "five-to-eight", at("2026-11-22 22:00", ZONE))
    assert applied.start_day == date(2026, 11, 23)


def test_the_plan_is_filled_from_the_starter_at_once(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", NOW)
    items = [item.what for item in today.show(desk, NOW).plan]
    assert items[:2] == ["Beginner's handbook of machine learning", "Titanic competition on Kaggle"]
    assert items[2].startswith("Write: ")


def test_again_it_changes_nothing_and_says_so(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", NOW)
    before = paths(desk), versions(desk), change.undoable(desk)
    again = starter.apply(desk, "five-to-eight", at("2026-12-24 06:00", ZONE), replace_routine=True)
    assert (paths(desk), versions(desk), change.undoable(desk)) == before
    assert again.did == ()
    assert again.left == (
        'Your path "From frontend to machine learning" stays as it is.',
        "Your routine is the starter's already: 05:00-08:00, 2 h a day.",
    )


def test_a_routine_that_is_there_stays(desk: Desk) -> None:
    keep_own_routine(desk)
    applied = starter.apply(desk, "five-to-eight", NOW)
    assert [each.window for each in versions(desk)] == [OWN.window]
    assert applied.left == (
        "Your routine stays: 20:00-22:00, 30 min a day. The starter's would be 05:00-08:00, 2 h a day.",
    )
    assert len(paths(desk)) == 1


def test_a_routine_is_replaced_from_today_on_when_asked_for(desk: Desk) -> None:
    keep_own_routine(desk)
    starter.apply(desk, "five-to-eight", NOW, replace_routine=True)
    assert [(each.effective_from, each.window) for each in versions(desk)] == [
        (OWN.effective_from, OWN.window),
        (START, Window(time(5), time(8))),
    ]


def test_the_routine_can_be_replaced_later_and_draws_from_the_path_that_is_there(desk: Desk) -> None:
    keep_own_routine(desk)
    starter.apply(desk, "five-to-eight", NOW)
    starter.apply(desk, "five-to-eight", NOW, replace_routine=True)
    (path,) = paths(desk)
    assert {slot.path_id for slot in versions(desk)[-1].slots} == {path.id}


def test_two_active_paths_never_have_one_name(desk: Desk) -> None:
    (path,) = starter.preview("five-to-eight", START).paths
    mine = study_paths.add(desk, NOW, path.name.upper())
    with pytest.raises(CannotBeDone, match="already: rename, finish or drop it first"):
        starter.apply(desk, "five-to-eight", NOW)
    assert versions(desk) == ()
    study_paths.close(desk, NOW, mine.id, PathStatus.FINISHED)
    starter.apply(desk, "five-to-eight", NOW)
    assert len(paths(desk)) == 2


def test_one_undo_takes_a_starter_back(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", NOW)
    assert change.undo(desk, NOW).text == 'began the starter "Five to eight"'
    assert (paths(desk), versions(desk)) == ((), ())
    assert len(starter.apply(desk, "five-to-eight", NOW).did) == 2


def test_slots_draw_from_the_paths_they_name(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "two-aims.toml"
    file.write_text(TWO_PATHS)
    applied = starter.apply(desk, str(file), NOW)
    ml, french = paths(desk)
    assert [slot.path_id for slot in versions(desk)[0].slots] == [ml.id, french.id]
    assert applied.did[-1].endswith("05:00-07:00, 30 min to 1 h a day, 5 days off a week.")
    assert {path.starter for path in (ml, french)} == {"two-aims"}


def test_would_replace_asks_only_when_there_is_a_choice(desk: Desk) -> None:
    assert starter.would_replace(desk, "five-to-eight", NOW) is None
    keep_own_routine(desk)
    asked = starter.would_replace(desk, "five-to-eight", NOW)
    assert asked is not None
    assert (asked.present, asked.wanted) == ("20:00-22:00, 30 min a day", "05:00-08:00, 2 h a day")
    starter.apply(desk, "five-to-eight", NOW, replace_routine=True)
    assert starter.would_replace(desk, "five-to-eight", NOW) is None


def test_an_unknown_starter_is_refused_by_name(desk: Desk) -> None:
    with pytest.raises(NotUnderstood, match="six-pm"):
        starter.apply(desk, "six-pm", NOW)
    assert change.undoable(desk) == ()


def test_a_rest_week_says_that_nothing_is_asked(desk: Desk) -> None:
    with desk.store.writing(NOW, "test", "routine") as unit:
        routine_store.save(unit, replace(OWN, targets=(0,) * 7))
    assert "no target" in starter.apply(desk, "five-to-eight", NOW).left[0]


def test_a_path_as_it_is_becomes_a_starter_of_the_same_plan(desk: Desk, tmp_path: Path) -> None:
    for name, _, _ in starter.listing():
        starter.apply(desk, name, NOW, replace_routine=True)
        (path,) = [each for each in paths(desk) if each.starter == name][:1]
        file = tmp_path / f"{name}-again.toml"
        file.write_text(starter.exported(desk, path, NOW), encoding="utf-8")
        (again,) = starter.preview(str(file), START).paths
        assert again == as_new(path, again.starter)
        one = next(each for each in starter.preview(name, START).paths if each.name == path.name)
        assert again.resources == one.resources
        wanted = starter.preview(name, START).routine
        assert starter.preview(str(file), START).routine.targets == wanted.targets


def test_what_was_lived_becomes_the_plan_of_those_who_follow(desk: Desk, tmp_path: Path) -> None:
    path = study_paths.add(desk, NOW, "ML", date(2026, 1, 1))
    for title in ("Book", "Course", "Dead end"):
        resource.add(desk, NOW, StudyResource(0, "", path.id, None, title, ResourceKind.BOOK, 0), reason="x")
    for title, status, day in (
        ("Book", Status.STARTED, date(2026, 1, 5)),
        ("Book", Status.COMPLETED, date(2026, 2, 4)),
        ("Dead end", Status.DROPPED, date(2026, 3, 1)),
    ):
        resource.set_status(desk, NOW, resource.find(desk, title).id, status, on=day)
    file = tmp_path / "ml.toml"
    file.write_text(starter.exported(desk, paths(desk)[0], NOW), encoding="utf-8")
    (again,) = starter.preview(str(file), START).paths
    assert [(each.title, each.planned_first, each.planned_last) for each in again.resources] == [
        ("Book", date(2026, 11, 26), date(2026, 12, 26)),
        ("Course", None, None),
    ]


def test_the_prompts_of_ones_own_starter_are_asked_even_when_its_file_is_gone(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "two.toml"
    file.write_text(
        TWO_PATHS
        + """
[[prompts]]
id = "two-aims"
trigger = "path_started"
question = "Why two at once, and why {path}?"
reason = "You began on {day}."
"""
    )
    starter.apply(desk, str(file), NOW)
    file.unlink()
    assert "Why two at once, and why ML?" in [each.question for each in prompt.show(desk, NOW)]


def test_a_starter_that_ships_is_not_copied(desk: Desk) -> None:
    starter.apply(desk, "six-am", NOW)
    assert not Path(prompt.kept_starters(desk)).exists()


def test_slots_of_other_paths_stay_at_home(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "two.toml"
    file.write_text(TWO_PATHS)
    starter.apply(desk, str(file), NOW)
    french = next(each for each in paths(desk) if each.name == "French")
    file.write_text(starter.exported(desk, french, NOW), encoding="utf-8")
    preview = starter.preview(str(file), START)
    assert [path.name for path in preview.paths] == ["French"]
    assert [slot.weekdays for slot in preview.routine.slots] == [frozenset({4})]


def test_an_empty_path_can_be_written_too(desk: Desk, tmp_path: Path) -> None:
    path = study_paths.add(desk, NOW, "Nothing yet")
    file = tmp_path / "empty.toml"
    file.write_text(starter.exported(desk, path, NOW), encoding="utf-8")
    assert starter.preview(str(file), START).paths[0].name == "Nothing yet"


def as_new(path: StudyPath, name: str) -> StudyPath:
    """The path as a starter would begin it: without ids of its own."""
    numbers = {stage.id: stage.position for stage in path.stages}
    return replace(
        path,
        id=0,
        uid="",
        position=0,
        starter=name,
        stages=tuple(replace(each, id=each.position) for each in path.stages),
        resources=tuple(
            replace(each, id=0, uid="", path_id=0, stage_id=numbers.get(each.stage_id or 0))
            for each in path.resources
        ),
    )
