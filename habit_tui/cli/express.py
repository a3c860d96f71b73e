"""Reading the express lane's command lines without click.

Only plain, correct lines are answered here; anything else (an unknown option, a missing word, `--help`)
goes to click unchanged, which has the same commands and calls the same actions. A test holds the two alike.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """How a command's words are read: `words` are the positional ones, the last takes the rest if `many`.

    Of its `values` those that are `bare` may also stand without one.
    """

    module: str
    words: tuple[str, ...] = ()
    many: bool = False
    optional: bool = False
    values: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    flags: tuple[str, ...] = ("json",)


COMMANDS: Mapping[str, Command] = {
    "log": Command(
        "session",
        words=("amount", "what"),
        many=True,
        optional=True,
        values=("on", "at", "tz", "kind", "note"),
        flags=("json", "overlap"),
    ),
    "start": Command("session", words=("what",), many=True, optional=True, values=("kind",)),
    "stop": Command("session", values=("at",)),
    "status": Command("session", values=("format", "idle")),
    "today": Command("today", flags=("inline", "json", "plain")),
    "streak": Command("streak", flags=("json", "plain")),
    "remind": Command(
        "reminder", values=("snooze", "skip_today"), bare=("skip_today",), flags=("json", "cron", "resume")
    ),
}


def run(argv: Sequence[str], env: Mapping[str, str]) -> int | None:
    """Answer a command line of the express lane, or None when it is not for this reader."""
    if "_HABIT_TUI_COMPLETE" in env:
        return None
    file, rest = file_option(argv)
    if not rest and has_screen(env):
        from habit_tui.cli import screen

        return screen.run(env, file)
    if not rest or rest[0] not in COMMANDS:
        return None
    command = COMMANDS[rest[0]]
    arguments = _arguments(command, rest[1:])
    if arguments is None:
        return None
    from habit_tui.cli.door import open_door

    _action(command.module, rest[0])(open_door(env, file), **arguments)
    return 0


def has_screen(env: Mapping[str, str]) -> bool:
    """Whether somebody sits at a terminal, or a browser, that can be drawn on."""
    if "TEXTUAL_DRIVER" in env:
        return True
    return sys.stdin.isatty() and sys.stdout.isatty() and env.get("TERM") != "dumb"


def file_option(argv: Sequence[str]) -> tuple[str | None, Sequence[str]]:
    """The `--db` option before the command, and what follows it."""
    if len(argv) > 1 and argv[0] == "--db":
        return argv[1], argv[2:]
    if argv and argv[0].startswith("--db="):
        return argv[0][len("--db=") :], argv[1:]
    return None, argv


def _arguments(command: Command, argv: Sequence[str]) -> dict[str, object] | None:
    found: dict[str, object] = {**dict.fromkeys(command.values), **dict.fromkeys(command.flags, False)}
    words: list[str] = []
    rest = iter(argv)
    for word in rest:
        written, equals, value = word[2:].partition("=")
        name = "" if "_" in written else written.replace("-", "_")
        if not word.startswith("-"):
            words.append(word)
        elif word.startswith("--") and name in command.flags and not equals:
            found[name] = True
        elif word.startswith("--") and name in command.values:
            given = value if equals else next(rest, None)
            if given is None or (name in command.bare and not equals and given.startswith("-")):
                return None
            found[name] = given
        else:
            return None
    return _with_words(command, words, found)


def _with_words(command: Command, words: list[str], found: dict[str, object]) -> dict[str, object] | None:
    single = command.words[:-1] if command.many else command.words
    if len(words) < len(single) or (command.many and not command.optional and len(words) == len(single)):
        return None
    if len(words) > len(single) and not command.many:
        return None
    found.update(zip(single, words, strict=False))
    if command.many:
        found[command.words[-1]] = tuple(words[len(single) :])
    return found


def _action(module: str, name: str) -> Callable[..., None]:
    from importlib import import_module

    action: Callable[..., None] = getattr(import_module(f"habit_tui.cli.{module}"), name)
    return action
