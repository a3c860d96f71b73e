"""A reason to write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from habit_tui.tui.text import wrapped
from habit_tui.tui.widgets.panel import TALL, Panel

if TYPE_CHECKING:
    from habit_tui.domain.prompt import Prompt

QUESTION_LINES = 3
REASON_LINES = 2


class PromptPanel(Panel):
    """The weightiest prompt that is due; a click goes where one can answer it."""

    def __init__(self) -> None:
        super().__init__(id="prompt")
        self._prompt: Prompt | None = None
        self._known = False

    def update(self, prompts: Sequence[Prompt]) -> None:
        """Show the first of the prompts that are due."""
        self._prompt = prompts[0] if prompts else None
        self._known = True
        self.redraw()

    @property
    def title(self) -> str:
        """The heading."""
        return "Prompt"

    @property
    def figure(self) -> str:
        """Where one can answer it."""
        return "" if self._prompt is None else f"{self.app.key_of('blog')} writes"

    def lines(self, width: int) -> Sequence[Content]:
        """The question, and the reason it is asked."""
        if self._prompt is None:
            return [Content.styled("Nothing to write about yet." if self._known else "", "$text-muted")]
        reason = REASON_LINES if self.app.size.height >= TALL else 0
        return [
            *(Content(line) for line in wrapped(self._prompt.question, width, QUESTION_LINES)),
            *(Content.styled(line, "$text-muted") for line in wrapped(self._prompt.reason, width, reason)),
        ]

    def on_click(self) -> None:
        """Go and write."""
        self.app.action_room("blog")
