"""The line on top of every room: where one can go, when and where it is, how one stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from habit_tui.domain.dates import day_name
from habit_tui.domain.words import clock, offset, percent
from habit_tui.services.today import TodayView
from habit_tui.system import paths
from habit_tui.tui.rooms import ROOMS
from habit_tui.tui.widgets.spots import Spot, SpotLine


class TopBar(SpotLine):
    """Tabs on the left; day, time, zone, streak and strength on the right, dropped one by one when narrow."""

    JOINT = " · "

    def __init__(self, room: str) -> None:
        super().__init__()
        self._room = room

    def on_mount(self) -> None:
        """Follow what the app knows of today."""
        self.app.today_read.subscribe(self, self._redraw)

    def _redraw(self, _view: TodayView) -> None:
        self.refresh()

    def left(self) -> Sequence[Spot]:
        """A tab for each room."""
        return [
            Spot(
                (
                    (room.title, "bold" if room.id == self._room else "$text-muted"),
                    *([("  ", "")] if room is not ROOMS[-1] else []),
                ),
                rank=0 if room.id == self._room else 2,
                action=f"app.room('{room.id}')",
                tip=f"{room.tip} Key {self.app.key_of(room.id)}.",
            )
            for room in ROOMS
        ]

    def right(self) -> Sequence[Spot]:
        """What is true right now."""
        view = self.app.today
        tip = f"The zone you live in. {self.app.key_of('settings')} has every setting."
        spots = [
            *self._demo(),
            _quiet(f"{day_name(view.now.date(), self.app.desk.dates)} {clock(view.now)}", 1),
            replace(_quiet(zone_in_words(view), 4), action="app.settings('zone')", tip=tip),
        ]
        if view.standing.current:
            spots.append(_quiet(f"{view.standing.current}-day streak", 3))
        if view.standing.strength:
            spots.append(_quiet(f"strength {percent(view.standing.strength)}", 5))
        return spots

    def _demo(self) -> Sequence[Spot]:
        """The mark of a demo: somebody else's days, and nothing of it stays."""
        if paths.DEMO not in self.app.desk.env:
            return ()
        tip = "Somebody else's journey, to look around in. Your own record is as it was."
        return [Spot((("demo", "bold $text-accent"),), 0, tip=tip)]


def _quiet(text: str, rank: int) -> Spot:
    return Spot(((text, "$text-muted"),), rank)


def zone_in_words(view: TodayView) -> str:
    """The zone as a traveller says it: "Casablanca +01"."""
    place = view.zone.rpartition("/")[2].replace("_", " ")
    away = view.now.utcoffset()
    return place if away is None or view.zone == "UTC" else f"{place} {offset(int(away.total_seconds()))}"
