"""Backups: the day's, those asked for or taken before a risk, and bringing one back."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time

from habit_tui.domain import grammar
from habit_tui.domain.backup import Backup, Contents, OfDay, Why, of_day
from habit_tui.domain.errors import CannotBeDone, HabitError, NotUnderstood, StoreFault
from habit_tui.domain.progress import Progress
from habit_tui.domain.words import one_line, quoted
from habit_tui.services.desk import Desk
from habit_tui.store.store import Store

FAILED = "-failed.txt"
ROOM = 2
"""How many times its own size a file finds free on the disk before a backup nobody asked for is taken."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back, and the path of what was there before, if anything was.

    `chosen` tells which backup it was where a day was named.
    """

    contents: Contents
    aside: str
    chosen: OfDay | None = None


def take(desk: Desk, now: datetime, why: Why = Why.ASKED, progress: Progress | None = None) -> Backup:
    """Keep a checked copy in `backups/`, then delete those no longer to be kept.

    Raises CannotBeDone when there is nothing yet, StoreFault when the file is damaged or no copy can be made.
    """
    from habit_tui.store import backup as store

    if not desk.store.has_content:
        raise CannotBeDone(f"there is nothing to back up yet: {desk.store.file} is empty")
    taken = store.take(desk.store, now, why, progress)
    store.prune(desk.store, taken)
    return taken


def before(desk: Desk, now: datetime, why: Why, progress: Progress | None = None) -> None:
    """Keep a copy before something that changes much, in place of an equal one; of no file there is none.

    Raises StoreFault where the copy would take the room that the next session needs.
    """
    from habit_tui.store import backup as store

    if desk.store.has_content:
        _refuse_too_little_room(desk.store)
        store.drop_equal(desk.store, store.take(desk.store, now, why, progress))


def daily(store: Store, now: datetime) -> str:
    """Take the day's backup unless there is one; a sentence when that failed, else nothing.

    A failure is noted beside the backups, is not tried again that day, and `last_failure` tells it.
    """
    if store.is_backed_up(now):
        return ""
    from habit_tui.store import backup

    try:
        with backup.alone(store) as mine:
            if not mine or store.is_backed_up(now):
                return ""
            _refuse_too_little_room(store)
            taken = backup.take(store, now, Why.DAILY)
            _forget_failures(store)
            backup.prune(store, taken)
    except HabitError as error:
        with suppress(OSError):
            _note_failure(store, now, str(error))
        return f"today's backup failed: {error}"
    return ""


def last_failure(store: Store) -> tuple[date, str] | None:
    """The day and the reason of the newest attempt that failed, unless one succeeded after it."""
    found = _failures(store)
    if not found:
        return None
    stamp = found[-1][len(store.stem) + 1 :]
    try:
        with open(os.path.join(store.backups, found[-1]), encoding="utf-8") as file:
            return date.fromisoformat(stamp[:8]), file.read(1000)
    except (OSError, ValueError):
        return None


def write(desk: Desk, target: str, now: datetime, progress: Progress | None = None) -> tuple[str, Contents]:
    """Write a checked copy to a new file, or into a folder under a backup's name; its path and contents."""
    from habit_tui.domain.backup import name_of
    from habit_tui.store import backup as store

    if not desk.store.has_content:
        raise CannotBeDone(f"there is nothing to back up yet: {desk.store.file} is empty")
    path = os.path.join(target, name_of(desk.store.stem, now, Why.ASKED)) if os.path.isdir(target) else target
    return path, store.write(desk.store, path, progress)


def listed(desk: Desk) -> list[Backup]:
    """Every backup there is, the newest first."""
    from habit_tui.store import backup as store

    return store.present(desk.store)


def restore(desk: Desk, file: str, now: datetime, progress: Progress | None = None) -> Restored:
    """Bring back a backup, by its name, day or moment as listed, or any other copy by its path.

    The file it replaces is kept in `backups/`. An older file is brought up to date first. Raises CannotBeDone
    or StoreFault, with nothing changed, for a file that is broken, foreign or from a newer program.
    """
    from habit_tui.store import restore as store
    from habit_tui.store.backup import half

    path, chosen = _found(desk, file, now)
    with suppress(OSError):
        if os.path.samefile(path, desk.store.file):
            raise CannotBeDone(f"{quoted(file)} is the store itself")
    with store.prepared(desk.store, path, half(progress, 0)) as (draft, contents):
        kept = store.put_in_place(desk.store, draft, now, half(progress, 1))
    aside = "" if kept is None else os.path.join(desk.store.backups, kept.name)
    return Restored(contents, aside, chosen)


def _found(desk: Desk, file: str, now: datetime) -> tuple[str, OfDay | None]:
    """The path a word given to `restore` means, and how it was chosen where that word is a day."""
    if os.path.isfile(file):
        return os.path.abspath(file), None
    named = os.path.join(desk.store.backups, file)
    if os.sep not in file and os.path.isfile(named):
        return named, None
    day, at = _moment(file, desk.local(now).date())
    there = listed(desk) if day else []
    if at is not None:
        # Who names the minute means that backup, whatever it is.
        for each in there:
            taken = desk.local(each.at)
            if (taken.date(), taken.time().replace(second=0, microsecond=0)) == (day, at):
                return os.path.join(desk.store.backups, each.name), None
    elif day and (chosen := of_day(there, day, lambda at: desk.local(at).date())):
        return os.path.join(desk.store.backups, chosen.taken.name), chosen
    raise CannotBeDone(f"there is no backup {quoted(file)}; `habit-tui restore` lists them")


def _moment(said: str, today: date) -> tuple[date | None, time | None]:
    """The day that words name, and the time that ends them, each None without one."""
    words, _, last = said.rpartition(" ")
    try:
        return grammar.found_day(words, today), grammar.clock_time(last)
    except NotUnderstood:
        return grammar.found_day(said, today), None


def _refuse_too_little_room(store: Store) -> None:
    """A backup nobody asked for must not take the room that the next session needs."""
    room = os.statvfs(os.path.dirname(store.file))
    if room.f_bavail * room.f_frsize < ROOM * os.stat(store.file).st_size:
        raise StoreFault(f"the disk has too little room left for a backup in {store.backups}")


def _failures(store: Store) -> list[str]:
    try:
        found = os.listdir(store.backups)
    except OSError:
        return []
    return sorted(name for name in found if name.startswith(f"{store.stem}-") and name.endswith(FAILED))


def _note_failure(store: Store, now: datetime, reason: str) -> None:
    _forget_failures(store)
    path = os.path.join(store.backups, f"{store.stem}-{now:%Y%m%dT%H%M%SZ}{FAILED}")
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with open(handle, "w", encoding="utf-8") as file:
        file.write(one_line(reason))


def _forget_failures(store: Store) -> None:
    for name in _failures(store):
        with suppress(OSError):
            os.unlink(os.path.join(store.backups, name))
