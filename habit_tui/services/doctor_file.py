"""What the doctor looks at in the file itself: its pages, its days, its backups, its copies, its clock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import isclose
from shlex import quote

from habit_tui.domain.backup import Backup, Why
from habit_tui.domain.clock import has_gone_back
from habit_tui.domain.dates import day_name_with_year
from habit_tui.domain.errors import NewerFile, StoreFault
from habit_tui.domain.health import Check, Problem
from habit_tui.domain.progress import Progress
from habit_tui.domain.streak import State, settle
from habit_tui.domain.words import clock as clock_words
from habit_tui.domain.words import one_line, plural, size
from habit_tui.services import backup as backup_service
from habit_tui.services import streak
from habit_tui.services.desk import Desk
from habit_tui.services.session import STALE
from habit_tui.store import backup as backup_store
from habit_tui.store import health as store
from habit_tui.store import streak as streak_store
from habit_tui.store.contents import examine
from habit_tui.store.copies import conflicted_copies
from habit_tui.store.health import Looked
from habit_tui.store.store import SCHEMA_VERSION

OVERDUE = timedelta(days=2)
"""A change this much newer than the newest backup means that the daily one does not come."""

FIX = "habit-tui doctor --fix"
LOOKS = 4
"""What takes long in a large file: its pages, its rows, the fold over its days, the newest backup."""


@dataclass(slots=True)
class Patient:
    """What one examination is about; the file is looked through once, and each long look tells `progress`."""

    desk: Desk
    now: datetime
    progress: Progress | None = None
    looks: int = 0
    looked: Looked | None = None
    backups: list[Backup] = field(default_factory=list)

    def step(self) -> None:
        """Tell that one more of the long looks is over."""
        self.looks += 1
        if self.progress is not None:
            self.progress(self.looks, LOOKS)


def file(patient: Patient) -> Check:
    """The file: that it is there, whole, and keeps its own rules."""
    desk = patient.desk
    patient.backups = backup_service.listed(desk)
    if not desk.store.has_content:
        return _missing(patient)
    try:
        patient.looked = looked = store.look(desk.store, patient.step)
    except StoreFault as error:
        why = "nothing can be read or recorded"
        return Check("file", (desk.store.file,), (Problem(str(error), why, _way_in(patient, error)),))
    contents = looked.contents
    facts = [desk.store.file, f"version {contents.version}, {size(contents.size)}"]
    if contents.problems:
        what = f"{desk.store.file} is damaged: {one_line(contents.problems[0])}"
        why = "what lies in the damaged part cannot be read, and the next change may lose more"
        return Check("file", tuple(facts), (Problem(what, why, _way_back(patient)),))
    facts.append(plural(contents.sessions, "session", "sessions"))
    if contents.version < SCHEMA_VERSION:
        facts.append(f"the next command brings it to version {SCHEMA_VERSION}, after a backup")
        return Check("file", tuple(facts))
    # A fold over days that cannot be would judge the wrong thing.
    states = () if looked.impossible else tuple(_states(patient))
    patient.step()
    return Check("file", tuple(facts), (*_rows(patient, looked), *states))


def backups(patient: Patient) -> Check:
    """The backups: that there are some, that the newest can be trusted, that the daily one comes."""
    desk, found = patient.desk, patient.backups
    sound = [each for each in found if each.is_sound]
    facts = [f"{len(found)} in {desk.store.backups}"]
    if sound:
        facts.append(f"the newest {_when(desk, sound[0].at)} with {_sessions(sound[0].sessions)}")
    problems = tuple(_backups_wrong(patient, sound))
    patient.step()
    return Check("backups", tuple(facts), problems)


def copies(patient: Patient) -> Check:
    """Conflicted copies that a synced folder made of the file."""
    found = conflicted_copies(patient.desk.store.file)
    why = "sessions recorded on the other machine are in there and not here"
    return Check(
        "copies",
        () if found else ("none",),
        tuple(
            Problem(f"{one_line(path)} is a conflicted copy", why, f"habit-tui merge {quote(path)}")
            for path in found
        ),
    )


def clock(patient: Patient) -> Check:
    """The machine's clock against what the file already knows."""
    newest = None if patient.looked is None else patient.looked.newest
    facts = (_when(patient.desk, patient.now),)
    if newest is None or not has_gone_back(newest, patient.now):
        return Check("clock", facts)
    what = f"the clock went back: the file knows of {_when(patient.desk, newest)} already"
    why = "sessions land on the wrong day or are refused as lying in the future"
    return Check("clock", facts, (Problem(what, why, "set the clock, as with `timedatectl set-ntp true`"),))


def _missing(patient: Patient) -> Check:
    place = patient.desk.store.file
    sound = [each for each in patient.backups if each.is_sound]
    if not sound:
        return Check("file", (f"{place} is not there yet; `habit-tui init` begins",))
    what = f"{place} is gone, though there are backups of it"
    return Check("file", (), (Problem(what, "no command begins an empty one instead", _way_back(patient)),))


