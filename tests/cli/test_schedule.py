"""Installing reminders at the shell, removing them, and being told how they do."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from habit_tui.cli.demo import environment
from habit_tui.exchange.replay import load
from habit_tui.services import reminder
from habit_tui.services.desk import open_desk
from habit_tui.services.schedule import machine_zone
from habit_tui.system import crontab as crontab_program
from tests.cli.shell import Shell
from tests.standins import Crontab, crontab_in

MINE = b"MAILTO=ada\n0 5 * * * backup \\%F\xff"
BEGIN, END = b"# >>> habit-tui reminders", b"# <<< habit-tui reminders"


@pytest.fixture
def cron(tmp_path: Path) -> Crontab:
    """The machine's crontab program, with something in the crontab that is not ours."""
    return crontab_in(tmp_path / "bin", MINE + b"\n")


@pytest.fixture
def desk(shell: Shell, cron: Crontab) -> Shell:
    """A shell that lives in the machine's own zone, with a crontab and no systemd."""
    (cron.folder / "systemctl").write_text("#!/bin/sh\necho no bus >&2\nexit 1\n")
    (cron.folder / "systemctl").chmod(0o755)
    env = {**shell.env, "PATH": cron.path}
    del env["TZ"]
    return replace(shell, env=env).at("2026-11-22T12:00:00Z")


def with_systemd(desk: Shell, cron: Crontab) -> None:
    """Let a systemd run for the user."""
    (cron.folder / "systemctl").write_text("#!/bin/sh\nexit 0\n")


def settings(desk: Shell) -> str:
    file = Path(desk.env["HABIT_TUI_CONFIG"], "settings.toml")
    return file.read_text() if file.exists() else ""


def block(cron: Crontab) -> list[str]:
    """The lines between the marks, without the note."""
    inside = cron.bytes.partition(BEGIN)[2].partition(END)[0]
    return [line for line in inside.decode().splitlines()[1:] if not line.startswith("#")]


def problems(desk: Shell) -> list[str]:
    """What is wrong, but for a cron daemon that this machine may really lack."""
    found: list[str] = desk.json("remind", "status")["problems"]
    return [problem for problem in found if "no cron daemon" not in problem]


def health(desk: Shell) -> str:
    return reminder.health(open_desk(desk.env, "tui"), datetime.fromisoformat(desk.env["HABIT_TUI_NOW"]))


def test_a_demo_leaves_the_reminders_of_the_machine_as_they_are(
    desk: Shell, cron: Crontab, tmp_path: Path
) -> None:
    desk.done("remind", "install", "--channel", "stdout")
    installed = cron.bytes
    demo = replace(desk, env=environment(load("six-am"), desk.env, str(tmp_path / "demo")))
    demo.done("log", "5m", "titanic")
    for words in (("install",), ("uninstall",)):
        assert "a demo leaves the reminders" in demo.refused("remind", *words).err
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert not reminder.snooze(open_desk(demo.env, "cli"), 30, now).fires
    assert cron.bytes == installed


def test_install_shows_the_lines_and_the_next_five_firings(desk: Shell, cron: Crontab) -> None:
    answer = desk("remind", "install", "--channel", "stdout", "--evening", "21:00")
    assert answer.code == 0
    lines, _, firings = answer.out.partition("\n\nNext\n")
    assert lines.splitlines()[1:] == block(cron)
    assert [line.split(" ", 5)[:5] for line in block(cron)] == [
        ["45", "4", "*", "*", "*"],
        ["30", "6", "*", "*", "*"],
        ["0", "8", "*", "*", "*"],
        ["0", "21", "*", "*", "*"],
    ]
    assert [line.split()[3] for line in firings.splitlines()] == ["21:00", "04:45", "06:30", "08:00", "21:00"]
    assert "installed in cron, delivered through stdout" in answer.err


def test_the_line_calls_this_interpreter_with_all_that_crons_environment_lacks(
    desk: Shell, cron: Crontab
) -> None:
    desk.done("remind", "install", "--channel", "stdout")
    command = block(cron)[0].split(" ", 5)[5]
    assert command.startswith("/usr/bin/env ")
    assert f"HABIT_TUI_CONFIG={desk.env['HABIT_TUI_CONFIG']}" in command
    assert f" {sys.executable} -P -m habit_tui --db {desk.file} remind --cron" in command


