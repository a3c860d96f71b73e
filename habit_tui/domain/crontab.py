"""The user's crontab as bytes, with one marked block of ours in it; everything else is never touched."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.schedule import Command, Firing

BEGIN = b"# >>> habit-tui reminders"
END = b"# <<< habit-tui reminders"
_BEGIN_LINE = BEGIN + b": written by `habit-tui remind install`, change nothing down to the end mark"
_UNENDED = b" (the line above had no newline)"
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-")
_ALL_WEEK = 7


@dataclass(frozen=True, slots=True)
class _Parts:
    """A crontab taken apart; `block` is None without one, `unended` says that `before` had no newline."""

    before: bytes
    block: tuple[bytes, ...] | None
    after: bytes
    unended: bool = False


def read(content: bytes) -> tuple[bytes, ...] | None:
    """The lines inside the block without their newlines, None without a block; raises like `install`."""
    return _parts(content).block


def install(content: bytes, lines: Sequence[bytes]) -> bytes:
    """The crontab with these lines in its block, in the block's place or at the end.

    Raises CannotBeDone when the marks do not form one whole block.
    """
    parts = _parts(content)
    before, unended = parts.before, parts.unended
    if parts.block is None and before and not before.endswith(b"\n"):
        before, unended = before + b"\n", True
    begin = _BEGIN_LINE + (_UNENDED if unended else b"")
    return before + b"".join(line + b"\n" for line in (begin, *lines, END)) + parts.after


def uninstall(content: bytes) -> bytes:
    """The crontab as it was before the first `install`; raises like it."""
    parts = _parts(content)
    if parts.unended and not parts.after:
        return parts.before.removesuffix(b"\n")
    return parts.before + parts.after


def entry(firing: Firing, command: Command) -> bytes:
    """The line that fires every week."""
    return f"{fields(firing)} ".encode() + shell_line(command).replace(b"%", b"\\%")


def fields(firing: Firing) -> str:
    """When a firing comes, in the five fields of a line."""
    return f"{firing.at.minute} {firing.at.hour} * * {_weekdays(firing.weekdays)}"


def with_once(lines: Sequence[bytes], at: datetime) -> tuple[bytes, ...]:
    """A block's lines with one firing more, at a minute of the machine's clock; an earlier one of these goes.

    cron would fire it again in a year, so the next one takes it out.
    """
    weekly = weekly_of(lines)
    others = [line for line in lines if line in weekly or line.startswith(b"#")]
    command = weekly[0].split(maxsplit=5)[5]
    return (*others, f"{at.minute} {at.hour} {at.day} {at.month} * ".encode() + command)


def weekly_of(lines: Sequence[bytes]) -> tuple[bytes, ...]:
    """The lines of a block that fire every week."""
    split = [(line, line.split(maxsplit=5)) for line in lines if not line.startswith(b"#")]
    return tuple(line for line, parts in split if len(parts) == 6 and parts[2] == b"*")


def fields_of(line: bytes) -> str:
    """The five fields of a line that say when."""
    return b" ".join(line.split(maxsplit=5)[:5]).decode(errors="replace")


def command_of(line: bytes) -> bytes:
    """What a line of ours runs, as the shell gets it."""
    return line.split(maxsplit=5)[5].replace(b"\\%", b"%")


def shell_line(command: Command) -> bytes:
    """A command as any shell reads it, whichever one the crontab names.

    Raises CannotBeDone for what no crontab can hold: line breaks and backslashes, which crons read
    differently.
    """
    words = [f"{name}={value}" for name, value in command.variables]
    # Not every shell knows assignments before a command.
    env = ("/usr/bin/env",) if words else ()
    line = " ".join(_quoted(word) for word in (*env, *words, *command.argv))
    # A path of any bytes comes back as it was.
    return line.encode("utf-8", "surrogateescape")


def _quoted(word: str) -> str:
    if any(c < " " or c in "\\\x7f" for c in word):
        raise CannotBeDone(
            f"a crontab cannot hold the path {word!r}; use one without backslashes and control characters"
        )
    if word and _PLAIN.issuperset(word):
        return word
    return "'" + word.replace("'", "'\"'\"'") + "'"


def _weekdays(weekdays: Collection[int]) -> str:
    """Weekdays, 0 is Monday, as cron counts them: "*", "1-5", "0,6"."""
    if len(weekdays) == _ALL_WEEK:
        return "*"
    days = sorted((weekday + 1) % _ALL_WEEK for weekday in weekdays)
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(map(str, run)) for run in runs)


def _parts(content: bytes) -> _Parts:
    # cron knows no other line end, whatever bytes.splitlines takes for one.
    *whole, rest = content.split(b"\n")
    lines = [line + b"\n" for line in whole] + [rest]
    begins = [number for number, line in enumerate(lines) if line.startswith(BEGIN)]
    ends = [number for number, line in enumerate(lines) if line.startswith(END)]
    if not begins and not ends:
        return _Parts(content, None, b"")
    if len(begins) != 1 or len(ends) != 1 or ends[0] < begins[0]:
        raise CannotBeDone(
            "the crontab's marks of habit-tui do not form one whole block; it was left untouched: "
            "remove their lines with `crontab -e`"
        )
    begin, end = begins[0], ends[0]
    return _Parts(
        before=b"".join(lines[:begin]),
        block=tuple(line.rstrip(b"\r\n") for line in lines[begin + 1 : end]),
        after=b"".join(lines[end + 1 :]),
        unended=_UNENDED in lines[begin],
    )
