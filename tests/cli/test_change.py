"""What undo would reverse, told before it does."""

import pytest

from tests.cli.shell import Shell


def test_what_would_be_undone_is_told_in_words_with_its_door_and_moment(shell: Shell) -> None:
    shell.done("log", "45m", "titanic")
    shell.at("2026-11-22T08:00:00+01:00").done("start", "French")
    assert shell.done("undo", "--list").splitlines() == [
        "Sun 22 Nov 2026 08:00  cli   started French at 08:00",
        "Sun 22 Nov 2026 07:30  cli   logged 45 min of titanic, Sun 22 Nov 06:45",
    ]
    newest, _ = shell.json("undo", "--list")
    assert (newest["at"], newest["door"], newest["action"]) == ("2026-11-22T08:00:00+01:00", "cli", "start")
    assert shell.json("undo")["text"] == newest["text"]
    assert len(shell.json("undo", "--list")) == 1


@pytest.mark.parametrize("dates", ["day first", "month first", "iso"])
def test_what_would_be_undone_stands_in_columns(shell: Shell, dates: str) -> None:
    shell.done("config", "dates", dates)
    shell.at("2026-11-08T08:00:00+01:00").done("log", "45m", "titanic")
    shell.at("2026-11-22T08:00:00+01:00").done("log", "45m", "titanic")
    late, early = shell.done("undo", "--list").splitlines()
    assert late.index("  cli ") == early.index("  cli ")


def test_what_was_done_on_an_earlier_day_is_undone_with_its_day(shell: Shell) -> None:
    shell.done("log", "45m", "titanic")
    shell.done("log", "15m", "French", "--overlap")
    on_monday = shell.at("2026-11-23T05:00:00+01:00")
    assert on_monday.done("undo").startswith("Undid, of yesterday: logged 15 min of French")
    assert on_monday.done("redo").startswith("Redid: logged 15 min of French")
    on_monday.done("undo")
    on_monday.done("log", "5m", "x")
    assert on_monday.done("undo").startswith("Undid: logged 5 min of x")
    on_wednesday = shell.at("2026-11-25T05:00:00+01:00")
    assert on_wednesday.done("undo").startswith("Undid, of Sun 22 Nov: logged 45 min")


def test_an_empty_list_says_so_beside_the_data(shell: Shell) -> None:
    answer = shell("undo", "--list")
    assert (answer.code, answer.out) == (0, "")
    assert "nothing to undo" in answer.err
    assert shell.json("undo", "--list") == []
