"""`routine` from the shell."""

import pytest

from tests.cli.shell import Shell

ROUTINE = {"effective_from", "window", "targets", "minimum", "slots"}
STANDING = {"current", "best", "freezes", "strength"}


def test_the_default_is_shown_until_one_is_set(shell: Shell) -> None:
    answer = shell("routine", "show")
    assert answer.out.splitlines() == [
        "Routine",
        "  window   05:00-08:00",
        "  target   every day 1 h",
        "  minimum  10 min",
    ]
    assert answer.err == "this is the default routine; `habit-tui routine set` makes it yours\n"
    assert shell.done("routine", "history") == "No routine was ever set; the default one applies\n"


def test_set_show_and_history(shell: Shell) -> None:
    answer = shell(
        "routine", "set", "--window", "6am-9am", "--target", "2h", "--target", "sat,sun=0", "--minimum", "15"
    )
    assert answer.out.splitlines() == [
        "Routine from Sun 22 Nov 2026 on: window 06:00-09:00, Mon-Fri 2 h · Sat, Sun rest, minimum 15 min",
        "A verdict changed",
        "  Sun 22 Nov 2026: open, now rest",
        "no streak yet · strength 0 % · best 0 days",
    ]
    shell.done("routine", "set", "--from", "2027-01-01", "--target", "90")
    assert shell.done("routine", "show").splitlines() == [
        "Routine from Sun 22 Nov 2026 on",
        "  window   06:00-09:00",
        "  target   Mon-Fri 2 h · Sat, Sun rest",
        "  minimum  15 min",
        "",
        "Routine from Fri 1 Jan 2027 on",
        "  window   06:00-09:00",
        "  target   every day 1 h 30",
        "  minimum  15 min",
    ]
    assert shell.done("routine", "history").splitlines() == [
        "Sun 22 Nov 2026  window 06:00-09:00, Mon-Fri 2 h · Sat, Sun rest, minimum 15 min · in force",
        "Fri 1 Jan 2027   window 06:00-09:00, every day 1 h 30, minimum 15 min",
    ]


def test_slots_of_ones_own_draw_from_the_paths_they_name(shell: Shell) -> None:
    shell.done("path", "add", "Machine learning")
    shell.done("path", "add", "French")
    slots = ("mon-thu 9:00 2h study machine", "fri 9:30 90 study french", "daily 16:00 30m writing")
    answer = shell("routine", "set", *(word for slot in slots for word in ("--slot", slot)))
    rows = [
        "  09:00    2 h      study     Mon-Thu        Machine learning",
        "  09:30    1 h 30   study     Fri            French",
        "  16:00    30 min   writing   every day",
    ]
    assert answer.out.splitlines()[1:4] == rows
    assert shell.done("routine", "show").splitlines()[4:] == rows
    assert [each["start"] for each in shell("today", "--json").json["plan"]] == ["16:00"]
    shell.done("routine", "set", "--slot", "sat 8:00 1h practice")
    assert shell.done("routine", "show").splitlines()[4:] == ["  08:00    1 h      practice  Sat"]
    shell.done("routine", "set", "--slot", "none")
    assert shell.done("routine", "show").splitlines()[4:] == []


@pytest.mark.parametrize(
    ("slot", "why"),
    [
        (
            "mon 9:00 2h",
            '"mon 9:00 2h" is no slot; write WEEKDAYS TIME MIN KIND [PATH], as "mon-thu 9:00 2h study"',
        ),
        ("yesterday 9:00 2h study", '"yesterday" names no weekdays'),
        ("mon 25:00 2h study", '"25:00"'),
        ("mon 9:00 30h study", '"30h"'),
        ("mon 9:00 2h fun", '"fun" is not a kind of session: use study, practice, writing, review'),
        ("mon 9:00 2h study Latin", 'there is no path "Latin"'),
    ],
)
def test_a_slot_that_cannot_be_read_changes_nothing(shell: Shell, slot: str, why: str) -> None:
    answer = shell("routine", "set", "--slot", slot)
    assert answer.code in (1, 2)
    assert why in answer.err
    assert shell.done("routine", "history") == "No routine was ever set; the default one applies\n"


