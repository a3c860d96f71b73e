"""The schedule of reminders: putting it into cron or systemd, and taking it out."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from habit_tui.domain import crontab as block
from habit_tui.domain import schedule
from habit_tui.domain.entry import offset_of
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.routine import in_force
from habit_tui.domain.schedule import Command, Firing
from habit_tui.services.desk import Desk
from habit_tui.services.reminder import STDOUT, times_of
from habit_tui.store import routine as routine_store
from habit_tui.system import crontab, notify, paths, settings, settings_file, systemd, tzdata
from habit_tui.system.settings import Settings
from habit_tui.system.zone import local_zone

PREVIEWED = 5


@dataclass(frozen=True, slots=True)
class Wish:
    """What to install, None leaving a thing as it is in the settings; `backend` None keeps the present one.

    An empty `at` follows the routine, an empty `evening` wants no line about tomorrow.
    """

    at: tuple[time, ...] | None = None
    evening: tuple[time, ...] | None = None
    channels: tuple[str, ...] | None = None
    command: str | None = None
    urls: str | None = None
    backend: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What would be installed, the settings it goes with, and the next firings on the learner's clocks.

    `lines` are those of the crontab's block, `units` systemd's texts by file name; one of them is empty.
    `elsewhere` names the zone whose clocks they are on when it is not the learner's, and is empty otherwise.
    """

    settings: Settings
    lines: tuple[bytes, ...]
    units: Mapping[str, str]
    next: tuple[datetime, ...]
    elsewhere: str

    @property
    def backend(self) -> str:
        """What would fire the reminders."""
        return "systemd" if self.units else "cron"

    @property
    def text(self) -> tuple[str, ...]:
        """All of it as text to read, or to put in its place by hand."""
        units = (f"# {name}\n{unit}" for name, unit in self.units.items())
        return (*(os.fsdecode(line) for line in self.lines), *units)


def offer(desk: Desk, wish: Wish, now: datetime) -> Offer:
    """What `install` would do; nothing is changed.

    Raises NotUnderstood for wishes that do not fit together, CannotBeDone when nothing would ever fire.
    """
    chosen = _settings_with(desk, wish)
    wished = replace(desk, settings=chosen)
    if chosen.remind_backend == "systemd":
        zone, fields = desk.zone, [block.fields(firing) for firing in _firings(wished, now)]
        lines: tuple[bytes, ...] = ()
        units = units_of(wished, now)
    else:
        lines, units = lines_of(wished, now), {}
        zone, fields = machine_zone(), [block.fields_of(line) for line in block.weekly_of(lines)]
    upcoming = crontab.next_firings(fields, now.astimezone(zone), PREVIEWED)
    return Offer(chosen, lines, units, tuple(map(desk.local, upcoming)), elsewhere(desk, zone))


def install(desk: Desk, offered: Offer, now: datetime) -> str:
    """Install an offer; the path of the copy kept of the crontab without our block, or nothing.

    What the other backend held goes. Raises NoCrontab, NoManager and CannotBeDone, with everything as it was.
    """
    _refuse_in_demo(desk)
    kept = ""
    if offered.backend == "cron":
        kept = _change_crontab(desk, now, offered.lines)
        systemd.uninstall(desk.env)
    else:
        systemd.install(desk.env, offered.units)
        if _has_block(desk):
            kept = _change_crontab(desk, now, None)
    _save(desk, offered.settings)
    return kept


def uninstall(desk: Desk, now: datetime) -> tuple[str, ...]:
    """Take reminders out of cron and systemd; the names of the backends they were in.

    Raises CannotBeDone when what they are in cannot be changed.
    """
    _refuse_in_demo(desk)
    found = []
    if _has_block(desk):
        _change_crontab(desk, now, None)
        found.append("cron")
    if systemd.uninstall(desk.env):
        found.append("systemd")
    _save(desk, replace(desk.settings, remind_backend=None))
    return tuple(found)


def fire_once(desk: Desk, at: datetime) -> bool:
    """Let what is installed fire once more, at a UTC instant; whether anything is installed."""
    if paths.DEMO in desk.env:
        return False
    done = False
    content = crontab_of(desk)
    lines = block.read(content or b"")
    if content is not None and lines and block.weekly_of(lines):
        wall = at.astimezone(machine_zone())
        after = block.install(content, block.with_once(lines, wall))
        crontab.replace(desk.env, content, after)
        done = True
    units = systemd.read(desk.env)
    timer = units.get(f"{systemd.NAME}.timer")
    if timer is not None:
        units[f"{systemd.NAME}.timer"] = systemd.with_once(timer, at.astimezone(UTC))
        systemd.install(desk.env, units)
        done = True
    return done


def _refuse_in_demo(desk: Desk) -> None:
    if paths.DEMO in desk.env:
        raise CannotBeDone("a demo leaves the reminders of this machine as they are")


