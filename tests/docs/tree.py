"""The tree of commands, as documents tell it."""

from collections.abc import Iterator

import click


def walk(group: click.Group, context: click.Context) -> Iterator[tuple[click.Context, click.Command]]:
    """Every command that does something, groups walked in their order, themselves first if they do."""
    for name, command in group.commands.items():
        below = click.Context(command, info_name=name, parent=context)
        if isinstance(command, click.Group):
            if command.invoke_without_command:
                yield below, command
            yield from walk(command, below)
        else:
            yield below, command


def options(command: click.Command, context: click.Context) -> list[tuple[str, str]]:
    """A command's options with their help, without `--help` itself."""
    return [
        record
        for param in command.get_params(context)
        if isinstance(param, click.Option) and "--help" not in param.opts
        if (record := param.get_help_record(context))
    ]
