"""Backups from the shell, and the day's backup behind an answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import datetime

from habit_tui.cli import views
from habit_tui.cli.door import Door
from habit_tui.cli.progress import bar
from habit_tui.domain import dates
from habit_tui.domain.backup import Backup, Contents, OfDay
from habit_tui.domain.dates import DateForm, day_name_with_year
from habit_tui.domain.words import clock, one_line, plural, size
from habit_tui.services import backup as service
from habit_tui.store.store import Store

LONG = 20_000_000
"""Bytes from which a copy shows how far it has come."""

STRANGERS_TOLD = 5


def backup(door: Door, *, file: str | None = None, json: bool = False) -> None:
    """Keep a checked copy of the store, in `backups/` or as a file of one's own."""
    with bar(door.desk.store.file, "Copying", LONG) as progress:
        if file is None:
            taken = service.take(door.desk, door.now, progress=progress)
            path, contents = os.path.join(door.desk.store.backups, taken.name), taken.contents
        else:
            path, contents = service.write(door.desk, file, door.now, progress)
    if contents is None:
        raise ValueError("a backup that was taken was also checked")
    if json:
        door.json({"path": path, **_as_json(contents)})
    else:
        door.tell(f"Kept {_words(contents, door.desk.dates)} in {one_line(path)}")


def restore(door: Door, *, file: str = "", json: bool = False) -> None:
    """Bring back a backup, or list those there are."""
    from habit_tui.services import post

    if not file:
        _list(door, json=json)
        return
    with bar(door.desk.store.file, "Restoring", LONG) as progress:
        done = service.restore(door.desk, file, door.now, progress)
    strangers = post.strangers(door.desk)
    if json:
        chosen = _chosen_as_json(done.chosen)
        door.json({"kept": done.aside or None, "drafts": strangers, **chosen, **_as_json(done.contents)})
        return
    door.tell(f"Restored {_words(done.contents, door.desk.dates)}")
    if done.chosen is not None:
        door.tell(*_chosen(door, done.chosen))
    if done.aside:
        door.tell(f"What was there before is kept as {one_line(done.aside)}")
    if strangers:
        door.tell(f"{plural(len(strangers), 'post', 'posts')} on the disk it does not know:")
        door.tell(*(f"  {one_line(file)}" for file in strangers[:STRANGERS_TOLD]))


def daily(store: Store, now: datetime) -> None:
    """Take the day's backup once the answer of a command is given.

    At a terminal a process of its own takes it, so that the prompt is back at once. Elsewhere nobody waits,
    and a timer such as systemd's would end such a process with the command it came from.
    """
    failed = service.last_failure(store)
    if failed is not None:
        when, why = failed
        _remark(f"the backup of {when} failed: {why}; `habit-tui doctor` tells more")
    if not any(map(os.isatty, (0, 1, 2))):
        _take(store, now)
    elif os.fork() == 0:
        try:
            os.setsid()
            nothing = os.open(os.devnull, os.O_RDWR)
            for handle in (0, 1, 2):
                os.dup2(nothing, handle)
            _take(store, now)
        finally:
            # Nothing of the parent's must run a second time here.
            os._exit(0)


def _take(store: Store, now: datetime) -> None:
    """A backup that fails leaves a note; a fault of the program goes into the log."""
    from habit_tui.system import log

    try:
        failure = service.daily(store, now)
    except Exception as error:
        failure = f"today's backup failed, see {log.write(store.file, now, error)}"
    if failure:
        _remark(failure)


def _list(door: Door, *, json: bool) -> None:
    found = service.listed(door.desk)
    if json:
        door.json([_listed_as_json(door, each) for each in found])
        return
    wide = dates.width(day_name_with_year, door.desk.dates) + len(" 05:10")
    for each in found:
        door.tell(f"{_when(door, each):>{wide}}  {each.why:<7}  {one_line(each.name)}")
        door.tell(f"{'':>{wide}}  {_words(each.contents, door.desk.dates)}")
    if found:
        door.remark("`habit-tui restore NAME` brings one back; the present file is kept beside them")
    else:
        door.remark(f"there are no backups in {door.desk.store.backups}; `habit-tui backup` makes one")


def _when(door: Door, each: Backup) -> str:
    at = door.desk.local(each.at)
    return f"{day_name_with_year(at.date(), door.desk.dates)} {clock(at)}"


def _chosen(door: Door, chosen: OfDay) -> Iterator[str]:
    """Which backup the word for a day meant, and which one is fuller."""
    only = "the only one" if chosen.count == 1 else f"the newest of {chosen.count}"
    yield f"from the backup of {_when(door, chosen.taken)}, {only} of that day"
    if chosen.fuller is not None:
        yield f"A fuller one is of {clock(door.desk.local(chosen.fuller.at))}:"
        yield f"  {_words(chosen.fuller.contents, door.desk.dates)}"
        yield f"  habit-tui restore {one_line(chosen.fuller.name)}"


def _chosen_as_json(chosen: OfDay | None) -> dict[str, object]:
    if chosen is None:
        return {}
    fuller = None if chosen.fuller is None else chosen.fuller.name
    return {"backup": chosen.taken.name, "of": chosen.count, "fuller": fuller}


def _words(contents: Contents | None, form: DateForm) -> str:
    """What a file holds: "1204 sessions, 3 Jan 2024 to 22 Nov 2026, 1.2 MB"."""
    if contents is None:
        return "cannot be read"
    if contents.problems:
        return f"damaged: {one_line(contents.problems[0])}"
    said = [plural(contents.sessions, "session", "sessions")]
    if contents.first is not None and contents.last is not None:
        said.append(
            f"{day_name_with_year(contents.first, form)} to {day_name_with_year(contents.last, form)}"
        )
    return ", ".join([*said, size(contents.size)])


def _listed_as_json(door: Door, each: Backup) -> dict[str, object]:
    return {
        "name": each.name,
        "path": os.path.join(door.desk.store.backups, each.name),
        "at": views.instant(door.desk.local(each.at)),
        "why": each.why.value,
        "sound": each.is_sound,
        **(_as_json(each.contents) if each.contents is not None else {}),
    }


def _as_json(contents: Contents) -> dict[str, object]:
    return {
        "sessions": contents.sessions,
        "first": None if contents.first is None else contents.first.isoformat(),
        "last": None if contents.last is None else contents.last.isoformat(),
        "size": contents.size,
        "version": contents.version,
        "rows": dict(contents.rows),
    }


def _remark(text: str) -> None:
    print(f"habit-tui: {one_line(text)}", file=sys.stderr)
