"""Backups: their names, and which of them are kept."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.backup import Backup, Contents, OfDay, Why, kept, name_of, of_day, read_name

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def backup(
    days_ago: float,
    sessions: int = 100,
    why: Why = Why.DAILY,
    *,
    posts: int = 0,
    problems: tuple[str, ...] = (),
) -> Backup:
    """A backup taken so many days before Sunday 22 November 2026, noon."""
    at = NOON - timedelta(days=days_ago)
    rows = {"session": sessions, "post": posts, "change": 10_000 - sessions}
    contents = Contents(version=4, size=4096, rows=rows, problems=problems)
    return Backup(name_of("habit", at, why), at, why, contents)


def ages(backups: list[Backup]) -> list[float]:
    """How many days ago the kept ones were taken, the newest first."""
    names = kept(backups)
    return sorted((NOON - each.at) / timedelta(days=1) for each in backups if each.name in names)


def test_of_a_year_of_days_a_week_then_sundays_then_ends_of_months_are_kept() -> None:
    backups = [backup(ago, sessions=1000 - ago) for ago in range(400)]
    found = ages(backups)
    assert found[:7] == [0, 1, 2, 3, 4, 5, 6]
    # Sundays, the last days of their weeks, then the last days of eleven months.
    assert found[7:10] == [7, 14, 21]
    assert [(NOON - timedelta(days=ago)).month for ago in found[10:]] == [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 12]
    assert found[10] == 22


def test_days_without_a_backup_do_not_count() -> None:
    backups = [backup(ago, sessions=1000 - ago) for ago in (0, 30, 31, 32, 33, 34, 35, 36)]
    assert ages(backups)[:7] == [0, 30, 31, 32, 33, 34, 35]


def test_of_one_day_the_fullest_is_kept_and_the_newest_of_equals() -> None:
    assert ages([backup(0.1, 100), backup(0.2, 100), backup(0.3, 99)]) == [0.1]
    assert ages([backup(0.1, 5), backup(0.2, 100), backup(0.3, 99)]) == [0.1, 0.2]


def test_a_year_of_emptied_files_never_pushes_out_the_full_one() -> None:
    backups = [backup(ago, sessions=0) for ago in range(400)] + [backup(400, sessions=800)]
    assert 400 in ages(backups)


def test_a_year_without_its_posts_never_pushes_out_the_file_that_has_them() -> None:
    backups = [backup(ago, sessions=900) for ago in range(400)] + [backup(400, sessions=800, posts=12)]
    assert 400 in ages(backups)


def test_a_damaged_one_counts_for_nothing() -> None:
    damaged = [backup(ago, sessions=9999, problems=("page 7 is gone",)) for ago in range(20)]
    sound = [backup(ago + 0.5, sessions=100) for ago in range(7)]
    assert {each.name for each in sound} <= kept(damaged + sound)


def test_what_the_last_restores_replaced_is_kept_beside_fuller_ones() -> None:
    restores = [backup(0.1 * n, sessions=1, why=Why.RESTORE) for n in range(1, 6)]
    assert ages([backup(0, 100), *restores]) == pytest.approx([0, 0.1, 0.2, 0.3])


@given(
    st.lists(
        st.tuples(st.integers(0, 500), st.integers(0, 5), st.booleans()),
        unique_by=lambda each: each[0],
        max_size=60,
    )
)
def test_whatever_goes_leaves_a_later_sound_one_at_least_as_full(
    lives: list[tuple[int, int, bool]],
) -> None:
    backups = [backup(ago, full, problems=() if sound else ("broken",)) for ago, full, sound in lives]
    names = kept(backups)
    stays = [each for each in backups if each.name in names and each.is_sound]
    for gone in (each for each in backups if each.name not in names):
        assert gone.is_sound
        assert any(each.at > gone.at and each.sessions >= gone.sessions for each in stays)
    assert kept([each for each in backups if each.name in names]) == names


@pytest.mark.parametrize("why", Why)
def test_a_name_tells_when_and_what_for(why: Why) -> None:
    for number in (1, 2):
        assert read_name(name_of("my-habit", NOON, why, number), "my-habit") == (NOON, why)


@pytest.mark.parametrize(
    "name",
    [
        "habit-20261122T120000Z-daily.json",
        "habit-20261122T120000Z-sometimes.db",
        "habit-20261122T120000Z.db",
        "habit-20261399T120000Z-daily.db",
        "habit-2026-11-22T12:00-daily.db",
        "habit-20261122T120000Z-failed.txt",
        "habits-20261122T120000Z-daily.db",
        ".habit-20261122T120000Z-daily.db",
        "crontab-20261122T120000000000",
    ],
)
def test_other_files_are_no_backups(name: str) -> None:
    assert read_name(name, "habit") is None


def test_the_word_for_a_day_means_its_newest_sound_backup_and_a_fuller_one_is_named() -> None:
    early, full = backup(0.3, sessions=5), backup(0.2, sessions=12)
    newest = backup(0.1, sessions=9)
    there = [early, newest, full, backup(0.05, sessions=20, problems=("torn",)), backup(1, sessions=30)]
    assert of_day(there, NOON.date(), datetime.date) == OfDay(newest, 3, full)
    assert of_day([early, full], NOON.date(), datetime.date) == OfDay(full, 2, None)
    same_second = backup(0.2, sessions=11)
    assert of_day([same_second, full], NOON.date(), datetime.date) == OfDay(full, 2, None)


def test_the_word_for_a_day_said_twice_does_not_bring_back_what_the_first_one_replaced() -> None:
    whole, damage = backup(1, sessions=9), backup(0.1, sessions=5, why=Why.RESTORE)
    today = NOON.date()
    assert of_day([whole, damage], today, datetime.date) == OfDay(whole, 1, None)
    fuller = backup(0.2, sessions=12, why=Why.RESTORE)
    assert of_day([whole, damage, fuller], today, datetime.date) == OfDay(fuller, 1, None)
    assert of_day([damage], today, datetime.date) == OfDay(damage, 1, None)


def test_a_day_without_a_backup_means_the_newest_before_its_end() -> None:
    there = [backup(0, sessions=1), backup(3, sessions=2), backup(2, sessions=3), backup(2.1, sessions=3)]
    found = of_day(there, (NOON - timedelta(days=1)).date(), datetime.date)
    assert found == OfDay(there[2], 2, None)
    assert of_day(there, (NOON - timedelta(days=9)).date(), datetime.date) is None
