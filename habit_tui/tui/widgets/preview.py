"""What a draft would begin with, or a post's file as it is: its title, what there is to know, its text."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from habit_tui.domain.dates import DateForm, day_name_with_year
from habit_tui.domain.words import cells, one_line, plural
from habit_tui.services.post import PostView
from habit_tui.tui.text import wrapped
from habit_tui.tui.widgets.page import Drawn, Page
from habit_tui.tui.widgets.panel import spread

TITLE_LINES = 3


class Preview(Page):
    """A title with a figure beside it, quiet lines below it, then the text."""

    def __init__(self) -> None:
        super().__init__(id="post-preview")
        self._title = ""
        self._figure = ""
        self._facts: tuple[str, ...] = ()

    def about(self, title: str, figure: str, facts: Sequence[str], text: Drawn, *, top: bool = True) -> None:
        """Show something else, or with `top` off the same thing as it is now; all of it may be hostile."""
        self._title, self._figure, self._facts = title, one_line(figure), tuple(facts)
        self.put(text, top=top)

    def head(self, width: int) -> Sequence[Content]:
        """The title over as many lines as it needs, the figure beside its first, the facts, and air."""
        title = wrapped(self._title, width - cells(self._figure) - 2, TITLE_LINES) or [""]
        figure = Content.styled(self._figure, "$text-muted")
        facts = [Content.styled(part, "$text-muted") for fact in self._facts for part in folded(fact, width)]
        return [
            spread(Content.styled(title[0], "bold"), figure, width),
            *(Content.styled(line, "bold") for line in title[1:]),
            *facts,
            Content(""),
        ]


def facts_of(view: PostView, form: DateForm, *, with_file: bool) -> tuple[str, ...]:
    """What there is to know about a post, a line each; its file where there is room, or once it is gone."""
    post, updates, shares = view.post, view.updates, view.shares
    if post.published_on is not None:
        state = f"Published {day_name_with_year(post.published_on, form)} · {post.dialect.value}"
    else:
        state = f"Draft since {day_name_with_year(post.created_on, form)} · {post.dialect.value}"
    if updates:
        last = day_name_with_year(updates[-1].on_day, form)
        state += f" · updated {last}" if len(updates) == 1 else f" · {len(updates)} updates, the last {last}"
    shared = sum(share.shared_on is not None for share in shares)
    asked = sum(share.asked_on is not None for share in shares)
    came = sum(share.received_on is not None for share in shares)
    steps = ((shared, "shared in {}"), (asked, "feedback asked in {}"), (came, "came back from {}"))
    said = [words.format(plural(count, "place", "places")) for count, words in steps if count]
    sharing = ", ".join(said)
    file = post.file if with_file or view.missing else ""
    return tuple(line for line in (state, post.url, sharing[:1].upper() + sharing[1:], file) if line)


def folded(text: str, width: int) -> list[str]:
    """All of a text in lines of a width, broken after a blank, a slash or a hyphen, to read a whole path."""
    lines, rest = [], one_line(text)
    while cells(rest) > width > 0:
        most = next(at for at in range(len(rest), 0, -1) if cells(rest[:at]) <= width or at == 1)
        at = max(rest.rfind(mark, width // 3, most) for mark in " /-") + 1 or most
        lines.append(rest[:at].rstrip())
        rest = rest[at:]
    return [*lines, rest] if rest else lines
