"""What is refused: the exit code, one clear line, and a store that stays as it was."""

import pytest

from tests.cli.shell import Shell

UNREADABLE = [
    (("log", "soon"), "soon"),
    (("log", "0m"), "less than a minute"),
    (("log", "25h"), "more than 24 hours"),
    (("log", "99999999999999999999m"), "more than 24 hours"),
    (("log", "5:10-25:40"), "5:10-25:40"),
    (("log", "5am-6"), "one side only"),
    (("log", "5:10-5:10"), "same time"),
    (("log", "١٠m"), "not an amount"),
    (("log", "45m", "--on", "someday"), "someday"),
    (("log", "45m", "--on", "2026-02-30"), "not in the calendar"),
    (("log", "45m", "--on", "-99999999999d"), "outside the calendar"),
    (("log", "45m", "--at", "half past five"), "half past five"),
    (("log", "45m", "--at", "5"), "not a time"),
    (("log", "45m", "--tz", "Berlin"), "did you mean Europe/Berlin"),
    (("log", "45m", "--tz", "../../etc/passwd"), "not an IANA time zone"),
    (("log", "45m", "--tz", ""), "not an IANA time zone"),
    (("log", "45m", "--kind", "sleep"), "study, practice, writing, review"),
    (("log",), "AMOUNT"),
    (("log", "45m", "--at"), "--at"),
    (("log", "45m", "--colour", "red"), "--colour"),
    (("start", "x", "--kind", "sleep"), "sleep"),
    (("stop", "now"), "now"),
    (("stop", "--at", "later"), "later"),
    (("status", "please"), "please"),
    (("sessions", "--from", "someday"), "someday"),
    (("edit", "last", "30m"), '"last" is not an id; give the number that the list shows'),
    (("edit", "1"), "nothing to change"),
    (("edit", "0", "1h"), "0"),
    (("delete", "99999999999999999999"), "99999999999999999999"),
    (("calendar", "--year", "soon"), "soon"),
    (("calendar", "--year", "0"), "0"),
    (("init", "--starter", "nine-to-five"), "nine-to-five"),
    (("post", "new"), "title"),
    (("post", "new", "--title", "x", "--dialect", "wordpress"), "wordpress"),
    (("post", "publish", "1", "--url", "javascript:alert(1)"), "web address"),
    (("import", "xml", "x"), "xml"),
    (("export", "pdf"), "pdf"),
    (("dance",), "dance"),
    (("--colour", "today"), "--colour"),
]
IMPOSSIBLE = [
    (("log", "8:00-9:00"), "in the future"),
    (("log", "45m", "--at", "7:00"), "in the future"),
    (("log", "45m", "--on", "tomorrow"), "in the future"),
    (("start",), "nothing more is planned today"),
    (("stop",), "no session is running"),
    (("cancel",), "no session is running"),
    (("edit", "7", "1h"), "no session 7"),
    (("delete", "7"), "no session 7"),
    (("undo",), "nothing to undo"),
    (("redo",), "nothing to redo"),
    (("post", "new", "teach-back"), "teach-back"),
    (("post", "new", "My own title"), "--title TEXT begins a post without one"),
    (("post", "skip", "teach-back"), "teach-back"),
    (("post", "publish", "7"), "7"),
    (("import", "csv", "nowhere.csv"), "nowhere.csv"),
    (("import", "csv", "."), "."),
    (("export", "csv", "--output", "/nowhere/at/all.csv"), "/nowhere/at/all.csv"),
]


@pytest.mark.parametrize(("words", "named"), UNREADABLE, ids=lambda each: " ".join(each)[:40])
def test_words_that_cannot_be_read_are_wrong_usage(shell: Shell, words: tuple[str, ...], named: str) -> None:
    answer = shell.refused(*words)
    assert named in answer.err
    assert answer.code == 2


@pytest.mark.parametrize(("words", "named"), IMPOSSIBLE, ids=lambda each: " ".join(each)[:40])
def test_what_cannot_be_done_is_refused(shell: Shell, words: tuple[str, ...], named: str) -> None:
    answer = shell.refused(*words)
    assert named in answer.err
    assert answer.code == 1


def test_the_refusal_is_the_same_with_json(shell: Shell) -> None:
    assert shell.refused("log", "8:00-9:00", "--json") == shell.refused("log", "8:00-9:00")


