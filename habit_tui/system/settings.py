"""The settings: settings.toml, one schema for reading, writing, documentation and the screens."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import time

from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.system.paths import make_private_dir
from habit_tui.system.tzdata import zone

FILE_NAME = "settings.toml"
DIALECTS = ("plain", "jekyll", "hugo", "gatsby")
CHANNELS = ("stdout", "desktop", "command", "apprise")
BACKENDS = ("cron", "systemd")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose; what each one means is in KEYS.

    `zone` None follows the machine, `blog_folder` None is blog/ in the data folder. `remind_at` empty follows
    the routine, `remind_backend` None means that no reminders are installed. `keymap` pairs an action with
    its keys; whether these exist is for the full screen to say, as is whether the theme does.
    """

    zone: str | None = None
    day_starts_at: time = time(3, 0)
    freeze_every: int = 7
    freeze_hold: int = 2
    theme: str = "dawn"
    blog_folder: str | None = None
    blog_dialect: str = "plain"
    remind_at: tuple[time, ...] = ()
    remind_evening: time | None = None
    remind_channels: tuple[str, ...] = ()
    remind_command: str = ""
    remind_urls: str = ""
    remind_backend: str | None = None
    keymap: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """One setting and what is allowed for it.

    `put` sets it from a TOML value; any other raises ValueError, or NotUnderstood where there is more to say.
    """

    name: str
    put: Callable[[Settings, object], Settings]
    allowed: str
    help: str

    @property
    def default(self) -> object:
        """The value without a line in the file."""
        return getattr(Settings(), self.name)


def load(folder: str) -> Settings:
    """The settings in the folder; a missing file is the defaults.

    Raises NotUnderstood, naming the file and the key, for anything the schema does not allow.
    """
    path = f"{folder}/{FILE_NAME}"
    content = _content_of(path)
    return Settings() if content is None else _read(content, path)


def save(folder: str, name: str, text: str | None) -> Settings:
    """Write one setting and return them all; None takes its line out, which brings the default back.

    `name` is a key's name, or `keymap.ACTION`. Comments and order stay as the user wrote them. Raises
    NotUnderstood for what `load` would refuse, CannotBeDone or StoreFault when the file cannot be written; it
    is unchanged then.
    """
    key = _key_named(name)
    make_private_dir(folder)
    with _alone_in(folder):
        # A link to a file among somebody's dotfiles stays a link.
        path = os.path.realpath(f"{folder}/{FILE_NAME}")
        before = _content_of(path) or ""
        _read(before, path)
        after = _changed(before, key, name.partition(".")[2], text)
        settings = _read(after, path)
        _replace_content(path, after)
    return settings


def text_of(value: object) -> str:
    """A setting's value as `save` takes it and a screen shows it; "" for none."""
    match value:
        case None:
            return ""
        case time():
            return f"{value:%H:%M}"
        case tuple():
            return ", ".join(" = ".join(item) if isinstance(item, tuple) else text_of(item) for item in value)
        case _:
            return str(value)


def _zone(value: object) -> str:
    return zone(_text(value)).key


def _clock(value: object) -> time:
    if isinstance(value, str):
        hour, colon, minute = value.strip().partition(":")
        digits = value.isascii() and hour.isdigit() and minute.isdigit()
        if not (digits and colon and len(hour) <= 2 and len(minute) == 2):
            raise ValueError
        value = time(int(hour), int(minute))
    if not isinstance(value, time) or value != time(value.hour, value.minute):
        raise ValueError
    return value


def _day_start(value: object) -> time:
    at = _clock(value)
    if at.hour > 11:
        raise ValueError
    return at


def _list(value: object) -> list[object]:
    """The items of a list, or of a text with commas between them."""
    if isinstance(value, list):
        return value
    return list(_text(value).split(","))


