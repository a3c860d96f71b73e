"""`leave` from the shell."""

import pytest

from tests.cli.shell import Shell

LEAVE = {"id", "first", "last", "days", "reason"}
STANDING = {"current", "best", "freezes", "strength"}


def test_one_day_or_several_past_or_future(shell: Shell) -> None:
    assert shell.done("leave", "add", "-2d", "--reason", "flu").startswith("Leave 1: Fri 20 Nov 2026 (flu)\n")
    answer = shell.done("leave", "add", "2026-12-24", "2027-01-03", "--reason", "Lisbon")
    assert answer == "Leave 2: Thu 24 Dec 2026 to Sun 3 Jan 2027 (Lisbon)\nNo verdict changed\n"
    assert shell.done("leave", "list").splitlines() == [
        "  1  Fri 20 Nov 2026                         1 day  flu",
        "  2  Thu 24 Dec 2026 to Sun 3 Jan 2027     11 days  Lisbon",
    ]


def test_a_leave_may_say_no_reason_and_name_its_days_as_one_speaks(shell: Shell) -> None:
    said = shell.done("leave", "add", "24 dec", "Jan 3")
    assert said == "Leave 1: Thu 24 Dec 2026 to Sun 3 Jan 2027\nNo verdict changed\n"


def test_the_answer_names_every_verdict_that_changed(shell: Shell) -> None:
    for day in ("2026-11-17", "2026-11-22"):
        shell.done("log", "1h", "--on", day, "--at", "5:00")
    assert shell.done("leave", "add", "-4d", "yesterday", "--reason", "flu").splitlines() == [
        "Leave 1: Wed 18 Nov 2026 to Sat 21 Nov 2026 (flu)",
        "4 verdicts changed",
        "  Wed 18 Nov 2026 to Sat 21 Nov 2026: missed, now leave (4 days)",
        "2 days in a row · strength 10 % · best 2 days",
    ]
    assert shell.done("leave", "delete", "1").splitlines()[:2] == [
        "Deleted leave 1: Wed 18 Nov 2026 to Sat 21 Nov 2026 (flu)",
        "4 verdicts changed",
    ]
    assert shell.done("leave", "list") == "No leave\n"


def test_a_leave_is_planned_ahead_so_its_weekdays_are_the_next_ones(shell: Shell) -> None:
    assert "Leave 1: Fri 27 Nov 2026 to Tue 1 Dec 2026 (wedding)\n" in shell.done(
        "leave", "add", "fri", "tue", "--reason", "wedding"
    )
    assert "Leave 2: Sun 22 Nov 2026 (a cold)\n" in shell.done("leave", "add", "sun", "--reason", "a cold")


def test_json(shell: Shell) -> None:
    shell.done("log", "1h", "--on", "-3d", "--at", "5:00")
    added = shell.json("leave", "add", "-2d", "--reason", "flu")
    assert added["leave"] == {
        "id": 1,
        "first": "2026-11-20",
        "last": "2026-11-20",
        "days": 1,
        "reason": "flu",
    }
    assert added["verdicts"] == [{"study_day": "2026-11-20", "before": "missed", "after": "leave"}]
    assert added["streak"].keys() >= STANDING
    assert [each.keys() for each in shell.json("leave", "list")] == [LEAVE]
    deleted = shell.json("leave", "delete", "1")
    assert (deleted["leave"], len(deleted["verdicts"])) == (added["leave"], 1)
    assert shell.json("leave", "list") == []


def test_the_reason_cannot_drive_the_terminal(shell: Shell) -> None:
    shell.done("leave", "add", "today", "--reason", "\x1b]52;c;x\x07 [/] \n flu")
    for answer in (shell.done("leave", "list"), shell.done("leave", "delete", "1")):
        assert "\x1b" not in answer
        assert "[/]   flu" in answer


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("add", "--reason", "flu"), 2, "FIRST"),
        (("add", "someday", "--reason", "flu"), 2, '"someday" is not a day'),
        (("add", "today", "--colour", "--reason", "flu"), 2, "--colour"),
        (("add", "-99999999999d", "--reason", "flu"), 2, "outside the calendar"),
        (("add", "today", "yesterday", "--reason", "flu"), 1, "is before the first"),
        (("add", "0001-01-01", "--reason", "flu"), 1, "before 1970-01-01"),
        (("add", "2026-01-01", "9999-12-31", "--reason", "flu"), 1, "more than ten years"),
        (("delete", "7"), 1, "no leave 7"),
        (("delete", "99999999999999999999"), 1, "no leave 99999999999999999999"),
        (("delete", "one"), 2, "one"),
        (("delete",), 2, "ID"),
        ((), 2, "needs a command: add, list, delete"),
    ],
)
def test_what_is_refused(shell: Shell, words: tuple[str, ...], code: int, message: str) -> None:
    answer = shell.refused("leave", *words)
    assert answer.code == code
    assert message in answer.err


def test_as_a_process_of_its_own(shell: Shell) -> None:
    answer = shell.process("leave", "add", "today", "+6d", "--reason", "holiday")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Leave 1: Sun 22 Nov 2026 to Sat 28 Nov 2026 (holiday)")
