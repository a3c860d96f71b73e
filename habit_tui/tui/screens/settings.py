"""The settings: all of them in one place, changed at once."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from habit_tui.domain.errors import HabitError, NotUnderstood
from habit_tui.services import setting
from habit_tui.services.desk import Desk
from habit_tui.services.setting import Changed
from habit_tui.system import paths, settings, settings_file
from habit_tui.system.settings import Settings
from habit_tui.system.tzdata import zone_names
from habit_tui.tui import keys, terminal
from habit_tui.tui.keymap import usable
from habit_tui.tui.look import theme_names, unusable
from habit_tui.tui.screens.room import RoomScreen
from habit_tui.tui.text import said
from habit_tui.tui.widgets.field import Field
from habit_tui.tui.widgets.rows import RowPanel
from habit_tui.tui.widgets.settings import Row, SettingAbout, SettingList, WordList, rows_of


def would_be(present: Settings, name: str, text: str | None) -> Settings:
    """The settings after a change; raises NotUnderstood for what cannot be read or cannot be used."""
    after = settings.changed(present, name, text)
    before = unusable(present)
    problem = next((each for each in unusable(after) if each not in before), "")
    if problem:
        raise NotUnderstood(problem.removeprefix("keymap: "))
    return after


class SettingsScreen(RoomScreen):
    """The list, and beside or below it the chosen setting with its editor: a field, or its words."""

    ROOM = "settings"
    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.SETTINGS)
    AUTO_FOCUS = "#settings"

    list = getters.query_one(SettingList)
    words = getters.query_one(WordList)
    value = getters.query_one("#value", Field)
    sought = getters.query_one("#sought", Field)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self._wanted = ""
        self._zones: tuple[str, ...] = ()

    def furniture(self) -> ComposeResult:
        """The list and the editor."""
        with Container(id="house"):
            with Vertical(id="all"):
                yield Field(placeholder="words of a setting or a key", id="sought")
                yield Static(id="broken", markup=False)
                yield SettingList()
            with Vertical(id="one"):
                yield SettingAbout()
                yield Field(id="value")
                yield WordList()
                yield Static(id="answer", markup=False)

    # Reading and showing

    def reload(self) -> None:
        """Read the file."""

        def job(desk: Desk, _now: datetime) -> Settings:
            # Asking the machine for its zones takes longer than a frame may.
            self._zones = self._zones or tuple(zone_names())
            return settings.load(paths.config_dir(desk.env))

        self.app.read(self, "settings", job, self._show, self._show_broken)

    def on_screen_resume(self) -> None:
        """The file may have been edited meanwhile."""
        self.call_after_refresh(self.reload)

    def on_screen_suspend(self) -> None:
        """A theme that was only looked at goes."""
        self.app.try_theme(None)

    def _show(self, found: Settings) -> None:
        self._tell_problem(" · ".join(unusable(found)))
        self._draw(found)
        if found != self.app.desk.settings:
            self.app.look_up()

    def _show_broken(self, sentence: str) -> None:
        """What is wrong with the file; the settings read before it are still in force."""
        self._tell_problem(f"{sentence}. Until that is put right the settings of before count.")
        self._draw(self.app.desk.settings)

    def _tell_problem(self, sentence: str) -> None:
        place = self.query_one("#broken", Static)
        place.update(said(sentence))
        place.display = bool(sentence)

    def _draw(self, found: Settings) -> None:
        folder = paths.config_dir(self.app.desk.env)
        self.list.file = at_home(f"{folder}/{settings.FILE_NAME}", self.app.desk.env.get("HOME", ""))
        self._rows = rows_of(found, usable(found.keymap_preset, found.keymap), theme_names())
        self._draw_found()
        if self._wanted:
            self.reach(self._wanted)
        self._show_chosen()

    def _draw_found(self) -> None:
        sought = self.sought.value
        found = [row for row in self._rows if row.has(sought)]
        self.list.show(sorted(found, key=lambda row: -row.nearness(sought)))

    @on(RowPanel.Moved, "#settings")
    def _show_chosen(self) -> None:
        row = self.list.chosen
        self.query_one(SettingAbout).update(row)
        self.value.display = row is not None and not row.words
        self.words.display = row is not None and bool(row.words)
        if row is None:
            self._answer("")
        elif row.words:
            self.words.of(row)
            if not self.words.has_focus:
                self.words.go_to_chosen()
        elif not self.value.has_focus:
            self._fill(row)
        self.refresh_bindings()

    def _fill(self, row: Row) -> None:
        with self.prevent(Input.Changed):
            self.value.value = row.text
            self.value.cursor_position = len(row.text)
        self.value.placeholder = row.value if row.secret else row.none or row.allowed
        self.value.password = row.secret
        self.value.suggester = (
            SuggestFromList(self._zones, case_sensitive=False) if row.name == "zone" else None
        )
        self._answer("")

    def reach(self, thing: object) -> None:
        """Go to a setting by its name."""
        names = [row.name for row in self.list.items]
        self._wanted = str(thing)
        if self._wanted in names:
            self.list.cursor = names.index(self._wanted)
            self._wanted = ""
            self.list.focus()

    # Searching

    def action_find(self) -> None:
        """Ask for words; those of the search before are there to be typed over."""
        self.sought.display = True
        self.sought.focus()
        self.sought.select_all()

    @on(Input.Changed, "#sought")
    def _find(self) -> None:
        self._draw_found()
        if self.sought.value:
            self.list.cursor = 0
        self._show_chosen()

    @on(Input.Submitted, "#sought")
    def _found(self) -> None:
        self.list.focus()

    def _find_all(self) -> None:
        self.sought.value = ""
        self.sought.display = False

    # Changing

    @on(RowPanel.Chosen, "#settings")
    def action_change(self) -> None:
        """Go to the editor of the chosen setting."""
        row = self.list.chosen
        if row is not None:
            (self.words if row.words else self.value).focus()

    def action_reset(self) -> None:
        """Take the default again."""
        row = self.list.chosen
        if row is not None:
            self._save(row, None)

    def action_open_file(self) -> None:
        """Open the file itself in the learner's editor, and read what became of it."""
        try:
            file = settings_file.there(paths.config_dir(self.app.desk.env))
        except HabitError as error:
            self._refuse(str(error))
            return
        self._refuse(terminal.edit(self.app, file))
        self.reload()

    @on(Input.Changed, "#value")
    def _look(self) -> None:
        """Say while it is typed whether it can be."""
        row, text = self.list.chosen, self.value.value.strip()
        if row is None or not text:
            self._answer("" if row is None or not row.none else f"Empty: {row.none}")
            return

        def job(desk: Desk, _now: datetime) -> str:
            would_be(desk.settings, row.name, text)
            return "" if text == row.text else f"{self.app.key_of('choose')} keeps it"

        self.app.read(self, "setting", job, self._answer, self._refuse)

    @on(Input.Submitted, "#value")
    def _keep(self) -> None:
        row, text = self.list.chosen, self.value.value.strip()
        if row is None:
            return
        if text == row.text:
            self.list.focus()
        else:
            self._save(row, text or None)

    @on(RowPanel.Moved, "#words")
    def _try(self) -> None:
        """A theme is shown while the cursor is on it."""
        row, word = self.list.chosen, self.words.chosen
        if row is not None and word is not None and row.name == "theme" and self.words.has_focus:
            self.app.try_theme(word.text)

    @on(RowPanel.Chosen, "#words")
    def _take(self) -> None:
        row = self.list.chosen
        if row is not None:
            self._save(row, self.words.taken or None)

    def _save(self, row: Row, text: str | None) -> None:
        """Write it, when it can be, and use it at once."""

        def job(desk: Desk, now: datetime) -> Changed:
            would_be(desk.settings, row.name, text)
            return setting.change(desk, now, row.name, text)

        def done(changed: Changed) -> None:
            self.app.use(changed.desk)
            self._answer("")
            self.reload()
            if not row.several:
                self.list.focus()

        self.app.write(self, job, lambda done: _kept(row, text, done), done, self._refuse, undoable=False)

    def _answer(self, sentence: str) -> None:
        self._tell(sentence, refusal=False)

    def _refuse(self, sentence: str) -> None:
        self._tell(sentence, refusal=True)

    def _tell(self, sentence: str, *, refusal: bool) -> None:
        place = self.query_one("#answer", Static)
        place.set_class(refusal, "refusal")
        place.update(said(sentence))
        self.set_class(bool(sentence), "-told")

    # Leaving

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key that is typed into a field does nothing else."""
        if action in ("change", "reset", "find", "open_file") and isinstance(self.focused, Field):
            return False
        return super().check_action(action, parameters)

    def action_leave(self) -> None:
        """Back to the list, to all of the settings, and then to where one came from."""
        row = self.list.chosen
        if not self.list.has_focus:
            self.list.focus()
            self.app.try_theme(None)
            if row is not None and not row.words:
                self._fill(row)
        elif self.sought.value or self.sought.display:
            self._find_all()
        else:
            self.app.action_room(self.app.came_from)

    def on_descendant_focus(self) -> None:
        """The focus on the list's side tells what the editor's side shows, and how much room it takes."""
        self.set_class(self.value.has_focus or self.words.has_focus, "-changing")
        self._show_chosen()


def _kept(row: Row, text: str | None, changed: Changed) -> str:
    """What is now in force: "Theme is nord"."""
    value = "not shown" if row.secret and text else text or row.default
    return ". ".join(each for each in (f"{row.title} is {value}", changed.remark) if each)


def at_home(path: str, home: str) -> str:
    """A path as one says it: "~/..." below one's own home."""
    return f"~{path[len(home) :]}" if home and path.startswith(f"{home}/") else path
