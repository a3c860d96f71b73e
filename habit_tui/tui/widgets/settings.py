"""The settings in a list, what the chosen one does, and the words it may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content

from habit_tui.domain.words import cells, pad
from habit_tui.system.settings import KEYS, Settings, text_of
from habit_tui.tui import keys
from habit_tui.tui.keymap import Keymap, preset_keys, split
from habit_tui.tui.text import fit, wrapped
from habit_tui.tui.widgets.panel import EDGE, TALL, Panel, spread
from habit_tui.tui.widgets.rows import RowPanel

TITLE = 26
"""Cells of the longest title of a setting, and air."""

NOT_SHOWN = "set, not shown"


@dataclass(frozen=True, slots=True)
class Row:
    """A setting, or the keys of an action: `text` is what stands in the file, "" for nothing.

    `value` and `default` are how a person reads it and what it is without a line; `none` what having none
    means. With `words` nothing else can be chosen, with `several` any of them.
    """

    name: str
    section: str
    title: str
    text: str
    value: str
    default: str
    allowed: str
    help: str
    none: str = ""
    words: tuple[str, ...] = ()
    several: bool = False
    secret: bool = False

    @property
    def is_default(self) -> bool:
        """Whether it is what it would be without a line."""
        return self.value == self.default

    def has(self, query: str) -> bool:
        """Whether every word of a search is somewhere in it."""
        said = f"{self.section} {self.title} {self.name} {self.value} {self.help}".casefold()
        return all(word in said for word in query.casefold().split())

    def nearness(self, query: str) -> int:
        """How near a search comes to its title: 3 for the title itself, 2 for whole words of it, 1 for parts.

        The words of its name in the file are as good as those of the title; 0 is a search that is elsewhere.
        A key whose title is the search comes after the settings that have it as a word.
        """
        title, sought = self.title.casefold(), query.casefold().split()
        if sought == title.split() and not self.name.startswith("keymap."):
            return 3
        words = {*title.split(), *self.name.replace(".", " ").replace("_", " ").split()}
        return 2 if words.issuperset(sought) else int(all(word in title for word in sought))


def rows_of(settings: Settings, keymap: Keymap, themes: Sequence[str]) -> tuple[Row, ...]:
    """Every setting, then the keys of every action."""
    return (*_settings(settings, themes), *_keys(settings, keymap))


def _settings(settings: Settings, themes: Sequence[str]) -> Iterator[Row]:
    for key in KEYS:
        if key.name == "keymap":
            continue
        text = text_of(getattr(settings, key.name))
        yield Row(
            key.name,
            key.section,
            key.title,
            "" if key.secret else text,
            NOT_SHOWN if key.secret and text else text or key.none,
            text_of(key.default) or key.none,
            key.allowed,
            key.help,
            key.none,
            tuple(themes) if key.name == "theme" else key.words,
            key.several,
            key.secret,
        )


def _keys(settings: Settings, keymap: Keymap) -> Iterator[Row]:
    own, preset = dict(settings.keymap), preset_keys(settings.keymap_preset)
    for section, group in keys.GROUPS:
        for key in group:
            default = preset.get(key.id, key.keys)
            yield Row(
                f"keymap.{key.id}",
                f"Keys · {section[:1].lower()}{section[1:]}",
                key.does[:1].upper() + key.does[1:],
                own.get(key.id, default),
                _as_said(keymap.keys_of(key)),
                _as_said(default),
                'one or more keys such as "ctrl+l", "f9" or "z,u"',
                key.tip,
            )


def _as_said(pressed: str) -> str:
    return "  ".join(keys.display(name) for name in split(pressed))


class SettingList(RowPanel[Row]):
    """Every setting below the heading of its section; what is not its default has a mark."""

    def __init__(self) -> None:
        super().__init__(id="settings")
        self.file = ""

    @property
    def title(self) -> str:
        """The heading."""
        return "Settings"

    @property
    def figure(self) -> str:
        """Where they are written."""
        return self.file

    def identity(self, item: Row) -> object:
        """Its name."""
        return item.name

    def above(self, at: int) -> Sequence[Content]:
        """The section, above the first of its rows."""
        section = self.items[at].section
        if at and self.items[at - 1].section == section:
            return ()
        heading = Content.styled(section, "$text-muted")
        return [Content(""), heading] if at and self.app.size.height >= TALL else [heading]

    def row_height(self, at: int, width: int) -> int:  # noqa: ARG002  # of one height all of them
        """One line."""
        return 1

    def row(self, item: Row, width: int) -> Sequence[Content]:
        """The title, a mark unless it is the default, and the value."""
        room = max(0, width - TITLE - 4)
        mark, style = ("  ", "$text-muted") if item.is_default else ("● ", "")
        value = fit(item.value, room) if room else ""
        return [
            Content.assemble("  ", pad(item.title, TITLE), (mark, "$text-accent"), (value.rstrip(), style))
        ]

    def nothing(self, width: int) -> Sequence[Content]:
        """No setting has these words."""
        return [
            Content.styled(line, "$text-muted") for line in wrapped("No setting has these words.", width, 2)
        ]


class SettingAbout(Panel):
    """What the chosen setting does, what it may be, and what it is without a line in the file."""

    def __init__(self) -> None:
        super().__init__(id="about")
        self._row: Row | None = None

    def update(self, row: Row | None) -> None:
        """Tell about another one."""
        self._row = row
        self.redraw()

    @property
    def title(self) -> str:
        """The heading."""
        return "" if self._row is None else self._row.title

    @property
    def figure(self) -> str:
        """How the file and `config` call it."""
        return "" if self._row is None else self._row.name

    def lines(self, width: int) -> Sequence[Content]:
        """All of it, as many lines as it needs."""
        row = self._row
        if row is None:
            return ()
        about = [Content(line) for line in wrapped(row.help, width, 4)]
        allowed = () if row.words else wrapped(f"It is {row.allowed}.", width, 2)
        default = wrapped(f"By default: {row.default}", width, 2)
        return [*about, *(Content.styled(line, "$text-muted") for line in (*allowed, *default))]


@dataclass(frozen=True, slots=True)
class Word:
    """A word that a setting may be; "" is none, said as `said`."""

    text: str
    said: str
    is_chosen: bool


class WordList(RowPanel[Word]):
    """The words of a setting, the chosen ones with a mark that needs no colour; a click takes one."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.WORDS)

    def __init__(self) -> None:
        super().__init__(id="words")
        self._several = False

    @property
    def heading_height(self) -> int:
        """It has no heading."""
        return 0

    def heading(self) -> list[Content]:
        """It has no heading."""
        return []

    def render(self) -> Content:
        """The words in sight; the last line says how many more there are."""
        shown = super().render().split("\n", allow_blank=True)
        if self.below:
            more = Content.styled(self.below.strip(), "$text-muted")
            last = shown[-1].rstrip()
            shown[-1] = spread(last, more, self.inner_width + EDGE)
        return Content("\n").join(shown)

    def of(self, row: Row) -> None:
        """Show the words of another setting, or of the same one as it is now."""
        chosen = [word.strip() for word in row.text.split(",")] if row.several else [row.text]
        words = [("", row.none)] if row.none and not row.several else []
        words += [(word, word) for word in row.words]
        self._several = row.several
        self.show([Word(text, said, text in chosen) for text, said in words])

    def identity(self, item: Word) -> object:
        """The word."""
        return item.text

    @property
    def taken(self) -> str:
        """The text of the setting once the word under the cursor is taken, or left out among several."""
        word = self.chosen
        if word is None or not self._several:
            return "" if word is None else word.text
        return ", ".join(each.text for each in self.items if each.is_chosen != (each is word))

    def go_to_chosen(self) -> None:
        """Put the cursor on what is chosen now."""
        self.cursor = next((at for at, word in enumerate(self.items) if word.is_chosen), 0)

    def row(self, item: Word, width: int) -> Sequence[Content]:
        """A mark and the word."""
        marks = ("■", "□") if self._several else ("●", "○")
        mark = marks[0] if item.is_chosen else marks[1]
        line = f"{mark} {item.said}"
        return [
            Content.styled(
                line if cells(line) <= width else fit(line, width), "bold" if item.is_chosen else ""
            )
        ]

    def on_click(self, event: events.Click) -> None:
        """Take the word clicked."""
        super().on_click(event)
        if event.chain == 1:
            self.action_choose()
