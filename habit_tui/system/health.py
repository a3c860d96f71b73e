"""The surroundings: who may read what, what the terminal can show, how old the tz data is."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
ROOMY = (80, 24)


@dataclass(frozen=True, slots=True)
class Terminal:
    """What this process writes to: columns and lines (0 without a terminal), colours in words, encoding."""

    columns: int
    lines: int
    name: str
    colours: str
    encoding: str

    @property
    def is_there(self) -> bool:
        """Whether it is a terminal at all."""
        return self.columns > 0

    @property
    def is_roomy(self) -> bool:
        """Whether every panel finds its place."""
        return self.columns >= ROOMY[0] and self.lines >= ROOMY[1]

    @property
    def is_unicode(self) -> bool:
        """Whether it takes every glyph."""
        return self.encoding.lower().replace("-", "") == "utf8"


def terminal(env: Mapping[str, str]) -> Terminal:
    """The terminal of this process."""
    columns = lines = 0
    if sys.stdout.isatty():
        try:
            columns, lines = os.get_terminal_size(sys.stdout.fileno())
        except OSError:
            columns, lines = ROOMY
    return Terminal(columns, lines, env.get("TERM", ""), _colours(env), sys.stdout.encoding or "ascii")


def too_open(paths: Iterable[str]) -> list[str]:
    """Those of the folders and files that others than their owner may read or write; missing ones are not."""
    return [path for path in paths if _mode(path) & 0o077]


def not_ours(paths: Iterable[str]) -> list[str]:
    """Those that belong to another user."""
    return [path for path in paths if _owner(path) not in (None, os.geteuid())]


def unwritable(paths: Iterable[str]) -> list[str]:
    """Those that are there and may not be written."""
    return [path for path in paths if os.path.exists(path) and not os.access(path, os.W_OK)]


def make_private(paths: Iterable[str]) -> None:
    """Let nobody but their owner read or write folders and files; a link is left alone."""
    for path in paths:
        status = os.lstat(path)
        if stat.S_ISDIR(status.st_mode):
            os.chmod(path, PRIVATE_FOLDER)
        elif stat.S_ISREG(status.st_mode):
            os.chmod(path, PRIVATE_FILE)


def _colours(env: Mapping[str, str]) -> str:
    if "NO_COLOR" in env or env.get("TERM") in (None, "", "dumb"):
        return "no colours"
    if env.get("COLORTERM") in ("truecolor", "24bit"):
        return "all colours"
    return "256 colours" if "256" in env["TERM"] else "few colours"


def _mode(path: str) -> int:
    try:
        status = os.lstat(path)
    except OSError:
        return 0
    return 0 if stat.S_ISLNK(status.st_mode) else stat.S_IMODE(status.st_mode)


def _owner(path: str) -> int | None:
    try:
        return os.stat(path).st_uid
    except OSError:
        return None
