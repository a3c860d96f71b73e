"""The shell door: where words come from and where answers go."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.words import one_line, printable
from habit_tui.services.desk import Desk, open_desk
from habit_tui.system.clock import clock


@dataclass(frozen=True, slots=True)
class Door:
    """One command line's desk and moment: data to stdout, narration to stderr, both made safe to show."""

    desk: Desk
    now: datetime

    def day(self, word: str | None) -> date | None:
        """The day a word means, None without one; raises NotUnderstood."""
        from habit_tui.domain import grammar

        return None if word is None else grammar.day(word, self.desk.study_day(self.now))

    def tell(self, *lines: str) -> None:
        """Print data."""
        for line in lines:
            print(printable(line))

    def remark(self, line: str) -> None:
        """Say something beside the data."""
        print(one_line(line), file=sys.stderr)

    def json(self, value: object) -> None:
        """Print data as JSON, one document in ASCII: nothing a terminal obeys, the same in every locale."""
        import json

        print(json.dumps(value, indent=2).replace("\x7f", "\\u007f"))


def open_door(env: Mapping[str, str], file: str | None) -> Door:
    """Open the desk for one command; a zone that could not be found is said once.

    An empty `--db`, as from a variable of a script that is not set, must not mean the learner's own file.
    """
    if file == "":
        raise NotUnderstood("--db names no file")
    door = Door(open_desk(env, "cli", file), clock(env)())
    if door.desk.warning:
        _say_once(door)
    return door


def _say_once(door: Door) -> None:
    """Say the zone's warning unless the last one said beside this store was the same."""
    said = f"{door.desk.store.file}.zone-warning"
    try:
        with open(said, encoding="utf-8") as file:
            before = file.read()
    except OSError:
        before = ""
    if before == door.desk.warning:
        return
    door.remark(f"habit-tui: {door.desk.warning}")
    try:
        with open(os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(door.desk.warning)
    except OSError as error:
        door.remark(f"habit-tui: this will be said again: {error}")
