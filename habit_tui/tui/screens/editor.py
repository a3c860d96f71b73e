"""The built-in editor: a text, its words counted, and beside it the page it will become."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static, TextArea

from habit_tui.domain.clock import to_minutes
from habit_tui.domain.post import word_count
from habit_tui.domain.words import duration, plural
from habit_tui.services.desk import Desk
from habit_tui.system import text_file
from habit_tui.system.text_file import ChangedOutside, TextFile
from habit_tui.system.unsaved import Unsaved
from habit_tui.tui import keys
from habit_tui.tui.app import HabitApp
from habit_tui.tui.markdown import Line, around, first_gap, front_matter_lines, laid_out
from habit_tui.tui.screens.leaving import LeftOnce
from habit_tui.tui.screens.unsaved import ElsewhereDialog, UnsavedDialog
from habit_tui.tui.text import said
from habit_tui.tui.widgets.keybar import KeyBar
from habit_tui.tui.widgets.manuscript import Manuscript, Sheet, sheet
from habit_tui.tui.widgets.page import Page

BESIDE = 100
"""Columns from which there is room for the page beside the text."""

STILL = 0.3
"""Seconds without a key after which the page is drawn anew and the words are counted."""


MOST_LIVE = 24_000
"""Characters around the cursor that are laid out while one writes; more would be felt in the keys."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a text came to: its words, and the part of it around the cursor with the page that it makes.

    `shown` are the lines of that part, counted below the front matter.
    """

    words: int
    part: str
    shown: range
    lines: tuple[Line, ...]


def look(text: str, row: int, width: int) -> Looked:
    """Count a text and lay it out around a row of it for a width; with no width there is no page."""
    lines = text.split("\n")
    body = lines[(front := front_matter_lines(lines)) :]
    shown = around(body, min(max(0, row - front), len(body) - 1), MOST_LIVE) if body else range(0)
    part = "\n".join(body[shown.start : shown.stop])
    drawn = laid_out(part, width, shown.start) if width else ()
    return Looked(word_count("\n".join(body)), part, shown, drawn)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file opened to be written on, and its text, with what was not saved last time."""

    file: TextFile
    sheet: Sheet
    unsaved: Unsaved


def open_file(desk: Desk, path: str, columns: int) -> Opened:
    """Read a file and what is kept of it, for a screen of so many columns.

    Raises CannotBeDone when it cannot be edited.
    """
    file, unsaved = text_file.read(path), Unsaved(str(Path(desk.store.file).parent), path)
    file, text = unsaved.found(file) or (file, file.text)
    return Opened(file, sheet(text, line_width(columns)), unsaved)


def line_width(columns: int) -> int:
    """The cells of a line of the text when it is opened, as `editor.tcss` shares them out.

    Were it wrong, the lines would be broken once more, in the event loop.
    """
    sheets = columns - 6
    share = (sheets - 4) // 2 if columns >= BESIDE else sheets
    return min(share, 88) - 4


