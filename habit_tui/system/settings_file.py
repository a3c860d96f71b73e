"""Writing settings.toml: one line at a time, with every comment where the learner left it."""

from __future__ import annotations

import os
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager

from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.system.paths import make_private_dir
from habit_tui.system.settings import FILE_NAME, Settings, content_of, judged, key_named, value_of
from habit_tui.system.text_file import replace


def save(folder: str, name: str, text: str | None) -> Settings:
    """Write one setting and return all that are allowed; None takes its line out, for its default.

    `name` is a key's name, or `keymap.ACTION`; whatever else the file names can be taken out. Comments, order
    and other lines stay as the user wrote them, also those that are not allowed. Raises NotUnderstood for a
    value that `load` would refuse, CannotBeDone or StoreFault when the file cannot be written; it is
    unchanged then.
    """
    make_private_dir(folder)
    with _alone_in(folder):
        # A link to a file among somebody's dotfiles stays a link.
        path = os.path.realpath(f"{folder}/{FILE_NAME}")
        before = content_of(path) or ""
        judged(before, path)
        after = _changed(before, name, text)
        if text is not None:
            for sentence in judged(_changed("", name, text), path)[1].values():
                raise NotUnderstood(sentence)
        settings, _ = judged(after, path)
        _replace_content(path, after)
    return settings


def there(folder: str) -> str:
    """The path of the file, made empty where it is missing; raises CannotBeDone or StoreFault."""
    make_private_dir(folder)
    path = os.path.realpath(f"{folder}/{FILE_NAME}")
    if not os.path.exists(path):
        _replace_content(path, "")
    return path


def _changed(before: str, name: str, text: str | None) -> str:
    """The file's text with one line written, or taken out when the text is None."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(before)
    except TOMLKitError as error:
        raise NotUnderstood(f"{FILE_NAME} cannot be changed: {error}") from error
    if text is None and name in document:
        document.pop(name)
        return tomlkit.dumps(document)
    key, action = key_named(name), name.partition(".")[2]
    lines: MutableMapping[str, object] = document
    if action:
        if not isinstance(document.get(key.name), MutableMapping):
            document[key.name] = tomlkit.table()
        lines = document[key.name]
    if text is None:
        lines.pop(action or name, None)
    else:
        lines[action or name] = value_of(key, text)
    return tomlkit.dumps(document)


@contextmanager
def _alone_in(folder: str) -> Iterator[None]:
    """Hold the folder's lock, so that two doors that save at once keep both changes."""
    import fcntl

    try:
        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError as error:
        raise CannotBeDone(f"the settings in {folder} cannot be locked: {error.strerror}") from error
    try:
        yield
    finally:
        os.close(handle)


def _replace_content(path: str, text: str) -> None:
    """Put the text in the file's place, readable by its owner alone."""
    try:
        replace(path, text.encode(), 0o600)
    except OSError as error:
        raise CannotBeDone(f"{path} cannot be written: {error.strerror}") from error
