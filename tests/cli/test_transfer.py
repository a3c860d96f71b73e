"""Import and export as the shell tells them."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.shell import ROOT, Shell
from tests.services.ways_in import CLOCKIFY, HARSH, LOOP, TIMEWARRIOR, WATSON


def test_a_dry_run_shows_a_table_of_what_would_come(shell: Shell) -> None:
    answer = shell("import", "loop", str(LOOP.file), "--minutes", "20", "--dry-run")
    assert answer.code == 0
    assert answer.out.splitlines() == [
        "        sessions   minutes  resource",
        "Read           2        76  -",
        "French         1        20  -",
        "Pages          1        20  -",
        "2 days, 4 sessions, 1 h 56",
        "4 sessions would be kept, 6 skipped",
        "Sun 1 Mar 2026 to Mon 2 Mar 2026 · 266 verdicts would change",
        "264 days without a session would be missed; --gaps-as-leave makes leave of that",
    ]
    assert 'lines 5-6: "French": not done that day' in answer.err.splitlines()
    assert shell.json("sessions", "--from", "2026-01-01") == []


def test_the_second_time_tells_how_many_were_there(shell: Shell) -> None:
    shell.done("import", "watson", str(WATSON.file))
    assert shell.done("import", "watson", str(WATSON.file)) == (
        "0 sessions kept, 3 skipped, 3 of them there already\n"
    )


def test_a_year_that_is_wrong_is_seen_by_the_days_that_come(shell: Shell) -> None:
    shell.done("log", "1h", "--on", "2026-11-18", "--at", "5:00")
    file = shell.folder / "log"
    file.write_text("2026-11-20 : Read : y : : 60\n2025-11-21 : Read : y : : 60\n")
    said = shell.done("import", "harsh", str(file), "--dry-run").splitlines()[-2]
    assert said == "Fri 21 Nov 2025 to Fri 20 Nov 2026 · 363 verdicts would change"
    file.write_text("2026-11-20 : Read : y : : 60\n")
    told = shell.done("import", "harsh", str(file)).splitlines()
    assert told == ["1 session kept, 0 skipped", "Fri 20 Nov 2026 · 1 verdict changed"]


def test_days_before_the_record_that_would_be_missed_are_told_with_the_cure(shell: Shell) -> None:
    shell.done("log", "1h", "--on", "2026-11-18", "--at", "5:00")
    file = shell.folder / "log"
    file.write_text("2025-11-21 : Read : y : : 60\n2025-11-22 : Read : y : : 60\n")
    words = ("import", "harsh", str(file))
    assert shell.done(*words, "--dry-run").endswith(
        "\n360 days without a session would be missed; --gaps-as-leave makes leave of that\n"
    )
    assert shell.done(*words).endswith(
        "\n360 days without a session are missed now; `habit-tui undo` and a new import\n"
        "with --gaps-as-leave make leave of that\n"
    )
    shell.done("undo")
    assert shell.json(*words, "--gaps-as-leave", "--dry-run")["gaps"] == 360
    assert shell.done(*words, "--gaps-as-leave").endswith("\n360 days without a session became leave\n")
    (leave,) = shell.json("leave", "list")
    assert (leave["first"], leave["last"], leave["reason"]) == (
        "2025-11-23",
        "2026-11-17",
        "not yet with habit_tui",
    )
    shell.done("undo")
    assert (shell.json("leave", "list"), len(shell.json("sessions", "--from", "2025-01-01"))) == ([], 1)


def test_days_that_a_freeze_would_cover_are_said_to_be_frozen(shell: Shell) -> None:
    shell.done("log", "1h", "--on", "2026-09-20", "--at", "5:00")
    file = shell.folder / "log"
    file.write_text("".join(f"2026-09-{day:02} : Read : y : : 60\n" for day in range(1, 9)))
    words = ("import", "harsh", str(file))
    assert shell.done(*words, "--dry-run").endswith(
        "\n11 days without a session would be missed or frozen; --gaps-as-leave makes leave\nof that\n"
    )
    assert "\n11 days without a session are missed or frozen now; " in shell.done(*words)


def test_json_tells_all_of_it(shell: Shell) -> None:
    shell.done("init", "--starter", "five-to-eight")
    told = shell.json("import", "watson", str(WATSON.file), "--map", "fast.ai=titanic")
    assert (told["first"], told["last"], told["verdicts"]) == ("2026-03-02", "2026-03-28", 265)
    assert (told["kept"], told["already_there"], told["days"], told["minutes"]) == (3, 0, 3, 196)
    assert told["groups"][0] == {
        "name": "fast.ai",
        "sessions": 2,
        "minutes": 150,
        "resource": "Titanic competition on Kaggle",
    }


def test_options_reach_the_reader(shell: Shell) -> None:
    shell.done("import", "clockify", str(CLOCKIFY.file), "--date-format", "mdy", "--zone", "Asia/Tokyo")
    first, *_ = shell.json("sessions", "--from", "2026-01-01")
    assert first["start"] == "2026-02-03T05:00:00+09:00"
    shell.done("import", "harsh", str(HARSH.file), "--minutes", "25")
    assert {each["source"] for each in shell.json("sessions", "--from", "2026-01-01")} == {
        "clockify",
        "harsh, day only",
    }


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("clockify", str(CLOCKIFY.file)), "--date-format dmy or mdy"),
        (("watson", str(WATSON.file), "--map", "ml"), "--map must be FROM=RESOURCE"),
        (("watson", str(WATSON.file), "--map", "ml=titanic"), "names no resource of your paths"),
        (("watson", str(TIMEWARRIOR.file) + "x"), "cannot be read"),
        (("watson", str(CLOCKIFY.file)), "not the JSON it should be"),
        (("timewarrior", str(CLOCKIFY.file)), "no data file of Timewarrior"),
        (("loop", str(CLOCKIFY.file)), "no export of Loop Habit Tracker"),
        (("loop", str(WATSON.file.parent)), "no export of Loop Habit Tracker"),
        (("toggl", str(HARSH.file)), "is not what Toggl Track exports"),
        (("harsh", str(CLOCKIFY.file)), "no log of harsh"),
        (("json", str(WATSON.file)), "not the JSON it should be"),
        (("csv", "a\0b"), "no name of a file"),
        (("watson", str(WATSON.file), "--zone", "Berlin"), "did you mean Europe/Berlin"),
        (("watson", str(WATSON.file), "--minutes", "30"), "means nothing in watson"),
        (("loop", str(LOOP.file), "--minutes", "0"), "minutes"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(shell: Shell, words: tuple[str, ...], why: str) -> None:
    assert why in shell.refused("import", *words).err


@pytest.mark.parametrize("form", ["csv", "json", "loop"])
def test_the_store_itself_is_not_read(shell: Shell, form: str) -> None:
    assert "is the store itself" in shell.refused("import", form, str(shell.file)).err


@pytest.mark.parametrize("form", ["csv", "json", "ics", "timewarrior", "markdown"])
def test_every_export_goes_to_a_file_of_ones_own(shell: Shell, form: str) -> None:
    shell.done("log", "45m", "titanic")
    target = shell.folder / "out"
    assert shell.done("export", form, "-o", str(target)) == ""
    assert target.read_text(encoding="utf-8") == shell.done("export", form).replace("\r\n", "\n")
    assert target.stat().st_mode & 0o777 == 0o600
    assert "exists already" in shell.refused("export", form, "-o", str(target)).err


def test_the_routine_goes_into_a_calendar_only(shell: Shell) -> None:
    assert "BEGIN:VALARM" in shell.done("export", "ics", "--routine")
    assert "BEGIN:VALARM" not in shell.done("export", "ics")
    assert "--routine is for ics" in shell.refused("export", "csv", "--routine").err


def test_an_export_in_json_is_restored_through_the_shell(shell: Shell) -> None:
    shell.done("init", "--starter", "five-to-eight")
    shell.done("log", "45m", "titanic")
    target = shell.folder / "out.json"
    shell.done("export", "json", "-o", str(target))
    other = str(shell.folder / "other.db")
    assert "rows kept, 0 skipped" in shell.done("--db", other, "import", "json", str(target))
    assert shell.done("--db", other, "export", "json") == target.read_text(encoding="utf-8")


@pytest.mark.parametrize("looked_at", [True, False])
def test_a_long_import_shows_how_far_it_has_come_when_somebody_looks(
    shell: Shell, tmp_path: Path, *, looked_at: bool
) -> None:
    file = tmp_path / "frames"
    file.write_text("[" + ",\n".join(["[]"] * 300_000) + "]")
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "habit_tui", "import", "watson", str(file), "--json"],
            env={**shell.env, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=theirs if looked_at else subprocess.PIPE,
            timeout=300,
            check=True,
        )
        os.close(theirs)
        said = os.read(ours, 100_000).decode() if looked_at else done.stderr.decode()
    finally:
        os.close(ours)
    assert ("Importing" in said and "%" in said) == looked_at
    assert done.stdout.startswith(b"{")
