"""`reflect setback|blocker|win|takeaway|assessment` and `reflect list|show|solve|edit|delete`."""

from __future__ import annotations

from typing import Any

import click

from habit_tui.cli.commands import Start, options
from habit_tui.domain.reflection import ReflectionKind

HELP = {
    ReflectionKind.SETBACK: "Note what went wrong.",
    ReflectionKind.BLOCKER: "Note what stands in the way.",
    ReflectionKind.WIN: "Note what went well.",
    ReflectionKind.TAKEAWAY: "Note what was learnt.",
    ReflectionKind.ASSESSMENT: "Note how a path goes, once its month is over.",
}


@click.group()
def reflect() -> None:
    """Short notes that are not sessions. They say what stood in the way, what worked, what was learnt."""


def _note(kind: ReflectionKind) -> click.Command:
    """The command that notes a reflection of a kind."""

    @click.command(kind.value, help=HELP[kind])
    @click.argument("text", nargs=-1, required=True)
    @click.option("--path", metavar="PATH", help="The path it concerns.")
    @click.option("--resource", metavar="WHAT", help="The resource it concerns.")
    @click.option("--about", metavar="ID", type=options.identity, help="The setback or blocker it is about.")
    @click.option("--solves", metavar="ID", type=options.identity, help="The setback or blocker it solves.")
    @options.on
    @options.as_json
    @click.pass_obj
    def note(start: Start, /, text: tuple[str, ...], **given: Any) -> None:
        from habit_tui.cli import reflection as action

        action.add(start.door(), kind=kind.value, text=text, **given)

    return note


for each_kind in ReflectionKind:
    reflect.add_command(_note(each_kind))


@reflect.command("list")
@click.option("--open", "only_open", is_flag=True, help="Only the setbacks and blockers nothing solved.")
@click.option("--kind", metavar="K", help=f"Only {', '.join(each.value for each in ReflectionKind)}.")
@click.option("--path", metavar="PATH", help="Only those on this path.")
@options.as_json
@click.pass_obj
def listing(start: Start, only_open: bool, kind: str | None, path: str | None, json: bool) -> None:
    """List reflections with the ids the others take."""
    from habit_tui.cli import reflection as action

    action.listing(start.door(), only_open=only_open, kind=kind, path=path, json=json)


@reflect.command()
@click.argument("reflection_id", metavar="ID", type=options.identity)
@options.as_json
@click.pass_obj
def show(start: Start, reflection_id: int, json: bool) -> None:
    """Tell a reflection's story: what was tried, and what solved it."""
    from habit_tui.cli import reflection as action

    action.show(start.door(), reflection_id=reflection_id, json=json)


@reflect.command()
@click.argument("reflection_id", metavar="ID", type=options.identity)
@click.argument("how", nargs=-1, required=True)
@options.on
@options.as_json
@click.pass_obj
def solve(start: Start, reflection_id: int, how: tuple[str, ...], on: str | None, json: bool) -> None:
    """Say how a setback or a blocker was solved."""
    from habit_tui.cli import reflection as action

    action.solve(start.door(), reflection_id=reflection_id, how=how, on=on, json=json)


@reflect.command()
@click.argument("reflection_id", metavar="ID", type=options.identity)
@click.argument("text", nargs=-1, required=True)
@options.as_json
@click.pass_obj
def edit(start: Start, reflection_id: int, text: tuple[str, ...], json: bool) -> None:
    """Write a reflection anew."""
    from habit_tui.cli import reflection as action

    action.edit(start.door(), reflection_id=reflection_id, text=text, json=json)


@reflect.command()
@click.argument("reflection_id", metavar="ID", type=options.identity)
@options.as_json
@click.pass_obj
def delete(start: Start, reflection_id: int, json: bool) -> None:
    """Delete a reflection; `undo` brings it back."""
    from habit_tui.cli import reflection as action

    action.delete(start.door(), reflection_id=reflection_id, json=json)


COMMANDS: tuple[click.Command, ...] = (reflect,)
