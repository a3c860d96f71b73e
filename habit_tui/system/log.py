"""The log file beside the store: what went wrong in the full screen, for whoever has to find out why."""

from __future__ import annotations

import os
import sys
from datetime import datetime

NAME = "habit-tui.log"


def write(store_file: str, now: datetime, error: BaseException) -> str:
    """Append an error with its traceback, readable by the owner alone; the file's path.

    Raises OSError when it cannot be written.
    """
    from traceback import format_exception

    path = os.path.join(os.path.dirname(store_file), NAME)
    python = ".".join(map(str, sys.version_info[:3]))
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    with open(handle, "a", encoding="utf-8", errors="replace") as log:
        log.write(f"{now.isoformat(timespec='seconds')} Python {python} {type(error).__name__}: {error}\n")
        log.write("".join(format_exception(error)))
    return path
