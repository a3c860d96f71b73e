"""The line of a first morning: what to do, what is done, and a way to be rid of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from habit_tui.tui.widgets.spots import Spot, SpotLine

ROOMY = 76
"""The cells from which the steps are said in words instead of in one word each."""

HERE = "-morning"
"""The class of a screen that has the line."""


class MorningLine(SpotLine):
    """Above the keys of every room while the morning lasts; a click on a step does it."""

    def on_mount(self) -> None:
        """Follow the morning, and make room."""
        self.screen.add_class(HERE)
        if self.app.morning is not None:
            self.app.morning.turned.subscribe(self, lambda _nothing: self._turn())

    def _turn(self) -> None:
        if self.app.morning is None or self.app.morning.is_over:
            self.screen.remove_class(HERE)
            self.remove()
        else:
            self.refresh()

    def left(self) -> Sequence[Spot]:
        """The steps in their order."""
        return [*self._steps()]

    def _steps(self) -> Iterator[Spot]:
        if self.app.morning is None:
            return
        is_roomy = self.size.width >= ROOMY
        for rank, step in enumerate(self.app.morning.steps(), 1):
            says = step.says if is_roomy else step.short
            gap = ("  ", "")
            if step.is_done:
                yield Spot((("✓ ", "$text-success"), (says, "$text-muted"), gap), rank=rank + 3)
            else:
                key = self.app.key_of(step.key)
                action = "app.room('calendar')" if step.key == "calendar" else _ACTIONS[step.key]
                yield Spot(
                    (("· ", "$text-muted"), (key, "bold"), (f" {says}", ""), gap), rank=rank, action=action
                )

    def right(self) -> Sequence[Spot]:
        """The way out of it."""
        key = self.app.key_of("skip_morning")
        return [
            Spot(
                ((f"{key} ", "bold"), ("skip ×", "$text-muted")),
                action="app.skip_morning",
                tip="Do without this line; it does not come again.",
            )
        ]


_ACTIONS = {"log": "app.log", "remind": "app.remind"}
