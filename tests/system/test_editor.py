"""The learner's own editor."""

import shlex
import signal
import sys
from pathlib import Path

import pytest

from habit_tui.domain.errors import CannotBeDone
from habit_tui.system.editor import edit, editor_command


def editor(code: str) -> str:
    return shlex.join([sys.executable, "-c", code])


@pytest.mark.parametrize(
    ("env", "command"),
    [
        ({}, None),
        ({"VISUAL": "", "EDITOR": "  "}, None),
        ({"EDITOR": "nano"}, ["nano"]),
        ({"VISUAL": "code --wait", "EDITOR": "nano"}, ["code", "--wait"]),
        ({"VISUAL": "", "EDITOR": "nano"}, ["nano"]),
        ({"EDITOR": "'/opt/my editor/bin/ed' -x"}, ["/opt/my editor/bin/ed", "-x"]),
        ({"EDITOR": "vi; rm -rf /"}, ["vi;", "rm", "-rf", "/"]),
    ],
)
def test_visual_comes_before_editor_and_words_are_split(
    env: dict[str, str], command: list[str] | None
) -> None:
    assert editor_command(env) == command


def test_an_open_quote_is_refused() -> None:
    with pytest.raises(CannotBeDone, match="a quote is left open"):
        editor_command({"EDITOR": "vi 'oops"})


def test_the_file_is_edited_whatever_its_name(tmp_path: Path) -> None:
    draft = tmp_path / "month $(touch pwned); 2 'of' \"12\".md"
    edit(str(draft), {"EDITOR": editor("import sys; open(sys.argv[1], 'w').write('written')")})
    assert draft.read_text() == "written"
    assert list(tmp_path.iterdir()) == [draft]


def test_the_editor_gets_the_environment_it_was_asked_with(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    code = "import os, sys; open(sys.argv[1], 'w').write(os.environ['MOOD'])"
    edit(str(draft), {"EDITOR": editor(code), "MOOD": "calm"})
    assert draft.read_text() == "calm"


@pytest.mark.parametrize(
    ("env", "reason"),
    [
        ({}, "no editor is set"),
        ({"EDITOR": "/nowhere/editor"}, "/nowhere/editor cannot be started: No such file"),
        ({"EDITOR": "/"}, "/ cannot be started: Permission denied"),
        ({"EDITOR": editor("raise SystemExit(3)")}, "failed with status 3"),
        ({"EDITOR": editor("import os, signal; os.kill(os.getpid(), signal.SIGTERM)")}, "ended by signal 15"),
    ],
)
def test_an_editor_that_fails_is_one_clear_line(tmp_path: Path, env: dict[str, str], reason: str) -> None:
    with pytest.raises(CannotBeDone, match=reason) as refusal:
        edit(str(tmp_path / "draft.md"), env)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("key", [signal.SIGINT, signal.SIGQUIT])
def test_keys_that_interrupt_reach_the_editor_alone(tmp_path: Path, key: signal.Signals) -> None:
    before = signal.getsignal(key)
    code = (
        "import os, signal, sys; "
        f"own = signal.getsignal({int(key)}); "
        f"os.kill(os.getppid(), {int(key)}); "
        "open(sys.argv[1], 'w').write('deaf' if own is signal.SIG_IGN else 'written')"
    )
    edit(str(tmp_path / "draft.md"), {"EDITOR": editor(code)})
    assert (tmp_path / "draft.md").read_text() == "written"
    assert signal.getsignal(key) is before


def test_the_setting_comes_before_the_environment() -> None:
    env = {"VISUAL": "vim", "EDITOR": "nano"}
    assert editor_command(env, "code --wait") == ["code", "--wait"]
    assert editor_command(env, None) == ["vim"]
    assert editor_command(env, "built-in") is None
    with pytest.raises(CannotBeDone, match="editor='vi "):
        editor_command(env, "vi 'oops")
