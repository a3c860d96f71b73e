"""Copies of the store that a synced folder made because two machines changed it at the same time."""

from __future__ import annotations

import os
import re
import stat

from habit_tui.store.store import APPLICATION_ID

_CONFLICTED = re.compile(
    r"""
    \ \(.*\b(?:conflict|conflicted\ copy|case\ conflict)\b.*\)  # Dropbox, Nextcloud
    | \ \(SFConflict\ .+\)                                      # Seafile
    | \ \(\d{1,3}\)                                             # Google Drive, MEGA: (1)
    | \ \[conflicted.*\]                                        # pCloud
    | _conflict-\d{8}-\d{6}                                     # ownCloud
    | \.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]+)?                # Syncthing
    | \.conflict                                                # Resilio Sync
    | \ \d{1,3}                                                 # iCloud: habit 2.db
    | -(?!(?:backup|before|copy|kept|old|restore|version)\b)[^\W\d_][\w-]*(?:\ \(\d+\))?  # OneDrive
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HEADER = b"SQLite format 3\0"
_APPLICATION_ID_AT = 68


def conflicted_copies(path: str) -> tuple[str, ...]:
    """The files beside a store that are conflicted copies of it, by name: ours, and named as such.

    Known are the names that Dropbox, Syncthing, Nextcloud and ownCloud, iCloud, OneDrive, Google Drive, MEGA,
    Seafile, pCloud and Resilio give. A folder that cannot be read has none.
    """
    folder, name = os.path.split(os.path.abspath(path))
    stem, suffix = os.path.splitext(name)
    try:
        here = os.stat(path)
        found = sorted(os.listdir(folder))
    except OSError:
        return ()
    return tuple(
        os.path.join(folder, each)
        for each in found
        if each.startswith(stem) and each.endswith(suffix) and each != name
        if _CONFLICTED.fullmatch(each.removeprefix(stem).removesuffix(suffix))
        if _is_ours(os.path.join(folder, each), here)
    )


def _is_ours(file: str, store: os.stat_result) -> bool:
    """Whether a file is a store by its header; the store itself under another name is not even opened.

    Closing a file drops the locks that SQLite holds on it in this process.
    """
    try:
        status = os.stat(file)
        if not stat.S_ISREG(status.st_mode) or os.path.samestat(status, store):
            return False
        with open(file, "rb") as opened:
            header = opened.read(_APPLICATION_ID_AT + 4)
    except OSError:
        return False
    return header.startswith(_HEADER) and header[_APPLICATION_ID_AT:] == APPLICATION_ID.to_bytes(4, "big")
