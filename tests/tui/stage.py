"""A stage for the full screen: the app at a real file and a stopped clock, and what can be seen on it."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import pytest
from textual import events
from textual._context import visible_screen_stack
from textual._queue import Queue
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.message import Message
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input, TextArea

from habit_tui.domain.words import cells
from habit_tui.services.desk import Desk
from habit_tui.tui.app import HabitApp

WIDE, NARROW = (120, 36), (80, 24)

ROUNDS = 3
"""Turns of the event loop without work, after which none comes by itself."""

PATIENCE = 120
"""Seconds after which what is still at work never ends."""

_lay_out, _draw = Screen._on_timer_update, Screen._compositor_refresh


@dataclass(frozen=True, slots=True)
class Stage:
    """An app that is running, a pilot for its mouse, and the tasks that were there before it.

    It draws when everything is at rest: how often Textual would depends on how fast the machine is.
    """

    app: HabitApp
    pilot: Pilot[None]
    audience: frozenset[asyncio.Task[object]]
    undrawn: set[Screen[object]]

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each when everything has come to rest."""
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            driver.send_message(_pressed(key))
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
        """Wait until no work is under way, every message was handled and what came of it is drawn.

        Textual's own pause waits until the process uses little of a processor, which on a loaded machine it
        does in the middle of its work. Fails after PATIENCE.
        """
        at_rest = 0
        async with asyncio.timeout(PATIENCE):
            while at_rest < ROUNDS:
                if self._is_at_work():
                    at_rest = 0
                    await asyncio.sleep(0.001)
                else:
                    at_rest += 1
                    # What a dialog lies over is drawn before the dialog, which shows it.
                    for screen in (*self.app._background_screens, self.app.screen):
                        _lay_out(screen)
                        if screen in self.undrawn:
                            self.undrawn.remove(screen)
                            _draw(screen)
                            # Textual has what lies below a dialog drawn again after every drawing.
                            screen._repaint_required = False
                    await asyncio.sleep(0)

    async def until(self, seen: Callable[[], bool]) -> None:
        """Wait for what comes by itself a moment after the last key. Fails after PATIENCE."""
        async with asyncio.timeout(PATIENCE):
            while not seen():
                await asyncio.sleep(0.001)
                await self.rest()

    def _is_at_work(self) -> bool:
        """Whether a message waits or is being handled, or a task runs that ends by itself."""
        tasks = asyncio.all_tasks() - self.audience - {asyncio.current_task()}
        under_way = (
            # Textual names the tasks that last as long as what they serve.
            any(task.get_name().startswith("Task-") for task in tasks)
            or not all(worker.is_finished for worker in self.app.workers)
            or self.app._resize_timer is not None
            or not self.app.animator._complete_event.is_set()
        )
        if under_way:
            return True
        screens = [screen for stack in self.app._screen_stacks.values() for screen in stack]
        pumps = (self.app, *(node for screen in screens for node in screen.walk_children(with_self=True)))
        return any(pump.is_running and not _waits(pump) for pump in pumps)

    @property
    def strips(self) -> list[Strip]:
        """The lines of the screen on top, and of what shows through it, as they are drawn."""
        visible_screen_stack.set(self.app._background_screens)
        return self.app.screen._compositor.render_strips()

    @property
    def lines(self) -> list[str]:
        """The lines' text, blanks at their ends off."""
        return [strip.text.rstrip() for strip in self.strips]

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
        strips = self.strips[region.y : region.bottom]
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


def _waits(pump: MessagePump) -> bool:
    """Whether a pump has handled its messages and waits for the next."""
    queue: Queue[Message | None] = pump._message_queue
    return queue.empty() and bool(queue.ready_event._waiters)


def _pressed(key: str) -> events.Key:
    """What a terminal would tell of a key."""
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    try:
        character: str | None = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    except KeyError:
        character = name if len(name) == 1 else None
    return events.Key(name, character)


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
    async with performed(app, size, tooltips=tooltips) as stage:
        yield stage


@asynccontextmanager
async def performed(app: HabitApp, size: tuple[int, int], *, tooltips: bool = False) -> AsyncIterator[Stage]:
    """An app running, its first frame drawn; the cursor in a field does not blink."""
    audience = frozenset(asyncio.all_tasks())
    undrawn: set[Screen[object]] = set()

    def put_off(screen: Screen[object]) -> None:
        undrawn.add(screen)

    app.animation_level = "none"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Input, "_toggle_cursor", lambda _field: None)
        patch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda _field: None)
        patch.setattr(Screen, "_on_timer_update", lambda _screen: None)
        patch.setattr(Screen, "_compositor_refresh", put_off)
        async with app.run_test(size=size, notifications=True, tooltips=tooltips) as pilot:
            stage = Stage(app, pilot, audience, undrawn)

            async def pause(delay: float = 0) -> None:
                await asyncio.sleep(delay)
                await stage.rest()

            patch.setattr(pilot, "pause", pause)
            await stage.rest()
            yield stage
