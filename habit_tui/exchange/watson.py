"""Sessions from Watson: its `frames` file, and what `watson log --json` prints."""

from __future__ import annotations

from datetime import UTC, datetime

from habit_tui.domain.errors import NotUnderstood
from habit_tui.domain.words import quoted
from habit_tui.exchange.elements import elements
from habit_tui.exchange.filed import filed, instant, text, texts
from habit_tui.exchange.record import Broken, Reading, Record, Rows, Source

_LATEST = datetime(2200, 1, 1, tzinfo=UTC).timestamp()


def read(source: Source, reading: Reading) -> Rows:  # noqa: ARG001 - frames hold instants
    """Read an array of frames: `[start, stop, project, id, tags, updated_at]`, or objects with those names.

    Raises CannotBeDone for a file that is no array in JSON.
    """
    for line, frame in elements(source):
        try:
            yield line, _record(frame)
        except NotUnderstood as error:
            yield line, Broken(str(error))


def _record(frame: object) -> Record:
    if isinstance(frame, dict):
        values = [frame.get(name) for name in ("start", "stop", "project", "id", "tags")]
    elif isinstance(frame, list) and len(frame) >= 4:
        values = [*frame, []][:5]
    else:
        raise NotUnderstood("it is no frame: [start, stop, project, id, tags, updated_at]")
    project = text(values[2], "project")
    key = text(values[3], "id")
    what, kind, labels = filed(project, texts(values[4], "tags"))
    return Record(
        start=_instant(values[0], "start"),
        end=_instant(values[1], "stop"),
        what=what,
        kind=kind,
        labels=labels,
        key=key,
    )


def _instant(value: object, name: str) -> datetime:
    """An instant of the `frames` file, in seconds, or of the log, in ISO 8601."""
    if isinstance(value, str):
        return instant(value, name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _LATEST:
        raise NotUnderstood(f"its {name} {quoted(str(value)[:100])} is no instant")
    return datetime.fromtimestamp(int(value), UTC)
