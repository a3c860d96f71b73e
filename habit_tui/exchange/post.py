"""Posts as files: writing that never overwrites, and finding again what was moved."""

import errno
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.words import one_line, quoted
from habit_tui.exchange.front_matter import marked_uid, split

READ_BYTES = 1_000_000
"""More than any post; a file that is longer is something else."""

HEAD_BYTES = 20_000
"""More than any front matter."""

FILES_LOOKED_AT, FOLDERS_LOOKED_AT = 20_000, 5_000
"""How much of a folder is searched for posts that were moved; a blog is smaller, a home folder is not."""

ENDINGS = (".md", ".markdown", ".mdx")

_BUILT = ("node_modules", "_site")
"""Folders that site generators fill, where copies of a post may lie; Hugo and Gatsby fill `public` on top."""

TRIES = 1000
"""Names tried, the last of them ending in -1000, before writing is given up."""


def write_new(folder: str, relative: str, text: str) -> str:
    """Write a new file below the folder and give its path; a taken name gets -2, -3 and so on.

    `relative` has "/" between its parts; the counter goes to the folder of an `index.md`, else to the file.
    Missing folders are made. Raises CannotBeDone when the file cannot be written, and leaves none behind.
    """
    parts = relative.split("/")
    if any(part in ("", ".", "..") or os.sep in part for part in parts):
        raise CannotBeDone(f"{quoted(relative)} is not a file name inside the blog folder")
    for count in range(1, TRIES + 1):
        path = Path(folder, *_counted(parts, count))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _cannot_write(path.parent, error) from error
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666)
        except FileExistsError:
            continue
        except OSError as error:
            raise _cannot_write(path, error) from error
        _write(path, descriptor, text)
        return str(path)
    raise CannotBeDone(
        f"{quoted(relative)} and {TRIES} numbered names after it are taken in {quoted(folder)}"
    )


def read_body(file: str) -> str | None:
    """Give the Markdown of a post's file below its front matter, None when there is no such file.

    Of a file of more than `READ_BYTES` only the beginning. Raises CannotBeDone when it cannot be read.
    """
    try:
        with Path(file).open("rb") as opened:
            text = opened.read(READ_BYTES).decode("utf-8-sig", "replace")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise CannotBeDone(f"{one_line(file)} cannot be read: {error.strerror}") from error
    head, _, below = split(text)
    return below.lstrip() if head else below


def uid_of(file: str) -> str:
    """Give the uid a file is marked with; empty without one, and where there is no file to be read."""
    try:
        # A pipe among the posts would be waited for.
        if not Path(file).is_file():
            return ""
        with Path(file).open("rb") as opened:
            return marked_uid(opened.read(HEAD_BYTES).decode("utf-8", "replace"))
    except OSError:
        return ""


def find(folders: Collection[str], uids: Collection[str]) -> Mapping[str, str]:
    """Find the files that are marked with some of these uids below the folders: path by uid.

    Folders that site generators fill and hidden ones are left out; of several files the first by name counts.
    """
    found: dict[str, str] = {}
    for file, uid in marked(folders):
        if uid in uids:
            found.setdefault(uid, file)
        if len(found) == len(uids):
            break
    return found


def marked(folders: Collection[str]) -> Iterator[tuple[str, str]]:
    """The files below the folders that are marked as posts, each with its uid, as `find` looks for them."""
    for file in islice(_texts(folders), FILES_LOOKED_AT):
        uid = uid_of(file)
        if uid:
            yield file, uid


def _texts(folders: Collection[str]) -> Iterator[str]:
    for folder in folders:
        for at, below, names in islice(os.walk(folder), FOLDERS_LOOKED_AT):
            built = (*_BUILT, "public") if at == folder else _BUILT
            below[:] = sorted(name for name in below if not name.startswith(".") and name not in built)
            yield from (str(Path(at, name)) for name in sorted(names) if name.endswith(ENDINGS))


def _counted(parts: Sequence[str], count: int) -> list[str]:
    if count == 1:
        return list(parts)
    *above, name = parts
    if above and name == "index.md":
        return [*above[:-1], f"{above[-1]}-{count}", name]
    stem, dot, ending = name.rpartition(".")
    return [*above, f"{stem}-{count}{dot}{ending}" if dot else f"{name}-{count}"]


def _write(path: Path, descriptor: int, text: str) -> None:
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode("utf-8", "replace"))
            file.flush()
            os.fsync(file.fileno())
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _cannot_write(path, error) from error


def _cannot_write(path: Path, error: OSError) -> CannotBeDone:
    reasons = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "the disk quota is used up",
        errno.EROFS: "it lies on a read-only disk",
        errno.EACCES: "you may not write there",
        errno.EPERM: "you may not write there",
        errno.EEXIST: "there is a file where a folder should be",
        errno.ENOTDIR: "there is a file where a folder should be",
        errno.ENAMETOOLONG: "the name is too long",
        errno.ELOOP: "its links lead in a circle",
    }
    reason = reasons.get(error.errno or 0, error.strerror or "unknown error")
    return CannotBeDone(f"{one_line(str(path))} cannot be written: {reason}")
