"""Reminders at the shell: what a person asks, what a timer runs, and being silent when asked to be."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.cli.test_lane import loaded
from tests.standins import crontab_in

HALF_PAST_SIX = "2026-11-22T06:30:00+01:00"
LINE = "1 h 30 left, 10 start a streak\n"


@pytest.fixture
def morning(shell: Shell, tmp_path: Path) -> Shell:
    """A shell at half past six, inside the window, nothing done yet, with an empty crontab of its own."""
    return shell.at(HALF_PAST_SIX, PATH=crontab_in(tmp_path / "bin").path)


def settings(shell: Shell, text: str) -> None:
    folder = Path(shell.env["HABIT_TUI_CONFIG"])
    folder.mkdir(exist_ok=True)
    (folder / "settings.toml").write_text(text)


def test_a_timer_speaks_once_and_leaves_the_line_to_whoever_asks(morning: Shell) -> None:
    assert morning.done("remind") == LINE
    assert morning.done("remind", "--cron") == LINE
    assert morning.done("remind", "--cron") == ""
    assert morning.done("remind") == LINE
    assert morning.json("remind") == {"due": True, "reason": "inside", "text": LINE.strip()}


def test_what_a_timer_did_can_be_had_as_json(morning: Shell) -> None:
    said = morning.json("remind", "--cron")
    assert said == {
        "due": True,
        "reason": "inside",
        "text": LINE.strip(),
        "occasion": "06:30",
        "channels": [{"channel": "stdout", "error": ""}],
    }
    assert morning.json("remind", "--cron")["reason"] == "said"


def test_after_a_good_morning_a_timer_prints_nothing(morning: Shell) -> None:
    morning.done("log", "1h", "reading")
    answer = morning("remind", "--cron")
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    assert morning.json("remind", "status")["last"]["reason"] == "reached"


def test_silence_costs_no_more_than_status(morning: Shell) -> None:
    morning.done("log", "1h", "reading")
    status = loaded(morning, "status")
    for words in (("remind",), ("remind", "--cron")):
        silent = loaded(morning, *words)
        assert {name.rpartition(".")[2] for name in silent - status} == {"reminder", "schedule"}
        assert {"habit_tui.services.session", "habit_tui.domain.plan"} <= status - silent


def test_a_line_no_channel_took_is_an_error_cron_can_mail(morning: Shell) -> None:
    settings(morning, 'remind_channels = "command"\nremind_command = "false"\n')
    answer = morning("remind", "--cron")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == (
        "habit-tui: “1 h 30 left, 10 start a streak” could not be delivered: "
        "command: false failed with status 1\n"
    )


def test_two_timers_at_the_same_moment_speak_once(morning: Shell, tmp_path: Path) -> None:
    settings(morning, f'remind_channels = "command"\nremind_command = "sh -c \'cat >> {tmp_path}/taken\'"\n')
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(lambda _: morning.process("remind", "--cron"), range(4)))
    assert [answer.code for answer in answers] == [0, 0, 0, 0]
    assert (tmp_path / "taken").read_text() == LINE


def test_silence_can_be_asked_for_and_ended(morning: Shell) -> None:
    answer = morning("remind", "--snooze", "20m")
    assert answer.out == "Silent until 06:50\n"
    assert "no reminders are installed, so none comes then: `habit-tui remind install`" in answer.err
    assert morning.done("remind") == morning.done("remind", "--cron") == ""
    assert morning.at("2026-11-22T06:50:00+01:00").done("remind", "--cron").startswith("1 h 10 left")
    assert morning.done("remind", "--resume") == LINE
    assert morning.done("remind", "--skip-today", "ill") == (
        "No more reminders on Sun 22 Nov; the day counts as it would\n"
    )
    assert morning.json("remind")["reason"] == "skipped"
    assert morning.json("remind", "--resume")["due"] is True
    assert morning.json("remind", "--snooze", "5") == {"until": "2026-11-22T06:35:00+01:00", "fires": False}


@pytest.mark.parametrize(
    ("before", "moment", "said"),
    [
        (("remind", "--snooze", "20m"), "06:40", "Silent until 06:50; `habit-tui remind --resume` ends that"),
        (("remind", "--skip-today", "ill"), "06:40", "No more reminders today; `habit-tui remind --resume`"),
        (("leave", "add", "today", "--reason", "flu"), "06:40", "Nothing to say: a day of leave"),
        (("routine", "set", "--target", "0"), "06:40", "Nothing to say: a day of rest"),
        (("start", "titanic"), "06:40", "Nothing to say: a session is running"),
        (("log", "1h"), "06:40", "Nothing to say: enough is done for the streak"),
        (("status",), "12:00", "Nothing to say: the window is over"),
    ],
)
def test_at_a_terminal_who_asks_is_told_why_nothing_is_said(
    morning: Shell, monkeypatch: pytest.MonkeyPatch, before: tuple[str, ...], moment: str, said: str
) -> None:
    morning.done(*before)
    later = morning.at(f"2026-11-22T{moment}:00+01:00")
    assert (later("remind").out, later("remind").err) == ("", "")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert later("remind").out == ""
    assert later("remind").err.startswith(said)
    assert later("remind", "--cron").err == ""


def test_a_second_skipped_day_points_to_leave(morning: Shell) -> None:
    assert morning("remind", "--skip-today", "ill").err == ""
    tomorrow = morning.at("2026-11-23T06:30:00+01:00")
    answer = tomorrow("remind", "--skip-today=still ill")
    assert "`habit-tui leave add FIRST LAST --reason TEXT` is for days off" in answer.err
    assert tomorrow.json("remind", "--skip-today") == {"study_day": "2026-11-23", "skipped": True}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--cron", "--snooze", "5m"), "exclude each other"),
        (("--resume", "--skip-today", "x"), "exclude each other"),
        (("--snooze", "5:10-6:00"), "is not an amount"),
        (("--snooze", "0"), "less than a minute"),
        (("--json", "status"), "options go behind `status`"),
        (("--snooze", "5m", "install"), "options go behind `install`"),
        (("sometimes",), "No such command"),
    ],
)
def test_what_does_not_fit_together_is_wrong_usage(morning: Shell, words: tuple[str, ...], said: str) -> None:
    answer = morning.refused("remind", *words)
    assert answer.code == 2
    assert said in answer.err
