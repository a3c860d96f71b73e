"""What tab offers at the shell: resources, paths, ids, settings, and the words of the program's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

import click
from click.shell_completion import CompletionItem

from habit_tui.cli.commands import Start
from habit_tui.cli.door import Door
from habit_tui.domain.errors import HabitError
from habit_tui.domain.kind import Kind
from habit_tui.domain.path import PathStatus, ResourceKind, Status
from habit_tui.domain.routine import WEEKDAYS
from habit_tui.domain.words import one_line
from habit_tui.services.desk import open_desk
from habit_tui.system.clock import clock

RECENT = timedelta(days=14)
"""How far back sessions are offered to be edited or deleted."""

_PLAIN_IN_BASH = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:+,@%")

Offers = Iterable[tuple[str, str]]


class Known(click.ParamType[str]):
    """A text of which some are known: pairs of one and what is told about it."""

    name = "known"

    def __init__(self, offers: Callable[[click.Context, Door], Offers]) -> None:
        self._offers = offers

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002  # as click calls it
        incomplete: str,
    ) -> list[CompletionItem]:
        """The known texts that begin so, and none where the store cannot be asked: a prompt tells no why."""
        start = ctx.find_object(Start)
        if start is None:
            return []
        try:
            desk = open_desk(start.env, "cli", ctx.find_root().params.get("file"))
            door = Door(desk, clock(start.env)())
            found = tuple(self._offers(ctx, door))
        except (HabitError, OSError):
            return []
        in_bash = start.env.get("_HABIT_TUI_COMPLETE", "").startswith("bash")
        return [
            CompletionItem(_escaped(text) if in_bash else text, help=one_line(about) or None)
            for text, about in ((one_line(text), about) for text, about in found)
            if text.casefold().startswith(incomplete.casefold())
        ]


class File(click.ParamType[str]):
    """A path, which the shell knows best."""

    name = "file"

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002  # as above
        param: click.Parameter,  # noqa: ARG002  # as above
        incomplete: str,
    ) -> list[CompletionItem]:
        """Leave it to the shell."""
        return [CompletionItem(incomplete, type="file")]


def offer(group: click.Group, names: tuple[str, ...] = ()) -> None:
    """Let every parameter of the commands below a group offer what is known for it."""
    for name, command in group.commands.items():
        here = (*names, name)
        if isinstance(command, click.Group):
            offer(command, here)
        for param in command.params:
            if not isinstance(param.type, click.Choice):
                param.type = _type_of(here, param) or param.type


def _type_of(names: tuple[str, ...], param: click.Parameter) -> Known | File | None:
    """What is known for a parameter, by its place and by what help calls it."""
    called = (param.metavar or param.name or "").strip("[].").lower()
    if called in ("file", "other"):
        return File() if names[0] != "restore" else Known(_backups)
    source = _SOURCES.get((names[0], called)) or _SOURCES.get(("", called))
    return Known(source) if source else None


def _titles(_ctx: click.Context, door: Door) -> Offers:
    from habit_tui.services import line

    return ((title, "") for title in line.titles(door.desk)) if _is_begun(door) else ()


def _paths(_ctx: click.Context, door: Door) -> Offers:
    from habit_tui.services import path

    return ((each.path.name, "") for each in path.listing(door.desk, door.now)) if _is_begun(door) else ()


def _sessions(_ctx: click.Context, door: Door) -> Offers:
    from habit_tui.cli.session import line
    from habit_tui.services import session

    if not _is_begun(door):
        return ()
    today = door.desk.study_day(door.now)
    found = session.between(door.desk, today - RECENT, today)
    return ((str(each.id), line(each, door.desk.dates)) for each in reversed(found))


def _items(_ctx: click.Context, door: Door) -> Offers:
    from habit_tui.services import plan

    items = plan.show(door.desk, door.now).items if _is_begun(door) else ()
    return ((str(place), each.what) for place, each in enumerate(items, 1))


def _leaves(_ctx: click.Context, door: Door) -> Offers:
    from habit_tui.services import leave

    found = leave.listing(door.desk) if _is_begun(door) else ()
    return ((str(each.id), leave.in_words(each, door.desk.dates)) for each in found)


def _expenses(_ctx: click.Context, door: Door) -> Offers:
    from habit_tui.services import expense

    return ((str(each.id), each.what) for each in expense.listing(door.desk)) if _is_begun(door) else ()


def _posts(_ctx: click.Context, door: Door) -> Offers:
    from habit_tui.services import post

    return ((str(each.id), each.title) for each in post.listing(door.desk)) if _is_begun(door) else ()


def _prompts(_ctx: click.Context, door: Door) -> Offers:
    from habit_tui.services import prompt

    return ((each.id, each.question) for each in prompt.show(door.desk, door.now)) if _is_begun(door) else ()


def _reflections(_ctx: click.Context, door: Door) -> Offers:
    from habit_tui.services import reflection

    found = reflection.listing(door.desk) if _is_begun(door) else ()
    return ((str(each.reflection.id), each.reflection.text) for each in found)


def _backups(_ctx: click.Context, door: Door) -> Offers:
    from habit_tui.services import backup

    return ((each.name, each.why.value) for each in backup.listed(door.desk))


def _starters(_ctx: click.Context, _door: Door) -> Offers:
    from habit_tui.services import starter

    return ((name, title) for name, title, _ in starter.listing())


def _settings(_ctx: click.Context, _door: Door) -> Offers:
    from habit_tui.system import settings

    return ((key.name, key.help) for key in settings.KEYS)


def _values(ctx: click.Context, _door: Door) -> Offers:
    from habit_tui.system import settings

    wanted = ctx.params.get("name")
    if wanted == "zone":
        return _zones(ctx, _door)
    return ((word, "") for key in settings.KEYS if key.name == wanted for word in key.words)


def _zones(_ctx: click.Context, _door: Door) -> Offers:
    from habit_tui.system import tzdata

    return ((name, "") for name in tzdata.zone_names())


def _days(_ctx: click.Context, _door: Door) -> Offers:
    return ((day, "") for day in ("today", "yesterday", "tomorrow", *(name.lower() for name in WEEKDAYS)))


def _kinds(_ctx: click.Context, _door: Door) -> Offers:
    return ((each.value, "") for each in Kind)


def _resource_kinds(_ctx: click.Context, _door: Door) -> Offers:
    return ((each.value, "") for each in ResourceKind)


def _statuses(_ctx: click.Context, _door: Door) -> Offers:
    return ((each, "") for each in dict.fromkeys([*map(str, Status), *map(str, PathStatus)]))


def _is_begun(door: Door) -> bool:
    return door.desk.store.has_content


def _escaped(text: str) -> str:
    """A text as one word of bash, once its `read` in click's script has taken one backslash of two."""
    return "".join(c if c in _PLAIN_IN_BASH or not c.isascii() else f"{_ESCAPED_BACKSLASH}{c}" for c in text)


_ESCAPED_BACKSLASH = "\\\\"

_SOURCES: dict[tuple[str, str], Callable[[click.Context, Door], Offers]] = {
    ("", "what"): _titles,
    ("", "path"): _paths,
    ("", "item"): _items,
    ("", "day"): _days,
    ("", "zone"): _zones,
    ("", "k"): _kinds,
    ("path", "k"): _resource_kinds,
    ("path", "status"): _statuses,
    ("leave", "first"): _days,
    ("leave", "last"): _days,
    ("edit", "id"): _sessions,
    ("delete", "id"): _sessions,
    ("leave", "id"): _leaves,
    ("expense", "id"): _expenses,
    ("post", "id"): _posts,
    ("post", "prompt"): _prompts,
    ("reflect", "id"): _reflections,
    ("init", "name"): _starters,
    ("demo", "name"): _starters,
    ("config", "name"): _settings,
    ("config", "value"): _values,
}
