"""The command palette: every action of every room, and every resource, post, day and setting.

What it finds is the learner's own text: it is never read as markup, and it is read in a thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandInput, CommandList, CommandPalette, Hit, Hits, Provider
from textual.content import Content
from textual.css.styles import RenderStyles
from textual.events import Mount
from textual.screen import Screen

from habit_tui.domain import grammar
from habit_tui.domain.dates import day_name_with_year
from habit_tui.domain.path import SESSION_KIND, PathStatus, Resource, is_closed
from habit_tui.domain.post import Post
from habit_tui.domain.words import one_line
from habit_tui.services import path as paths
from habit_tui.services import post as posts
from habit_tui.services.desk import Desk
from habit_tui.system.settings import KEYS as SETTINGS
from habit_tui.tui import keys, picture
from habit_tui.tui.keys import Key
from habit_tui.tui.rooms import ROOMS
from habit_tui.tui.screens.leaving import LeftOnce

if TYPE_CHECKING:
    from habit_tui.tui.app import HabitApp

T = TypeVar("T")

MOST = 40
"""More hits than this of one noun help nobody."""

A_DAY = 1000.0
"""The score of a day: whoever types a date means it."""

LEAST = 3
"""Letters from which on a word is looked for in what tells about an action, too."""

BY_TIP = 1.0
"""The score of what only its tip leads to: below everything that has the words as its title."""

ALSO: Mapping[str, str] = {"holiday": "leave", "vacation": "leave", "sick": "leave", "statistics": "review"}
"""Words for a thing, each with that of the tips."""

IN_THE_SHELL: Mapping[str, str] = {
    "import FORMAT FILE": "sessions from CSV, JSON, Watson, Timewarrior, Loop, Toggl, Clockify, harsh",
    "export FORMAT": "everything as CSV, JSON, a calendar, Timewarrior, Markdown",
    "backup": "a copy of your record, checked; save",
    "restore": "the backups there are, to bring one back",
    "merge OTHER": "the copy of another laptop, to synchronize",
    "doctor": "whether everything is well; check, repair",
}
"""What is no matter of a key: a command, and what it is about."""

Do = Callable[[], Awaitable[None] | None]


class Palette(LeftOnce, CommandPalette):
    """Textual's palette, which stands being paged through and left before what was found is drawn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Textual's parts, with a field that is safe to paste into."""
        for part in super().compose():
            yield Sought(part.placeholder) if isinstance(part, CommandInput) else part

    def on_mount(self, event: Mount) -> None:
        """Begin no search where the app was left meanwhile: what it finds would have no place."""
        if not cast("HabitApp", self.app).is_open:
            event.prevent_default()

    def get_component_styles(self, *names: str) -> RenderStyles:
        """The look of its parts; once it is left its search still asks for them."""
        return super().get_component_styles(*names) if self.is_attached else self.styles

    def action_page(self, by: int) -> None:
        """Go a page up or down."""
        found = self.query_one(CommandList)
        turn: Callable[[], None] = found.action_page_up if by < 0 else found.action_page_down
        # Textual looks up the line of a row that has none yet.
        with suppress(KeyError):
            turn()


class Sought(CommandInput):
    """The words that are looked for."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, select_on_focus=False)

    def validate_value(self, value: str) -> str:
        """What cannot be shown is replaced at once."""
        return one_line(value)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What can be found: resources with whether something can be done on them, and posts."""

    resources: tuple[tuple[Resource, bool], ...] = ()
    posts: tuple[Post, ...] = ()


def look(desk: Desk, now: datetime) -> Shelf:
    """Read what can be found."""
    found = [
        (resource, view.path.status is PathStatus.ACTIVE and not is_closed(resource.status))
        for view in paths.listing(desk, now)
        for resource in view.path.resources
    ]
    return Shelf(tuple(found), posts.listing(desk))


class Finder(Provider):
    """Resources, posts, days, settings and commands by any of their words, actions by those of their tips."""

    async def startup(self) -> None:
        """Read in a thread what can be found; a failure is told, and the rest is still found."""
        read: asyncio.Future[Shelf] = asyncio.get_running_loop().create_future()

        def failed(sentence: str) -> None:
            self._app.complain(sentence)
            done(Shelf())

        def done(shelf: Shelf) -> None:
            if not read.done():
                read.set_result(shelf)

        self._app.read(self._app, "palette", look, done, failed)
        self._shelf = await read

    @property
    def _app(self) -> HabitApp:
        return cast("HabitApp", self.app)

    async def search(self, query: str) -> Hits:
        """What fits the words typed."""
        for found in (
            _days(self._app, query),
            _resources(self._app, self._shelf.resources, query),
            _posts(self._app, self._shelf.posts, query),
            _settings(self._app, query),
            _in_the_shell(self._app, query),
            self._by_tip(query),
        ):
            for hit in found:
                yield hit

    def _by_tip(self, query: str) -> Iterator[Hit]:
        """The actions whose tip begins its words as the query does; Textual finds those with such a title."""
        by_title = self.matcher(query)
        for command in actions(self._app, self.screen):
            if _tells(command.help, query) and not by_title.match(command.title):
                yield Hit(
                    BY_TIP, Content(command.title), command.callback, text=command.title, help=command.help
                )


def actions(app: HabitApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    """Every action that a key does here, then those of the other rooms, and the themes."""
    offered: set[str] = set()
    for node, binding, enabled, tooltip in screen.active_bindings.values():
        if not (enabled and binding.id and binding.description) or binding.action in offered:
            continue
        offered.add(binding.action)
        if binding.id not in ("palette", "find"):
            yield SystemCommand(
                _capital(binding.description),
                f"{tooltip} Key {keys.display(binding.key)}.",
                partial(app.run_action, binding.action, node),
                # To go a line down is found by who looks for it, and offered to nobody.
                discover=binding.show or binding.action.startswith("app."),
            )
    yield SystemCommand("Theme", "Choose the colours.", app.action_change_theme)
    if not app.is_web:
        # In a browser the folder would be the server's.
        yield SystemCommand(
            "Save a picture of this screen",
            "An SVG file to share, in the folder this was started in.",
            partial(app.call_after_refresh, picture.take, app),
        )
    for room in ROOMS:
        if room.id != app.current_mode:
            for key in keys.OF_ROOMS.get(room.id, ()):
                yield SystemCommand(
                    f"{room.title}: {key.does}",
                    key.tip,
                    partial(_do_there, app, room.id, key),
                    discover=False,
                )


async def _do_there(app: HabitApp, room: str, key: Key) -> None:
    """Go to a room and do there what a key does; what is chosen there is what it is done to."""
    screen = await app.enter(room)
    # A room that is entered for the first time reads what it shows after it was painted.
    screen.call_after_refresh(app.run_action, key.action, screen)


def _days(app: HabitApp, query: str) -> Iterator[Hit]:
    today = app.today.study_day
    day = grammar.found_day(query, today)
    if day is not None:
        name = day_name_with_year(day, app.desk.dates)
        yield _hit(A_DAY, "Calendar", name, query, partial(_reach, app, "calendar", day))
        if day <= today:
            yield _hit(A_DAY - 1, "Log a session of", name, query, partial(_log, app, day))


def _resources(app: HabitApp, found: Sequence[tuple[Resource, bool]], query: str) -> Iterator[Hit]:
    for score, (resource, is_open) in _best(found, query, lambda each: each[0].title):
        title = resource.title
        if is_open:
            start = partial(app.start_session, title, SESSION_KIND[resource.kind])
            yield _hit(score + 0.2, "Start", title, query, start)
            yield _hit(score + 0.1, "Log", title, query, partial(_log, app, None, title))
        yield _hit(score, "Show in Path", title, query, partial(_reach, app, "path", resource.id))


def _posts(app: HabitApp, found: Sequence[Post], query: str) -> Iterator[Hit]:
    for score, post in _best(found, query, lambda each: each.title):
        yield _hit(
            score, f"Blog, {post.status.value}", post.title, query, partial(_reach, app, "blog", post.id)
        )


def _settings(app: HabitApp, query: str) -> Iterator[Hit]:
    for score, key in _best(SETTINGS, query, lambda each: each.title):
        yield _hit(score, "Setting", key.title, query, partial(app.action_settings, key.name))


def _in_the_shell(app: HabitApp, query: str) -> Iterator[Hit]:
    for score, (command, about) in _best(tuple(IN_THE_SHELL.items()), query, " ".join):
        typed = f"habit-tui {command}"
        told = partial(app.say, f"In the shell type: {typed}")
        yield _hit(score, "In the shell", f"{typed}: {about}", query, told)


def _tells(tip: str, query: str) -> bool:
    """Whether every word of a query, or what it is another word for, begins a word of a tip."""
    said, words = f" {tip.casefold()}", query.casefold().split()
    return bool(words) and all(
        len(word) >= LEAST
        and any(
            f" {each}" in said
            for each in (word, *(means for name, means in ALSO.items() if name.startswith(word)))
        )
        for word in words
    )


def _best(things: Sequence[T], query: str, title: Callable[[T], str]) -> list[tuple[float, T]]:
    """The things whose title has every word of the query, the best first."""
    scored = [(_score(title(thing), query), thing) for thing in things]
    fitting = [each for each in scored if each[0]]
    return sorted(fitting, key=lambda each: -each[0])[:MOST]


def _score(title: str, query: str) -> float:
    """How well a title has every word of the query, in the measure of Textual's own search; 0 for not."""
    words, low = query.casefold().split(), title.casefold()
    if not words or not all(word in low for word in words):
        return 0
    starts = sum(f" {low}".count(f" {word}") > 0 for word in words)
    return 3 * sum(map(len, words)) + starts + (3 if low.startswith(words[0]) else 0)


def _hit(score: float, does: str, title: str, query: str, command: Do) -> Hit:
    """What would be done in a quiet voice, then the title with what was typed in bold."""
    shown = one_line(title)
    line = Content.assemble((f"{does}  ", "$text-muted"), shown)
    low, before = shown.casefold(), len(does) + 2
    for word in query.casefold().split():
        at = low.find(word)
        # Folded, some letters become two, and then the places are others.
        if at >= 0 and len(low) == len(shown):
            line = line.stylize("bold underline", before + at, before + at + len(word))
    return Hit(score, line, command, text=f"{does}  {shown}")


async def _reach(app: HabitApp, room: str, thing: object) -> None:
    screen = await app.enter(room)
    screen.reach(thing)


def _log(app: HabitApp, on: date | None, what: str = "") -> None:
    from habit_tui.tui.screens.log import LogDialog

    app.push_screen(LogDialog(None if on == app.today.study_day else on, what))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
