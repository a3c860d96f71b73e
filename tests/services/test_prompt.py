"""Prompts follow from the record, ask once, and can be put away."""

import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import Certificate, PathStatus, Status
from habit_tui.domain.reflection import ReflectionKind
from habit_tui.exchange import toml
from habit_tui.services import change, post, prompt, reflection, starter
from habit_tui.services import path as paths
from habit_tui.services import resource as resources
from habit_tui.services.desk import Desk
from habit_tui.store import path as path_store
from tests.factories import at, logged
from tests.services.journeys import become, begun, draft, on

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
    assert f"note-{session.uid}" in causes(desk)


def test_a_starters_own_prompts_take_part(desk: Desk) -> None:
    starter.apply(desk, "five-to-eight", NOW)
    [path] = paths.listing(desk, NOW)
    assert [each.id for each in prompt.show(desk, NOW)] == [f"why-before-sunrise@path-{path.path.uid}"]


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


def triggers(desk: Desk, now: datetime) -> dict[str, str]:
    """What each due prompt says, by the key of its cause."""
    return {each.id.partition("@")[2]: each.reason for each in prompt.show(desk, now)}


def test_a_month_on_a_path_is_told_with_the_hours_on_it(desk: Desk) -> None:
    month = f"month-{begun(desk, 'fast.ai').uid}-1"
    logged(desk, "2026-03-02", "05:00", 90, "fast.ai")
    logged(desk, "2026-04-01", "05:00", 60, "fast.ai")
    logged(desk, "2026-04-02", "05:00", 60, "fast.ai")
    logged(desk, "2026-03-20", "05:00", 45, "French")
    assert month not in triggers(desk, on("2026-04-01"))
    said = triggers(desk, on("2026-04-02"))[month]
    assert said.startswith("Since Mon 2 Mar: 2 h 30 on it, in 2 sessions on 2 days.")
    assert month not in triggers(desk, on("2026-04-20"))


def test_a_path_that_was_dropped_has_no_more_months(desk: Desk) -> None:
    path = begun(desk, "fast.ai")
    logged(desk, "2026-03-02", "05:00", 90, "fast.ai")
    paths.close(desk, on("2026-03-20"), path.id, PathStatus.DROPPED, reason="another plan")
    assert f"month-{path.uid}-1" not in triggers(desk, on("2026-04-02"))


def test_a_blocker_asks_when_it_is_noted_and_again_when_it_is_solved(desk: Desk) -> None:
    begun(desk, "fast.ai")
    noted = reflection.add(desk, on("2026-03-20"), ReflectionKind.BLOCKER, "weak maths").reflection
    assert "weak maths" in triggers(desk, on("2026-03-20"))[f"blocker-{noted.uid}"]
    reflection.solve(desk, on("2026-03-27"), noted.id, "intuition first")
    said = triggers(desk, on("2026-03-27"))
    assert f"blocker-{noted.uid}" not in said
    assert "intuition first" in said[f"solved-{noted.uid}"]


def test_a_change_to_the_plan_is_told_with_its_reason(desk: Desk) -> None:
    path = begun(desk, "fast.ai")
    resources.add(desk, on("2026-03-20"), draft(path, "DataCamp"), reason="Python comes first")
    said = triggers(desk, on("2026-03-21"))[f"plan-{path.uid}-2026-03-20"]
    assert "DataCamp added" in said
    assert "Python comes first" in said


def test_a_certificate_and_a_competition_ask_their_own_questions(desk: Desk) -> None:
    begun(desk, "fast.ai", "Titanic")
    become(desk, "Titanic", Status.STARTED, "2026-03-20")
    titanic, fast_ai = resources.find(desk, "Titanic"), resources.find(desk, "fast.ai")
    assert prompt.show(desk, on("2026-03-20"))[0].id == f"the-entry@started-{titanic.uid}"
    certificate = Certificate("DL 1", "fast.ai", date(2026, 3, 21))
    resources.set_status(desk, on("2026-03-21"), fast_ai.id, Status.COMPLETED, certificate=certificate)
    due = [each.id for each in prompt.show(desk, on("2026-03-21"))]
    assert f"honest-review@completed-{fast_ai.uid}" in due
    prompt.skip(desk, "honest-review", on("2026-03-21"))
    assert "behind-the-certificate" in [each.name for each in prompt.show(desk, on("2026-03-21"))]


def test_a_post_of_last_year_asks_for_an_update_until_it_gets_one(desk: Desk) -> None:
    begun_post = post.new(desk, on("2025-03-02"), title="Day one")
    post.mark_published(desk, begun_post.id, on("2025-03-02"))
    said = triggers(desk, on("2026-03-02"))[f"year-{post.by_id(desk, begun_post.id).uid}-1"]
    assert f"post update {begun_post.id}" in said or "Sun 2 Mar 2025" in said
    post.update(desk, begun_post.id, "still true", on("2026-03-02"))
    assert f"year-{post.by_id(desk, begun_post.id).uid}-1" not in triggers(desk, on("2026-03-02"))