def test_everything_else_in_the_crontab_stays_as_it_was(desk: Shell, cron: Crontab) -> None:
    before = cron.content()
    desk.done("remind", "install", "--channel", "stdout")
    once = cron.content()
    assert once is not None
    assert once.startswith(MINE + b"\n" + BEGIN)
    desk.done("remind", "install")
    assert cron.content() == once
    assert desk.done("remind", "uninstall") == "Removed from cron\n"
    assert cron.content() == before
    assert desk.done("remind", "uninstall") == "No reminders were installed\n"
    (kept,) = (desk.file.parent / "backups").iterdir()
    assert kept.read_bytes() == before


def test_where_there_was_no_crontab_there_is_none_afterwards(desk: Shell, cron: Crontab) -> None:
    cron.file.unlink()
    desk.done("remind", "install", "--channel", "stdout")
    assert len(block(cron)) == 3
    desk.done("remind", "uninstall")
    assert cron.content() is None


def test_a_preview_changes_nothing(desk: Shell, cron: Crontab) -> None:
    before = cron.content()
    said = desk.json("remind", "install", "--print", "--at", "6:00", "--channel", "stdout")
    assert said.keys() >= {"backend", "installed", "lines", "next", "channels", "kept"}
    assert (said["backend"], said["installed"], len(said["next"])) == ("cron", False, 5)
    assert "0 6 * * * " in said["lines"][1]
    assert (cron.content(), settings(desk)) == (before, "")


def test_without_a_crontab_program_the_lines_are_printed_and_nothing_is_done(desk: Shell) -> None:
    bare = desk.at(desk.env["HABIT_TUI_NOW"], PATH="/nowhere")
    answer = bare("remind", "install", "--channel", "stdout")
    assert answer.code == 1
    assert "45 4 * * * " in answer.out
    assert answer.err == (
        "habit-tui: there is no `crontab` program on this machine; nothing was installed, "
        "the lines above can be put in place by hand\n"
    )
    assert settings(desk) == ""


def test_damaged_marks_are_refused_and_nothing_is_touched(desk: Shell, cron: Crontab) -> None:
    cron.file.write_bytes(MINE + b"\n" + BEGIN + b"\n0 5 * * * x\n")
    before = cron.content()
    for words in (("install", "--channel", "stdout"), ("uninstall",), ("status",)):
        answer = desk("remind", *words)
        assert answer.code == 1
        assert "do not form one whole block; it was left untouched" in answer.err
    assert (cron.content(), settings(desk)) == (before, "")


def test_a_crontab_that_cannot_be_judged_is_a_line_on_today_not_a_fault(desk: Shell, cron: Crontab) -> None:
    desk.done("remind", "install", "--channel", "stdout")
    cron.file.write_bytes(cron.bytes.replace(END, b"#"))
    assert health(desk).startswith("Reminders: the crontab's marks of habit-tui do not form one whole block")
    cron.becomes("echo 'You are not allowed to use this program' >&2; exit 1")
    assert health(desk) == "Reminders: `crontab -l` failed: You are not allowed to use this program"


