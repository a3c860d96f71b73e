"""The doctor: looks at the file and everything around it, tells what is wrong, and mends what is safe.

It never creates or upgrades the store, reads on where settings or file are broken, and shows no secret.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from habit_tui.domain.errors import HabitError, NotUnderstood
from habit_tui.domain.health import Check, Problem
from habit_tui.domain.progress import Progress
from habit_tui.domain.words import one_line
from habit_tui.services import backup
from habit_tui.services.desk import Desk
from habit_tui.services.doctor_file import Patient, backups, clock, copies, file
from habit_tui.store.backup import half
from habit_tui.system import health, paths, settings, tzdata, zone
from habit_tui.system.settings import Settings

Judge = Callable[[Settings], Sequence[str]]
"""Says in a sentence each what of the settings cannot be used."""

MOST_OPEN_TOLD = 3


@dataclass(frozen=True, slots=True)
class Report:
    """Every check as it stands now, and what was mended on the way."""

    checks: tuple[Check, ...]
    mended: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong."""
        return tuple(problem for check in self.checks for problem in check.problems)


def _no_complaint(_settings: Settings) -> Sequence[str]:
    return ()


def examine(
    env: Mapping[str, str],
    option: str | None,
    now: datetime,
    judge: Judge = _no_complaint,
    progress: Progress | None = None,
    *,
    fix: bool = False,
) -> Report:
    """Check everything; `option` overrides the store's place, as `--db` does.

    `judge` says what of the settings the full screen cannot use, which only that floor knows. To `fix` is to
    mend what can be mended without losing anything, after a backup of a sound file, and to check again.
    """
    if not fix:
        return Report(tuple(_checks(env, option, now, judge, progress)))
    found = Report(tuple(_checks(env, option, now, judge, half(progress, 0))))
    if all(problem.fix is None for problem in found.problems):
        return found
    mended = _mend(env, option, now, found.problems)
    return Report(tuple(_checks(env, option, now, judge, half(progress, 1))), mended)


def _mend(
    env: Mapping[str, str], option: str | None, now: datetime, problems: Sequence[Problem]
) -> tuple[str, ...]:
    """Mend what can be; what is mended now."""
    desk, _ = _desk(env, option)
    with suppress(HabitError):
        # A file that cannot be backed up is no reason to leave its permissions open.
        backup.take(desk, now)
    mended = []
    for problem in problems:
        # What fails is still wrong then, and the second look says so.
        with suppress(HabitError, OSError):
            if problem.fix is not None:
                problem.fix()
                mended.append(problem.what)
    return tuple(mended)


def _checks(
    env: Mapping[str, str], option: str | None, now: datetime, judge: Judge, progress: Progress | None
) -> Iterator[Check]:
    desk, settings_wrong = _desk(env, option)
    patient = Patient(desk, now, progress)
    yield _guarded("file", lambda: file(patient))
    path = f"{paths.config_dir(env)}/{settings.FILE_NAME}"
    yield Check("settings", (path,), (*settings_wrong, *_unusable(judge, desk.settings, path)))
    yield _guarded("zone", lambda: _zone(patient))
    yield _guarded("permissions", lambda: _permissions(desk))
    yield _terminal(env)
    yield _guarded("reminders", lambda: _reminders(patient))
    yield _guarded("backups", lambda: backups(patient))
    yield _guarded("copies", lambda: copies(patient))
    yield _guarded("clock", lambda: clock(patient))


def _guarded(name: str, check: Callable[[], Check]) -> Check:
    """A check, or what kept it from being made."""
    why = "this could not be checked"
    try:
        return check()
    except HabitError as error:
        return Check(name, (), (Problem(str(error), why, "habit-tui restore"),))
    except Exception as error:
        # Whatever a ruined file makes of our own code, the other checks are needed all the more.
        return Check(name, (), (Problem(f"{type(error).__name__}: {error}", why, "habit-tui restore"),))


def _desk(env: Mapping[str, str], option: str | None) -> tuple[Desk, tuple[Problem, ...]]:
    """A desk as good as the settings allow, and what is wrong with them; nothing is created."""
    from habit_tui.store.store import Store

    tzdata.use_newest()
    chosen, wrong = _settings(paths.config_dir(env))
    here = zone.local_zone(chosen.zone, env)
    store = Store(paths.store_file(env, option))
    return Desk(store, tzdata.zone(here.name), chosen, "cli", env, here.warning), wrong