def test_an_overlap_names_the_other_session_and_can_be_meant(shell: Shell) -> None:
    shell.done("log", "5:10-6:40", "titanic")
    answer = shell.refused("log", "6:00-7:00", "reading")
    assert "session 1 (Sun 22 Nov 05:10-06:40 titanic)" in answer.err
    assert "--overlap" in answer.err
    shell.done("log", "6:00-7:00", "reading", "--overlap")
    assert "session 2" in shell.refused("edit", "1", "6:30-7:15").err
    shell.done("log", "7:00-7:10", "right after it")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("30m", "reading"), "30 min fit before it: say 06:15-06:45, or add --overlap"),
        (("6:40-7:00", "reading"), "20 min fit before it: say 06:25-06:45, or add --overlap"),
        (("50m", "reading"), "change the time, or add --overlap"),
        (("4h", "reading"), "change the time, or add --overlap"),
    ],
)
def test_an_overlap_offers_the_time_before_when_it_is_free(
    shell: Shell, words: tuple[str, ...], offered: str
) -> None:
    shell.done("log", "5:00-6:00", "early")
    shell.done("log", "45m", "titanic")
    answer = shell.refused("log", *words)
    assert answer.err.endswith(f"; {offered}\n")
    if "say" in offered:
        shell.done("log", offered.partition("say ")[2].split(",")[0], "reading")


@pytest.mark.parametrize("words", [("2h",), ("5:30-7:30",), ("5:30-7:30", "--on", "today")])
def test_an_overlap_offers_the_end_that_is_free_before_any_other_time(
    shell: Shell, words: tuple[str, ...]
) -> None:
    shell.done("log", "5:10-6:00", "early")
    shell.done("log", "6:20-6:55", "titanic")
    assert shell.refused("log", *words, "reading").err.endswith(
        "; 35 min fit: say 06:55-07:30, or add --overlap\n"
    )
    shell.done("log", "6:55-7:30", "reading")


def test_an_overlap_offers_no_time_before_the_window(shell: Shell) -> None:
    shell.done("log", "5:10-5:40", "titanic")
    assert "; change the time" in shell.refused("log", "5:20-5:40", "reading").err
    shell.done("log", "3:10-3:40", "night")
    assert "; change the time" in shell.refused("log", "3:20-3:40", "reading").err


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (("log", "8:00-9:00"), "give an earlier time, or name the day with --on"),
        (("log", "45m", "--at", "7:00"), "give an earlier time, or name the day with --on"),
        (("log", "45m", "--on", "tomorrow"), "give an earlier day or time"),
        (("edit", "1", "5h"), "name the day with --on, or the time with --at"),
        (("edit", "1", "--at", "7:00"), "give an earlier time, or name the day with --on"),
    ],
)
def test_the_future_is_refused_by_what_was_given(shell: Shell, words: tuple[str, ...], advice: str) -> None:
    shell.done("log", "45m", "titanic")
    assert shell.refused(*words).err.endswith(f"; {advice}\n")


def test_a_session_that_runs_counts_as_one_that_overlaps(shell: Shell) -> None:
    shell.done("start", "titanic")
    later = shell.at("2026-11-22T08:30:00+01:00")
    assert "titanic" in later.refused("log", "30m", "reading").err
    assert "titanic is running" in later.refused("start", "reading").err


def test_a_timer_cannot_be_stopped_in_the_future(shell: Shell) -> None:
    shell.done("start", "titanic")
    assert "give an earlier time\n" in shell.refused("stop", "--at", "9:00").err


def test_an_edit_to_impossible_times_leaves_the_session(shell: Shell) -> None:
    shell.done("log", "5:10-6:40", "titanic")
    assert "in the future" in shell.refused("edit", "1", "--on", "tomorrow").err
    assert "in the future" in shell.refused("edit", "1", "5h").err


def test_a_list_without_sessions_says_so_up_to_the_ends_of_the_calendar(shell: Shell) -> None:
    assert shell.done("sessions", "--to", "0001-01-01") == "No sessions from Mon 1 Jan 1 to Mon 1 Jan 1\n"
    assert "Fri 31 Dec 9999" in shell.done("sessions", "--to", "9999-12-31")


