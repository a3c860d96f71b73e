"""What a reader of another program's file finds, and the file it reads, opened with care."""

from __future__ import annotations

import stat
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from habit_tui.domain.errors import CannotBeDone
from habit_tui.domain.words import quoted
from habit_tui.exchange.wall import DateOrder

LONGEST_LINE = 200_000
"""Characters of a line or of one JSON value; the longest note fits several times over."""


@dataclass(frozen=True, slots=True)
class Record:
    """A session as its row tells it: aware instants to the second, texts without blank edges.

    `zone`, `kind` and `uid` are empty when the row does not say. `offset` is the UTC offset its start was
    written with, None when it says nothing about where the clock stood. `labels` are the project, the tags or
    the habit it was filed under, what it is called by first; `key` names it in the other program, also after
    it was edited there.
    """

    start: datetime
    end: datetime
    offset: timedelta | None = None
    zone: str = ""
    what: str = ""
    kind: str = ""
    note: str = ""
    uid: str = ""
    labels: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Daily:
    """Minutes on a day whose row does not say at what time."""

    day: date
    minutes: int
    what: str
    note: str
    key: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that is no session, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """A column that means nothing here."""

    column: str


Found = Record | Daily | Broken | Ignored
Rows = Iterator[tuple[int, Found]]
"""What was found, each with the line it begins on."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How rows are to be read that do not say all of it themselves.

    `zone` is where their clocks stood, `minutes` what a mere "done" counts, `dates` how dates are written.
    """

    zone: ZoneInfo
    minutes: int | None = None
    dates: DateOrder | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or a folder of them, to be read; `progress` is told the bytes read and the bytes in all."""

    file: str
    progress: Callable[[int, int], None] | None = None

    @property
    def name(self) -> str:
        """Its name as messages say it."""
        return quoted(Path(self.file).name or self.file)

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return Path(self.file).is_dir()

    @contextmanager
    def text(self) -> Iterator[TextIO]:
        """Open it as text in UTF-8, or in UTF-16 when a mark says so; CannotBeDone for others and no file."""
        path = Path(self.file)
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                raise CannotBeDone(f"{quoted(self.file)} is not a file")
            with path.open("rb") as stream:
                # A redirection in Windows' PowerShell and "Unicode text" from Excel are written in UTF-16.
                encoding = "utf-16" if stream.read(2) in (BOM_UTF16_LE, BOM_UTF16_BE) else "utf-8-sig"
            with path.open(encoding=encoding, newline="") as text:
                yield text
        except OSError as error:
            raise CannotBeDone(f"{quoted(self.file)} cannot be read: {error.strerror}") from error
        except UnicodeError as error:
            raise CannotBeDone(f"{self.name} is not text in UTF-8") from error
        except ValueError as error:
            raise CannotBeDone(f"{quoted(self.file)} is no name of a file") from error

    def lines(self) -> Iterator[str]:
        """Its lines, bounded; tells how far it has come."""
        with self.text() as stream:
            yield from lines(self.told(stream, iter(lambda: stream.readline(LONGEST_LINE), "")), self.name)

    def told(self, stream: TextIO, parts: Iterable[str]) -> Iterator[str]:
        """The parts of an open stream, telling now and then how far it has come."""
        size = Path(self.file).stat().st_size if self.progress else 0
        for count, part in enumerate(parts):
            if self.progress and count % 256 == 0 and isinstance(stream, TextIOWrapper):
                self.progress(stream.buffer.tell(), size)
            yield part


def lines(parts: Iterable[str], name: str) -> Iterator[str]:
    """Lines read with a limit of `LONGEST_LINE`, none of them longer or with a NUL."""
    for number, line in enumerate(parts, 1):
        if len(line) >= LONGEST_LINE:
            raise CannotBeDone(f"line {number} of {name} is longer than {LONGEST_LINE} characters")
        if "\0" in line:
            raise CannotBeDone(f"{name} is not text: line {number} holds a NUL character")
        yield line
