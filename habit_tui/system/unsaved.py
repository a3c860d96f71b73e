"""Words that are in no file yet, kept beside the store: a terminal may be closed at any moment."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from threading import Lock

from habit_tui.system import paths, text_file
from habit_tui.system.text_file import TextFile

FOLDER = "unsaved"


class Unsaved:
    """The unsaved words of one file; `keep` runs in threads, the others where its file is read and written.

    What is kept holds the digest of the file it was written on, so that a file changed since is not taken for
    that one.
    """

    def __init__(self, beside: str, path: str) -> None:
        self._folder = os.path.join(beside, FOLDER)
        self._copy = os.path.join(self._folder, f"{_digest(os.path.realpath(path).encode())[:24]}.txt")
        self._lock = Lock()
        self._turn = 0

    @property
    def turn(self) -> int:
        """Which words are to be kept: it changes when they are let go of."""
        return self._turn

    def keep(self, file: TextFile, text: str, turn: int) -> None:
        """Keep a text, unless it was let go of since that turn; raises HabitError when it cannot be kept."""
        with self._lock:
            if turn == self._turn:
                paths.make_private_dir(self._folder)
                text_file.write(TextFile(self._copy, None), f"{_digest(file.found)}\n{text}", over=True)

    def let_go(self) -> None:
        """They are in a file by now, or are not wanted; what cannot be deleted is only offered again."""
        with self._lock:
            self._turn += 1
            with suppress(OSError):
                os.unlink(self._copy)

    def found(self, file: TextFile) -> tuple[TextFile, str] | None:
        """The words kept last time, with the file as they know it; None when there are none that it lacks."""
        if not os.path.isfile(self._copy):
            return None
        digest, _, text = text_file.read(self._copy).text.partition("\n")
        if text == file.text:
            return None
        return (file if digest == _digest(file.found) else TextFile(file.path, b"")), text


def _digest(found: bytes | None) -> str:
    return sha256(found or b"").hexdigest()
