"""The prompts that are due, each with the reason it is asked."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from habit_tui.domain.prompt import Prompt
from habit_tui.tui.text import keyed, wrapped
from habit_tui.tui.widgets.panel import TALL
from habit_tui.tui.widgets.rows import RowPanel

LEAD = 2
"""Cells before the question: its sign and a blank."""


class PromptList(RowPanel[Prompt]):
    """Questions with their reasons, each over as many lines as it needs and there is room for."""

    def __init__(self) -> None:
        super().__init__(id="prompts")
        self.known = False

    def update(self, prompts: Sequence[Prompt]) -> None:
        """Show the prompts that are due now."""
        self.known = True
        self.show(prompts)

    @property
    def title(self) -> str:
        """The heading."""
        return "Prompts"

    @property
    def figure(self) -> str:
        """How many are due."""
        return f"{len(self.items)} due" if self.items else ""

    @property
    def gap(self) -> int:
        """Air between the prompts, where there is room."""
        return 1 if self._is_tall else 0

    @property
    def _is_tall(self) -> bool:
        return self.app.size.height >= TALL

    def identity(self, item: Prompt) -> object:
        """What it is settled by."""
        return item.id

    def row(self, item: Prompt, width: int) -> Sequence[Content]:
        """The question, and the reason below it."""
        questions, reasons = (3, 9) if self._is_tall else (2, 6)
        # A few prompts have the room of three.
        reasons //= min(3, len(self.items))
        asked = wrapped(item.question, width - LEAD, questions)
        said = wrapped(item.reason, width - LEAD, reasons)
        return [
            Content.assemble(("› ", "$text-accent"), asked[0] if asked else ""),
            *(Content(" " * LEAD + line) for line in asked[1:]),
            *(Content.styled(" " * LEAD + line, "$text-muted") for line in said),
        ]

    def nothing(self, width: int) -> Sequence[Content]:
        """Where reasons come from, and how to write without one."""
        if not self.known:
            return ()
        key = self.app.key_of("write")
        said = (
            f"No reason to write is due. Press {key} for a draft under a title of your own. "
            "Log what you study, with a note: reasons follow from it."
        )
        return [*keyed(wrapped(said, width, 4), key), *[Content("")] * self.gap]
