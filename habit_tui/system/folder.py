"""A folder shown in the file manager of the desktop, where there is one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from threading import Thread

from habit_tui.domain.errors import CannotBeDone


def show(path: str, env: Mapping[str, str]) -> bool:
    """Open a folder beside the terminal and do not wait for it; False where nothing could show it.

    Raises CannotBeDone when the folder does not exist.
    """
    if not os.path.isdir(path):
        raise CannotBeDone(f"the folder {path} does not exist yet; the first draft makes it")
    command = _opener(env)
    if command is None:
        return False
    try:
        # The program is the desktop's own, found by its name; the folder is one word of it.
        opener = subprocess.Popen(  # noqa: S603
            [command, path],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    # Some file managers stay until their window is closed; somebody has to take note of their end.
    Thread(target=opener.wait, daemon=True).start()
    return True


def _opener(env: Mapping[str, str]) -> str | None:
    """The desktop's program that opens things: none on a bare terminal or over ssh."""
    if env.get("SSH_CONNECTION"):
        return None
    if sys.platform == "darwin":
        return "open"
    return "xdg-open" if env.get("DISPLAY") or env.get("WAYLAND_DISPLAY") else None
