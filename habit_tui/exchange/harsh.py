"""Days from harsh's log."""

from __future__ import annotations

import re

from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.words import quoted
from habit_tui.exchange.days import SKIPPED, counted, done
from habit_tui.exchange.record import Broken, Daily, Found, Reading, Rows, Source
from habit_tui.exchange.wall import DateOrder, read_date

_COLON = re.compile(r"(?<=\s):(?=\s|$)")


def read(source: Source, reading: Reading) -> Rows:
    """Read lines such as `2026-11-22 : Read : y : comment : 30`, the amount in minutes.

    A comment may hold the mark that parts the cells. Raises CannotBeDone for a file without any such line.
    """
    understood = False
    for number, line in enumerate(source.lines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _found(line.strip(), reading)
        understood = understood or " : " in line
        yield number, found
    if not understood:
        raise CannotBeDone(f"{source.name} is no log of harsh: it has no line such as 2026-11-22 : Read : y")


def _found(line: str, reading: Reading) -> Found:
    cells = [cell.strip() for cell in _COLON.split(line)]
    if len(cells) < 3:
        return Broken(f"{quoted(line)} is no line such as 2026-11-22 : Read : y")
    habit, result = cells[1], cells[2].casefold()
    comment, amount = _comment(cells[3:])
    if result == "s":
        return Broken(f"{quoted(habit)}: {SKIPPED}")
    if result != "y":
        reason = "not done that day" if result == "n" else f"{quoted(result)} is none of y, n and s"
        return Broken(f"{quoted(habit)}: {reason}")
    try:
        day = read_date(cells[0], DateOrder.YMD)
        minutes = counted(amount) if amount else done(reading)
    except NotUnderstood as error:
        return Broken(f"{quoted(habit)}: {error}")
    return Daily(day, minutes, habit, comment, f"{habit}\0{day}")


def _comment(cells: list[str]) -> tuple[str, str]:
    """The comment and the amount: the last cell is one when it is a number or nothing."""
    if not cells:
        return "", ""
    *said, last = cells
    if said and (not last or last.replace(".", "", 1).isdecimal()):
        return " : ".join(said), last
    return " : ".join(cells), ""
