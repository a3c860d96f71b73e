"""The dialog that has reminders come, after it has shown what that means."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from habit_tui.domain import crontab as block
from habit_tui.domain.dates import DateForm, day_name
from habit_tui.domain.words import clock, one_line
from habit_tui.services import delivery, schedule
from habit_tui.services.delivery import Installed
from habit_tui.services.desk import Desk
from habit_tui.services.schedule import Offer, Wish
from habit_tui.system import notify
from habit_tui.tui import keys
from habit_tui.tui.screens.dialog import Dialog
from habit_tui.tui.widgets.buttons import Button, Buttons
from habit_tui.tui.widgets.choice import Choice

HOW = {
    "desktop": "as notifications on your desktop",
    "stdout": "printed: cron mails the line, if it can mail",
}
WORDS = {"desktop": "desktop", "stdout": "cron's mail (stdout)"}
"""The channels as one chooses them."""

PLACES = {"cron": "your crontab", "systemd": "your systemd timers"}


@dataclass(frozen=True, slots=True)
class Prospect:
    """What would be installed, what is installed now, and whether a desktop can be reached from here."""

    offer: Offer
    installed: tuple[Installed, ...]
    has_desktop: bool


def look_ahead(desk: Desk, now: datetime, channels: tuple[str, ...] | None) -> Prospect:
    """What installing reminders would do, through some channels or, for None, without a choice of them."""
    offer = schedule.offer(desk, Wish(channels=channels), now)
    return Prospect(offer, delivery.installed(desk), any(notify.buses(desk.env)))


class RemindersDialog(Dialog):
    """Previews what `habit-tui remind install` does and does it; until then nothing is written anywhere."""

    TITLE = "Reminders"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.REMINDERS)

    def __init__(self) -> None:
        super().__init__()
        self._prospect: Prospect | None = None
        self._is_chosen = False

    def body(self) -> ComposeResult:
        """How they come, what is written where, and what can be done."""
        chosen = _in_a_word(self.app.desk.settings.remind_channels)
        words = [*dict.fromkeys((*([chosen] if chosen else []), *WORDS.values()))]
        with Horizontal(classes="field"):
            yield Static(Content("Come"), classes="label")
            yield Choice(words, words[0], id="channel")
        with VerticalScroll(id="preview", can_focus=False):
            yield Static(id="prospect", markup=False)
        yield Static(classes="answer", markup=False)
        install, close = Button("enter", "install", "screen.submit"), Button("esc", "close", "screen.close")
        yield Buttons(install, close)
        anew = Buttons(
            Button("enter", "install anew", "screen.submit"),
            Button("d", "take out", "screen.take_out"),
            close,
        )
        anew.display = False
        yield anew

    def on_mount(self) -> None:
        """Look at once, and whenever another channel is chosen."""
        self._look()
        self.watch(self.query_one(Choice), "at", self._choose, init=False)

    def _choose(self) -> None:
        self._is_chosen = True
        self._look()

    def _look(self) -> None:
        channels = _channels(self.query_one(Choice).chosen) if self._is_chosen else None
        self.app.read(
            self, "prospect", lambda desk, now: look_ahead(desk, now, channels), self._show, self.refuse
        )

    def _show(self, prospect: Prospect) -> None:
        self._prospect = prospect
        if not self._is_chosen:
            self.query_one(Choice).choose(_in_a_word(prospect.offer.settings.remind_channels))
        self.tell("")
        first, anew = self.query(Buttons)
        first.display, anew.display = not prospect.installed, bool(prospect.installed)
        self.query_one("#prospect", Static).update(
            Content("\n").join(_in_words(prospect, self.app.desk.dates))
        )

    def action_submit(self) -> None:
        """Install what is shown, once."""
        prospect = self._prospect
        if prospect is None or self._sent:
            return
        backend = prospect.offer.backend

        def job(desk: Desk, now: datetime) -> str:
            schedule.install(desk, prospect.offer, now)
            return delivery.nothing_fires(backend)

        self._write(
            job, lambda idle: f"Reminders are in {PLACES[backend]}" + (f", but {idle}" if idle else "")
        )

    def action_take_out(self) -> None:
        """Take them out again."""
        if not self._sent:
            self._write(
                schedule.uninstall,
                lambda found: (
                    f"Reminders are out of {' and '.join(PLACES[each] for each in found)}"
                    if found
                    else "No reminders were installed"
                ),
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is not installed cannot be taken out."""
        if action == "take_out":
            return self._prospect is not None and bool(self._prospect.installed)
        return super().check_action(action, parameters)

    def _write(
        self, job: Callable[[Desk, datetime], Sequence[str]], said: Callable[[Sequence[str]], str]
    ) -> None:
        self._sent = True
        # Undo knows the store alone, not the crontab: this dialog itself is the way back.
        self.app.write(self, job, said, self._done, self.refuse, undoable=False)

    def _done(self, _result: Sequence[str]) -> None:
        self.dismiss()
        self.app.look_up()


def _in_a_word(channels: Sequence[str]) -> str:
    """Channels as one chooses them: "desktop, cron's mail (stdout)"."""
    return ", ".join(WORDS.get(each, each) for each in channels)


def _channels(word: str) -> tuple[str, ...]:
    """The channels of what was chosen."""
    named = {said: channel for channel, said in WORDS.items()}
    return tuple(named.get(each, each) for each in word.split(", "))


def _in_words(prospect: Prospect, form: DateForm) -> Iterator[Content]:
    """What is there, when reminders would come, and what would be written, line by line."""
    for each in prospect.installed:
        yield Content(f"They are in {PLACES[each.backend]} already.")
    offer = prospect.offer
    yield Content(
        "They speak only while the day still lacks minutes: before the window, inside it, at its end."
    )
    yield Content("")
    coming = " · ".join(f"{day_name(at.date(), form)} {clock(at)}" for at in offer.next[:3])
    yield Content.assemble(("Next  ", "$text-muted"), coming)
    channels = offer.settings.remind_channels
    how = ", ".join(HOW.get(channel, f"through {channel}") for channel in channels)
    yield Content.assemble(("How   ", "$text-muted"), how)
    if "desktop" in channels and not prospect.has_desktop:
        yield Content.styled("      No desktop can be reached from here just now.", "$text-warning")
    yield Content("")
    if offer.backend == "cron":
        clocks = f", on the clocks of {offer.elsewhere}" if offer.elsewhere else ""
        yield Content(f"This goes into your crontab{clocks}, and nothing else in it changes:")
        lines = [os.fsdecode(block.BEGIN), *offer.text, os.fsdecode(block.END)]
    else:
        yield Content("These units go into your systemd's folder:")
        lines = [line for text in offer.text for line in text.splitlines()]
    for line in lines:
        yield Content.styled(one_line(line), "$text-muted")
