"""Drafts and posts."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from habit_tui.domain.dates import day_name
from habit_tui.domain.post import SIGNS, PostStatus
from habit_tui.domain.words import pad, plural
from habit_tui.services.post import PostView
from habit_tui.tui.text import keyed, wrapped
from habit_tui.tui.widgets.panel import TALL, right_aligned
from habit_tui.tui.widgets.rows import RowPanel

MISSING = "✗"

LEAD = 2
"""Cells before the title: its sign and a blank."""

STATE = 9
"""Cells of the longest state, "published"."""

ROOM_FOR_STATE = 60
"""Cells of a row that has room for the state in words beside the sign and the day."""

DAY = 10
"""Cells of the longest day, "Sun 22 Nov"."""


class PostList(RowPanel[PostView]):
    """Every draft and post, the newest first, with its state and its day."""

    def __init__(self) -> None:
        super().__init__(id="posts")
        self.known = False

    def update(self, posts: Sequence[PostView]) -> None:
        """Show the posts as they are now."""
        self.known = True
        self.show(posts)

    @property
    def title(self) -> str:
        """The heading."""
        return "Posts"

    @property
    def figure(self) -> str:
        """How many are begun and how many are out."""
        if not self.items:
            return ""
        out = sum(view.post.status is PostStatus.PUBLISHED for view in self.items)
        return f"{plural(len(self.items) - out, 'draft', 'drafts')}, {out} published"

    def identity(self, item: PostView) -> object:
        """Its id in the store."""
        return item.post.id

    def row(self, item: PostView, width: int) -> Sequence[Content]:
        """The title, and on the right what became of it and when."""
        post = item.post
        sign, style = SIGNS[post.status], "$text-muted"
        state, day = post.status.value, day_name(post.published_on or post.created_on, self.app.desk.dates)
        if item.missing:
            sign, style, state = MISSING, "$text-warning", "missing"
        elif post.status is PostStatus.PUBLISHED:
            style = "$text-success"
        end = right_aligned(day, DAY)
        if width >= ROOM_FOR_STATE:
            end = f"{state:<{STATE}}  {end}"
        elif item.missing:
            end = right_aligned(state, DAY)
        room = width - LEAD - len(end) - 2
        end_style = style if item.missing else "$text-muted"
        title = wrapped(post.title, room, 2 if self.app.size.height >= TALL else 1)
        first = Content.assemble(
            (sign, style), " ", pad(title[0] if title else "", room), "  ", (end, end_style)
        )
        return [first, *(Content(" " * LEAD + line) for line in title[1:])]

    def nothing(self, width: int) -> Sequence[Content]:
        """How the first one comes to be."""
        if not self.known:
            return ()
        key = self.app.key_of("draft")
        said = f"No post yet. Press {key} on a prompt: a draft begins with your facts in it."
        return keyed(wrapped(said, width, 3), key)