def test_a_moment_that_cannot_be_read_is_said(shell: Shell) -> None:
    answer = shell.at("soon").refused("today")
    assert (answer.code, "HABIT_TUI_NOW='soon'" in answer.err) == (2, True)


def test_settings_that_cannot_be_read_name_file_and_key(shell: Shell) -> None:
    folder = shell.folder / "config"
    folder.mkdir()
    (folder / "settings.toml").write_text('day_starts_at = "noon"\n')
    answer = shell.refused("today")
    assert "settings.toml" in answer.err
    assert "day_starts_at" in answer.err


def test_a_zone_that_cannot_be_read_is_said_once_and_another_is_used(shell: Shell) -> None:
    lost = shell.at(TZ="CET-1CEST,M3.5.0,M10.5.0/3")
    first, second = lost("today"), lost("today")
    assert (first.code, second.code) == (0, 0)
    assert "CET-1CEST" in first.err
    assert second.err == ""


def test_an_import_names_each_broken_row_by_its_line(shell: Shell) -> None:
    rows = shell.folder / "rows.csv"
    rows.write_text(
        "start,end,zone,what,kind,note\n"
        "2026-11-20T05:00:00+01:00,2026-11-20T06:30:00+01:00,Europe/Berlin,reading,study,\n"
        "soon,2026-11-20T06:30:00+01:00,Europe/Berlin,reading,study,\n"
        "2026-11-21T06:00:00+01:00,2026-11-21T05:00:00+01:00,Europe/Berlin,reading,study,\n"
        "2026-11-21T05:00:00+01:00,2026-11-21T06:00:00+01:00,Mars/Base,reading,study,\n"
        "2026-11-21T05:00:00+01:00,2026-11-21T06:00:00+01:00,Europe/Berlin,reading,sleep,\n"
        "2026-11-20T06:00:00+01:00,2026-11-20T07:00:00+01:00,Europe/Berlin,another,study,\n"
        "2027-11-20T06:00:00+01:00,2027-11-20T07:00:00+01:00,Europe/Berlin,another,study,\n"
    )
    answer = shell("import", "csv", str(rows))
    assert answer.code == 0
    assert [line.partition(":")[0] for line in answer.err.splitlines()] == [f"line {n}" for n in range(3, 9)]
    assert "1 session kept, 6 skipped" in answer.out
    problems = shell.json("import", "csv", str(rows), "--dry-run")["problems"]
    assert [each["line"] for each in problems] == [3, 4, 5, 6, 7, 8]


def test_an_export_never_overwrites_a_file(shell: Shell) -> None:
    there = shell.folder / "there.csv"
    there.write_text("mine")
    assert "exists already" in shell.refused("export", "csv", "--output", str(there)).err
    assert there.read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("log", "-2d", "45m"), "stands behind an option, as in --on -2d"),
        (("edit", "1", "45m", "french"), 'say what it was with --what, as in --what "french"'),
        (("edit", "1", "french"), '"french" is not an amount of time'),
        (("sessions", "--from", "tomorrow"), "Sun 22 Nov 2026, is before the first, Mon 23 Nov 2026"),
    ],
)
def test_a_hurried_line_is_told_what_to_write_instead(
    shell: Shell, words: tuple[str, ...], said: str
) -> None:
    shell.done("log", "30m")
    refused = shell.refused(*words)
    assert (refused.code, said in refused.err) == (2, True), refused.err


def test_a_day_among_the_words_is_said_to_be_text(shell: Shell) -> None:
    assert '"yesterday" is taken as text' in shell("log", "10m", "titanic", "Yesterday").err
    assert shell("log", "10m", "yesterday", "--on", "yesterday").err == ""
    assert shell("log", "10m", "yesterday once more", "--at", "3:00").err == ""


def test_capitals_help_and_an_amount_in_words_are_taken_as_meant(shell: Shell) -> None:
    assert shell.done("LOG", "45 min", "Titanic", "--AT", "5:00").startswith("Logged 45 min")
    assert shell.done("Edit", "1", "1", "h", "05").startswith("Edited 1 h 05")
    assert shell.done("review", "Week").startswith("Week")
    assert shell.done("help", "log") == shell.done("log", "--help")
    assert "Every day:" in shell.done("help")
