"""Sessions from and to Timewarrior: its export in JSON, and its data files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.words import quoted
from habit_tui.exchange.elements import elements
from habit_tui.exchange.filed import filed, instant, text, texts
from habit_tui.exchange.record import Broken, Reading, Record, Rows, Source

_LINE = re.compile(r"inc (?P<start>\S+)(?: - (?P<end>\S+))?(?: # ?(?P<tags>.*))?", re.ASCII)
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


def read(source: Source, reading: Reading) -> Rows:  # noqa: ARG001 - intervals hold instants
    """Read what `timew export` prints, a `YYYY-MM.data` file, or a folder of those.

    Raises CannotBeDone for anything else.
    """
    if source.is_folder:
        files = sorted(Path(source.file).glob("????-??.data"))
        if not files:
            raise CannotBeDone(f"{source.name} holds no data files of Timewarrior, such as 2026-11.data")
        for file in files:
            for line, found in _of_data(Source(str(file), source.progress)):
                yield line, Broken(f"{file.name}: {found.reason}") if isinstance(found, Broken) else found
    elif _is_json(source):
        yield from _of_export(source)
    else:
        yield from _of_data(source)


def write(out: TextIO, records: Iterable[Record]) -> int:
    """Write sessions as `timew export` does, what and kind as tags; how many they were."""
    count = 0
    out.write("[")
    for record in records:
        interval: dict[str, object] = {
            "id": count + 1,
            "start": _stamp(record.start),
            "end": _stamp(record.end),
            "tags": [tag for tag in (record.what, record.kind) if tag],
        }
        if record.note:
            interval["annotation"] = record.note
        out.write((",\n" if count else "\n") + json.dumps(interval, ensure_ascii=False))
        count += 1
    out.write("\n]\n")
    return count


def _is_json(source: Source) -> bool:
    with source.text() as stream:
        return stream.read(1000).lstrip().startswith("[")


def _of_export(source: Source) -> Rows:
    for line, interval in elements(source):
        try:
            if not isinstance(interval, dict):
                raise NotUnderstood("it is no interval of Timewarrior")
            yield (
                line,
                _record(
                    text(interval.get("start"), "start"),
                    text(interval.get("end"), "end"),
                    texts(interval.get("tags"), "tags"),
                    text(interval.get("annotation"), "annotation"),
                ),
            )
        except NotUnderstood as error:
            yield line, Broken(str(error))


def _of_data(source: Source) -> Rows:
    for number, line in enumerate(source.lines(), 1):
        # Exclusions, which begin with "exc", and blank lines tell of no time spent.
        if not line.strip() or line.startswith("exc "):
            continue
        shape = _LINE.fullmatch(line.strip())
        if shape is None:
            raise CannotBeDone(
                f"{source.name} is no data file of Timewarrior: {quoted(line)} (line {number})"
            )
        tags, _, annotation = _parted(shape["tags"] or "")
        try:
            found = _record(shape["start"], shape["end"] or "", list(_unquoted(tags)), _whole(annotation))
        except NotUnderstood as error:
            yield number, Broken(str(error))
        else:
            yield number, found


def _record(start: str, end: str, tags: list[str], annotation: str) -> Record:
    begins = instant(start, "start")
    if not end:
        raise NotUnderstood("it is still running: stop it there first")
    what, kind, labels = filed("", tags)
    return Record(start=begins, end=instant(end, "end"), what=what, kind=kind, note=annotation, labels=labels)


def _parted(text: str) -> tuple[str, str, str]:
    """Tags and annotation, parted by a # that is not inside quotes."""
    for word in _WORD.finditer(text):
        if word[0] == "#":
            return text[: word.start()], "#", text[word.end() :]
    return text, "", ""


def _unquoted(text: str) -> Iterator[str]:
    for word in _WORD.finditer(text):
        yield (word[1].replace('\\"', '"') if word[1] is not None else word[2]).strip()


def _whole(annotation: str) -> str:
    """An annotation, in quotes or, as older versions wrote it, without."""
    stripped = annotation.strip()
    quoted_whole = _WORD.fullmatch(stripped)
    return " ".join(_unquoted(stripped)) if quoted_whole else stripped


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
