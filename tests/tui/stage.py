"""A stage for the full screen: the app at a real file and a stopped clock, and what can be seen on it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from textual import events
from textual.pilot import Pilot

from habit_tui.domain.words import cells
from habit_tui.services.desk import Desk
from habit_tui.tui.app import HabitApp

WIDE, NARROW = (120, 36), (80, 24)


@dataclass(frozen=True, slots=True)
class Stage:
    """An app that is running; `pilot` presses its keys."""

    app: HabitApp
    pilot: Pilot[None]

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each when everything has come to rest."""
        for key in keys:
            await self.pilot.press(key)
            await self.rest()

    async def type(self, text: str) -> None:
        """Put text into the focused field, as by pasting it."""
        self.app.post_message(events.Paste(text))
        await self.rest()

    async def click(self, text: str, *, times: int = 1) -> None:
        """Click on the first place where a text is drawn."""
        x, y = self.find(text)
        await self.pilot.click(offset=(x, y), times=times)
        await self.rest()

    async def rest(self) -> None:
        """Wait until no work is under way and every message was handled."""
        await self.pilot.pause()
        while not all(worker.is_finished for worker in self.app.workers):
            await self.pilot.pause()
        await self.pilot.pause()

    @property
    def lines(self) -> list[str]:
        """The lines of the screen on top as they are drawn, blanks at their ends off."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """All that can be read on the screen."""
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """All that can be read, on one line, so that it does not matter where a line breaks."""
        return " ".join(self.text.split())

    def words_in(self, selector: str) -> str:
        """All that can be read in a widget, on one line."""
        region = self.app.screen.query_one(selector).region
        strips = self.app.screen._compositor.render_strips()[region.y : region.bottom]
        return " ".join(" ".join(strip.crop(region.x, region.right).text for strip in strips).split())

    @property
    def svg(self) -> str:
        """The screen as a picture that is the same whenever it looks the same."""
        return re.sub(r"terminal-\d+", "terminal", self.app.export_screenshot(simplify=True))

    @property
    def toasts(self) -> list[str]:
        """What has been said in toasts, the latest last."""
        return [toast.message for toast in self.app._notifications]

    def find(self, text: str) -> tuple[int, int]:
        """Where a text is drawn first: column and line."""
        for y, line in enumerate(self.lines):
            if text in line:
                return cells(line[: line.index(text)]), y
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text}")


@asynccontextmanager
async def on_stage(
    desk: Desk,
    now: datetime | Callable[[], datetime],
    size: tuple[int, int] = WIDE,
    *,
    tooltips: bool = False,
) -> AsyncIterator[Stage]:
    """The app open at a desk, the first frame drawn; a `now` that is no function stands still."""
    app = HabitApp(lambda: desk, now if callable(now) else lambda: now)
    app.animation_level = "none"
    async with app.run_test(size=size, notifications=True, tooltips=tooltips) as pilot:
        stage = Stage(app, pilot)
        await stage.rest()
        yield stage
