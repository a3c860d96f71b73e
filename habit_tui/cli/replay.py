"""Living a replay: its command lines answered one after the other, each at its own moment and in its zone."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, datetime
from io import StringIO

import click

from habit_tui.cli import commands
from habit_tui.cli.commands import Start
from habit_tui.cli.door import Door
from habit_tui.domain.clock import resolve
from habit_tui.domain.errors import CannotBeDone, HabitError
from habit_tui.exchange.replay import Replay
from habit_tui.services.desk import Desk
from habit_tui.store.held import HeldStore
from habit_tui.store.store import Store
from habit_tui.system import paths, tzdata
from habit_tui.system.settings import Settings


def opening(replay: Replay) -> datetime:
    """The instant a demo of the replay opens at."""
    return resolve(replay.opens, tzdata.zone(replay.zone)).instant


def live(
    replay: Replay,
    env: Mapping[str, str],
    until: datetime | None = None,
    tell: Callable[[date], None] = lambda _day: None,
) -> Desk:
    """Live a replay into the new store of an environment, whole or up to an instant; the desk it ends at.

    `tell` is told the day of each command line. The file holds all of it or nothing. Raises CannotBeDone,
    naming the moment and the command line, for one that cannot be done, and when there is a store already.
    """
    file = paths.store_file(env, None)
    if os.path.exists(file):
        raise CannotBeDone(f"{file} is there already; a replay needs a store of its own")
    paths.make_private_dir(os.path.dirname(file))
    store, root = HeldStore(file), commands.root()
    steps = [(resolve(each.at, tzdata.zone(each.zone)).instant, each) for each in replay.steps]
    desk = Desk(store, tzdata.zone(replay.zone), Settings(), "cli", env)
    with store.held(), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        for now, step in sorted(steps, key=lambda each: each[0]):
            if until is not None and now > until:
                break
            tell(step.at.date())
            door = Door(desk.in_zone(step.zone), now)
            try:
                root.main(list(step.words), standalone_mode=False, obj=Start(env, None, door))
            except (HabitError, click.ClickException) as error:
                said = error.format_message() if isinstance(error, click.ClickException) else str(error)
                raise CannotBeDone(f"{step.at:%Y-%m-%d %H:%M} {' '.join(step.words)}: {said}") from error
    return Desk(Store(file), desk.zone, Settings(), "cli", env)
