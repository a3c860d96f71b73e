"""The dialog that asks what became of the path."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from habit_tui.domain.assessment import QUESTIONS, Question
from habit_tui.domain.dates import day_name_with_year
from habit_tui.domain.words import one_line
from habit_tui.services import review as service
from habit_tui.services.reflection import Noted
from habit_tui.services.review import Asked
from habit_tui.tui.screens.dialog import Dialog
from habit_tui.tui.text import said, wrapped
from habit_tui.tui.widgets.buttons import Button, Buttons
from habit_tui.tui.widgets.field import Field


class AssessmentDialog(Dialog):
    """A line for each question, below it what was answered last time."""

    TITLE = "What became of it?"

    def __init__(self, asked: Asked, typed: dict[Question, str]) -> None:
        super().__init__()
        self._asked = asked
        self._typed = typed
        """What was typed; it outlives a dialog that is closed."""

    def body(self) -> ComposeResult:
        """What they are about, the questions, how they are answered, and the buttons."""
        last_time = self._asked.last_time
        answers = {} if last_time is None else last_time.answers
        yield Static(said(self._about()), classes="hint", markup=False)
        with VerticalScroll(id="questions", can_focus=False):
            for question, text in QUESTIONS.items():
                with Horizontal(classes="field question"):
                    yield Static(Content(text), classes="label")
                    yield Field(self._typed.get(question, ""), id=question.value)
                yield Before(answers.get(question, ""))
        hint = "Enter goes to the next question; a line may stay empty."
        yield Static(said(hint), classes="answer hint", markup=False)
        yield Buttons(Button("^s", "keep", "screen.submit"), Button("esc", "close", "screen.close"))

    def _about(self) -> str:
        """The path that is asked about, and last time's answer where it was in other words."""
        path, last_time = self._asked.path, self._asked.last_time
        about = "About all your paths." if path is None else f"About {path.name}."
        if last_time is None:
            return about
        note = last_time.reflection
        words = "" if last_time.answers else f": {note.text}"
        return f"{about} Last time, {day_name_with_year(note.on_day, self.app.desk.dates)}{words}"

    @on(Input.Changed)
    def _remember(self, event: Input.Changed) -> None:
        self._typed[Question(event.input.id or "")] = event.value

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
        path = self._asked.path
        self.app.write(
            self,
            lambda desk, now: service.answer(desk, now, answers, None if path is None else path.id),
            lambda noted: f"Kept as an assessment{_of(noted.path)}: it is shown next time",
            self._kept,
            self.refuse,
        )

    def _kept(self, _noted: Noted) -> None:
        self._typed.clear()
        self.dismiss()


class Before(Static):
    """What was answered last time, in at most two quiet lines; none where nothing was."""

    def __init__(self, answer: str) -> None:
        super().__init__(markup=False, classes="hint before")
        self._answer = one_line(answer)
        self.display = bool(self._answer)

    def on_resize(self) -> None:
        """It ends after a whole word."""
        self.update(Content("\n".join(wrapped(f"last time: {self._answer}", self.size.width, 2))))


def _of(path: str) -> str:
    return f" of {one_line(path)}" if path else ""
