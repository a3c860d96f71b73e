"""Import and export from the shell."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from io import TextIOBase
from textwrap import wrap
from typing import TextIO, cast

from habit_tui.cli.door import Door
from habit_tui.cli.progress import bar
from habit_tui.domain.dates import day_name_with_year
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.progress import Progress
from habit_tui.domain.words import days, duration, one_line, pad, plural, printable, quoted
from habit_tui.exchange.wall import DateOrder
from habit_tui.services import export as export_service
from habit_tui.services import transfer as service
from habit_tui.services.arrival import PROBLEMS_TOLD, Imported
from habit_tui.services.transfer import Import

LONG = 1_000_000
"""Bytes from which an import shows how far it has come."""

RANGES_TOLD = 5
WIDE = 80


class Shown(TextIOBase):
    """The terminal as a file to write to, with text made safe to show."""

    def write(self, text: str) -> int:
        """Write it to standard output."""
        return sys.stdout.write(printable(text))


def import_(
    door: Door,
    *,
    form: str,
    file: str,
    dry_run: bool = False,
    overlap: bool = False,
    gaps_as_leave: bool = False,
    zone: str | None = None,
    minutes: int | None = None,
    date_format: str | None = None,
    resources: Sequence[str] = (),
    json: bool = False,
) -> None:
    """Read sessions from another program's file."""
    wanted = Import(
        form,
        file,
        zone=zone,
        minutes=minutes,
        dates=None if date_format is None else DateOrder(date_format),
        resources=dict(map(_mapping, resources)),
        overlap=overlap,
        gaps_as_leave=gaps_as_leave,
        dry_run=dry_run,
    )
    with bar(file, "Importing", LONG) as progress:
        done = service.import_file(door.desk, wanted, door.now, progress)
    if json:
        door.json(_in_json(done))
        return
    noun = "row" if form == "json" else "session"
    for lines, reason in _by_reason(done.problems):
        door.remark(f"{lines}: {reason}" if lines else reason)
    if len(done.problems) == PROBLEMS_TOLD:
        door.remark(f"more than {PROBLEMS_TOLD} problems; the rest is only counted")
    if dry_run:
        door.tell(*_table(done, noun))
    there = f", {done.already_there} of them there already" if done.already_there else ""
    would = "would be " if dry_run else ""
    door.tell(f"{plural(done.kept, noun, f'{noun}s')} {would}kept, {done.skipped} skipped{there}")
    if done.first is not None and done.last is not None:
        span = " to ".join(
            day_name_with_year(day, door.desk.dates) for day in sorted({done.first, done.last})
        )
        change = "would change" if dry_run else "changed"
        door.tell(f"{span} · {plural(done.verdicts, 'verdict', 'verdicts')} {change}")
    door.tell(*_gaps(done.gaps, done.frozen, dry_run=dry_run, as_leave=gaps_as_leave))


def export(door: Door, *, form: str, output: str | None = None, routine: bool = False) -> None:
    """Write everything to a new file, or to stdout."""
    if routine and form != "ics":
        raise NotUnderstood("--routine is for ics, the only format that has one")
    if output is None:
        # A pipe gets every character as it was typed, a terminal none that it would obey.
        if sys.stdout.isatty():
            _write(door, form, cast("TextIO", Shown()), None, routine=routine)
            return
        with bar(door.desk.store.file, "Exporting", LONG) as progress:
            _write(door, form, sys.stdout, progress, routine=routine)
        return
    try:
        with open(
            os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline=""
        ) as out:
            try:
                with bar(door.desk.store.file, "Exporting", LONG) as progress:
                    _write(door, form, out, progress, routine=routine)
            except BaseException:
                # A part of an export looks like a whole one.
                os.unlink(output)
                raise
    except FileExistsError:
        raise CannotBeDone(f"{output} exists already; it was left as it is") from None


def _write(door: Door, form: str, out: TextIO, progress: Progress | None, *, routine: bool) -> None:
    match form:
        case "csv":
            export_service.export_csv(door.desk, out, progress)
        case "json":
            export_service.export_json(door.desk, out, progress)
        case "timewarrior":
            export_service.export_timewarrior(door.desk, out, progress)
        case "markdown":
            export_service.export_markdown(door.desk, out, progress)
        case _:
            export_service.export_ics(door.desk, out, door.now, routine=routine, progress=progress)


def _mapping(text: str) -> tuple[str, str]:
    label, equals, title = text.partition("=")
    if not label.strip() or not equals or not title.strip():
        raise NotUnderstood(f"--map must be FROM=RESOURCE, not {quoted(text)}")
    return label, title


def _table(done: Imported, noun: str) -> Iterator[str]:
    """What would come, a line for each project, tag, habit or WHAT."""
    if not done.groups:
        return
    rows = [("", f"{noun}s", "minutes", "resource")]
    rows += [
        (one_line(group.name), str(group.sessions), str(group.minutes), one_line(group.resource) or "-")
        for group in done.groups
    ]
    wide = min(40, max(len(row[0]) for row in rows))
    for name, sessions, minutes, resource in rows:
        yield f"{pad(name, wide)}  {sessions:>8}  {minutes:>8}  {resource}".rstrip()
    if done.days:
        yield f"{days(done.days)}, {plural(done.kept, noun, f'{noun}s')}, {duration(done.minutes)}"


def _gaps(gaps: int, frozen: int, *, dry_run: bool, as_leave: bool) -> Iterator[str]:
    """What becomes of the days without a session before the record began, and how that can be helped."""
    if not gaps:
        return
    said = f"{days(gaps)} without a session"
    missed = "missed or frozen" if frozen else "missed"
    if as_leave:
        said += f" {'would be' if dry_run else 'became'} leave"
    elif dry_run:
        said += f" would be {missed}; --gaps-as-leave makes leave of that"
    else:
        said += f" {'is' if gaps == 1 else 'are'} {missed} now; `habit-tui undo` and a new import"
        said += " with --gaps-as-leave make leave of that"
    yield from wrap(said, WIDE, break_on_hyphens=False)


def _by_reason(problems: Sequence[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    """Each reason once, in the order they came up, with its lines in words."""
    lines: dict[str, list[int]] = {}
    for line, reason in problems:
        lines.setdefault(reason, []).append(line)
    for reason, numbers in lines.items():
        yield _ranges(numbers), reason


def _ranges(numbers: Sequence[int]) -> str:
    """Line numbers as people write them: "line 3", "lines 3-5, 9"."""
    if numbers[0] == 0:
        return ""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    said = [str(first) if first == last else f"{first}-{last}" for first, last in ranges[:RANGES_TOLD]]
    if len(ranges) > RANGES_TOLD:
        said.append(f"... ({len(numbers)} lines)")
    return f"{'line' if len(numbers) == 1 else 'lines'} {', '.join(said)}"


def _in_json(done: Imported) -> dict[str, object]:
    return {
        "kept": done.kept,
        "skipped": done.skipped,
        "already_there": done.already_there,
        "days": done.days,
        "minutes": done.minutes,
        "first": None if done.first is None else done.first.isoformat(),
        "last": None if done.last is None else done.last.isoformat(),
        "verdicts": done.verdicts,
        "gaps": done.gaps,
        "groups": [
            {
                "name": group.name,
                "sessions": group.sessions,
                "minutes": group.minutes,
                "resource": group.resource or None,
            }
            for group in done.groups
        ],
        "problems": [{"line": line, "reason": reason} for line, reason in done.problems],
    }
