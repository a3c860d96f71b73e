"""The settings: settings.toml, one schema for reading, writing, documentation and the screens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import time

from habit_tui.domain.dates import AUTO, DateForm
from habit_tui.domain.errors import NotUnderstood
from habit_tui.system import setting_values as values

FILE_NAME = "settings.toml"
DIALECTS = ("plain", "jekyll", "hugo", "gatsby")
CHANNELS = ("stdout", "desktop", "command", "apprise")
BACKENDS = ("cron", "systemd")
MOST_DIGITS = 10
DATES = (AUTO, *(form.value for form in DateForm))
KEYMAPS = ("default", "vim", "arrows")
BUILT_IN = "built-in"
"""What the setting `editor` says for the full screen's own one."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose; what each one means is in KEYS.

    `zone` None follows the machine, `blog_folder` None is blog/ in the data folder. `remind_at` empty follows
    the routine, `remind_backend` None means that no reminders are installed. `editor` None follows $VISUAL
    and $EDITOR. `keymap` pairs an action with its keys, over those of `keymap_preset`; whether these exist is
    for the full screen to say, as is whether the theme does.
    """

    zone: str | None = None
    day_starts_at: time = time(3, 0)
    dates: str = AUTO
    freeze_every: int = 7
    freeze_hold: int = 2
    theme: str = "dawn"
    rhythm: str = "none"
    blog_folder: str | None = None
    blog_dialect: str = "plain"
    editor: str | None = None
    remind_at: tuple[time, ...] = ()
    remind_evening: time | None = None
    remind_channels: tuple[str, ...] = ()
    remind_command: str = ""
    remind_urls: str = ""
    remind_backend: str | None = None
    keymap_preset: str = KEYMAPS[0]
    keymap: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """One setting: how a person calls it, where it belongs, and what is allowed for it.

    `put` sets it from a TOML value; any other raises ValueError, or NotUnderstood where there is more to say.
    `none` says what having no value means. With `words` nothing else is allowed, with `several` any of them.
    A `secret` is never shown.
    """

    name: str
    section: str
    title: str
    put: Callable[[Settings, object], Settings]
    allowed: str
    help: str
    none: str = ""
    words: tuple[str, ...] = ()
    several: bool = False
    secret: bool = False

    @property
    def default(self) -> object:
        """The value without a line in the file."""
        return getattr(Settings(), self.name)


def load(folder: str) -> Settings:
    """The settings in the folder; a missing file is the defaults.

    Raises NotUnderstood, naming the file, the key and what takes it out, for anything the schema does not
    allow.
    """
    found, wrong = sound(folder)
    for name, sentence in wrong.items():
        raise NotUnderstood(f"{sentence}; `habit-tui config {name} --unset` takes it out")
    return found


def sound(folder: str) -> tuple[Settings, Mapping[str, str]]:
    """The settings in the folder that are allowed, and a sentence for each that is not, by its name.

    Raises NotUnderstood for a file that is no TOML.
    """
    path = f"{folder}/{FILE_NAME}"
    content = content_of(path)
    return (Settings(), {}) if content is None else judged(content, path)


def changed(present: Settings, name: str, text: str | None) -> Settings:
    """The settings with one of them as it would be saved, nothing written; None is its default.

    `name` is a key's name, or `keymap.ACTION`. Raises NotUnderstood for what is not allowed.
    """
    key = key_named(name)
    action = name.partition(".")[2]
    if action:
        others = {each: keys for each, keys in present.keymap if each != action}
        return _put(key, present, others if text is None else {**others, action: text})
    if text is not None:
        return _put(key, present, value_of(key, text))
    settings = Settings()
    for other in KEYS:
        value = getattr(present, other.name)
        if other is not key and value != other.default:
            settings = _put(
                other, settings, dict(value) if other.name == "keymap" else value_of(other, text_of(value))
            )
    return settings


def value_of(key: Key, text: str) -> object:
    """The TOML value that a text stands for."""
    is_number = isinstance(key.default, int) and text.isascii() and text.isdigit() and len(text) < MOST_DIGITS
    return int(text) if is_number else text


def text_of(value: object) -> str:
    """A setting's value as `settings_file.save` takes it and a screen shows it; "" for none."""
    match value:
        case None:
            return ""
        case time():
            return f"{value:%H:%M}"
        case tuple():
            return ", ".join(" = ".join(item) if isinstance(item, tuple) else text_of(item) for item in value)
        case _:
            return str(value)