class EditorScreen(LeftOnce, Screen[None], inherit_bindings=False):
    """One file to write in; closed, it has been saved, or the learner said that it need not be."""

    ROOM = "blog"
    CSS_PATH = "editor.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings((*keys.EDITOR, *keys.ROOM))
    HORIZONTAL_BREAKPOINTS = [(0, "-alone"), (BESIDE, "-beside")]  # noqa: RUF012  # as Textual declares it

    app = getters.app(HabitApp)
    manuscript = getters.query_one(Manuscript)
    page = getters.query_one(Page)

    def __init__(self, opened: Opened, title: str) -> None:
        super().__init__()
        self._file = opened.file
        self._opened = opened
        self._unsaved = opened.unsaved
        self._title = title
        self._kept = opened.file.text
        self._words: int | None = None
        self._shown = range(0)
        self._still: Timer | None = None
        self._began: datetime | None = None

    def compose(self) -> ComposeResult:
        """A quiet heading, the text and its page."""
        # Textual would say so only after it laid the text out without the page.
        self.add_class("-beside" if self.app.size.width >= BESIDE else "-alone")
        with Horizontal(id="heading"):
            yield Static(said(self._title), id="title")
            yield Static(id="state")
        with Horizontal(id="sheets"):
            yield Manuscript(self._opened.sheet)
            yield Page(id="page")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin where something is to be written: under the first empty heading, else at the end."""
        self._began = self.app.now()
        self.app.editing = self
        self.app.today_read.subscribe(self, lambda _view: self._tell())
        self.manuscript.focus()
        gap = first_gap(self.manuscript.document.lines)
        end = self.manuscript.document.end
        self.manuscript.move_cursor(end if gap is None else (gap, 0))
        self._tell()
        self.call_after_refresh(self._look)
        if self.unsaved:
            self.app.say("Here are the words that were not saved last time")

    def on_unmount(self) -> None:
        """Nothing is written here any more."""
        self.app.editing = None

    @property
    def unsaved(self) -> bool:
        """Whether there are words that are in no file."""
        return self.manuscript.written != self._kept

    # The page

    @on(TextArea.Changed)
    def _changed(self) -> None:
        self._tell()
        self._wait_and_look()

    @on(TextArea.SelectionChanged)
    def _follow(self) -> None:
        row = self._row
        if row in self._shown:
            self.page.reach(row)
        elif row >= 0:
            self._wait_and_look()

    @property
    def _row(self) -> int:
        """The cursor's line below the front matter, negative within it."""
        return self.manuscript.cursor_location[0] - self.manuscript.front_matter

    def _wait_and_look(self) -> None:
        if self._still is not None:
            self._still.stop()
        self._still = self.set_timer(STILL, self._look)

    def _look(self) -> None:
        """Count and lay out in a thread; a newer look makes an older one void."""
        text, width = self.manuscript.written, self.page.inner_width
        row, _ = self.manuscript.cursor_location
        self.app.read(self, "look", lambda _desk, _now: look(text, row, width), self._show)
        self._keep(text)

    def _keep(self, text: str) -> None:
        """Keep unsaved words beside the store, for nobody asks before a terminal is closed."""
        file, turn = self._file, self._unsaved.turn
        if text != self._kept:
            self.app.read(
                self, "keep", lambda _desk, _now: self._unsaved.keep(file, text, turn), lambda _none: None
            )
        else:
            self._unsaved.let_go()

    def _show(self, looked: Looked) -> None:
        self._words = looked.words
        self._shown = looked.shown
        self.page.source, self.page.first = looked.part, looked.shown.start
        if looked.lines:
            self.page.draw(looked.lines)
            self.page.reach(self._row)
        self._tell()

    def _tell(self) -> None:
        """Say how long and how far, and whether it is safe."""
        pieces = [] if self._words is None else [plural(self._words, "word", "words")]
        minutes = 0 if self._began is None else max(0, to_minutes(self._began, self.app.now()))
        if minutes:
            pieces.append(duration(minutes))
        state = ("unsaved", "$text-warning") if self.unsaved else ("saved", "$text-muted")
        quiet = Content.styled(" · ".join([*pieces, ""]), "$text-muted")
        self.query_one("#state", Static).update(quiet + Content.styled(*state))

    def action_turn(self) -> None:
        """Show the page, or put it away; where there is no room for both, one instead of the other."""
        self.toggle_class("-turned")
        (self.page if self._only_page else self.manuscript).focus()

    @property
    def _only_page(self) -> bool:
        return self.has_class("-turned") and self.has_class("-alone")

    # Saving and leaving

    def action_save(self) -> None:
        """Put the text into its file."""
        self._once_typed(self.save)

    def save(self, then: Callable[[], object] | None = None, *, over: bool = False) -> None:
        """Put the text into its file, and go on when it is there; what prevents it is asked about."""
        written, file = self.manuscript.written, self._file

        def job(_desk: Desk, _now: datetime) -> TextFile | ChangedOutside:
            try:
                return text_file.write(file, written, over=over)
            except ChangedOutside as changed:
                return changed

        def done(result: TextFile | ChangedOutside) -> None:
            if isinstance(result, ChangedOutside):
                self._ask_where(str(result), then, changed=True)
                return
            self._file = result
            self._is_kept(written)
            if then is not None:
                then()

        def failed(sentence: str) -> None:
            self._ask_where(sentence, then, changed=False)

        self.app.write(self, job, lambda _done: "", done, failed)

    def _ask_where(self, sentence: str, then: Callable[[], object] | None, *, changed: bool) -> None:
        """The text could not go where it belongs: elsewhere, over what is there, or later."""
        written = self.manuscript.written

        def kept() -> None:
            self._is_kept(written)
            if then is not None:
                then()

        over = (lambda: self.save(then, over=True)) if changed else None
        self.app.push_screen(
            ElsewhereDialog(sentence, written, _elsewhere(self._file.path, changed), kept, over)
        )

    def _is_kept(self, written: str) -> None:
        """A text is in a file."""
        self._kept = written
        self._unsaved.let_go()
        self._tell()

    def action_leave(self) -> None:
        """Back to the text from its page; from the text back to where one came from."""
        if self.focused is not self.manuscript:
            if self._only_page:
                self.remove_class("-turned")
            self.manuscript.focus()
        else:
            self.ask_to_leave(self.dismiss)

    def ask_to_leave(self, leave: Callable[[], object]) -> None:
        """Leave when nothing would be lost by it; else ask."""

        def discard() -> None:
            self._unsaved.let_go()
            leave()

        def ask() -> None:
            if not self.unsaved:
                leave()
            elif self.is_current:
                self.app.push_screen(UnsavedDialog(lambda: self.save(leave), discard))

        self._once_typed(ask)

    def _once_typed(self, then: Callable[[], object]) -> None:
        """Go on when the keys pressed so far are in the text: a key with priority overtakes them."""
        self.manuscript.call_later(then)


def _elsewhere(path: str, changed: bool) -> str:
    """A name beside a file that holds something else by now; at home where its folder takes nothing."""
    file = Path(path)
    return str(file.with_stem(f"{file.stem}-mine")) if changed else f"~/{file.name}"
