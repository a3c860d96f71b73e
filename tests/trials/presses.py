"""Random keys, clicks, drags, pastes and sizes, from a seed: the full screen must stand all of them.

`python -m tests.trials.presses SEED...` tries some seeds alone.
"""

import asyncio
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from traceback import format_exception

from textual import events
from textual.errors import NoWidget
from textual.pilot import Pilot

from habit_tui.cli import replay as lives
from habit_tui.exchange import replay as exchange
from habit_tui.services.desk import Desk, open_desk
from habit_tui.system import log, paths
from habit_tui.tui import keys
from habit_tui.tui.app import HabitApp
from habit_tui.tui.screens.help import HelpDialog
from habit_tui.tui.screens.unsaved import UnsavedDialog
from tests.factories import at

SMALLEST, LARGEST = (40, 10), (160, 50)
ASKED_EVERY = 250
"""So many presses after each other, then the app must still answer `?`."""

CURSED = (
    "a [/] b",
    "[@click=app.quit]x[/]",
    "\x1b[2J",
    "\u202eolleh",
    "👩\u200d💻 日本語",
    "x" * 10_000,
    "2026-11-22",
    "45m titanic",
)
"""What is pasted."""

WEIGHTS = {"key": 70, "click": 14, "drag": 3, "wheel": 3, "paste": 4, "size": 2, "look": 1}
WAYS_OUT = ("escape", "enter", "tab", "backspace", "delete", "space", "up", "down", "left", "right")


@dataclass(slots=True)
class Pressed:
    """What came of a trial: presses, how often the app was opened, and what was not as it should be."""

    presses: int = 0
    openings: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Trial:
    """One seed: a record, a clock that goes on with every press, and the dice."""

    env: dict[str, str]
    now: datetime
    dice: random.Random
    done: Pressed = field(default_factory=Pressed)
    last: list[str] = field(default_factory=list)

    async def press(self, presses: int) -> Pressed:
        """Press so often, opening the app again whenever a key has closed it or it has failed."""
        while self.done.presses < presses and len(self.done.faults) < 5:
            self.done.openings += 1
            app = HabitApp(self._desk, self._tick)
            app.animation_level = "none"
            try:
                async with app.run_test(size=self._size(), notifications=True, tooltips=True) as pilot:
                    await self._session(app, pilot, presses)
            except Exception as error:
                self._blame("".join(format_exception(error)))
        return self.done

    async def _session(self, app: HabitApp, pilot: Pilot[None], presses: int) -> None:
        while self.done.presses < presses and app.is_running and not app._exit:
            self.done.presses += 1
            self.now += timedelta(seconds=self.dice.choice((1, 7, 60, 600)))
            # The pilot finds no widget where a screen is still being laid out.
            with suppress(NoWidget):
                await self._once(app, pilot)
            if not app._exit and self.done.presses % ASKED_EVERY == 0:
                await self._ask(app, pilot)
            self._read_log()

    async def _once(self, app: HabitApp, pilot: Pilot[None]) -> None:
        size = app.size
        place = (self.dice.randrange(size.width), self.dice.randrange(size.height))
        match self.dice.choices(tuple(WEIGHTS), tuple(WEIGHTS.values()))[0]:
            case "key":
                key = self.dice.choice(KEYS)
                self._note(key)
                await pilot.press(key)
            case "click":
                times = self.dice.choice((1, 1, 1, 2))
                self._note(f"click {place} x{times}")
                await pilot.click(offset=place, times=times)
            case "drag":
                onto = (self.dice.randrange(size.width), self.dice.randrange(size.height))
                self._note(f"drag {place} {onto}")
                await pilot.mouse_down(offset=place)
                await pilot.hover(offset=onto)
                await pilot.mouse_up(offset=onto)
            case "wheel":
                kind = self.dice.choice((events.MouseScrollDown, events.MouseScrollUp))
                self._note(f"{kind.__name__} {place}")
                await pilot._post_mouse_events([kind], offset=place)
            case "paste":
                text = self.dice.choice(CURSED)
                self._note(f"paste {text!r}")
                app.post_message(events.Paste(text))
            case "size":
                width, height = self._size()
                self._note(f"size {width}x{height}")
                await pilot.resize_terminal(width, height)
            case "look":
                self._note("look")
                app.tick()

    async def _ask(self, app: HabitApp, pilot: Pilot[None]) -> None:
        """Leave what is open, and ask for the keys of a room."""
        await self._leave(app, pilot)
        await pilot.press(self.dice.choice(("f1", "f2", "f3", "f4", "f5")))
        await self._leave(app, pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        if not isinstance(app.screen, HelpDialog):
            self._blame(f"? is not answered on {app.screen_stack}")
        await pilot.press("escape")

    async def _leave(self, app: HabitApp, pilot: Pilot[None]) -> None:
        """Close what lies over a room, and throw away what was written there."""
        for _ in range(20):
            await pilot.pause()
            if len(app.screen_stack) == 1:
                return
            await pilot.press("d" if isinstance(app.screen, UnsavedDialog) else "escape")

    def _note(self, what: str) -> None:
        self.last = [*self.last[-24:], what]

    def _desk(self) -> Desk:
        return open_desk(self.env, "tui")

    def _tick(self) -> datetime:
        return self.now

    def _size(self) -> tuple[int, int]:
        width, height = (self.dice.randint(*ends) for ends in zip(SMALLEST, LARGEST, strict=True))
        return width, height

    def _read_log(self) -> None:
        """A worker that failed has written down why."""
        file = Path(paths.store_file(self.env, None)).with_name(log.NAME)
        if file.exists():
            self._blame(file.read_text())
            file.unlink()

    def _blame(self, what: str) -> None:
        self.done.faults.append(f"press {self.done.presses}, after {' | '.join(self.last)}:\n{what}")


def _keys() -> Iterator[str]:
    """Every key that is bound, the ways out more often, letters and digits for what is being typed."""
    for _, group in keys.GROUPS:
        for key in group:
            yield from (each for each in key.keys.split(",") if each not in ("ctrl+q", "q"))
    for _ in range(4):
        yield from WAYS_OUT
    yield from "abcdefghijklmnoprstuvwxyz0123456789:-"
    yield "q"


KEYS = tuple(_keys())


def press(folder: Path, seed: int, presses: int) -> Pressed:
    """Try a seed; odd ones begin with an empty record, even ones with a lived-in year."""
    dice = random.Random(seed)
    env = {
        "HOME": str(folder),
        "PATH": os.devnull,
        "TZ": "Europe/Berlin",
        "HABIT_TUI_DATA": str(folder / "data"),
        "HABIT_TUI_CONFIG": str(folder / "config"),
    }
    now = at("2026-11-22 05:40", "Europe/Berlin")
    if seed % 2 == 0:
        replay = exchange.load(dice.choice(exchange.names()))
        env["TZ"], now = replay.zone, lives.opening(replay)
        lives.live(replay, env, now)
    return asyncio.run(Trial(env, now, dice).press(presses))


def main(seeds: list[str]) -> int:
    """Try some seeds; how many faults were found."""
    # What a key opens outside of the terminal is not opened here.
    os.environ["PATH"] = os.devnull
    found = 0
    for seed in map(int, seeds):
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            done = press(Path(folder), seed, 2000)
        figures = f"{done.presses} presses in {done.openings} openings, {len(done.faults)} faults"
        print(f"seed {seed}: {figures}", flush=True)
        for fault in done.faults:
            print(fault, flush=True)
        found += len(done.faults)
    return min(1, found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
