"""The form that corrects a session."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from habit_tui.domain import grammar
from habit_tui.domain.grammar import Span
from habit_tui.domain.kind import Kind
from habit_tui.domain.session import Session
from habit_tui.domain.words import clock, one_line, printable
from habit_tui.services import session as service
from habit_tui.services.desk import Desk
from habit_tui.services.session import Correction, Logged
from habit_tui.tui import say
from habit_tui.tui.screens.dialog import FROM_EVERY_ROW, Dialog
from habit_tui.tui.text import said
from habit_tui.tui.widgets.buttons import Button, Buttons
from habit_tui.tui.widgets.choice import Choice
from habit_tui.tui.widgets.field import Field
from habit_tui.tui.widgets.notes import Notes

HINT = "The day's verdict and the streak follow from what is saved."


class SessionDialog(Dialog):
    """Day, time, what, kind and note of one session; only what was changed is written."""

    BINDINGS: ClassVar[list[BindingType]] = [FROM_EVERY_ROW]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        start, _ = say.wall(session)
        runs = session.end is None
        self._shown = {
            "day": session.study_day.isoformat(),
            "time": clock(start) if runs else say.times(session),
            "what": one_line(session.what),
            "note": printable(session.note),
        }

    def heading(self) -> str:
        """Which session it is."""
        return f"Session {self._session.id} · {self._session.name}"

    def body(self) -> ComposeResult:
        """The fields, what follows from them, and the buttons."""
        runs = self._session.end is None
        times = "5:10, when it began" if runs else "5:10-6:40, 5:10 45m or 45m"
        for name, hint in (("day", grammar.DAYS), ("time", times), ("what", "")):
            with Horizontal(classes="field"):
                yield Static(Content(name.capitalize()), classes="label")
                yield Field(self._shown[name], hint, id=name)
        with Horizontal(classes="field"):
            yield Static(Content("Kind"), classes="label")
            yield Choice([kind.value for kind in Kind], self._session.kind.value, id="kind")
        with Horizontal(classes="field note"):
            yield Static(Content("Note"), classes="label")
            yield Notes(self._shown["note"], id="note")
        yield Static(said(HINT), classes="answer hint", markup=False)
        yield Buttons(
            Button("^s", "save", "screen.submit"),
            Button("", "delete it", "screen.delete"),
            Button("esc", "close", "screen.close"),
        )

    @on(Input.Submitted)
    def action_submit(self) -> None:
        """Write what was changed; a form nothing was changed in just closes."""
        if self._sent:
            return
        self._sent = True
        values = {name: self.query_one(f"#{name}", Field).value for name in ("day", "time", "what")}
        values["note"] = self.query_one("#note", Notes).text
        kind = Kind(self.query_one("#kind", Choice).chosen)
        changed = {name: value for name, value in values.items() if value != self._shown[name]}
        if not changed and kind is self._session.kind:
            self.dismiss()
            return

        def job(desk: Desk, now: datetime) -> Logged:
            correction = _correction(self._session, changed, kind, desk.study_day(now))
            return service.edit(desk, self._session.id, correction, now)

        self.app.write(
            self, job, lambda done: say.logged("Now", done), lambda _done: self.dismiss(), self.refuse
        )

    def action_delete(self) -> None:
        """Delete the session instead."""
        gone = self._session
        self.app.write(
            self,
            lambda desk, now: service.delete(desk, gone.id, now),
            say.deleted,
            lambda _done: self.dismiss(),
            self.refuse,
        )


def typed_time(text: str) -> tuple[int | Span | None, time | None]:
    """A span, a start, a start with minutes, or minutes alone; raises NotUnderstood."""
    if "-" in text or "–" in text:
        return grammar.amount(text), None
    first, _, rest = text.strip().partition(" ")
    if ":" not in first and not first.lower().endswith(("am", "pm")):
        return grammar.minutes_of(text), None
    return grammar.minutes_of(rest) if rest.strip() else None, grammar.clock_time(first)


def _correction(session: Session, changed: dict[str, str], kind: Kind, today: date) -> Correction:
    """What the changed fields mean; raises NotUnderstood."""
    amount, at = None, None
    if "time" in changed:
        amount, at = typed_time(changed["time"])
    return Correction(
        amount=amount,
        what=changed.get("what"),
        on=grammar.day(changed["day"], today) if "day" in changed else None,
        at=at,
        kind=None if kind is session.kind else kind,
        note=changed.get("note"),
    )