def test_a_snoozed_prompt_comes_back_as_it_was_though_its_time_is_over(desk: Desk) -> None:
    for number in range(16, 23):
        logged(desk, f"2026-11-{number}", "05:00", 60)
    wanted = next(each for each in prompt.show(desk, NOW) if "streak-2026-11-16-7" in each.id)
    put_off = prompt.snooze(desk, wanted.id, NOW, date(2026, 12, 24))
    assert put_off.due == date(2026, 12, 24)
    for number in range(22, 31):
        assert wanted.id not in {each.id for each in prompt.show(desk, on(f"2026-11-{number}"))}
    logged(desk, "2026-12-20", "05:00", 60)
    [back] = [each for each in prompt.show(desk, on("2026-12-25")) if each.id == wanted.id]
    assert (back.question, back.reason) == (wanted.question, wanted.reason)
    assert wanted.id not in {each.id for each in prompt.show(desk, on("2026-12-28"))}


def test_a_prompt_can_be_put_off_again_and_then_used(desk: Desk) -> None:
    logged(desk, "2026-11-22", "05:00", 45)
    (due,) = prompt.show(desk, NOW)
    prompt.snooze(desk, due.id, NOW, date(2026, 12, 1))
    prompt.snooze(desk, due.id, on("2026-12-02"), date(2026, 12, 10))
    assert due.id not in {each.id for each in prompt.show(desk, on("2026-12-09"))}
    post.new(desk, on("2026-12-11"), due.id)
    assert due.id not in {each.id for each in prompt.show(desk, on("2026-12-12"))}


def test_a_snooze_ends_three_days_on_unless_a_day_is_named_and_undo_ends_it_now(desk: Desk) -> None:
    logged(desk, "2026-11-22", "05:00", 45)
    (due,) = prompt.show(desk, NOW)
    assert prompt.snooze(desk, due.id, NOW).due == date(2026, 11, 25)
    assert prompt.show(desk, NOW) == ()
    change.undo(desk, NOW)
    assert prompt.show(desk, NOW) == (due,)
    with pytest.raises(NotUnderstood, match="a day to come"):
        prompt.snooze(desk, due.id, NOW, date(2026, 11, 22))
    with pytest.raises(CannotBeDone, match="is due"):
        prompt.snooze(desk, "made-up@first-session", NOW)


OWN = """
[[prompts]]
id = "my-first-hour"
trigger = "first_session"
question = "Mine: how was {day}?"
reason = "Because."
"""


def test_prompts_of_ones_own_are_asked_before_those_that_ship(desk: Desk) -> None:
    folder = Path(prompt.own_prompts(desk))
    folder.mkdir()
    (folder / "mine.toml").write_text(OWN)
    logged(desk, "2026-11-22", "05:00", 45)
    (due,) = prompt.show(desk, NOW)
    assert due.question == "Mine: how was Sun 22 Nov?"
    assert prompt.problems(desk) == ()


def test_a_prompt_of_ones_own_replaces_the_one_of_the_same_id(desk: Desk) -> None:
    folder = Path(prompt.own_prompts(desk))
    folder.mkdir()
    (folder / "mine.toml").write_text(OWN.replace("my-first-hour", "day-one"))
    logged(desk, "2026-11-22", "05:00", 45)
    assert [(each.id, each.question[:5]) for each in prompt.show(desk, NOW)] == [
        ("day-one@first-session", "Mine:")
    ]


@pytest.mark.parametrize("broken", ["not toml", "[[prompts]]\nid = 3\n", "x = 1\n", "\xff"])
def test_a_broken_file_of_ones_own_is_named_and_the_rest_still_asks(desk: Desk, broken: str) -> None:
    folder = Path(prompt.own_prompts(desk))
    folder.mkdir()
    (folder / "broken.toml").write_text(broken, encoding="latin-1")
    logged(desk, "2026-11-22", "05:00", 45)
    assert [each.id for each in prompt.show(desk, NOW)] == ["day-one@first-session"]
    [problem] = prompt.problems(desk)
    assert '"broken.toml"' in problem


def test_a_starter_of_ones_own_that_was_broken_since_is_named_and_the_rest_still_asks(
    desk: Desk, tmp_path: Path
) -> None:
    shipped = tmp_path / "mine.toml"
    shipped.write_bytes((toml.shipped() / "six-am.toml").read_bytes())
    starter.apply(desk, str(shipped), NOW)
    [kept] = Path(prompt.kept_starters(desk)).iterdir()
    kept.write_text("broken [")
    logged(desk, "2026-11-22", "05:00", 45)
    assert "day-one@first-session" in [each.id for each in prompt.show(desk, NOW)]
    [problem] = prompt.problems(desk)
    assert f'"{kept.name}"' in problem
