"""JSON read piece by piece: the elements of long arrays one at a time, so that no file is held whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NoReturn

from habit_tui.domain.errors import CannotBeDone
from habit_tui.exchange.record import LONGEST_LINE, Source

_CHUNK = 65_536
_BLANK = " \t\r\n"
_AFTER = tuple(_BLANK + ",:]}")


def elements(source: Source) -> Iterator[tuple[int, object]]:
    """The elements of the array that a file is, with the line each begins on.

    Raises CannotBeDone for anything else, for NaN, for endless numbers, and for a value that is nested too
    deep or longer than `LONGEST_LINE`.
    """
    with source.text() as stream:
        scanner = Scanner(source.told(stream, iter(lambda: stream.read(_CHUNK), "")), source.name)
        yield from scanner.elements()
        scanner.end()


def members(source: Source) -> Iterator[tuple[str, int, object]]:
    """The members of the object that a file is: their name, line and value.

    The elements of a member that is an array come one by one under its name. Raises as `elements` does.
    """
    with source.text() as stream:
        scanner = Scanner(source.told(stream, iter(lambda: stream.read(_CHUNK), "")), source.name)
        yield from scanner.members()
        scanner.end()


class Scanner:
    """A place in JSON text that is read in parts."""

    def __init__(self, parts: Iterator[str], name: str) -> None:
        self._parts = parts
        self._name = name
        self._text = ""
        self._at = 0
        self._line = 1
        self._decoder = json.JSONDecoder(parse_constant=_refuse)

    def elements(self) -> Iterator[tuple[int, object]]:
        """Read an array, giving each element with its line."""
        self._expect("[")
        if self._peek() == "]":
            self._expect("]")
            return
        while True:
            self._peek()
            yield self._line, self._value()
            if not self._comma("]"):
                return

    def members(self) -> Iterator[tuple[str, int, object]]:
        """Read an object, giving each member; an array's elements one by one."""
        self._expect("{")
        if self._peek() == "}":
            self._expect("}")
            return
        while True:
            name = self._value()
            if not isinstance(name, str):
                self._fail("a name in double quotes is missing")
            self._expect(":")
            if self._peek() == "[":
                for line, value in self.elements():
                    yield name, line, value
            else:
                yield name, self._line, self._value()
            if not self._comma("}"):
                return

    def end(self) -> None:
        """Refuse anything but blanks up to the end."""
        if self._peek():
            self._fail("something follows its end")

    def _comma(self, close: str) -> bool:
        if self._peek() == close:
            self._expect(close)
            return False
        self._expect(",")
        return True

    def _peek(self) -> str:
        """The next character that is no blank, or nothing at the end."""
        while True:
            start = self._at
            while self._at < len(self._text) and self._text[self._at] in _BLANK:
                self._at += 1
            self._line += self._text.count("\n", start, self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _expect(self, wanted: str) -> None:
        if self._peek() != wanted:
            self._fail(f"{wanted} is missing")
        self._at += 1

    def _value(self) -> object:
        self._peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except RecursionError:
                self._fail("it nests too deep")
            except json.JSONDecodeError as error:
                problem: str = error.msg
            except ValueError as error:
                self._fail(str(error).partition(":")[0])
            else:
                # A number may go on in the next part, as 1 does in 1.5 and in 1e5.
                if self._text[end : end + 1] in _AFTER or not self._more():
                    self._line += self._text.count("\n", self._at, end)
                    self._at = end
                    return value
                continue
            if len(self._text) - self._at > LONGEST_LINE:
                self._fail(f"a value is longer than {LONGEST_LINE} characters, or broken")
            if not self._more():
                self._fail(problem)

    def _more(self) -> bool:
        part = next(self._parts, "")
        if "\0" in part:
            raise CannotBeDone(f"{self._name} is not text: it holds a NUL character")
        if part:
            self._text = self._text[self._at :] + part
            self._at = 0
        return bool(part)

    def _fail(self, reason: str) -> NoReturn:
        raise CannotBeDone(f"{self._name} is not the JSON it should be: {reason} (line {self._line})")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")
