"""The doctor: every ill is told with its reason and its mend, and what is safe is mended."""

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from habit_tui.domain.errors import StoreFault
from habit_tui.domain.health import Problem, is_possible
from habit_tui.services import backup, doctor, session
from habit_tui.services.change import undo
from habit_tui.services.desk import Desk
from habit_tui.services.doctor import Report
from habit_tui.services.today import show
from habit_tui.store.store import utc_now
from habit_tui.system.settings import Settings
from tests.factories import desk_at, logged
from tests.store.test_backup import damage

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with two sessions and a backup, in a house where nothing is wrong."""
    desk = desk_at(tmp_path, zone="Europe/Berlin")
    logged(desk, "2026-11-20", "05:00", 45)
    logged(desk, "2026-11-21", "05:00", 45)
    backup.daily(desk.store, NOW)
    return desk


def env(desk: Desk) -> Mapping[str, str]:
    """The desk's environment, without the machine's own crontab."""
    return {**desk.env, "TZ": desk.zone_name, "PATH": "/nowhere", "TERM": "xterm-256color"}


def examined(desk: Desk, now: datetime = NOW) -> Report:
    return doctor.examine(env(desk), None, now)


def mended(desk: Desk, now: datetime = NOW) -> Report:
    return doctor.examine(env(desk), None, now, fix=True)


def only(report: Report, name: str) -> Problem:
    """The one problem there is, which is in the check of that name."""
    found = {check.name: check.problems for check in report.checks if check.problems}
    assert list(found) == [name], found
    (problem,) = found[name]
    assert problem.why
    assert problem.mend
    return problem


def sql(desk: Desk, *statements: str) -> None:
    """Do to the file what none of our doors does."""
    with closing(sqlite3.connect(desk.store.file, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def settings(desk: Desk, text: str) -> Path:
    file = Path(desk.env["HABIT_TUI_CONFIG"], "settings.toml")
    file.parent.mkdir(mode=0o700, exist_ok=True)
    file.write_text(text)
    file.chmod(0o600)
    return file


def test_a_house_in_order_has_nothing_wrong(desk: Desk) -> None:
    before = Path(desk.store.file).read_bytes()
    assert examined(desk).problems == ()
    assert mended(desk).mended == ()
    assert Path(desk.store.file).read_bytes() == before


def test_a_newcomer_has_nothing_wrong_and_nothing_is_made(tmp_path: Path) -> None:
    there = {"HOME": str(tmp_path), "PATH": "/nowhere", "TZ": "Europe/Berlin"}
    assert doctor.examine(there, None, NOW).problems == ()
    assert list(tmp_path.iterdir()) == []


# The file


@pytest.mark.parametrize("content", [b"a letter", b"SQLite format 3\0", b"\0" * 8192])
def test_a_ruined_file_is_told_with_the_backup_to_restore(desk: Desk, content: bytes) -> None:
    (kept,) = backup.listed(desk)
    Path(desk.store.file).write_bytes(content)
    assert only(examined(desk), "file").mend == f"habit-tui restore {kept.name}"
    backup.restore(desk, kept.name, NOW)
    assert examined(desk).problems == ()


def test_a_damaged_page_is_told_and_never_mended_by_itself(desk: Desk) -> None:
    damage(Path(desk.store.file))
    before = Path(desk.store.file).read_bytes()
    assert "is damaged" in only(mended(desk), "file").what
    assert Path(desk.store.file).read_bytes() == before


def test_a_file_that_is_gone_is_told_when_there_are_backups(desk: Desk) -> None:
    Path(desk.store.file).unlink()
    assert "is gone" in only(examined(desk), "file").what
    assert not Path(desk.store.file).exists()


def test_an_emptied_file_is_told_beside_its_fuller_backup(desk: Desk) -> None:
    sql(desk, "PRAGMA foreign_keys = ON", "DELETE FROM session")
    assert "a backup holds 2 sessions, the file 0" in only(examined(desk), "backups").what


def test_an_older_file_is_no_ill_and_is_not_upgraded(desk: Desk) -> None:
    older = Path(__file__).parents[1] / "data" / "version-2.db"
    Path(desk.store.file).write_bytes(older.read_bytes())
    report = examined(desk)
    assert not any(check.problems for check in report.checks if check.name == "file")
    assert Path(desk.store.file).read_bytes() == older.read_bytes()


def test_a_newer_file_is_told_with_the_upgrade(desk: Desk) -> None:
    sql(desk, "PRAGMA user_version = 99")
    assert only(examined(desk), "file").mend == "pip install --upgrade habit-tui"


def test_a_file_that_another_program_holds_is_not_to_be_restored(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("habit_tui.store.store.Store.__init__.__defaults__", (0.05, utc_now))
    with closing(sqlite3.connect(desk.store.file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "close the program" in only(examined(desk), "file").mend


def test_a_row_without_its_parent_is_told(desk: Desk) -> None:
    sql(desk, "UPDATE session SET resource_id = 77 WHERE id = 1")
    assert "lost what they belong to" in only(examined(desk), "file").what


def test_missing_triggers_are_made_anew(desk: Desk) -> None:
    sql(desk, "DROP TRIGGER log_session_insert")
    assert "triggers" in only(examined(desk), "file").what
    assert len(mended(desk).mended) == 1
    assert examined(desk).problems == ()
    logged(desk, "2026-11-22", "05:00", 45)
    undo(desk, NOW)


def test_a_study_day_that_cannot_be_is_put_right_and_can_be_undone(desk: Desk) -> None:
    sql(desk, "UPDATE session SET study_day = '2026-11-02' WHERE id = 1")
    assert "cannot be theirs (id 1)" in only(examined(desk), "file").what
    assert mended(desk).problems == ()
    with desk.store.reading() as unit:
        assert unit.row("SELECT study_day FROM session WHERE id = 1") == ("2026-11-20",)
    assert undo(desk, NOW).text == "put impossible study days right"


def test_a_day_that_was_never_in_a_calendar_does_not_stop_the_doctor(desk: Desk) -> None:
    sql(desk, "UPDATE session SET study_day = '2026-99-99' WHERE id = 1")
    assert "cannot be theirs" in only(examined(desk), "file").what
    assert mended(desk).problems == ()


def test_days_of_other_zones_and_settings_are_possible(desk: Desk) -> None:
    start = datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert [is_possible(date(2026, 11, day), start) for day in (20, 21, 22, 23, 24)] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_a_forgotten_session_is_told(desk: Desk) -> None:
    session.start(desk, "titanic", NOW - timedelta(hours=5))
    assert only(examined(desk), "file").mend.startswith("habit-tui stop --at")
    assert examined(desk, NOW - timedelta(hours=4)).problems == ()


def test_a_broken_change_log_is_told(desk: Desk) -> None:
    sql(desk, "UPDATE change_row SET after = '{' WHERE id = 1")
    assert "change log" in only(examined(desk), "file").what


def test_a_wrong_remembered_state_is_forgotten(desk: Desk) -> None:
    for number in range(90):
        day = date(2026, 8, 1) + timedelta(days=number)
        logged(desk, day.isoformat(), "06:00", 60)
    logged(desk, "2026-11-22", "05:00", 60)
    backup.take(desk, NOW)
    assert examined(desk).problems == ()
    before = show(desk, NOW).standing
    sql(desk, "UPDATE checkpoint SET best_length = best_length + 100")
    assert show(desk, NOW).standing != before
    assert "remembered state" in only(examined(desk), "file").what
    assert mended(desk).problems == ()
    assert show(desk, NOW).standing == before


def test_a_file_switched_to_wal_is_made_one_file_again(desk: Desk) -> None:
    sql(desk, "PRAGMA journal_mode = WAL")
    assert "journal mode wal" in only(examined(desk), "file").what
    assert mended(desk).problems == ()


def test_a_clock_that_went_back_is_told(desk: Desk) -> None:
    assert "the clock went back" in only(examined(desk, NOW - 5 * DAY), "clock").what


def test_a_conflicted_copy_is_told(desk: Desk) -> None:
    copy = Path(desk.store.file).with_name("habit (Ada's conflicted copy 2026-11-20).db")
    copy.write_bytes(Path(desk.store.file).read_bytes())
    assert only(examined(desk), "copies").mend.startswith("habit-tui merge ")


# Around it


def test_every_setting_that_is_wrong_is_told_and_no_secret(desk: Desk) -> None:
    settings(desk, 'remind_urls = ["ntfy://user:hunter2@host"]\nfreeze_every = "often"\nfrozen = 1\n')
    (problems,) = (check.problems for check in examined(desk).checks if check.name == "settings")
    said = " ".join(f"{each.what} {each.why} {each.mend}" for each in problems)
    assert len(problems) == 3
    assert "frozen" in said
    assert "freeze_every" in said
    assert "hunter2" not in said


def test_one_wrong_key_of_ones_own_is_mended_alone(desk: Desk) -> None:
    settings(desk, '[keymap]\nlog = "f9"\nundo = 1\n')
    assert only(examined(desk), "settings").mend == "habit-tui config keymap.undo --unset"


@pytest.mark.parametrize("text", ["= nonsense", "zone = ", "\x00"])
def test_settings_that_cannot_be_read_at_all_are_told(desk: Desk, text: str) -> None:
    settings(desk, text)
    only(examined(desk), "settings")


def test_what_others_may_read_is_closed(desk: Desk) -> None:
    file = settings(desk, 'remind_urls = "ntfy://secret"\n')
    for path in (file, Path(desk.store.file), next(Path(desk.store.backups).glob("*.db"))):
        path.chmod(0o644)
    Path(desk.store.backups).chmod(0o755)
    assert "others may read" in only(examined(desk), "permissions").what
    assert mended(desk).problems == ()
    assert file.stat().st_mode & 0o777 == 0o600
    assert Path(desk.store.backups).stat().st_mode & 0o777 == 0o700


def test_a_zone_that_cannot_be_read_is_told(desk: Desk) -> None:
    there = {**env(desk), "TZ": "Mars/Olympus"}
    report = doctor.examine(there, None, NOW)
    assert "Mars/Olympus" in only(report, "zone").what


def test_reminders_that_are_gone_are_told(desk: Desk) -> None:
    settings(desk, 'remind_backend = "cron"\n')
    assert "gone from cron" in only(examined(desk), "reminders").what


# Backups


def test_a_daily_backup_that_does_not_come_is_told(desk: Desk) -> None:
    logged(desk, "2026-11-26", "05:00", 45)
    later = NOW + 5 * DAY
    assert "does not come" in only(examined(desk, later), "backups").what
    for each in Path(desk.store.backups).iterdir():
        each.unlink()
    assert "there is none" in only(examined(desk, later), "backups").what


def test_a_pause_is_no_missing_backup(desk: Desk) -> None:
    assert examined(desk, NOW + 60 * DAY).problems == ()


def test_a_backup_that_rotted_is_told(desk: Desk) -> None:
    kept = Path(desk.store.backups) / backup.listed(desk)[0].name
    damage(kept)
    assert "is not what it was" in only(examined(desk), "backups").what


def test_a_failed_backup_is_told_with_its_reason(desk: Desk) -> None:
    note = Path(desk.store.backups) / "habit-20261122T070000Z-failed.txt"
    note.write_text("the disk is full")
    note.chmod(0o600)
    assert "the disk is full" in only(examined(desk), "backups").what


def test_copies_never_finished_are_cleared(desk: Desk) -> None:
    left = Path(desk.store.backups) / ".habit-1-daily.partial"
    left.touch(0o600)
    os.utime(left, (0, 0))
    assert "never finished" in only(examined(desk), "backups").what
    assert mended(desk).problems == ()
    assert not left.exists()


def test_a_row_that_holds_what_none_can_is_named(desk: Desk) -> None:
    sql(desk, "PRAGMA ignore_check_constraints = 1", "UPDATE session SET kind = 'sdudy' WHERE id = 2")
    (problem,) = next(each.problems for each in examined(desk).checks if each.name == "file")
    assert problem.what.endswith('is damaged: session 2 holds kind "sdudy", which none can')


@pytest.mark.parametrize(("column", "value"), [("kind", "sdudy"), ("study_day", "2026-91-21")])
def test_a_row_that_holds_what_none_can_is_no_fault_of_the_program(
    desk: Desk, column: str, value: str
) -> None:
    sql(desk, "PRAGMA ignore_check_constraints = 1", f"UPDATE session SET {column} = '{value}' WHERE id = 2")
    with pytest.raises(StoreFault, match=r"is damaged: .*`habit-tui doctor` tells more"):
        session.between(desk, date(2020, 1, 1), date(2030, 1, 1))


def test_what_the_full_screen_cannot_use_is_told(desk: Desk) -> None:
    def judge(chosen: Settings) -> tuple[str, ...]:
        return (f"there is no theme {chosen.theme}",)

    settings(desk, 'theme = "dusk"\n')
    assert only(doctor.examine(env(desk), None, NOW, judge), "settings").what == "there is no theme dusk"


def test_every_long_look_tells_how_far_it_has_come(desk: Desk) -> None:
    told: list[tuple[int, int]] = []
    doctor.examine(env(desk), None, NOW, progress=lambda done, whole: told.append((done, whole)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    Path(desk.store.file).chmod(0o644)
    told.clear()
    doctor.examine(env(desk), None, NOW, progress=lambda done, whole: told.append((done, whole)), fix=True)
    assert [done for done, _ in told] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_an_examination_can_be_cancelled(desk: Desk) -> None:
    def interrupt(_done: int, _whole: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        doctor.examine(env(desk), None, NOW, progress=interrupt)
