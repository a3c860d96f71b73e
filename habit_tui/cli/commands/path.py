"""`path list|show|add|status|move|edit|stage|drop|changes|export`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from habit_tui.cli.commands import Start, options
from habit_tui.domain.details import Details
from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.path import ResourceKind

Command = Callable[..., None]

_WHERE: tuple[str, ...] = ("stage", "before", "after", "number")
_WHEN: tuple[str, ...] = ("on", "reason")
DAY = "today, mon..sun (the last one), -2d, +3d or 2026-12-24"
WITHIN = click.option("--path", metavar="PATH", help="The path it is on, when others have one like it.")


def _together(*decorators: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one."""

    def decorated(command: Command) -> Command:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorated


_details = _together(
    click.option("--kind", metavar="K", help=f"{', '.join(each.value for each in ResourceKind)}."),
    click.option("--first", metavar="DAY", help="The first planned day."),
    click.option("--last", metavar="DAY", help="The last planned day."),
    click.option("--minutes", metavar="TIME", help="How long it is planned to take: 70h, 1h30, 4200."),
    click.option("--cost", metavar="PRICE", help='With its currency, as "24.99 EUR".'),
    click.option("--url", metavar="URL", help="Where it is."),
    click.option("--note", metavar="TEXT", help="What to remember about it."),
    click.option("--outcome", metavar="TEXT", help='What came of it, as "scholarship won".'),
    click.option("--score", metavar="TEXT", help='As "92 %".'),
)
_where = _together(
    click.option("--stage", metavar="STAGE", help="Last in this stage, which is added when it is new."),
    click.option("--before", metavar="WHAT", help="Before this resource."),
    click.option("--after", metavar="WHAT", help="After this resource."),
)
_on = click.option("--on", metavar="DAY", help=f"The day it happened: {DAY}; by default today.")
_reason = click.option(
    "--reason", metavar="TEXT", help="Why; needed while you are committed, and kept as a reflection."
)
_when = _together(_on, _reason)


@click.group()
def path() -> None:
    """What to study, in order, and what became of the plan.

    Paths and resources are named by their id or by a clear part of their title.
    """


@path.command("list")
@options.as_json
@click.pass_obj
def listing(start: Start, json: bool) -> None:
    """List every path, the active ones first."""
    from habit_tui.cli import path as action

    action.listing(start.door(), json=json)


@path.command()
@click.argument("name", metavar="[PATH]", required=False)
@options.as_json
@click.pass_obj
def show(start: Start, name: str | None, json: bool) -> None:
    """Show a path, by default every active one. It tells planned days and actual ones, hours, costs."""
    from habit_tui.cli import path as action

    action.show(start.door(), path=name, json=json)


@path.command()
@click.argument("name")
@click.option("--start", "begins", metavar="DAY", help="When the path begins; by default today.")
@click.option("--until", metavar="DAY", help="Stay on it until then; by default a month from its start.")
@click.option("--to", metavar="PATH", help="Add the resource NAME to this path.")
@_details
@_where
@click.option("--at", "number", metavar="N", type=int, help="At this place of the path, from 1 on.")
@_when
@options.as_json
@click.pass_obj
def add(
    start: Start,
    /,
    name: str,
    to: str | None,
    begins: str | None,
    until: str | None,
    json: bool,
    **given: Any,
) -> None:
    """Begin a path, or add the resource NAME to one with --to.

    Until the end of the day a path begins, its plan can be shaped freely; it is kept as the original one.
    """
    from habit_tui.cli import path as action
    from habit_tui.cli import resource as resource_action

    if to is None:
        named = next((option for option, value in given.items() if value is not None), None)
        if named is not None:
            raise NotUnderstood(f"--{named} is for a resource: name its path with --to PATH")
        action.add(start.door(), name=name, start=begins, until=until, json=json)
    elif begins is not None or until is not None:
        raise NotUnderstood("--start and --until are for a path: --first and --last plan a resource")
    else:
        details, where, when = _split(given)
        resource_action.add(
            start.door(),
            to=to,
            details=Details(name, **details),
            where=resource_action.Where(**where),
            when=action.When(**when),
            json=json,
        )


@path.command()
@click.argument("what")
@click.argument("status", metavar="STATUS")
@WITHIN
@_when
@click.option("--outcome", metavar="TEXT", help='What came of it, as "not adopted".')
@click.option("--score", metavar="TEXT", help='As "92 %".')
@click.option("--certificate", metavar="TITLE", help="The certificate it gave.")
@click.option("--issuer", metavar="NAME", help="Who issued the certificate.")
@click.option("--url", metavar="URL", help="Where the certificate is.")
@click.option("--file", metavar="FILE", help="The certificate's file, which stays where it is.")
@options.as_json
@click.pass_obj
def status(
    start: Start, /, what: str, status: str, on: str | None, reason: str | None, json: bool, **given: Any
) -> None:
    """Say where a resource or a path stands, from a day on.

    WHAT is planned, started, paused, completed or dropped. A path is finished, or active again.
    """
    from habit_tui.cli import path as action
    from habit_tui.cli import resource as resource_action

    resource_action.status(
        start.door(), what=what, status=status, when=action.When(on, reason), json=json, **given
    )


