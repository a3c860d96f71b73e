"""A life that was replayed, and the shell's answers about it."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from habit_tui.cli import commands
from habit_tui.cli import replay as lives
from habit_tui.cli.commands import Start
from habit_tui.cli.door import Door
from habit_tui.exchange import replay as exchange
from habit_tui.services.desk import Desk
from tests.factories import at

ALWAYS = ("2000-01-01", "2099-12-31")


@dataclass(frozen=True, slots=True)
class Lived:
    """A replayed life, looked at on the morning after its last command, or at `now`."""

    desk: Desk
    now: datetime

    def at(self, wall: str) -> "Lived":
        """The same life at another wall time, in the zone it ended in."""
        return replace(self, now=at(wall, self.desk.zone_name))

    def answer(self, *words: str) -> Any:
        """What a command line answers with `--json`."""
        return json.loads(self.text(*words, "--json"))

    def text(self, *words: str) -> str:
        """What a command line answers."""
        out = StringIO()
        start = Start(self.desk.env, None, Door(self.desk, self.now))
        with redirect_stdout(out), redirect_stderr(StringIO()):
            commands.root().main(list(words), standalone_mode=False, obj=start)
        return out.getvalue()

    def path(self, name: str) -> "PathTold":
        """A path as `path show` tells it."""
        return PathTold(self.answer("path", "show", name))

    def changes(self, name: str, *events: str) -> list[tuple[str, str, str | None]]:
        """The changes of a path as `path changes` tells them, all or those of some events."""
        told = self.answer("path", "changes", name)["changes"]
        return [
            (each["event"], each["study_day"], each["title"])
            for each in told
            if not events or each["event"] in events
        ]

    def sessions(self, first: str = ALWAYS[0], last: str = ALWAYS[1]) -> list[Mapping[str, Any]]:
        """The sessions of some study days, by start."""
        found: list[Mapping[str, Any]] = self.answer("sessions", "--from", first, "--to", last)
        return found

    def reflections(self, kind: str) -> list[Mapping[str, Any]]:
        """The reflections of a kind, oldest first."""
        found: list[Mapping[str, Any]] = self.answer("reflect", "list", "--kind", kind)
        return found

    def published(self) -> list[str]:
        """The days on which posts came out."""
        return sorted(each["published_on"] for each in self.answer("post", "list") if each["published_on"])

    def prompts(self) -> list[str]:
        """The ids of the prompts that are due, without what tells one cause from another."""
        return [each["id"].partition("@")[0] for each in self.answer("post", "prompts")]

    def month(self, month: str) -> Mapping[str, Any]:
        """The review of a month, as 2017-05."""
        found: Mapping[str, Any] = self.answer("review", "month", "--on", f"{month}-10")
        return found


@dataclass(frozen=True, slots=True)
class PathTold:
    """A path in the shell's JSON."""

    json: Mapping[str, Any]

    @property
    def statuses(self) -> dict[str, str]:
        """The status of every resource by its title, in path order."""
        return {each["title"]: each["status"] for each in self.json["resources"]}

    @property
    def stages(self) -> list[tuple[str, str, str]]:
        """The stages with their planned days."""
        return [(each["name"], each["first"], each["last"]) for each in self.json["stages"]]

    def titles(self, stage: str) -> list[str]:
        """The titles of a stage's resources, in order."""
        return [each["title"] for each in self.json["resources"] if each["stage"] == stage]

    def resource(self, title: str) -> Mapping[str, Any]:
        """The resource whose title begins with these words."""
        found: Mapping[str, Any] = next(
            each for each in self.json["resources"] if each["title"].startswith(title)
        )
        return found

    def days(self, title: str) -> tuple[str, str | None]:
        """The days a resource really began and ended."""
        found = self.resource(title)
        return found["began_on"], found["closed_on"]


def lived_until(wall: str, zone: str, name: str, folder: Path) -> Lived:
    """Live a replay into a store below the folder, up to a wall time in a zone, and look at it then."""
    now = at(wall, zone)
    env = {"HOME": str(folder), "HABIT_TUI_DATA": str(folder / "data")}
    return Lived(lives.live(exchange.load(name), env, now).in_zone(zone), now)


def lived(name: str, folder: Path) -> Lived:
    """Live a replay, whole, into a store below the folder."""
    replay = exchange.load(name)
    desk = lives.live(replay, {"HOME": str(folder), "HABIT_TUI_DATA": str(folder / "data")})
    last = max(at(f"{step.at:%Y-%m-%d %H:%M}", step.zone) for step in replay.steps)
    zone = max(replay.steps, key=lambda step: step.at).zone
    return Lived(desk.in_zone(zone), last + timedelta(hours=1))


def minutes_by(
    sessions: Sequence[Mapping[str, Any]], key: Callable[[Mapping[str, Any]], str]
) -> dict[str, int]:
    """The minutes of sessions by what a key makes of each."""
    found: dict[str, int] = {}
    for each in sessions:
        found[key(each)] = found.get(key(each), 0) + each["minutes"]
    return found


def by_day(session: Mapping[str, Any]) -> str:
    """The study day of a session."""
    return str(session["study_day"])


def by_month(session: Mapping[str, Any]) -> str:
    """The month of a session's study day, as 2017-05."""
    return str(session["study_day"])[:7]


def by_kind(session: Mapping[str, Any]) -> str:
    """The kind of a session."""
    return str(session["kind"])
