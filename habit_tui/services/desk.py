"""The desk a learner sits at: the store, the zone, the settings, and the door they came through."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from habit_tui.domain.clock import local, resolve, study_day, wall_on
from habit_tui.domain.dates import AUTO, DateForm, form_in
from habit_tui.domain.routine import Window
from habit_tui.domain.streak import FreezeRules
from habit_tui.store.store import Store
from habit_tui.system import paths, settings, tzdata, zone
from habit_tui.system.clock import clock


@dataclass(frozen=True, slots=True)
class Desk:
    """What every service needs beside its own arguments; opening one reads settings and zone, not the store.

    `door` names where changes come from in the change log. `warning` is empty or one sentence about the zone.
    """

    store: Store
    zone: ZoneInfo
    settings: settings.Settings
    door: str
    env: Mapping[str, str]
    warning: str = ""

    @property
    def rules(self) -> FreezeRules:
        """The freeze rules in force."""
        return FreezeRules(self.settings.freeze_every, self.settings.freeze_hold)

    @property
    def dates(self) -> DateForm:
        """How days are written for the one who sits here."""
        chosen = self.settings.dates
        return form_in(self.env) if chosen == AUTO else DateForm(chosen)

    @property
    def zone_name(self) -> str:
        """The IANA name of the zone."""
        return self.zone.key

    def local(self, instant: datetime) -> datetime:
        """An instant as the clock on this desk shows it."""
        return local(instant, self.zone)

    def study_day(self, instant: datetime) -> date:
        """The study day an instant belongs to here."""
        return study_day(self.local(instant), self.settings.day_starts_at)

    def window(self, window: Window, day: date) -> tuple[datetime, datetime]:
        """When a study day's window opens and closes here, as this desk's clock shows it."""
        opens = wall_on(day, window.start, self.settings.day_starts_at)
        closes = datetime.combine(opens.date(), window.end)
        if window.end <= window.start:
            closes += timedelta(days=1)
        first, last = (self.local(resolve(wall, self.zone).instant) for wall in (opens, closes))
        return first, last

    def in_zone(self, name: str | None) -> Desk:
        """The same desk in another zone, or this one for None; raises NotUnderstood for an unknown zone."""
        return self if name is None else replace(self, zone=tzdata.zone(name))


def open_desk(env: Mapping[str, str], door: str, file: str | None = None) -> Desk:
    """The desk of this moment: settings read, tz data chosen, the zone asked for anew.

    `file` overrides the store's place, as `--db` does. Call it again when the app wakes: the learner may have
    travelled. Raises NotUnderstood for settings that cannot be read, StoreFault when there is no place for
    the file.
    """
    tzdata.use_newest()
    chosen = settings.load(paths.config_dir(env))
    here = zone.local_zone(chosen.zone, env)
    path = paths.store_file(env, file)
    paths.make_private_dir(os.path.dirname(path))
    return Desk(Store(path, clock=clock(env)), tzdata.zone(here.name), chosen, door, env, here.warning)
