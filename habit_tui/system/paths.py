"""Where things lie: the data folder, the settings folder, the store file, the posts."""

import os
import sys
from collections.abc import Mapping

from habit_tui.domain.errors import CannotBeDone, StoreFault

APP = "habit-tui"
DEMO = "HABIT_TUI_DEMO"
"""Set in the environment of a demo: what lies outside of its folders is not its own."""


def data_dir(env: Mapping[str, str]) -> str:
    """The folder of the store: HABIT_TUI_DATA, else what platformdirs says; absolute, not created."""
    if chosen := env.get("HABIT_TUI_DATA"):
        return absolute(chosen, env)
    if sys.platform != "linux":
        import platformdirs

        return platformdirs.user_data_dir(APP, appauthor=False)
    return _xdg(env, "XDG_DATA_HOME", ".local/share")


def config_dir(env: Mapping[str, str]) -> str:
    """The folder of settings.toml: HABIT_TUI_CONFIG, else what platformdirs says; absolute, not created."""
    if chosen := env.get("HABIT_TUI_CONFIG"):
        return absolute(chosen, env)
    if sys.platform != "linux":
        import platformdirs

        return platformdirs.user_config_dir(APP, appauthor=False)
    return _xdg(env, "XDG_CONFIG_HOME", ".config")


def store_file(env: Mapping[str, str], option: str | None) -> str:
    """The SQLite file: the `--db` option when given, else habit.db in the data folder."""
    return absolute(option, env) if option else os.path.join(data_dir(env), "habit.db")


def blog_dir(env: Mapping[str, str], setting: str | None) -> str:
    """The folder drafts are written to: the setting `blog_folder`, else blog/ in the data folder."""
    return absolute(setting, env) if setting else os.path.join(data_dir(env), "blog")


def absolute(path: str, env: Mapping[str, str]) -> str:
    """The full path, a leading `~/` resolved too, since neither cron nor `--db=~/x` has a shell do it."""
    if path == "~" or path.startswith("~/"):
        path = _home(env) + path[1:]
    try:
        return os.path.abspath(path)
    except OSError as error:
        raise CannotBeDone(
            f"{path} is relative to a folder that no longer exists; give a full path"
        ) from error


def make_private_dir(path: str) -> None:
    """Make the folder and its missing parents readable by their owner alone, whatever the umask.

    What exists already keeps its permissions. Raises StoreFault when it cannot be made.
    """
    missing = []
    while not os.path.isdir(path) and path not in ("", "/"):
        missing.append(path)
        path = os.path.dirname(path)
    for folder in reversed(missing):
        try:
            os.mkdir(folder, 0o700)
            os.chmod(folder, 0o700)
        except FileExistsError as error:
            if not os.path.isdir(folder):
                raise StoreFault(
                    f"the folder {missing[0]} cannot be made: {folder} is not a folder"
                ) from error
        except OSError as error:
            raise StoreFault(f"the folder {missing[0]} cannot be made: {folder}: {error.strerror}") from error


def _xdg(env: Mapping[str, str], variable: str, below_home: str) -> str:
    """The folder as platformdirs finds it, without its import time: a relative value counts as unset."""
    base = env.get(variable, "")
    if not base.startswith("/"):
        base = f"{_home(env)}/{below_home}"
    return os.path.join(base, APP)


def _home(env: Mapping[str, str]) -> str:
    """The home folder without a slash at its end: HOME, or the account's when that is unset or relative."""
    home = env.get("HOME", "")
    if not home.startswith("/"):
        import pwd

        try:
            home = pwd.getpwuid(os.getuid()).pw_dir
        except KeyError as error:
            raise CannotBeDone(
                "no home folder is known: set HOME, or HABIT_TUI_DATA and HABIT_TUI_CONFIG"
            ) from error
    return home.rstrip("/")
