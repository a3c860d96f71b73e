"""Whether reminders arrive: what is installed, what ran, what was delivered, and what is wrong."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from habit_tui.domain import crontab as block
from habit_tui.domain.dates import day_name
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.words import clock
from habit_tui.services.desk import Desk
from habit_tui.services.reminder import STDOUT, Delivery, deliver
from habit_tui.services.schedule import command_of, crontab_of, lines_of, machine_zone, units_of
from habit_tui.store import reminder as runs
from habit_tui.store.reminder import Run
from habit_tui.system import crontab, notify, systemd, tzdata

ANEW = "`habit-tui remind install` puts it right"
LATE = timedelta(minutes=5)
"""A firing younger than this may still be on its way."""

START_SECONDS = 20.0
MOST_CHANNELS = 8
"""More rows than a run has channels."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What is installed now.

    `fields` say when it fires, as cron's five fields on the clocks of `zone`; `words` are what it starts;
    `note` tells when and where it was installed.
    """

    backend: str
    text: tuple[str, ...]
    fields: tuple[str, ...]
    zone: ZoneInfo
    words: tuple[str, ...]
    note: str

    @property
    def since(self) -> datetime | None:
        """When it was installed, if its note still tells."""
        try:
            return datetime.fromisoformat(self.note.split()[1])
        except (IndexError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class Status:
    """How reminders do: what is installed, the last run, the last text delivered, what is wrong.

    `next` is the next firing; `skipped` says that today is to be silent, `snoozed` until when it is.
    """

    installed: tuple[Installed, ...]
    last: tuple[Run, ...]
    delivered: Run | None
    next: datetime | None
    skipped: bool
    snoozed: datetime | None
    problems: tuple[str, ...]


def status(desk: Desk, now: datetime) -> Status:
    """Everything about the reminders of this machine; the program they start is tried too."""
    with desk.store.reading() as unit:
        last = _last_run(runs.latest(unit, MOST_CHANNELS))
        delivered = runs.latest_delivered(unit)
        asked = runs.silences(unit, desk.study_day(now) - timedelta(days=1))
    ends = [each.until for each in asked if each.until is not None]
    snoozed = ends[-1] if ends and ends[-1] > now else None
    found = installed(desk)
    problems = [*_problems(desk, found, last, now, patience=1), *_silent_channels(desk, found)]
    problems += [problem for each in found for problem in _cannot_start(each)]
    firings = (crontab.next_firings(each.fields, now.astimezone(each.zone), 1) for each in found)
    upcoming = [firing for each in firings for firing in each]
    if found and snoozed is not None:
        upcoming.append(snoozed)
    return Status(
        installed=found,
        last=last,
        delivered=delivered,
        next=min(upcoming, default=None),
        skipped=any(each.until is None and each.study_day == desk.study_day(now) for each in asked),
        snoozed=snoozed,
        problems=tuple(problems),
    )


def problems(desk: Desk, now: datetime, patience: int) -> list[str]:
    """What is wrong, without trying the program: nothing is, unless so many firings in a row had no run."""
    with desk.store.reading() as unit:
        last = _last_run(runs.latest(unit, MOST_CHANNELS))
    return _problems(desk, installed(desk), last, now, patience)


def installed(desk: Desk) -> tuple[Installed, ...]:
    """What cron and systemd hold of ours; more than one only when somebody helped."""
    return tuple(each for each in (_in_cron(desk), _in_systemd(desk)) if each is not None)


def try_out(desk: Desk) -> tuple[Delivery, ...]:
    """Send a test through every channel as a timer would.

    A process of its own does it, started by a shell in cron's bare environment. Raises CannotBeDone when it
    cannot even start.
    """
    import json

    command = command_of(desk, ("remind", "test", "--here", "--json"))
    answer = _in_bare_environment(block.shell_line(command))
    try:
        found = json.loads(answer.stdout)
        return tuple(Delivery(each["channel"], each["error"]) for each in found["channels"])
    except (ValueError, KeyError, TypeError) as error:
        raise CannotBeDone(
            f"reminders cannot start the way cron starts them: {_complaint(answer)}"
        ) from error


def try_here(desk: Desk, text: str) -> tuple[Delivery, ...]:
    """Send a text through every channel, the caller's own answer being the test of stdout."""
    channels = desk.settings.remind_channels or (STDOUT,)
    return tuple(deliver(desk, channel, text, lambda _: None) for channel in channels)


def _in_cron(desk: Desk) -> Installed | None:
    lines = block.read(crontab_of(desk) or b"")
    if lines is None:
        return None
    weekly = block.weekly_of(lines)
    note = next((line[2:].decode(errors="replace") for line in lines if line.startswith(b"# ")), "")
    words: tuple[str, ...] = ()
    if weekly:
        try:
            words = tuple(shlex.split(os.fsdecode(block.command_of(weekly[0]))))
        except ValueError:
            words = ()
    fields = tuple(block.fields_of(line) for line in weekly)
    text = tuple(os.fsdecode(line) for line in lines)
    return Installed("cron", text, fields, machine_zone(), words, note)


def _in_systemd(desk: Desk) -> Installed | None:
    units = systemd.read(desk.env)
    timer, service = (units.get(f"{systemd.NAME}.{kind}", "") for kind in ("timer", "service"))
    if not timer:
        return None
    events = systemd.weekly_of(timer)
    found = [systemd.firing_of(event) for event in events]
    named = next((zone for _, zone in found if zone is not None), None)
    zone = machine_zone() if named is None else tzdata.zone(named)
    fields = tuple(block.fields(firing) for firing, _ in found)
    words = systemd.command_of(service)
    return Installed("systemd", events, fields, zone, words, systemd.note_of(timer))


