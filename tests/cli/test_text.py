"""The user's text at the shell: stored as typed, shown without anything a terminal would obey."""

import os
import sqlite3
from unicodedata import category

import pytest

from tests.cli.shell import Shell, process

TEXTS = [
    "[brackets] [/] [bold red]not markup[/] [@click=app.quit]",
    "{braces} %s %(x)d \\n $HOME `id`",
    "emoji 👩‍👩‍👧‍👦 🏳️‍🌈 é ﷽",
    "עברית ثم العربية",
    "日本語のテキスト",
    "'; DROP TABLE session; --",
    "=SUM(A1:A9)",
]
CONTROLS = [
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b[2J\x1b[31mred",
    "\x1b]0;title\x07",
    "a\rb",
    "a\bb\x7f",
    "\u202eevil\u202c",
    "\u2028line\u2029paragraph",
    "\x9b31m",
    "\u200bzero\ufeff",
]
SHOWING = [("sessions",), ("today",), ("status",), ("post", "prompts"), ("undo",), ("redo",)]


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_is_kept_and_shown_as_typed(shell: Shell, text: str) -> None:
    said = shell.done("log", "5:10-6:40", text, "--note", text)
    assert text in said
    (session,) = shell.json("sessions")
    assert (session["what"], session["note"]) == (text, text)
    assert shell.done("sessions").count(text) == 2


@pytest.mark.parametrize("text", CONTROLS)
def test_control_characters_are_kept_in_the_store_and_never_reach_the_terminal(
    shell: Shell, text: str
) -> None:
    said = shell("log", "5:10-6:40", text, "--note", f"one\n{text}\ttwo")
    shell.done("start", text)
    answers = [said, *(shell(*words) for words in SHOWING)]
    for answer in (*answers, shell("log", text), shell("log", "6:00-6:10", text), shell("start", text)):
        assert _controls(answer.out + answer.err) == set()
    connection = sqlite3.connect(shell.file)
    (stored,) = connection.execute("SELECT what FROM session ORDER BY id LIMIT 1").fetchone()
    connection.close()
    assert stored == text.replace("\r", "\n").strip()


@pytest.mark.parametrize("text", CONTROLS)
def test_json_holds_control_characters_escaped(shell: Shell, text: str) -> None:
    shell.done("log", "5:10-6:40", "x", text)
    answer = shell("sessions", "--json")
    assert _controls(answer.out) == set()
    assert answer.json[0]["what"] == f"x {text}".replace("\r", "\n").strip()


def _controls(said: str) -> set[str]:
    """Characters that a terminal obeys or that reorder what stands beside them."""
    return {c for c in said if category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and c not in "\n\u200c\u200d"}


def test_a_text_on_several_lines_stays_on_its_row(shell: Shell) -> None:
    shell.done("log", "5:10-6:40", "one\ntwo", "--note", "three\nfour")
    assert shell.done("sessions").splitlines()[1].endswith("one two  “three four”")
    assert shell.json("sessions")[0]["note"] == "three\nfour"


def test_words_are_joined_as_typed_and_blank_edges_go(shell: Shell) -> None:
    shell.done("log", "10m", " hands-on ", "ml  chapter", "")
    assert shell.json("sessions")[0]["what"] == "hands-on  ml  chapter"


def test_a_text_that_is_too_long_is_refused_by_its_limit(shell: Shell) -> None:
    assert "at most 500" in shell.refused("log", "10m", "w" * 501).err
    assert "at most 20000" in shell.refused("log", "10m", "--note", "n" * 20_001).err
    assert len(shell.refused("log", "soon" * 5000).err) < 300


@pytest.mark.parametrize("words", [("log", "10m"), ("log", "10m", "--note"), ("start",)])
def test_bytes_that_are_no_text_are_refused(shell: Shell, words: tuple[str, ...]) -> None:
    answer = process(shell.env, *words, b"caf\xe9")
    assert (answer.code, answer.out) == (1, "")
    assert "not UTF-8" in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize(
    "words", [("log",), ("log", "10m", "--kind"), ("log", "10m", "--tz"), ("delete",), ()]
)
def test_bytes_that_are_no_text_are_wrong_usage_elsewhere(shell: Shell, words: tuple[str, ...]) -> None:
    answer = process(shell.env, *words, b"caf\xe9")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1


def test_a_terminal_that_speaks_ascii_gets_question_marks_not_a_crash(shell: Shell) -> None:
    shell.done("log", "10m", "日本語")
    plain = shell.at(LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    answer = plain.process("sessions")
    assert answer.code == 0
    assert answer.out.splitlines()[1].endswith("???")
    assert plain.process("sessions", "--json").json[0]["what"] == "日本語"


def test_a_store_below_a_folder_with_any_name(shell: Shell) -> None:
    folder = shell.folder / "💾 [x] % ? # & 日本"
    shell.at(HABIT_TUI_DATA=str(folder)).done("log", "10m")
    odd = os.fsencode(shell.folder) + b"/caf\xe9"
    answer = process({**shell.env, "HABIT_TUI_DATA": os.fsdecode(odd)}, "log", "10m")
    assert answer.code in (0, 1)
    assert answer.err.count("\n") == answer.code


def test_a_reason_has_the_sign_of_its_verdict(shell: Shell) -> None:
    for day in range(20, 11, -1):
        shell.done("log", "1h", "--on", f"-{day}d")
    reasons = shell.done("streak").partition("Why\n")[2].splitlines()
    assert [line[8:10] for line in reasons] == ["+ ", "✻ ", "✕ "]
    assert reasons[1] == "  2026  ✻ Wed 11 Nov: missed (0 of 10 min); a freeze covered it, 0 left"
