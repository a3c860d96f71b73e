"""Every command as click declares it; each calls the action of the same name in `cli/`.

The actions are imported when they are called: help and completion need only what is declared here.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import click

from habit_tui import __version__
from habit_tui.cli.entry import INTERRUPTED
from habit_tui.cli.express import has_screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from habit_tui.cli.door import Door


ABOUT_COPIES = frozenset({"merge", "doctor", "restore"})
"""Commands that need not be told of conflicted copies: they are about them."""


@dataclass(frozen=True, slots=True)
class Start:
    """What a command needs to open its door; a demo has its own one open already."""

    env: Mapping[str, str]
    file: str | None
    opened: Door | None = None

    def door(self) -> Door:
        """The door of this command line."""
        from habit_tui.cli.door import open_door
        from habit_tui.services.copies import offer

        if self.opened is not None:
            return self.opened
        door = open_door(self.env, self.file)
        sentence = "" if click.get_current_context().info_name in ABOUT_COPIES else offer(door.desk)
        if sentence:
            door.remark(f"habit-tui: {sentence}")
        return door


def run(argv: Sequence[str], env: Mapping[str, str]) -> int:
    """Answer a command line through click; its errors become one line and exit code 2."""
    asked = [*argv[1:], "--help"] if argv and argv[0] == "help" else list(argv)
    tree = root()
    if "_HABIT_TUI_COMPLETE" in env:
        from habit_tui.cli import completion

        completion.offer(tree)
    try:
        code = tree.main(asked, prog_name="habit-tui", standalone_mode=False, obj=Start(env, None))
    except click.UsageError as error:
        hint = f" (see `{error.ctx.command_path} --help`)" if error.ctx is not None else ""
        print(f"habit-tui: {_sentence(error)}{hint}", file=sys.stderr)
        return error.exit_code
    except click.ClickException as error:
        print(f"habit-tui: {error.format_message()}", file=sys.stderr)
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    except SystemExit:
        # This is how click leaves when the reader of a pipe has gone: what was asked for is done.
        return 0
    return code if isinstance(code, int) else 0


def _sentence(error: click.UsageError) -> str:
    """What is wrong, in one line."""
    if isinstance(error, click.NoSuchOption) and error.option_name[1:2].isdigit():
        return "what begins with a hyphen stands behind an option, as in --on -2d, or behind `--`"
    if isinstance(error, click.exceptions.NoArgsIsHelpError) and isinstance(error.ctx.command, click.Group):
        return f"{error.ctx.info_name} needs a command: {', '.join(error.ctx.command.commands)}"
    return " ".join(error.format_message().split()).rstrip(".")


class _Sections(click.Group):
    """Commands that help tells in sections."""

    @cached_property
    def sections(self) -> dict[str, tuple[click.Command, ...]]:
        """The commands by the title they stand under."""
        return {}

    def invoke(self, ctx: click.Context) -> object:
        """Answer; click itself would say a blank line more about a Ctrl+C."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.Abort from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        widest = max(map(len, self.list_commands(ctx)))
        for title, commands in self.sections.items():
            with formatter.section(title):
                formatter.write_dl(
                    [
                        (f"{command.name:{widest}}", command.get_short_help_str(formatter.width - widest - 6))
                        for command in commands
                    ]
                )


def root() -> click.Group:
    """The whole tree of commands."""
    from habit_tui.cli.commands import (
        backup,
        calendar,
        change,
        config,
        demo,
        doctor,
        expense,
        leave,
        merge,
        path,
        plan,
        post,
        reflection,
        reminder,
        review,
        routine,
        serve,
        session,
        starter,
        story,
        streak,
        today,
        transfer,
    )

    sections = {
        "Begin": (starter, demo),
        "Every day": (session, change, today, streak, calendar),
        "When and what": (routine, leave, plan, path, expense),
        "What became of it": (review, reflection, post, story),
        "Reminders, settings, a browser": (reminder, config, serve),
        "Your data": (transfer, backup, merge, doctor),
    }
    group = _Sections(
        "habit-tui",
        callback=_start,
        invoke_without_command=True,
        params=[
            click.Option(
                ["--db", "file"],
                metavar="FILE",
                help="Use this store instead of habit.db in the data folder.",
            ),
        ],
        context_settings={
            "help_option_names": ["-h", "--help"],
            "max_content_width": 100,
            "token_normalize_func": str.lower,
        },
        help="Daily study habits in a terminal. Without a command the full screen opens.",
    )
    click.version_option(__version__, prog_name="habit-tui")(group)
    for title, modules in sections.items():
        group.sections[title] = tuple(command for module in modules for command in module.COMMANDS)
        for command in group.sections[title]:
            group.add_command(command)
    return group


@click.pass_context
def _start(context: click.Context, file: str | None) -> None:
    start = replace(context.obj, file=file)
    context.obj = start
    if context.invoked_subcommand is not None:
        return
    if has_screen(context.obj.env):
        from habit_tui.cli.screen import run as run_screen

        context.exit(run_screen(start.env, start.file))
    from habit_tui.cli.today import today

    today(start.door())