def _last_run(latest: Sequence[Run]) -> tuple[Run, ...]:
    """The rows of the newest run, one a channel in the order they were tried, from runs newest first."""
    rows = [run for run in latest if (run.at, run.occasion) == (latest[0].at, latest[0].occasion)]
    return tuple(reversed(rows))


def _problems(
    desk: Desk, found: Sequence[Installed], last: Sequence[Run], now: datetime, patience: int
) -> list[str]:
    problems = []
    if not found and desk.settings.remind_backend is not None:
        problems.append(f"they are gone from {desk.settings.remind_backend}: {ANEW}")
    for each in found:
        problems += _outdated(desk, each, now)
        problems += _missed(desk, each, last, now, patience)
    failed = [run for run in last if run.result == runs.FAILED]
    if failed:
        when = desk.local(last[0].at)
        why = "; ".join(f"{run.channel}: {run.error}" for run in failed)
        problems.append(f"{day_name(when.date(), desk.dates)} {clock(when)} {why}")
    return problems


def _outdated(desk: Desk, present: Installed, now: datetime) -> list[str]:
    """Whether what is installed is what would be installed now."""
    try:
        if present.backend == "cron":
            lines = block.weekly_of(lines_of(desk, now))
            fields = tuple(block.fields_of(line) for line in lines)
            words = tuple(shlex.split(os.fsdecode(block.command_of(lines[0]))))
        else:
            units = units_of(desk, now)
            events = systemd.weekly_of(units[f"{systemd.NAME}.timer"])
            fields = tuple(block.fields(systemd.firing_of(event)[0]) for event in events)
            words = systemd.command_of(units[f"{systemd.NAME}.service"])
    except CannotBeDone as error:
        return [str(error)]
    program = next((word for word in present.words if word.startswith("/") and word != "/usr/bin/env"), "")
    if not os.access(program, os.X_OK):
        return [f"they start {program or 'nothing'}, which is gone: {ANEW}"]
    if present.fields == fields and present.words == words:
        return []
    then = present.note.rpartition(" in ")[2]
    if then != desk.zone_name:
        return [f"they were installed in {then}, you are in {desk.zone_name}: {ANEW}"]
    if present.words != words:
        return [f"they start another habit-tui, store or settings than this one: {ANEW}"]
    return [f"their times no longer fit the routine or the settings: {ANEW}"]


def nothing_fires(backend: str) -> str:
    """Why nothing that is installed there fires; "" where it does, or where this machine does not tell."""
    idle = backend == "cron" and crontab.is_running() is False
    return "no cron daemon runs on this machine, so nothing fires" if idle else ""


def _missed(desk: Desk, present: Installed, last: Sequence[Run], now: datetime, patience: int) -> list[str]:
    """Whether the last firings went by without a run, and why that may be."""
    since = present.since
    past = crontab.last_firings(present.fields, (now - LATE).astimezone(present.zone), patience)
    ran = last[0].at if last else None
    missed = [
        firing
        for firing in past
        if (since is None or firing > since) and (ran is None or firing > ran + timedelta(minutes=1))
    ]
    if (ran is None or missed) and (idle := nothing_fires(present.backend)):
        return [idle]
    if present.backend == "systemd" and not systemd.is_active(desk.env):
        return [f"systemd's timer is not active: {ANEW}"]
    if len(missed) < patience:
        return []
    when = missed[-1].astimezone(desk.zone)
    day = day_name(when.date(), desk.dates)
    return [f"none has run since {day} {clock(when)}, when one was due: {_excuse(present)}"]


def _excuse(present: Installed) -> str:
    if present.backend == "cron":
        return "a machine that was off or asleep then is better served by --backend systemd"
    return "the machine was off, or nobody was logged in"


def _silent_channels(desk: Desk, found: Sequence[Installed]) -> list[str]:
    """Whether the only channel prints where nobody reads."""
    if not found or any(channel != STDOUT for channel in desk.settings.remind_channels):
        return []
    if found[0].backend == "systemd":
        return ["the only channel is stdout, which systemd writes to its journal"]
    above = (crontab_of(desk) or b"").partition(block.BEGIN)[0]
    if crontab.can_mail(above):
        return []
    return ["the only channel is stdout, and cron has nobody to mail it to: add `--channel desktop`"]


def _cannot_start(present: Installed) -> list[str]:
    """Whether the program starts in the environment a timer gives it."""
    words = [word for word in present.words if word not in ("remind", "--cron")]
    if not words:
        return []
    answer = _in_bare_environment(os.fsencode(shlex.join([*words, "--version"])))
    return [f"they cannot start: {_complaint(answer)}"] if answer.returncode else []


def _complaint(answer: subprocess.CompletedProcess[bytes]) -> str:
    said = answer.stderr.decode(errors="replace").strip().splitlines()
    return said[-1] if said else f"exit code {answer.returncode}"


def _in_bare_environment(line: bytes) -> subprocess.CompletedProcess[bytes]:
    """Let a shell run a line as cron would."""
    env = crontab.bare_environment()
    try:
        # The line is our own, quoted word by word.
        return subprocess.run(  # noqa: S603
            ["/bin/sh", "-c", line],
            env=env,
            cwd=env["HOME"] if os.path.isdir(env["HOME"]) else "/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=START_SECONDS + notify.LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CannotBeDone("reminders did not end in time when started the way cron starts them") from error