def test_slots_are_shown_with_their_paths(shell: Shell) -> None:
    shell.done("init", "--starter", "five-to-eight")
    answer = shell("routine", "set", "--window", "6:00-9:00")
    assert answer.err == "the slots move with the window: 05:00 to 06:00, 06:00 to 07:00, 07:30 to 08:30\n"
    assert shell.done("routine", "show").splitlines()[4:] == [
        "  06:00    1 h      study     every day      From frontend to machine learning",
        "  07:00    1 h 30   practice  every day      From frontend to machine learning",
        "  08:30    30 min   writing   every day      From frontend to machine learning",
    ]


def test_tomorrow_once_today_counts_and_a_past_day_when_named(shell: Shell) -> None:
    for day in ("-3d", "-2d", "-1d", "today"):
        shell.done("log", "30m", "--on", day, "--at", "5:00")
    assert "from Mon 23 Nov 2026 on" in shell.done("routine", "set", "--target", "30")
    assert shell.done("routine", "set", "--from", "-2d", "--target", "30").splitlines()[1:] == [
        "3 verdicts changed",
        "  Fri 20 Nov 2026 to Sun 22 Nov 2026: kept, now met (3 days)",
        "4 days in a row · strength 17 % · best 4 days",
    ]


def test_json(shell: Shell) -> None:
    default = shell.json("routine", "show")
    assert default["routine"] == {
        "effective_from": None,
        "window": {"start": "05:00", "end": "08:00"},
        "targets": dict.fromkeys(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], 60),
        "minimum": 10,
        "slots": [],
    }
    assert default["next"] is None
    assert shell.json("routine", "history") == []
    shell.done("init", "--starter", "five-to-eight")
    done = shell.json("routine", "set", "--from", "+1d", "--target", "mon=0")
    assert done["routine"]["effective_from"] == "2026-11-23"
    assert done["routine"]["targets"]["mon"] == 0
    assert done["routine"]["slots"][0] == {
        "weekdays": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        "start": "05:00",
        "minutes": 60,
        "kind": "study",
        "path": "From frontend to machine learning",
    }
    assert done["verdicts"] == []
    assert done["streak"].keys() >= STANDING
    assert shell.json("routine", "show")["next"] == done["routine"]
    assert [each.keys() for each in shell.json("routine", "history")] == [ROUTINE, ROUTINE]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("set",), 2, "nothing to change"),
        (("set", "--from", "tomorrow"), 2, "nothing to change"),
        (("set", "--from", "someday", "--minimum", "5"), 2, '"someday" is not a day'),
        (("set", "--window", "5-80"), 2, '"5-80" does not say from when to when'),
        (("set", "--target", "sat"), 2, "sat,sun=0"),
        (("set", "--target", "25h"), 2, "more than 24 hours"),
        (("set", "--minimum", "-5"), 2, '"-5"'),
        (("set", "--target", "60"), 1, "is that already: window 05:00-08:00, every day 1 h"),
        (("set", "--from", "1969-12-31", "--target", "5"), 1, "before 1970-01-01"),
        (("show", "me"), 2, "me"),
        ((), 2, "needs a command: show, history, set"),
    ],
)
def test_what_is_refused(shell: Shell, words: tuple[str, ...], code: int, message: str) -> None:
    answer = shell.refused("routine", *words)
    assert answer.code == code
    assert message in answer.err


def test_undo_takes_it_back(shell: Shell) -> None:
    shell.done("routine", "set", "--target", "90")
    assert shell.done("undo").startswith("Undid: set the routine from Sun 22 Nov 2026 on: window 05:00-08:00")
    assert shell.json("routine", "history") == []


def test_as_a_process_of_its_own(shell: Shell) -> None:
    answer = shell.process("routine", "set", "--target", "mon-fri=2h")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(
        "Routine from Sun 22 Nov 2026 on: window 05:00-08:00, Mon-Fri 2 h · Sat, Sun 1 h, minimum 10 min\n"
    )


def test_a_routine_holds_from_the_next_weekday_of_that_name(shell: Shell) -> None:
    changed = shell.json("routine", "set", "--from", "mon", "--target", "90")
    assert changed["routine"]["effective_from"] == "2026-11-23"
