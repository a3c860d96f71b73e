"""A line of things to read and things to click: what the top bar and the key bar are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events, getters
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from habit_tui.domain.words import cells
from habit_tui.tui.app import HabitApp


@dataclass(frozen=True, slots=True)
class Spot:
    """Safe text of one line as pairs of text and style; of a line too narrow the highest `rank` goes first.

    With `key` a click presses that key, with `action` it runs that action; `tip` says what it does.
    """

    parts: tuple[tuple[str, str], ...]
    rank: int = 0
    key: str = ""
    tip: str = ""
    action: str = ""

    @property
    def is_live(self) -> bool:
        """Whether a click does something."""
        return bool(self.key or self.action)

    @property
    def width(self) -> int:
        """Its width in cells."""
        return sum(cells(text) for text, _ in self.parts)


class SpotLine(Widget):
    """One line: spots from the left, spots from the right joined by `JOINT`; some go when it is narrow."""

    ALLOW_SELECT = False
    GAP = 2
    JOINT = "  "
    JOINT_STYLE = "$text-muted"

    app = getters.app(HabitApp)
    hovered: reactive[Spot | None] = reactive(None, init=False)

    def spots(self) -> tuple[Sequence[Spot], Sequence[Spot]]:
        """The spots on the left and on the right; for a line that finds both at once."""
        return self.left(), self.right()

    def left(self) -> Sequence[Spot]:
        """The spots on the left, in order."""
        return ()

    def right(self) -> Sequence[Spot]:
        """The spots on the right, in order."""
        return ()

    def render(self) -> Content:
        """The line as it fits."""
        left, right = self.fitting()
        line = Content.assemble(*(self._shown(spot) for spot in left))
        pieces = [self._shown(spot) for spot in right]
        tail = Content.styled(self.JOINT, self.JOINT_STYLE).join(pieces) if pieces else Content("")
        room = self.size.width - line.cell_length - tail.cell_length
        return Content.assemble(line, " " * max(0, room), tail)

    def _shown(self, spot: Spot) -> Content:
        style = " underline" if spot.is_live and spot == self.hovered else ""
        return Content.assemble(
            *((text, f"{one}{style if text.strip() else ''}") for text, one in spot.parts)
        )

    def fitting(self) -> tuple[list[Spot], list[Spot]]:
        """The spots there is room for, those on the left and those on the right."""
        left, right = map(list, self.spots())
        while left or right:
            joints = max(0, len(right) - 1) * len(self.JOINT) + (self.GAP if left and right else 0)
            if sum(spot.width for spot in (*left, *right)) + joints <= self.size.width:
                break
            first_to_go = max((*left, *right), key=lambda spot: spot.rank)
            (left if first_to_go in left else right).remove(first_to_go)
        return left, right

    def spot_at(self, x: int) -> Spot | None:
        """The spot in a column."""
        left, right = self.fitting()
        at = 0
        for spot in left:
            if at <= x < at + spot.width:
                return spot
            at += spot.width
        at = self.size.width
        for spot in reversed(right):
            at -= spot.width
            if at <= x < at + spot.width:
                return spot
            at -= len(self.JOINT)
        return None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow the mouse: underline what can be clicked, and say what it does."""
        spot = self._spot_below(event)
        self.hovered = spot
        self.tooltip = Content(spot.tip) if spot is not None and spot.tip else None

    def on_leave(self) -> None:
        """The mouse has gone."""
        self.hovered = None

    async def on_click(self, event: events.Click) -> None:
        """Do what the spot clicked is for."""
        spot = self._spot_below(event)
        if spot is None or not spot.is_live:
            return
        event.stop()
        if spot.action:
            await self.run_action(spot.action)
        else:
            self.app.simulate_key(spot.key)

    def _spot_below(self, event: events.MouseEvent) -> Spot | None:
        at = event.get_content_offset(self)
        return None if at is None else self.spot_at(at.x)
