"""A reason to write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from habit_tui.tui.text import wrapped
from habit_tui.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from habit_tui.domain.prompt import Prompt

LEAST_REASON = 2
"""Lines of a reason that are worth beginning it; a shorter one is shown whole."""

NOTHING = "Nothing to write about yet: sessions logged with a note become reasons."


class PromptPanel(Panel):
    """The weightiest prompt that is due, as much of it as there is room for; a click leads to the Blog."""

    def __init__(self) -> None:
        super().__init__(id="prompt")
        self._prompt: Prompt | None = None
        self._known = False

    def update(self, prompts: Sequence[Prompt]) -> None:
        """Show the first of the prompts that are due."""
        self._prompt = prompts[0] if prompts else None
        self._known = True
        self.refresh()

    @property
    def title(self) -> str:
        """The heading."""
        return "Prompt"

    @property
    def figure(self) -> str:
        """Where one can answer it."""
        return "" if self._prompt is None else f"{self.app.key_of('blog')} opens the Blog"

    def lines(self, width: int) -> Sequence[Content]:
        """The question, and the reason it is asked."""
        room = max(1, self.size.height - self.heading_height)
        if self._prompt is None:
            said = wrapped(NOTHING if self._known else "", width, room)
            return [Content.styled(line, "$text-muted") for line in said]
        asked = wrapped(self._prompt.question, width, room)
        room -= len(asked)
        reason = wrapped(self._prompt.reason, width, room)
        if len(reason) == room < LEAST_REASON and reason != wrapped(self._prompt.reason, width, room + 1):
            reason = []
        return [
            *(Content(line) for line in asked),
            *(Content.styled(line, "$text-muted") for line in reason),
        ]

    def on_click(self) -> None:
        """Go and write."""
        self.app.action_room("blog")
