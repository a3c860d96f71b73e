"""Blog: from a reason to write to a post that is out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import BindingType
from textual.containers import Container, Vertical

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.post import Post, PostStatus
from habit_tui.domain.prompt import Prompt
from habit_tui.domain.words import day_name_with_year, plural
from habit_tui.services import post as posts
from habit_tui.services import prompt as prompts
from habit_tui.services.desk import Desk
from habit_tui.services.post import NewPost
from habit_tui.system import editor, text_file
from habit_tui.system.text_file import TextFile
from habit_tui.tui import keys
from habit_tui.tui.screens.post import PublishDialog, WriteDialog, begun_in_words
from habit_tui.tui.screens.room import RoomScreen
from habit_tui.tui.widgets.posts import PostList
from habit_tui.tui.widgets.preview import Preview
from habit_tui.tui.widgets.prompts import PromptList
from habit_tui.tui.widgets.rows import RowPanel

GONE = "The file is gone: it was moved or deleted. Put it back there, and it shows again."


@dataclass(frozen=True, slots=True)
class Shelf:
    """What lies in the Blog; `missing` are the ids of the posts whose file is gone."""

    prompts: tuple[Prompt, ...]
    posts: tuple[Post, ...]
    missing: frozenset[int]


def look(desk: Desk, now: datetime) -> Shelf:
    """Read what lies in the Blog."""
    found = posts.listing(desk)
    return Shelf(prompts.show(desk, now), found, posts.missing(found))


class BlogScreen(RoomScreen):
    """Prompts above posts, and beside or below them what the chosen one holds."""

    ROOM = "blog"
    CSS_PATH = "blog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings((*keys.PROMPTS, *keys.POSTS, *keys.BLOG))

    prompts = getters.query_one(PromptList)
    posts = getters.query_one(PostList)
    preview = getters.query_one(Preview)

    def __init__(self) -> None:
        super().__init__()
        self._reading_about: Prompt | Post | None = None
        self._begun: int | None = None
        self._list: PromptList | PostList | None = None

    def furniture(self) -> ComposeResult:
        """The lists and the preview."""
        with Container(id="blog"):
            with Vertical(id="shelf"):
                yield PromptList()
                yield PostList()
            yield Preview()

    def on_mount(self) -> None:
        """Read the chosen file again whenever the app looks up: it may be edited elsewhere."""
        self._list = self.prompts
        self.app.today_read.subscribe(self, lambda _view: self._preview())

    def reload(self) -> None:
        """Read prompts and posts."""
        self.app.read(self, "blog", look, self._show)

    def _show(self, shelf: Shelf) -> None:
        first = not self.posts.known
        self.prompts.update(shelf.prompts)
        self.posts.update(shelf.posts, shelf.missing)
        ids = [post.id for post in shelf.posts]
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
    def _chosen(self) -> Prompt | Post | None:
        return None if self._list is None else self._list.chosen

    def _preview(self) -> None:
        chosen = self._chosen
        if isinstance(chosen, Prompt):
            self._preview_prompt(chosen)
        elif isinstance(chosen, Post):
            self._preview_post(chosen)
        elif self.posts.known:
            self.app.read(self, "preview", lambda desk, _now: posts.blog_folder(desk), self._show_folder)

    def _preview_prompt(self, prompt: Prompt) -> None:
        def show(outline: str) -> None:
            key = self.app.key_of("draft")
            self._show_text(prompt, "The draft", f"{key} begins it", (), outline)

        self.app.read(self, "preview", lambda desk, now: posts.outline_of(desk, prompt, now), show)

    def _preview_post(self, post: Post) -> None:
        lines = [_state(post), post.file, *([post.url] if post.url else [])]

        def show(body: str | None) -> None:
            if body is None:
                self._show_text(post, post.title, "missing", lines, GONE)
            else:
                words = plural(len(body.split()), "word", "words")
                self._show_text(post, post.title, words, lines, body)

        def refuse(sentence: str) -> None:
            self._show_text(post, post.title, "", [*lines, sentence], "")

        self.app.read(self, "preview", lambda _desk, _now: posts.body(post), show, refuse)

    def _show_folder(self, folder: str) -> None:
        self._show_text(None, "Your blog", "", ["Drafts are Markdown files in", folder], "")

    def _show_text(
        self, about: Prompt | Post | None, title: str, figure: str, lines: list[str] | tuple[()], text: str
    ) -> None:
        if about != self._chosen:
            return
        same = self._reading_about == about
        self._reading_about = about
        self.preview.about(title, figure, lines, text, top=not same)

    # Actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An action without anything to act on has no key."""
        chosen = self._chosen
        match action:
            case "start_draft" | "skip_prompt":
                return isinstance(chosen, Prompt)
            case "edit_post" | "edit_here":
                return isinstance(chosen, Post)
            case "publish_post":
                return isinstance(chosen, Post) and chosen.status is PostStatus.DRAFT
            case "read":
                return chosen is not None
            case _:
                return super().check_action(action, parameters)

    @on(RowPanel.Chosen, "#prompts")
    def action_start_draft(self) -> None:
        """Begin a draft from the chosen prompt."""
        prompt = self.prompts.chosen
        if prompt is not None:
            self.app.write(
                self,
                lambda desk, now: posts.new(desk, now, prompt_id=prompt.id),
                begun_in_words,
                self._go_to,
                self._refuse,
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
        post = self.posts.chosen
        if post is not None:
            self.app.push_screen(PublishDialog(post))

    @on(RowPanel.Chosen, "#posts")
    def action_edit_post(self) -> None:
        """Open the chosen post in the learner's editor, or in our own where none is set."""
        post = self.posts.chosen
        if post is None:
            return
        try:
            command = editor.editor_command(self.app.desk.env)
        except CannotBeDone as error:
            self._refuse(f"{error} · the file is {post.file}")
            return
        if command is None:
            self.action_edit_here()
        elif posts.missing([post]):
            self._refuse(f"The file is missing: {post.file}")
        else:
            self._edit_outside(post)

    def action_edit_here(self) -> None:
        """Open the chosen post in the built-in editor."""
        post = self.posts.chosen
        if post is None:
            return

        def open_it(file: TextFile) -> None:
            from habit_tui.tui.screens.editor import EditorScreen

            began = self.app.now()
            self.app.push_screen(EditorScreen(file, post.title), lambda _none: self._back(post, began))

        def job(_desk: Desk, _now: datetime) -> TextFile:
            if posts.missing([post]):
                raise CannotBeDone(f"The file is missing: {post.file}")
            return text_file.read(post.file)

        self.app.read(self, "open", job, open_it, self._refuse)

    def _edit_outside(self, post: Post) -> None:
        """Lend the terminal to the learner's editor, and show what came of it."""
        began = self.app.now()
        problem = self._lend_terminal(post.file)
        if problem:
            self._refuse(f"{problem} · the file is {post.file}")
        self._back(post, began)

    def _lend_terminal(self, file: str) -> str:
        """Run the editor; what went wrong as a sentence, else nothing."""
        problem = ""
        try:
            with self.app.suspend():
                # Nothing may leave this block by raising, for the screen comes back only at its end.
                try:
                    editor.edit(file, self.app.desk.env)
                except CannotBeDone as error:
                    problem = str(error)
        except SuspendNotSupported:
            problem = "this terminal cannot be lent to an editor"
        return problem

    def _back(self, _post: Post, _began: datetime) -> None:
        """Somebody has written, or at least tried to: show it."""
        self.reload()

    def action_open_folder(self) -> None:
        """Tell which folder the drafts lie in."""
        self.app.read(self, "folder", lambda desk, _now: posts.blog_folder(desk), self.app.say)

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


def _state(post: Post) -> str:
    if post.published_on is not None:
        return f"Published {day_name_with_year(post.published_on)} · {post.dialect.value}"
    return f"Draft since {day_name_with_year(post.created_on)} · {post.dialect.value}"
