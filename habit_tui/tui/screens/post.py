"""The dialogs of the Blog: a draft's title, a post's address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from habit_tui.domain.post import Dialect, Post, relative_file
from habit_tui.domain.words import day_name_with_year, one_line, quoted
from habit_tui.services import post as posts
from habit_tui.services.desk import Desk
from habit_tui.services.post import NewPost
from habit_tui.tui.screens.line import LineDialog


class WriteDialog(LineDialog):
    """Begins a draft under a title of one's own; `begun` gets what was made."""

    TITLE = "New draft"
    PLACEHOLDER = "What a month of mornings taught me"
    HINT = "Its title. The draft begins with what you did in the last 14 days."
    VERB = "begin"

    def __init__(self, begun: Callable[[NewPost], object]) -> None:
        super().__init__()
        self._begun = begun

    def understood(self, desk: Desk, text: str, now: datetime) -> str:
        """Where it would be written."""
        name = relative_file(Dialect(desk.settings.blog_dialect), text, desk.study_day(now))
        return f"{name} in {posts.blog_folder(desk)}"

    def do(self, text: str) -> None:
        """Begin it."""

        def done(made: NewPost) -> None:
            self.dismiss()
            self._begun(made)

        self.app.write(
            self, lambda desk, now: posts.new(desk, now, title=text), begun_in_words, done, self.refuse
        )


class PublishDialog(LineDialog):
    """Dates a post's publication and keeps its address."""

    PLACEHOLDER = "https://"
    HINT = "Where it can be read. Without an address only the day is kept."
    VERB = "publish"

    def __init__(self, post: Post) -> None:
        super().__init__()
        self._post = post

    def heading(self) -> str:
        """The title, with the post's."""
        return f"Publish {quoted(self._post.title)}"

    def understood(self, desk: Desk, text: str, now: datetime) -> str:
        """What would be kept."""
        return f"Published on {day_name_with_year(desk.study_day(now))} at {posts.web_address(text)}"

    def do(self, text: str) -> None:
        """Publish it."""
        self.app.write(
            self,
            lambda desk, now: posts.mark_published(desk, self._post.id, now, text),
            lambda done: f"Published: {one_line(done.title)}",
            self.done,
            self.refuse,
        )


def begun_in_words(made: NewPost) -> str:
    """What a toast says about a draft just begun."""
    return f"Draft begun: {made.path}"
