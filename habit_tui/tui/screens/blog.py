"""Blog: from a reason to write to a post that is out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical

from habit_tui.domain.dates import day_name
from habit_tui.domain.entry import Entry
from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.kind import Kind
from habit_tui.domain.post import PostStatus, word_count
from habit_tui.domain.prompt import Prompt
from habit_tui.domain.words import plural
from habit_tui.services import post as posts
from habit_tui.services import prompt as prompts
from habit_tui.services import session
from habit_tui.services.desk import Desk
from habit_tui.services.post import NewPost, PostView
from habit_tui.services.session import Logged
from habit_tui.system import editor, folder
from habit_tui.tui import keys, say, terminal
from habit_tui.tui.screens.editor import EditorScreen, Opened, open_file
from habit_tui.tui.screens.post import PublishDialog, UpdateDialog, WriteDialog, begun_in_words
from habit_tui.tui.screens.room import RoomScreen
from habit_tui.tui.screens.share import ShareDialog
from habit_tui.tui.widgets.offer import WritingOffer, Written
from habit_tui.tui.widgets.page import Drawn, drawn
from habit_tui.tui.widgets.panel import TALL
from habit_tui.tui.widgets.posts import PostList
from habit_tui.tui.widgets.preview import Preview, facts_of
from habit_tui.tui.widgets.prompts import PromptList
from habit_tui.tui.widgets.rows import RowPanel

GONE = "The file is gone. Put it back, there or anywhere in the blog's folder, and it shows again."


@dataclass(frozen=True, slots=True)
class Shelf:
    """What lies in the Blog."""

    prompts: tuple[Prompt, ...]
    posts: tuple[PostView, ...]


def look(desk: Desk, now: datetime) -> Shelf:
    """Read what lies in the Blog."""
    return Shelf(prompts.show(desk, now), posts.shelf(desk))


class BlogScreen(RoomScreen):
    """Prompts above posts, and beside or below them what the chosen one holds."""

    ROOM = "blog"
    CSS_PATH = "blog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings((*keys.PROMPTS, *keys.POSTS, *keys.BLOG))

    prompts = getters.query_one(PromptList)
    posts = getters.query_one(PostList)
    preview = getters.query_one(Preview)
    offer = getters.query_one(WritingOffer)

    def __init__(self) -> None:
        super().__init__()
        self._reading_about: object = None
        self._begun: int | None = None
        self._list: PromptList | PostList | None = None
        self._is_known = False

    def furniture(self) -> ComposeResult:
        """The lists and the preview."""
        with Container(id="blog"):
            with Vertical(id="shelf"):
                self._list = PromptList()
                yield self._list
                yield PostList()
            yield Preview()
        yield WritingOffer()

    def on_mount(self) -> None:
        """Read the chosen file again whenever the app looks up: it may be edited elsewhere."""
        self.app.today_read.subscribe(self, lambda _view: self._preview())

    def reload(self) -> None:
        """Read prompts and posts."""
        self.app.read(self, "blog", look, self._show)

    def _show(self, shelf: Shelf) -> None:
        first, self._is_known = not self._is_known, True
        self.prompts.update(shelf.prompts)
        self.posts.update(shelf.posts)
        ids = [view.post.id for view in shelf.posts]
        if self._begun in ids:
            self.posts.cursor = ids.index(self._begun)
            self._begun = None
            self.posts.focus()
        elif first and not shelf.prompts and shelf.posts:
            self.posts.focus()
        self._preview()
        self.refresh_bindings()

    # The preview

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show what is chosen in the list that was gone to."""
        if isinstance(event.widget, PromptList | PostList):
            self._list = event.widget
            self._preview()
            self.refresh_bindings()

    @on(RowPanel.Moved)
    def _chosen_another(self) -> None:
        self._preview()
        self.refresh_bindings()

    @property
    def _chosen(self) -> Prompt | PostView | None:
        return None if self._list is None else self._list.chosen

    def on_screen_resume(self) -> None:
        """Show what became of the chosen one meanwhile."""
        self._preview()

    def _preview(self) -> None:
        chosen = self._chosen
        if not (self.is_current or self.app.screen.is_modal):
            # Nobody can see it below the editor, and a long text costs what it costs.
            return
        if isinstance(chosen, Prompt):
            self._preview_prompt(chosen)
        elif isinstance(chosen, PostView):
            self._preview_post(chosen)
        elif self._is_known:
            self.app.read(self, "preview", lambda desk, _now: posts.blog_folder(desk), self._show_folder)

    def _preview_prompt(self, prompt: Prompt) -> None:
        width = self.preview.inner_width

        def job(desk: Desk, now: datetime) -> Drawn:
            return drawn(posts.outline_of(desk, prompt, now), width)

        def show(outline: Drawn) -> None:
            key = self.app.key_of("draft")
            self._show_text(prompt, "The draft", f"{key} begins it", (), outline)

        self.app.read(self, "preview", job, show)

    def _preview_post(self, view: PostView) -> None:
        post, width = view.post, self.preview.inner_width
        facts = facts_of(view, self.app.desk.dates, with_file=self.app.size.height >= TALL)

        def job(_desk: Desk, _now: datetime) -> tuple[str, Drawn]:
            body = posts.body(post)
            figure = "missing" if body is None else plural(word_count(body), "word", "words")
            return figure, drawn(GONE if body is None else body, width)

        def show(found: tuple[str, Drawn]) -> None:
            figure, body = found
            self._show_text(view, post.title, figure, facts, body)

        def refuse(sentence: str) -> None:
            self._show_text(view, post.title, "", [*facts, sentence], Drawn("", width, ()))

        self.app.read(self, "preview", job, show, refuse)

    def _show_folder(self, folder: str) -> None:
        nothing = Drawn("", self.preview.inner_width, ())
        self._show_text(None, "Your blog", "", ["Drafts are Markdown files in", folder], nothing)

    def _show_text(
        self, about: Prompt | PostView | None, title: str, figure: str, facts: Sequence[str], text: Drawn
    ) -> None:
        if about != self._chosen:
            return
        identity = about.post.id if isinstance(about, PostView) else about
        same = self._reading_about == identity
        self._reading_about = identity
        self.preview.about(title, figure, facts, text, top=not same)

    # Actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An action without anything to act on has no key."""
        chosen = self._chosen
        match action:
            case "start_draft" | "snooze_prompt" | "skip_prompt":
                return isinstance(chosen, Prompt)
            case "edit_post" | "edit_here" | "share_post":
                return isinstance(chosen, PostView)
            case "publish_post":
                return isinstance(chosen, PostView) and not chosen.post.url
            case "update_post":
                return isinstance(chosen, PostView) and chosen.post.status is PostStatus.PUBLISHED
            case "log_writing" | "forget_writing":
                return self.offer.written is not None
            case "read":
                return chosen is not None
            case _:
                return super().check_action(action, parameters)

    @on(RowPanel.Chosen, "#prompts")
    def _begin(self) -> None:
        self.action_start_draft()

    def action_start_draft(self, pictured: bool = False) -> None:
        """Begin a draft from the chosen prompt."""
        prompt = self.prompts.chosen
        if prompt is not None:
            self.app.write(
                self,
                lambda desk, now: posts.new(desk, now, prompt_id=prompt.id, pictured=pictured),
                begun_in_words,
                self._go_to,
                self._refuse,
            )

    def action_snooze_prompt(self) -> None:
        """Put the chosen prompt off for some days."""
        prompt = self.prompts.chosen
        if prompt is not None:
            until = self.app.desk.study_day(self.app.now()) + timedelta(days=prompts.SNOOZE_DAYS)
            self.app.write(
                self,
                lambda desk, now: prompts.snooze(desk, prompt.id, now, until),
                lambda _snoozed: f"Back on {day_name(until, self.app.desk.dates)}: {prompt.question}",
                failed=self._refuse,
            )

    def action_skip_prompt(self) -> None:
        """Put the chosen prompt away."""
        prompt = self.prompts.chosen
        if prompt is not None:
            self.app.write(
                self,
                lambda desk, now: prompts.skip(desk, prompt.id, now),
                lambda skipped: f"Skipped: {skipped.question}",
                failed=self._refuse,
            )

    def action_write(self) -> None:
        """Ask for a title and begin a draft under it."""
        self.app.push_screen(WriteDialog(self._go_to))

    def reach(self, thing: object) -> None:
        """Go to a post by its id."""
        if isinstance(thing, int):
            self._begun = thing
            self.reload()

    def _go_to(self, made: NewPost) -> None:
        self.reach(made.id)

    def action_publish_post(self) -> None:
        """Ask for the address of the chosen post and date its publication."""
        view = self.posts.chosen
        if view is not None:
            self.app.push_screen(PublishDialog(view.post))

    def action_update_post(self) -> None:
        """Ask for a dated note on the chosen post."""
        view = self.posts.chosen
        if view is not None:
            self.app.push_screen(UpdateDialog(view.post))

    def action_share_post(self) -> None:
        """Show where the chosen post was shared, and what came back."""
        view = self.posts.chosen
        if view is not None:
            self.app.push_screen(ShareDialog(view))

    def action_open_folder(self) -> None:
        """Show the folder of the chosen post, or of all of them; where there is no desktop, tell it."""
        view = self.posts.chosen if self._list is self.posts else None

        def job(desk: Desk, _now: datetime) -> str:
            there = posts.blog_folder(desk) if view is None else str(Path(view.post.file).parent)
            return "" if folder.show(there, desk.env) else there

        self.app.read(self, "folder", job, self.app.say, self._refuse)

    # Writing

    @on(RowPanel.Chosen, "#posts")
    def action_edit_post(self) -> None:
        """Open the chosen post in the learner's editor, or in our own where none is set."""
        view = self.posts.chosen
        if view is None:
            return
        try:
            command = editor.editor_command(self.app.desk.env, self.app.desk.settings.editor)
        except CannotBeDone as error:
            self._refuse(f"{error} · the file is {view.post.file}")
            return
        if command is None:
            self.action_edit_here()
        else:
            post_id = view.post.id
            self.app.read(
                self,
                "open",
                lambda desk, _now: posts.file_of(desk, post_id),
                lambda file: self._edit_outside(view.post.title, file),
                self._refuse,
            )

    def action_edit_here(self) -> None:
        """Open the chosen post in the built-in editor."""
        view = self.posts.chosen
        if view is None:
            return
        title, post_id, columns = view.post.title, view.post.id, self.app.size.width

        def job(desk: Desk, _now: datetime) -> Opened:
            return open_file(desk, posts.file_of(desk, post_id), columns)

        def show(opened: Opened) -> None:
            began = self.app.now()
            self.app.push_screen(EditorScreen(opened, title), lambda _none: self._back(title, began))

        self.app.read(self, "open", job, show, self._refuse)

    def _edit_outside(self, title: str, file: str) -> None:
        """Lend the terminal to the learner's editor, and show what came of it."""
        began = self.app.now()
        problem = terminal.edit(self.app, file)
        if problem:
            self._refuse(f"{problem} · the file is {file}")
        self._back(title, began)

    def _back(self, title: str, began: datetime) -> None:
        """Somebody has written, or at least tried to: show it, and offer to log the time."""
        if self.app.today.running.session is None:
            self.offer.add(title, began, self.app.now())
        self.refresh_bindings()
        self.reload()

    def action_log_writing(self) -> None:
        """Log the time spent writing as a session."""
        written = self.offer.written
        if written is not None:
            self.app.write(
                self,
                lambda desk, now: log_writing(desk, written, now),
                lambda done: say.logged("Logged", done),
                lambda _done: self.action_forget_writing(),
                self._refuse,
            )

    def action_forget_writing(self) -> None:
        """Leave the time out of the record."""
        self.offer.take()
        self.refresh_bindings()

    # Reading

    def action_read(self) -> None:
        """Give the text the whole room, or take it back."""
        if self.has_class("-reading"):
            self.action_leave_text()
        else:
            self.add_class("-reading")
            self.preview.focus()

    def action_leave_text(self) -> None:
        """Back to the list the text belongs to."""
        self.remove_class("-reading")
        if self._list is not None:
            self._list.focus()

    def _refuse(self, sentence: str) -> None:
        self.app.notify(sentence, severity="error", markup=False, timeout=12)


def log_writing(desk: Desk, written: Written, now: datetime) -> Logged:
    """Record time that was spent on a post; raises CannotBeDone as logging does."""
    since = desk.local(written.since)
    entry = Entry(
        amount=written.minutes,
        what=f"Write: {written.title}",
        on=desk.study_day(written.since),
        at=since.time().replace(second=0, microsecond=0, tzinfo=None),
        kind=Kind.WRITING,
    )
    return session.log(desk, entry, now)
