"""Texts that mean harm, typed into every field of every place and laid into every column of the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import category

from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from habit_tui.domain.words import one_line, printable
from habit_tui.system.settings import KEYS
from habit_tui.tui.screens.dialog import Dialog
from habit_tui.tui.screens.reason import ReasonDialog
from habit_tui.tui.screens.settings import SettingsScreen
from habit_tui.tui.widgets.manuscript import Manuscript
from tests.tui.places import Place, reach, visit
from tests.tui.stage import Stage
from tests.tui.tour import faults

HARM = (
    "a [/] b [x",
    "[@click=app.quit]leave[/] [bold red]no[/] {{ x }}",
    "\x1b[2J\x1b]52;c;aGk=\x07\x9b31m end",
    "\u202eolleh\u202c תרגול בוקר",
    "👩\u200d💻 日本語 👍🏽 e\u0301 ﷺ",
    "<b onclick=x>tag</b> &amp; %s %(x)s ${HOME}",
)
LONG = "y" * 10_000
ALL = " ".join(HARM)

BEFORE = {"add to the plan": "30m ", "log": "5m --overlap ", "log on a day": "45m --overlap "}
"""What a field wants before free text."""

NEVER_KEPT = {"palette", "settings found", "words of a setting"}
"""Where something is only looked for."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "amendment": ("reason", "was", "became"),
    "certificate": ("title", "issuer", "url", "file"),
    "change": ("text",),
    "expense": ("what",),
    "leave": ("reason",),
    "original": ("stage",),
    "path": ("name",),
    "plan_item": ("what",),
    "post": ("title", "url", "file", "folder"),
    "post_share": ("place", "feedback"),
    "post_update": ("text",),
    "reflection": ("text",),
    "reminder_run": ("reason", "text", "error"),
    "reminder_silence": ("reason",),
    "resource": ("title", "url", "outcome", "note", "score"),
    "session": ("what", "note", "source"),
    "stage": ("name",),
    "status_change": ("reason",),
}
"""The columns that hold words of the learner's."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What became of a text: the words its field held, and where they were kept, or why they were refused."""

    place: str
    field: str
    held: str
    is_kept: bool
    refusal: str
    wrong: tuple[str, ...]

    @property
    def faults(self) -> Iterator[str]:
        """What was drawn wrong, and whether it was neither kept as it is nor refused in a line."""
        yield from self.wrong
        if self.place not in NEVER_KEPT and self.is_kept is bool(self.refusal):
            yield f"{self.held[:80]!r} was neither kept as it is nor refused, but {self.refusal!r}"
        if len(self.refusal) > 250:
            yield f"it is refused at length: {self.refusal[:80]!r}"


async def type_everywhere(
    env: Mapping[str, str],
    places: Sequence[Place],
    texts: Sequence[str],
    size: tuple[int, int],
    *,
    again: bool = False,
) -> list[Typed]:
    """Type texts into every field of the places and send them; what was changed is undone each time.

    A field that stands at several places is typed into at the first of them, or `again` at all.
    """
    done: list[Typed] = []
    known: set[tuple[str, str]] = set()

    async def look(stage: Stage, place: Place) -> None:
        for number, field in enumerate(_fields(stage)):
            if again or (place.screen, _name(field)) not in known:
                known.add((place.screen, _name(field)))
                for text in texts:
                    done.append(await _type_and_undo(stage, place, number, text))
                    await reach(stage, place)

    await visit(env, places, look, size)
    return done


async def type_into_settings(
    env: Mapping[str, str], places: Sequence[Place], text: str, size: tuple[int, int]
) -> list[Typed]:
    """Type a text into the field of every setting that is not chosen from words."""
    done: list[Typed] = []

    async def look(stage: Stage, place: Place) -> None:
        screen = stage.app.screen
        assert isinstance(screen, SettingsScreen)
        names = {key.name for key in KEYS}
        for row in [row for row in screen.list.items if not row.words and row.name in names]:
            screen.reach(row.name)
            await stage.rest()
            typed = await _type(stage, place, screen.value, text)
            done.append(replace(typed, field=row.name))
            screen.list.focus()
            await stage.press("d")
            stage.app.clear_notifications()

    await visit(env, [place for place in places if place.name == "settings"], look, size)
    return done


async def _type_and_undo(stage: Stage, place: Place, number: int, text: str) -> Typed:
    before = _kept(stage)
    typed = await _type(stage, place, _fields(stage)[number], text)
    await stage.press(*place.back.split())
    if _kept(stage) != before:
        await stage.press("u")
    stage.app.clear_notifications()
    return typed