@path.command()
@click.argument("what")
@WITHIN
@_where
@click.option("--to", "number", metavar="N", type=int, help="To this place of the path, from 1 on.")
@_when
@options.as_json
@click.pass_obj
def move(start: Start, /, what: str, path: str | None, json: bool, **given: Any) -> None:
    """Move the resource WHAT within its path. Beside another it joins that one's stage."""
    from habit_tui.cli import path as action
    from habit_tui.cli import resource as resource_action

    _, where, when = _split(given)
    resource_action.move(
        start.door(),
        what=what,
        path=path,
        where=resource_action.Where(**where),
        when=action.When(**when),
        json=json,
    )


@path.command()
@click.argument("what", required=False)
@click.option("--path", metavar="PATH", help="The path WHAT is on; without WHAT the path to edit itself.")
@click.option("--title", metavar="TITLE", help="Another title.")
@_details
@click.option("--name", metavar="NAME", help="Another name for the path.")
@click.option("--start", "begins", metavar="DAY", help="When the path begins.")
@click.option("--until", metavar="DAY", help="Stay on the path until then; none ends the commitment.")
@_when
@options.as_json
@click.pass_obj
def edit(
    start: Start,
    /,
    what: str | None,
    path: str | None,
    name: str | None,
    begins: str | None,
    until: str | None,
    json: bool,
    **given: Any,
) -> None:
    """Edit the resource WHAT, or with --path alone a path. "none" takes a day, a time or a price away."""
    from habit_tui.cli import path as action
    from habit_tui.cli import resource as resource_action

    details, _, when = _split(given)
    if what is not None:
        if name is not None or begins is not None or until is not None:
            raise NotUnderstood("--name, --start and --until are for a path: leave WHAT out")
        resource_action.edit(
            start.door(),
            what=what,
            path=path,
            details=Details(**details),
            when=action.When(**when),
            json=json,
        )
    elif path is None:
        raise NotUnderstood("say what to edit: a resource, or a path with --path PATH")
    elif any(value is not None for value in details.values()) or when["on"] is not None:
        raise NotUnderstood("a path has a --name, a --start and an --until; name the resource for the rest")
    else:
        reason = when["reason"]
        action.edit_path(
            start.door(), path=path, name=name, start=begins, until=until, reason=reason, json=json
        )


@path.command()
@click.argument("path")
@click.argument("name", metavar="STAGE")
@click.option("--rename", metavar="NAME", help="Another name for it.")
@click.option("--first", metavar="DAY", help="Its first planned day.")
@click.option("--last", metavar="DAY", help="Its last planned day.")
@click.option("--to", "number", metavar="N", type=int, help="To this place among the stages, from 1 on.")
@options.as_json
@click.pass_obj
def stage(start: Start, /, path: str, name: str, json: bool, **given: Any) -> None:
    """Add a stage to a path, or change the one of this name."""
    from habit_tui.cli import path as action

    action.stage(start.door(), path=path, name=name, json=json, **given)


@path.command()
@click.argument("what")
@_when
@options.as_json
@click.pass_obj
def drop(start: Start, what: str, on: str | None, reason: str | None, json: bool) -> None:
    """Drop a path, or a resource: it fills the plan no more.

    What was done on it stays. WHAT is a path unless a resource's title fits it better.
    """
    from habit_tui.cli import path as action
    from habit_tui.cli import resource as resource_action

    resource_action.drop(start.door(), what=what, when=action.When(on, reason), json=json)


@path.command()
@click.argument("path", required=False)
@options.as_json
@click.pass_obj
def changes(start: Start, path: str | None, json: bool) -> None:
    """Tell what became of the plan. Each change has its day and its reason."""
    from habit_tui.cli import path as action

    action.changes(start.door(), path=path, json=json)


@path.command()
@click.argument("path")
@click.option("--output", "-o", metavar="FILE", help="A new file instead of stdout.")
@click.pass_obj
def export(start: Start, path: str, output: str | None) -> None:
    """Write a path and the routine as a starter. `init --starter FILE.toml` begins it anew."""
    from habit_tui.cli import path as action

    action.export(start.door(), path=path, output=output)


def _split(given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """What was typed about a resource, its place, and the day and reason of the change."""
    where = {name: given[name] for name in _WHERE if name in given}
    when = {name: given[name] for name in _WHEN}
    details = {name: value for name, value in given.items() if name not in (*_WHERE, *_WHEN)}
    return details, where, when


COMMANDS: tuple[click.Command, ...] = (path,)
