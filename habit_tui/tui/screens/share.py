"""The dialogs of sharing: a post's check-list, and what came back from one place."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static

from habit_tui.domain.post import Share
from habit_tui.domain.words import one_line, quoted
from habit_tui.services import post as posts
from habit_tui.services import share as service
from habit_tui.services.desk import Desk
from habit_tui.services.post import PostView
from habit_tui.tui import keys
from habit_tui.tui.screens.dialog import Dialog
from habit_tui.tui.text import said
from habit_tui.tui.widgets.buttons import Button, Buttons
from habit_tui.tui.widgets.field import Field
from habit_tui.tui.widgets.notes import Notes
from habit_tui.tui.widgets.shares import ShareList


class ShareDialog(Dialog):
    """Where a post was shared, where feedback was asked for, and what came of it."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.SHARES)

    shares = getters.query_one(ShareList)

    def __init__(self, view: PostView) -> None:
        super().__init__()
        self._view = view

    def heading(self) -> str:
        """Which post it is."""
        return f"Sharing {quoted(self._view.post.title)}"

    def body(self) -> ComposeResult:
        """The list, a field for another place, and what can be done."""
        yield ShareList(self._view.shares)
        yield Field(placeholder="another place: a site, a forum, a person", id="place")
        yield Static(classes="answer", markup=False)
        yield Buttons(
            Button(self.app.key_of("shared"), "shared", "screen.tick('shared')"),
            Button(self.app.key_of("asked"), "asked", "screen.tick('asked')"),
            Button(self.app.key_of("received"), "came back", "screen.receive"),
            Button(self.app.key_of("drop_share"), "drop", "screen.drop"),
            Button("esc", "close", "screen.close"),
        )

    def on_mount(self) -> None:
        """Begin at the list, or at the field while there is none."""
        self.query_one("#shares" if self._view.shares else "#place").focus()

    @on(Input.Submitted)
    def action_submit(self) -> None:
        """Put a place on the list."""
        field = self.query_one(Field)
        place = field.value
        if not place.strip():
            self.dismiss()
            return

        def job(desk: Desk, now: datetime) -> PostView:
            return service.put(desk, self._view.post.id, place, now, planned=True)

        def done(view: PostView) -> None:
            field.value = ""
            self._show(view)
            names = [share.place.casefold() for share in view.shares]
            name = one_line(place.strip()).casefold()
            self.shares.cursor = names.index(name) if name in names else 0
            self.shares.focus()

        said = f"To be shared on {one_line(place.strip())}"
        self.app.write(self, job, lambda _view: said, done, self.refuse)

    def action_tick(self, what: str) -> None:
        """Date a step of the chosen place today."""
        share = self.shares.chosen
        if share is None:
            return
        asked = what == "asked"

        def job(desk: Desk, now: datetime) -> PostView:
            return service.put(desk, self._view.post.id, share.place, now, asked=asked, planned=asked)

        said = f"{'Asked for feedback' if asked else 'Shared'} on {one_line(share.place)}"
        self.app.write(self, job, lambda _view: said, self._show, self.refuse)

    def action_receive(self) -> None:
        """Ask what came back from the chosen place."""
        if self.shares.chosen is not None:
            self.app.push_screen(FeedbackDialog(self._view, self.shares.chosen), self._received)

    def _received(self, _nothing: None) -> None:
        post_id = self._view.post.id
        self.app.read(self, "shares", lambda desk, _now: posts.show(desk, post_id), self._show)

    def action_drop(self) -> None:
        """Take the chosen place off the list."""
        share = self.shares.chosen
        if share is None:
            return

        def job(desk: Desk, now: datetime) -> PostView:
            return service.drop(desk, self._view.post.id, share.place, now)

        said = f"Off the list: {one_line(share.place)}"
        self.app.write(self, job, lambda _view: said, self._show, self.refuse)

    def _show(self, view: PostView) -> None:
        self._view = view
        self.shares.show(view.shares)
        self.tell("")


class FeedbackDialog(Dialog):
    """What came back from one place, in the learner's words or theirs."""

    def __init__(self, view: PostView, share: Share) -> None:
        super().__init__()
        self._view = view
        self._share = share

    def heading(self) -> str:
        """Where it came from."""
        return f"What came back from {quoted(self._share.place)}"

    def body(self) -> ComposeResult:
        """A box for it."""
        yield Notes(id="feedback")
        yield Static(said("It is added to what came before."), classes="answer hint", markup=False)
        yield Buttons(Button("^s", "keep it", "screen.submit"), Button("esc", "close", "screen.close"))

    def action_submit(self) -> None:
        """Keep it."""
        came = self.query_one(Notes).text
        if not came.strip():
            self.tell("There is nothing to keep yet.", refusal=True)
            return

        def job(desk: Desk, now: datetime) -> PostView:
            return service.put(desk, self._view.post.id, self._share.place, now, received=came, planned=True)

        self.app.write(
            self,
            job,
            lambda _view: f"Kept what came back from {one_line(self._share.place)}",
            lambda _view: self.dismiss(),
            self.refuse,
        )