def _rows(patient: Patient, looked: Looked) -> Iterator[Problem]:
    """What the tables say about each other."""
    desk, now = patient.desk, patient.now
    if looked.journal != "delete":
        yield Problem(
            f"the file is in the journal mode {looked.journal}",
            "a second file belongs to it then, which copies and synced folders leave behind",
            FIX,
            lambda: store.mend_journal(desk.store),
        )
    if looked.orphans:
        what = f"{plural(looked.orphans, 'row', 'rows')} lost what they belong to"
        yield Problem(what, "they are shown nowhere, and undo may fail", _way_back(patient))
    if not looked.has_triggers:
        yield Problem(
            "the triggers are not as they should be",
            "changes are not logged, so undo misses them and streaks may be old",
            FIX,
            lambda: store.mend_triggers(desk.store, now),
        )
    if looked.unlogged:
        what = f"{plural(looked.unlogged, 'entry', 'entries')} of the change log cannot be read"
        yield Problem(what, "undo stops there; the record itself is whole", _way_back(patient))
    if looked.impossible:
        numbers = ", ".join(map(str, looked.impossible[:5]))
        yield Problem(
            f"{_sessions(len(looked.impossible))} on a study day that cannot be theirs (id {numbers})",
            "the streak counts them where they were not",
            FIX,
            lambda: store.mend_study_days(desk.store, now, desk.door, desk.settings.day_starts_at),
        )
    if looked.running_since is not None and now - looked.running_since > STALE:
        what = f"a session has been running since {_when(desk, looked.running_since)}"
        why = "it was probably forgotten, and no other can be started"
        yield Problem(what, why, "habit-tui stop --at TIME, or habit-tui cancel")


def _states(patient: Patient) -> Iterator[Problem]:
    """The newest remembered state of the fold against a fold from the first day on."""
    desk, now = patient.desk, patient.now
    today = desk.study_day(now)
    with desk.store.reading() as unit:
        kept = streak_store.state_before(unit, today, desk.rules)
        if kept is None:
            return
        history = streak_store.history(unit)
    minutes = {day: done for day, done in history.minutes.items() if day <= kept.day}
    if _is_same(kept, settle(replace(history, minutes=minutes), kept.day, desk.rules, None)):
        return

    def forget() -> None:
        with desk.store.recording(now) as unit:
            store.forget_states(unit)
            streak.remember(unit, desk, today, streak.whole_fold(unit, desk, today))

    what = "a remembered state of the streak is not what the sessions say"
    yield Problem(what, "the streak shown may be wrong", FIX, forget)


def _is_same(kept: State, true: State) -> bool:
    return replace(kept, strength=0.0) == replace(true, strength=0.0) and isclose(
        kept.strength, true.strength, abs_tol=1e-9
    )


def _backups_wrong(patient: Patient, sound: list[Backup]) -> Iterator[Problem]:
    desk, looked = patient.desk, patient.looked
    again = "habit-tui backup"
    failed = backup_service.last_failure(desk.store)
    if failed is not None:
        yield Problem(f"the backup of {failed[0]} failed: {failed[1]}", "a later loss would be a loss", again)
    for each in patient.backups:
        if not each.is_sound and each.why is not Why.DAMAGED:
            path = os.path.join(desk.store.backups, each.name)
            yield Problem(f"the backup {each.name} is damaged", "it cannot be restored", f"rm {quote(path)}")
    if sound and not _is_as_recorded(desk, sound[0]):
        what = f"the backup {sound[0].name} is not what it was when it was taken"
        yield Problem(what, "it cannot be trusted", again)
    left = backup_store.left_over(desk.store)
    if left:
        what = f"{plural(len(left), 'copy was', 'copies were')} never finished"
        yield Problem(what, "they only take room", FIX, lambda: backup_store.clear(desk.store))
    if looked is None or looked.contents.problems:
        return
    if _is_overdue(patient.now, sound, looked):
        newest = f"the newest is of {_when(desk, sound[0].at)}" if sound else "there is none"
        what, why = f"the daily backup does not come; {newest}", "what came since would be lost with the file"
        yield Problem(what, why, again)
    fullest = max(sound, key=lambda each: each.sessions, default=None)
    if fullest is not None and looked.contents.sessions < fullest.sessions // 2:
        what = f"a backup holds {_sessions(fullest.sessions)}, the file {looked.contents.sessions}"
        why = "unless you deleted them, this is not the file you had"
        yield Problem(what, why, f"habit-tui restore {fullest.name}")


def _is_overdue(now: datetime, sound: list[Backup], looked: Looked) -> bool:
    if looked.first_change is None or looked.last_change is None:
        return False
    if sound:
        return looked.last_change - sound[0].at > OVERDUE
    return now - looked.first_change > OVERDUE


def _is_as_recorded(desk: Desk, newest: Backup) -> bool:
    try:
        return examine(os.path.join(desk.store.backups, newest.name)) == newest.contents
    except StoreFault:
        return False


def _way_back(patient: Patient) -> str:
    """The command that brings back the newest sound backup."""
    sound = next((each.name for each in patient.backups if each.is_sound), None)
    return "habit-tui restore FILE, if you have a copy" if sound is None else f"habit-tui restore {sound}"


def _way_in(patient: Patient, error: StoreFault) -> str:
    """What mends a file that cannot be opened: most often another one, sometimes only patience."""
    place = patient.desk.store.file
    name = getattr(error.__cause__, "sqlite_errorname", None) or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"close the program that holds it, as `fuser {quote(place)}` names it"
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_READONLY")):
        return f"chmod u+rw {quote(place)}"
    if isinstance(error, NewerFile):
        return "pip install --upgrade habit-tui"
    return _way_back(patient)


def _sessions(count: int) -> str:
    return plural(count, "session", "sessions")


def _when(desk: Desk, instant: datetime) -> str:
    wall = desk.local(instant)
    return f"{day_name_with_year(wall.date(), desk.dates)} {clock_words(wall)}"
