"""Prompts follow from the record, ask once, and can be put away."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import Status
from habit_tui.services import change, prompt, starter
from habit_tui.services.desk import Desk
from habit_tui.store import path as path_store
from tests.factories import at, logged

ZONE = "Europe/Berlin"
NOW = at("2026-11-22 08:00", ZONE)


def causes(desk: Desk) -> list[str]:
    return [each.id.partition("@")[2] for each in prompt.show(desk, NOW)]


def set_status(desk: Desk, title: str, status: Status, days_ago: int = 0) -> None:
    with desk.store.writing(NOW, "test", "status") as unit:
        wanted = next(each.id for each in path_store.candidates(unit) if each.title.startswith(title))
        path_store.change_status(unit, wanted, status, desk.study_day(NOW) - timedelta(days=days_ago))


def test_an_empty_store_asks_nothing(desk: Desk) -> None:
    assert prompt.show(desk, NOW) == ()


def test_the_first_session_is_a_reason_to_write(desk: Desk) -> None:
    logged(desk, "2026-11-21", "05:00", 45, "hands-on ml")
    (due,) = prompt.show(desk, NOW)
    assert due.id == "day-one@first-session"
    assert "Sat 21 Nov" in due.reason


def test_a_finished_resource_is_told_with_all_its_hours(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", at("2025-10-01 08:00", ZONE))
    logged(desk, "2025-10-02", "05:00", 120, "titanic")
    logged(desk, "2026-11-20", "05:00", 60, "titanic")
    set_status(desk, "Titanic", Status.COMPLETED)
    due = prompt.show(desk, NOW)[0]
    assert "Titanic competition on Kaggle" in due.question
    assert "3 h in 14 months" in due.reason


def test_a_resource_finished_without_a_session_lately_keeps_its_hours(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", at("2025-10-01 08:00", ZONE))
    logged(desk, "2026-09-02", "05:00", 90, "titanic")
    set_status(desk, "Titanic", Status.COMPLETED, days_ago=3)
    assert "1 h 30" in prompt.show(desk, NOW)[0].reason


def test_over_five_hours_on_a_topic_in_a_fortnight_are_a_reason(desk: Desk) -> None:
    for day in ("2026-11-10", "2026-11-16", "2026-11-22"):
        logged(desk, day, "05:00", 101, "French grammar")
    due = {each.id.partition("@")[2]: each for each in prompt.show(desk, NOW)}
    assert "hours-french-grammar-5" in due
    assert "5 h 03" in due["hours-french-grammar-5"].reason


def test_a_session_without_words_goes_by_its_kind(desk: Desk) -> None:
    logged(desk, "2026-11-21", "05:00", 301, kind=Kind.PRACTICE)
    assert "hours-practice-5" in causes(desk)


def test_the_seventh_day_of_a_streak_is_a_reason(desk: Desk) -> None:
    for day in range(16, 23):
        logged(desk, f"2026-11-{day}", "05:00", 60)
    assert "streak-2026-11-16-7" in causes(desk)


def test_coming_back_after_a_break_is_a_reason(desk: Desk) -> None:
    logged(desk, "2026-10-01", "05:00", 60)
    logged(desk, "2026-11-22", "05:00", 60)
    assert "return-2026-11-22" in causes(desk)


def test_a_long_note_is_half_a_post(desk: Desk) -> None:
    logged(desk, "2026-11-01", "05:00", 60)
    session = logged(desk, "2026-11-22", "05:00", 60, "titanic", note="a word " * 30)
    assert f"note-{session.id}" in causes(desk)


def test_a_starters_own_prompts_take_part(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", NOW)
    assert [each.id for each in prompt.show(desk, NOW)] == ["why-before-sunrise@path-1"]


def test_at_most_three_are_due_and_the_day_does_not_shuffle_them(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", NOW)
    logged(desk, "2026-11-22", "05:00", 90, "titanic", note="a word " * 30)
    set_status(desk, "Beginner", Status.COMPLETED)
    first = prompt.show(desk, NOW)
    assert len(first) == 3
    assert prompt.show(desk, NOW + timedelta(hours=9)) == first


def test_a_skipped_prompt_does_not_come_again_until_it_is_undone(desk: Desk) -> None:
    logged(desk, "2026-11-22", "05:00", 45)
    (due,) = prompt.show(desk, NOW)
    assert prompt.skip(desk, due.id, NOW) == due
    assert prompt.show(desk, NOW) == ()
    assert change.undo(desk, NOW).action == "skip"
    assert prompt.show(desk, NOW) == (due,)


def test_only_a_due_prompt_can_be_skipped(desk: Desk) -> None:
    with pytest.raises(CannotBeDone, match='no prompt "made-up@first-session" is due'):
        prompt.skip(desk, "made-up@first-session", NOW)
    assert change.undoable(desk) == ()


def test_todays_prompt_needs_no_sqlalchemy(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", NOW)
    program = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r})\n"
        "from datetime import datetime\n"
        "from habit_tui.services import prompt\n"
        "from habit_tui.services.desk import open_desk\n"
        f"desk = open_desk({{'HOME': '/nowhere', 'TZ': {ZONE!r}}}, 'test', {desk.store.file!r})\n"
        f"print(len(prompt.show(desk, datetime.fromisoformat({NOW.isoformat()!r}))))\n"
        "print(*sys.modules)\n"
    )
    run = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True)
    count, modules = run.stdout.splitlines()
    assert count == "1"
    assert {"sqlalchemy", "alembic", "pendulum", "rich", "click", "yaml", "json"} & set(
        modules.split()
    ) == set()
