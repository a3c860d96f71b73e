"""The dialog that asks what became of the path."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from habit_tui.domain.assessment import QUESTIONS, Answers, Question
from habit_tui.domain.words import one_line
from habit_tui.services import review as service
from habit_tui.tui.screens.dialog import Dialog
from habit_tui.tui.widgets.buttons import Button, Buttons
from habit_tui.tui.widgets.field import Field


class AssessmentDialog(Dialog):
    """A line for each question, last time's answers standing faintly in them."""

    TITLE = "What became of it?"

    def __init__(self, last_time: Answers) -> None:
        super().__init__()
        self._last_time = last_time
        self._sent = False

    def body(self) -> ComposeResult:
        """The questions, the place for a refusal, and the buttons."""
        for question, text in QUESTIONS.items():
            before = one_line(self._last_time.get(question, ""))
            with Horizontal(classes="field question"):
                yield Static(Content(text), classes="label")
                yield Field("", f"last time: {before}" if before else "", id=question.value)
        yield Static(classes="answer", markup=False)
        yield Buttons(Button("^s", "keep", "screen.submit"), Button("esc", "close", "screen.close"))

    @on(Input.Submitted)
    def _go_on(self, event: Input.Submitted) -> None:
        """Enter goes to the next question, from the last one it keeps the answers."""
        if event.input.id == list(Question)[-1].value:
            self.action_submit()
        else:
            self.focus_next()

    def action_submit(self) -> None:
        """Keep the answers, once."""
        if self._sent:
            return
        self._sent = True
        answers = {each: self.query_one(f"#{each.value}", Field).value for each in Question}
        self.app.write(
            self,
            lambda desk, now: service.answer(desk, now, answers),
            lambda noted: f"Kept as an assessment{_of(noted.path)}: it is shown next time",
            lambda _done: self.dismiss(),
            self._refuse,
        )

    def _refuse(self, sentence: str) -> None:
        self._sent = False
        self.tell(sentence, refusal=True)


def _of(path: str) -> str:
    return f" of {one_line(path)}" if path else ""
