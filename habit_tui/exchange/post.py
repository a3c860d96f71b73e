"""Posts as files: front matter for each dialect, and writing that never overwrites."""

import errno
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import yaml
from frontmatter.default_handlers import YAMLHandler

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.post import Dialect
from habit_tui.domain.words import one_line, quoted

READ_BYTES = 1_000_000
"""More than any post; a file that is longer is something else."""

TRIES = 1000
"""Names tried, the last of them ending in -1000, before writing is given up."""


def front_matter(dialect: Dialect, title: str, tags: Sequence[str], description: str, when: datetime) -> str:
    """Give a draft's front matter, with its fences, in the shape the dialect's site generator reads.

    `when` is aware. Dates are quoted strings, tags lists, flags booleans; any title survives the round trip.
    Jekyll takes its date from the file name.
    """
    moment = when.isoformat(timespec="seconds")
    fields: dict[str, object]
    match dialect:
        case Dialect.JEKYLL:
            # A theme that reads style and color has its own defaults for the empty ones.
            fields = {"title": title, "tags": list(tags), "style": "", "color": ""}
            fields |= {"description": description, "published": False}
        case Dialect.HUGO:
            fields = {"title": title, "description": description, "tags": list(tags)}
            fields |= {"date": moment, "showDate": True, "draft": True}
        case Dialect.GATSBY:
            instant = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
            fields = {"title": title, "date": instant, "description": description, "draft": True}
        case Dialect.PLAIN:
            fields = {"title": title, "date": moment, "tags": list(tags)}
    return f"---\n{_yaml(fields)}---\n\n"


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
    fenced = YAMLHandler()
    try:
        return fenced.split(text)[1].lstrip() if fenced.detect(text) else text
    except ValueError:
        # A first rule that no second one follows opens no front matter.
        return text


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


class _Quoted(str):
    """Text that YAML shows in quotes and on one line, so that it is never read as another type."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Knows how to write `_Quoted`."""


def _quote(dumper: yaml.SafeDumper, text: _Quoted) -> yaml.ScalarNode:
    # Double quotes can escape a line end; single ones show emoji as they are.
    breaks = any(c in text for c in "\n\r\x85\u2028\u2029")
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"' if breaks else "'")


_Dumper.add_representer(_Quoted, _quote)


def _yaml(fields: dict[str, object]) -> str:
    def quoted_values(value: object) -> object:
        if isinstance(value, str):
            return _Quoted(value)
        return [_Quoted(entry) for entry in value] if isinstance(value, list) else value

    values = {name: quoted_values(value) for name, value in fields.items()}
    # Folded lines could begin with the three hyphens that end front matter.
    dumped: str = yaml.dump(
        values,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=float("inf"),
        default_flow_style=False,
    )
    return dumped
