"""Prompts and posts from the shell: from a reason to write to a post that is out, and shared."""

from pathlib import Path

import pytest

from tests.cli.shell import Shell


@pytest.fixture
def begun(shell: Shell) -> Shell:
    """A shell at a store with a session and a draft in Hugo's dialect."""
    shell.done("log", "45m", "titanic")
    shell.done("post", "new", "--title", "My week", "--dialect", "hugo")
    return shell


def file_of(shell: Shell) -> Path:
    return Path(shell.json("post", "list")[0]["path"])


def test_a_prompt_can_be_put_off(shell: Shell) -> None:
    shell.done("log", "45m", "titanic")
    [due] = shell.json("post", "prompts")
    assert shell.done("post", "snooze", due["id"], "--until", "+7d") == "It comes back on Sun 29 Nov 2026\n"
    assert shell.json("post", "prompts") == []
    [back] = shell.at("2026-11-29T08:00:00+01:00").json("post", "prompts")
    assert (back["id"], back["due"]) == (due["id"], "2026-11-29")
    shell.refused("post", "snooze", due["id"])


def test_a_broken_file_of_prompts_is_named_beside_the_prompts(shell: Shell) -> None:
    folder = shell.file.parent / "prompts"
    folder.mkdir()
    (folder / "mine.toml").write_text("nonsense")
    shell.done("log", "45m", "titanic")
    answer = shell("post", "prompts")
    assert answer.code == 0
    assert answer.err.startswith('not asked: "mine.toml" is not TOML')
    assert "habit-tui post new day-one\n" in answer.out


def test_a_post_goes_out_in_its_file_too(begun: Shell) -> None:
    file = file_of(begun)
    assert "draft: true" in file.read_text()
    answer = begun("post", "publish", "1", "--url", "https://example.org/1", "--json")
    assert answer.json == {"id": 1, "status": "published", "url": "https://example.org/1"}
    assert "draft: false" in file.read_text()
    begun.refused("post", "publish", "1")


def test_what_happened_earlier_can_be_dated_so(begun: Shell) -> None:
    begun.refused("post", "publish", "1", "--on", "tomorrow")
    begun.done("post", "publish", "1", "--on", "yesterday")
    assert begun.json("post", "list")[0]["published_on"] == "2026-11-21"
    assert begun.json("post", "update", "1", "and on", "--on", "-1d")["study_day"] == "2026-11-21"


def test_an_update_is_dated(begun: Shell) -> None:
    begun.refused("post", "update", "1", "too", "early")
    begun.done("post", "publish", "1")
    answer = begun.json("post", "update", "1", "still", "true")
    assert answer == {"id": 1, "study_day": "2026-11-22", "text": "still true"}
    assert file_of(begun).read_text().endswith("\n**Update, Sun 22 Nov 2026:** still true\n")
    assert "updated Sun 22 Nov 2026: still true" in begun.done("post", "list")


def test_the_list_tells_words_dates_addresses_and_what_is_missing(begun: Shell) -> None:
    begun.done("post", "publish", "1", "--url", "https://example.org/1")
    [told] = begun.json("post", "list")
    assert (told["status"], told["published_on"], told["missing"]) == ("published", "2026-11-22", False)
    assert told["words"] > 10
    assert "https://example.org/1" in begun.done("post", "list")
    file_of(begun).unlink()
    [told] = begun.json("post", "list")
    assert (told["missing"], told["words"]) == (True, 0)
    assert "   1  published  Sun 22 Nov      missing  My week\n" in begun.done("post", "list")


def test_publishing_without_the_file_says_so(begun: Shell) -> None:
    file = file_of(begun)
    file.unlink()
    answer = begun("post", "publish", "1")
    assert (answer.code, answer.out) == (0, "Published: My week\n")
    assert answer.err == f"its file is missing and stays so: {file}\n"
    assert not file.exists()


def test_sharing_is_a_check_list(begun: Shell) -> None:
    assert "shared nowhere yet" in begun.done("post", "share", "1")
    begun.done("post", "share", "1", "Mum", "--planned")
    begun.done("post", "share", "1", "Hacker", "News", "--asked")
    told = begun.done("post", "share", "1", "hacker news", "--received", "nice")
    assert told == (
        "My week\n"
        "  · Mum\n"
        "  ✓ Hacker News, shared Sun 22 Nov, feedback asked for Sun 22 Nov, received Sun 22 Nov\n"
        "      nice\n"
    )
    assert begun.json("post", "share", "1", "Mum", "--drop") == [
        {
            "place": "Hacker News",
            "shared_on": "2026-11-22",
            "asked_on": "2026-11-22",
            "received_on": "2026-11-22",
            "feedback": "nice",
        }
    ]
    begun.refused("post", "share", "7", "Mum")


def test_a_draft_can_hold_the_calendar(shell: Shell) -> None:
    shell.done("log", "45m", "titanic")
    told = shell.json("post", "new", "--title", "My week", "--calendar")
    assert Path(told["picture"]).read_text().startswith("<svg ")
    assert shell.json("post", "new", "--title", "plain")["picture"] is None


def test_the_learners_editor_opens_the_file_where_it_lies(begun: Shell, tmp_path: Path) -> None:
    script = tmp_path / "my editor; echo no shell"
    script.write_text('#!/bin/sh\nprintf "edited\\n" >> "$1"\n')
    script.chmod(0o700)
    moved = file_of(begun).with_name("moved; rm -rf $HOME.md")
    file_of(begun).rename(moved)
    assert begun.at(EDITOR=f"'{script}'")("post", "edit", "1").code == 0
    assert moved.read_text().endswith("edited\n")


@pytest.mark.parametrize("editor", ["", "/nowhere/vi", "false", "'open"])
def test_a_failing_editor_is_one_line_and_loses_nothing(begun: Shell, editor: str) -> None:
    before = file_of(begun).read_bytes()
    begun.at(EDITOR=editor).refused("post", "edit", "1")
    assert file_of(begun).read_bytes() == before


def test_controls_in_a_title_do_not_reach_the_terminal(shell: Shell) -> None:
    shell.done("post", "new", "--title", "\x1b]0;owned\x07 title")
    assert "\x1b" not in shell.done("post", "list")


def test_a_title_of_several_lines_is_told_on_one(shell: Shell) -> None:
    assert shell.done("post", "new", "--title", "My\nweek").splitlines()[0] == "Draft 1: My week"
    assert shell.done("post", "share", "1").splitlines()[0] == "My week"
    assert shell.done("post", "publish", "1") == "Published: My week\n"