async def _type(stage: Stage, place: Place, field: Input | TextArea, text: str) -> Typed:
    there, before = stage.app.screen, _kept(stage)
    await _put(stage, field, text, BEFORE.get(place.name, ""))
    held = _held(field).removeprefix(BEFORE.get(place.name, "")).strip()
    wrong = [] if held == _shown(field, text) else [f"it holds {held!r}"]
    wrong += _wrong(stage)
    await stage.press("ctrl+s" if isinstance(there, Dialog) or isinstance(field, TextArea) else "enter")
    if isinstance(stage.app.screen, ReasonDialog) and stage.app.screen is not there:
        await stage.type("because")
        await stage.press("enter")
    wrong += _wrong(stage)
    refusal = " ".join(str(each.visual) for each in stage.app.screen.query(".refusal").results(Static))
    return Typed(
        place.name, _name(field), held, _kept(stage).count(held) > before.count(held), refusal, tuple(wrong)
    )


async def _put(stage: Stage, field: Input | TextArea, text: str, before: str = "") -> None:
    """Paste a text into a field in the place of what it holds, behind some words of its grammar."""
    field.focus()
    await stage.rest()
    if isinstance(field, Input):
        field.value = before
        field.cursor_position = len(before)
    else:
        field.select_all()
    await stage.type(text)


def steers(text: str) -> bool:
    """Whether a text holds what makes a terminal do more than draw: controls, formats but the joiners."""
    return any(category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") and c not in "\n\u200c\u200d" for c in text)


def _fields(stage: Stage) -> list[Input | TextArea]:
    return [
        each for each in stage.app.screen.query(Widget) if isinstance(each, Input | TextArea) and each.display
    ]


def _name(field: Widget) -> str:
    return field.id or type(field).__name__


def _held(field: Input | TextArea) -> str:
    if isinstance(field, Manuscript):
        return field.written
    return field.value if isinstance(field, Input) else field.text


def _shown(field: Input | TextArea, text: str) -> str:
    return (one_line(text) if isinstance(field, Input) else printable(text)).strip()


def _wrong(stage: Stage) -> Iterator[str]:
    """What no screen may do, whatever it is told."""
    yield from (f"what steers a terminal is drawn: {line!r}" for line in stage.lines if steers(line))
    yield from faults(stage)


def _kept(stage: Stage) -> str:
    """All words that are kept anywhere: in the store, in the settings, in posts."""
    found = []
    env = stage.app.desk.env
    with sqlite3.connect(f"file:{stage.app.desk.store.file}?mode=ro", uri=True) as store:
        tables = [name for (name,) in store.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            if not table.startswith("change"):
                found += [str(value) for row in store.execute(f'SELECT * FROM "{table}"') for value in row]
    store.close()
    for folder in (env["HABIT_TUI_CONFIG"], f"{env['HABIT_TUI_DATA']}/blog"):
        found += [file.read_text() for file in sorted(Path(folder).rglob("*")) if file.is_file()]
    return "\n".join(found)


def lay(file: str) -> int:
    """Lay the texts into every row of the learner's columns; how many were laid."""
    laid = 0
    with sqlite3.connect(file) as store:
        for table, columns in COLUMNS.items():
            rows = [row for (row,) in store.execute(f'SELECT rowid FROM "{table}"')]
            for row in rows:
                for number, column in enumerate(columns):
                    # The same text twice would be refused where names have to differ.
                    text = f"{(*HARM, LONG)[(row + number) % (len(HARM) + 1)]} {row}"
                    store.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (text, row))
                    laid += 1
        # What has an address is out already, and then it is not published any more.
        store.execute("UPDATE post SET url = '' WHERE status = 'draft'")
    store.close()
    return laid


async def look_everywhere(
    env: Mapping[str, str], places: Sequence[Place], size: tuple[int, int]
) -> tuple[list[str], str]:
    """Draw every place, and again with a text typed into each field; what is wrong, and all that was read."""
    wrong: list[str] = []
    read: list[str] = []

    async def look(stage: Stage, place: Place) -> None:
        wrong.extend(f"{place.name}: {each}" for each in _wrong(stage))
        read.append(stage.words)
        for field in _fields(stage):
            await _put(stage, field, ALL)
            if _held(field).strip() != _shown(field, ALL):
                wrong.append(f"{place.name}: {_name(field)} holds {_held(field)!r}")
        wrong.extend(f"{place.name}, typed into: {each}" for each in _wrong(stage))

    await visit(env, places, look, size)
    return wrong, "\n".join(read)
