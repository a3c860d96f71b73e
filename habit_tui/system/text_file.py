"""A text file being edited: read whole, and put back in one step so that nobody ever finds half of it."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.words import one_line, plural

MOST_BYTES = 2_000_000
"""More than any post; a longer file is something else."""


class ChangedOutside(CannotBeDone):
    """The file is no longer what it was when it was read; writing it would lose what somebody else wrote."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file as it was read or written last; `found` are its bytes, None where there is to be no file yet."""

    path: str
    found: bytes | None

    @property
    def text(self) -> str:
        """What it holds, with its line ends as they are."""
        return (self.found or b"").decode()


def read(path: str) -> TextFile:
    """Read a file to edit it; raises CannotBeDone when it cannot be read, is no UTF-8 or too long."""
    found = _bytes_of(path)
    if found is None:
        raise CannotBeDone(f"{one_line(path)} is gone: it was moved or deleted")
    if len(found) > MOST_BYTES:
        limit = plural(MOST_BYTES // 1_000_000, "MB", "MB")
        raise CannotBeDone(f"{one_line(path)} is longer than {limit}: open it in an editor of your own")
    try:
        found.decode()
    except UnicodeDecodeError as error:
        raise CannotBeDone(f"{one_line(path)} is not UTF-8 text: open it in an editor of your own") from error
    return TextFile(path, found)


def write(file: TextFile, text: str, *, over: bool = False) -> TextFile:
    """Put a text in the file's place, on the disk before this returns; the mode and a link to it stay.

    Raises ChangedOutside when the file is not as `file` knows it, unless `over` says to write over it, and
    CannotBeDone when it cannot be written; either way the file is then as it was.
    """
    path = os.path.realpath(file.path)
    new = text.encode("utf-8", "replace")
    if not over:
        _refuse_changed(file, _bytes_of(path))
    # A rename would not ask the file itself, which somebody has protected.
    if os.path.exists(path) and not os.access(path, os.W_OK):
        raise CannotBeDone(f"{_name(file)} cannot be saved: it is read-only")
    try:
        replace(path, new)
    except OSError as error:
        raise CannotBeDone(f"{_name(file)} cannot be saved: {error.strerror}") from error
    return TextFile(file.path, new)


def _refuse_changed(file: TextFile, there: bytes | None) -> None:
    if there == file.found:
        return
    if there is None:
        raise ChangedOutside(f"{_name(file)} was moved or deleted meanwhile")
    if file.found is None:
        raise ChangedOutside(f"{_name(file)} exists already")
    raise ChangedOutside(f"{_name(file)} was changed outside meanwhile")


def _name(file: TextFile) -> str:
    """Its name alone: whoever writes it knows where it lies, and a path would not fit a line."""
    return one_line(os.path.basename(file.path))


def _bytes_of(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise CannotBeDone(f"{one_line(path)} cannot be read: {error.strerror}") from error


def replace(path: str, new: bytes, mode: int | None = None) -> None:
    """Put bytes in a file's place in one step, on the disk before this returns; without `mode` its own stays.

    It is written beside the file and renamed over it. Raises OSError and leaves nothing beside it then.
    """
    folder = os.path.dirname(path)
    descriptor, beside = tempfile.mkstemp(prefix=".habit-tui-", dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(new)
            file.flush()
            os.fchmod(file.fileno(), _mode(path) if mode is None else mode)
            os.fsync(file.fileno())
        os.rename(beside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise
    # The text is safe by now: a file system that cannot sync a folder is no failure to save.
    with suppress(OSError):
        _sync(folder)


def _mode(path: str) -> int:
    try:
        return os.stat(path).st_mode & 0o7777
    except FileNotFoundError:
        # A new file is as private as everything else here.
        return 0o600


def _sync(folder: str) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