KEYS: tuple[Key, ...] = (
    Key(
        "zone",
        "Time",
        "Time zone",
        lambda settings, value: replace(settings, zone=values.zone_name(value)),
        "an IANA time zone such as Europe/Berlin",
        "The time zone to live in. Without it the machine's is followed, also when it travels.",
        none="follows the machine",
    ),
    Key(
        "day_starts_at",
        "Time",
        "Day starts at",
        lambda settings, value: replace(settings, day_starts_at=values.day_start(value)),
        'a time from "00:00" to "11:59"',
        "Sessions that start before this time belong to the day before. Sessions written keep their day.",
    ),
    Key(
        "dates",
        "Time",
        "Dates",
        lambda settings, value: replace(settings, dates=values.one_of(value, DATES)),
        "one of " + ", ".join(DATES),
        'How days are written: day first "Sun 22 Nov 2026", month first "Sun Nov 22, 2026", iso '
        '"Sun 2026-11-22"; auto follows LC_ALL, LC_TIME and LANG.',
        words=DATES,
    ),
    Key(
        "freeze_every",
        "Streak",
        "Days for a freeze",
        lambda settings, value: replace(settings, freeze_every=values.number(value, 0, 365)),
        "a whole number from 0 to 365",
        "A freeze is earned after this many counted days of a streak; 0 turns freezes off.",
    ),
    Key(
        "freeze_hold",
        "Streak",
        "Freezes held",
        lambda settings, value: replace(settings, freeze_hold=values.number(value, 0, 365)),
        "a whole number from 0 to 365",
        "How many freezes can be held at once.",
    ),
    Key(
        "theme",
        "Screen",
        "Theme",
        lambda settings, value: replace(settings, theme=values.text(value)),
        "the name of a theme",
        "The colours of the full screen.",
    ),
    Key(
        "rhythm",
        "Screen",
        "Breaks",
        lambda settings, value: replace(settings, rhythm=values.rhythm(value)),
        'none, or minutes of work and of rest such as "50/10"',
        "When the full screen rings for a break, and for its end; none rings never.",
    ),
    Key(
        "blog_folder",
        "Blog",
        "Folder of drafts",
        lambda settings, value: replace(settings, blog_folder=values.folder_path(value)),
        "a path that starts with / or ~/",
        "Where drafts are written; without it, blog/ in the data folder.",
        none="blog/ in the data folder",
    ),
    Key(
        "blog_dialect",
        "Blog",
        "Site generator",
        lambda settings, value: replace(settings, blog_dialect=values.one_of(value, DIALECTS)),
        "one of " + ", ".join(DIALECTS),
        "The site generator whose file names and front matter drafts use.",
        words=DIALECTS,
    ),
    Key(
        "editor",
        "Blog",
        "Editor",
        lambda settings, value: replace(settings, editor=values.text(value)),
        f"a program with its arguments, or {BUILT_IN}",
        "What drafts are opened in; without it what $VISUAL or $EDITOR name, else our own.",
        none="follows $VISUAL and $EDITOR",
    ),
    Key(
        "remind_at",
        "Reminders",
        "Reminders at",
        lambda settings, value: replace(settings, remind_at=values.clock_times(value)),
        'times such as "04:45, 06:30"',
        "When reminders come; without it 15 minutes before the window, half way through it and at its end.",
        none="follow the routine",
    ),
    Key(
        "remind_evening",
        "Reminders",
        "Evening before",
        lambda settings, value: replace(settings, remind_evening=values.clock_time(value)),
        'a time such as "21:00"',
        "When a reminder tells tomorrow's plan; without it none does.",
        none="none",
    ),
    Key(
        "remind_channels",
        "Reminders",
        "Channels",
        lambda settings, value: replace(settings, remind_channels=values.some_of(value, CHANNELS)),
        "some of " + ", ".join(CHANNELS),
        "How reminders reach you.",
        none="printed",
        words=CHANNELS,
        several=True,
    ),
    Key(
        "remind_command",
        "Reminders",
        "Command",
        lambda settings, value: replace(settings, remind_command=values.text(value)),
        "a program with its arguments",
        "What the channel `command` runs, without a shell; it reads the text on its standard input.",
        none="none",
    ),
    Key(
        "remind_urls",
        "Reminders",
        "Web services",
        lambda settings, value: replace(settings, remind_urls=values.text(value)),
        "Apprise URLs with spaces between them",
        "Where the channel `apprise` sends to, such as ntfy://my-topic; see Apprise's documentation.",
        none="none",
        secret=True,
    ),
    Key(
        "remind_backend",
        "Reminders",
        "Fired by",
        lambda settings, value: replace(settings, remind_backend=values.one_of(value, BACKENDS)),
        "one of " + ", ".join(BACKENDS),
        "What fires the reminders; set, it installs them as `remind install` does, unset it takes them out.",
        none="not installed",
        words=BACKENDS,
    ),
    Key(
        "keymap_preset",
        "Keys",
        "Keymap",
        lambda settings, value: replace(settings, keymap_preset=values.one_of(value, KEYMAPS)),
        "one of " + ", ".join(KEYMAPS),
        "The keys to begin with: vim has h, j, k and l, arrows has none of them. Keys of your own go on top.",
        words=KEYMAPS,
    ),
    Key(
        "keymap",
        "Keys",
        "Keys of your own",
        lambda settings, value: replace(settings, keymap=values.own_keys(value)),
        'a table of actions and their keys, such as log = "ctrl+l"',
        "Keys of your own for the full screen's actions.",
        none="none",
    ),
)


