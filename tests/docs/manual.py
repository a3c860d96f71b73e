"""The manual page, from what click knows: `docs/habit-tui.1`, which the wheel installs.

One page for the whole program, since its commands are read together; tools that make one a command would
leave seventy files for one reader.
"""

from collections.abc import Iterator, Sequence
from inspect import cleandoc

import click

from habit_tui import __version__
from habit_tui.cli import commands
from tests.docs.tree import options, walk

EXIT_CODES = (
    ("0", "Done."),
    ("1", "It cannot be done, which one line on standard error explains; nothing was changed."),
    ("2", "Wrong usage."),
)
ENVIRONMENT = (
    ("HABIT_TUI_DATA", "The folder of the store, its backups and the blog."),
    ("HABIT_TUI_CONFIG", "The folder of settings.toml."),
    ("HABIT_TUI_NOW", "The clock, for scripts and pictures: an ISO 8601 instant."),
    ("NO_COLOR", "Without colours."),
    ("TZ", "The time zone, unless a setting names one."),
)


def page() -> Iterator[str]:
    """The page's lines in roff."""
    root = commands.root()
    context = click.Context(root, info_name="habit-tui")
    yield f'.TH HABIT-TUI 1 "" "habit-tui {__version__}" "User Commands"'
    yield from (".SH NAME", r"habit-tui \- daily study habits in a terminal")
    yield from (".SH SYNOPSIS", r".B habit-tui", r"[\fB\-\-db\fR \fIFILE\fR] [\fICOMMAND\fR [\fIARGS\fR]...]")
    yield ".SH DESCRIPTION"
    yield from _paragraphs(root)
    yield ".SH OPTIONS"
    yield from _listed(options(root, context))
    yield ".SH COMMANDS"
    for below, command in walk(root, context):
        words = [word for word in command.collect_usage_pieces(below) if word != "[OPTIONS]"]
        yield ".SS " + _escaped(" ".join([below.command_path.removeprefix("habit-tui "), *words]))
        yield from _paragraphs(command)
        yield from _listed(options(command, below))
    yield ".SH EXIT STATUS"
    yield from _listed(EXIT_CODES)
    yield ".SH ENVIRONMENT"
    yield from _listed(ENVIRONMENT)


def _paragraphs(command: click.Command) -> Iterator[str]:
    for paragraph in cleandoc(command.help or "").split("\n\n"):
        yield ".PP"
        yield _escaped(paragraph.replace("\b", "").replace("\n", " ").strip())


def _listed(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    for name, meaning in pairs:
        yield ".TP"
        yield rf"\fB{_escaped(name)}\fR"
        yield _escaped(meaning)


def _escaped(text: str) -> str:
    """Text that roff prints as it is: no line begins with a control character."""
    safe = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq").replace("`", r"\(ga")
    return rf"\&{safe}" if safe.startswith(".") else safe
