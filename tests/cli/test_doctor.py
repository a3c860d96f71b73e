"""The doctor at the shell: what it says, and its exit code."""

import random

import pytest

from tests.cli.shell import Shell
from tests.store.test_backup import damage


@pytest.fixture
def shell(shell: Shell) -> Shell:
    """A shell at a store with a session and a backup, off the machine's own crontab."""
    shell = shell.at(PATH="/nowhere", TERM="xterm")
    shell.done("log", "5:10-6:40", "titanic")
    shell.done("backup")
    return shell


def in_a_line(said: str) -> str:
    """What was said, wherever its lines broke."""
    return " ".join(said.split())


def test_all_is_well(shell: Shell) -> None:
    answer = shell("doctor")
    assert (answer.code, answer.err) == (0, "")
    assert {line.split()[0] for line in answer.out.splitlines() if line[0] != " "} == {"ok"}
    assert shell.json("doctor")["ok"] is True


def test_what_is_wrong_is_told_with_why_and_mend(shell: Shell) -> None:
    shell.file.chmod(0o666)
    answer = shell("doctor")
    assert answer.code == 1
    assert answer.err == "habit-tui: 1 thing is wrong\n"
    assert "others may read or change" in in_a_line(answer.out)
    assert all(len(line) <= 80 or str(shell.folder) in line for line in answer.out.splitlines())
    assert "why   " in answer.out
    assert "mend  habit-tui doctor --fix" in answer.out
    found = shell("doctor", "--json")
    assert found.code == 1
    (problem,) = [each for check in found.json["checks"] for each in check["problems"]]
    assert problem["fixable"] is True


def test_what_is_safe_is_mended(shell: Shell) -> None:
    shell.file.chmod(0o666)
    assert "mended others may read or change" in in_a_line(shell.done("doctor", "--fix"))
    assert shell.json("doctor", "--fix")["mended"] == []


def test_it_works_where_nothing_else_does(shell: Shell) -> None:
    config = shell.folder / "config"
    config.mkdir(mode=0o700)
    (config / "settings.toml").write_text("freeze_every = 'often'\n")
    (config / "settings.toml").chmod(0o600)
    damage(shell.file)
    assert shell("log", "5m").code != 0
    answer = shell("doctor")
    assert answer.code == 1
    assert "freeze_every" in answer.out
    assert "is damaged" in in_a_line(answer.out)
    assert "mend  habit-tui restore habit-" in answer.out


def test_nothing_obeys_what_a_file_is_called(shell: Shell) -> None:
    answer = shell("--db", str(shell.folder / "data" / "\x1b[31m.db"), "doctor")
    assert "\x1b" not in answer.out
    assert "\x1b" not in shell("--db", str(shell.folder / "data" / "\x1b[31m.db"), "doctor", "--json").out


@pytest.mark.parametrize("seed", range(3))
def test_wherever_a_page_is_ruined_every_command_is_an_answer_or_one_line(shell: Shell, seed: int) -> None:
    shell.done("init", "--starter", "five-to-eight")
    whole, chance = shell.file.read_bytes(), random.Random(seed)
    told = 0
    for page in range(seed, len(whole) // 4096, 7):
        ruined = whole[: page * 4096] + chance.randbytes(4096) + whole[(page + 1) * 4096 :]
        for words in (("today",), ("log", "1m"), ("doctor",)):
            shell.file.write_bytes(ruined)
            answer = shell(*words)
            assert answer.code in (0, 1), answer
            assert answer.err.count("\n") <= 1
            assert "fault in habit-tui" not in answer.err
        told += answer.code
    # A free page may hold anything; there are few of them.
    assert told > len(whole) // 4096 / 7 * 0.8


def test_a_theme_and_keys_that_no_screen_can_use_are_told(shell: Shell) -> None:
    file = shell.folder / "config" / "settings.toml"
    file.parent.mkdir(mode=0o700, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text('theme = "dusk"\n\n[keymap]\nfly = "f"\n')
    (check,) = [each for each in shell("doctor", "--json").json["checks"] if each["name"] == "settings"]
    told = [each["what"] for each in check["problems"]]
    assert told[0].startswith('keymap: there is no action "fly"')
    assert told[1].startswith("there is no theme dusk; there are dawn, ")
