"""Where things lie, and folders nobody else can read."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from habit_tui.domain.errors import StoreFault
from habit_tui.system.paths import blog_dir, config_dir, data_dir, make_private_dir, store_file

NOBODY = 65534


@pytest.fixture
def locked_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder the test may not write in, also where the tests run as root."""
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    if os.geteuid() != 0:
        yield folder
        return
    os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        os.seteuid(0)


def asked_of_platformdirs(env: dict[str, str]) -> tuple[str, str]:
    with patch.dict(os.environ, env, clear=True):
        return (
            platformdirs.user_data_dir("habit-tui", appauthor=False),
            platformdirs.user_config_dir("habit-tui", appauthor=False),
        )


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs itself is asked")
@pytest.mark.parametrize(
    "env",
    [
        {"HOME": "/home/ada"},
        {"HOME": "/home/ada/"},
        {"HOME": "/"},
        {"HOME": "/home/ada", "XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "/config/"},
        {"HOME": "/home/ada", "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": ""},
        {"HOME": "/home/ada", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "~/config"},
        {"HOME": ""},
        {"HOME": "ada"},
        {},
        {"XDG_DATA_HOME": "/data"},
    ],
)
def test_folders_are_those_of_platformdirs(env: dict[str, str]) -> None:
    assert (data_dir(env), config_dir(env)) == asked_of_platformdirs(env)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs itself is asked")
@given(
    st.dictionaries(
        st.sampled_from(["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"]), st.text("/a .~", max_size=6)
    )
)
def test_folders_are_those_of_platformdirs_in_any_environment(env: dict[str, str]) -> None:
    assert (data_dir(env), config_dir(env)) == asked_of_platformdirs(env)


def test_another_system_asks_platformdirs() -> None:
    asked = "import sys; sys.platform = 'darwin'; from habit_tui.system.paths import *; print(data_dir({}))"
    answer = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, "HOME": "/Users/ada", "XDG_DATA_HOME": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout == "/Users/ada/Library/Application Support/habit-tui\n"


def test_own_variables_win_over_the_system() -> None:
    env = {
        "HOME": "/home/ada",
        "XDG_DATA_HOME": "/x",
        "HABIT_TUI_DATA": "/data",
        "HABIT_TUI_CONFIG": "/config",
    }
    assert (data_dir(env), config_dir(env)) == ("/data", "/config")


def test_an_empty_variable_counts_as_unset() -> None:
    env = {"HOME": "/home/ada", "HABIT_TUI_DATA": "", "HABIT_TUI_CONFIG": ""}
    assert (data_dir(env), config_dir(env)) == asked_of_platformdirs({"HOME": "/home/ada"})


def test_a_tilde_left_by_cron_is_the_home_folder() -> None:
    assert data_dir({"HOME": "/home/ada", "HABIT_TUI_DATA": "~/study"}) == "/home/ada/study"
    assert store_file({"HOME": "/home/ada"}, "~/a.db") == "/home/ada/a.db"


def test_a_relative_path_is_made_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert data_dir({"HABIT_TUI_DATA": "study"}) == f"{tmp_path}/study"
    assert store_file({}, "a.db") == f"{tmp_path}/a.db"


def test_the_store_file_is_the_option_or_in_the_data_folder() -> None:
    env = {"HABIT_TUI_DATA": "/data"}
    assert store_file(env, None) == "/data/habit.db"
    assert store_file(env, "/elsewhere/my.db") == "/elsewhere/my.db"


def test_drafts_go_to_the_setting_or_to_the_data_folder() -> None:
    env = {"HABIT_TUI_DATA": "/data", "HOME": "/home/ada"}
    assert blog_dir(env, None) == "/data/blog"
    assert blog_dir(env, "~/site/_drafts") == "/home/ada/site/_drafts"


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_a_made_folder_is_its_owners_alone_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    folder = tmp_path / "a" / "b"
    before = os.umask(umask)
    try:
        make_private_dir(str(folder))
    finally:
        os.umask(before)
    assert [stat.S_IMODE(made.stat().st_mode) for made in (folder.parent, folder)] == [0o700, 0o700]


def test_an_existing_folder_keeps_its_permissions(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o755)
    make_private_dir(str(folder))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755


def test_a_link_to_a_folder_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    make_private_dir(str(tmp_path / "link" / "new"))
    assert (tmp_path / "new").is_dir()


@pytest.mark.parametrize(
    "path", ["file", "file/below", "dangling", "dangling/below", "x" * 300, "loop/below"]
)
def test_what_cannot_be_made_is_one_clear_line(tmp_path: Path, path: str) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(StoreFault, match="cannot be made") as refusal:
        make_private_dir(str(tmp_path / path))
    assert str(tmp_path / path) in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_without_permission_says_so(locked_folder: Path) -> None:
    with pytest.raises(StoreFault, match="Permission denied"):
        make_private_dir(str(locked_folder / "new"))