def test_what_was_chosen_stays_chosen_until_it_is_chosen_anew(desk: Shell, cron: Crontab) -> None:
    desk.done(
        "remind", "install", "--at", "6:00,7am", "--at", "5:15", "--evening", "21:30",
        "--channel", "command", "--channel", "stdout", "--command", "tee /tmp/x",
    )  # fmt: skip
    assert settings(desk).splitlines() == [
        'remind_at = "05:15, 06:00, 07:00"',
        'remind_evening = "21:30"',
        'remind_channels = "command, stdout"',
        'remind_command = "tee /tmp/x"',
        'remind_backend = "cron"',
    ]
    chosen = block(cron)
    desk.done("remind", "install")
    assert block(cron) == chosen
    desk.done("remind", "install", "--at", "routine", "--evening", "off", "--channel", "stdout")
    assert [line.split(" ", 2)[:2] for line in block(cron)] == [["45", "4"], ["30", "6"], ["0", "8"]]
    desk.done("remind", "uninstall")
    assert settings(desk).splitlines() == ['remind_channels = "stdout"', 'remind_command = "tee /tmp/x"']


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--channel", "command"), "the channel command needs --command PROGRAM"),
        (("--channel", "apprise"), "the channel apprise needs --url URL"),
        (("--channel", "pigeon"), "pigeon"),
        (("--at", "dawn"), "is not a time"),
        (("--evening", "late"), "is not a time"),
        (("--backend", "launchd"), "launchd"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(
    desk: Shell, cron: Crontab, words: tuple[str, ...], said: str
) -> None:
    before = cron.content()
    answer = desk.refused("remind", "install", *words)
    assert answer.code == 2
    assert said in answer.err
    assert (cron.content(), settings(desk)) == (before, "")


def test_a_routine_without_a_target_has_nothing_to_remind_of(desk: Shell) -> None:
    desk.done("routine", "set", "--target", "0")
    assert "no day with a target" in desk.refused("remind", "install", "--channel", "stdout").err


def test_times_follow_the_learners_zone_on_a_machine_in_another(desk: Shell, cron: Crontab) -> None:
    there = desk.at("2026-11-22T12:00:00Z", TZ="Asia/Kathmandu")
    there.done("remind", "install", "--channel", "stdout")
    first = datetime(2026, 11, 22, 23, 0, tzinfo=UTC).astimezone(machine_zone())
    assert any(line.startswith(f"{first.minute} {first.hour} * * * ") for line in block(cron))
    assert "TZ=Asia/Kathmandu" in block(cron)[0]
    assert problems(there) == []
    (problem,) = problems(desk.at("2026-11-22T12:00:00Z", TZ="Asia/Tokyo"))
    assert problem.startswith(
        "they were installed in Asia/Kathmandu, you are in Asia/Tokyo: `habit-tui remind"
    )
    assert health(desk.at("2026-11-22T12:00:00Z", TZ="Asia/Tokyo")).startswith(
        "Reminders: they were installed"
    )


def test_every_answer_tells_times_on_the_learners_clocks(desk: Shell, cron: Crontab) -> None:
    there = desk.at("2026-11-22T12:00:00Z", TZ="Asia/Kathmandu")
    machine = machine_zone().key
    said = there.done("remind", "install", "--channel", "stdout")
    assert f"Next, in Asia/Kathmandu; above on the clocks of {machine}\n  Mon 23 Nov 04:45 +05:45\n" in said
    assert there.json("remind", "install", "--print")["next"][0] == "2026-11-23T04:45:00+05:45"
    told = there.done("remind", "status")
    assert f", on the clocks of {machine}\n" in told
    assert "Next       Mon 23 Nov 04:45 +05:45\n" in told


def test_the_machines_zone_is_named_where_it_differs_alone(desk: Shell, cron: Crontab) -> None:
    assert "clocks of" not in desk.done("remind", "install", "--channel", "stdout")
    assert "clocks of" not in desk.done("remind", "status")


def test_a_setting_changed_from_the_shell_is_in_the_crontab_at_once(desk: Shell, cron: Crontab) -> None:
    assert desk("config", "remind_at", "04:40").err == ""
    assert block(cron) == []
    desk.done("remind", "install", "--channel", "stdout")
    assert desk("config", "remind_at", "06:10").err == "The reminders are installed anew\n"
    assert [line[:5] for line in block(cron)] == ["10 6 "]
    assert problems(desk) == []
    assert desk("config", "remind_backend", "--unset").err == "No reminders any more in cron\n"
    assert block(cron) == []


def test_systemd_takes_the_place_of_cron_and_gives_it_back(desk: Shell, cron: Crontab) -> None:
    before = cron.content()
    with_systemd(desk, cron)
    desk.done("remind", "install", "--channel", "stdout")
    desk.done("remind", "install", "--backend", "systemd")
    units = Path(desk.env["HOME"], ".config/systemd/user")
    assert {file.name for file in units.iterdir()} == {"habit-tui-remind.service", "habit-tui-remind.timer"}
    assert "OnCalendar=*-*-* 04:45:00\n" in (units / "habit-tui-remind.timer").read_text()
    assert cron.content() == before
    assert (problems(desk), health(desk)) == (
        ["the only channel is stdout, which systemd writes to its journal"],
        "",
    )
    said = desk.json("remind", "status")
    assert said["installed"][0]["backend"] == "systemd"
    assert datetime.fromisoformat(said["next"]).strftime("%H:%M") in {"04:45", "06:30", "08:00"}
    desk.done("remind", "install", "--backend", "cron")
    assert list(units.iterdir()) == []
    assert len(block(cron)) == 3


def test_without_systemd_the_units_are_printed(desk: Shell, cron: Crontab) -> None:
    before = cron.content()
    answer = desk("remind", "install", "--backend", "systemd", "--channel", "stdout")
    assert answer.code == 1
    assert "# habit-tui-remind.timer\n" in answer.out
    assert "Persistent=true" in answer.out
    assert "no systemd runs for this user" in answer.err
    assert (cron.content(), settings(desk)) == (before, "")
    assert not Path(desk.env["HOME"], ".config/systemd").exists()


def test_a_snooze_makes_what_is_installed_fire_once_more(desk: Shell, cron: Crontab) -> None:
    desk.done("remind", "install", "--channel", "stdout")
    chosen = block(cron)
    now = desk.at("2026-11-22T12:00:20Z")
    assert now("remind", "--snooze", "20m").err == ""
    until = datetime(2026, 11, 22, 12, 21, tzinfo=UTC).astimezone(machine_zone())
    assert block(cron)[-1].startswith(f"{until.minute} {until.hour} {until.day} {until.month} * ")
    assert block(cron)[:-1] == chosen
    assert problems(now) == []
    assert datetime.fromisoformat(now.json("remind", "status")["next"]) == until
    now.done("remind", "--snooze", "1h")
    assert len(block(cron)) == len(chosen) + 1


def test_a_snooze_the_timer_cannot_be_told_is_none(desk: Shell, cron: Crontab) -> None:
    desk.done("remind", "install", "--channel", "stdout")
    cron.becomes('case "$1" in -l) cat "$kept";; *) echo full >&2; exit 1;; esac')
    assert "refused the new crontab" in desk.refused("remind", "--snooze", "20m").err
    assert desk.json("remind", "status")["snoozed"] is None


def gone(desk: Shell, cron: Crontab) -> None:
    cron.file.write_bytes(cron.bytes.replace(sys.executable.encode(), b"/gone/python"))


def broken(desk: Shell, cron: Crontab) -> None:
    cron.file.write_bytes(cron.bytes.replace(sys.executable.encode(), b"/bin/false"))


def removed(desk: Shell, cron: Crontab) -> None:
    cron.file.write_bytes(MINE + b"\n")


def moved(desk: Shell, cron: Crontab) -> None:
    cron.file.write_bytes(cron.bytes.replace(str(desk.file).encode(), b"/elsewhere.db"))


def changed(desk: Shell, cron: Crontab) -> None:
    desk.done("routine", "set", "--window", "6:00-9:00")


WRONG = {
    "the block is gone": (removed, ["they are gone from cron"]),
    "the interpreter is gone": (gone, ["they start /gone/python, which is gone", "they cannot start: "]),
    "the program does not start": (
        broken,
        ["they start another habit-tui", "they cannot start: exit code 1"],
    ),
    "the store is another": (moved, ["they start another habit-tui, store or settings than this one"]),
    "the routine changed": (changed, ["their times no longer fit the routine or the settings"]),
}


@pytest.mark.parametrize(("spoil", "said"), WRONG.values(), ids=WRONG)
def test_status_and_health_tell_what_is_wrong_and_install_puts_it_right(
    desk: Shell, cron: Crontab, spoil: Callable[[Shell, Crontab], None], said: list[str]
) -> None:
    desk.done("remind", "install", "--channel", "command", "--command", "true")
    assert (problems(desk), health(desk)) == ([], "") or crontab_program.is_running() is False
    spoil(desk, cron)
    found = problems(desk)
    assert len(found) == len(said)
    assert all(problem.startswith(start) for problem, start in zip(found, said, strict=True))
    assert health(desk).startswith(f"Reminders: {said[0]}")
    assert "remind install" in health(desk)
    desk.done("remind", "install")
    assert problems(desk) == []


def test_a_reminder_that_failed_is_told_until_one_arrives(desk: Shell) -> None:
    desk.done("remind", "install", "--channel", "command", "--command", "false", "--channel", "stdout")
    morning = desk.at("2026-11-23T06:30:00Z")
    morning.done("remind", "--cron")
    status = morning.json("remind", "status")
    assert [(each["channel"], each["result"]) for each in status["last"]["channels"]] == [
        ("command", "failed"),
        ("stdout", "delivered"),
    ]
    assert status["delivered"]["channels"][0]["channel"] == "stdout"
    assert any("command: false failed with status 1" in problem for problem in problems(morning))
    assert "command: false failed with status 1" in health(morning)
    assert "command: false failed with status 1" in morning.done("remind", "status")
    desk.done("remind", "install", "--command", "true")
    morning.at("2026-11-23T08:00:00Z").done("remind", "--cron")
    assert problems(morning.at("2026-11-23T08:01:00Z")) == []


def test_a_firing_without_a_run_is_missed_and_three_of_them_mean_stopped(desk: Shell, cron: Crontab) -> None:
    with_systemd(desk, cron)
    desk.at("2026-11-22T12:00:00Z").done(
        "remind",
        "install",
        "--backend",
        "systemd",
        "--at",
        "6:00",
        "--channel",
        "command",
        "--command",
        "true",
    )
    zone = machine_zone()

    def at(day: int, hour: int, minute: int) -> Shell:
        return desk.at(datetime(2026, 11, day, hour, minute, tzinfo=zone).isoformat())

    assert problems(at(23, 5, 59)) == problems(at(23, 6, 4)) == []
    (missed,) = problems(at(23, 6, 6))
    assert missed.startswith("none has run since Mon 23 Nov 06:00, when one was due")
    assert health(at(24, 6, 6)) == ""
    assert health(at(25, 6, 6)).startswith("Reminders: none has run since Mon 23 Nov 06:00")
    at(25, 6, 7).done("remind", "--cron")
    assert (problems(at(25, 6, 8)), health(at(25, 6, 8))) == ([], "")


def test_status_reads_well(desk: Shell) -> None:
    assert (
        desk.done("remind", "status").splitlines()[0] == "Installed  no; `habit-tui remind install` does it"
    )
    desk.done("remind", "install", "--channel", "stdout")
    desk.done("remind", "--skip-today", "ill")
    lines = desk.done("remind", "status").splitlines()
    assert lines[0].startswith("Installed  in cron since Sun 22 Nov ")
    assert lines[1] == "           45 4 * * *"
    assert "Channels   stdout" in lines
    assert "Silent     for the rest of today" in lines
    assert "Last run   never" in lines


def test_a_test_goes_through_every_channel_from_crons_bare_environment(desk: Shell, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    desk.done(
        "remind", "install", "--channel", "command", "--channel", "stdout",
        "--command", f"sh -c 'cat > {taken}; env >> {taken}'",
    )  # fmt: skip
    answer = desk("remind", "test")
    assert (answer.code, answer.out) == (0, "command: delivered\nstdout: printed; cron mails it\n")
    text, *variables = taken.read_text().splitlines()
    assert text == "A test from habit-tui: reminders reach you here."
    names = {variable.partition("=")[0] for variable in variables}
    assert names <= {
        "HOME",
        "LOGNAME",
        "PATH",
        "PWD",
        "OLDPWD",
        "SHELL",
        "HABIT_TUI_CONFIG",
        "LC_CTYPE",
        "SHLVL",
        "_",
    }


def test_a_test_that_does_not_get_through_is_an_error(desk: Shell) -> None:
    desk.done("remind", "install", "--channel", "command", "--command", "false", "--channel", "stdout")
    answer = desk("remind", "test")
    assert answer.code == 1
    assert answer.out == "command: false failed with status 1\nstdout: printed; cron mails it\n"
    assert answer.err == "habit-tui: the test did not get through command\n"
    failed = desk("remind", "test", "--json")
    assert json.loads(failed.out)["channels"][0] == {
        "channel": "command",
        "error": "false failed with status 1",
    }