def _settings(folder: str) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings if they can be read, else the defaults; and a problem for each line that cannot."""
    why = "no command can start until this line is put right"
    try:
        chosen, wrong = settings.sound(folder)
    except NotUnderstood as error:
        return Settings(), (Problem(str(error), why, f"edit {folder}/{settings.FILE_NAME}"),)
    return chosen, tuple(
        Problem(sentence, why, f"habit-tui config {name} --unset") for name, sentence in wrong.items()
    )


def _unusable(judge: Judge, chosen: Settings, path: str) -> Iterator[Problem]:
    for each in judge(chosen):
        yield Problem(each, "the full screen does without it", f"edit {path}")


def _zone(patient: Patient) -> Check:
    desk = patient.desk
    data = tzdata.choose(tzdata.installed())
    here = zone.local_zone(desk.settings.zone, desk.env)
    others = ", ".join(f"{each.version or 'unknown'} from the {each.source}" for each in data.others)
    used = f"tz data {data.version or 'unknown'} from the {data.source}"
    facts = [f"{here.name}, from {here.source}", used]
    if others:
        facts.append(f"passed over: {others}")
    problems = []
    if desk.warning:
        why = "sessions land on the study day of another zone"
        problems.append(Problem(desk.warning, why, "habit-tui config zone Europe/Berlin"))
    if data.version[:4].isdigit() and int(data.version[:4]) < patient.now.year - 1:
        what = f"the tz data is of {data.version[:4]}"
        why = "where the rules changed since, sessions land on the wrong hour or day"
        problems.append(Problem(what, why, "pip install --upgrade tzdata"))
    looked = patient.looked
    unknown = sorted(name for name in ({} if looked is None else looked.zones) if not tzdata.is_zone(name))
    if unknown:
        what = f"sessions were written in zones this tz data does not know: {', '.join(unknown)}"
        why = "their clock times cannot be shown"
        problems.append(Problem(what, why, "pip install --upgrade tzdata"))
    return Check("zone", tuple(facts), tuple(problems))


def _permissions(desk: Desk) -> Check:
    own = list(_own_paths(desk))
    problems = []
    open_paths = health.too_open(own)
    if open_paths:
        problems.append(
            Problem(
                f"others may read or change {_listed(open_paths)}",
                "what you study, and the addresses of your channels, are yours alone",
                "habit-tui doctor --fix",
                partial(health.make_private, open_paths),
            )
        )
    theirs = health.not_ours(own)
    if theirs:
        what, why = f"{_listed(theirs)} is another user's", "a command may fail, or be read along"
        problems.append(Problem(what, why, "run habit-tui as one user only, never with sudo"))
    locked = health.unwritable([os.path.dirname(desk.store.file), desk.store.file, desk.store.backups])
    if locked:
        what, why = f"{_listed(locked)} cannot be written", "nothing can be recorded"
        problems.append(Problem(what, why, f"chmod u+w {locked[0]}"))
    return Check("permissions", (os.path.dirname(desk.store.file),), tuple(problems))


def _own_paths(desk: Desk) -> Iterator[str]:
    """The folders and files that are this program's alone, as far as they are there."""
    folder = os.path.dirname(desk.store.file)
    if folder == paths.data_dir(desk.env):
        yield folder
    for end in ("", "-journal", "-wal", "-shm", ".zone-warning"):
        yield desk.store.file + end
    yield os.path.join(folder, "habit-tui.log")
    yield os.path.join(paths.config_dir(desk.env), settings.FILE_NAME)
    yield desk.store.backups
    with suppress(OSError):
        for name in sorted(os.listdir(desk.store.backups)):
            yield os.path.join(desk.store.backups, name)


def _terminal(env: Mapping[str, str]) -> Check:
    found = health.terminal(env)
    if not found.is_there:
        return Check("terminal", ("none: text is plain",))
    facts = [f"{found.columns}x{found.lines} {found.name}, {found.colours}, {found.encoding}"]
    if not found.is_roomy:
        facts.append("below 80x24 the full screen leaves panels out")
    problems = []
    if not found.is_unicode:
        what, why = f"text is written as {found.encoding}", "the glyphs of verdicts cannot be shown"
        problems.append(Problem(what, why, "export LANG=C.UTF-8"))
    return Check("terminal", tuple(facts), tuple(problems))


def _reminders(patient: Patient) -> Check:
    from habit_tui.services import delivery

    desk = patient.desk
    if patient.looked is None or patient.looked.contents.problems:
        return Check("reminders", ("cannot be told without the file",))
    found = delivery.installed(desk)
    if not found and desk.settings.remind_backend is None:
        return Check("reminders", ("none are installed; `habit-tui remind install` does it",))
    status = delivery.status(desk, patient.now)
    facts = [f"in {each.backend}" for each in found]
    if status.delivered is not None:
        facts.append(f"last delivered {desk.local(status.delivered.at):%Y-%m-%d %H:%M}")
    why = "a reminder that does not come cannot keep a streak"
    # Most of these sentences name what puts them right; the rest is outside of this program.
    wrong = [
        Problem(
            each, why, "habit-tui remind install" if "remind install" in each else "habit-tui remind test"
        )
        for each in status.problems
    ]
    return Check("reminders", tuple(facts), tuple(wrong))


def _listed(found: Sequence[str]) -> str:
    said = ", ".join(one_line(path) for path in found[:MOST_OPEN_TOLD])
    return f"{said} and {len(found) - MOST_OPEN_TOLD} more" if len(found) > MOST_OPEN_TOLD else said