def _number(value: object, lowest: int, highest: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
        raise ValueError
    return value


def _text(value: object) -> str:
    if (
        not isinstance(value, str)
        or not value.strip()
        or any(ch < " " or "\x7f" <= ch <= "\x9f" for ch in value)
    ):
        raise ValueError
    value.encode()
    return value


def _folder(value: object) -> str:
    """A path that means the same wherever the program is started."""
    path = _text(value)
    if not (path.startswith(("/", "~/")) or path == "~"):
        raise ValueError
    return path


def _one_of(value: object, words: Collection[str]) -> str:
    if not isinstance(value, str) or value not in words:
        raise ValueError
    return value


def _keymap(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise ValueError
    return tuple((_text(action), _text(keys)) for action, keys in value.items())


KEYS: tuple[Key, ...] = (
    Key(
        "zone",
        lambda settings, value: replace(settings, zone=_zone(value)),
        "an IANA time zone such as Europe/Berlin",
        "The time zone to live in. Without it the machine's is followed, also when it travels.",
    ),
    Key(
        "day_starts_at",
        lambda settings, value: replace(settings, day_starts_at=_day_start(value)),
        'a time from "00:00" to "11:59"',
        "Sessions that start before this time belong to the day before. Sessions written keep their day.",
    ),
    Key(
        "freeze_every",
        lambda settings, value: replace(settings, freeze_every=_number(value, 0, 365)),
        "a whole number from 0 to 365",
        "A freeze is earned after this many counted days of a streak; 0 turns freezes off.",
    ),
    Key(
        "freeze_hold",
        lambda settings, value: replace(settings, freeze_hold=_number(value, 0, 365)),
        "a whole number from 0 to 365",
        "How many freezes can be held at once.",
    ),
    Key(
        "theme",
        lambda settings, value: replace(settings, theme=_text(value)),
        "the name of a theme",
        "The colours of the full screen.",
    ),
    Key(
        "blog_folder",
        lambda settings, value: replace(settings, blog_folder=_folder(value)),
        "a path that starts with / or ~/",
        "Where drafts are written; without it, blog/ in the data folder.",
    ),
    Key(
        "blog_dialect",
        lambda settings, value: replace(settings, blog_dialect=_one_of(value, DIALECTS)),
        "one of " + ", ".join(DIALECTS),
        "The site generator whose file names and front matter drafts use.",
    ),
    Key(
        "remind_at",
        lambda settings, value: replace(settings, remind_at=tuple(map(_clock, _list(value)))),
        'times such as "04:45, 06:30"',
        "When reminders come; without it 15 minutes before the window, half way through it and at its end.",
    ),
    Key(
        "remind_evening",
        lambda settings, value: replace(settings, remind_evening=_clock(value)),
        'a time such as "21:00"',
        "When a reminder tells tomorrow's plan; without it none does.",
    ),
    Key(
        "remind_channels",
        lambda settings, value: replace(
            settings,
            remind_channels=tuple(
                dict.fromkeys(_one_of(_text(each).strip(), CHANNELS) for each in _list(value))
            ),
        ),
        "some of " + ", ".join(CHANNELS),
        "How reminders reach you.",
    ),
    Key(
        "remind_command",
        lambda settings, value: replace(settings, remind_command=_text(value)),
        "a program with its arguments",
        "What the channel `command` runs, without a shell; it reads the text on its standard input.",
    ),
    Key(
        "remind_urls",
        lambda settings, value: replace(settings, remind_urls=_text(value)),
        "Apprise URLs with spaces between them",
        "Where the channel `apprise` sends to, such as ntfy://my-topic; see Apprise's documentation.",
    ),
    Key(
        "remind_backend",
        lambda settings, value: replace(settings, remind_backend=_one_of(value, BACKENDS)),
        "one of " + ", ".join(BACKENDS),
        "What fires the reminders; written by `remind install` and taken out by `remind uninstall`.",
    ),
    Key(
        "keymap",
        lambda settings, value: replace(settings, keymap=_keymap(value)),
        'a table of actions and their keys, such as log = "ctrl+l"',
        "Keys of your own for the full screen's actions.",
    ),
)


def _key_named(name: str) -> Key:
    """The key a line is about: its own name, or the keymap for `keymap.ACTION`."""
    table, dot, action = name.partition(".")
    for key in KEYS:
        if key.name == table and (table == "keymap") == bool(dot and action):
            return key
    known = ", ".join("keymap.ACTION" if key.name == "keymap" else key.name for key in KEYS)
    raise NotUnderstood(f"there is no setting '{name}'; there are {known}")


def _read(content: str, path: str) -> Settings:
    import tomllib

    try:
        document: Mapping[str, object] = tomllib.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood(f"{path} is not valid TOML: {error}") from error
    keys = {key.name: key for key in KEYS}
    settings = Settings()
    for name, value in document.items():
        if name not in keys:
            raise NotUnderstood(f"{path}: there is no setting '{name}'; there are {', '.join(keys)}")
        try:
            settings = keys[name].put(settings, value)
        except ValueError as error:
            raise NotUnderstood(
                f"{path}: {name} must be {keys[name].allowed}, not {_shown(value)}"
            ) from error
        except NotUnderstood as error:
            raise NotUnderstood(f"{path}: {name}: {error}") from error
    return settings


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str) else str(value).replace("\n", " ")
    return text if len(text) <= 60 else f"{text[:57]}..."


def _changed(before: str, key: Key, action: str, text: str | None) -> str:
    """The file's text with one line written, or taken out when the text is None."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(before)
    except TOMLKitError as error:
        raise NotUnderstood(f"{FILE_NAME} cannot be changed: {error}") from error
    lines: MutableMapping[str, object] = document
    if action:
        lines = document.setdefault(key.name, tomlkit.table())
    name = action or key.name
    if text is None:
        lines.pop(name, None)
    else:
        lines[name] = (
            int(text) if isinstance(key.default, int) and text.isascii() and text.isdigit() else text
        )
    return tomlkit.dumps(document)


def _content_of(path: str) -> str | None:
    try:
        with open(path, "rb") as file:
            return file.read().decode()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise NotUnderstood(f"{path} is not text in UTF-8") from error
    except OSError as error:
        raise NotUnderstood(f"{path} cannot be read: {error.strerror}") from error


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
    """Put the text in the file's place in one step, readable by its owner alone."""
    import tempfile

    folder = os.path.dirname(path)
    draft = ""
    try:
        handle, draft = tempfile.mkstemp(dir=folder, prefix=f".{FILE_NAME}-")
        with open(handle, "wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except OSError as error:
        if draft:
            os.unlink(draft)
        raise CannotBeDone(f"{path} cannot be written: {error.strerror}") from error
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