def _settings_with(desk: Desk, wish: Wish) -> Settings:
    now = desk.settings
    chosen = replace(
        now,
        remind_at=now.remind_at if wish.at is None else tuple(sorted(set(wish.at))),
        remind_evening=now.remind_evening if wish.evening is None else next(iter(wish.evening), None),
        remind_channels=now.remind_channels if wish.channels is None else tuple(dict.fromkeys(wish.channels)),
        remind_command=now.remind_command if wish.command is None else wish.command,
        remind_urls=now.remind_urls if wish.urls is None else wish.urls,
        remind_backend=wish.backend or now.remind_backend or "cron",
    )
    if not chosen.remind_channels:
        # A bus can only be asked from here, while the learner sits at their desktop.
        reachable = next(notify.buses(desk.env), "")
        chosen = replace(chosen, remind_channels=("desktop",) if reachable else (STDOUT,))
    if "command" in chosen.remind_channels and not chosen.remind_command:
        raise NotUnderstood("the channel command needs --command PROGRAM")
    if "apprise" in chosen.remind_channels and not chosen.remind_urls:
        raise NotUnderstood("the channel apprise needs --url URL")
    return chosen


def _save(desk: Desk, chosen: Settings) -> None:
    """Write what differs to settings.toml."""
    folder = paths.config_dir(desk.env)
    for key in settings.KEYS:
        value = getattr(chosen, key.name)
        if value != getattr(desk.settings, key.name):
            settings_file.save(folder, key.name, None if value == key.default else settings.text_of(value))


def _firings(desk: Desk, now: datetime) -> tuple[Firing, ...]:
    """When to fire, on the learner's clocks."""
    with desk.store.reading() as unit:
        routine = in_force(routine_store.all_versions(unit), desk.study_day(now))
    evening = desk.settings.remind_evening
    found = schedule.firings(routine, times_of(desk, routine), evening, desk.settings.day_starts_at)
    if not found:
        raise CannotBeDone("the routine has no day with a target, so there is nothing to remind of")
    return found


def lines_of(desk: Desk, now: datetime) -> tuple[bytes, ...]:
    """The lines of the block: times on the machine's clocks."""
    machine = machine_zone()
    seconds = offset_of(now, machine) - offset_of(now, desk.zone)
    shift = 0 if machine.key == desk.zone_name else seconds // 60
    found = schedule.shifted(_firings(desk, now), shift)
    command = command_of(desk, ("remind", "--cron"))
    return (f"# {_note(desk, now)}".encode(), *(block.entry(firing, command) for firing in found))


def units_of(desk: Desk, now: datetime) -> dict[str, str]:
    zone = None if machine_zone().key == desk.zone_name else desk.zone_name
    return systemd.units(_firings(desk, now), command_of(desk, ("remind", "--cron")), zone, _note(desk, now))


def _note(desk: Desk, now: datetime) -> str:
    return f"installed {now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ} in {desk.zone_name}"


def command_of(desk: Desk, words: tuple[str, ...]) -> Command:
    """This very program, told what cron's environment does not tell: the store, the settings, the zone."""
    bare = crontab.bare_environment()
    argv = [sys.executable, "-P", "-m", "habit_tui"]
    variables = []
    if paths.config_dir(desk.env) != paths.config_dir(bare):
        variables.append(("HABIT_TUI_CONFIG", paths.config_dir(desk.env)))
    if desk.store.file != paths.store_file(bare, None):
        argv += ["--db", desk.store.file]
    if local_zone(desk.settings.zone, desk.env).source == "TZ":
        variables.append(("TZ", desk.zone_name))
    return Command((*argv, *words), tuple(variables))


def elsewhere(desk: Desk, zone: ZoneInfo) -> str:
    """The name of the zone whose clocks fire when it is not the learner's, nothing otherwise."""
    return "" if zone.key == desk.zone_name else zone.key


def machine_zone() -> ZoneInfo:
    """The zone cron lives in: the machine's, whatever the learner's variables say."""
    return tzdata.zone(local_zone(None, {}).name)


def crontab_of(desk: Desk) -> bytes | None:
    """The crontab, None without one or without the program."""
    try:
        return crontab.read(desk.env)
    except crontab.NoCrontab:
        return None


def _has_block(desk: Desk) -> bool:
    return block.read(crontab_of(desk) or b"") is not None


def _change_crontab(desk: Desk, now: datetime, lines: Sequence[bytes] | None) -> str:
    """Put these lines into the block, None taking it out; the path of the copy of the crontab without it."""
    before = crontab.read(desk.env)
    content = before or b""
    without = block.uninstall(content)
    after = without if lines is None else block.install(content, lines)
    kept = ""
    if without:
        folder = os.path.join(os.path.dirname(desk.store.file), "backups")
        kept = crontab.keep_aside(without, folder, now)
    crontab.replace(desk.env, before, after)
    return kept
