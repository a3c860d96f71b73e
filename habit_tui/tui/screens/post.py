"""The dialogs of the Blog: a draft's title, a post's address, what is added to a post that is out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from habit_tui.domain.address import web_address
from habit_tui.domain.dates import day_name_with_year
from habit_tui.domain.post import Dialect, Post, relative_file
from habit_tui.domain.words import one_line, quoted
from habit_tui.services import post as posts
from habit_tui.services.desk import Desk
from habit_tui.services.post import NewPost
from habit_tui.tui import keys
from habit_tui.tui.screens.dialog import Dialog
from habit_tui.tui.screens.line import LineDialog
from habit_tui.tui.text import said
from habit_tui.tui.widgets.buttons import Button, Buttons
from habit_tui.tui.widgets.notes import Notes


class WriteDialog(LineDialog):
    """Begins a draft under a title of one's own; `begun` gets what was made."""

    TITLE = "New draft"
    PLACEHOLDER = "What a month of mornings taught me"
    HINT = "Its title. The draft begins with what you did in the last 14 days."
    VERB = "begin"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.WRITE)

    def __init__(self, begun: Callable[[NewPost], object]) -> None:
        super().__init__()
        self._begun = begun
        self._pictured = False

    def more_buttons(self) -> tuple[Button, ...]:
        """The calendar can be shown in it."""
        return (Button(self.app.key_of("picture"), "with the calendar's picture", "screen.picture"),)

    def action_picture(self) -> None:
        """Show the calendar's picture in the draft, or do not."""
        self._pictured = not self._pictured
        self.tell("With the picture of your calendar." if self._pictured else "Without a picture.")

    def understood(self, desk: Desk, text: str, now: datetime) -> str:
        """Where it would be written."""
        dialect, day = Dialect(desk.settings.blog_dialect), desk.study_day(now)
        name = relative_file(dialect, text, day, pictured=self._pictured)
        picture = ", with the picture of your calendar" if self._pictured else ""
        return f"{name} in {posts.blog_folder(desk)}{picture}"

    def do(self, text: str) -> None:
        """Begin it."""

        def done(made: NewPost) -> None:
            self.dismiss()
            self._begun(made)

        self.app.write(
            self,
            lambda desk, now: posts.new(desk, now, title=text, pictured=self._pictured),
            begun_in_words,
            done,
            self.refuse,
        )


class PublishDialog(LineDialog):
    """Dates a post's publication and keeps its address."""

    PLACEHOLDER = "https://"
    VERB = "publish"

    def __init__(self, post: Post) -> None:
        super().__init__()
        self._post = post
        self.HINT = (
            "Where it can be read; it may stay empty. Nothing is sent anywhere: the day and the address are "
            f"kept, the file says that it is out and stays where it is, {post.file}"
        )

    def heading(self) -> str:
        """The title, with the post's."""
        return f"Publish {quoted(self._post.title)}"

    def understood(self, desk: Desk, text: str, now: datetime) -> str:
        """What would be kept."""
        day = self._post.published_on or desk.study_day(now)
        return f"Published on {day_name_with_year(day, desk.dates)} at {web_address(text)}"

    def do(self, text: str) -> None:
        """Publish it."""
        self.app.write(
            self,
            lambda desk, now: posts.mark_published(desk, self._post.id, now, text),
            lambda done: f"Published: {one_line(done.title)}",
            self.done,
            self.refuse,
        )


class UpdateDialog(Dialog):
    """Takes a dated note for a post that is out."""

    def __init__(self, post: Post) -> None:
        super().__init__()
        self._post = post

    def heading(self) -> str:
        """Which post it is."""
        return f"Update {quoted(self._post.title)}"

    def body(self) -> ComposeResult:
        """A box for the note."""
        yield Notes(id="update")
        hint = "Markdown. It goes to the end of the file, with today's day before it."
        yield Static(said(hint), classes="answer hint", markup=False)
        yield Buttons(Button("^s", "add it", "screen.submit"), Button("esc", "close", "screen.close"))

    def action_submit(self) -> None:
        """Add it."""
        text = self.query_one(Notes).text
        self.app.write(
            self,
            lambda desk, now: posts.update(desk, self._post.id, text, now),
            lambda _added: f"Updated: {one_line(self._post.title)}",
            lambda _added: self.dismiss(),
            self.refuse,
        )


def begun_in_words(made: NewPost) -> str:
    """What a toast says about a draft just begun."""
    return f"Draft begun: {made.path}"