def key_named(name: str) -> Key:
    """The key a line is about: its own name, or the keymap for `keymap.ACTION`; raises NotUnderstood."""
    table, dot, action = name.partition(".")
    for key in KEYS:
        if key.name == table and (table == "keymap") == bool(dot and action):
            return key
    known = ", ".join("keymap.ACTION" if key.name == "keymap" else key.name for key in KEYS)
    raise NotUnderstood(f"there is no setting '{name}'; there are {known}")


def judged(content: str, path: str) -> tuple[Settings, Mapping[str, str]]:
    """The settings that a file's content means, and a sentence for each that is not allowed, by its name.

    `path` is for what is said about it. Raises NotUnderstood for what is no TOML.
    """
    if not content:
        return Settings(), {}
    import tomllib

    try:
        document: Mapping[str, object] = tomllib.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood(f"{path} is not valid TOML: {error}") from error
    keys = {key.name: key for key in KEYS}
    settings, wrong = Settings(), {}
    for name, value in document.items():
        if name not in keys:
            wrong[name] = f"{path}: there is no setting '{name}'; there are {', '.join(keys)}"
            continue
        if name == "keymap" and isinstance(value, dict):
            for action in [each for each, said in value.items() if _is_bad_line(each, said)]:
                line, not_this = f"{name}.{action}", _shown(value.pop(action))
                wrong[line] = f'{path}: {line} must be keys such as "ctrl+l", not {not_this}'
        try:
            settings = _put(keys[name], settings, value)
        except NotUnderstood as error:
            wrong[name] = f"{path}: {error}"
    return settings, wrong


def _put(key: Key, settings: Settings, value: object) -> Settings:
    """The settings with a TOML value put in; raises NotUnderstood with the key's name."""
    try:
        return key.put(settings, value)
    except ValueError as error:
        not_this = "" if key.secret else f", not {_shown(value)}"
        raise NotUnderstood(f"{key.name} must be {key.allowed}{not_this}") from error
    except NotUnderstood as error:
        raise NotUnderstood(f"{key.name}: {error}") from error


def _is_bad_line(action: str, keys: object) -> bool:
    """Whether keys are no text, of an action that `config keymap.ACTION` can be typed for."""
    if not action.replace("-", "_").isidentifier():
        return False
    try:
        values.text(keys)
    except ValueError:
        return True
    return False


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str) else str(value).replace("\n", " ")
    return text if len(text) <= 60 else f"{text[:57]}..."


def content_of(path: str) -> str | None:
    """What is in the file, None without one; raises NotUnderstood when it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read().decode()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise NotUnderstood(f"{path} is not text in UTF-8") from error
    except OSError as error:
        raise NotUnderstood(f"{path} cannot be read: {error.strerror}") from error
