"""The starter picker: what a newcomer sees first, and how one adds a path later."""

from datetime import date
from pathlib import Path

import pytest

from habit_tui.domain.path import Path as LearningPath
from habit_tui.domain.routine import Routine
from habit_tui.services import starter, today
from habit_tui.services.desk import Desk
from habit_tui.store import path as path_store
from habit_tui.store import routine as routine_store
from habit_tui.tui.screens.starter import StarterScreen
from tests.factories import at, desk_at, logged
from tests.tui.stage import NARROW, WIDE, Stage, on_stage

ZONE = "Africa/Casablanca"
NOW = at("2026-11-22 05:12", ZONE)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk nobody has sat at."""
    return desk_at(tmp_path, door="tui")


def paths(desk: Desk) -> tuple[LearningPath, ...]:
    with desk.store.reading() as unit:
        return path_store.all_paths(unit)


def routines(desk: Desk) -> tuple[Routine, ...]:
    with desk.store.reading() as unit:
        return routine_store.all_versions(unit)


def is_picking(stage: Stage) -> bool:
    return isinstance(stage.app.screen, StarterScreen)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_newcomer_is_offered_the_starters_with_what_each_would_begin(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with on_stage(desk, NOW, size) as stage:
        assert is_picking(stage)
        for _, title, _ in starter.listing():
            assert title in stage.words_in("#starters")
        shown = stage.words_in("StarterPanel")
        assert "Five to eight from Sun 22 Nov 2026" in shown
        assert "Routine 05:00-08:00 every day 2 h 05:00 1 h study 06:00 1 h 30 practice" in shown
        assert "From frontend to machine learning 8 resources" in shown
        assert "enter begin" in stage.text


async def test_a_path_is_shown_with_its_stages_and_the_days_it_would_be_planned_for(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        shown = stage.words_in("StarterPanel")
        assert "Season 1: find your feet 22 Nov 2026 - 21 Jan 2027" in shown
        assert "· Beginner's handbook of machine learning 22 Nov - 12 Dec" in shown
        assert "Prompts 7 of its own" in shown


async def test_a_routine_is_shown_by_weekday(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.click("Open-source masters")
        shown = stage.words_in("StarterPanel")
        assert "Mon-Thu 5 h 09:00 2 h study 11:30 2 h practice 15:00 1 h writing Fri 3 h" in shown
        assert "Sat, Sun rest 30 min a day keep the streak" in shown


async def test_every_starter_can_be_read_whole_at_80_columns(desk: Desk) -> None:
    async with on_stage(desk, NOW, (80, 200)) as stage:
        for name, _, _ in starter.listing():
            preview = starter.preview(name, date(2026, 11, 22))
            shown = stage.words_in("StarterPanel")
            assert shown.startswith(preview.title)
            for path in preview.paths:
                assert f"{len(path.resources)} resources" in shown
                for resource in path.resources:
                    assert resource.title.split()[-1] in shown
            assert "…" not in shown
            await stage.press("down")


async def test_enter_begins_the_chosen_starter_today_and_shows_its_plan(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("enter")
        assert not is_picking(stage)
        (path,) = paths(desk)
        assert path.name == "From frontend to machine learning"
        assert path.started_on == date(2026, 11, 22)
        (routine,) = routines(desk)
        assert routine.effective_from == date(2026, 11, 22)
        assert "From frontend to machine learning" in stage.toasts[0]
        assert stage.toasts[0].endswith("u undoes")
        assert "05:00" in stage.text
        await stage.press("u")
        assert paths(desk) == ()
        assert routines(desk) == ()


async def test_the_mouse_alone_begins_a_starter(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.click("Four months")
        await stage.click("enter begin")
        assert [path.starter for path in paths(desk)] == ["four-months"]


async def test_enter_begins_also_while_the_text_has_the_focus(desk: Desk) -> None:
    async with on_stage(desk, NOW, NARROW) as stage:
        await stage.press("tab", "end", "enter")
        assert [path.starter for path in paths(desk)] == ["five-to-eight"]


async def test_escape_goes_without_and_i_shows_the_starters_again(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        await stage.press("escape")
        assert not is_picking(stage)
        assert today.show(desk, NOW).is_new
        assert stage.toasts == ["i shows the starters again"]
        await stage.press("i")
        assert is_picking(stage)
        await stage.press("i", "l", "escape")
        assert not is_picking(stage)


async def test_a_store_with_data_opens_without_the_picker(desk: Desk) -> None:
    logged(desk, "2026-11-21", "05:00", 45, "titanic")
    async with on_stage(desk, NOW) as stage:
        assert not is_picking(stage)


async def test_a_path_can_be_added_beside_ones_own_routine(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", at("2026-11-01 05:00", ZONE))
    before = routines(desk)
    async with on_stage(desk, NOW) as stage:
        await stage.press("i")
        await stage.click("Open-source masters")
        await stage.press("enter")
        assert "You have a routine already" in stage.text
        assert "Yours: 05:00-08:00, 2 h a day." in stage.words
        assert "The starter's: 09:00-17:00, 3 h to 5 h a day, 2 days off a week" in stage.words
        assert len(paths(desk)) == 1
        await stage.press("k")
        assert not is_picking(stage)
        assert {path.starter for path in paths(desk)} == {"five-to-eight", "open-source-masters"}
        assert routines(desk) == before


async def test_a_routine_is_replaced_from_today_on_when_told_to(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", at("2026-11-01 05:00", ZONE))
    async with on_stage(desk, NOW) as stage:
        await stage.press("i", "down", "enter")
        await stage.click("r replace it")
        first, second = routines(desk)
        assert first.effective_from == date(2026, 11, 1)
        assert second.effective_from == date(2026, 11, 22)
        assert second.window != first.window


async def test_leaving_the_question_changes_nothing(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", at("2026-11-01 05:00", ZONE))
    async with on_stage(desk, NOW) as stage:
        await stage.press("i", "down", "enter", "escape")
        assert is_picking(stage)
        assert len(paths(desk)) == len(routines(desk)) == 1
        await stage.press("enter")
        assert "You have a routine already" in stage.text


async def test_beginning_the_same_starter_again_says_that_nothing_was_changed(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", at("2026-11-01 05:00", ZONE))
    async with on_stage(desk, NOW) as stage:
        await stage.press("i", "enter")
        assert "stays as it is" in stage.toasts[0]
        assert "undoes" not in stage.toasts[0]
        assert len(paths(desk)) == len(routines(desk)) == 1


async def test_a_session_logged_meanwhile_through_another_door_is_kept(desk: Desk) -> None:
    async with on_stage(desk, NOW) as stage:
        logged(desk, "2026-11-22", "05:00", 10, "titanic")
        await stage.press("enter")
        assert len(paths(desk)) == 1
        assert [each.what for each in today.show(desk, NOW).sessions] == ["titanic"]


async def test_where_the_starters_stand_alone_each_tells_its_routine(desk: Desk) -> None:
    async with on_stage(desk, NOW, (60, 20)) as stage:
        assert "05:00-08:00, 2 h a day" in stage.text
        assert "09:00-17:00, 2 h to 5 h a day, 1 day off a week" in stage.text
        assert all(len(line) <= 60 for line in stage.lines)
